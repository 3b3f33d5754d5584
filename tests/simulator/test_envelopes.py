from __future__ import annotations

import json

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import (
    IntentRequest,
    LaunchRequest,
    RequestEnvelope,
    SessionEndedReason,
    SessionEndedRequest,
)
from ask_sdk_model.slu.entityresolution import StatusCode

from skill.simulator.envelopes import SKILL_ID, Session, Slot, known, unknown

from . import clock


def session(**more) -> Session:
    return Session(locale="en-GB", user="us", clock=clock, **more)


def read(envelope) -> RequestEnvelope:
    """As the SDK reads it on Lambda, whatever JSON makes of it."""
    return DefaultSerializer().deserialize(json.dumps(envelope), RequestEnvelope)


def response(*, ends: bool | None = False, attributes=None):
    body = {} if ends is None else {"shouldEndSession": ends}
    return {"version": "1.0", "sessionAttributes": attributes, "response": body}


def test_a_launch_is_what_the_sdk_expects():
    envelope = read(session().launch())
    assert isinstance(envelope.request, LaunchRequest)
    assert envelope.request.locale == "en-GB"
    assert envelope.request.timestamp == clock()
    assert envelope.session.new is True
    assert envelope.session.user.user_id == envelope.context.system.user.user_id == "us"
    assert envelope.context.system.application.application_id == SKILL_ID
    assert envelope.context.system.api_access_token is None
    assert envelope.context.system.device.device_id.startswith("amzn1.ask.device.")


def test_an_intent_brings_its_slots_with_their_resolutions():
    device = session()
    sent = device.intent(
        "TonightsQuestionIntent",
        Theme=Slot("our dreams", "Theme", "dreams", "dreams"),
        Depth=unknown("purple", "Depth"),
        Score="7",
        Day="",
    )
    intent = read(sent).request.intent
    assert isinstance(read(sent).request, IntentRequest)
    theme, depth = intent.slots["Theme"], intent.slots["Depth"]
    match = theme.resolutions.resolutions_per_authority[0]
    assert theme.value == "our dreams"
    assert match.authority == f"amzn1.er-authority.echo-sdk.{SKILL_ID}.Theme"
    assert match.status.code == StatusCode.ER_SUCCESS_MATCH
    assert match.values[0].value.id == "dreams"
    assert theme.slot_value.value == "our dreams"
    missed = depth.resolutions.resolutions_per_authority[0]
    assert missed.status.code == StatusCode.ER_SUCCESS_NO_MATCH
    assert missed.values is None
    assert (intent.slots["Score"].value, intent.slots["Score"].resolutions) == ("7", None)
    assert intent.slots["Day"].value is None
    assert intent.confirmation_status.value == "NONE"


def test_a_value_without_an_id_is_still_a_match():
    sent = session().intent("AnyIntent", Colour=Slot("red", "Colour", "", "red"))
    resolution = sent["request"]["intent"]["slots"]["Colour"]["resolutions"]["resolutionsPerAuthority"][0]
    assert resolution["status"]["code"] == "ER_SUCCESS_MATCH"
    assert resolution["values"] == [{"value": {"name": "red"}}]


def test_known_and_unknown_are_short_for_slots():
    assert known("daily_life") == Slot("daily life", "Custom", "daily_life", "daily life")
    assert known("money", "our budget", "Theme") == Slot("our budget", "Theme", "money", "money")
    assert unknown("dinosaurs") == Slot("dinosaurs", "Custom")


def test_attributes_go_along_and_nobody_shares_them():
    device = session()
    assert device.launch()["session"]["attributes"] == {}
    attributes = {"place": {"guide": "repair"}}
    device.answered(response(attributes=attributes))
    sent = device.intent("AMAZON.YesIntent")
    assert sent["session"] == {**sent["session"], "new": False, "attributes": attributes}
    sent["session"]["attributes"]["place"]["guide"] = "changed"
    assert attributes == {"place": {"guide": "repair"}}
    device.answered(response(attributes=None))
    assert device.intent("AMAZON.YesIntent")["session"]["attributes"] == {}


@pytest.mark.parametrize("ends", [True, None])
def test_a_session_ends_where_the_response_does_not_keep_it(ends):
    device = session()
    first = device.launch()
    assert device.open
    device.answered(response(ends=ends, attributes={"left": 1}))
    assert not device.open
    second = device.intent("TonightsQuestionIntent")
    assert second["session"]["new"] is True
    assert second["session"]["attributes"] == {}
    assert second["session"]["sessionId"] != first["session"]["sessionId"]


def test_a_session_keeps_its_id_and_each_request_has_its_own():
    device = session()
    first = device.launch()
    device.answered(response())
    second = device.intent("AMAZON.YesIntent")
    assert first["session"]["sessionId"] == second["session"]["sessionId"]
    assert first["request"]["requestId"] != second["request"]["requestId"]
    assert session().launch() == first, "the same user at the same time makes the same requests"


def test_the_ends_of_a_session():
    device = session()
    device.launch()
    device.answered(response())
    ended = read(device.ended("EXCEEDED_MAX_REPROMPTS"))
    assert isinstance(ended.request, SessionEndedRequest)
    assert ended.request.reason == SessionEndedReason.EXCEEDED_MAX_REPROMPTS
    assert ended.request.error is None
    assert ended.session.new is False
    assert not device.open
    device.launch()
    assert device.ended("ERROR")["request"]["error"]["type"] == "DEVICE_COMMUNICATION_ERROR"
    device.launch()
    assert device.ended("ERROR", "no speech")["request"]["error"] == {
        "type": "INVALID_RESPONSE",
        "message": "no speech",
    }


def test_a_session_can_be_left_without_a_word():
    device = session()
    device.launch()
    device.leave()
    assert not device.open


def test_a_device_says_what_it_can_do():
    able = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "1.4"}}}
    sent = session(interfaces=able, skill_id="amzn1.ask.skill.x").launch()
    assert sent["context"]["System"]["device"]["supportedInterfaces"] == able
    assert sent["session"]["application"] == {"applicationId": "amzn1.ask.skill.x"}
    assert (
        "Alexa.Presentation.APL"
        not in session().launch()["context"]["System"]["device"]["supportedInterfaces"]
    )
    assert read(sent).context.system.device.supported_interfaces.alexa_presentation_apl is not None
