"""Ending rituals: one of them, or all, and their reminders with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.dialogue import offering, rituals, scheduling
from skill.dialogue.scene import Scene, Telling
from skill.heard import RITUALS, Another, Next, No, Yes
from skill.reply import CancelReminders

if TYPE_CHECKING:
    from skill.heard import Heard, Outcome, Ritual

ALL, ONE = "end_all", "end_one"
STEPS = (ALL, ONE)
ENDING, CLEARING = "ending", "clearing"
ERRANDS = (ENDING, CLEARING)
"""The steps at which an errand is waited for: for what people had, and for what nobody knows of."""
GONE = ("done", "no_permission", "unsupported")
"""Outcomes after which no word of ours can change a reminder any more: the ritual ends."""


def begin(scene: Scene, ritual: Ritual | None) -> Telling:
    """Ends a ritual; asks which where it was not said and there are several."""
    kept, telling = scene.couple.rituals, Telling(scene.couple)
    if scene.adrift:
        return telling.say("phrases.rituals.adrift").then(offering.idle(scene))
    if ritual is not None and ritual not in kept:
        return telling.say("phrases.rituals.none_such", what=rituals.what(ritual)).then(offering.idle(scene))
    if not kept:
        # A reminder may sound of which nobody knows, if its setting was cut short.
        return _errand(scene, CLEARING, "", CancelReminders((), every=True))
    if ritual is None and len(kept) > 1:
        return speak(scene, Place(scheduling.ID, ALL))
    return _end(scene, ritual or next(iter(kept)))


def speak(scene: Scene, place: Place) -> Telling:
    """The question once more."""
    telling = Telling(scene.couple)
    if place.step == ONE and place.item in RITUALS:
        return telling.ask(place, "phrases.rituals.ask_end", what=rituals.what(place.item))
    return telling.ask(place, "phrases.rituals.ask_end_all")


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means there; None for a no to the last of them, and for what means nothing special."""
    some = [one for one in RITUALS if one in scene.couple.rituals]
    match heard:
        case Yes() if place.step == ALL:
            return _end(scene, None)
        case Yes() if place.item in some:
            return _end(scene, place.item)
        case No() | Next() | Another() if place.count < len(some):
            return speak(scene, replace(place, step=ONE, item=some[place.count], count=place.count + 1))
        case _:
            return None


def done(scene: Scene, place: Place, outcome: Outcome) -> Telling:
    """What came of cancelling, told to people."""
    telling = Telling(without(scene, place, outcome).couple)
    if place.step == CLEARING:
        return telling.say("phrases.rituals.none_left" if outcome == "done" else "phrases.rituals.none_set")
    if outcome not in GONE:
        return telling.say("phrases.rituals.not_ended")
    telling = telling.say("phrases.rituals.ended" if place.item else "phrases.rituals.ended_all")
    return telling if outcome == "done" else telling.say("phrases.rituals.may_sound")


def without(scene: Scene, place: Place, outcome: Outcome) -> Scene:
    """The scene without what was ended; as it was where Alexa could not be reached: people can ask again."""
    if place.step != ENDING or outcome not in GONE:
        return scene
    kept = {one: ritual for one, ritual in scene.couple.rituals.items() if place.item and one != place.item}
    # Whoever ends all of them does not want to be asked about reminders for now.
    return scene.having(replace(scene.couple, rituals=kept, unasked=scene.couple.unasked or not kept))


def _end(scene: Scene, ritual: Ritual | None) -> Telling:
    """The first half for one ritual, or for all; there is nothing to wait for where Alexa reminds of none."""
    kept = scene.couple.rituals
    alerts = tuple(one.alert for name, one in kept.items() if one.alert and ritual in (None, name))
    place = Place(scheduling.ID, ENDING, item=ritual or "")
    if not alerts and ritual is not None:
        return done(scene, place, "done").then(offering.idle(without(scene, place, "done")))
    return _errand(scene, ENDING, ritual or "", CancelReminders(alerts, every=ritual is None))


def _errand(scene: Scene, step: str, item: str, errand: CancelReminders) -> Telling:
    place = Place(scheduling.ID, step, item=item)
    return Telling(scene.couple).ask(place, "phrases.rituals.meanwhile").doing(errand)
