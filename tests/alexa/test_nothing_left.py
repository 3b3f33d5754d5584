"""Nothing of a turn of danger is left behind, byte for byte, wherever people were, in every store.

In each spot that can be reached (see tests/everywhere.py) stand two couples who are twins. One of them says
something that speaks of danger, hears the answer, hears it once more, and the session closes; or says
something like an idiom and is asked gently, and says no. The other's session simply drops. Before and
after are compared: all that the store holds, the log, the session's attributes, cards and screens in the
replies, and what the skill says to both at the next launch.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from skill.alexa.handling import answer, build_skill
from skill.alexa.turning import Turning
from skill.content.loading import library
from skill.conversation import Conversation, Place, conversation_as_data
from skill.dialogue import noting
from skill.reply import Event
from skill.simulator.envelopes import Session, known, unknown
from skill.stores import dynamodb
from skill.stores.memory import MemoryStore
from skill.stores.sqlite import SqliteStore
from tests.evening import TONIGHT
from tests.everywhere import KNOWN, Spot, everywhere
from tests.live import dynamodb_local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from skill.store import Store

# Tens of thousands of turns: tracing them for coverage would take minutes, and other tests cover them.
pytestmark = pytest.mark.no_cover
NOTES = tuple(Event(noting.KIND, str(n), {"words": f"talk number {n}"}) for n in range(3))
SHOWN = {"card", "directives", "canFulfillIntent", "apiResponse", "experimentation"}
"""What a response could show or set off besides speaking."""
ZONE = {"zone": "America/New_York"}


@dataclass(frozen=True)
class Kept:
    """A store, and all that it holds as bytes."""

    store: Store
    dump: Callable[[], bytes]


def memory(_path: Path, _request: pytest.FixtureRequest) -> Kept:
    store = MemoryStore()
    return Kept(store, lambda: repr(sorted(store._couples.items())).encode())


def sqlite(path: Path, _request: pytest.FixtureRequest) -> Kept:
    file = path / "couples.sqlite"

    def dump() -> bytes:
        with closing(sqlite3.connect(file)) as base:
            return "\n".join(base.iterdump()).encode()

    return Kept(SqliteStore(file, lambda: 0), dump)


def dynamo(_path: Path, request: pytest.FixtureRequest) -> Kept:
    client = dynamodb_local.client(request.getfixturevalue("dynamodb_endpoint"))
    table = request.getfixturevalue("dynamodb_table")

    def dump() -> bytes:
        pages = client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
        return "\n".join(
            sorted(json.dumps(item, sort_keys=True) for page in pages for item in page["Items"])
        ).encode()

    now = int(TONIGHT.timestamp()) + 10 * 365 * 86400  # DynamoDB Local's clock is the real one
    return Kept(dynamodb.DynamoStore(client, table, lambda: now), dump)


@pytest.fixture(params=[memory, sqlite, dynamo], ids=lambda make: str(make.__name__))
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    return request.param(tmp_path, request)  # type: ignore[no-any-return] - pytest's parameters have no type


def spots() -> Mapping[Spot, tuple[Conversation, Any]]:
    """Everywhere, and in the middle of reading notes."""
    reading = Conversation(place=Place(noting.ID, "read"), visit=4, fresh=False)
    return {**everywhere(), Spot(noting.ID, "read"): (reading, KNOWN)}


def cries(number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Ways in which danger is spoken of; another one comes first for each `number`."""
    some: list[tuple[str, dict[str, Any]]] = [
        ("CrisisIntent", {"Danger": known("fear", "he hits me")}),
        ("CrisisIntent", {}),
        ("CrisisIntent", {"Danger": unknown("i keep thinking about suicide")}),
        ("NoteIntent", {"Note": "how i might hurt her"}),
        ("FeelingIntent", {"Feeling": unknown("afraid of my husband")}),
        ("IntroduceUsIntent", {"FirstPartner": "he hits me", "SecondPartner": ""}),
        ("AMAZON.FallbackIntent", {"Anything": "she beats our kids"}),
        ("TonightsQuestionIntent", {"Theme": unknown("why i want to die")}),
    ]
    yield from (some[(number + n) % len(some)] for n in range(len(some)))


class Same:
    """A chance that twins share."""

    def randrange(self, start: int, stop: int) -> int:
        return (start + stop) // 2


