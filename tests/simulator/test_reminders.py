"""The stand-in for Alexa's reminders takes what Amazon takes, and nothing else."""

from __future__ import annotations

import copy
import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services.reminder_management import GetReminderResponse, GetRemindersResponse

from skill.alexa.reminders import reminder
from skill.reply import SetReminder
from skill.simulator.envelopes import Session
from skill.simulator.reminders import PATH, SERIALIZER, Service
from skill.simulator.talking import Permitted, Talk
from skill.simulator.telling import Paper
from skill.simulator.understanding import Understanding

from . import MODEL, clock

HERE = datetime(2026, 11, 23, 20, 15, tzinfo=ZoneInfo("America/New_York"))
SUNDAY = reminder(
    SetReminder("check_in", "sunday", "18:00"), "Your check-in.", HERE, "America/New_York", "en-US"
)
BODY: dict[str, Any] = SERIALIZER.serialize(SUNDAY)
WAY = {"Authorization": "Bearer x"}


def call(service: Service, method: str, path: str = PATH, body: object = None) -> tuple[int, dict[str, Any]]:
    text = body if isinstance(body, str) or body is None else json.dumps(body)
    status, answer = service(method, "api.amazonalexa.com", path, WAY, text, 1.0)
    return status, json.loads(answer) if answer else {}


def test_a_reminder_is_kept_read_changed_and_deleted() -> None:
    service = Service(granted=True)
    status, made = call(service, "POST", body=BODY)
    assert (status, made["status"]) == (201, "ON")
    one = f"{PATH}/{made['alertToken'].replace('/', '%2F')}"
    later = copy.deepcopy(BODY)
    later["trigger"]["recurrence"]["recurrenceRules"] = [
        "FREQ=DAILY;BYHOUR=21;BYMINUTE=30;BYSECOND=0;INTERVAL=1;"
    ]
    assert call(service, "PUT", one, later)[0] == 200
    assert service.told() == [
        "Your check-in. FREQ=DAILY;BYHOUR=21;BYMINUTE=30;BYSECOND=0;INTERVAL=1; America/New_York"
    ]
    status, answer = call(service, "GET", one)
    assert (
        DefaultSerializer().deserialize(json.dumps(answer), GetReminderResponse).alert_token
        == made["alertToken"]
    )
    status, answer = call(service, "GET")
    assert DefaultSerializer().deserialize(json.dumps(answer), GetRemindersResponse).total_count == "1"
    assert call(service, "DELETE", one)[0] == 200
    assert call(service, "DELETE", one) == (404, {"code": "ALERT_NOT_FOUND", "message": "Alert not found."})


def changed(**some: object) -> dict[str, Any]:
    """The body with some of it changed; None leaves it out; names with two underscores lead inside."""
    body = copy.deepcopy(BODY)
    for path, value in some.items():
        inside: Any = body
        *way, last = path.split("__")
        for step in way:
            inside = inside[step]
        if value is None:
            del inside[last]
        else:
            inside[last] = value
    return body


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{", "INVALID_REQUEST"),
        (changed(requestTime=None), "INVALID_REQUEST_TIME"),
        (changed(trigger=None), "INVALID_TRIGGER"),
        (changed(trigger__type="SCHEDULED_RELATIVE"), "INVALID_TRIGGER"),
        (changed(trigger__type="SOMETIME"), "INVALID_REQUEST"),
        (changed(trigger__timeZoneId="Mars/Olympus"), "INVALID_TIME_ZONE_ID"),
        (changed(trigger__recurrence=None), "INVALID_RECURRENCE_RULE"),
        (changed(trigger__recurrence__recurrenceRules=[]), "INVALID_RECURRENCE_RULE"),
        (changed(trigger__recurrence__recurrenceRules=["FREQ=HOURLY"]), "INVALID_RECURRENCE_RULE"),
        (
            changed(
                trigger__recurrence__recurrenceRules=[
                    "FREQ=DAILY;BYHOUR=24;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"
                ]
            ),
            "INVALID_RECURRENCE_RULE",
        ),
        (changed(trigger__recurrence__startDateTime=None), "INVALID_RECURRENCE"),
        (changed(trigger__scheduledTime="2026-11-22T18:00:00"), "INVALID_SCHEDULED_TIME"),
        (changed(alertInfo=None), "INVALID_ALERT_INFO"),
        (changed(alertInfo__spokenInfo__content=[]), "INVALID_ALERT_INFO"),
        (changed(alertInfo__spokenInfo__content=[{"locale": "en-US"}]), "INVALID_ALERT_INFO"),
        (
            changed(alertInfo__spokenInfo__content=[{"locale": "en-US", "text": "Open Closer Together"}]),
            "INVALID_ALERT_INFO",
        ),
        (changed(pushNotification=None), "INVALID_PUSH_NOTIFICATION"),
    ],
)
def test_what_amazon_would_refuse_is_refused(body: object, code: str) -> None:
    service = Service(granted=True)
    status, answer = call(service, "POST", body=body)
    assert (status, answer["code"], service.kept) == (400, code, {})


