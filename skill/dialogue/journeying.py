"""A path of six weeks through the practices, one main practice a week: offered, changed, looked back on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.couple import Journey
from skill.dialogue import advancing, offering, opening, paths, scoring, tailoring
from skill.dialogue.evenings import evening, late
from skill.dialogue.scene import Scene, Telling, line
from skill.heard import (
    Another,
    ChangeDepth,
    Done,
    Explain,
    Next,
    No,
    StartOver,
    Yes,
)

if TYPE_CHECKING:
    from skill.heard import Heard
    from skill.reply import Line

ID = "journey"
OFFER, TODAY, WEEK, AHEAD, LEAVE = "offer", "today", "week", "ahead", "leave"
"""To begin one; this week's on the way in; this week's; the next one early; whether to keep it at all."""
CHECK = "closeness_check"
LOW = 6.0
SEVERAL = 2
"""So many signs below `LOW` in one check, and a journey is offered in place of one practice."""


def begin(scene: Scene) -> Telling:
    """Offers a journey, or says where they are on theirs."""
    if scene.adrift:
        return Telling(scene.couple).say("phrases.journey.out_of_reach").then(offering.idle(scene))
    scene = scene.having(advancing.moved(scene))
    journey = scene.couple.journey
    if journey is None:
        return _propose(scene)
    if advancing.finished(journey):
        return _look_back(scene, journey, WEEK)
    if journey.done:
        telling = Telling(scene.couple).say("phrases.journey.done", week=_week_number(journey))
        return telling.ask(Place(ID, AHEAD, count=journey.at), "phrases.journey.ahead")
    return _week(scene, journey, "where", WEEK)


def this_week(scene: Scene) -> Telling | None:
    """Offers this week's practice on the way in, at the step `places.TODAY`; None for none."""
    here, tonight = scene.conversation.place, scene.couple.tonight
    asked = here is not None and here.guide == ID
    if scene.adrift or asked or (tonight is not None and tonight.evening == evening(scene.now)):
        return None  # once an evening: after a no the question of the evening came
    scene = scene.having(advancing.moved(scene))
    journey = scene.couple.journey
    if journey is None:
        return None
    if advancing.finished(journey):
        return _look_back(scene, journey, TODAY)
    if journey.done or (late(scene.now) and tailoring.heavy(scene, journey.path[journey.at])):
        return None
    return _week(scene, journey, _how(scene, journey), TODAY)


def suggest(scene: Scene, telling: Telling) -> Telling:
    """What follows the numbers of a closeness check: the way they go, and a practice or a whole journey."""
    low = [sign for sign, number in tailoring.signs(scene, 0).items() if number < LOW]
    if scene.couple.journey is not None or scene.adrift:
        return tailoring.suggest(scene, telling)
    if len(low) >= SEVERAL:
        # The numbers are given, so what they were in is over: only the offer is open.
        scene = scene.having(replace(scene.couple, paused=None))
        return tailoring.told(scene, telling).say("phrases.journey.what").then(_ask_whether(scene))
    telling = tailoring.suggest(scene, telling)
    first = len(scene.couple.scores.get(scoring.CLOSENESS, ())) == 1
    return telling.say("phrases.journey.mention") if first else telling


