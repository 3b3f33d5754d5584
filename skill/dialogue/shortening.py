"""Late in the evening the short form of a guide is offered first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.dialogue import offering
from skill.dialogue.evenings import late
from skill.dialogue.scene import Scene, Telling, line
from skill.heard import Done, Next, No, Yes

if TYPE_CHECKING:
    from skill.content.guide import Guide
    from skill.heard import Heard

ID = "form"
LONG = 6
"""Minutes from which on a guide is long for a late evening."""


def fitting(scene: Scene, guide: Guide) -> bool:
    """Whether to ask for the form before this guide begins."""
    return late(scene.now) and guide.minutes >= LONG


def offer(scene: Scene, guide: str) -> Telling:
    """Offers the short form."""
    return speak(scene, Place(ID, "offer", item=guide))


def speak(scene: Scene, place: Place) -> Telling:
    """The offer once more; another one when a release took the guide away."""
    if place.item not in scene.library.guides:
        return offering.idle(scene)
    return Telling(scene.couple).ask(place, "phrases.form.offer", what=line(f"guide.{place.item}.name"))


def chosen(heard: Heard) -> bool | None:
    """True for the short form, False for the full one, None when neither was chosen."""
    match heard:
        case Yes() | Next():
            return True
        case No():
            return False
        case _:
            return None


def hear(scene: Scene, _place: Place, heard: Heard) -> Telling | None:
    """What else a word means; what was chosen is begun by `places`, which knows the guides."""
    return Telling(scene.couple).say("phrases.bye").leave() if isinstance(heard, Done) else None
