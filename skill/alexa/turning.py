"""One turn with a store: load, respond, save; and what happens when the store fails."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zlib import crc32

from skill.conversation import CHECK
from skill.couple import Couple
from skill.dialogue import noting
from skill.dialogue.respond import respond
from skill.errors import StaleCouple, StoreError
from skill.heard import No, Reminded
from skill.reply import CancelReminders, Forget, Line, Record, SetReminder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime, tzinfo

    from skill.content.library import Library
    from skill.conversation import Conversation
    from skill.dialogue.scene import Chance
    from skill.heard import Heard
    from skill.reply import Errand, Event, Turn
    from skill.store import Store

PATIENCE = 1.0
"""Seconds, without errands, after which a stale couple is not tried again: a reply leaves within eight."""
STILL_SOUNDING = "phrases.rituals.may_sound"
"""Said when everything was deleted but a reminder, which is Alexa's."""


@dataclass(frozen=True, slots=True)
class Turning:
    """What every turn needs from outside the dialogue."""

    store: Store
    clock: Callable[[], datetime]
    """The present moment, with a zone."""
    chance: Chance


def nobody(_errand: Errand) -> Reminded:
    """Runs no errands: on a device that can set no reminders."""
    return Reminded("unsupported")


@dataclass(frozen=True, slots=True)
class Asking:
    """Who said what, and where."""

    heard: Heard
    words: Sequence[str]
    """All that was said in so many words; looked at for danger, then dropped."""
    conversation: Conversation
    couple_id: str
    country: str
    """ISO 3166 code, from the locale."""
    zone: tzinfo
    apart: bool
    """Whether the turn is safety's, as `safety.concerns` tells."""
    profile: str = ""
    """A digest of the voice profile of who speaks; empty where nobody was recognised."""
    run: Callable[[Errand], Reminded] = nobody
    """Runs an errand to Alexa's reminders; never raises."""


def take_turn(outside: Turning, asking: Asking, library: Library) -> tuple[Turn, str]:
    """The turn that follows, its effects carried out.

    A couple that somebody else saved meanwhile is loaded again, and the turn
    taken once more: nothing has happened yet, so that is safe. When the store
    does not answer, people still get their turn and hear that nothing can be
    remembered just now; nothing is saved then, so nothing kept is lost.
    A turn that is safety's does not touch the store at all.

    An errand is run between two halves of a turn: the first says what is to be
    done, the second what came of it. It is run once, however often the turn is
    taken, and undone where its outcome could not be kept.

    Returns:
        The turn, and what the store did: "kept", "unchanged", "untouched", or the kind of error.
    """
    if asking.apart:
        return _apart(outside, asking, library), "untouched"
    began = outside.clock()
    couple: Couple | None = None
    problem = "StaleCouple"
    errands = _Errands(asking.run, outside.clock)
    # A turn has one moment, however often it is taken: what it records is then the same event each time,
    # also when the first time was kept after all and only its reply was lost.
    still = replace(outside, clock=lambda: began)
    try:
        while (outside.clock() - began).total_seconds() - errands.seconds <= PATIENCE or couple is None:
            couple = outside.store.load(asking.couple_id) or Couple(asking.couple_id)
            turn = _respond(still, asking, library, couple, _notes(outside.store, asking))
            turn = _with_errand(still, asking, library, turn, errands)
            try:
                kept = _carry_out(outside.store, couple, turn)
            except StaleCouple:
                continue
            if kept == "forgotten":
                return _without_reminders(turn, couple, errands), kept
            errands.undo(_alerts(turn.couple))
            return turn, kept
    except StoreError as error:
        problem = type(error).__name__
    errands.undo()
    known = couple or Couple(asking.couple_id, seed=1 + crc32(asking.couple_id.encode()) % 999_999)
    return _respond(still, asking, library, known, (), adrift=True), problem


