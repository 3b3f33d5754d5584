"""Histories of years: one couple that talks to the real engine night by night.

Nothing is made up beside what the couple says: who they are and what they did by
the end is what `respond` made of it. So tests and benchmarks can ask whether a
couple of ten years is as fast and as cheap to serve as a new one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from skill import heard as h
from skill.content.guide import Rate, Talk
from skill.conversation import Conversation
from skill.couple import Couple
from skill.dialogue import (
    appreciation,
    dating,
    gesturing,
    noting,
    offering,
    opening,
    questions,
    rating,
    surprising,
)
from skill.dialogue.respond import respond
from skill.reply import AskPermission, CancelReminders, Event, Record, SetReminder
from skill.stores.exports import opened
from skill.stores.items import Item, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from skill.content.library import Library
    from skill.conversation import Place
    from skill.heard import Heard
    from skill.reply import Turn

FIRST_NIGHT = datetime(2026, 1, 5, 20, 30, tzinfo=ZoneInfo("America/New_York"))
YEAR = 365
"""Nights."""
MOST_TURNS = 60
"""Of an evening; whoever is still talking then says stop."""
PAUSE = 0.004
"""How likely a night begins a pause of some weeks."""
LONGEST_PAUSE = 60
"""Nights."""

One = TypeVar("One")


class Chance(Protocol):
    """What a simulated life asks of a random generator."""

    def random(self) -> float:
        """From 0 up to, not including, 1."""

    def randrange(self, start: int, stop: int) -> int:
        """A whole number."""

    def choice(self, population: Sequence[One], /) -> One:
        """One of them."""

    def getrandbits(self, bits: int, /) -> int:
        """A whole number of so many bits."""

    def betavariate(self, alpha: float, beta: float) -> float:
        """A number from 0 to 1, of the beta distribution."""


@dataclass
class History:
    """What became of a couple."""

    couple: Couple
    now: datetime = FIRST_NIGHT
    """When it spoke last."""
    events: dict[tuple[str, str], tuple[Event, int]] = field(default_factory=dict)
    """Each event by its kind and key, and when it was recorded last, in seconds since 1970."""
    evenings: int = 0
    turns: int = 0
    saves: int = 0
    """Turns after which something had to be saved."""
    most_events: int = 0
    """In one turn."""

    def items(self) -> Iterator[Item]:
        """The couple's item as its last save wrote it, and those of all events, expired or not."""
        couple, _ = written(replace(self.couple, version=self.couple.version - 1), (), self._moment)
        yield couple
        for event, recorded in self.events.values():
            yield written(self.couple, (event,), recorded)[1][0]

    def alive(self) -> list[Item]:
        """Those of `items` that have not expired."""
        return [item for item in self.items() if not item.expired(self._moment)]

    def kept(self) -> list[dict[str, Any]]:
        """All that is kept, for `Store.restore`."""
        return [opened(item) for item in self.alive()]

    @property
    def _moment(self) -> int:
        return int(self.now.timestamp())


def years(
    library: Library, chance: Chance, couple_id: str, *, last: int, every: int = 1
) -> Iterator[History]:
    """The history of a couple at the end of each year; the same one, grown.

    Args:
        library: what there is to talk about.
        chance: for all that the couple does.
        couple_id: the account.
        last: how many years.
        every: nights from one evening to the next.
    """
    life = _Life(library, chance, History(Couple(couple_id)))
    away = 0
    for night in range(0, last * YEAR, every):
        if night and chance.random() < PAUSE * every:
            away = night + chance.randrange(14, LONGEST_PAUSE)
        if night >= away:
            life.evening(night)
        if night // YEAR != (night + every) // YEAR:
            yield life.history


def live(library: Library, chance: Chance, couple_id: str, *, last: int = 10, every: int = 1) -> History:
    """The history of a couple after so many years; see `years`."""
    *_, history = years(library, chance, couple_id, last=last, every=every)
    return history


