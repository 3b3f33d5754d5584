"""Keeping a question, a date or a gesture, and hearing all that was kept, two at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.couple import MOST_KEPT
from skill.dialogue import listing, noting, offering
from skill.dialogue.evenings import evening
from skill.dialogue.scene import Scene, Telling, line
from skill.reply import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from skill.heard import Heard

ID = "kept"


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
    """Two of what was kept, from number `place.count`, and an offer of more; appreciations come last."""
    if scene.adrift:
        return Telling(scene.couple).say("phrases.keep.out_of_reach").then(offering.idle(scene))
    lines = [line(key) for one in scene.couple.kept if (key := key_of(scene, one)) is not None]
    words = noting.words(scene, noting.APPRECIATION)
    lines += [line("phrases.appreciations.one", note=one) for one in words]
    return listing.read(scene, place, lines, "keep")


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means while kept things are read."""
    return listing.hear(scene, place, heard, speak)


def key_of(scene: Scene, item: str) -> str | None:
    """The line that reads a kept item out; None when a release took it away."""
    if scene.library.prompt(item) is not None:
        return f"prompt.{item}.question"
    if item in scene.library.dates:
        return f"date.{item}.idea"
    if item in scene.library.gestures:
        return f"gesture.{item}.text"
    return None
