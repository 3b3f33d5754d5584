"""What a couple likes among date ideas: a small bandit over their tags, and nothing hidden.

Every tag of an idea (its kind, what it costs, where it is, how lively, how long) has points for
and against it. They make a beta distribution, which is what is believed of how often a date with
that tag goes well: wide while little is known, narrow later. To choose, one number is drawn for
each tag and an idea gets the mean of its tags; the best one comes. That is Thompson sampling
(W. R. Thompson, 1933, "On the Likelihood that One Unknown Probability Exceeds Another in View of
the Evidence of Two Samples"): what went well comes often, what is hardly known gets its chance,
what flopped comes seldom. See docs/dates-that-learn.md.

A date that was taken up speaks by its own verdict for as long as it is among `Couple.outings`, and
its points go over to `Couple.arms` only when newer dates push it out. So a verdict is a single word,
which can be changed or given twice, on two devices, and nothing is ever counted double or lost.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.content.dates import TAGS
from skill.couple import MOST_OF_AN_ARM, MOST_OUTINGS
from skill.heard import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from skill.content.library import Library
    from skill.couple import Couple, Outing
    from skill.dialogue.scene import Chance

Points = tuple[int, int]
"""For and against."""
POINTS: Mapping[str, Points] = {
    "": (1, 0), "asked": (1, 0), "missed": (0, 0), "loved": (4, 0), "fine": (2, 2), "flop": (0, 4),
}  # fmt: skip
"""What a date that was taken up says of each of its tags, by its verdict. A fine one pulls to the middle."""
PASSED_BY: Points = (0, 2)
"""What it says when an idea was offered and passed by."""
PRIOR: Points = (4, 4)
"""What is believed of a tag of which nothing is known: middling, until a few dates have spoken."""
SURENESS = 2
"""Draws are as narrow as if twice as much were known: a date a week leaves little time to try things."""
CLEARLY, MOSTLY = 4, 0.65
"""So many more points for a tag than against it, and such a share of all, before it is called liked."""
EARLIER = "date."
"""What the turns of kinds of dates were kept under in earlier releases."""


def passed_by(couple: Couple, library: Library, item: str) -> Couple:
    """The couple after it passed an idea by."""
    return replace(couple, arms=_with(couple.arms, library, item, PASSED_BY))


def taken_up(couple: Couple, library: Library, outing: Outing) -> Couple:
    """The couple after it took an idea up; the same one for the same evening counts once."""
    known = next((one for one in couple.outings if (one.item, one.day) == (outing.item, outing.day)), None)
    if known is not None:
        return rated(couple, outing) if known.verdict == "missed" else couple
    outings, arms = (outing, *couple.outings), couple.arms
    for old in outings[MOST_OUTINGS:]:
        arms = _with(arms, library, old.item, POINTS[old.verdict])
    return replace(couple, outings=outings[:MOST_OUTINGS], arms=arms)


def rated(couple: Couple, outing: Outing) -> Couple:
    """The couple, with what is known by now of an outing; nothing happens when it is not among them."""
    return replace(
        couple,
        outings=tuple(
            outing if (one.item, one.day) == (outing.item, outing.day) else one for one in couple.outings
        ),
    )


def learnt(couple: Couple, library: Library) -> Mapping[str, Points]:
    """All that speaks for and against each tag by now; tags of which nothing is known are left out."""
    arms = couple.arms
    for outing in reversed(couple.outings):
        arms = _with(arms, library, outing.item, POINTS[outing.verdict])
    return arms


def scores(couple: Couple, library: Library, chance: Chance | None) -> Callable[[str], float]:
    """How promising each idea is in this draw, by its id; by what is expected where nothing may be drawn."""
    arms = learnt(couple, library)
    drawn: dict[str, float] = {}
    for tag in TAGS:  # in this order, so that the same chance draws the same
        well, badly = arms.get(tag, (0, 0))
        alpha, beta = SURENESS * (PRIOR[0] + well), SURENESS * (PRIOR[1] + badly)
        drawn[tag] = chance.betavariate(alpha, beta) if chance else alpha / (alpha + beta)

    def score(item: str) -> float:
        tags = library.dates[item].tags
        return sum(drawn[tag] for tag in tags) / len(tags)

    return score


def liked(couple: Couple, library: Library, item: str) -> str:
    """The tag of an idea that most speaks for it, of those that have clearly gone well; empty for none."""
    arms = learnt(couple, library)
    well = {
        tag: share
        for tag in library.dates[item].tags
        if (points := arms.get(tag, (0, 0)))
        and points[0] - points[1] >= CLEARLY
        and (share := points[0] / sum(points)) >= MOSTLY
    }
    return max(well, key=lambda tag: well[tag]) if well else ""


def untried(couple: Couple, library: Library, item: str) -> bool:
    """Whether something is known of what they like, and nothing at all of this kind."""
    arms = learnt(couple, library)
    return bool(arms) and library.dates[item].kind not in arms


def anything(couple: Couple) -> bool:
    """Whether anything was learnt of what they like."""
    return any(any(points) for points in couple.arms.values()) or any(
        one.verdict in VERDICTS for one in couple.outings
    )


def without_turns(couple: Couple) -> Couple:
    """The couple without the turns that kinds of dates took in earlier releases."""
    if not any(name.startswith(EARLIER) for name in (*couple.turns, *couple.shunned)):
        return couple
    turns, shunned = (
        {name: number for name, number in some.items() if not name.startswith(EARLIER)}
        for some in (couple.turns, couple.shunned)
    )
    return replace(couple, turns=turns, shunned=shunned)


def _with(arms: Mapping[str, Points], library: Library, item: str, points: Points) -> Mapping[str, Points]:
    """`arms` with points for every tag of an idea; unchanged for an idea that a release took away."""
    if item not in library.dates or not any(points):
        return arms
    grown = dict(arms)
    for tag in library.dates[item].tags:
        well, badly = grown.get(tag, (0, 0))
        well, badly = well + points[0], badly + points[1]
        if well + badly > MOST_OF_AN_ARM:  # old news counts for less, so that tastes may change
            well, badly = well // 2, badly // 2
        grown[tag] = (well, badly)
    return grown
