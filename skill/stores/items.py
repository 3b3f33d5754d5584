"""The items that stores keep: one of bounded size for the couple, one for each event.

An item is all that a store needs to know. What stands in its body, when it may
be replaced and when it has expired is decided here, once for all stores.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import blake2s
from typing import TYPE_CHECKING, Any

from skill.couple_data import couple_as_data, couple_from_data
from skill.errors import StaleCouple, StoreError, StoreUnavailable
from skill.reply import Event
from skill.stores import packing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skill.couple import Couple

COUPLE = "couple"
"""The sort key of the couple's own item."""
LIFE = 730 * 24 * 60 * 60
"""Seconds for which an item is kept; the couple's begin anew at each save."""
LIVES = {"note": 90 * 24 * 60 * 60}
"""The same for the events of some kinds, which live shorter."""
MOST_EVENTS = 99
"""Events in one save: with the couple they make the hundred items of a DynamoDB transaction."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing kept about a couple."""

    pk: str
    """The couple's id."""
    sk: str
    """`COUPLE`, or "event#", the event's kind, "#" and its key."""
    body: str
    """Compact JSON: one string costs far less to read than a map of typed values."""
    expires: int
    """Seconds since 1970, UTC; from then on it counts as gone, though it may still be there."""
    version: int = 0
    """Of the couple's item, from 1; 0 for events."""
    seed: int = 0
    """Of the couple's item: tells this couple from a forgotten one of the same id; 0 before it is drawn."""
    mark: str = ""
    """Of the couple's item: a digest of all that was saved with it; tells a repeated save from another's."""

    def expired(self, now: int) -> bool:
        """Whether it counts as gone at `now`, in seconds since 1970."""
        return self.expires <= now


def written(couple: Couple, events: Sequence[Event], now: int) -> tuple[Item, tuple[Item, ...]]:
    """What one save writes: the couple's item with its next version, and an item an event.

    Raises:
        StoreError: there are more than `MOST_EVENTS` events.
    """
    expires, version = now + LIFE, couple.version + 1
    others = {  # of two of the same name the later one is kept
        sk: Item(couple.id, sk, compact(dict(event.facts)), now + LIVES.get(event.kind, LIFE))
        for event in events
        for sk in [f"{kind_prefix(event.kind)}{event.key}"]
    }
    if len(others) > MOST_EVENTS:
        raise StoreError("one save", f"has {len(others)} events", f"save at most {MOST_EVENTS} at a time")
    body = compact(packing.packed(couple_as_data(couple)))
    content = compact([version, body, [[item.sk, item.body] for item in others.values()]])
    mark = blake2s(content.encode(), digest_size=8).hexdigest()
    return Item(couple.id, COUPLE, body, expires, version, couple.seed, mark), tuple(others.values())


def replaces(new: Item, stored: Item | None, now: int) -> bool:
    """Whether the couple's item `new` may take the place of `stored`.

    Returns:
        True if it may, False if it is there already: the same save was made before.

    Raises:
        StaleCouple: `stored` is not what `new` was made from.
    """
    if stored is None or stored.expired(now):
        if new.version == 1:
            return True
    elif stored.version == new.version - 1 and stored.seed in (new.seed, 0):
        return True
    if repeats(new, stored, now):
        return False
    raise stale()


def repeats(new: Item, stored: Item | None, now: int) -> bool:
    """Whether `stored` is what saving `new` leaves behind."""
    if stored is None or stored.expired(now):
        return False
    return (stored.version, stored.mark) == (new.version, new.mark)


def stale() -> StaleCouple:
    """The error of a save on a version that is no longer there. It names nobody."""
    return StaleCouple(
        "the couple", "was saved or forgotten since it was read", "load it again and repeat the turn"
    )


def couple_of(item: Item) -> Couple:
    """The couple in its item.

    Raises:
        StoreUnavailable: the body cannot be read.
    """
    try:
        return couple_from_data(item.pk, item.version, packing.unpacked(json.loads(item.body)))
    except (ValueError, TypeError, AttributeError, LookupError) as error:
        raise damaged() from error


def event_of(item: Item) -> Event:
    """The event in an item.

    Raises:
        StoreUnavailable: the item cannot be read.
    """
    try:
        _, kind, key = item.sk.split("#", 2)
        return Event(kind, key, dict(json.loads(item.body).items()))
    except (ValueError, AttributeError) as error:
        raise damaged() from error


def damaged() -> StoreUnavailable:
    """The error of an item that makes no sense."""
    return StoreUnavailable(
        "an item of the store", "cannot be read", "restore it from a backup, or forget the couple"
    )


def kind_prefix(kind: str) -> str:
    """How the sort keys of all events of a kind begin, and of no other kind."""
    return f"event#{kind}#"


def attributes(item: Item) -> dict[str, str | int]:
    """The fields of an item by name, without what is empty."""
    return {name: value for name, value in asdict(item).items() if value not in ("", 0)}


def plain(item: Item) -> dict[str, Any]:
    """An item as plain JSON data with its body opened, without what is empty."""
    try:
        body = json.loads(item.body)
        opened = packing.unpacked(body) if item.sk == COUPLE else body
    except (ValueError, TypeError, AttributeError) as error:
        raise damaged() from error
    return attributes(item) | {"body": opened}


def compact(data: object) -> str:
    """`data` as JSON without a space too many, its keys in order: the form of every body."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
