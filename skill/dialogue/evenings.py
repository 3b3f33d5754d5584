"""Days as couples live them: an evening lasts until four in the morning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from skill.content.dates import SEASONS, Season

if TYPE_CHECKING:
    from skill.heard import DateWish

NEW_EVENING_HOUR = 4
LATE_HOUR = 22
"""From here on, until the evening is over, nothing heavy comes unless somebody asks for it."""

SOUTHERN = (
    "Australia/",
    "Antarctica/",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "America/Sao_Paulo",
    "America/Argentina/",
    "America/Buenos_Aires",
    "America/Santiago",
    "America/Montevideo",
    "America/Asuncion",
    "America/La_Paz",
    "America/Lima",
    "Africa/Johannesburg",
    "Africa/Maputo",
    "Africa/Harare",
)
"""Time zones south of the equator where Alexa is sold, by how their names begin."""


def evening(now: datetime) -> str:
    """The date on which this evening began, ISO 8601."""
    return (now - timedelta(hours=NEW_EVENING_HOUR)).date().isoformat()


def late(now: datetime) -> bool:
    """Whether it is late in the evening."""
    return now.hour >= LATE_HOUR or now.hour < NEW_EVENING_HOUR


def evening_at(since: int, now: datetime) -> str:
    """The evening to which the moment `since` (seconds since 1970) belongs, in the zone of `now`."""
    return evening(datetime.fromtimestamp(since, tz=UTC).astimezone(now.tzinfo))


def season(now: datetime) -> Season:
    """The season where the couple lives, by calendar months (December starts a northern winter)."""
    # March to May is 0; the rest follows by quarters.
    quarter = (now.month - 3) % 12 // 3
    southern = str(now.tzinfo).startswith(SOUTHERN)
    return SEASONS[(quarter + 2) % 4 if southern else quarter]


def weekend(wish: DateWish, now: datetime) -> bool | None:
    """Whether the day they wish for is in a weekend; None when any day will do."""
    saturday, sunday = 5, 6
    match wish.day:
        case None:
            return None
        case "tonight":
            return now.weekday() in (saturday, sunday)
        case "tomorrow":
            return (now + timedelta(days=1)).weekday() in (saturday, sunday)
        case day:
            return day in ("saturday", "sunday", "weekend")
