"""What the skill answers: lines by their key, pauses and quiet, never markup.

Which words a line has is the library's matter, how they sound is the
rendering's. One law holds for every reply: it asks one question, last, or it
closes the session.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.conversation import Conversation
    from skill.couple import Couple
    from skill.heard import Ritual, Schedule


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number or a short code that is spoken digit by digit, slowly."""

    number: str


Value: TypeAlias = "str | Telephone | Line"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the library."""

    key: str
    """Such as "phrase.welcome_back" or "prompt.dreams-004.question"."""
    values: tuple[tuple[str, Value], ...] = ()
    """What its placeholders stand for."""
    variant: int | None = None
    """Which wording; None until `dialogue.wordings` has chosen."""

    def worded(self, variant: int) -> Line:
        """The same line in its wording number `variant`, from 0."""
        return replace(self, variant=variant)


@dataclass(frozen=True, slots=True)
class Pause:
    """A short silence that is part of the writing."""

    seconds: float
    """0 to 10."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """The silence of a timed turn: the microphone is closed and people talk."""

    seconds: int
    """10 to 300."""
    nudge: Line | None = None
    """Said ten seconds before the end, softly; None for nothing."""


Piece: TypeAlias = Line | Pause | Quiet


@dataclass(frozen=True, slots=True)
class Chart:
    """Closeness over time, for a screen."""

    evenings: tuple[str, ...]
    """ISO 8601, oldest first."""
    values: tuple[float, ...]
    """The median of both, 1 to 10; as many as there are evenings."""
    line: tuple[float, float] | None = None
    """Where the trend begins and ends on the same scale; None where it is too early to say."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said in one turn."""

    say: tuple[Piece, ...] = ()
    ask: Line | None = None
    """The one question, said last; None closes the session."""
    again: Line | None = None
    """Said when nobody answers `ask`; None repeats the question."""
    pace: Literal["slow", "medium", "fast"] = "medium"
    urgent: bool = False
    """True for safety: nothing of it may be shown, logged or kept."""
    chart: Chart | None = None
    """What a screen may show beside it; None for nothing."""

    @property
    def closes(self) -> bool:
        """Whether the session ends with this reply."""
        return self.ask is None


@dataclass(frozen=True, slots=True)
class Event:
    """One fact worth keeping for later, such as a closeness score.

    `kind` and `key` together name it for good: recording the same one twice
    keeps one.
    """

    kind: str
    """Letters and underscores, such as "closeness"."""
    key: str
    """Unique within the kind, in order of time, such as "2026-11-23#first"."""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    """Flat and small; never words that somebody said, but for a note, which they asked to have kept."""


@dataclass(frozen=True, slots=True)
class Record:
    """Effect: keep an event."""

    event: Event


@dataclass(frozen=True, slots=True)
class Forget:
    """Effect: delete everything about the couple."""


@dataclass(frozen=True, slots=True)
class SetReminder:
    """Errand: have Alexa remind people of a ritual, at its time in the device's zone."""

    ritual: Ritual
    day: str
    """One of `heard.WEEK`, or `heard.EVERY_DAY`."""
    time: str
    """Such as "18:00"."""
    instead: str = ""
    """The token of a reminder that it takes the place of; empty for a new one."""


@dataclass(frozen=True, slots=True)
class CancelReminders:
    """Errand: have Alexa drop reminders."""

    alerts: tuple[str, ...]
    """Their tokens."""
    every: bool = False
    """Whether any other reminder of the skill's goes too, of which nobody knows any more."""


Errand: TypeAlias = SetReminder | CancelReminders
"""What somebody else has to do before people can be answered; `heard.Reminded` is what came of it."""


@dataclass(frozen=True, slots=True)
class AskPermission:
    """Effect: Alexa asks people by itself whether the skill may set reminders, and tells the skill."""

    wish: Schedule
    """What it is wanted for; comes back with the answer."""


Effect: TypeAlias = Record | Forget | SetReminder | CancelReminders | AskPermission


@dataclass(frozen=True, slots=True)
class Turn:
    """The outcome of one thing heard. Nothing has happened yet."""

    reply: Reply
    conversation: Conversation
    couple: Couple
    effects: tuple[Effect, ...] = ()
