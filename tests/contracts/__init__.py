"""What every store promises, whichever it is, and the fullest couple that there can be."""

from __future__ import annotations

from itertools import cycle, islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from skill.content import dates, gestures
from skill.content.guide import Rate
from skill.content.loading import library
from skill.conversation import Place
from skill.couple import (
    LONGEST_NAME,
    MOST_KEPT,
    MOST_LED,
    MOST_OF_AN_ARM,
    MOST_OUTINGS,
    MOST_SCORES,
    WEEKS_OF_A_JOURNEY,
    Couple,
    Journey,
    Outing,
    Paused,
    Ritual,
    Scores,
    Surprise,
    Tastes,
    Tonight,
    Weeks,
)
from skill.dialogue.scoring import CLOSENESS
from skill.heard import RITUALS, DateWish

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NOW = 4_000_000_000
"""Far ahead, so that DynamoDB Local, whose clock is the real one, takes nothing for expired."""
READ_UNIT = 4096
"""Bytes that one strongly consistent read of DynamoDB holds, names of attributes included."""

# The room that `fullest` leaves for the library to grow. When it is used up, count again here whether the
# fullest couple still fits, and make its form smaller in skill/stores/packing.py if it does not.
MORE_DECKS = ("a_deck_to_come_one", "a_deck_to_come_two")
MOST_DECKS = 28
"""There are 26; one that is added takes the place of one of `MORE_DECKS`."""
QUESTIONS = 60
"""In every deck; there are fifty."""
ROOM: Mapping[str, int] = MappingProxyType(
    {"dates": 300, "gestures": 240, "appreciations": 280, "closings": 50},
)
"""So many of each may there be."""
LONGEST_PLACE = 40
"""Letters of the ids of a guide and one of its steps together."""


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now


def decks() -> list[str]:
    """The ids of all decks, and of some more."""
    return [*library().decks, *MORE_DECKS][:MOST_DECKS]


def kinds() -> list[str]:
    """Under which names kinds of dates and of gestures take turns."""
    return [*(f"date.{kind}" for kind in dates.KINDS), *(f"gesture.{kind}" for kind in gestures.KINDS)]


def tags() -> list[str]:
    """What a date idea can be liked for."""
    return list(dates.TAGS)


def signs() -> list[str]:
    """What numbers are kept as, beside closeness."""
    rated = {
        step.keep
        for one in library().guides.values()
        for step in one.steps.values()
        if isinstance(step, Rate)
    }
    return sorted(rated - {CLOSENESS})


def _heard(items: int) -> int:
    """A set of what was heard of so many things: the last one, and about every other one before it."""
    return 1 << items | int("9E3779B97F4A7C15" * 5, 16) % (1 << items)


def _longest(names: Iterable[str], wanted: int) -> tuple[str, ...]:
    """The longest names, each once, as far as there are so many."""
    return tuple(sorted(names, key=lambda name: (-len(name), name))[:wanted])


def fullest(couple_id: str = "amzn1.ask.account." + "A" * 200) -> Couple:
    """A couple with every field filled as far as it can be by the real library, and some room to grow."""
    decks_there, guides = decks(), library().guides
    prompts = [f"{deck}-{QUESTIONS:03}" for deck in _longest(decks_there, MOST_KEPT)]
    return Couple(
        id=couple_id,
        seed=999_999,
        first="\N{HIRAGANA LETTER SA}" * LONGEST_NAME,  # three bytes a letter
        second="\N{HIRAGANA LETTER SI}" * (LONGEST_NAME - 1) + "ë",
        tastes=Tastes(
            alcohol=False,
            children=True,
            timer=False,
            pace="slow",
            budget="moderate",
            place="home",
            energy="active",
            faith=True,
            music=False,
        ),
        heard={
            **{deck: _heard(QUESTIONS) for deck in decks_there},
            **{name: _heard(items) for name, items in ROOM.items()},
        },
        openness=5,
        turns=dict.fromkeys([*decks_there, *kinds()], 8),
        shunned=dict.fromkeys([*decks_there, *kinds()], 3),
        scores={
            CLOSENESS: tuple(Scores(f"2026-11-{day:02}", 9, 10) for day in range(1, MOST_SCORES + 1)),
            **{sign: (Scores("2026-11-22", 9, 10),) for sign in signs()},
        },
        led=_longest(guides, MOST_LED),
        tonight=Tonight("2026-11-23", prompts[0]),
        planner=1,
        paused=Paused(
            Place(
                guide="g" * (LONGEST_PLACE - 20),
                step="s" * 20,
                speaker=1,
                item=prompts[0],
                count=12,
                of=13,
                short=True,
                theme=max(decks_there, key=len),
                wish=DateWish("moderate", "outdoors", "active", 120, "wednesday"),
            ),
            NOW,
        ),
        agreed="2026-11-22",
        kept=tuple(islice(cycle(prompts), MOST_KEPT)),
        visits=123_456,
        voices=("0123456789ab", "cdef01234567"),
        rituals={
            ritual: Ritual("wednesday", "18:45", f"01234567-89ab-cdef-0123-456789abcde{n}", "2026-11-25")
            for n, ritual in enumerate(RITUALS)
        },
        unasked=True,
        outings=tuple(
            Outing(f"date-{number}", "2026-11-28", "missed") for number in range(270, 270 + MOST_OUTINGS)
        ),
        arms=dict.fromkeys(tags(), (MOST_OF_AN_ARM - 10, 10)),
        surprise=Surprise(1, f"gesture-{ROOM['gestures']}", "2026-11-28"),
        surpriser=1,
        journey=Journey(_longest(guides, WEEKS_OF_A_JOURNEY), "2026-10-25", 5, "2026-11-28", done=True),
        weeks=Weeks(2970, 520, 520, 520),
    )