class _Errands:
    """The errands of one turn, each run once."""

    def __init__(self, run: Callable[[Errand], Reminded], clock: Callable[[], datetime]) -> None:
        self._run = run
        self._clock = clock
        self._outcomes: dict[Errand, Reminded] = {}
        self.seconds = 0.0
        """How long they took, all together."""

    def run(self, errand: Errand) -> Reminded:
        """What came of an errand, now or before."""
        if errand not in self._outcomes:
            began = self._clock()
            self._outcomes[errand] = self._run(errand)
            self.seconds += (self._clock() - began).total_seconds()
        return self._outcomes[errand]

    def undo(self, known: tuple[str, ...] = ()) -> None:
        """Takes back new reminders of which nobody will know."""
        made = tuple(
            outcome.alert
            for errand, outcome in self._outcomes.items()
            if isinstance(errand, SetReminder)
            and outcome.alert
            and outcome.alert not in (errand.instead, *known)
        )
        if made:
            self._run(CancelReminders(made))


def _with_errand(outside: Turning, asking: Asking, library: Library, turn: Turn, errands: _Errands) -> Turn:
    """The turn as it ends when its errand, if it has one, was run."""
    found = [effect for effect in turn.effects if isinstance(effect, SetReminder | CancelReminders)]
    if not found:
        return turn
    outcome = errands.run(found[0])
    after = replace(asking, heard=outcome, words=(), conversation=turn.conversation)
    # One visit is counted once, though both halves of a newcomer's turn would count it.
    visits = turn.couple.visits - 1 if turn.couple.new else turn.couple.visits
    second = _respond(outside, after, library, replace(turn.couple, visits=visits), ())
    rest = tuple(effect for effect in turn.effects if effect is not found[0])
    return replace(second, effects=(*rest, *second.effects))


def _without_reminders(turn: Turn, couple: Couple, errands: _Errands) -> Turn:
    """The turn after everything was deleted and Alexa dropped the reminders; it says if one may sound."""
    alerts = _alerts(couple)
    outcome = errands.run(CancelReminders(alerts, every=True)).outcome
    if not alerts or outcome == "done":
        return turn
    told = Line(STILL_SOUNDING, variant=0)
    return replace(turn, reply=replace(turn.reply, say=(*turn.reply.say, told)))


def _alerts(couple: Couple) -> tuple[str, ...]:
    """The tokens of all reminders that a couple has."""
    return tuple(one.alert for one in couple.rituals.values() if one.alert)


def _apart(outside: Turning, asking: Asking, library: Library) -> Turn:
    """Safety's turn. Only to lead back after a "no" is anything read; nothing is ever written."""
    couple = Couple(asking.couple_id)
    notes: Sequence[Event] = ()
    if asking.conversation.aside == CHECK and isinstance(asking.heard, No):
        with suppress(StoreError):
            couple = outside.store.load(asking.couple_id) or couple
            notes = _notes(outside.store, asking)
    return _respond(outside, asking, library, couple, notes)


def _respond(
    outside: Turning,
    asking: Asking,
    library: Library,
    couple: Couple,
    notes: Sequence[Event],
    *,
    adrift: bool = False,
) -> Turn:
    return respond(
        asking.heard,
        asking.conversation,
        couple,
        library,
        outside.clock().astimezone(asking.zone),
        outside.chance,
        words=asking.words,
        notes=notes,
        country=asking.country,
        profile=asking.profile,
        adrift=adrift,
    )


def _notes(store: Store, asking: Asking) -> Sequence[Event]:
    """What the couple had kept in its own words, where this turn may read it."""
    if kind := noting.needed(asking.heard, asking.conversation):
        return store.recall(asking.couple_id, kind, noting.MOST)
    return ()


def _carry_out(store: Store, couple: Couple, turn: Turn) -> str:
    if any(isinstance(effect, Forget) for effect in turn.effects):
        store.forget(couple.id)
        return "forgotten"
    events = [effect.event for effect in turn.effects if isinstance(effect, Record)]
    if turn.couple == couple and not events:
        return "unchanged"
    store.save(turn.couple, events)
    return "kept"
