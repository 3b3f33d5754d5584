"""In which weeks a couple took part: weeks in a row are good news, and a pause is no news."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from skill.couple import Weeks
from skill.dialogue.evenings import evening

if TYPE_CHECKING:
    from skill.dialogue.scene import Scene, Telling

FIRST_MONDAY = date(1970, 1, 5)
PAUSE = 3
"""So many weeks after the last one a couple is welcomed back from a pause."""


def number(day: str) -> int:
    """The number of the week to which a day (ISO 8601) belongs, counted from 1."""
    return (date.fromisoformat(day) - FIRST_MONDAY).days // 7 + 1


def took_part(scene: Scene, telling: Telling) -> Telling:
    """`telling`, and this week counts; the same week counts once, whoever counts it, and how often."""
    known, this = telling.couple.weeks, number(evening(scene.now))
    if this <= known.last:  # counted already, perhaps on another device, or a clock that was set back
        return telling
    row = known.row + 1 if this == known.last + 1 else 1
    counted = Weeks(this, row, max(row, known.best), known.all + 1)
    return telling.with_couple(replace(telling.couple, weeks=counted))


def in_a_row(scene: Scene) -> int:
    """How many weeks run up to now; this week need not have begun. 0 after a week without."""
    known = scene.couple.weeks
    return known.row if number(evening(scene.now)) - known.last <= 1 else 0


def after_a_pause(scene: Scene) -> bool:
    """Whether they have been away for some weeks."""
    known = scene.couple.weeks
    return bool(known.last) and number(evening(scene.now)) - known.last >= PAUSE
