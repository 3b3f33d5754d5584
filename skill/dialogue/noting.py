"""Words that people asked to have kept: notes for another talk, and appreciations.

They are the only things that are kept in people's own words (law 2), so it is said
with each that whoever is in the room hears it when it is read. A note is gone after
ninety days; an appreciation stays, and is read with all that was kept (`keeping`).
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from zlib import crc32

from skill.conversation import Place
from skill.dialogue import listing, offering
from skill.dialogue.scene import Scene, Telling, line
from skill.heard import Note, ReadNotes, ReadSaved
from skill.reply import Event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.conversation import Conversation
    from skill.heard import Heard

ID = "notes"
KIND = "note"
"""Of the events that hold notes; `stores.items` knows how long they live."""
APPRECIATION = "appreciation"
"""Of the events that hold words of appreciation."""
MOST = 20
"""Newest of a kind that are read back."""
LONGEST = 200
"""Characters of one that are kept."""
READ_AT: Mapping[str, str] = {ID: KIND, "kept": APPRECIATION}
"""Where words are read, by the place's guide, and of which kind they are."""


def needed(heard: Heard, conversation: Conversation) -> str:
    """The kind of events that this turn may read aloud; empty for none."""
    match heard:
        case ReadNotes():
            return KIND
        case ReadSaved():
            return APPRECIATION
        case _:
            place = conversation.place
            return READ_AT.get(place.guide, "") if place is not None else ""


def words(scene: Scene, kind: str) -> list[str]:
    """What was kept in people's own words, the newest first."""
    some = [event.facts.get("words") for event in scene.notes if event.kind == kind]
    return [one for one in some if isinstance(one, str)]


def keep(scene: Scene, heard: Note) -> Telling:
    """Keeps words, and says who will hear them, and of a note for how long it stays."""
    said = " ".join(heard.words.split())[:LONGEST].strip()
    of = "appreciations" if heard.appreciation else "notes"
    telling = Telling(scene.couple)
    if not said:
        return telling.say(f"phrases.{of}.unheard")
    if scene.adrift:
        return telling.say(f"phrases.{of}.adrift")
    # In order of time, and the same note twice in a second is one note.
    moment = scene.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    key, facts = f"{moment}#{crc32(said.encode()):08x}", {"words": said}
    event = Event(APPRECIATION, key, facts) if heard.appreciation else Event(KIND, key, facts)
    return telling.record(event).say(f"phrases.{of}.kept").pause(0.5).say(f"phrases.{of}.heard_by")


def begin(scene: Scene) -> Telling:
    """Reads the notes, newest first."""
    return speak(scene, Place(ID, "read"))


def speak(scene: Scene, place: Place) -> Telling:
    """Two notes, from number `place.count`, and an offer of more."""
    telling = Telling(scene.couple)
    if scene.adrift:
        return telling.say("phrases.notes.out_of_reach").then(offering.idle(scene))
    lines = [line("phrases.notes.one", note=one) for one in words(scene, KIND)]
    return listing.read(scene, place, lines, "notes")


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means while notes are read."""
    return listing.hear(scene, place, heard, speak)
