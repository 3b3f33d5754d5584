"""Times of day: what Alexa makes of them, and how they are said in English."""

from __future__ import annotations

import re

PARTS = {"MO": "09:00", "AF": "15:00", "EV": "19:00", "NI": "21:00"}
"""What a part of the day, as AMAZON.TIME gives it, is taken for."""
HOURS = (
    *("twelve", "one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten", "eleven"),
)
ONES = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty")
NOON, EVENING, NIGHT, SMALL_HOURS = 12, 17, 22, 4
EARLIEST = 7
"""Hours before this one are meant in the afternoon or the evening: nobody meets at three in the morning."""


def understood(said: str, *, hold: bool = False) -> tuple[str, bool]:
    """The time that was meant, and whether that is partly a guess.

    "Six" reaches the skill as "06:00", and so does "six in the morning". An
    early hour is taken for the later one, a later hour before noon as it is;
    both are guesses, to be said aloud before anything is done.

    Args:
        said: as AMAZON.TIME gives it: "06:00", or MO, AF, EV, NI.
        hold: take an hour as it was given, because people were asked again.

    Returns:
        Such as "18:00"; empty where it is no time.
    """
    if said in PARTS:
        return PARTS[said], True
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", said)
    if match is None:
        return "", False
    hour = int(match[1])
    if hold or hour >= NOON:
        return said, False
    return (other_half(said) if 0 < hour < EARLIEST else said), True


def other_half(time: str) -> str:
    """The same time in the other half of the day."""
    return f"{(int(time[:2]) + NOON) % (2 * NOON):02}{time[2:]}"


def in_words(time: str) -> str:
    """A time as one says it: "half past six in the evening", "noon", "seven twenty in the morning"."""
    hour, minute = int(time[:2]), int(time[3:])
    if (hour, minute) in ((0, 0), (NOON, 0)):
        return "noon" if hour else "midnight"
    part = _part(hour)
    name, following = HOURS[hour % NOON], HOURS[(hour + 1) % NOON]
    match minute:
        case 0:
            said = name
        case 15:
            said = f"quarter past {name}"
        case 30:
            said = f"half past {name}"
        case 45:
            said, part = f"quarter to {following}", _part((hour + 1) % (2 * NOON))
        case _:
            said = f"{name} {_minute(minute)}"
    return f"{said} {part}"


def _minute(minute: int) -> str:
    if minute < 10:  # noqa: PLR2004 - one digit
        return f"oh {ONES[minute]}"
    if minute < len(ONES):
        return ONES[minute]
    return f"{TENS[minute // 10]} {ONES[minute % 10]}".strip()


def _part(hour: int) -> str:
    if hour < SMALL_HOURS or hour >= NIGHT:
        return "at night"
    if hour < NOON:
        return "in the morning"
    return "in the afternoon" if hour < EVENING else "in the evening"
