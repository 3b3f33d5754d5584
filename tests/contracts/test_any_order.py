"""The stores against a model of them, in any order that Hypothesis can think of."""

from __future__ import annotations

import itertools
import tempfile
import uuid
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from skill.couple import Couple
from skill.errors import StaleCouple
from skill.reply import Event
from skill.stores.dynamodb import DynamoStore
from skill.stores.items import LIFE
from skill.stores.memory import MemoryStore
from skill.stores.sqlite import SqliteStore
from tests.contracts import Clock
from tests.live import dynamodb_local

if TYPE_CHECKING:
    from collections.abc import Callable

    from skill.store import Store

COUPLES = st.sampled_from(["ana", "ana#", "zoë"])
KINDS = ("kept", "kept_", "ke")
EVENTS = st.lists(
    st.builds(
        Event,
        st.sampled_from(KINDS),
        st.sampled_from(["", "1", "10", "2", "2#first", "é"]),
        st.dictionaries(st.sampled_from(["item", "score"]), st.integers(0, 9) | st.text(max_size=3)),
    ),
    max_size=3,
)


@dataclass
class Kept:
    """What the model knows of one couple."""

    couple: Couple
    expires: int
    events: tuple[Event, ...]
    """Those of the last save."""


@dataclass
class Model:
    """The simplest thing that keeps the promises: no lost replies, no concurrency, no bytes."""

    couples: dict[str, Kept] = field(default_factory=dict)
    events: dict[str, dict[tuple[str, str], tuple[Event, int]]] = field(default_factory=dict)

    def load(self, couple_id: str, now: int) -> Couple | None:
        kept = self.couples.get(couple_id)
        return kept.couple if kept and now < kept.expires else None

    def save(self, couple: Couple, events: tuple[Event, ...], now: int) -> Couple | None:
        """None for stale."""
        saved = replace(couple, version=couple.version + 1)
        kept = self.couples.get(couple.id)
        if kept is None or kept.expires <= now:
            right = couple.new
        else:
            right = (kept.couple.version, kept.couple.seed) == (couple.version, couple.seed)
            if (kept.couple, kept.events) == (saved, events):
                return saved
        if not right:
            return None
        self.couples[couple.id] = Kept(saved, now + LIFE, events)
        known = self.events.setdefault(couple.id, {})
        known.update({(event.kind, event.key): (event, now + LIFE) for event in events})
        return saved

    def forget(self, couple_id: str) -> None:
        self.couples.pop(couple_id, None)
        self.events.pop(couple_id, None)

    def recall(self, couple_id: str, kind: str, limit: int, now: int) -> list[Event]:
        alive = [event for event, expires in self.events.get(couple_id, {}).values() if now < expires]
        of_kind = [event for event in alive if event.kind == kind]
        return sorted(of_kind, key=lambda event: event.key, reverse=True)[:limit]


class AnyOrder(RuleBasedStateMachine):
    """Readers come and go; each saves what it once read, late or in time."""

    read = Bundle("read")
    new_store: Callable[[Clock], Store]

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.store = type(self).new_store(self.clock)
        self.model = Model()
        self.seeds = itertools.count(1)
        self.prefix = ""
        self.last: tuple[Couple, tuple[Event, ...]] | None = None

    @initialize()
    def begin(self) -> None:
        self.prefix = f"{uuid.uuid4().hex} "  # the table outlives an example

    @rule(target=read, name=COUPLES)
    def reads(self, name: str) -> Couple:
        couple_id = self.prefix + name
        found = self.store.load(couple_id)
        assert found == self.model.load(couple_id, self.clock())
        return found or Couple(couple_id, seed=next(self.seeds))

    @rule(target=read, couple=read, events=EVENTS, visits=st.integers(0, 2))
    def saves(self, couple: Couple, events: list[Event], visits: int) -> Couple:
        once = {(event.kind, event.key): event for event in events}
        return self._save(replace(couple, visits=visits), tuple(once.values()))

    @rule(target=read)
    def saves_the_same_again(self) -> Couple:
        return self._save(*self.last) if self.last else Couple(f"{self.prefix}ana", seed=next(self.seeds))

    def _save(self, couple: Couple, events: tuple[Event, ...]) -> Couple:
        self.last = couple, events
        expected = self.model.save(couple, events, self.clock())
        if expected is None:
            with pytest.raises(StaleCouple):
                self.store.save(couple, events)
            return couple
        saved = self.store.save(couple, events)
        assert saved == expected
        return saved

    @rule(name=COUPLES)
    def forgets(self, name: str) -> None:
        self.store.forget(self.prefix + name)
        self.model.forget(self.prefix + name)
        assert self.store.export(self.prefix + name) == []

    @rule(name=COUPLES, kind=st.sampled_from(KINDS), limit=st.integers(0, 4))
    def recalls(self, name: str, kind: str, limit: int) -> None:
        couple_id = self.prefix + name
        expected = self.model.recall(couple_id, kind, limit, self.clock())
        assert self.store.recall(couple_id, kind, limit) == expected

    @rule(seconds=st.sampled_from([1, LIFE // 2, LIFE]))
    def waits(self, seconds: int) -> None:
        self.clock.now += seconds

    @invariant()
    def knows_who_is_there(self) -> None:
        for name in ("ana", "zoë"):
            assert self.store.load(self.prefix + name) == self.model.load(self.prefix + name, self.clock())


@pytest.mark.parametrize(("kind", "examples"), [("memory", 100), ("sqlite", 25), ("dynamodb", 15)])
def test_any_order_of_reading_saving_and_forgetting(request, tmp_path, kind, examples):
    def new_store(clock: Clock) -> Store:
        if kind == "memory":
            return MemoryStore(clock)
        if kind == "sqlite":
            return SqliteStore(Path(tempfile.mkdtemp(dir=tmp_path)) / "couple.sqlite", clock)
        return DynamoStore(client, table, clock)

    if kind == "dynamodb":
        table = request.getfixturevalue("dynamodb_table")
        client = dynamodb_local.client(request.getfixturevalue("dynamodb_endpoint"))
    machine = type("Machine", (AnyOrder,), {"new_store": staticmethod(new_store)})
    limits = settings(
        max_examples=examples,
        stateful_step_count=25,
        deadline=None,
        phases=[phase for phase in Phase if phase is not Phase.shrink or kind == "memory"],  # takes minutes
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=limits)
