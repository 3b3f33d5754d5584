"""A couple of ten years of nights is as cheap to serve as a new one; see docs/ten-years.md."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from skill import heard as h
from skill.alexa.turning import Asking, Turning, take_turn
from skill.content.loading import library
from skill.conversation import Conversation
from skill.editing import decades
from skill.stores.dynamodb import DynamoStore
from skill.stores.items import COUPLE, LIFE, Item, attributes, couple_of
from skill.stores.memory import MemoryStore
from skill.stores.sqlite import SqliteStore
from tests.contracts import READ_UNIT
from tests.live import dynamodb_local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skill.couple import Couple
    from skill.heard import Heard
    from skill.reply import Event, Turn
    from skill.store import Store

pytestmark = pytest.mark.no_cover
"""Tracing ten years would take most of the time; tests/editing/test_decades.py is traced."""
LIBRARY = library()
ACCOUNT = "amzn1.ask.account." + "A" * 200
YEARS = 10
MOST_EVENTS_A_YEAR = 3_000
"""Of one couple that talks every night; each is an item of its own that no session reads unasked."""


@dataclass(frozen=True)
class Birthday:
    """A couple at the end of a year."""

    couple: Couple
    item: Item
    alive: int
    """Events that have not expired."""
    recorded: int
    """Events there ever were."""
    saves: int
    turns: int
    now: datetime

    @property
    def size(self) -> int:
        return size(self.item)


def size(item: Item) -> int:
    """Bytes as DynamoDB counts them: names of attributes, and their values in UTF-8."""
    return sum(len(name) + len(str(value).encode()) for name, value in attributes(item).items())


@cache
def birthdays(seed: int, every: int) -> tuple[tuple[Birthday, ...], decades.History]:
    found = []
    for history in decades.years(LIBRARY, random.Random(seed), ACCOUNT, last=YEARS, every=every):
        alive = len(history.alive()) - 1
        couple = next(history.items())
        found.append(
            Birthday(
                history.couple,
                couple,
                alive,
                len(history.events),
                history.saves,
                history.turns,
                history.now,
            )
        )
    return tuple(found), history


OFTEN, SELDOM = (1, 3), (2, 10)
"""Seeds, and nights from one evening to the next. Every night is the benchmark's: it takes a minute."""
couples = pytest.mark.parametrize("which", [OFTEN, SELDOM], ids=["often", "seldom"])


@couples
def test_the_couples_item_is_one_read_in_every_year_and_does_not_grow(which) -> None:
    years, _ = birthdays(*which)
    assert len(years) == YEARS
    sizes = [year.size for year in years]
    assert max(sizes) <= READ_UNIT
    if which == OFTEN:  # whoever comes seldom needs longer to have heard of everything
        assert max(sizes[4:]) <= max(sizes[:4]) + 200, sizes
    for year in years:
        assert couple_of(year.item) == year.couple


@couples
def test_what_is_kept_beside_it_is_bounded_by_two_years(which) -> None:
    years, history = birthdays(*which)
    for before, year in pairwise(years[1:]):
        assert year.recorded - before.recorded <= MOST_EVENTS_A_YEAR
        assert year.alive <= 2 * MOST_EVENTS_A_YEAR
    assert years[-1].alive < years[-1].recorded  # the old ones have expired
    assert all(item.expires > int(history.now.timestamp()) for item in history.alive())
    assert LIFE == 2 * decades.YEAR * 24 * 60 * 60
    assert history.most_events <= 2  # in one turn


# What a session asks of the store


@dataclass
class Counting:
    """A store that counts what is asked of it."""

    store: Store
    asked: Counter[str] = field(default_factory=Counter)

    def load(self, couple_id: str) -> Couple | None:
        self.asked["load"] += 1
        return self.store.load(couple_id)

    def save(self, couple: Couple, events: Sequence[Event] = ()) -> Couple:
        self.asked["save"] += 1
        return self.store.save(couple, events)

    def __getattr__(self, name: str) -> Any:
        self.asked[name] += 1
        return getattr(self.store, name)


@dataclass
class Session:
    """One device of a couple."""

    store: Counting
    now: datetime
    conversation: Conversation = field(default_factory=Conversation)

    def says(self, heard: Heard) -> tuple[Turn, Counter[str]]:
        """The turn, and what it asked of the store."""
        self.store.asked.clear()
        self.now += timedelta(seconds=30)
        outside = Turning(self.store, lambda: self.now, random.Random(1))
        asking = Asking(heard, (), self.conversation, ACCOUNT, "US", self.now.tzinfo, apart=False)
        turn, _ = take_turn(outside, asking, LIBRARY)
        self.conversation = Conversation() if turn.reply.closes else turn.conversation
        return turn, Counter(self.store.asked)


