"""Simulated couples on a journey, to see whether it tends to what they need and survives their pauses.

Each couple has two signs that are truly low; the skill is told only by the
numbers of one closeness check, which waver. Then they live: they come on some
evenings, say no, swap, skip, and stay away for weeks. All that they say goes
through the whole skill; the books are kept here, apart from the couple's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from skill import heard as h
from skill.content.guide import Rate
from skill.conversation import Conversation
from skill.couple import WEEKS_OF_A_JOURNEY, Couple
from skill.dialogue import journeying, scoring
from skill.dialogue.evenings import evening
from skill.dialogue.respond import respond
from skill.dialogue.tailoring import PRACTICES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from skill.content.library import Library
    from skill.heard import Heard

FIRST_EVENING = datetime(2026, 1, 5, 20, 30, tzinfo=ZoneInfo("America/New_York"))
LONGEST = 180
"""Days after which nobody looks any more."""
NEEDS = 2
WAVER = 1.0
"""The standard deviation of a number about how it truly is."""
TAKES, SWAPS, LIGHTENS = 0.4, 0.1, 0.05
"""How often this week's practice is done, swapped, or made lighter when it is offered."""
SKIPS = 0.03
"""How often they ask where they are and go on to the next week."""
AWAY = 0.05
"""How often a visit is the last one for two to eight weeks."""
FOR_ALL = (
    *("appreciation_round", "quality_time", "active_listening", "i_statements"),
    *("know_each_other", "date_idea"),
)
"""One and the same path for everybody, with something for each sign: what tailoring is compared with."""
MOST_TURNS = 120
"""No practice has as many turns."""
WITHIN = (6, 8, 12)
"""Weeks."""


class Chance(Protocol):
    """What a simulated journey asks of a random generator."""

    def random(self) -> float:
        """From 0 up to, not including, 1."""

    def randrange(self, start: int, stop: int) -> int:
        """A whole number."""

    def uniform(self, a: float, b: float) -> float:
        """A number from `a` to `b`."""

    def gauss(self, mu: float, sigma: float) -> float:
        """A number of the normal distribution."""

    def sample(self, population: Sequence[str], k: int) -> list[str]:
        """`k` of them."""

    def betavariate(self, alpha: float, beta: float) -> float:
        """A number from 0 to 1."""


@dataclass
class Walk:
    """One couple's journey, and the books of it."""

    needs: frozenset[str]
    """The signs that are truly low."""
    couple: Couple
    library: Library
    chance: Chance
    now: datetime = FIRST_EVENING
    conversation: Conversation = field(default_factory=Conversation)
    practised: list[str] = field(default_factory=list)
    """This week's practices that were done, in order."""
    swaps: int = 0
    skips: int = 0
    pauses: int = 0
    lost: int = 0
    """Times that the path went back, jumped, or forgot what stood on it. Should be none."""
    turns: int = 0
    days: int = 0
    """From its beginning to its look back; 0 while it lasts."""

    def hears(self, heard: Heard) -> None:
        """One turn, through the whole skill."""
        before = self.couple.journey
        turn = respond(heard, self.conversation, self.couple, self.library, self.now, self.chance)
        self.couple = turn.couple
        self.conversation = turn.conversation if turn.reply.ask else Conversation()
        self.turns += 1
        after = self.couple.journey
        if before is None or after is None:
            return
        if after.done and not before.done:
            self.practised.append(before.path[before.at])
        kept = before.path[: before.at] == after.path[: before.at] and len(after.path) == WEEKS_OF_A_JOURNEY
        self.lost += not kept or after.at not in (before.at, before.at + 1)

    @property
    def on_offer(self) -> bool:
        """Whether this week's practice is on offer."""
        place = self.conversation.place
        return place is not None and place.guide == journeying.ID and place.item in self.path

    @property
    def path(self) -> tuple[str, ...]:
        """The path as it is by now."""
        return self.couple.journey.path if self.couple.journey else ()