def test_permission_quota_and_device_are_looked_at() -> None:
    assert call(Service(), "POST", body=BODY)[0] == 401
    assert call(Service(granted=True, most=0), "POST", body=BODY)[1]["code"] == "MAX_REMINDERS_EXCEEDED"
    assert (
        call(Service(granted=True, supported=False), "POST", body=BODY)[1]["code"] == "DEVICE_NOT_SUPPORTED"
    )
    assert call(Service(granted=True), "PATCH", body=BODY)[0] == 405


def test_it_fails_as_it_is_told() -> None:
    service = Service(granted=True)
    service.fail(429, "RATE_EXCEEDED")
    assert call(service, "GET") == (429, {"code": "RATE_EXCEEDED"})
    service.say(200, "<html>")
    assert service("GET", "api.amazonalexa.com", PATH, WAY, None, 1.0) == (200, "<html>")
    service.hang()
    with pytest.raises(TimeoutError):
        call(service, "GET")
    service.cut = True
    with pytest.raises(TimeoutError):
        call(service, "POST", body=BODY)
    assert len(service.kept) == 1  # it was done all the same
    service.down = True
    with pytest.raises(TimeoutError):
        call(service, "GET")
    with pytest.raises(ConnectionError):
        service("GET", "example.org", PATH, WAY, None, 1.0)


WISH = "check_in/sunday/18:00"
ASKS = {
    "version": "1.0",
    "sessionAttributes": {"zone": "UTC"},
    "response": {
        "outputSpeech": {"type": "SSML", "ssml": "<speak>Alexa asks you now.</speak>"},
        "directives": [
            {
                "type": "Connections.SendRequest",
                "name": "AskFor",
                "payload": {},
                "token": "check_in/sunday/18:00",
            }
        ],
    },
}
ENDS = {
    "version": "1.0",
    "response": {
        "outputSpeech": {"type": "SSML", "ssml": "<speak>Done.</speak>"},
        "shouldEndSession": True,
    },
}


@pytest.mark.parametrize(
    ("said", "status", "granted"),
    [
        (["I approve"], "ACCEPTED", True),
        (["yes"], "ACCEPTED", True),
        (["no"], "DENIED", False),
        (["the dishes", "yes"], "ACCEPTED", True),
        (["the dishes", "the dog"], "NOT_ANSWERED", False),
        (["", ""], "NOT_ANSWERED", False),
    ],
)
def test_at_the_terminal_alexa_asks_for_the_permission(
    said: list[str], status: str, *, granted: bool
) -> None:
    sent: list[dict[str, Any]] = []
    answers = iter([ASKS, ENDS])

    def answer(event: dict[str, Any]) -> dict[str, Any]:
        sent.append(event)
        return next(answers)

    lines: list[str] = []
    service = Service()
    talk = Talk(
        answer,
        Understanding.from_model(MODEL),
        Session(clock=clock),
        Paper(lines.append),
        None,
        {},
        reminders=service,
    )
    talk.send(talk.session.launch())
    assert "I approve, or no." in " ".join(lines)
    assert talk.session.open
    for one in said:
        meant = talk.hear(one)
        assert isinstance(meant, Permitted)
        talk.turn(meant)
    request = sent[-1]["request"]
    assert (request["type"], request["payload"]["status"]) == ("Connections.Response", status)
    assert request["token"] == WISH
    assert sent[-1]["session"]["attributes"] == {"zone": "UTC"}
    assert service.granted == granted
    assert not talk.session.open
