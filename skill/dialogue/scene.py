"""What every part of the dialogue is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from skill.reply import Effect, Event, Line, Pause, Piece, Quiet, Record, Value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from skill.content.library import Library
    from skill.conversation import Aside, Conversation, Place
    from skill.couple import Couple


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything known when something is heard."""

    conversation: Conversation
    couple: Couple
    library: Library
    now: datetime
    """The couple's local time, with its time zone."""
    country: str = "US"
    """ISO 3166 code, for helplines; chosen from the locale."""
    notes: Sequence[Event] = ()
    """The couple's notes, newest first, in a turn that may read them."""

    @property
    def adrift(self) -> bool:
        """Whether nothing can be remembered just now."""
        return self.conversation.adrift

    def having(self, couple: Couple) -> Scene:
        """The same scene with the couple as it is by now."""
        return replace(self, couple=couple)


@dataclass(frozen=True, slots=True)
class Telling:
    """A turn in the making. Each method returns a longer one."""

    couple: Couple
    pieces: tuple[Piece, ...] = ()
    question: Line | None = None
    place: Place | None = None
    """Where the question leaves people; None when there is no question, or it is safety's."""
    effects: tuple[Effect, ...] = ()
    finished: bool = False
    """Whether what they were in is over, so that nothing of it is kept as paused."""
    misses: int = 0
    aside: Aside | None = None
    """What safety asks, beside all this; then there is a question and no place."""

    def say(self, key: str, **values: Value) -> Telling:
        """And then this line."""
        return replace(self, pieces=(*self.pieces, line(key, **values)))

    def pause(self, seconds: float) -> Telling:
        """And then a short silence."""
        return replace(self, pieces=(*self.pieces, Pause(seconds))) if seconds else self

    def quiet(self, seconds: int, nudge: Line | None = None) -> Telling:
        """And then the silence of a timed turn."""
        return replace(self, pieces=(*self.pieces, Quiet(seconds, nudge)))

    def ask(self, place: Place, key: str, **values: Value) -> Telling:
        """And last this question, which leaves people at `place`."""
        return replace(self, place=place, question=line(key, **values), finished=False)

    def with_couple(self, couple: Couple) -> Telling:
        """The same, having learnt this about the couple."""
        return replace(self, couple=couple)

    def record(self, event: Event) -> Telling:
        """The same, with one fact to be kept."""
        return replace(self, effects=(*self.effects, Record(event)))

    def end(self) -> Telling:
        """The session closes, and what they were in is over."""
        return replace(self, place=None, question=None, finished=True)

    def leave(self) -> Telling:
        """The session closes, and the place stays as it was saved."""
        return replace(self, place=None, question=None, finished=False)

    def only_question(self) -> Telling:
        """Just its question and where that leaves people."""
        return replace(self, pieces=())

    def then(self, after: Telling) -> Telling:
        """First this, then all of `after`, whose question, place and couple hold."""
        return replace(
            after,
            pieces=(*self.pieces, *after.pieces),
            effects=(*self.effects, *after.effects),
        )


def line(key: str, **values: Value) -> Line:
    """A line whose wording is chosen later."""
    return Line(key, tuple(values.items()))


def who(couple: Couple, speaker: int) -> dict[str, Value]:
    """Values for the placeholders of people: {speaker}, {listener}, {first} and {second}."""
    names = (couple.first, couple.second)
    return {
        "speaker": names[speaker] or line("phrases.who.starts" if speaker == 0 else "phrases.who.other"),
        "listener": names[1 - speaker] or line("phrases.who.partner"),
        "first": names[0] or line("phrases.who.starts"),
        "second": names[1] or line("phrases.who.other"),
    }
