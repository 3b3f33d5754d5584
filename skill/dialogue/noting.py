"""Notes for another talk: kept because people asked for it, read back, gone after ninety days.

A note is the one thing that is kept in people's own words (law 2), so it is
said with every note that whoever is in the room hears it when it is read.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from zlib import crc32

from skill.conversation import Place
from skill.dialogue import listing, offering
from skill.dialogue.scene import Scene, Telling, line
from skill.heard import Note, ReadNotes
from skill.reply import Event

if TYPE_CHECKING:
    from skill.conversation import Conversation
    from skill.heard import Heard

ID = "notes"
KIND = "note"
"""Of the events that hold notes; `stores.items` knows how long they live."""
MOST = 20
"""Newest notes that are read back."""
LONGEST = 200
"""Characters of a note that are kept."""


def needed(heard: Heard, conversation: Conversation) -> bool:
    """Whether this turn may read notes."""
    place = conversation.place
    return isinstance(heard, ReadNotes) or (place is not None and place.guide == ID)


def keep(scene: Scene, heard: Note) -> Telling:
    """Keeps a note, and says who will hear it and for how long it stays."""
    words = " ".join(heard.words.split())[:LONGEST].strip()
    telling = Telling(scene.couple)
    if not words:
        return telling.say("phrases.notes.unheard")
    if scene.adrift:
        return telling.say("phrases.notes.adrift")
    # In order of time, and the same note twice in a second is one note.
    moment = scene.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    event = Event(KIND, f"{moment}#{crc32(words.encode()):08x}", {"words": words})
    return telling.record(event).say("phrases.notes.kept").pause(0.5).say("phrases.notes.heard_by")


def begin(scene: Scene) -> Telling:
    """Reads the notes, newest first."""
    return speak(scene, Place(ID, "read"))


def speak(scene: Scene, place: Place) -> Telling:
    """Two notes, from number `place.count`, and an offer of more."""
    telling = Telling(scene.couple)
    if scene.adrift:
        return telling.say("phrases.notes.out_of_reach").then(offering.idle(scene))
    words = [words for event in scene.notes if isinstance(words := event.facts.get("words"), str)]
    return listing.read(scene, place, [line("phrases.notes.one", note=one) for one in words], "notes")


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means while notes are read."""
    return listing.hear(scene, place, heard, speak)
