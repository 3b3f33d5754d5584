"""Deleting everything: asks once, then does it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.dialogue import offering
from skill.dialogue.scene import Scene, Telling
from skill.heard import Done, ForgetUs, Next, No, Yes
from skill.reply import Forget

if TYPE_CHECKING:
    from skill.heard import Heard

ID = "forget"


def begin(scene: Scene) -> Telling:
    """Asks whether everything is to be deleted, or says that it cannot be just now."""
    if scene.adrift:
        return Telling(scene.couple).say("phrases.forget.adrift").leave()
    return speak(scene, Place(ID, "confirm"))


def speak(scene: Scene, _place: Place) -> Telling:
    """The question once more."""
    return Telling(scene.couple).say("phrases.forget.what").ask(Place(ID, "confirm"), "phrases.forget.sure")


def hear(scene: Scene, _place: Place, heard: Heard) -> Telling | None:
    """Only a plain yes deletes."""
    match heard:
        case Yes() | ForgetUs() if scene.adrift:
            return begin(scene)
        case Yes() | ForgetUs():
            telling = Telling(scene.couple).say("phrases.forget.done").end()
            return replace(telling, effects=(Forget(),))
        case No() | Next() | Done():
            return Telling(scene.couple).say("phrases.forget.kept").then(offering.idle(scene))
        case _:
            return None
