"""Reading a list aloud: two at a time, and an offer of more. Never five in a row: nobody remembers them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.dialogue import offering
from skill.dialogue.scene import Scene, Telling
from skill.heard import Another, Done, Next, No, Yes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from skill.conversation import Place
    from skill.heard import Heard
    from skill.reply import Line

AT_A_TIME = 2


def read(scene: Scene, place: Place, lines: Sequence[Line], of: str) -> Telling:
    """Two of some lines, from number `place.count`, between the phrases of a kind of list.

    Args:
        scene: what is known.
        place: where in the list people are.
        lines: the whole list.
        of: the table of phrases with none, lead, more and end.
    """
    telling = Telling(scene.couple)
    if not lines:
        return telling.say(f"phrases.{of}.none").then(offering.idle(scene))
    some = lines[place.count : place.count + AT_A_TIME] or lines[:AT_A_TIME]
    telling = telling.say(f"phrases.{of}.lead")
    for one in some:
        telling = telling.pause(1).say(one.key, **dict(one.values))
    if place.count + len(some) >= len(lines):
        return telling.pause(1).say(f"phrases.{of}.end").then(offering.idle(scene))
    return telling.pause(1).ask(replace(place, step="read"), f"phrases.{of}.more")


def hear(
    scene: Scene, place: Place, heard: Heard, speak: Callable[[Scene, Place], Telling]
) -> Telling | None:
    """What a word means while a list is read."""
    match heard:
        case Yes() | Next() | Another():
            return speak(scene, replace(place, count=place.count + AT_A_TIME))
        case No() | Done():
            return Telling(scene.couple).say("phrases.bye").leave()
        case _:
            return None
