"""Offering one thing by yes or no, where there is nothing else to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.dialogue.scene import Scene, Telling, line
from skill.heard import Done, Next, No

if TYPE_CHECKING:
    from skill.heard import Heard

ID = "offer"


def idle(scene: Scene) -> Telling:
    """What comes when nothing is going on: would you like tonight's question?"""
    return offer(scene, "tonights_question")


def offer(scene: Scene, what: str) -> Telling:
    """Offers a feature or a guide by its id."""
    return speak(scene, Place(ID, "offer", item=what))


def speak(scene: Scene, place: Place) -> Telling:
    """The offer once more."""
    key = f"phrases.offer.{place.item}"
    if key in scene.library.lines:
        return Telling(scene.couple).ask(place, key)
    if place.item in scene.library.guides:
        name = line(f"guide.{place.item}.name")
        return Telling(scene.couple).ask(place, "phrases.offer.practice", what=name)
    return speak(scene, Place(ID, "offer", item="tonights_question"))


def hear(scene: Scene, _place: Place, heard: Heard) -> Telling | None:
    """A no closes; a yes is answered by `respond`, which knows everything that can be begun."""
    if isinstance(heard, No | Done | Next):
        return Telling(scene.couple).say("phrases.bye").leave()
    return None
