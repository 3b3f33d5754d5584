"""Questions for an evening, in decks by theme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skill.heard import Depth

TOPICS = ("parenthood", "faith", "living_together")
"""Of the tags those that come with a deck: whoever asks for the deck by name asks for them."""
TAGS = (*TOPICS, "children", "married")
"""What a question may presume of a couple; it is then offered only to those who said so."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question. Its text, tip and follow-up are lines of the library."""

    id: str
    """Deck, hyphen, number; permanent. The number is the prompt's bit in the couple's set."""
    deck: str
    depth: Depth
    tags: frozenset[str] = frozenset()
    """Some of `TAGS`."""


@dataclass(frozen=True, slots=True)
class Deck:
    """A theme."""

    id: str
    name: str
    """As spoken after "a question about"."""
    prompts: tuple[Prompt, ...]


@cache
def bit(item_id: str) -> int:
    """The permanent number at the end of an id, which is its bit: 4 for "dreams-004"."""
    return int(item_id.rpartition("-")[2])
