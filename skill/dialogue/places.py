"""Everything people can be in, by its id: how it begins, speaks again and hears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.content.guide import Ask, Rate, Recall, Talk
from skill.conversation import Place
from skill.dialogue import (
    appreciation,
    dating,
    forgetting,
    guiding,
    introducing,
    keeping,
    offering,
    opening,
    questions,
    safety,
)
from skill.dialogue.scene import Scene, Telling
from skill.heard import Yes

if TYPE_CHECKING:
    from skill.heard import Heard

NAMES = Place(introducing.ID, "ask")
MOMENTS = frozenset((offering.ID, opening.ID, forgetting.ID, introducing.ID, keeping.ID, safety.ID))
"""Short exchanges that are never kept as paused."""
PROFESSIONAL = frozenset(("trust", "forgiveness"))
"""What needs more care than the skill can give today; the way to somebody who can is offered."""


def begin(scene: Scene, what: str) -> Telling:
    """Begins a feature or a guide by its id; says truthfully when there is none yet."""
    match what:
        case questions.ID:
            return questions.begin(scene)
        case appreciation.ID:
            return appreciation.begin(scene)
        case dating.ID:
            return dating.begin(scene)
        case guide if guide in scene.library.guides:
            return guiding.begin(scene, scene.library.guides[guide])
        case "":
            return Telling(scene.couple).say("phrases.guide.which").then(offering.offer(scene, "check_in"))
        case care if care in PROFESSIONAL:
            return Telling(scene.couple).say("phrases.guide.care").then(offering.offer(scene, "support"))
        case _:
            return Telling(scene.couple).say("phrases.guide.not_yet").then(offering.offer(scene, "check_in"))


def speak(scene: Scene, place: Place) -> Telling:
    """The place once more, with its question."""
    match place.guide:
        case questions.ID:
            return questions.speak(scene, place)
        case appreciation.ID:
            return appreciation.speak(scene, place)
        case dating.ID:
            return dating.speak(scene, place)
        case keeping.ID:
            return keeping.speak(scene, place)
        case offering.ID:
            return offering.speak(scene, place)
        case introducing.ID:
            return introducing.speak(scene, place)
        case forgetting.ID:
            return forgetting.speak(scene, place)
        case opening.ID if (paused := opening.resumable(scene)) is not None:
            return opening.carry_on(scene, paused)
        case guide if guide in scene.library.guides:
            return guiding.speak(scene, scene.library.guides[guide], place)
        case _:  # a release took it away
            return offering.idle(scene)


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means at this place; None when it means nothing special there."""
    match place.guide:
        case questions.ID:
            return questions.hear(scene, place, heard)
        case appreciation.ID:
            return appreciation.hear(scene, place, heard)
        case dating.ID:
            return dating.hear(scene, place, heard)
        case keeping.ID:
            return keeping.hear(scene, place, heard)
        case offering.ID if isinstance(heard, Yes):
            return begin(scene, place.item)
        case offering.ID:
            return offering.hear(scene, place, heard)
        case introducing.ID:
            told = introducing.hear(scene, place, heard)
            return told.then(questions.begin(scene)) if told and told.place is None else told
        case forgetting.ID:
            return forgetting.hear(scene, place, heard)
        case opening.ID:
            return _hear_resume(scene, place, heard)
        case guide if guide in scene.library.guides:
            return guiding.hear(scene, scene.library.guides[guide], place, heard)
        case _:
            return None


def help_key(scene: Scene, place: Place | None) -> str:
    """The line that names two things which fit this moment."""
    if place is None:
        return "help.idle"
    if place.guide in (questions.ID, appreciation.ID, dating.ID):
        return f"help.{place.guide}"
    guide = scene.library.guides.get(place.guide)
    match guide.steps.get(place.step) if guide else None:
        case Talk():
            return "help.talk"
        case Rate():
            return "help.rate"
        case Ask() | Recall():
            return "help.ask"
        case _:
            return "help.names" if place.guide == introducing.ID else "help.yes_no"


def _hear_resume(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    told = opening.hear(scene, place, heard)
    if told is None:
        return None
    paused = opening.resumable(scene.having(told.couple))
    if paused is None:
        return told.then(questions.begin(scene.having(told.couple)))
    return told.then(speak(scene, paused.place))
