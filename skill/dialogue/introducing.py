"""The first welcome, and names: offered, never demanded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.couple import LONGEST_NAME
from skill.dialogue.scene import Scene, Telling
from skill.heard import Done, Introduce, Next, No, Yes

if TYPE_CHECKING:
    from skill.heard import Heard

ID = "names"


def welcome(scene: Scene) -> Telling:
    """Who it is for and who not, in two breaths; said once."""
    telling = Telling(scene.couple).say("phrases.welcome.for").pause(1)
    return telling.say("phrases.welcome.not_for").pause(1).say("phrases.welcome.names").pause(1)


def introduce(scene: Scene, heard: Introduce) -> Telling | None:
    """Learns one name or both; None when neither was understood."""
    first, second = name(heard.first), name(heard.second)
    if not first and not second:
        return None
    couple = replace(scene.couple, first=first or scene.couple.first, second=second or scene.couple.second)
    if first and second:
        return Telling(couple).say("phrases.names.both", first=first, second=second)
    return Telling(couple).say("phrases.names.one", name=first or second)


def speak(scene: Scene, _place: Place) -> Telling:
    """Asks for the names."""
    return Telling(scene.couple).ask(Place(ID, "ask"), "phrases.names.ask")


def hear(scene: Scene, _place: Place, heard: Heard) -> Telling | None:
    """A no to names is as good as a yes; `respond` goes on to something worth hearing."""
    match heard:
        case Yes():
            return speak(scene, _place)
        case No() | Next() | Done():
            return Telling(scene.couple).say("phrases.names.fine")
        case _:
            return None


def name(words: str) -> str:
    """A name as it is kept: letters, spaces, hyphens and apostrophes, at most `LONGEST_NAME`."""
    kept = "".join(sign for sign in words if sign.isalpha() or sign in " -'\N{RIGHT SINGLE QUOTATION MARK}")
    kept = " ".join(kept.split())[:LONGEST_NAME].strip()
    return kept if not kept.islower() else kept.title()
