"""All content of one language, ready to be asked for."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from skill.content.countries import OTHER
from skill.content.dangers import Dangers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.content.countries import Country
    from skill.content.dates import DateIdea
    from skill.content.decks import Deck, Prompt
    from skill.content.gestures import Gesture
    from skill.content.guide import Guide


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that can be said, and what can be chosen from."""

    language: str
    lines: Mapping[str, tuple[str, ...]]
    """Key to wordings, at least one."""
    guides: Mapping[str, Guide] = field(default_factory=dict)
    decks: Mapping[str, Deck] = field(default_factory=dict)
    dates: Mapping[str, DateIdea] = field(default_factory=dict)
    appreciations: tuple[str, ...] = ()
    """Ids of invitations to appreciate."""
    closings: tuple[str, ...] = ()
    """Ids of gestures that close a round."""
    gestures: Mapping[str, Gesture] = field(default_factory=dict)
    countries: Mapping[str, Country] = field(default_factory=dict)
    """Whom to call where."""
    words_of_danger: Dangers | bytes = field(default_factory=Dangers)
    """By which danger is noticed in what people say; compiled content has it still packed, see `dangers`."""

    @property
    def dangers(self) -> Dangers:
        """By which danger is noticed in what people say. Most sessions have no words to look at: it waits."""
        return (
            _opened(self.words_of_danger) if isinstance(self.words_of_danger, bytes) else self.words_of_danger
        )

    def prompt(self, prompt_id: str) -> Prompt | None:
        """The prompt with this id; None when a release took it away."""
        deck = self.decks.get(prompt_id.rpartition("-")[0])
        return next((one for one in deck.prompts if one.id == prompt_id), None) if deck else None

    def wordings(self, key: str) -> int:
        """How many wordings a line has.

        Raises:
            KeyError: there is no such line.
        """
        return len(self.lines[key])

    def country(self, code: str) -> Country:
        """Whom to call in a country, or the careful default where it is not known."""
        return self.countries.get(code) or self.countries[OTHER]


@lru_cache(maxsize=4)
def _opened(compiled: bytes) -> Dangers:
    return cast("Dangers", pickle.loads(compiled))  # noqa: S301 - our own build made it
