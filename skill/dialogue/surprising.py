"""A surprise for one's partner, known to the planner alone, as far as a speaker in a room can do that.

First comes the warning that a speaker has ears, and the question whether only the planner hears it.
What comes then follows from whose turn it is to surprise the other, never from whether something is
planned: whoever is to be surprised gets the same answers either way, and so learns nothing by asking.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.couple import Surprise
from skill.dialogue import gesturing, offering
from skill.dialogue.evenings import evening
from skill.dialogue.scene import Scene, Telling, who
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
    from skill.heard import Heard

ID = "surprise"
ALONE, OFFER, TOLD = "alone", "offer", "told"
"""The steps: who hears it, an idea on offer, and the surprise that there is."""


def begin(scene: Scene) -> Telling:
    """Plans a surprise, or looks up the one there is, once nobody else listens."""
    return speak(scene, Place(ID, ALONE))


def speak(scene: Scene, place: Place) -> Telling:
    """The place once more; nothing of a surprise while another voice is heard than that of who plans it."""
    telling = Telling(scene.couple)
    if scene.adrift:
        return telling.say("phrases.surprise.adrift").then(offering.idle(scene))
    if place.step == OFFER and not _overheard(scene, place) and place.item in scene.library.gestures:
        return _say(scene, place)
    if place.step == TOLD and not _overheard(scene, place) and _planned(scene, place) is not None:
        return _tell(scene, place)
    planner = scene.couple.surpriser if scene.voice is None else scene.voice
    alone = Place(ID, ALONE, speaker=planner)
    return telling.say("phrases.surprise.ears").ask(
        alone, "phrases.surprise.alone", **who(scene.couple, planner)
    )


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means there; None when it means nothing special."""
    if scene.adrift:
        return speak(scene, place)
    if _overheard(scene, place):
        return Telling(scene.couple).say("phrases.surprise.not_now").then(offering.idle(scene))
    if isinstance(heard, Explain):
        return Telling(scene.couple).say("phrases.surprise.why").then(speak(scene, place).only_question())
    if place.step == OFFER and place.item in scene.library.gestures:
        return _hear_offer(scene, place, heard)
    if place.step == TOLD and _planned(scene, place) is not None:
        return _hear_told(scene, place, heard)
    match heard:
        case Yes() if place.step == ALONE:
            planned = _planned(scene, place)
            return _tell(scene, place) if planned else _next(scene, place, "phrases.surprise.idea")
        case No() | Next() | Done() if place.step == ALONE:
            return Telling(scene.couple).say("phrases.surprise.later").leave()
        case Yes() | No() | Next() | Done() | SaveThis() if place.step != ALONE:
            # What they speak of is not there any more.
            return begin(scene)
        case _:
            return None


def _overheard(scene: Scene, place: Place) -> bool:
    """Whether somebody else is heard than the one who plans."""
    return scene.voice is not None and scene.voice != place.speaker


def _planned(scene: Scene, place: Place) -> Surprise | None:
    """The surprise of the one who is at this place, if there is one."""
    planned = scene.couple.surprise
    if planned is None or planned.planner != place.speaker:
        return None
    return planned if planned.item in scene.library.gestures else None


def _next(scene: Scene, place: Place, lead: str) -> Telling:
    """A gesture that was not heard lately, as an idea for a surprise."""
    item, couple, again = gesturing.drawn(scene, place.item)
    telling = Telling(couple).say(
        "phrases.surprise.all_heard" if again else lead, **who(couple, place.speaker)
    )
    return telling.then(_say(scene.having(couple), replace(place, step=OFFER, item=item)))


def _say(scene: Scene, place: Place) -> Telling:
    telling = Telling(scene.couple).pause(0.5).say(f"gesture.{place.item}.text")
    return telling.ask(place, "phrases.surprise.offer")


def _hear_offer(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    match heard:
        case Yes() | AcceptDate() | SaveThis():
            return _keep(scene, place)
        case No() | Another() | Next() | ChangeDepth():
            passed = scene.having(avoided(scene.couple, gesturing.kind(scene, place.item)))
            return _next(passed, place, "phrases.surprise.another")
        case Done():
            return Telling(scene.couple).say("phrases.surprise.later").leave()
        case Previous() | StartOver():
            return speak(scene, place)
        case _:
            return None


def _keep(scene: Scene, place: Place) -> Telling:
    """Keeps the surprise of whose turn it is; the other one's would tell that there is none before it."""
    couple = welcomed(scene.couple, gesturing.kind(scene, place.item))
    if place.speaker != couple.surpriser:
        return Telling(couple).say("phrases.surprise.in_your_hands").leave()
    couple = replace(couple, surprise=Surprise(place.speaker, place.item, evening(scene.now)))
    return Telling(couple).say("phrases.surprise.planned").leave()


def _tell(scene: Scene, place: Place) -> Telling:
    """The surprise there is. Its id is not put into the place: it stands with the couple."""
    planned = _planned(scene, place)
    telling = Telling(scene.couple).say("phrases.surprise.yours")
    if planned is not None:
        telling = telling.pause(0.5).say(f"gesture.{planned.item}.text")
    return telling.pause(1).ask(replace(place, step=TOLD, item=""), "phrases.surprise.done")


def _hear_told(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    match heard:
        case Yes() | Done():
            couple = replace(scene.couple, surprise=None, surpriser=1 - place.speaker)
            return Telling(couple).say("phrases.surprise.well_done").leave()
        case No() | Next():
            return Telling(scene.couple).say("phrases.surprise.stays").leave()
        case Another() | ChangeDepth():
            planned = _planned(scene, place)
            current = replace(place, item=planned.item if planned else "")
            return _next(scene, current, "phrases.surprise.another")
        case SaveThis() | AcceptDate():
            already = Telling(scene.couple).say("phrases.surprise.here_already")
            return already.then(speak(scene, place).only_question())
        case Previous() | StartOver():
            return speak(scene, place)
        case _:
            return None
