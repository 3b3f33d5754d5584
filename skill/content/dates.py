"""Ideas for a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from skill.heard import Budget, Energy, Where

Season: TypeAlias = Literal["spring", "summer", "autumn", "winter"]
SEASONS: tuple[Season, ...] = ("spring", "summer", "autumn", "winter")
WEEK = ("any", "weekday", "weekend")
KINDS = (
    *("walk", "hobby", "cooking", "getaway", "dressing_up", "food_out", "culture", "game", "talk", "making"),
    *("sport", "nature", "kindness", "rest", "discovery", "music"),
)
"""What a date idea is about."""


@dataclass(frozen=True, slots=True)
class DateIdea:
    """One idea. Its name, text, starter and plan B are lines of the library."""

    id: str
    """ "date", hyphen, number; permanent."""
    kind: str
    """One of `KINDS`."""
    budget: Budget
    place: Where
    energy: Energy
    minutes: int
    """How long it usually takes."""
    days: str
    """One of `WEEK`."""
    seasons: frozenset[Season]
    """When it is pleasant."""
    alcohol: bool
    """Whether it is about an alcoholic drink."""
    children: bool
    """Whether it works with children along or asleep next door."""
