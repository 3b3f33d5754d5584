"""Asking once, kindly, how a date was, and learning from it.

What is learnt is the verdict on the date itself (`couple.Outing`), which `liking` reads. So saying it
twice, or on two devices, counts once, and whoever changes their mind is believed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.dialogue import keeping, liking, offering, opening
from skill.dialogue.choosing import clear_heard
from skill.dialogue.going import begun, over
from skill.dialogue.scene import Scene, Telling, line
from skill.heard import (
    Another,
    Done,
    Explain,
    Feeling,
    Next,
    No,
    Previous,
    RateDate,
    SaveThis,
    Score,
    StartOver,
    Yes,
)
from skill.reply import Event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.couple import Outing
    from skill.heard import Heard, Verdict

ID = "rating"
ARRIVING = "arriving"
"""The step of the question that is asked on the way in; what people came for follows its answer."""
ASKED = "asked"
"""The step of the question when people began with it themselves; `Place.count` is 0 while it is open
whether there was a date at all, and 1 while it is open how it was."""
STARS: Mapping[int, Verdict] = {1: "flop", 2: "flop", 3: "fine", 4: "loved", 5: "loved"}


def begin(scene: Scene, heard: RateDate) -> Telling:
    """Rates the latest date, because people said how it was or that they want to; asks only if it must."""
    outing = _latest(scene)
    if scene.adrift:
        return Telling(scene.couple).say("phrases.outings.adrift")
    if outing is None:
        return Telling(scene.couple).say("phrases.outings.none")
    place = Place(ID, ASKED, item=outing.item, count=1)
    if heard.verdict is None and heard.stars is None:
        name = line(f"date.{outing.item}.name")
        return Telling(scene.couple).ask(place, "phrases.outings.how_was", what=name)
    return _said(scene, place, heard.verdict, heard.stars)


def due(scene: Scene) -> Telling | None:
    """Asks after a date whose day is over, if there is one that nobody was asked about; at `ARRIVING`."""
    waiting = [one for one in _known(scene) if not one.verdict and over(scene, one)]
    if not waiting:
        return None
    outing = max(waiting, key=lambda one: one.day)
    couple = liking.rated(scene.couple, replace(outing, verdict="asked"))
    return speak(scene.having(couple), Place(ID, ARRIVING, item=outing.item))


def speak(scene: Scene, place: Place) -> Telling:
    """The place once more."""
    if place.item not in scene.library.dates:
        return offering.idle(scene)  # a release took it away
    if place.count:
        return Telling(scene.couple).ask(place, "phrases.outings.how")
    return Telling(scene.couple).ask(place, "phrases.outings.met", what=line(f"date.{place.item}.name"))


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means there; None when it means nothing special."""
    how = replace(place, count=1)
    telling = Telling(scene.couple)
    match heard:
        case RateDate(verdict=verdict, stars=stars) if verdict is not None or stars is not None:
            return _onward(scene, place, _said(scene, how, verdict, stars))
        case Score(value=stars):
            return _onward(scene, place, _said(scene, how, None, stars))
        case Yes() if place.count:
            return telling.say("phrases.outings.range").then(speak(scene, how))
        case Yes() | RateDate():
            return telling.say("phrases.outings.glad").then(speak(scene, how))
        case Feeling():
            return telling.say("phrases.feeling").then(speak(scene, how))
        case No() if not place.count:
            return _onward(scene, place, _missed(scene, place))
        case Done() if place.step == ARRIVING:
            return telling.say("phrases.bye").leave()
        case No() | Next() | Another() | Done():
            return _onward(scene, place, telling.say("phrases.outings.let_be"))
        case SaveThis():
            return keeping.keep_here(scene, place.item, lambda then: speak(then, place))
        case Explain():
            return telling.say("phrases.outings.why").then(speak(scene, place))
        case Previous() | StartOver():
            return telling.say("phrases.repeat").then(speak(scene, place))
        case _:
            return None


def _known(scene: Scene) -> list[Outing]:
    """Dates that were taken up and that the library still has."""
    return [one for one in scene.couple.outings if one.item in scene.library.dates]


def _latest(scene: Scene) -> Outing | None:
    """The latest date whose day has come; else the one that was taken up last."""
    known = _known(scene)
    come = [one for one in known if begun(scene, one)]
    return max(come, key=lambda one: one.day) if come else next(iter(known), None)


def _of(scene: Scene, item: str) -> Outing | None:
    """The date that a place is about; None when so many came since that it is no longer at hand."""
    mine = [one for one in _known(scene) if one.item == item]
    come = [one for one in mine if begun(scene, one)]
    return max(come, key=lambda one: one.day) if come else next(iter(mine), None)


def _said(scene: Scene, place: Place, verdict: Verdict | None, stars: int | None) -> Telling:
    """Takes a verdict, in words or in stars; asks again after a number that is none."""
    verdict = verdict or STARS.get(stars or 0)
    if verdict is None:
        return Telling(scene.couple).say("phrases.outings.range").then(speak(scene, place))
    if scene.adrift:
        return Telling(scene.couple).say("phrases.outings.adrift")
    told = Telling(scene.couple).say(f"phrases.outings.{verdict}")
    outing = _of(scene, place.item)
    if outing is None:
        return told
    event = Event("date_rated", f"{outing.day}#{outing.item}", {"item": outing.item, "verdict": verdict})
    return told.with_couple(liking.rated(scene.couple, replace(outing, verdict=verdict))).record(event)


def _missed(scene: Scene, place: Place) -> Telling:
    """There was no such date after all; its idea may come again."""
    telling, outing = Telling(scene.couple).say("phrases.outings.missed"), _of(scene, place.item)
    if outing is None or scene.adrift:
        return telling
    couple = liking.rated(scene.couple, replace(outing, verdict="missed"))
    return telling.with_couple(clear_heard(couple, "dates", (place.item,)))


def _onward(scene: Scene, place: Place, told: Telling) -> Telling:
    """After an answer: on the way in `places` knows what follows; else back to what was left, or an offer."""
    if place.step == ARRIVING or told.question is not None:
        return told
    scene = scene.having(told.couple)
    paused = opening.aloud(scene)
    if paused is not None:
        return told.then(opening.carry_on(scene, paused))
    return told.then(offering.idle(scene))
