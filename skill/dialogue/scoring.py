"""Numbers that people gave: keeping the newest, and which way they go.

The way they go is a line by Theil (1950) and Sen (1968): its slope is the
median of the slopes between all pairs of evenings, so one bad evening moves it
little. Whether the line means anything is asked of the same pairs, as Kendall
(1938) does: of two evenings the later one is higher, or lower, far more often
than chance would have it. docs/how-are-we-doing.md says how the numbers below
were chosen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import sqrt
from statistics import median
from typing import TYPE_CHECKING, Literal, TypeAlias

from skill.couple import MOST_SCORES, Scores
from skill.dialogue import weeks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skill.couple import Couple

Trend: TypeAlias = Literal["early", "closer", "same", "further"]
CLOSENESS = "closeness"
"""What has a trend."""
OF_A_WEEK = 2
"""Evenings of one week that are at hand, so that numbers given every night still reach back six weeks."""
WINDOW = 26 * 7
"""Days before the newest evening that a trend looks at."""
FEWEST, SHORTEST = 4, 21
"""Evenings, and days from the first to the last of them, below which it is too early to say."""
NOTICEABLE = 1.0
"""By how much the line has to rise or fall from its beginning to its end."""
SURE = 1.6
"""How many of its standard deviations Kendall's count has to lie from none."""
LOW = 3.5
"""A median of both below which the way to somebody who can help is named, gently."""
LASTING = 28
"""Days over which closeness has fallen before help is offered."""


@dataclass(frozen=True, slots=True)
class Course:
    """How one number went over time."""

    evenings: tuple[str, ...] = ()
    """ISO 8601, oldest first."""
    values: tuple[float, ...] = ()
    """The median of both, for each of them."""
    line: tuple[float, float] | None = None
    """Where the trend begins and ends; None where it is too early to say."""
    trend: Trend = "early"

    @property
    def days(self) -> int:
        """From the first evening to the last."""
        return _days(self.evenings)[-1] if self.evenings else 0


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
    tonight = next((one for one in earlier if one.evening == evening), Scores(evening))
    tonight = replace(tonight, second=score) if speaker else replace(tonight, first=score)
    earlier = tuple(one for one in earlier if one.evening != evening)
    if kept != CLOSENESS:  # of a sign only tonight's number is asked for
        return replace(couple, scores={**couple.scores, kept: (tonight,)})
    this_week = [one for one in earlier if weeks.number(one.evening) == weeks.number(evening)]
    crowded = this_week[: 1 - OF_A_WEEK]
    some = sorted((*(one for one in earlier if one not in crowded), tonight), key=lambda one: one.evening)
    return replace(couple, scores={**couple.scores, kept: tuple(some[-MOST_SCORES:])})


def latest(couple: Couple, kept: str) -> float | None:
    """The median of both in the newest numbers; None where there are none."""
    some = couple.scores.get(kept, ())
    return some[-1].median if some and some[-1].median else None


def course(couple: Couple, kept: str = CLOSENESS) -> Course:
    """How a number went over the last half year of it."""
    some = [one for one in couple.scores.get(kept, ()) if one.median]
    newest = date.fromisoformat(some[-1].evening) if some else date.min
    some = [one for one in some if (newest - date.fromisoformat(one.evening)).days <= WINDOW]
    evenings, values = tuple(one.evening for one in some), tuple(one.median for one in some)
    days = _days(evenings)
    if len(days) < FEWEST or days[-1] < SHORTEST:
        return Course(evenings, values)
    line = _line(days, values)
    moved = line[1] - line[0]
    if abs(moved) < NOTICEABLE or abs(_agreement(values)) < SURE:
        return Course(evenings, values, line, "same")
    return Course(evenings, values, line, "closer" if moved > 0 else "further")


def trend(couple: Couple, kept: str = CLOSENESS) -> Trend:
    """Which way a number goes, or that it is too early to say."""
    return course(couple, kept).trend


def lasting(couple: Couple) -> bool:
    """Whether closeness has been falling for several weeks, or was low more than once in a row."""
    seen = course(couple)
    low_twice = len(seen.values) > 1 and max(seen.values[-2:]) < LOW
    return low_twice or (seen.trend == "further" and seen.days >= LASTING)


def _days(evenings: Sequence[str]) -> list[int]:
    """How many days after the first each evening was."""
    dates = [date.fromisoformat(one) for one in evenings]
    return [(one - dates[0]).days for one in dates]


def _line(days: Sequence[int], values: Sequence[float]) -> tuple[float, float]:
    """Theil's line at the first and at the last of some days, held to the scale of the numbers."""
    points = list(zip(days, values, strict=True))
    slope = median((later[1] - one[1]) / (later[0] - one[0]) for one, later in combinations(points, 2))
    start = median(value - slope * day for day, value in points)
    ends = (min(max(at, 1.0), 10.0) for at in (start, start + slope * days[-1]))
    first, last = (round(end, 2) for end in ends)
    return first, last


def _agreement(values: Sequence[float]) -> float:
    """Kendall's count: pairs that rise less those that fall, in its standard deviations."""
    count = sum((later > one) - (later < one) for one, later in combinations(values, 2))
    n = len(values)
    return count / sqrt(n * (n - 1) * (2 * n + 5) / 18)
