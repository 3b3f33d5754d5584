"""Keeping a question or a date, and hearing what was kept, two at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.couple import MOST_KEPT
from skill.dialogue import offering
from skill.dialogue.evenings import evening
from skill.dialogue.scene import Scene, Telling
from skill.heard import Another, Done, Next, No, Yes
from skill.reply import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from skill.heard import Heard

ID = "kept"
AT_A_TIME = 2


def keep(scene: Scene, item: str) -> Telling:
    """Keeps an item, and says so."""
    if scene.adrift:
        return Telling(scene.couple).say("phrases.keep.adrift")
    kept = (item, *(one for one in scene.couple.kept if one != item))[:MOST_KEPT]
    event = Event("kept", f"{evening(scene.now)}#{item}", {"item": item})
    return Telling(replace(scene.couple, kept=kept)).say("phrases.keep.kept").record(event)


def keep_here(scene: Scene, item: str, again: Callable[[Scene], Telling]) -> Telling:
    """Keeps an item in the middle of something, whose question is then asked `again`."""
    kept = keep(scene, item)
    return kept.then(again(scene.having(kept.couple)).only_question())


def begin(scene: Scene) -> Telling:
    """Reads what was kept, newest first."""
    return speak(scene, Place(ID, "read"))


def speak(scene: Scene, place: Place) -> Telling:
    """Two of what was kept, from number `place.count`, and an offer of more."""
    known = [one for one in scene.couple.kept if key_of(scene, one) is not None]
    telling = Telling(scene.couple)
    if not known:
        return telling.say("phrases.keep.none").then(offering.idle(scene))
    some = known[place.count : place.count + AT_A_TIME] or known[:AT_A_TIME]
    telling = telling.say("phrases.keep.lead")
    for item in some:
        telling = telling.pause(1).say(key_of(scene, item) or "")
    rest = len(known) - place.count - len(some)
    if rest <= 0:
        return telling.pause(1).say("phrases.keep.end").then(offering.idle(scene))
    return telling.pause(1).ask(replace(place, step="read"), "phrases.keep.more")


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means while kept things are read."""
    match heard:
        case Yes() | Next() | Another():
            return speak(scene, replace(place, count=place.count + AT_A_TIME))
        case No() | Done():
            return Telling(scene.couple).say("phrases.bye").leave()
        case _:
            return None


def key_of(scene: Scene, item: str) -> str | None:
    """The line that reads a kept item out; None when a release took it away."""
    if scene.library.prompt(item) is not None:
        return f"prompt.{item}.question"
    if item in scene.library.dates:
        return f"date.{item}.idea"
    if item in scene.library.gestures:
        return f"gesture.{item}.text"
    return None
