"""What Amazon brings along: the utterances of its intents and the values of its types.

English has all of it. In other languages Amazon's intents have no utterances
here but those of the model, numbers and times are understood in digits.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

UTTERANCES = {
    "AMAZON.YesIntent": "yes|yes please|yeah|yep|yup|sure|sure thing|of course|ok|okay|all right|alright"
    "|absolutely|definitely|certainly|yes we do|yes let's|let's do it|sounds good|go ahead|why not"
    "|that's right|correct",
    "AMAZON.NoIntent": "no|no thanks|no thank you|nope|nah|not now|not today|not tonight|not really|no way"
    "|i don't|we don't|rather not|i'd rather not|we'd rather not|maybe later",
    "AMAZON.StopIntent": "stop|stop it|stop that|stop now|stop please|exit|quit|end|off|turn off|shut up"
    "|be quiet|that's enough|enough|end this|close|goodbye|bye|good night|stop the skill|exit the skill",
    "AMAZON.CancelIntent": "cancel|cancel that|cancel it|never mind|nevermind|forget it|forget that",
    "AMAZON.HelpIntent": "help|help me|help us|can you help me|help please|i need help|what can you do"
    "|what can i say|what can we say|what can i do|what can we do here|how does this work"
    "|how do i use this",
    "AMAZON.RepeatIntent": "repeat|repeat that|repeat it|say that again|say it again|again|once more"
    "|pardon|what did you say|what was that|come again|can you repeat that|could you repeat that"
    "|i didn't hear that|i didn't catch that|read that again",
    "AMAZON.NextIntent": "next|next one|next please|skip|skip forward|go on|move on|go forward|forward",
    "AMAZON.PreviousIntent": "previous|the previous one|go back|back|skip back|back up|the one before"
    "|one back",
    "AMAZON.PauseIntent": "pause|pause that|pause it|pause this|hold on|wait|wait a moment|wait a minute"
    "|hang on|take a break|let's pause",
    "AMAZON.ResumeIntent": "resume|continue|keep going|carry on|resume that|pick up where we left off"
    "|carry on where we were|continue where we left off|let's continue|let's carry on|unpause|play",
    "AMAZON.StartOverIntent": "start over|restart|start again|begin again|from the beginning|from the top"
    "|start from the beginning|start this over|let's start over",
    "AMAZON.NavigateHomeIntent": "home|go home|go to the home screen|take me home|navigate home|home screen",
}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
PARTS_OF_DAY = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
UNITS = {"minute": ("M", 180), "hour": ("H", 48), "second": ("S", 300)}
LONG_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}


def utterances(intent: str, language: str) -> tuple[str, ...]:
    """What people say for an intent of Amazon's; nothing for any other."""
    given = UTTERANCES.get(intent, "") if language == "en" else ""
    return tuple(given.split("|")) if given else ()


@cache
def values(type_name: str, language: str) -> dict[str, str]:
    """How a value of Amazon's type is said, in lower case, to what Alexa gives for it.

    Empty for types that take any words, such as AMAZON.SearchQuery.
    """
    english = language == "en"
    if type_name == "AMAZON.NUMBER":
        return dict(_numbers(english=english))
    if type_name == "AMAZON.DURATION":
        return dict(_durations()) if english else {}
    if type_name == "AMAZON.TIME":
        return dict(_times(english=english))
    if type_name == "AMAZON.DayOfWeek" and english:
        return {said: day for day in DAYS for said in (day, f"{day}s", f"{day} evening", f"{day} night")}
    return {}


