"""Numbers that people gave: keeping the newest, and which way they go."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Literal, TypeAlias

from skill.couple import MOST_SCORES, Scores

if TYPE_CHECKING:
    from skill.couple import Couple

Trend: TypeAlias = Literal["early", "closer", "same", "further"]
CLOSENESS = "closeness"
"""What has a trend."""
EARLIER = 2
"""So many evenings must lie behind before a trend is spoken of."""
NOTICEABLE = 1.0
"""By how much the mean of both has to differ from the usual one."""
LOW = 3.5
"""A mean of both below which the way to somebody who can help is named, gently."""


def rated(couple: Couple, kept: str, evening: str, speaker: int, score: int) -> Couple:
    """The couple after one of them gave a number.

    Args:
        couple: who.
        kept: what the number is kept as, such as "closeness".
        evening: ISO 8601, local.
        speaker: 0 for who starts, 1 for the other.
        score: one to ten.
    """
    earlier = couple.scores.get(kept, ())
    tonight = earlier[-1] if earlier and earlier[-1].evening == evening else Scores(evening)
    earlier = tuple(one for one in earlier if one.evening != evening)
    tonight = replace(tonight, second=score) if speaker else replace(tonight, first=score)
    most = MOST_SCORES if kept == CLOSENESS else 1  # of a sign only tonight's number is asked for
    return replace(couple, scores={**couple.scores, kept: (*earlier, tonight)[-most:]})


def latest(couple: Couple, kept: str) -> float | None:
    """The mean of both in the newest numbers; None where there are none."""
    some = couple.scores.get(kept, ())
    return some[-1].mean if some and some[-1].mean else None


def trend(couple: Couple, kept: str) -> Trend:
    """Whether the newest numbers differ from what was usual before them."""
    *earlier, newest = [one.mean for one in couple.scores.get(kept, ()) if one.mean] or [0.0]
    if len(earlier) < EARLIER:
        return "early"
    moved = newest - median(earlier)
    if abs(moved) < NOTICEABLE:
        return "same"
    return "closer" if moved > 0 else "further"
