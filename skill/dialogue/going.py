"""A date that was taken up: for which evening it is meant, and when that is over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from skill.dialogue.evenings import evening
from skill.heard import WEEK

if TYPE_CHECKING:
    from datetime import datetime

    from skill.content.dates import DateIdea
    from skill.couple import Outing
    from skill.dialogue.scene import Scene

FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
A_DAY = 24 * 60
"""Minutes."""


def meant_for(idea: DateIdea, day: str | None, now: datetime) -> str:
    """The evening for which an idea is taken up, ISO 8601.

    Where people named no day it is the last evening that is likely, the Sunday of this week (for
    what only works on a working day, the coming Friday): to be asked too soon how it was is worse
    than to be asked a little later.

    Args:
        idea: what they took up.
        day: one of `heard.DAYS`; None when they named none.
        now: their local time.
    """
    today = date.fromisoformat(evening(now))
    match day:
        case "tonight":
            ahead = 0
        case "tomorrow":
            ahead = 1
        case "weekend":
            ahead = max(SATURDAY - today.weekday(), 0)
        case str() if day in WEEK:
            ahead = (WEEK.index(day) - today.weekday()) % 7
        case _:
            last = FRIDAY if idea.days == "weekday" else SUNDAY
            ahead = (last - today.weekday()) % 7
    return (today + timedelta(days=ahead)).isoformat()


def over(scene: Scene, outing: Outing) -> bool:
    """Whether the last evening of a date lies behind; some of them take more than a day."""
    idea = scene.library.dates.get(outing.item)
    more = (idea.minutes - 1) // A_DAY if idea else 0
    return date.fromisoformat(evening(scene.now)) > date.fromisoformat(outing.day) + timedelta(days=more)


def begun(scene: Scene, outing: Outing) -> bool:
    """Whether the day of a date has come."""
    return outing.day <= evening(scene.now)
