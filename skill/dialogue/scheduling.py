"""Finding out which ritual, on which day and at what time: one question for each that was not said.

Each question suggests something, so that a yes is an answer and a no brings
the next suggestion. What was guessed is said aloud, and asked, before it is
set: Amazon wants people to agree to every single reminder.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from skill.conversation import Place
from skill.dialogue import clock, rituals
from skill.dialogue.scene import Telling, line
from skill.heard import (
    DAYS,
    EVERY_DAY,
    RITUALS,
    WEEK,
    Another,
    AskDate,
    AskQuestion,
    Next,
    No,
    Schedule,
    Score,
    StartAppreciation,
    StartGuide,
    Yes,
)

if TYPE_CHECKING:
    from skill.dialogue.scene import Scene
    from skill.heard import Heard, Ritual

ID = "rituals"
WHICH, DAY, TIME, CONFIRM = "which", "day", "time", "confirm"
STEPS = (WHICH, DAY, TIME, CONFIRM)
FIRST_DAYS = ("sunday", "friday", "saturday")
FIRST_TIMES = ("18:00", "20:00", "21:00")
FIRST_RITUALS: tuple[Ritual, ...] = ("check_in", "tonights_question", "date_idea", "appreciation_round")
"""What is suggested, in turn."""
WEEKLY: Ritual = "check_in"
DAILY: Ritual = "tonights_question"
"""What a reminder is taken to be for when nobody said it."""
LAST_HOUR = 24


@dataclass(frozen=True, slots=True)
class Wanted:
    """A reminder in the making."""

    ritual: Ritual | None = None
    day: str = ""
    """One of `WEEK`, or `EVERY_DAY`; empty while it is not known."""
    time: str = ""
    """Such as "18:00"; empty while it is not known."""
    guessed: frozenset[str] = frozenset()
    """Which of `WHICH`, `DAY` and `TIME` nobody said in so many words."""

    @property
    def missing(self) -> str:
        """The first of the steps that there is still something to ask at; empty for none."""
        for step, known in ((WHICH, self.ritual), (DAY, self.day), (TIME, self.time)):
            if not known:
                return step
        return CONFIRM if self.guessed else ""

    def at(self, step: str, count: int = 0) -> Place:
        """The place at which it is asked for; all there is goes along."""
        theme = "/".join((self.day, self.time, *sorted(self.guessed)))
        return Place(ID, step, item=self.ritual or "", count=count, theme=theme)


def wanted_at(place: Place) -> Wanted:
    """What `Wanted.at` put into a place; nothing where that makes no sense."""
    day, _, rest = place.theme.partition("/")
    time, *guessed = rest.split("/")
    return Wanted(
        place.item if place.item in RITUALS else None,
        day if day in (*WEEK, EVERY_DAY) else "",
        clock.understood(time, hold=True)[0] if time[:1].isdigit() else "",
        frozenset(guessed) & frozenset((WHICH, DAY, TIME)),
    )


def merged(scene: Scene, heard: Schedule, before: Wanted, *, hold: bool = False) -> Wanted:
    """What is wanted after more of it was said.

    Args:
        scene: what is known.
        heard: what was said now.
        before: what was said before.
        hold: an hour is taken as it was given, because people were asked again.
    """
    guessed = set(before.guessed)
    ritual, day, time = before.ritual, before.day, before.time
    if heard.ritual:
        ritual = heard.ritual
        guessed.discard(WHICH)
    if heard.time and (known := clock.understood(heard.time, hold=hold))[0]:
        time = known[0]
        guessed.discard(TIME)
        guessed |= {TIME} if known[1] else set()
    if heard.day:
        day = _day(scene, heard.day, ritual)
        guessed.discard(DAY)
        guessed |= {DAY} if heard.day not in (*WEEK, EVERY_DAY) else set()
    if ritual is None and (ritual := _presumed(scene, day)) is not None:
        guessed.add(WHICH)
    if ritual == DAILY and not day and ritual not in scene.couple.rituals:
        day = EVERY_DAY
    kept = scene.couple.rituals.get(ritual) if ritual else None
    if kept is not None and bool(day) != bool(time):  # "move it to Monday" leaves the time as it is
        day, time = day or kept.day, time or kept.time
    return Wanted(ritual, day, time, frozenset(guessed))


def ask(scene: Scene, wanted: Wanted) -> Telling:
    """The question for what is missing."""
    telling = Telling(scene.couple)
    if wanted.missing == WHICH:
        telling = telling.say("phrases.rituals.choices")
    return telling.then(speak(scene, wanted.at(wanted.missing)))


def speak(scene: Scene, place: Place) -> Telling:
    """A question once more."""
    wanted, telling = wanted_at(place), Telling(scene.couple)
    some = suggestions(place.step, wanted)
    one = some[min(place.count, len(some) - 1)]
    match place.step:
        case "which":
            return telling.ask(place, "phrases.rituals.ask_which", what=rituals.what(one))
        case "day":
            day = line(f"phrases.rituals.day.{one}")
            return telling.ask(place, "phrases.rituals.ask_day", day=day)
        case "time":
            return telling.ask(place, "phrases.rituals.ask_time", time=clock.in_words(one))
        case _:
            what = rituals.what(wanted.ritual or WEEKLY)
            when = rituals.when(wanted.day or FIRST_DAYS[0], wanted.time or FIRST_TIMES[0])
            return telling.ask(place, "phrases.rituals.confirm", what=what, when=when)


def suggestions(step: str, wanted: Wanted) -> tuple[str, ...]:
    """What a step suggests, one after the other; never what was just turned down."""
    match step:
        case "which":
            return tuple(one for one in FIRST_RITUALS if one != wanted.ritual)
        case "day":
            return tuple(one for one in FIRST_DAYS if one != wanted.day)
        case "time":
            other = (clock.other_half(wanted.time),) if TIME in wanted.guessed and wanted.time else ()
            return tuple(dict.fromkeys(one for one in (*other, *FIRST_TIMES) if one != wanted.time))
        case _:
            return ("",)


def answered(scene: Scene, place: Place, heard: Heard) -> Wanted | Telling | None:
    """What is wanted after an answer, or the next question; None for what is no answer."""
    wanted = wanted_at(place)
    match heard:
        case Schedule():
            return merged(scene, heard, wanted, hold=bool(place.count) or place.step == CONFIRM)
        case Yes():
            return _agreed(place, wanted)
        case No() | Next() | Another():
            return _declined(scene, place, wanted)
        case Score(value=hour) if place.step == TIME and hour is not None and 0 < hour <= LAST_HOUR:
            # A bare number is an hour of the evening, as far as it can be one.
            hour = hour + clock.NOON if hour < clock.NOON else hour % LAST_HOUR
            told = merged(scene, Schedule(time=f"{hour:02}:00"), wanted, hold=True)
            return replace(told, guessed=told.guessed | {TIME})
        case AskDate(wish=wish) if place.step == DAY and wish.day in DAYS:
            return merged(scene, Schedule(day=wish.day or ""), wanted)
        case _ if place.step == WHICH and (ritual := _named(heard)) is not None:
            return merged(scene, Schedule(ritual), replace(wanted, ritual=None))
        case _:
            return None


def _agreed(place: Place, wanted: Wanted) -> Wanted:
    if place.step == CONFIRM:
        return replace(wanted, guessed=frozenset())
    some = suggestions(place.step, wanted)
    one = some[min(place.count, len(some) - 1)]
    rest = wanted.guessed - {place.step}
    match place.step:
        case "which":
            return replace(wanted, ritual=cast("Ritual", one), guessed=rest)
        case "day":
            return replace(wanted, day=one, guessed=rest)
        case _:
            return replace(wanted, time=one, guessed=rest)


def _declined(scene: Scene, place: Place, wanted: Wanted) -> Telling | None:
    """The next suggestion, or a question about what was guessed wrong; None when there is no more to ask."""
    if place.step == CONFIRM:
        wrong = next((step for step in (WHICH, TIME, DAY) if step in wanted.guessed), None)
        return speak(scene, wanted.at(wrong)) if wrong else None
    if place.count + 1 < len(suggestions(place.step, wanted)):
        return speak(scene, wanted.at(place.step, place.count + 1))
    return None


def _named(heard: Heard) -> Ritual | None:
    """The ritual that somebody names as if to begin it."""
    match heard:
        case AskQuestion():
            return "tonights_question"
        case StartAppreciation():
            return "appreciation_round"
        case AskDate():
            return "date_idea"
        case StartGuide(guide=guide) if guide in RITUALS:
            return guide
        case _:
            return None


def _presumed(scene: Scene, day: str) -> Ritual | None:
    """What a reminder is for where nobody said it: what they are in, what they have, or what is usual."""
    place = scene.conversation.place
    if place is not None and place.guide in RITUALS and (place.guide != DAILY or day in ("", EVERY_DAY)):
        return place.guide
    if day == EVERY_DAY:
        return DAILY
    weekly = [one for one, kept in scene.couple.rituals.items() if kept.day != EVERY_DAY]
    if day:
        return weekly[0] if len(weekly) == 1 else WEEKLY
    return None


def _day(scene: Scene, said: str, ritual: Ritual | None) -> str:
    """The day of a ritual: a weekday, or every day."""
    if said == "weekend":
        return "saturday"
    if said in ("tonight", "tomorrow"):
        if ritual == DAILY:
            return EVERY_DAY
        return rituals.weekday(scene.now + timedelta(days=1 if said == "tomorrow" else 0))
    return said
