"""Everything people can be in, by its id: how it begins, speaks again and hears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from skill.content.guide import Ask, Rate, Recall, Talk
from skill.conversation import Place
from skill.dialogue import (
    appreciation,
    dating,
    forgetting,
    gesturing,
    guiding,
    introducing,
    journeying,
    keeping,
    noting,
    offering,
    opening,
    preferring,
    progress,
    questions,
    rating,
    reminding,
    scheduling,
    shortening,
    surprising,
)
from skill.dialogue.scene import Scene, Telling
from skill.heard import Done, Yes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.heard import Heard, Length


class Part(Protocol):
    """Something people can be in."""

    ID: str

    def speak(self, scene: Scene, place: Place, /) -> Telling:
        """The place once more, with its question."""

    def hear(self, scene: Scene, place: Place, heard: Heard, /) -> Telling | None:
        """What a word means there; None when it means nothing special."""


class Feature(Part, Protocol):
    """What can be begun by name."""

    def begin(self, scene: Scene, /) -> Telling:
        """Its opening."""


FEATURES: Mapping[str, Feature] = {
    one.ID: one
    for one in (questions, appreciation, dating, gesturing)  # modules, each of that shape
}
PARTS: Mapping[str, Part] = {
    **FEATURES,
    **{one.ID: one for one in (keeping, noting, offering, introducing, forgetting, shortening)},
    **{one.ID: one for one in (rating, reminding, preferring, progress, journeying, surprising)},
}
NAMES = Place(introducing.ID, "ask")
MOMENTS = frozenset(
    (
        *(offering.ID, opening.ID, forgetting.ID, introducing.ID, keeping.ID, noting.ID, shortening.ID),
        *(rating.ID, reminding.ID, preferring.ID, progress.ID, journeying.ID, surprising.ID),
    )
)
"""Short exchanges that are never kept as paused."""
TODAY = "today"
"""The step of an offer that is made on the way in; a yes begins what is offered, a no leads on."""
AT_HAND = (TODAY, journeying.WEEK)
"""Steps at which the place's own item is on offer."""
READY = frozenset(("tonights_question", "date_idea"))
"""Rituals that begin by themselves: they take no more than a yes or a no."""


HELP: Mapping[str, str] = {
    one: f"help.{one}" for one in (introducing.ID, rating.ID, preferring.ID, surprising.ID, journeying.ID)
}
"""The lines of moments that people can answer with more than a yes or a no."""


def begin(scene: Scene, what: str, length: Length | None = None) -> Telling:
    """Begins a feature or a guide by its id; offers one where there is none.

    Args:
        scene: what is known.
        what: the id; empty when it was not understood.
        length: which form people asked for; None when they did not say.
    """
    if what in FEATURES:
        return FEATURES[what].begin(scene)
    if what in scene.library.guides:
        guide = scene.library.guides[what]
        if length is None and shortening.fitting(scene, guide):
            return shortening.offer(scene, guide.id)
        return guiding.begin(scene, guide, short=length == "short")
    return Telling(scene.couple).say("phrases.guide.which").then(offering.offer(scene, "check_in"))


def speak(scene: Scene, place: Place) -> Telling:
    """The place once more, with its question."""
    if place.guide == opening.ID and (paused := opening.resumable(scene)) is not None:
        return opening.carry_on(scene, paused)
    if place.guide in PARTS:
        return PARTS[place.guide].speak(scene, place)
    if place.guide in scene.library.guides:
        return guiding.speak(scene, scene.library.guides[place.guide], place)
    return offering.idle(scene)  # a release took it away


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means at this place; None when it means nothing special there."""
    guide = scene.library.guides.get(place.item)
    match place.guide:
        case offering.ID | progress.ID if isinstance(heard, Yes):
            return begin(scene, place.item)
        case shortening.ID if guide is not None and (short := shortening.chosen(heard)) is not None:
            return guiding.begin(scene, guide, short=short)
        case introducing.ID:
            told = introducing.hear(scene, place, heard)
            if told is None or told.place is not None:
                return told
            return told.then(questions.begin(scene.having(told.couple)))
        case opening.ID:
            return _hear_resume(scene, place, heard)
        case reminding.ID | journeying.ID if place.step in AT_HAND and isinstance(heard, Yes):
            return begin(scene, place.item)
        case rating.ID | reminding.ID | journeying.ID if place.step in (TODAY, rating.ARRIVING):
            # What was asked on the way in is answered: on to what they came for.
            told = PARTS[place.guide].hear(scene, place, heard)
            going = told is not None and told.place is None and not isinstance(heard, Done)
            return told.then(comes_first(scene.having(told.couple))) if told and going else told
        case part if part in PARTS:
            return PARTS[part].hear(scene, place, heard)
        case leading if leading in scene.library.guides:
            return guiding.hear(scene, scene.library.guides[leading], place, heard)
        case _:
            return None


def help_key(scene: Scene, place: Place | None) -> str:
    """The line that names two things which fit this moment."""
    if place is None:
        return "help.idle"
    if place.guide in FEATURES:
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
            asks_when = place.guide == reminding.ID and place.step in scheduling.STEPS
            return "help.rituals" if asks_when else HELP.get(place.guide, "help.yes_no")


def comes_first(scene: Scene) -> Telling:
    """What people come to: the ritual of the day, what was paused, this week of a journey, a question."""
    today = reminding.today(scene)
    if today is not None:
        ritual, couple = today
        if ritual in READY:
            return reminding.announce(scene, ritual).then(begin(scene.having(couple), ritual))
        return reminding.offer(scene.having(couple), ritual)
    paused = opening.aloud(scene)
    if paused is not None:
        return opening.carry_on(scene, paused)
    return journeying.this_week(scene) or questions.begin(scene)


def _hear_resume(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    told = opening.hear(scene, place, heard)
    if told is None:
        return None
    paused = opening.resumable(scene.having(told.couple))
    if paused is None:
        return told.then(questions.begin(scene.having(told.couple)))
    return told.then(speak(scene, paused.place))
