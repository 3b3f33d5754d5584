"""Launching: something worth hearing in the very first reply."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.dialogue import weeks
from skill.dialogue.evenings import evening, evening_at
from skill.dialogue.scene import Scene, Telling, line, who
from skill.heard import Done, Next, No, Yes

if TYPE_CHECKING:
    from skill.couple import Paused
    from skill.heard import Heard

ID = "resume"
SOON = 3 * 60 * 60
"""Seconds within which people are taken straight back to where they were."""
DROPPED = 10 * 60
"""The same where today's ritual waits: what was left longer ago does not come before it."""
LATER = 14 * 24 * 60 * 60
"""Seconds after which a paused conversation is let go."""
AHEAD = 60
"""Seconds by which another device's turn may seem to lie ahead: it was served elsewhere, by another clock."""
PASSING = frozenset(("tonights_question", "date_idea", "small_gesture", "kept"))
"""What belongs to its own evening and is not offered again on another."""
DISCREET = frozenset(("support", "plan_surprise"))
"""What is gone on with only if somebody asks: opening may not tell the room what one of them is up to."""


def resumable(scene: Scene) -> Paused | None:
    """What can be carried on with, if anything."""
    paused = scene.couple.paused
    if paused is None or not -AHEAD <= scene.now.timestamp() - paused.since <= LATER:
        return None
    another_evening = evening_at(paused.since, scene.now) != evening(scene.now)
    return None if another_evening and paused.place.guide in PASSING else paused


def aloud(scene: Scene) -> Paused | None:
    """What a launch may carry on with in front of whoever is in the room."""
    paused = resumable(scene)
    return None if paused is not None and paused.place.guide in DISCREET else paused


def since(scene: Scene, paused: Paused) -> float:
    """Seconds since they were there."""
    return scene.now.timestamp() - paused.since


def greet(scene: Scene) -> Telling:
    """Welcome back, by name where names are known; after some weeks without a word about the weeks."""
    if weeks.after_a_pause(scene):
        return Telling(scene.couple).say("phrases.progress.welcome_back")
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
