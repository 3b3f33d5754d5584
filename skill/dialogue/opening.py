"""Launching: something worth hearing in the very first reply."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.dialogue.evenings import evening, evening_at
from skill.dialogue.scene import Scene, Telling, line, who
from skill.heard import Done, Next, No, Yes

if TYPE_CHECKING:
    from skill.couple import Paused
    from skill.heard import Heard

ID = "resume"
SOON = 3 * 60 * 60
"""Seconds within which people are taken straight back to where they were."""
LATER = 14 * 24 * 60 * 60
"""Seconds after which a paused conversation is let go."""
PASSING = frozenset(("tonights_question", "date_idea", "small_gesture", "kept"))
"""What belongs to its own evening and is not offered again on another."""
DISCREET = frozenset(("support",))
"""What is gone on with only if somebody asks: opening may not tell the room that they looked for help."""


def resumable(scene: Scene) -> Paused | None:
    """What can be carried on with, if anything."""
    paused = scene.couple.paused
    if paused is None or not 0 <= scene.now.timestamp() - paused.since <= LATER:
        return None
    another_evening = evening_at(paused.since, scene.now) != evening(scene.now)
    return None if another_evening and paused.place.guide in PASSING else paused


def soon(scene: Scene, paused: Paused) -> bool:
    """Whether they were there just now."""
    return scene.now.timestamp() - paused.since <= SOON


def greet(scene: Scene) -> Telling:
    """Welcome back, by name where names are known."""
    if scene.couple.named:
        return Telling(scene.couple).say("phrases.welcome_back.named", **who(scene.couple, 0))
    return Telling(scene.couple).say("phrases.welcome_back.unnamed")


def carry_on(scene: Scene, paused: Paused) -> Telling:
    """Offers to carry on in something from another time."""
    name = line(name_key(scene, paused.place.guide))
    return (
        Telling(scene.couple)
        .say("phrases.resume.stopped", what=name)
        .ask(Place(ID, "offer"), "phrases.resume.offer")
    )


def name_key(scene: Scene, guide: str) -> str:
    """The line with the spoken name of a guide or a feature."""
    key = f"guide.{guide}.name"
    return key if key in scene.library.lines else f"phrases.name.{guide}"


def hear(scene: Scene, _place: Place, heard: Heard) -> Telling | None:
    """A no lets go of what was paused; `respond` begins something fresh, or carries on after a yes."""
    match heard:
        case No() | Done():
            return Telling(replace(scene.couple, paused=None)).say("phrases.resume.fresh")
        case Yes() | Next():
            return Telling(scene.couple).say("phrases.resume.on")
        case _:
            return None
