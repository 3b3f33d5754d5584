"""A store that lasts as long as its process: for tests and for trying things."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any

from skill.stores.exports import free, opened, restored
from skill.stores.items import COUPLE, couple_of, event_of, kind_prefix, replaces, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from skill.couple import Couple
    from skill.reply import Event
    from skill.stores.items import Item


def _standing() -> int:
    """A clock that stands still, by which nothing expires."""
    return 0


class MemoryStore:
    """Keeps couples in a dictionary.

    Args:
        clock: the present moment in seconds since 1970; nothing expires without one.
    """

    def __init__(self, clock: Callable[[], int] = _standing) -> None:
        self._clock = clock
        self._couples: dict[str, dict[str, Item]] = {}
        self._lock = Lock()

    def load(self, couple_id: str) -> Couple | None:
        """The couple as last saved, or None."""
        item = next((item for item in self._items(couple_id) if item.sk == COUPLE), None)
        return couple_of(item) if item else None

    def save(self, couple: Couple, events: Sequence[Event] = ()) -> Couple:
        """Save the couple on the version it was read with, and its events.

        Raises:
            StaleCouple: it was saved or forgotten by someone else since it was read.
        """
        now = self._clock()
        new, others = written(couple, events, now)
        with self._lock:
            if replaces(new, self._couples.get(couple.id, {}).get(COUPLE), now):
                items = self._couples.setdefault(couple.id, {})
                items.update((item.sk, item) for item in (new, *others))
        return replace(couple, version=new.version)

    def forget(self, couple_id: str) -> None:
        """Delete the couple and all its events."""
        with self._lock:
            self._couples.pop(couple_id, None)

    def recall(self, couple_id: str, kind: str, limit: int = 20) -> list[Event]:
        """The newest events of a kind by their key, newest first, at most `limit`."""
        newest = (item for item in reversed(self._items(couple_id)) if item.sk.startswith(kind_prefix(kind)))
        return [event_of(item) for item in islice(newest, max(limit, 0))]

    def export(self, couple_id: str) -> list[dict[str, Any]]:
        """Everything kept about the couple as plain JSON data, one dict an item."""
        return [opened(item) for item in self._items(couple_id)]

    def restore(self, kept: Iterable[Mapping[str, Any]]) -> None:
        """Keep again what `export` gave, exactly as it was.

        Raises:
            StoreError: see `skill.store.Store.restore`.
        """
        now = self._clock()
        couple, others = restored(kept, now)
        with self._lock:
            free(couple, self._couples.get(couple.pk, {}).get(COUPLE), now)
            items = self._couples.setdefault(couple.pk, {})
            items.update((item.sk, item) for item in (couple, *others))

    def _items(self, couple_id: str) -> list[Item]:
        """All that has not expired, in the order of the sort keys."""
        now = self._clock()
        with self._lock:
            items = list(self._couples.get(couple_id, {}).values())
        return sorted((item for item in items if not item.expired(now)), key=lambda item: item.sk)
