"""A couple of ten years against a new one: time, bytes and units of DynamoDB, as ratios.

    python -m benchmarks.ten_years
    python -m benchmarks.ten_years --years 3 --every 2

The figures stand in docs/ten-years.md.
"""

from __future__ import annotations

import argparse
import random  # noqa: TID251 - the same chance each time
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from skill import heard as h
from skill.alexa.turning import Asking, Turning, take_turn
from skill.content.loading import library
from skill.conversation import Conversation
from skill.editing import decades
from skill.stores.items import Item, attributes, couple_of, replaces, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skill.content.library import Library
    from skill.couple import Couple
    from skill.heard import Heard
    from skill.reply import Event

ACCOUNT = "amzn1.ask.account." + "A" * 200
EVENING: tuple[Heard, ...] = (
    h.Opened(), h.AskQuestion(), h.Done(), h.Done(), h.No(), h.AskDate(), h.Another(), h.AcceptDate(), h.No(),
    h.StartGuide("check_in", "short"), h.Done(), h.SaveThis(), h.Stop(),
)  # fmt: skip
"""What is said to both."""
ROUNDS, REPEATS = 20, 5
READ, WRITE = 4096, 1024
"""Bytes that one unit reads, strongly consistent, and writes."""


@dataclass
class OneItem:
    """A store of one item, as DynamoDB would keep it, and what its use would cost there."""

    item: Item
    read: int = 0
    written: int = 0
    reads: int = 0
    writes: int = 0

    def load(self, _couple_id: str) -> Couple:
        """The couple, read from its item."""
        self.read += size(self.item)
        self.reads += -(-size(self.item) // READ)
        return couple_of(self.item)

    def save(self, couple: Couple, events: Sequence[Event] = ()) -> Couple:
        """The couple, written into its item; with events it is a transaction, which costs twice."""
        new, others = written(couple, events, 0)
        replaces(new, self.item, 0)
        for one in (new, *others):
            self.written += size(one)
            self.writes += -(-size(one) // WRITE) * (2 if others else 1)
        self.item = new
        return replace(couple, version=new.version)

    def recall(self, _couple_id: str, _kind: str, _limit: int = 20) -> list[Event]:
        """Nothing: this evening asks for no notes."""
        return []

    def __getattr__(self, name: str) -> object:
        raise AttributeError(name)


def size(item: Item) -> int:
    """Bytes as DynamoDB counts them."""
    return sum(len(name) + len(str(value).encode()) for name, value in attributes(item).items())


def talk(content: Library, item: Item, history: decades.History, evening: Sequence[Heard]) -> OneItem:
    """One evening's talk, on an evening that has not begun yet.

    Returns:
        The store that it used.
    """
    store, conversation = OneItem(item), Conversation()
    moment = history.now + timedelta(days=1)
    outside = Turning(store, lambda: moment, random.Random(1))  # noqa: S311
    for heard in evening:
        asking = Asking(heard, (), conversation, ACCOUNT, "US", moment.tzinfo, apart=False)
        turn, _ = take_turn(outside, asking, content)
        conversation = Conversation() if turn.reply.closes else turn.conversation
    return store


def lasts(content: Library, item: Item, history: decades.History, evening: Sequence[Heard]) -> float:
    """Seconds of the processor that one talk takes."""
    began = time.process_time()
    for _ in range(ROUNDS):
        talk(content, item, history, evening)
    return (time.process_time() - began) / ROUNDS


def main() -> None:
    """Lives the years, and compares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--every", type=int, default=1, help="nights from one evening to the next")
    wanted = parser.parse_args()
    content = library()
    print(f"| after | evenings | item, bytes | events ever | alive |\n| --- | {'--- | ' * 4}".rstrip())
    lived = decades.years(content, random.Random(1), ACCOUNT, last=wanted.years, every=wanted.every)  # noqa: S311
    young: tuple[Item, decades.History] | None = None
    first = decades.live(content, random.Random(1), ACCOUNT, last=1, every=decades.YEAR)  # noqa: S311
    young = next(first.items()), first
    print(
        f"| one evening | {first.evenings} | {size(young[0])} | {len(first.events)} | {len(first.events)} |"
    )
    for year, history in enumerate(lived, 1):
        if year in (1, 2, 5, wanted.years):
            alive = len(history.alive()) - 1
            item = size(next(history.items()))
            print(f"| {year} years | {history.evenings} | {item} | {len(history.events)} | {alive} |")
    old = next(history.items()), history
    stores = {"new": talk(content, *young, EVENING), "old": talk(content, *old, EVENING)}
    print(f"\n| an evening of {len(EVENING)} turns | new | {wanted.years} years | ratio |")
    print("| --- | --- | --- | --- |")
    for what, some in (("launch, ms", EVENING[:1]), ("evening, ms", EVENING)):
        pairs = [[1000 * lasts(content, *one, some) for one in (young, old)] for _ in range(REPEATS)]
        new, aged = (median(one) for one in zip(*pairs, strict=True))
        print(f"| {what} | {new:.2f} | {aged:.2f} | {aged / new:.2f} |")
    for what in ("reads", "writes", "read", "written"):
        new_, aged_ = (getattr(stores[name], what) for name in ("new", "old"))
        unit = "units" if what in ("reads", "writes") else "bytes"
        print(f"| {what}, {unit} | {new_} | {aged_} | {aged_ / new_:.2f} |")


if __name__ == "__main__":
    main()
