"""No word that somebody said gets anywhere it was not asked to go: marked words in every slot."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest

from skill.alexa.contract import BUILT_IN, INTENTS
from skill.errors import StoreUnavailable
from skill.simulator.envelopes import known, unknown
from skill.stores.memory import MemoryStore
from tests.alexa.test_handling import Broken, Device, speech

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "Quixotterly"
"""A word that nobody says and no text of ours has."""
NAMES = {"FirstPartner", "SecondPartner"}
EVERY_SLOT = [
    *((intent, slot) for intent, slots in INTENTS.items() for slot in slots),
    *((intent, "Anything") for intent in (*INTENTS, *BUILT_IN, "AnIntentOfTomorrow")),
]
PLACES: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "new": [],
    "a question": [("TonightsQuestionIntent", {})],
    "a timed turn": [("StartGuideIntent", {"Guide": known("repair")}), ("AMAZON.YesIntent", {})],
    "a number": [("StartGuideIntent", {"Guide": known("closeness_check")})],
    "deleting": [("ForgetUsIntent", {})],
}

KEPT = {("NoteIntent", "Note"), ("KeepAppreciationIntent", "Words")}
"""What people ask to have kept in their own words."""


def outputs(device: Device, caplog: pytest.LogCaptureFixture) -> Iterator[tuple[str, str]]:
    """Everything that could hold a word, by what it is; the last response is the device's own."""
    yield "log", caplog.text + "".join(repr(record.__dict__) for record in caplog.records)
    assert isinstance(device.store, MemoryStore)
    yield "store", repr(device.store._couples)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("intent", "slot"), EVERY_SLOT)
def test_words_in_any_slot_stay_there(
    intent: str, slot: str, place: str, caplog: pytest.LogCaptureFixture
) -> None:
    device = Device()
    for one, slots in PLACES[place]:
        device.says(one, **slots)
    with caplog.at_level(logging.DEBUG):
        given = MARK if slot in NAMES or slot == "Note" else unknown(f"{MARK} things")
        response = device.says(intent, **{slot: given})
    found = dict(outputs(device, caplog))
    assert MARK not in found["log"]
    assert MARK not in json.dumps(response["sessionAttributes"])
    if slot in NAMES:
        assert MARK in found["store"]  # what they asked to be called by
        return
    assert MARK not in speech(response)
    if (intent, slot) in KEPT:
        assert MARK in found["store"]  # what they asked to have kept
    else:
        assert MARK not in found["store"]


@pytest.mark.parametrize(("intent", "slot"), EVERY_SLOT)
def test_nor_do_they_leave_it_when_something_fails(
    intent: str, slot: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = Device(Broken())
    assert isinstance(device.store, Broken)
    device.store.down = {"load", "save", "forget"}
    with caplog.at_level(logging.DEBUG):
        device.says(intent, **{slot: unknown(f"{MARK} things")})

        def fail(*_: object, **__: object) -> None:
            raise StoreUnavailable("a test", "nothing works", "wait")

        monkeypatch.setattr("skill.alexa.handling.take_turn", fail)
        device.session.leave()
        device.says(intent, **{slot: unknown(f"{MARK} things")})
    assert MARK not in dict(outputs(device, caplog))["log"]


def test_a_note_is_heard_again_only_when_it_is_asked_for(caplog: pytest.LogCaptureFixture) -> None:
    device = Device()
    with caplog.at_level(logging.DEBUG):
        device.says("NoteIntent", Note=f"the {MARK}")
        assert MARK not in speech(device.opens())
        read = device.says("ReadNotesIntent")
    assert MARK in speech(read)
    assert MARK not in json.dumps(read["sessionAttributes"])
    assert MARK not in caplog.text