def set_out(library: Library, chance: Chance) -> Walk:
    """A couple with hidden needs, after its closeness check, on the first evening of its journey."""
    signs = tuple(PRACTICES)
    needs = frozenset(chance.sample(signs, NEEDS))
    couple = Couple("simulated", seed=chance.randrange(1, 1_000_000), version=1)
    level = {sign: chance.uniform(2, 5) if sign in needs else chance.uniform(6, 9) for sign in signs}
    for sign, truly in {**level, scoring.CLOSENESS: sum(level.values()) / len(level)}.items():
        for who in (0, 1):
            score = min(max(round(chance.gauss(truly, WAVER)), 1), 10)
            couple = scoring.rated(couple, sign, evening(FIRST_EVENING), who, score)
    walk = Walk(needs, couple, library, chance)
    for heard in (h.AskJourney(), h.Yes(), h.Stop()):
        walk.hears(heard)
    return walk


def walk(library: Library, chance: Chance) -> Walk:
    """A whole journey, to its look back or to the longest that anybody looks."""
    one = set_out(library, chance)
    often = chance.randrange(2, 6)  # evenings a week
    day = 0
    while one.couple.journey is not None and day < LONGEST:
        day += 1
        if chance.random() >= often / 7:
            continue
        if chance.random() < AWAY:
            one.pauses += 1
            day += chance.randrange(14, 57)
        one.now = FIRST_EVENING + timedelta(days=day)
        _evening(one)
    one.days = day if one.couple.journey is None else 0
    return one


def _evening(one: Walk) -> None:
    """They open it, do what they are offered or not, and stop."""
    if one.chance.random() < SKIPS:
        one.hears(h.AskJourney())
        if one.on_offer:
            one.skips += 1
            one.hears(h.Next())
    else:
        one.hears(h.Opened())
        if one.on_offer:
            _offered(one)
    if one.conversation.place is not None:
        one.hears(h.Stop())


def _offered(one: Walk) -> None:
    mood = one.chance.random()
    if mood < SWAPS + LIGHTENS:
        one.swaps += 1
        one.hears(h.Another() if mood < SWAPS else h.ChangeDepth(deeper=False))
        mood = one.chance.random()
        if mood < TAKES:
            _practise(one)
    elif mood < SWAPS + LIGHTENS + TAKES:
        _practise(one)
    else:
        one.hears(h.No())


def _practise(one: Walk) -> None:
    """Through the practice to its end, with a word for every question."""
    one.hears(h.Yes())
    for _ in range(MOST_TURNS):
        if one.couple.journey is None or one.couple.journey.done:
            return
        place = one.conversation.place
        if place is None:
            one.hears(h.Resume())  # it rests for a moment, as some practices do
            continue
        guide = one.library.guides.get(place.guide)
        step = guide.steps.get(place.step) if guide else None
        if isinstance(step, Rate):
            one.hears(h.Score(6))
        elif place.guide == "date_idea":
            one.hears(h.Yes())
        else:
            one.hears(h.Done())


def figures(walks: Iterable[Walk]) -> Mapping[str, float]:
    """What many journeys say together."""
    every = list(walks)
    done = sum(len(one.practised) for one in every)
    finished = [one for one in every if one.days]
    unbroken = [one for one in every if not one.pauses]
    return {
        "couples": len(every),
        "turns": sum(one.turns for one in every),
        "weeks practised": done,
        "percent of them for the two signs that are truly low": 100 * _for_needs(every) / max(done, 1),
        "percent on one path for all": 100
        * sum(_tends(what, one.needs) for one in every for what in FOR_ALL)
        / (len(every) * len(FOR_ALL)),
        "practised twice on one journey": sum(len(one.practised) - len({*one.practised}) for one in every),
        "lost or jumped over": sum(one.lost for one in every),
        "pauses of two to eight weeks": sum(one.pauses for one in every),
        "swaps a journey": sum(one.swaps for one in every) / len(every),
        "weeks skipped a journey": sum(one.skips for one in every) / len(every),
        **{
            f"percent finished within {weeks} weeks": 100
            * sum(one.days <= 7 * weeks for one in finished)
            / len(every)
            for weeks in WITHIN
        },
        "percent finished within 12 weeks, without a pause": 100
        * sum(0 < one.days <= 7 * WITHIN[-1] for one in unbroken)
        / max(len(unbroken), 1),
        "percent finished at last": 100 * len(finished) / len(every),
    }


def _for_needs(walks: Iterable[Walk]) -> int:
    return sum(_tends(what, one.needs) for one in walks for what in one.practised)


def _tends(what: str, needs: Iterable[str]) -> bool:
    """Whether a practice tends to one of some signs."""
    return any(what in PRACTICES[sign] for sign in needs)
