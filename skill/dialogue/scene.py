"""What every part of the dialogue is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from skill.reply import Chart, Effect, Event, Line, Pause, Piece, Quiet, Record, Value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from skill.content.library import Library
    from skill.conversation import Aside, Conversation, Place
    from skill.couple import Couple


class Chance(Protocol):
    """What the dialogue asks of a random generator."""

    def randrange(self, start: int, stop: int) -> int:
        """A whole number from `start` up to, not including, `stop`."""

    def betavariate(self, alpha: float, beta: float) -> float:
        """A number from 0 to 1, of the beta distribution."""


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
    chance: Chance | None = None
    """For what is drawn; None where nothing may be."""
    profile: str = ""
    """A digest of the voice profile of who speaks; empty where Alexa did not recognise anybody."""

    @property
    def adrift(self) -> bool:
        """Whether nothing can be remembered just now."""
        return self.conversation.adrift

    @property
    def voice(self) -> int | None:
        """Which of the two speaks, 0 or 1; None where Alexa does not say, or does not know."""
        voices = self.couple.voices
        return voices.index(self.profile) if self.profile and self.profile in voices else None

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
    chart: Chart | None = None
    """What a screen may show with it."""

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
        return self.doing(Record(event))

    def doing(self, effect: Effect) -> Telling:
        """The same, with something that has to be done."""
        return replace(self, effects=(*self.effects, effect))

    def showing(self, chart: Chart) -> Telling:
        """The same, with something for a screen."""
        return replace(self, chart=chart)

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
            chart=after.chart or self.chart,
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
