"""Ideas for a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from skill.heard import BUDGETS, ENERGIES, PLACES

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
SHORT = 90
"""Minutes up to which a date is a short one."""
LENGTHS = ("short", "long")
TAGS = (*KINDS, *BUDGETS, *PLACES, *ENERGIES, *LENGTHS)
"""All that is learnt of date ideas, by name; no two of these groups share one."""


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

    @property
    def tags(self) -> tuple[str, ...]:
        """What can be learnt of it: its kind, what it costs, where it is, how lively, how long."""
        return self.kind, self.budget, self.place, self.energy, LENGTHS[self.minutes > SHORT]