def number(value: int) -> str:
    """A whole number from 0 to 999 in words."""
    if value < len(ONES):
        return ONES[value]
    if value < 100:  # noqa: PLR2004 - a hundred is where the words change
        return " ".join([TENS[value // 10 - 2], *([ONES[value % 10]] if value % 10 else [])])
    rest = [number(value % 100)] if value % 100 else []
    return " ".join([ONES[value // 100], "hundred", *rest])


def _numbers(*, english: bool) -> Iterator[tuple[str, str]]:
    for value in range(1000):
        yield str(value), str(value)
        if english:
            yield number(value), str(value)
    if english:
        yield "a hundred", "100"


def _durations() -> Iterator[tuple[str, str]]:
    for unit, (letter, most) in UNITS.items():
        for value in range(1, most + 1):
            for said in (str(value), number(value)):
                yield f"{said} {unit}{'' if value == 1 else 's'}", f"PT{value}{letter}"
        article = "an" if unit == "hour" else "a"
        yield f"{article} {unit}", f"PT1{letter}"
        yield f"half {article} {unit}", {"hour": "PT30M", "minute": "PT30S", "second": "PT1S"}[unit]
        yield f"a couple of {unit}s", f"PT2{letter}"
        yield f"a few {unit}s", f"PT3{letter}"
    for unit, letter in LONG_UNITS.items():
        for value in range(1, 31):
            for said in (str(value), number(value)):
                yield f"{said} {unit}{'' if value == 1 else 's'}", f"P{value}{letter}"
        yield f"a {unit}", f"P1{letter}"
        yield f"a couple of {unit}s", f"P2{letter}"
    yield "half hour", "PT30M"
    yield "a half hour", "PT30M"
    yield "a quarter of an hour", "PT15M"
    yield "three quarters of an hour", "PT45M"
    yield "an hour and a half", "PT1H30M"
    for hours in range(1, 13):
        for said in (str(hours), number(hours)):
            plural = "hour" if hours == 1 else "hours"
            yield f"{said} and a half hours", f"PT{hours}H30M"
            yield f"{said} {plural} and a half", f"PT{hours}H30M"
            for minutes in range(5, 60, 5):
                yield f"{said} {plural} and {number(minutes)} minutes", f"PT{hours}H{minutes}M"
                yield f"{said} {plural} {minutes} minutes", f"PT{hours}H{minutes}M"


def _times(*, english: bool) -> Iterator[tuple[str, str]]:
    """Times of day; without a part of the day the hour stays as it was said."""
    for hour in range(24):
        for minute in range(60):
            yield f"{hour}:{minute:02}", f"{hour:02}:{minute:02}"
    if not english:
        return
    for part, code in PARTS_OF_DAY.items():
        yield from ((part, code), (f"the {part}", code))
    for noon, hour in (("noon", 12), ("midday", 12), ("midnight", 0)):
        yield noon, f"{hour:02}:00"
    for hour in range(1, 13):
        for said, minute, before in _clock(hour):
            spoken_hour = (hour - 2) % 12 + 1 if before else hour
            yield said, f"{spoken_hour:02}:{minute:02}"
            for suffix, later in _suffixes(spoken_hour):
                yield f"{said} {suffix}", f"{spoken_hour % 12 + later:02}:{minute:02}"


def _suffixes(hour: int) -> Iterator[tuple[str, int]]:
    """Parts of the day that may follow an hour, and how many hours they add to it."""
    yield from (("am", 0), ("in the morning", 0))
    yield from (("pm", 12), ("in the afternoon", 12), ("in the evening", 12))
    yield "at night", 0 if hour in {12, 1, 2, 3, 4} else 12


def _clock(hour: int) -> Iterator[tuple[str, int, bool]]:
    """How times round an hour are said: the words, the minute, whether it is before that hour."""
    for said in (str(hour), number(hour)):
        yield said, 0, False
        yield f"{said} o'clock", 0, False
        yield f"half past {said}", 30, False
        yield f"quarter past {said}", 15, False
        yield f"a quarter past {said}", 15, False
        yield f"quarter to {said}", 45, True
        yield f"a quarter to {said}", 45, True
        for minute in (5, 10, 20, 25):
            yield f"{number(minute)} past {said}", minute, False
            yield f"{number(minute)} to {said}", 60 - minute, True
    for minute in range(60):
        yield f"{hour}:{minute:02}", minute, False
        if minute:
            words = number(minute) if minute >= 10 else f"oh {number(minute)}"  # noqa: PLR2004 - two digits, as on a clock
            yield f"{number(hour)} {words}", minute, False