class Household:
    """The skill over one store, with twins in every spot."""

    def __init__(self, store: Store) -> None:
        self.now = TONIGHT.astimezone(UTC)
        self.store = store
        outside = Turning(store, self.clock, Same())
        self.skill = build_skill(outside, lambda _: library())

    def clock(self) -> datetime:
        return self.now

    def moves_in(self, couple: Any, couple_id: str) -> None:
        """Saves a couple, with notes, as if it had come this far."""
        if not couple.new:
            self.store.save(replace(couple, id=couple_id, version=0), NOTES)

    def session(self, conversation: Conversation, couple_id: str) -> Session:
        """A device where the conversation stands at this spot."""
        session = Session(clock=self.clock, user=couple_id)
        if not conversation.fresh:
            session.launch()
            attributes = {**conversation_as_data(conversation), **ZONE}
            session.answered({"sessionAttributes": attributes, "response": {"shouldEndSession": False}})
        return session

    def asks(self, event: dict[str, Any]) -> dict[str, Any]:
        return answer(self.skill, json.loads(json.dumps(event)))


def twins_in(store: Store) -> tuple[Household, Mapping[Spot, tuple[Conversation, Any]]]:
    """A household with two couples in each spot, alike in all but their id."""
    household, found = Household(store), spots()
    for number, (_, couple) in enumerate(found.values()):
        household.moves_in(couple, f"first-{number}")
        household.moves_in(couple, f"twin-{number}")
    return household, found


def as_bytes(data: object) -> bytes:
    return json.dumps(data).encode()


def silent(response: Mapping[str, Any]) -> bool:
    """Whether a response does nothing but speak."""
    return not SHOWN & response["response"].keys() and "safety" not in json.dumps(
        response["sessionAttributes"]
    )


def test_everywhere_is_everywhere() -> None:
    found = spots()
    assert len(found) > 500
    for guide in library().guides.values():
        here = {(spot.step, spot.short) for spot in found if spot.guide == guide.id}
        assert here, guide.id


def test_nothing_is_left_of_a_turn_of_danger(kept: Kept, caplog: pytest.LogCaptureFixture) -> None:
    household, found = twins_in(kept.store)
    before = kept.dump()
    caplog.set_level(logging.DEBUG)
    caplog.clear()

    for number, (spot, (conversation, _)) in enumerate(found.items()):
        ways = list(cries(number)) if isinstance(kept.store, MemoryStore) else list(cries(number))[:2]
        for intent, slots in ways:
            session = household.session(conversation, f"first-{number}")
            came = as_bytes(session._attributes)
            told = household.asks(session.intent(intent, **slots))
            assert told["response"]["shouldEndSession"] is False, spot
            assert silent(told)
            aside = told["sessionAttributes"].pop("aside")  # what has to be known to say it once more
            assert isinstance(aside, int)
            assert as_bytes(told["sessionAttributes"]) == came, spot
            session.answered({**told, "sessionAttributes": {**told["sessionAttributes"], "aside": aside}})
            again = household.asks(session.intent("AMAZON.RepeatIntent"))
            assert again["response"]["shouldEndSession"] is True, spot
            assert silent(again)
            assert as_bytes(again["sessionAttributes"]) == came, spot

    assert [record.getMessage() for record in caplog.records] == []  # so the store was not even asked
    assert kept.dump() == before
    _next_launch_is_the_same(household, len(found))


def test_nothing_is_left_of_a_gentle_question(kept: Kept, caplog: pytest.LogCaptureFixture) -> None:
    household, found = twins_in(kept.store)
    before = kept.dump()
    caplog.set_level(logging.DEBUG)
    caplog.clear()

    for number, (spot, (conversation, _)) in enumerate(found.items()):
        session = household.session(conversation, f"first-{number}")
        came = as_bytes(session._attributes)
        asked = household.asks(session.intent("NoteIntent", Note="he kills me with his jokes"))
        assert silent(asked)
        session.answered(asked)
        back = household.asks(session.intent("AMAZON.NoIntent"))
        assert silent(back)
        assert back["response"]["shouldEndSession"] is False, spot
        if conversation.place is not None:
            assert as_bytes(back["sessionAttributes"]) == came, spot

    # Leading back reads the couple, and the client may tell that it did; the skill itself tells nothing.
    assert [record for record in caplog.records if record.name == "closer"] == []
    assert kept.dump() == before
    _next_launch_is_the_same(household, len(found))


def _next_launch_is_the_same(household: Household, number: int) -> None:
    logging.disable()
    try:
        _launches(household, number)
    finally:
        logging.disable(logging.NOTSET)


def _launches(household: Household, number: int) -> None:
    for one in range(number):
        launches = [
            Session(clock=household.clock, user=who).launch() for who in (f"first-{one}", f"twin-{one}")
        ]
        first, twin = (as_bytes(household.asks(launch)) for launch in launches)
        assert first == twin
