"""One turn with a store: load, respond, save; and what happens when the store fails."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from skill.conversation import CHECK
from skill.couple import Couple
from skill.dialogue import noting
from skill.dialogue.respond import Chance, respond
from skill.errors import StaleCouple, StoreError
from skill.heard import No
from skill.reply import Forget, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime, tzinfo

    from skill.content.library import Library
    from skill.conversation import Conversation
    from skill.heard import Heard
    from skill.reply import Event, Turn
    from skill.store import Store

PATIENCE = 1.0
"""Seconds after which a stale couple is not tried again: the reply has to leave within eight."""


@dataclass(frozen=True, slots=True)
class Turning:
    """What every turn needs from outside the dialogue."""

    store: Store
    clock: Callable[[], datetime]
    """The present moment, with a zone."""
    chance: Chance


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


def take_turn(outside: Turning, asking: Asking, library: Library) -> tuple[Turn, str]:
    """The turn that follows, its effects carried out.

    A couple that somebody else saved meanwhile is loaded again, and the turn
    taken once more: nothing has happened yet, so that is safe. When the store
    does not answer, people still get their turn and hear that nothing can be
    remembered just now; nothing is saved then, so nothing kept is lost.
    A turn that is safety's does not touch the store at all.

    Returns:
        The turn, and what the store did: "kept", "unchanged", "untouched", or the kind of error.
    """
    if asking.apart:
        return _apart(outside, asking, library), "untouched"
    began = outside.clock()
    couple: Couple | None = None
    problem = "StaleCouple"
    try:
        while (outside.clock() - began).total_seconds() <= PATIENCE or couple is None:
            couple = outside.store.load(asking.couple_id) or Couple(asking.couple_id)
            turn = _respond(outside, asking, library, couple, _notes(outside.store, asking))
            try:
                return turn, _carry_out(outside.store, couple, turn)
            except StaleCouple:
                continue
    except StoreError as error:
        problem = type(error).__name__
    known = couple or Couple(asking.couple_id, seed=1 + crc32(asking.couple_id.encode()) % 999_999)
    return _respond(outside, asking, library, known, (), adrift=True), problem


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
        adrift=adrift,
    )


def _notes(store: Store, asking: Asking) -> Sequence[Event]:
    """The couple's notes, where this turn needs them."""
    if noting.needed(asking.heard, asking.conversation):
        return store.recall(asking.couple_id, noting.KIND, noting.MOST)
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
