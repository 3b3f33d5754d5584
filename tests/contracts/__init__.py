"""What every store promises, whichever it is."""

from __future__ import annotations

from skill.conversation import Place
from skill.couple import (
    LONGEST_NAME,
    MOST_KEPT,
    MOST_LED,
    MOST_SCORES,
    Couple,
    Paused,
    Scores,
    Tastes,
    Tonight,
)
from skill.heard import DateWish

NOW = 4_000_000_000
"""Far ahead, so that DynamoDB Local, whose clock is the real one, takes nothing for expired."""


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now


def fullest(couple_id: str = "amzn1.ask.account." + "A" * 200) -> Couple:
    """A couple with every field filled as far as it can be."""
    decks = [f"a_theme_{number:02}" for number in range(40)]
    kinds = [f"gesture.a_kind_{number:02}" for number in range(25)]
    return Couple(
        id=couple_id,
        seed=999_999,
        first="Ä" * LONGEST_NAME,
        second="Zoë-" * (LONGEST_NAME // 4),
        tastes=Tastes(alcohol=False, children=True, timer=False, pace="slow"),
        # 160 questions in each of 40 decks, five times what there is; about every other one was heard
        heard={deck: (1 << 159) | (0x9E3779B97F4A7C15**2 * (n + 7)) for n, deck in enumerate(decks)},
        openness=5,
        turns=dict.fromkeys([*decks, *kinds], 8),
        shunned=dict.fromkeys([*decks, *kinds], 3),
        scores={
            "closeness": (Scores("2026-11-22", 9, 10),) * MOST_SCORES,
            **{f"sign_number_{n}": (Scores("2026-11-22", 9, 10),) for n in range(5)},
        },
        led=tuple(f"a_guided_talk_{n:02}" for n in range(MOST_LED)),
        tonight=Tonight("2026-11-23", "us_at_the_beginning-012"),
        planner=1,
        paused=Paused(
            Place(
                guide="tonights_question",
                step="appreciate",
                speaker=1,
                item="us_at_the_beginning-012",
                count=12,
                of=13,
                short=True,
                theme="us_at_the_beginning",
                wish=DateWish("moderate", "outdoors", "active", 120, "wednesday"),
            ),
            NOW,
        ),
        agreed="2026-11-22",
        kept=tuple(f"a_theme_{number:02}-{number:03}" for number in range(MOST_KEPT)),
        visits=123_456,
    )
