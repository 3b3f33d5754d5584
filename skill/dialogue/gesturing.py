"""A small romantic gesture for today: one at a time, until one is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.dialogue import keeping
from skill.dialogue.choosing import choose
from skill.dialogue.scene import Scene, Telling
from skill.dialogue.turn_taking import avoided, welcomed
from skill.heard import (
    AcceptDate,
    Another,
    ChangeDepth,
    Done,
    Explain,
    Next,
    No,
    Previous,
    SaveThis,
    StartOver,
    Yes,
)

if TYPE_CHECKING:
    from skill.couple import Couple
    from skill.heard import Heard

ID = "small_gesture"


def begin(scene: Scene) -> Telling:
    """The first gesture, and that a speaker can be heard by both."""
    return Telling(scene.couple).say("phrases.gesture.lead").then(_next(scene, ""))


def speak(scene: Scene, place: Place) -> Telling:
    """The gesture once more."""
    if place.item not in scene.library.gestures:
        return begin(scene)
    return _say(scene, place.item)


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means while a gesture is on offer; None when it means nothing special."""
    if place.item not in scene.library.gestures:
        return begin(scene)
    match heard:
        case Yes() | AcceptDate():
            return (
                Telling(welcomed(scene.couple, kind(scene, place.item))).say("phrases.gesture.accepted").end()
            )
        case Done():
            return Telling(scene.couple).say("phrases.bye").end()
        case No() | Another() | Next() | ChangeDepth():
            passed = scene.having(avoided(scene.couple, kind(scene, place.item)))
            return Telling(passed.couple).say("phrases.gesture.another").then(_next(passed, place.item))
        case SaveThis():
            return keeping.keep_here(scene, place.item, lambda then: speak(then, place))
        case Explain():
            return Telling(scene.couple).say("phrases.gesture.why").then(speak(scene, place).only_question())
        case Previous() | StartOver():
            return speak(scene, place)
        case _:
            return None


def drawn(scene: Scene, current: str) -> tuple[str, Couple, bool]:
    """The next gesture, the couple having heard it, and whether all of them begin again with it."""
    every = list(scene.library.gestures)
    return choose(scene.couple, "gestures", every, current, lambda one: kind(scene, one))


def kind(scene: Scene, item: str) -> str:
    """Under which name the gesture's kind takes turns."""
    return f"gesture.{scene.library.gestures[item].kind}"


def _next(scene: Scene, current: str) -> Telling:
    item, couple, again = drawn(scene, current)
    telling = Telling(couple)
    if again:
        telling = telling.say("phrases.gesture.all_heard")
    return telling.then(_say(scene.having(couple), item))


def _say(scene: Scene, item: str) -> Telling:
    telling = Telling(scene.couple).pause(0.5).say(f"gesture.{item}.text")
    return telling.ask(Place(ID, "offer", item=item), "phrases.gesture.offer")