def speak(scene: Scene, place: Place) -> Telling:
    """The place once more."""
    scene = scene.having(advancing.moved(scene))
    journey = scene.couple.journey
    if scene.adrift:
        return begin(scene)
    if place.step == LEAVE and journey is not None:
        return Telling(scene.couple).ask(place, "phrases.journey.keep")
    if journey is None and place.item == CHECK:
        return Telling(scene.couple).ask(place, "phrases.journey.see")
    if place.step == TODAY and journey is not None and not journey.done and not advancing.finished(journey):
        return _week(scene, journey, _how(scene, journey), TODAY)
    return begin(scene)


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means there; a yes to a practice is answered by `places`, which knows all of them."""
    scene = scene.having(advancing.moved(scene))
    journey = scene.couple.journey
    if isinstance(heard, Explain):
        return Telling(scene.couple).say("phrases.journey.why").then(speak(scene, place).only_question())
    if place.step == TODAY and isinstance(heard, No | Next):
        return Telling(scene.couple).say("phrases.journey.not_today")
    if scene.adrift and isinstance(heard, Yes | No | Another | ChangeDepth | StartOver | Next):
        return begin(scene)
    if place.step == OFFER:
        return _hear_offer(scene, heard)
    if isinstance(heard, Done) and place.step != LEAVE:
        return Telling(scene.couple).say("phrases.bye").leave()
    if journey is None or advancing.finished(journey):
        return _hear_after(scene, place, heard)
    if place.step == LEAVE:
        return _hear_leave(scene, heard)
    return _hear_week(scene, journey, place, heard)


def _hear_offer(scene: Scene, heard: Heard) -> Telling | None:
    match heard:
        case Yes() if scene.couple.journey is not None:  # another device set out on it meanwhile
            return begin(scene)
        case Yes():
            return _set_out(scene, "begun", WEEK)
        case No() | Another() | ChangeDepth():
            one = tailoring.practice(scene, tailoring.RECENT)
            return Telling(scene.couple).say("phrases.journey.declined").then(offering.offer(scene, one))
        case Next() | Done():
            return Telling(scene.couple).say("phrases.bye").leave()
        case _:
            return None


def _hear_after(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """After the look back, or where another device ended the journey."""
    match heard:
        case Another() | ChangeDepth() if place.step == TODAY:
            return Telling(scene.couple).say("phrases.journey.not_today")
        case No() | Next() | Another() | ChangeDepth():
            return Telling(scene.couple).say("phrases.bye").leave()
        case Yes() | Done():
            return begin(scene)
        case _:
            return None


def _hear_leave(scene: Scene, heard: Heard) -> Telling | None:
    match heard:
        case No():
            return Telling(replace(scene.couple, journey=None)).say("phrases.journey.ended").leave()
        case Yes() | Next() | Done():
            return Telling(scene.couple).say("phrases.journey.kept").leave()
        case _:
            return None


def _hear_week(scene: Scene, journey: Journey, place: Place, heard: Heard) -> Telling | None:
    elsewhere = place.count != journey.at or place.item not in ("", journey.path[journey.at])
    match heard:
        case Yes() | Next() | Another() | ChangeDepth() if elsewhere:
            # Another device moved it on since they were asked here: once is enough.
            return _week(_walking(scene, journey), journey, "where", WEEK)
        case StartOver():
            return _set_out(scene, "anew", place.step if place.step == TODAY else WEEK)
        case Another() | ChangeDepth() if place.step in (TODAY, WEEK):
            lighter = isinstance(heard, ChangeDepth) and not heard.deeper
            journey = advancing.swapped(journey, paths.instead(scene, journey, lighter=lighter))
            return _week(_walking(scene, journey), journey, "swapped", place.step)
        case Yes() | Next() | Another():
            journey = advancing.on(scene, journey)
            if advancing.finished(journey):
                return _look_back(scene, journey, WEEK)
            return _week(_walking(scene, journey), journey, "skipped", WEEK)
        case No():
            telling = Telling(scene.couple).say("phrases.journey.not_now")
            return telling.ask(Place(ID, LEAVE), "phrases.journey.keep")
        case _:
            return None


def _propose(scene: Scene) -> Telling:
    """Offers a path that fits their numbers; the closeness check where there are none."""
    telling = Telling(scene.couple)
    if not tailoring.signs(scene):
        return telling.say("phrases.journey.first_check").then(offering.offer(scene, CHECK))
    telling = telling.say("phrases.journey.what").pause(0.5)
    first = _name(scene, paths.path(scene)[0])
    return telling.say("phrases.journey.first_week", what=first).then(_ask_whether(scene))


def _ask_whether(scene: Scene) -> Telling:
    return Telling(scene.couple).ask(Place(ID, OFFER), "phrases.journey.offer")


def _set_out(scene: Scene, key: str, step: str) -> Telling:
    """From the first week on."""
    today = evening(scene.now)
    journey = Journey(paths.path(scene), today, since=today)
    return _week(_walking(scene, journey), journey, key, step)


def _week(scene: Scene, journey: Journey, key: str, step: str) -> Telling:
    """This week's practice, and whether to do it now."""
    practice = journey.path[journey.at]
    telling = Telling(scene.couple).say(
        f"phrases.journey.{key}", week=_week_number(journey), what=_name(scene, practice)
    )
    return telling.ask(Place(ID, step, item=practice, count=journey.at), "phrases.journey.now")


def _how(scene: Scene, journey: Journey) -> str:
    """In which words this week's practice is offered on the way in."""
    days = advancing.days(scene, journey)
    if days >= 2 * advancing.A_WEEK:
        return "today_waiting"
    if days >= advancing.A_WEEK:
        return "today_again"
    return "today_new" if journey.at and days == 0 else "today"


def _look_back(scene: Scene, journey: Journey, step: str) -> Telling:
    """What they practised, how closeness went, and thanks; then the journey is over."""
    telling = Telling(replace(scene.couple, journey=None)).say(
        "phrases.journey.look_back",
        one=_name(scene, journey.path[0]),
        two=_name(scene, journey.path[-1]),
    )
    telling = telling.say(f"phrases.journey.{advancing.changed(scene.couple, journey)}").pause(1)
    return telling.say("phrases.journey.thanks").ask(Place(ID, step, item=CHECK), "phrases.journey.see")


def _walking(scene: Scene, journey: Journey) -> Scene:
    return scene.having(replace(scene.couple, journey=journey))


def _week_number(journey: Journey) -> str:
    return str(journey.at + 1)


def _name(scene: Scene, practice: str) -> Line:
    return line(opening.name_key(scene, practice))
