"""The skill as the SDK runs it, with genuine envelopes."""

from __future__ import annotations

import json
import logging
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from ask_sdk_core.exceptions import AskSdkException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import ResponseEnvelope
from hypothesis import given, settings
from hypothesis import strategies as st

from skill import heard as h
from skill.alexa import requests
from skill.alexa.handling import answer, build_skill
from skill.alexa.turning import Asking, Turning, take_turn
from skill.content.loading import library
from skill.conversation import Conversation
from skill.errors import StaleCouple, StoreUnavailable
from skill.reply import Event
from skill.simulator.envelopes import SKILL_ID, Session, known
from skill.stores.memory import MemoryStore
from tests.evening import TONIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.couple import Couple


class Clock:
    def __init__(self) -> None:
        self.now = TONIGHT.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


class Broken(MemoryStore):
    """A store that can be taken away, wholly or for saving only."""

    def __init__(self) -> None:
        super().__init__()
        self.down: set[str] = set()

    def load(self, couple_id: str) -> Couple | None:
        self._fail("load")
        return super().load(couple_id)

    def save(self, couple: Couple, events: Any = ()) -> Couple:
        self._fail("save")
        return super().save(couple, events)

    def forget(self, couple_id: str) -> None:
        self._fail("forget")
        super().forget(couple_id)

    def _fail(self, what: str) -> None:
        if what in self.down:
            raise StoreUnavailable("the test", "the store is away", "bring it back")


class Device:
    """One Echo with the skill behind it."""

    def __init__(self, store: MemoryStore | None = None, skill_id: str | None = None, **options: Any) -> None:
        self.store = store or Broken()
        self.clock = Clock()
        self.session = Session(clock=self.clock, user="couple-1")
        outside = Turning(self.store, self.clock, random.Random(5))
        self.skill = build_skill(outside, lambda _: library(), skill_id=skill_id, **options)

    def opens(self) -> dict[str, Any]:
        return self.sends(self.session.launch())

    def says(self, intent: str, **slots: Any) -> dict[str, Any]:
        return self.sends(self.session.intent(intent, **slots))

    def sends(self, event: dict[str, Any]) -> dict[str, Any]:
        response = answer(self.skill, json.loads(json.dumps(event)))
        well_formed(response)
        self.session.answered(response)
        return response


def well_formed(response: dict[str, Any]) -> None:
    """Within Amazon's limits, and readable by Amazon's own serialiser."""
    text = json.dumps(response)
    assert len(text.encode()) <= 24 * 1024
    read = DefaultSerializer().deserialize(text, ResponseEnvelope)
    body = response["response"]
    if "shouldEndSession" in body:
        assert body["shouldEndSession"] == ("reprompt" not in body)
        assert read.response.output_speech.ssml == body["outputSpeech"]["ssml"]


def speech(response: dict[str, Any]) -> str:
    return str(response["response"]["outputSpeech"]["ssml"])


@pytest.fixture
def device() -> Device:
    return Device()


def test_an_evening_in_envelopes(device: Device) -> None:
    first = device.opens()
    assert "Welcome" in speech(first) or "welcome" in speech(first)
    assert first["sessionAttributes"]["zone"] == "America/New_York"
    device.says("DoneIntent")
    device.says("AMAZON.YesIntent")
    last = device.says("AMAZON.NoIntent")
    assert last["response"]["shouldEndSession"] is True
    assert not device.session.open


def test_a_dropped_session_resumes_from_what_was_saved_before_the_reply(device: Device) -> None:
    device.says("StartGuideIntent", Guide=known("check_in"))
    place = device.says("DoneIntent")["sessionAttributes"]["place"]
    assert device.sends(device.session.ended("ERROR"))["response"] == {}
    assert device.opens()["sessionAttributes"]["place"] == place


def test_requests_for_another_skill_are_refused() -> None:
    device = Device(skill_id="amzn1.ask.skill.another")
    with pytest.raises(AskSdkException):
        device.opens()
    Device(skill_id=SKILL_ID).opens()


@pytest.mark.parametrize("missing", ["context", "System", "application"])
def test_requests_for_no_skill_at_all_are_refused_too(missing: str) -> None:
    device = Device(skill_id=SKILL_ID)
    event = device.session.launch()
    where = {"context": event, "System": event["context"], "application": event["context"]["System"]}[missing]
    del where[missing]
    with pytest.raises(AskSdkException):
        answer(device.skill, event)


