"""How a couple likes it: learnt, read back, changed and forgotten by voice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from skill.conversation import Place
from skill.couple import USUAL_OPENNESS, Tastes
from skill.couple_data import PACES
from skill.dialogue import liking, listing, offering
from skill.dialogue.scene import Scene, Telling, line, who
from skill.heard import TASTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skill.couple import Couple
    from skill.heard import Heard
    from skill.reply import Line

ID = "tastes"
CHANGES: Mapping[str, Mapping[str, Any]] = {
    "no_alcohol": {"alcohol": False},
    "alcohol": {"alcohol": True},
    "children": {"children": True},
    "no_children": {"children": False},
    "no_timer": {"timer": False},
    "timer": {"timer": True},
    "no_music": {"music": False},
    "music": {"music": True},
    "free": {"budget": "free"},
    "cheap": {"budget": "cheap"},
    "moderate": {"budget": "moderate"},
    "any_budget": {"budget": None},
    "at_home": {"place": "home"},
    "going_out": {"place": "out"},
    "anywhere": {"place": None},
    "calm": {"energy": "calm"},
    "active": {"energy": "active"},
    "any_energy": {"energy": None},
    "faith": {"faith": True},
    "no_faith": {"faith": False},
}
"""What each preference sets; how fast the skill speaks moves by steps instead."""
STEPS: Mapping[str, int] = {"slower": -1, "faster": 1}
DATES = "date."
"""How the kinds of date ideas are called among what is passed over."""


def prefer(scene: Scene, preference: str) -> Telling:
    """Learns how they like it, and says so; asks nothing."""
    tastes = scene.couple.tastes
    if preference in STEPS:
        pace = PACES[max(0, min(PACES.index(tastes.pace) + STEPS[preference], len(PACES) - 1))]
        tastes = replace(tastes, pace=pace)
    elif preference in CHANGES:
        tastes = replace(tastes, **CHANGES[preference])
    else:
        return Telling(scene.couple).say("phrases.prefer.unknown")
    told = Telling(replace(scene.couple, tastes=tastes)).say(f"phrases.prefer.{preference}")
    return told.say("phrases.prefer.adrift") if scene.adrift else told


def forget(scene: Scene, taste: str) -> Telling:
    """Forgets one thing, and says so; asks nothing."""
    if taste not in TASTES:
        return Telling(scene.couple).say("phrases.tastes.which")
    if scene.adrift:
        return Telling(scene.couple).say("phrases.tastes.still_there")
    return Telling(_without(scene.couple, taste)).say(f"phrases.tastes.forgot.{taste}")


def begin(scene: Scene) -> Telling:
    """Reads what is known about the couple, two things at a time."""
    return speak(scene, Place(ID, "read"))


def speak(scene: Scene, place: Place) -> Telling:
    """Two of what is known, from number `place.count`, and an offer of more."""
    if scene.adrift:
        return Telling(scene.couple).say("phrases.tastes.adrift").then(offering.idle(scene))
    return listing.read(scene, place, list(known(scene.couple)), ID)


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means while this is read."""
    return listing.hear(scene, place, heard, speak)


def known(couple: Couple) -> Iterator[Line]:
    """What is known and differs from the usual, one line each.

    Never a number that somebody gave, never a surprise, never what was said in
    danger or whether they asked for help: whoever is in the room hears it.
    """
    values = who(couple, 0)
    if couple.named:
        yield line("phrases.tastes.names", **values)
        yield line("phrases.tastes.starts", **values)
    elif couple.first or couple.second:
        yield line("phrases.tastes.one_name", first=couple.first or couple.second)
    if any(couple.voices):
        yield line(f"phrases.tastes.{'both_voices' if all(couple.voices) else 'one_voice'}")
    yield from (line(f"phrases.tastes.{one}") for one in _liked(couple.tastes))
    if couple.openness != USUAL_OPENNESS:
        yield line(f"phrases.tastes.{'deeper' if couple.openness > USUAL_OPENNESS else 'lighter'}")
    if liking.anything(couple):
        yield line("phrases.tastes.dates")
    if couple.rituals:
        yield line(f"phrases.tastes.{'rituals' if len(couple.rituals) > 1 else 'one_ritual'}")
    if couple.unasked:
        yield line("phrases.tastes.unasked")
    if couple.kept:
        yield line(f"phrases.tastes.{'kept' if len(couple.kept) > 1 else 'one_kept'}")
    if couple.journey is not None:
        done = couple.journey.at >= len(couple.journey.path)
        yield line(f"phrases.tastes.{'path_done' if done else 'path'}")
    if any(couple.scores.values()):
        yield line("phrases.tastes.numbers")


def _liked(tastes: Tastes) -> Iterator[str]:
    """The line of each taste that differs from the usual."""
    if tastes.budget is not None:
        yield tastes.budget
    if tastes.place is not None:
        yield tastes.place
    if tastes.energy is not None:
        yield tastes.energy
    if not tastes.alcohol:
        yield "no_alcohol"
    if tastes.children:
        yield "children"
    if tastes.faith:
        yield "faith"
    if tastes.pace != Tastes().pace:
        yield tastes.pace
    if not tastes.timer:
        yield "no_timer"
    if not tastes.music:
        yield "no_music"


def _without(couple: Couple, taste: str) -> Couple:
    """The couple, having forgotten one of `TASTES`."""
    match taste:
        case "names":
            # Whose voice is whose was told by name, and would be wrong if names came back in another order.
            return replace(couple, first="", second="", voices=("", ""))
        case "voices":
            return replace(couple, voices=("", ""))
        case "depth":
            return replace(couple, openness=USUAL_OPENNESS)
        case "dates":
            # A date that nobody was asked about yet is a plan, not something learnt.
            ahead = tuple(one for one in couple.outings if not one.verdict)
            shunned = {one: much for one, much in couple.shunned.items() if not one.startswith(DATES)}
            return replace(couple, arms={}, outings=ahead, shunned=shunned)
        case _:
            return replace(couple, tastes=replace(couple.tastes, **{taste: getattr(Tastes(), taste)}))
