"""How are we doing: two breaths, and never a diagnosis."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.dialogue import advancing, offering, opening, scoring, tailoring, weeks
from skill.dialogue.evenings import evening, late
from skill.dialogue.scene import Scene, Telling, line
from skill.heard import Another, ChangeDepth, Done, Explain, Next, No
from skill.reply import Chart

if TYPE_CHECKING:
    from skill.dialogue.scoring import Course
    from skill.heard import Heard

ID = "progress"
LONG_AGO = 8 * 7
"""Days after which the newest numbers say little about now."""
CHECK = "closeness_check"
UNTOLD = opening.DISCREET | {"first_step", "self_work", "date_idea", CHECK}
"""What one of them does alone, a date that is only planned, and the check: nothing they did together."""
IN_A_ROW = 2
"""So many weeks in a row are good news."""


def begin(scene: Scene) -> Telling:
    """The look back, and one suggestion as an offer."""
    if scene.adrift:
        return Telling(scene.couple).say("phrases.progress.out_of_reach").then(offering.idle(scene))
    scene = scene.having(advancing.moved(scene))  # a new week of a journey may have come
    return speak(scene, Place(ID, "told", item=_suggestion(scene)))


def speak(scene: Scene, place: Place) -> Telling:
    """The look back and its offer once more."""
    if scene.adrift:
        return begin(scene)
    seen = scoring.course(scene.couple)
    telling = Telling(scene.couple)
    if seen.evenings:
        telling = telling.showing(Chart(seen.evenings, seen.values, seen.line))
    telling = _weeks(scene, telling.say(f"phrases.progress.{_closeness(scene, seen)}")).pause(1)
    telling = _lead(scene, _practised(scene, telling), place.item)
    return telling.then(_ask(scene, place.item))


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means there; a yes is answered by `places`, which knows everything that can be begun."""
    match heard:
        case No() | Next() | Done():
            return Telling(scene.couple).say("phrases.bye").leave()
        case Another() | ChangeDepth():
            return _ask(scene, tailoring.longest_ago(scene, tailoring.GENTLE, place.item))
        case Explain():
            return Telling(scene.couple).say("phrases.progress.why").then(_ask(scene, place.item))
        case _:
            return None


def _closeness(scene: Scene, seen: Course) -> str:
    """Which line says how close it has been."""
    if not seen.evenings:
        return "none"
    if _stale(scene, seen):
        return "long_ago"
    if seen.trend in ("early", "same") and seen.values[-1] < scoring.LOW:
        return "low"
    return seen.trend


def _stale(scene: Scene, seen: Course) -> bool:
    """Whether there are no numbers that speak of now."""
    if not seen.evenings:
        return True
    today = date.fromisoformat(evening(scene.now))
    return (today - date.fromisoformat(seen.evenings[-1])).days > LONG_AGO


def _suggestion(scene: Scene) -> str:
    """The id of the one thing to offer."""
    seen = scoring.course(scene.couple)
    if _stale(scene, seen):
        return CHECK
    if scoring.lasting(scene.couple):
        return "support"
    if seen.trend == "further" or seen.values[-1] < scoring.LOW:
        return tailoring.longest_ago(scene, tailoring.GENTLE)
    return _this_week(scene) or tailoring.practice(scene, tailoring.RECENT)


def _this_week(scene: Scene) -> str:
    """What a journey has for this week; empty for nothing, or for something heavy late in the evening."""
    journey = scene.couple.journey
    if journey is None or journey.done or journey.at >= len(journey.path):
        return ""
    practice = journey.path[journey.at]
    return "" if late(scene.now) and tailoring.heavy(scene, practice) else practice


def _weeks(scene: Scene, telling: Telling) -> Telling:
    """Weeks in a row where they are good news; after a pause a welcome, and nothing of what was missed."""
    if weeks.after_a_pause(scene):
        return telling.say("phrases.progress.back")
    row = weeks.in_a_row(scene)
    return telling.say("phrases.progress.weeks", weeks=str(row)) if row >= IN_A_ROW else telling


def _practised(scene: Scene, telling: Telling) -> Telling:
    """What they did together latest, two names at most."""
    led = [one for one in reversed(scene.couple.led) if one not in UNTOLD]
    names = [line(key) for one in led if (key := opening.name_key(scene, one)) in scene.library.lines]
    if len(names) > 1:
        return telling.say("phrases.progress.practised_two", one=names[0], two=names[1])
    return telling.say("phrases.progress.practised_one", one=names[0]) if names else telling


def _lead(scene: Scene, telling: Telling, what: str) -> Telling:
    """Why this is what is offered, where it needs a word."""
    if what == "support":
        return telling.say("phrases.progress.support")
    if what == CHECK:
        return telling
    if scoring.trend(scene.couple) == "further":
        return telling.say("phrases.progress.gently")
    return telling.say("phrases.progress.journey") if what == _this_week(scene) else telling


def _ask(scene: Scene, what: str) -> Telling:
    """The question whether to begin it, in the words of every offer."""
    asked = offering.offer(scene, what).question
    if asked is None:  # an offer always asks
        return offering.idle(scene)
    return Telling(scene.couple).ask(Place(ID, "told", item=what), asked.key, **dict(asked.values))