@pytest.mark.parametrize(
    "change",
    [
        {"type": "Brand.New.Request"},
        {"type": "IntentRequest", "timestamp": "garbage", "intent": {"name": "DoneIntent"}},
        {"type": "IntentRequest", "intent": {"name": "NobodyKnowsThisIntent"}},
        {"type": "IntentRequest", "intent": {"name": "DoneIntent", "confirmationStatus": "PERHAPS"}},
        {"type": "IntentRequest"},
    ],
)
def test_what_is_not_known_is_answered_and_keeps_the_place(device: Device, change: dict[str, Any]) -> None:
    place = device.says("StartGuideIntent", Guide=known("check_in"))["sessionAttributes"]["place"]
    event = device.session.intent("DoneIntent")
    event["request"] = {"requestId": "1", "timestamp": "2026-11-23T20:00:00Z", "locale": "en-US"} | change
    response = device.sends(event)
    assert response["sessionAttributes"]["place"] == place
    assert response["response"]["shouldEndSession"] is False


@pytest.mark.parametrize(
    "kind",
    [
        "AudioPlayer.PlaybackStarted",
        "PlaybackController.NextCommandIssued",
        "Alexa.Presentation.APL.UserEvent",
        "Connections.Response",
        "System.ExceptionEncountered",
        "AlexaSkillEvent.SkillEnabled",
        "AlexaSkillEvent.SkillPermissionAccepted",
        "Messaging.MessageReceived",
        "Reminders.ReminderStarted",
        "Brand.New.Event",
    ],
)
def test_events_without_a_session_are_acknowledged_in_silence(device: Device, kind: str) -> None:
    event = device.session.launch()
    del event["session"]
    event["request"] = {
        "type": kind,
        "requestId": "1",
        "timestamp": "2026-11-23T20:00:00Z",
        "locale": "en-US",
    }
    assert device.sends(event)["response"] == {}


@pytest.mark.parametrize(
    "event", [{}, {"request": None}, {"request": {"type": 5}}, {"context": 3, "session": []}]
)
def test_garbage_is_answered_with_nothing(device: Device, event: dict[str, Any]) -> None:
    assert answer(device.skill, event)["response"] == {}


def test_a_disabled_skill_forgets_the_couple(device: Device) -> None:
    device.says("IntroduceUsIntent", FirstPartner="ana", SecondPartner="ben")
    event = device.session.launch()
    del event["session"]
    event["request"] = {
        "type": "AlexaSkillEvent.SkillDisabled",
        "requestId": "1",
        "timestamp": "2026-11-23T20:00:00Z",
    }
    assert device.sends(event)["response"] == {}
    assert device.store.export("couple-1") == []


def test_a_disabled_skill_that_cannot_be_forgotten_is_an_error_so_that_alexa_asks_again() -> None:
    store = Broken()
    store.down = {"forget"}
    device = Device(store)
    event = device.session.launch()
    event["request"] = {
        "type": "AlexaSkillEvent.SkillDisabled",
        "requestId": "1",
        "timestamp": "2026-11-23T20:00:00Z",
    }
    with pytest.raises(StoreUnavailable):
        answer(device.skill, event)


@pytest.mark.parametrize(
    ("intent", "expected"),
    [("DateIdeaIntent", "YES"), ("DoneIntent", "MAYBE"), ("NobodyKnowsThisIntent", "NO")],
)
def test_whether_it_can_fulfil_is_answered_without_doing_anything(
    device: Device, intent: str, expected: str
) -> None:
    event = device.session.intent(intent, Day="monday")
    event["request"]["type"] = "CanFulfillIntentRequest"
    body = device.sends(event)["response"]["canFulfillIntent"]
    assert body["canFulfill"] == expected
    assert set(body["slots"]) == {"Day"}
    assert device.store.export("couple-1") == []


def test_delete_everything_leaves_nothing(device: Device) -> None:
    device.says("IntroduceUsIntent", FirstPartner="ana", SecondPartner="ben")
    device.says("TonightsQuestionIntent")
    device.says("SaveThisIntent")
    device.says("ForgetUsIntent")
    assert device.says("AMAZON.YesIntent")["response"]["shouldEndSession"] is True
    assert device.store.export("couple-1") == []


