"""One turn with a store: load, respond, save; and what happens when the store fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from skill.couple import Couple
from skill.dialogue.respond import Chance, respond
from skill.errors import StaleCouple, StoreError
from skill.reply import Forget, Record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo

    from skill.content.library import Library
    from skill.conversation import Conversation
    from skill.heard import Heard
    from skill.reply import Turn
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


def take_turn(
    outside: Turning,
    heard: Heard,
    conversation: Conversation,
    couple_id: str,
    library: Library,
    zone: tzinfo,
    country: str,
) -> tuple[Turn, str]:
    """The turn that follows, its effects carried out.

    A couple that somebody else saved meanwhile is loaded again, and the turn
    taken once more: nothing has happened yet, so that is safe. When the store
    does not answer, people still get their turn and hear that nothing can be
    remembered just now; nothing is saved then, so nothing kept is lost.

    Returns:
        The turn, and what the store did: "kept", "unchanged", or the kind of error.
    """
    began = outside.clock()
    couple: Couple | None = None
    problem = "StaleCouple"
    try:
        while (outside.clock() - began).total_seconds() <= PATIENCE or couple is None:
            couple = outside.store.load(couple_id) or Couple(couple_id)
            now = outside.clock().astimezone(zone)
            turn = respond(heard, conversation, couple, library, now, outside.chance, country=country)
            try:
                return turn, _carry_out(outside.store, couple, turn)
            except StaleCouple:
                continue
    except StoreError as error:
        problem = type(error).__name__
    stranger = Couple(couple_id, seed=1 + crc32(couple_id.encode()) % 999_999)
    now = outside.clock().astimezone(zone)
    known = couple or stranger
    turn = respond(heard, conversation, known, library, now, outside.chance, country=country, adrift=True)
    return turn, problem


def _carry_out(store: Store, couple: Couple, turn: Turn) -> str:
    if any(isinstance(effect, Forget) for effect in turn.effects):
        store.forget(couple.id)
        return "forgotten"
    events = [effect.event for effect in turn.effects if isinstance(effect, Record)]
    if turn.couple == couple and not events:
        return "unchanged"
    store.save(turn.couple, events)
    return "kept"