def store_of(history: decades.History) -> MemoryStore:
    store = MemoryStore(lambda: int(history.now.timestamp()))
    store.restore(history.kept())
    return store


def test_a_launch_is_one_load_and_no_turn_saves_more_than_once() -> None:
    _, history = birthdays(*OFTEN)
    session = Session(Counting(store_of(history)), history.now)
    _, asked = session.says(h.Opened())
    assert asked in (Counter(load=1), Counter(load=1, save=1))
    talk: list[Heard] = [
        h.AskQuestion(), h.Done(), h.SaveThis(), h.Done(), h.No(), h.Opened(), h.AskDate(), h.AcceptDate(),
        h.Yes(), h.StartGuide("closeness_check", "short"), h.Score(7), h.Score(8), h.Note("a sea"), h.Stop(),
    ]  # fmt: skip
    for heard in talk:
        _, asked = session.says(heard)
        assert asked["load"] == 1
        assert asked["save"] <= 1
        assert set(asked) <= {"load", "save"}


def test_notes_are_one_query_of_at_most_twenty() -> None:
    _, history = birthdays(*OFTEN)
    session = Session(Counting(store_of(history)), history.now)
    _, asked = session.says(h.ReadNotes())
    assert asked["recall"] == 1


@pytest.mark.parametrize(
    "heard", [h.Help(), h.Unclear(), h.Repeat(), h.WhoPlans(), h.Explain(), h.WhatYouKnow()], ids=repr
)
def test_nothing_is_saved_when_nothing_changed(heard) -> None:
    """In the middle of an offer: nothing to come back to, so there is no place to keep either."""
    _, history = birthdays(*OFTEN)
    store = store_of(history)
    before = store.load(ACCOUNT)
    assert before is not None
    store.save(replace(before, paused=None))
    session = Session(Counting(store), history.now)
    session.says(h.SmallGesture())
    session.says(h.Yes())
    session.says(h.Help())  # begins a session without a wish, which counts as a visit
    turn, asked = session.says(heard)
    assert asked == Counter(load=1), turn


@pytest.mark.parametrize("heard", [h.Help(), h.Unclear(), h.Repeat(), h.WhoPlans()], ids=repr)
def test_a_place_that_stays_the_same_is_not_saved_again(heard) -> None:
    _, history = birthdays(*OFTEN)
    session = Session(Counting(store_of(history)), history.now)
    session.says(h.AskDate())
    _, asked = session.says(heard)
    assert asked == Counter(load=1)


# What DynamoDB itself says


class Metered:
    """A client that keeps what DynamoDB says each request has cost."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.units: list[tuple[str, float]] = []

    def __getattr__(self, operation: str) -> Any:
        def ask(**parameters: Any) -> Any:
            reply = getattr(self.client, operation)(**parameters)
            consumed = reply.get("ConsumedCapacity")
            some = consumed if isinstance(consumed, list) else [consumed] if consumed else []
            self.units.append((operation, sum(one["CapacityUnits"] for one in some)))
            return reply

        return ask


def test_a_launch_after_ten_years_costs_one_read_unit_of_dynamodb(dynamodb_endpoint, dynamodb_table) -> None:
    years, history = birthdays(*OFTEN)
    metered = Metered(dynamodb_local.client(dynamodb_endpoint))
    store = DynamoStore(metered, dynamodb_table, lambda: int(history.now.timestamp()))
    # DynamoDB Local deletes what has expired by its own clock, so the newest few events are enough.
    kept = sorted(history.kept(), key=lambda item: (item["sk"] != COUPLE, -item["expires"]))[:50]
    store.restore(kept)
    metered.units.clear()
    session = Session(Counting(store), history.now)
    session.says(h.Opened())
    reads = [(operation, units) for operation, units in metered.units if operation in ("get_item", "query")]
    assert reads == [("get_item", 1.0)]
    writes = [units for operation, units in metered.units if operation == "put_item"]
    assert sum(writes) <= -(-years[-1].size // 1024)  # a unit for each kilobyte


def test_ten_years_can_be_put_into_a_file_and_go_on_there(tmp_path) -> None:
    _, history = birthdays(*SELDOM)
    store = SqliteStore(tmp_path / "couple.sqlite", lambda: int(history.now.timestamp()))
    store.restore(history.kept())
    assert store.load(ACCOUNT) == history.couple
    turn, asked = Session(Counting(store), history.now).says(h.Opened())
    assert turn.reply.say
    assert asked["load"] == 1