@pytest.mark.parametrize("away", [{"load", "save", "forget"}, {"save"}])
def test_with_the_store_away_people_get_their_question_and_hear_of_it_once(away: set[str]) -> None:
    store = Broken()
    device = Device(store)
    device.says("IntroduceUsIntent", FirstPartner="ana", SecondPartner="ben")
    device.says("TonightsQuestionIntent")
    device.says("SaveThisIntent")
    kept = store.load("couple-1")
    device.session.leave()
    store.down = away
    words = library().lines["phrases.adrift"]
    first = device.opens()
    assert any(wording in speech(first) for wording in words)
    assert "ready to swap" in speech(first).lower() or first["response"]["shouldEndSession"] is False
    second = device.says("DoneIntent")
    assert not any(wording in speech(second) for wording in words)
    device.says("ForgetUsIntent")
    store.down = set()
    assert store.load("couple-1") == kept
    device.session.leave()
    back = device.opens()
    assert (
        "Ana" in speech(back)
        or "pick up" in speech(back)
        or "stopped" in speech(back)
        or "left off" in speech(back)
    )


def test_somebody_else_saving_meanwhile_is_no_loss() -> None:
    class Contended(Broken):
        def __init__(self) -> None:
            super().__init__()
            self.contend = 0

        def save(self, couple: Couple, events: Any = ()) -> Couple:
            if self.contend:
                self.contend -= 1
                other = super().load(couple.id)
                assert other is not None
                super().save(replace(other, kept=(f"other-{self.contend}", *other.kept)))
            return super().save(couple, events)

    store = Contended()
    device = Device(store)
    device.says("TonightsQuestionIntent")
    store.contend = 2
    device.says("SaveThisIntent")
    couple = store.load("couple-1")
    assert couple is not None
    assert len(couple.kept) == 3


def test_contention_without_end_is_given_up_in_time() -> None:
    clock = Clock()

    class Hopeless(MemoryStore):
        tries = 0

        def save(self, couple: Couple, events: Any = ()) -> Couple:  # noqa: ARG002 - fails whatever it gets
            self.tries += 1
            clock.now += timedelta(milliseconds=300)
            raise StaleCouple(couple.id, "somebody else was faster", "load it again")

    store = Hopeless()
    turn, problem = take_turn(
        Turning(store, clock, random.Random(1)),
        Asking(h.Opened(), (), Conversation(), "c", "US", UTC, apart=False),
        library(),
    )
    assert problem == "StaleCouple"
    assert store.tries == 4
    assert turn.conversation.adrift


def test_a_turn_that_changes_nothing_saves_nothing() -> None:
    class Counting(MemoryStore):
        saves = 0

        def save(self, couple: Couple, events: Any = ()) -> Couple:
            self.saves += 1
            return super().save(couple, events)

    store = Counting()
    device = Device(store)
    device.opens()
    assert store.saves == 1
    device.says("CrisisIntent")
    assert store.saves == 1


