"""Alexa is taught the couple's names while a session is open, and they come back as they were taught."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from ask_sdk_model import RequestEnvelope

from skill import heard as h
from skill.alexa import names, requests
from skill.alexa.handling import EnvelopeSerializer
from skill.conversation import Conversation
from skill.couple import Couple
from skill.heard import Schedule
from skill.reply import AskPermission, Forget, Line, Reply, Turn
from skill.simulator.envelopes import Session, Slot
from tests.alexa.test_handling import Device
from tests.evening import TONIGHT

OPEN = Reply(ask=Line("phrases.swap"))
CLOSED = Reply(say=(Line("phrases.bye"),))
TWO = Couple("couple-1", first="Sam", second="Ben")


def turn(couple: Couple = TWO, reply: Reply = OPEN, *effects: Any, adrift: bool = False) -> Turn:
    return Turn(reply, Conversation(adrift=adrift), couple, effects)


def taught(response: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        one
        for one in response["response"].get("directives", [])
        if one["type"] == "Dialog.UpdateDynamicEntities"
    ]


def test_a_session_teaches_the_names_once_and_again_when_they_change() -> None:
    device = Device()
    assert taught(device.opens()) == []
    (first,) = taught(device.says("IntroduceUsIntent", FirstPartner="sam", SecondPartner="ben"))
    assert first == {
        "type": "Dialog.UpdateDynamicEntities",
        "updateBehavior": "REPLACE",
        "types": [
            {
                "name": "AMAZON.FirstName",
                "values": [
                    {"id": "first", "name": {"value": "Sam", "synonyms": []}},
                    {"id": "second", "name": {"value": "Ben", "synonyms": []}},
                ],
            }
        ],
    }
    assert taught(device.says("AMAZON.HelpIntent")) == []
    (changed,) = taught(device.says("WhoStartsIntent", Partner="ben"))
    assert [one["name"]["value"] for one in changed["types"][0]["values"]] == ["Ben", "Sam"]
    device.says("AMAZON.StopIntent")
    (again,) = taught(device.opens())
    assert again["updateBehavior"] == "REPLACE"


def test_they_are_taken_back_when_they_are_forgotten() -> None:
    device = Device()
    device.opens()
    device.says("IntroduceUsIntent", FirstPartner="sam", SecondPartner="ben")
    (cleared,) = taught(device.says("ForgetTasteIntent", Taste="names"))
    assert cleared["updateBehavior"] == "CLEAR"
    assert taught(device.says("AMAZON.HelpIntent")) == []
    device.says("IntroduceUsIntent", FirstPartner="sam", SecondPartner="ben")
    device.says("ForgetUsIntent")
    last = device.says("AMAZON.YesIntent")
    assert last["response"]["shouldEndSession"] is True
    assert [one["updateBehavior"] for one in taught(last)] == ["CLEAR"]


def test_a_turn_of_danger_teaches_nothing_and_changes_no_attribute() -> None:
    device = Device()
    device.opens()
    before = device.says("IntroduceUsIntent", FirstPartner="sam", SecondPartner="ben")
    after = device.says("CrisisIntent", Danger="fear")
    assert "directives" not in after["response"]
    attribute = names.ATTRIBUTE
    assert after["sessionAttributes"][attribute] == before["sessionAttributes"][attribute]
    urgent = replace(OPEN, urgent=True)
    assert names.lesson(turn(reply=urgent), None) == (None, 0)
    assert names.lesson(turn(Couple("c"), urgent), 7) == (None, 7)


def test_a_session_that_closes_is_taught_nothing() -> None:
    assert names.lesson(turn(reply=CLOSED), None) == (None, 0)


def test_a_memory_out_of_reach_is_no_reason_to_take_names_back() -> None:
    assert names.lesson(turn(Couple("c"), adrift=True), 7) == (None, 7)


def test_it_waits_for_a_turn_without_another_directive() -> None:
    asking = AskPermission(Schedule())
    assert names.lesson(turn(TWO, CLOSED, asking), None) == (None, 0)
    assert names.lesson(turn(TWO, OPEN, asking), None) == (None, 0)


def test_deleting_takes_back_what_an_earlier_session_taught() -> None:
    directive, known = names.lesson(turn(TWO, CLOSED, Forget()), None)
    assert directive is not None
    assert directive.update_behavior.value == "CLEAR"
    assert known == 0


def test_one_name_is_one_value_and_the_same_name_twice_too() -> None:
    for couple, ids in [
        (Couple("c", second="Ben"), ["second"]),
        (Couple("c", first="Jo", second="Jo"), ["first"]),
    ]:
        directive, _ = names.lesson(turn(couple), None)
        assert directive is not None
        assert [one.id for one in directive.types[0].values] == ids


def test_what_stands_in_the_session_is_a_number_and_nonsense_there_is_forgiven() -> None:
    _, known = names.lesson(turn(), None)
    assert isinstance(known, int)
    assert names.lesson(turn(), known) == (None, known)
    for nonsense in ("sam", True, None, []):
        directive, _ = names.lesson(turn(), nonsense)
        assert directive is not None


def test_a_name_comes_back_as_it_was_taught() -> None:
    session = Session(clock=lambda: TONIGHT)
    near = Slot("san", names.SLOT_TYPE, "first", "Sam")
    for slot, expected in [(near, "Sam"), ("carl", "carl"), (Slot("jo", names.SLOT_TYPE, "x", "Joe"), "jo")]:
        event = json.dumps(session.intent("WhoStartsIntent", Partner=slot))
        envelope = EnvelopeSerializer().deserialize(event, RequestEnvelope)
        assert requests.heard(envelope) == h.WhoStarts(expected)


def test_a_voice_profile_travels_as_a_digest() -> None:
    device = Device()
    device.opens()
    device.session.person = "amzn1.ask.person.SAM"
    device.says("IntroduceUsIntent", FirstPartner="sam")
    couple = device.store.load("couple-1")
    assert couple is not None
    digest = couple.voices[0]
    assert len(digest) == 12
    assert "amzn1.ask.person" not in json.dumps(device.store.export("couple-1"))
    device.says("ForgetTasteIntent", Taste="voices")
    assert digest not in json.dumps(device.store.export("couple-1"))
