"""Simulated couples over years of nights, to see how questions are chosen.

Each couple has tastes that the skill is not told: decks it dislikes, how deep it
likes to go, when it comes. It shows them only by what it says. The books are kept
here and apart from the couple's own bits, so that the two can disagree.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from skill.couple import Couple, Tastes
from skill.dialogue import asking
from skill.dialogue.evenings import late
from skill.heard import DEPTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from skill.content.decks import Prompt
    from skill.content.library import Library

FIRST_NIGHT = datetime(2026, 1, 1, 20, 30, tzinfo=ZoneInfo("America/New_York"))
YEAR = 365
NIGHTS = 3 * YEAR
DISLIKES = 3
"""Decks that a couple dislikes, at most."""
MINDS = 0.8
"""How often a couple says what it does not like."""


class Chance(Protocol):
    """What a simulated life asks of a random generator."""

    def random(self) -> float:
        """From 0 up to, not including, 1."""

    def randrange(self, start: int, stop: int) -> int:
        """A whole number."""

    def sample(self, population: Sequence[str], k: int) -> list[str]:
        """`k` of them."""


@dataclass(frozen=True, slots=True)
class Temper:
    """What a couple is like; the skill is not told."""

    dislikes: frozenset[str]
    depth: int
    """The depth it likes best, 0 to 2."""
    hours: tuple[int, ...]
    """Hours after half past eight at which it comes."""
    children: bool


@dataclass
class Life:
    """What one couple heard."""

    temper: Temper
    couple: Couple
    asked: int = 0
    """Questions heard."""
    twice: int = 0
    """Of them those that came a second time although their deck had not run out. Should be none."""
    late_again: int = 0
    """Those that came again because it was late and only deep ones were left everywhere."""
    deep_late: int = 0
    """Deep ones that came late unasked. Should be none."""
    decks: Counter[str] = field(default_factory=Counter)
    """Deck to how often a question of it came first in an evening."""
    depths: Counter[str] = field(default_factory=Counter)
    """Depth to how often it came in the first year, while there is enough of each."""
    distinct: set[str] = field(default_factory=set)
    _cycle: dict[str, set[str]] = field(default_factory=dict)

    def hear(self, prompt: Prompt, suiting: dict[str, list[Prompt]], now: datetime, *, unasked: bool) -> None:
        """Keeps the books of one question."""
        self.asked += 1
        self.distinct.add(prompt.id)
        if now < FIRST_NIGHT + timedelta(days=YEAR):
            self.depths[prompt.depth] += 1
        self.deep_late += unasked and late(now) and prompt.depth == "deep"
        cycle = self._cycle.setdefault(prompt.deck, set())
        if prompt.id in cycle:
            if cycle >= {one.id for one in suiting[prompt.deck]}:
                cycle.clear()
            elif late(now) and not self._left_for_late(suiting):
                self.late_again += 1
                cycle -= {one.id for one in suiting[prompt.deck] if one.depth != "deep"}
            else:
                self.twice += 1
        cycle.add(prompt.id)

    def _left_for_late(self, suiting: dict[str, list[Prompt]]) -> bool:
        return any(
            one.depth != "deep" and one.id not in self._cycle.get(deck, ())
            for deck, some in suiting.items()
            for one in some
        )


def temper(library: Library, chance: Chance) -> Temper:
    """A couple's hidden tastes, drawn."""
    ordinary = [deck for deck in library.decks if deck != "parenthood"]
    return Temper(
        frozenset(chance.sample(ordinary, chance.randrange(0, DISLIKES + 1))),
        chance.randrange(0, len(DEPTHS)),
        ((0,), (0, 1), (0, 1, 2), (2,))[chance.randrange(0, 4)],
        children=chance.random() < 1 / 3,
    )


def live(library: Library, one: Temper, chance: Chance, nights: int = NIGHTS) -> Life:
    """Three years of nights of one couple.

    Args:
        library: where the questions are.
        one: what the couple is like.
        chance: for its moods.
        nights: how many.
    """
    couple = Couple("simulated", seed=chance.randrange(1, 1_000_000), tastes=Tastes(children=one.children))
    life = Life(one, couple)
    suiting = {
        deck.id: some
        for deck in library.decks.values()
        if (some := [prompt for prompt in deck.prompts if asking.suits(prompt, couple.tastes)])
    }
    for night in range(nights):
        now = FIRST_NIGHT + timedelta(days=night, hours=one.hours[chance.randrange(0, len(one.hours))])
        _evening(library, life, suiting, now, chance)
    return life


def _evening(
    library: Library, life: Life, suiting: dict[str, list[Prompt]], now: datetime, chance: Chance
) -> None:
    """One question, and perhaps another one when it is not to their taste; then both answer."""
    wanted = asking.Wanted(now)
    for turn in range(3):
        asked = asking.ask(life.couple, library, wanted)
        prompt, life.couple = asked.prompt, asked.couple
        life.hear(prompt, suiting, now, unasked=wanted.depth is None)
        if turn == 0:
            life.decks[prompt.deck] += 1
        level = DEPTHS.index(prompt.depth)
        if prompt.deck in life.temper.dislikes and chance.random() < MINDS:
            life.couple = asking.after_another(life.couple, prompt)
            wanted = replace(wanted, depth=None, current=prompt.id)
        elif abs(level - life.temper.depth) > 1 and chance.random() < MINDS:
            deeper = level < life.temper.depth
            life.couple = asking.after_change(life.couple, deeper=deeper)
            wanted = replace(wanted, depth=DEPTHS[level + (1 if deeper else -1)], current=prompt.id)
        else:
            break
    life.couple = asking.after_answers(life.couple, prompt)


def figures(lives: Iterable[Life]) -> dict[str, float]:
    """What many lives say together."""
    every = list(lives)
    asked = sum(life.asked for life in every)
    disliked = [
        life.decks[deck] / (sum(life.decks.values()) / len(life.decks))
        for life in every
        for deck in life.temper.dislikes
    ]
    return {
        "couples": len(every),
        "questions heard": asked,
        "heard twice before their deck ran out": sum(life.twice for life in every),
        "deep ones late and unasked": sum(life.deep_late for life in every),
        "begun again early because it was late": sum(life.late_again for life in every),
        "different questions a couple, least": min(len(life.distinct) for life in every),
        "different questions a couple, mean": sum(len(life.distinct) for life in every) / len(every),
        "decks a couple, least": min(len(life.decks) for life in every),
        "share of a disliked deck, against an equal share": sum(disliked) / len(disliked) if disliked else 1,
        **{
            f"share of {depth} in the first year where {DEPTHS[liked]} is liked": _share(every, liked, depth)
            for liked in range(len(DEPTHS))
            for depth in DEPTHS
        },
    }


def _share(lives: Iterable[Life], liked: int, depth: str) -> float:
    some = [life for life in lives if life.temper.depth == liked]
    heard = sum(sum(life.depths.values()) for life in some)
    return sum(life.depths[depth] for life in some) / heard if heard else 0.0