def test_its_own_failure_is_an_apology_that_keeps_place_and_session(
    device: Device, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    attributes = device.says("StartGuideIntent", Guide=known("check_in"))["sessionAttributes"]

    def fail(*_: object) -> None:
        msg = "secret words that somebody said"
        raise RuntimeError(msg)

    monkeypatch.setattr(requests, "heard", fail)
    with caplog.at_level(logging.INFO, logger="closer"):
        response = device.says("DoneIntent")
    assert response["response"]["shouldEndSession"] is False
    assert response["sessionAttributes"] == attributes
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_the_log_has_one_line_a_turn_without_names_or_words(
    device: Device, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="closer"):
        device.says("IntroduceUsIntent", FirstPartner="marked-ana", SecondPartner="marked-ben")
        device.says("NoteIntent", Note="marked words")
        device.says("FeelingIntent", Feeling="marked feeling")
    lines = [json.loads(record.message) for record in caplog.records]
    assert [line["heard"] for line in lines] == ["Introduce", "Note", "Feeling"]
    assert "marked" not in caplog.text
    assert set(lines[0]) == {"guide", "step", "heard", "locale", "store", "ms"}


def test_a_safety_turn_is_not_logged_at_all(device: Device, caplog: pytest.LogCaptureFixture) -> None:
    device.opens()
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        device.says("CrisisIntent", Danger=known("fear"))
        device.says("AMAZON.RepeatIntent")
    assert caplog.records == []


def test_the_device_is_asked_for_its_zone_once_a_session() -> None:
    asked: list[tuple[str, str, str]] = []

    def fetch(host: str, path: str, token: str) -> str:
        asked.append((host, path, token))
        return '"Europe/Berlin"'

    device = Device(fetch=fetch)
    event = device.session.launch()
    event["context"]["System"]["apiAccessToken"] = "token"
    response = device.sends(event)
    assert response["sessionAttributes"]["zone"] == "Europe/Berlin"
    device.says("DoneIntent")
    assert len(asked) == 1
    assert asked[0][0] == "api.amazonalexa.com"
    assert asked[0][1].endswith("/settings/System.timeZone")


SLOTS = st.dictionaries(
    st.sampled_from(
        ["Theme", "Depth", "Rounds", "Guide", "Direction", "Score", "Note", "Feeling", "Danger", "Day"]
    ),
    st.one_of(
        st.text(max_size=20).filter(lambda text: text.isprintable()),
        st.sampled_from([known("money"), known("check_in"), known("deeper"), known("fear"), "7", "?"]),
    ),
    max_size=3,
)
SENT = st.one_of(
    st.just(("launch", {})),
    st.just(("drop", {})),
    st.tuples(st.sampled_from(sorted(requests.MEANINGS)), SLOTS),
    st.tuples(
        st.sampled_from(["DoneIntent", "AMAZON.YesIntent", "AMAZON.NextIntent", "UnknownIntent"]), st.just({})
    ),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(SENT, max_size=40))
def test_whatever_is_sent_amazons_own_serialiser_reads_the_answer(
    sent: list[tuple[str, dict[str, Any]]],
) -> None:
    device = Device()
    for name, slots in sent:
        match name:
            case "launch":
                device.opens()
            case "drop":
                if device.session.open:
                    device.sends(device.session.ended("ERROR"))
            case _:
                response = device.says(name, **slots)  # `sends` checks the answer
                assert response["response"]["outputSpeech"]["ssml"].startswith("<speak>")


def test_events_are_recorded_with_the_couple(device: Device) -> None:
    device.says("TonightsQuestionIntent")
    device.says("SaveThisIntent")
    recalled = device.store.recall("couple-1", "kept")
    assert [type(one) for one in recalled] == [Event]


@pytest.fixture(autouse=True)
def _quiet_log() -> Iterator[None]:
    logging.getLogger("closer").setLevel(logging.INFO)
    yield
    logging.getLogger("closer").setLevel(logging.NOTSET)


def test_when_it_fails_in_danger_people_still_hear_whom_to_call_and_nothing_is_logged(
    device: Device, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("nothing works")

    device.opens()
    caplog.clear()
    monkeypatch.setattr("skill.alexa.handling.take_turn", fail)
    with caplog.at_level(logging.DEBUG):
        response = device.says("CrisisIntent", Danger=known("fear"))
    assert "a domestic abuse helpline" in speech(response)
    assert "your emergency number" in speech(response)
    assert response["response"]["shouldEndSession"] is True
    assert caplog.records == []


def test_when_even_looking_for_danger_fails_a_cry_for_help_is_still_heard(
    device: Device, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("nothing works")

    monkeypatch.setattr("skill.dialogue.safety.notice", fail)
    with caplog.at_level(logging.DEBUG):
        response = device.says("CrisisIntent")
    assert "your emergency number" in speech(response)
    assert caplog.records == []


class Untouchable(MemoryStore):
    """A store that must not be asked for anything."""

    def load(self, couple_id: str) -> Couple | None:
        msg = f"the store was asked for {couple_id}"
        raise AssertionError(msg)

    def save(self, couple: Couple, events: Any = ()) -> Couple:
        msg = f"{couple.id} was saved, with {events}"
        raise AssertionError(msg)


@pytest.mark.parametrize("intent", ["CrisisIntent", "NoteIntent"])
def test_in_danger_nobody_is_asked_anything_neither_the_store_nor_alexa(intent: str) -> None:
    def fetch(host: str, path: str, token: str) -> str:
        msg = f"{host} was asked for {path} with {token}"
        raise AssertionError(msg)

    device = Device(Untouchable(), fetch=fetch)
    event = device.session.intent(intent, **({"Note": "he hits me"} if intent == "NoteIntent" else {}))
    event["context"]["System"]["apiAccessToken"] = "token"
    assert "safer" in speech(device.sends(event))
    assert device.says("AMAZON.RepeatIntent")["response"]["shouldEndSession"] is True