class _Life:
    """A couple in the middle of its years."""

    def __init__(self, library: Library, chance: Chance, history: History) -> None:
        self.library = library
        self.chance = chance
        self.history = history
        self.conversation = Conversation()
        self.guides = sorted(library.guides)
        self.open = False

    def evening(self, night: int) -> None:
        """One session: whatever comes first, then what this night brings."""
        self.conversation, self.open = Conversation(), True
        minutes = self.chance.randrange(-90, 150)
        self.history.now = FIRST_NIGHT + timedelta(days=night, minutes=minutes)
        self.history.evenings += 1
        self.says(h.Opened())
        if night == 0:
            self.says(h.Introduce("Anastasia", "Bartholomew"))
        before = self.history.turns
        plans = self.plans(night)
        while self.open and self.history.turns < before + MOST_TURNS:
            place = self.conversation.place
            if plans and (place is None or place.guide in (questions.ID, offering.ID)):
                self.says(plans.pop(0))
                continue
            answer = self.answer(place) if place else h.Stop()
            self.says(answer)
        if self.open:
            self.says(h.Stop())

    def plans(self, night: int) -> list[Heard]:
        """What they want beside tonight's question."""
        chance, date = self.chance, self.history.now
        weekly: dict[int, list[Heard]] = {
            2: [h.StartGuide(chance.choice(self.guides), "short")],
            4: [h.AskDate(h.DateWish(day="weekend"))],
            6: [h.StartGuide("closeness_check", "short"), h.StartGuide("check_in", "short")],
        }
        now_and_then: tuple[tuple[float, Callable[[], Heard]], ...] = (
            (0.2, lambda: h.Note(f"what we thought of in the night {night}")),
            (0.1, lambda: h.Note(f"how kind you were in the night {night}", appreciation=True)),
            (0.2, h.SaveThis),
            (0.1, h.SmallGesture),
            (0.06, lambda: h.StartAppreciation(1)),
            (0.05, lambda: h.Prefer(chance.choice(h.PREFERENCES))),
            (0.02, lambda: h.ForgetTaste(chance.choice(("budget", "place", "energy", "pace")))),
            (0.03, h.AskSurprise),
            (0.02, h.AskJourney),
            (0.02, h.ReadNotes),
            (0.02, h.Progress),
            (0.02, h.WhatYouKnow),
            (0.02, lambda: h.ChangeDepth(deeper=chance.random() < 0.5)),  # noqa: PLR2004 - one half
            (0.01, h.WhoStarts),
            (0.02, lambda: h.Schedule(chance.choice(h.RITUALS), chance.choice(h.WEEK), "20:00")),
            (0.004, lambda: h.Unschedule(chance.choice(h.RITUALS))),
        )
        wanted = weekly.get(date.weekday(), []) if chance.random() < 0.9 else []  # noqa: PLR2004 - most weeks
        return [*wanted, *(make() for often, make in now_and_then if chance.random() < often)]

    def answer(self, place: Place) -> Heard:
        """What they say where they are asked something."""
        chance = self.chance
        match place.guide:
            case questions.ID:
                if place.step == "first":
                    return h.Another() if chance.random() < 1 / 8 else h.Done()
                return h.No() if place.step == "together" else h.Done()
            case dating.ID if place.step == "accepted":
                return h.Yes() if chance.random() < 1 / 4 else h.No()
            case dating.ID | gesturing.ID | surprising.ID:
                return h.Another() if chance.random() < 1 / 3 else h.Yes()
            case rating.ID:
                verdict = chance.choice((*h.VERDICTS, None))
                return h.RateDate(verdict) if verdict else h.No()
            case opening.ID | appreciation.ID:
                return h.Done() if place.step == "turn" else h.No()
            case offering.ID:
                return h.Stop()
            case guide if guide in self.library.guides:
                step = self.library.guides[guide].steps.get(place.step)
                if isinstance(step, Rate):
                    return h.Score(chance.randrange(1, 11))
                return h.Done() if isinstance(step, Talk) else h.Yes()
            case _:
                return h.Yes() if chance.random() < 1 / 2 else h.No()

    def says(self, heard: Heard) -> None:
        """One turn, with the errand that it may have."""
        if not self.open:
            return
        history, before = self.history, self.history.couple
        turn = self._respond(heard, self.conversation, before)
        errands = [one for one in turn.effects if isinstance(one, SetReminder | CancelReminders)]
        events = [one.event for one in turn.effects if isinstance(one, Record)]
        for errand in errands:
            done = self._respond(_run(errand, self.chance), turn.conversation, turn.couple)
            events += [one.event for one in done.effects if isinstance(one, Record)]
            turn = done
        for event in events:
            history.events[event.kind, event.key] = event, int(history.now.timestamp())
        history.turns += 1
        history.most_events = max(history.most_events, len(events))
        history.couple, self.conversation = turn.couple, turn.conversation
        if turn.couple != before or events:
            history.saves += 1
            history.couple = replace(turn.couple, version=before.version + 1)
        self.open = not turn.reply.closes
        history.now += timedelta(seconds=sum(getattr(one, "seconds", 0) for one in turn.reply.say) + 5)
        if any(isinstance(one, AskPermission) for one in turn.effects):
            self.open = False

    def _respond(self, heard: Heard, conversation: Conversation, couple: Couple) -> Turn:
        notes: list[Event] = []
        if kind := noting.needed(heard, conversation):
            keys = sorted((key for key in self.history.events if key[0] == kind), reverse=True)
            notes = [self.history.events[key][0] for key in keys[: noting.MOST]]
        return respond(heard, conversation, couple, self.library, self.history.now, self.chance, notes=notes)


def _run(errand: SetReminder | CancelReminders, chance: Chance) -> h.Reminded:
    """What Alexa's reminders would answer."""
    alert = str(UUID(int=chance.getrandbits(128))) if isinstance(errand, SetReminder) else ""
    return h.Reminded("done", alert)
