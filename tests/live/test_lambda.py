"""The artifact that is deployed, under Lambda's own runtime, with Amazon's DynamoDB Local."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import ResponseEnvelope

from skill.simulator.envelopes import SKILL_ID, Session, Slot, known
from skill.stores.dynamodb import DynamoStore
from skill.wiring import seconds
from tests.live import lambda_emulator
from tests.live.conftest import CACHE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.live.conftest import Emulator, Table

LONGEST_SPEECH = 8_000
LARGEST_RESPONSE = 24 * 1024

Json = dict[str, Any]


class Couple:
    """Talks to the function, and holds every reply to what the platform takes."""

    def __init__(self, emulator: Emulator, session: Session) -> None:
        self.emulator = emulator
        self.session = session

    def opens(self) -> Json:
        return self._sends(self.session.launch())

    def says(self, intent: str, **slots: Slot | str) -> Json:
        return self._sends(self.session.intent(intent, **slots))

    def done(self, times: int = 1) -> Json:
        for _ in range(times):
            reply = self.says("DoneIntent")
        return reply

    def drops(self) -> None:
        """The session ends without warning."""
        reply = self.emulator.invoke(self.session.ended("ERROR"))
        assert reply["response"] == {}

    def _sends(self, event: Json) -> Json:
        reply = self.emulator.invoke(event)
        assert "errorMessage" not in reply, reply
        check(reply)
        self.session.answered(reply)
        return reply


def check(reply: Json) -> None:
    """What Alexa asks of every reply that speaks."""
    serializer = DefaultSerializer()
    read = serializer.deserialize(json.dumps(reply), ResponseEnvelope)
    assert serializer.serialize(read) == reply
    assert len(json.dumps(reply).encode()) <= LARGEST_RESPONSE
    response = reply["response"]
    assert response["outputSpeech"]["type"] == "SSML"
    assert len(response["outputSpeech"]["ssml"]) <= LONGEST_SPEECH
    assert response["shouldEndSession"] in (True, False)
    assert ("reprompt" in response) is (response["shouldEndSession"] is False)


def place(reply: Json) -> tuple[str, str, int]:
    """Where a reply leads to; the session is open."""
    assert reply["response"]["shouldEndSession"] is False
    at = reply["sessionAttributes"]["place"]
    return at["guide"], at["step"], at.get("speaker", 0)


def speech(reply: Json) -> str:
    ssml: str = reply["response"]["outputSpeech"]["ssml"]
    return ssml


def closed(reply: Json) -> bool:
    return reply["response"]["shouldEndSession"] is True


@pytest.fixture
def couple(emulator: Emulator, session: Session) -> Couple:
    return Couple(emulator, session)


@pytest.fixture
def ana_and_ben(couple: Couple) -> Couple:
    """They have opened the skill, said their names, and stopped."""
    couple.opens()
    reply = couple.says("IntroduceUsIntent", FirstPartner="ana", SecondPartner="ben")
    assert "Ana" in speech(reply)
    assert "Ben" in speech(reply)
    assert closed(couple.says("AMAZON.StopIntent"))
    return couple


def test_the_artifact_needs_nothing_that_is_not_in_it(artifact: Path, table: Table) -> None:
    # No site-packages and no runtime beside it: what is missing cannot be found elsewhere.
    start = "import sys, json; sys.path.insert(0, sys.argv[1]); from lambda_function import lambda_handler;"
    start += "print(json.dumps(lambda_handler(json.loads(sys.argv[2]), None)))"
    event = Session(user="alone", clock=lambda: datetime.now(UTC)).launch()
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", start, str(artifact), json.dumps(event)],
        env={"PATH": os.defpath, "CLOSER_SKILL_ID": "any", **table.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    check(json.loads(done.stdout.splitlines()[-1]))


def test_a_function_that_cannot_start_says_what_is_missing(
    artifact: Path, table: Table, tmp_path: Path
) -> None:
    log = tmp_path / "log.txt"
    program = lambda_emulator.install(CACHE)
    event = Session(user="nobody", clock=lambda: datetime.now(UTC)).launch()
    with (
        lambda_emulator.running(artifact, table.environment, program=program, log=log) as url,
        pytest.raises(RuntimeError, match="502"),
    ):
        lambda_emulator.invoke(url, event)
    assert "CLOSER_SKILL_ID: is not set" in log.read_text()


def test_tonights_question_from_the_first_welcome_to_its_end(couple: Couple) -> None:
    assert place(couple.opens()) == ("tonights_question", "first", 0)
    reply = couple.says("IntroduceUsIntent", FirstPartner="ana", SecondPartner="ben")
    assert place(reply) == ("tonights_question", "first", 0)
    assert place(couple.done()) == ("tonights_question", "second", 1)
    assert place(couple.done()) == ("tonights_question", "together", 0)
    assert closed(couple.says("AMAZON.NoIntent"))


def test_an_evening_has_one_question(ana_and_ben: Couple) -> None:
    first = ana_and_ben.says("TonightsQuestionIntent", Theme="", Depth="")
    ana_and_ben.session.leave()
    again = ana_and_ben.says("TonightsQuestionIntent", Theme="", Depth="")
    assert again["sessionAttributes"]["place"]["item"] == first["sessionAttributes"]["place"]["item"]


def test_a_question_about_a_theme(ana_and_ben: Couple) -> None:
    reply = ana_and_ben.says("TonightsQuestionIntent", Theme=known("money", type_name="THEME"), Depth="")
    assert reply["sessionAttributes"]["place"]["theme"] == "money"


def test_an_appreciation_round_to_its_end(ana_and_ben: Couple) -> None:
    reply = ana_and_ben.says("AppreciationRoundIntent", Rounds="1")
    assert place(reply) == ("appreciation_round", "turn", 0)
    assert place(ana_and_ben.done()) == ("appreciation_round", "turn", 1)
    assert place(ana_and_ben.done()) == ("appreciation_round", "more", 0)
    assert closed(ana_and_ben.says("AMAZON.NoIntent"))


def test_a_date_is_taken_and_the_turn_to_plan_passes_on(ana_and_ben: Couple, table: Table) -> None:
    offer = ana_and_ben.says(
        "DateIdeaIntent",
        Budget=known("free", type_name="BUDGET"),
        Place=known("home", type_name="PLACE"),
        Energy="",
        Duration="",
        Day="",
    )
    assert place(offer) == ("date_idea", "offer", 0)
    assert offer["sessionAttributes"]["place"]["wish"] == {"budget": "free", "place": "home"}
    idea = offer["sessionAttributes"]["place"]["item"]
    taken = ana_and_ben.says("AcceptDateIntent")
    assert place(taken) == ("date_idea", "accepted", 0)
    assert "Ana" in speech(taken)
    assert "Ben" in speech(ana_and_ben.says("PlannerTurnIntent"))
    assert closed(ana_and_ben.says("AMAZON.NoIntent"))
    (event,) = history(ana_and_ben, table, "date_accepted")
    assert event.facts == {"item": idea}


def test_a_check_in_that_drops_goes_on_exactly_there(ana_and_ben: Couple, table: Table) -> None:
    check_in = known("check_in", "weekly check in", "GUIDE")
    assert place(ana_and_ben.says("StartGuideIntent", Guide=check_in)) == ("check_in", "appreciate", 0)
    assert place(ana_and_ben.done()) == ("check_in", "appreciate", 1)
    ana_and_ben.done(2)
    assert place(ana_and_ben.says("AMAZON.YesIntent")) == ("check_in", "floor", 0)
    assert place(ana_and_ben.done()) == ("check_in", "mirror", 0)
    ana_and_ben.drops()
    assert place(ana_and_ben.opens()) == ("check_in", "mirror", 0)
    assert place(ana_and_ben.says("AMAZON.YesIntent")) == ("check_in", "floor", 1)
    assert place(ana_and_ben.done()) == ("check_in", "mirror", 1)
    assert place(ana_and_ben.done()) == ("check_in", "solve", 0)
    assert place(ana_and_ben.done(3)) == ("check_in", "suits", 0)
    assert place(ana_and_ben.says("AMAZON.YesIntent")) == ("check_in", "closeness", 0)
    assert place(ana_and_ben.says("ScoreIntent", Score="8")) == ("check_in", "closeness", 1)
    assert closed(ana_and_ben.says("ScoreIntent", Score="7"))
    scores = [event.facts for event in history(ana_and_ben, table, "closeness")]
    assert scores == [{"score": 7}, {"score": 8}]


def test_next_weeks_check_in_asks_about_what_was_agreed(ana_and_ben: Couple, table: Table) -> None:
    agreed = (datetime.now(UTC) - timedelta(days=7)).date().isoformat()
    store = DynamoStore(table.client, table.name, seconds)
    as_it_is = store.load(ana_and_ben.session.user)
    assert as_it_is is not None
    store.save(replace(as_it_is, agreed=agreed))  # as a check-in of last week left it
    check_in = known("check_in", "weekly check in", "GUIDE")
    assert place(ana_and_ben.says("StartGuideIntent", Guide=check_in)) == ("check_in", "last_time", 0)
    assert place(ana_and_ben.says("AMAZON.YesIntent")) == ("check_in", "last_time", 1)
    assert place(ana_and_ben.says("AMAZON.NoIntent")) == ("check_in", "appreciate", 0)
    kept = {event.key: event.facts for event in history(ana_and_ben, table, "agreement")}
    assert kept == {f"{agreed}#first": {"kept": 1}, f"{agreed}#second": {"kept": 0}}


def history(couple: Couple, table: Table, kind: str) -> list[Any]:
    """What is kept of a kind, newest first."""
    return DynamoStore(table.client, table.name, seconds).recall(couple.session.user, kind)


def test_forgetting_leaves_nothing_in_the_table(ana_and_ben: Couple, table: Table) -> None:
    ana_and_ben.session.leave()
    table.clear()
    ana_and_ben.opens()
    ana_and_ben.says("SaveThisIntent")
    ana_and_ben.says("DateIdeaIntent", Budget="", Place="", Energy="", Duration="", Day="")
    ana_and_ben.says("AcceptDateIntent")
    assert len(table.items()) > 1
    assert place(ana_and_ben.says("ForgetUsIntent")) == ("forget", "confirm", 0)
    assert closed(ana_and_ben.says("AMAZON.YesIntent"))
    assert table.items() == []


def test_who_disables_the_skill_is_forgotten(ana_and_ben: Couple, table: Table, emulator: Emulator) -> None:
    table.clear()
    ana_and_ben.opens()
    assert table.items()
    event = ana_and_ben.session.ended("USER_INITIATED")
    del event["session"]
    event["request"] = {
        "type": "AlexaSkillEvent.SkillDisabled",
        "requestId": "amzn1.echo-api.request.1",
        "timestamp": "2026-11-23T20:15:00Z",
        "eventCreationTime": "2026-11-23T20:15:00Z",
        "eventPublishingTime": "2026-11-23T20:15:01Z",
    }
    assert emulator.invoke(event)["response"] == {}
    assert table.items() == []


def test_an_unknown_kind_of_request_in_a_session_is_taken_as_not_understood(couple: Couple) -> None:
    before = place(couple.opens())
    event = couple.session.intent("AMAZON.YesIntent")
    event["request"] = {**event["request"], "type": "Alexa.Something.Newer", "payload": {"a": [1, 2]}}
    reply = couple.emulator.invoke(event)
    check(reply)
    assert place(reply) == before


def test_an_unknown_kind_of_request_outside_a_session_is_taken_in_silence(couple: Couple) -> None:
    event = couple.session.launch()
    del event["session"]
    event["request"] = {**event["request"], "type": "Alexa.Something.Newer"}
    assert couple.emulator.invoke(event)["response"] == {}


def test_an_unknown_intent_is_not_understood(couple: Couple) -> None:
    couple.opens()
    assert place(couple.says("SomethingNewIntent")) == ("tonights_question", "first", 0)


def test_whether_it_can_fulfil_is_answered_without_doing_anything(couple: Couple, table: Table) -> None:
    before = table.items()
    event = couple.session.intent("TonightsQuestionIntent", Theme=known("dreams", type_name="THEME"))
    event["request"] = {**event["request"], "type": "CanFulfillIntentRequest"}
    reply = couple.emulator.invoke(event)
    able = reply["response"]["canFulfillIntent"]
    assert able["canFulfill"] == "YES"
    assert able["slots"]["Theme"] == {"canUnderstand": "YES", "canFulfill": "YES"}
    assert table.items() == before


def test_another_skill_is_refused(couple: Couple, emulator: Emulator, table: Table) -> None:
    before = table.items()
    stranger = Session(
        user="stranger",
        clock=lambda: datetime.now(UTC),
        skill_id=SKILL_ID.replace("0000-000000000000", "0000-000000000001"),
    )
    reply = emulator.invoke(stranger.launch())
    assert reply["errorType"] == "AskSdkException"
    assert "response" not in reply
    assert table.items() == before
    assert place(couple.opens())  # and the next one is served as ever


def test_the_log_has_one_line_a_turn_and_nothing_that_anybody_said(couple: Couple) -> None:
    couple.opens()
    before = couple.emulator.log.stat().st_size
    couple.says("IntroduceUsIntent", FirstPartner="zebulon", SecondPartner="quirina")
    couple.says("NoteIntent", Note="the unpaid parking ticket")
    lines = logged(couple, before, 2)
    assert [line["heard"] for line in lines] == ["Introduce", "Note"]
    for line in lines:
        assert set(line) == {"guide", "step", "heard", "locale", "store", "ms"}
    whole = couple.emulator.log.read_bytes()[before:].decode().lower()
    said = ("zebulon", "quirina", "parking", couple.session.user.lower())
    assert not [word for word in said if word in whole]


def logged(couple: Couple, since: int, count: int) -> list[Json]:
    """The JSON lines that the function logged; they come a little later than the reply."""
    for _ in range(100):
        text = couple.emulator.log.read_bytes()[since:].decode()
        lines = [line[line.index("{") :] for line in text.splitlines() if '{"guide"' in line]
        if len(lines) >= count:
            return [json.loads(line) for line in lines]
        Event().wait(0.05)
    pytest.fail(f"only {len(lines)} lines were logged: {text}")
