"""All content of one language, ready to be asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.content.dates import DateIdea
    from skill.content.decks import Deck, Prompt
    from skill.content.gestures import Gesture
    from skill.content.guide import Guide
    from skill.heard import Danger


@dataclass(frozen=True, slots=True)
class Helpline:
    """Where to turn in one country."""

    country: str
    """ISO 3166 code, or "other" for the careful default."""
    abuse: tuple[str, ...]
    """Numbers of the domestic abuse line; empty where there is no single one."""
    crisis: tuple[str, ...]
    """Numbers to call when someone wants to die."""
    emergency: str
    """Empty where it is not known."""
    finder: str = ""
    """Who keeps a list of couples counselors, as spoken after "look in"."""


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
    helplines: Mapping[str, Helpline] = field(default_factory=dict)
    """By country."""
    dangers: tuple[tuple[str, Danger], ...] = ()
    """Sentences of danger as people say them, lower case, with what they mean."""

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

    def helpline(self, country: str) -> Helpline:
        """Where to turn in `country`, or the careful default where it is not known."""
        return self.helplines.get(country) or self.helplines["other"]
