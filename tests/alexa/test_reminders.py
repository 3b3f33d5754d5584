"""The Reminders flow against a stand-in of Amazon's service that is made of Amazon's own model classes."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from http.client import IncompleteRead
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from skill import heard as h
from skill.alexa import reminders, requests
from skill.alexa.handling import answer
from skill.alexa.reminders import Reminders, problem_of, rule
from skill.alexa.turning import Asking, Turning, take_turn
from skill.content.loading import library
from skill.conversation import Conversation
from skill.couple import Couple, Ritual
from skill.errors import StaleCouple
from skill.reply import CancelReminders, SetReminder
from skill.simulator.envelopes import known
from skill.simulator.reminders import PATH, TOKEN, Service
from skill.stores.memory import MemoryStore
from tests.alexa.test_handling import Broken, Clock, Device, speech
from tests.evening import TONIGHT, keys
from tests.scenario import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from skill.reply import Errand

SUNDAY = SetReminder("check_in", "sunday", "18:00")
WAY = ("api.amazonalexa.com", TOKEN)


class Echo(Device):
    """An Echo in front of the skill and of Alexa's reminders."""

    def __init__(self, service: Service, **options: Any) -> None:
        super().__init__(send=service, usual_zone="America/New_York", **options)
        self.service = service
        self.session.api_token = TOKEN
        self.store.save(Couple("couple-1", seed=7, visits=3))

    def schedules(self, day: str = "sunday", time: str = "18:00", ritual: str = "check_in") -> dict[str, Any]:
        return self.says("ScheduleIntent", Ritual=known(ritual), Day=known(day), Time=time)

    def permits(self, status: Any) -> dict[str, Any]:
        return self.sends(self.session.permission(status))

    @property
    def couple(self) -> Couple:
        couple = self.store.load("couple-1")
        assert couple is not None
        return couple


@pytest.fixture
def service() -> Service:
    return Service(granted=True)


@pytest.fixture
def echo(service: Service) -> Echo:
    return Echo(service)


def says(response: Mapping[str, Any], line: str) -> bool:
    """Whether some wording of a line of rituals is heard."""
    return pattern(f"rituals.{line}", None).search(speech(dict(response))) is not None


# What is sent.


def test_what_amazon_gets_is_a_day_a_time_a_zone_and_a_label(echo: Echo, service: Service) -> None:
    echo.says("IntroduceUsIntent", FirstPartner="Ana", SecondPartner="Ben")
    response = echo.schedules()
    assert says(response, "set")
    assert "every Sunday at six in the evening" in speech(response)
    (body,) = map(json.loads, service.bodies)
    assert body == {
        "requestTime": "2026-11-23T20:15:00",
        "trigger": {
            "type": "SCHEDULED_ABSOLUTE",
            "scheduledTime": "2026-11-29T18:00:00",
            "timeZoneId": "America/New_York",
            "recurrence": {
                "startDateTime": "2026-11-23T20:15:00",
                "recurrenceRules": ["FREQ=WEEKLY;BYDAY=SU;BYHOUR=18;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"],
            },
        },
        "alertInfo": {"spokenInfo": {"content": [{"locale": "en-US", "text": "Your weekly check-in."}]}},
        "pushNotification": {"status": "ENABLED"},
    }
    assert echo.couple.rituals == {"check_in": Ritual("sunday", "18:00", "reminder/1")}


def test_a_zone_that_is_only_guessed_is_left_to_the_device(service: Service) -> None:
    echo = Echo(service)
    echo.skill = Device(echo.store, send=service).skill  # the locale's usual zone is all there is to go by
    echo.says("TonightsQuestionIntent")
    assert says(echo.schedules(), "set")
    assert "timeZoneId" not in json.loads(service.bodies[0])["trigger"]


@pytest.mark.parametrize(
    ("day", "time", "first"),
    [
        ("monday", "20:15", "2026-11-30T20:15:00"),  # just now: a week later
        ("monday", "20:16", "2026-11-23T20:16:00"),
        ("daily", "20:00", "2026-11-24T20:00:00"),
        ("daily", "21:30", "2026-11-23T21:30:00"),
        ("sunday", "18:00", "2026-11-29T18:00:00"),
    ],
)
def test_it_sounds_for_the_first_time_when_it_is_next_due(day: str, time: str, first: str) -> None:
    errand = SetReminder("check_in", day, time)
    made = reminders.reminder(errand, "x", TONIGHT, None, "en-US")
    assert made.trigger.scheduled_time.isoformat() == first


def test_rules_are_written_as_amazon_writes_them() -> None:
    assert rule("daily", "21:05") == "FREQ=DAILY;BYHOUR=21;BYMINUTE=5;BYSECOND=0;INTERVAL=1;"
    assert rule("wednesday", "07:00") == "FREQ=WEEKLY;BYDAY=WE;BYHOUR=7;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"


# Every error, by what people hear.

SETTING: list[tuple[int, str, str, str]] = [
    (400, "INVALID_REQUEST", "", "refused"),
    (400, "INVALID_TRIGGER", "", "refused"),
    (400, "", "", "refused"),
    (401, "UNAUTHORIZED", "", "permission"),
    (401, "INVALID_BEARER_TOKEN", "", "permission"),
    (401, "", "", "permission"),
    (403, "UNAUTHORIZED", "", "permission"),
    (403, "", "Skill has no permission", "permission"),
    (403, "DEVICE_NOT_SUPPORTED", "", "unsupported"),
    (403, "", "", "unsupported"),
    (403, "MAX_REMINDERS_EXCEEDED", "", "too_many"),
    (404, "NOT_FOUND", "", "refused"),
    (405, "METHOD_NOT_ALLOWED", "", "refused"),
    (409, "", "", "permission"),
    (429, "RATE_EXCEEDED", "", "unreachable"),
    (500, "INTERNAL_ERROR", "", "unreachable"),
    (503, "SERVICE_UNAVAILABLE", "", "unreachable"),
    (504, "GATEWAY_TIMEOUT", "", "unreachable"),
]


@pytest.mark.parametrize(("status", "code", "message", "line"), SETTING)
def test_every_error_of_setting_is_answered_well(
    echo: Echo, service: Service, status: int, code: str, message: str, line: str
) -> None:
    service.fail(status, code, message)
    response = echo.schedules()
    assert says(response, line)
    assert service.kept == {}
    assert echo.couple.rituals == {"check_in": Ritual("sunday", "18:00")}
    if line == "permission":
        assert response["response"]["directives"][0]["name"] == "AskFor"
    else:
        assert says(response, "kept")
        assert response["response"]["shouldEndSession"] is False


@pytest.mark.parametrize(("status", "code", "message", "line"), SETTING)
def test_every_error_of_moving_is_answered_well(
    echo: Echo, service: Service, status: int, code: str, message: str, line: str
) -> None:
    echo.schedules()
    service.fail(status, code, message, times=2 if status >= 500 else 1)
    response = echo.schedules("monday")
    if status == 404:  # the old one is gone: there is a new one instead
        assert says(response, "moved")
        assert echo.couple.rituals["check_in"].alert == "reminder/2"
        return
    assert says(response, line)
    assert line == "permission" or says(response, "old_stands")
    assert echo.couple.rituals["check_in"] == Ritual("monday", "18:00", "reminder/1")


@pytest.mark.parametrize(
    ("status", "line", "kept"),
    [
        (400, "not_ended", True),
        (401, "may_sound", False),
        (403, "may_sound", False),
        (404, "ended", False),
        (409, "may_sound", False),
        (429, "not_ended", True),
        (500, "not_ended", True),
        (503, "not_ended", True),
        (504, "not_ended", True),
    ],
)
def test_every_error_of_cancelling_is_answered_well(
    echo: Echo, service: Service, status: int, line: str, *, kept: bool
) -> None:
    echo.schedules()
    service.fail(status, times=2 if status >= 500 else 1)
    assert says(echo.says("UnscheduleIntent", Ritual=known("check_in")), line)
    assert ("check_in" in echo.couple.rituals) == kept


@pytest.mark.parametrize(
    "body", ["", "<html>Bad</html>", '{"code": "MAX_REM', "[]", '"x"', "null", '{"code": 7}']
)
@pytest.mark.parametrize("status", [200, 201, 400, 401, 403, 500])
def test_answers_that_are_no_json_or_cut_short_are_answered_too(
    echo: Echo, service: Service, status: int, body: str
) -> None:
    service.say(status, body)
    response = echo.schedules()
    line = {400: "refused", 401: "permission", 403: "unsupported"}.get(status, "unreachable")
    assert says(response, line)


@pytest.mark.parametrize(
    "error", [TimeoutError("t"), ConnectionResetError("r"), IncompleteRead(b""), ValueError("v")]
)
def test_an_answer_that_never_comes_is_told(service: Service, error: Exception) -> None:
    def send(*_: Any) -> tuple[int, str]:
        raise error

    echo = Echo(service)
    echo.skill = Device(echo.store, send=send, usual_zone="America/New_York").skill
    assert says(echo.schedules(), "unreachable")


# A lost answer.


def test_a_reminder_whose_answer_was_lost_is_found_and_not_set_twice(echo: Echo, service: Service) -> None:
    service.cut = True
    assert says(echo.schedules(), "set")
    assert [method for method, _ in service.calls] == ["POST", "GET"]
    assert list(service.kept) == [echo.couple.rituals["check_in"].alert]


def test_a_good_answer_that_cannot_be_read_is_looked_up(echo: Echo, service: Service) -> None:
    echo.schedules(ritual="date_idea", day="friday")
    service.calls.clear()
    service.cut = True
    service._answers.clear()
    assert says(echo.schedules(), "set")
    assert echo.couple.rituals["check_in"].alert == "reminder/2"  # not the one of the dates


def test_a_reminder_that_was_not_set_is_not_claimed(echo: Echo, service: Service) -> None:
    service.hang()
    assert says(echo.schedules(), "unreachable")
    assert [method for method, _ in service.calls] == ["POST", "GET"]
    assert service.kept == {}


def test_moving_and_cancelling_are_tried_twice(echo: Echo, service: Service) -> None:
    echo.schedules()
    service.calls.clear()
    service.hang()
    assert says(echo.schedules("monday"), "moved")
    service.hang()
    assert says(echo.says("UnscheduleIntent"), "ended")
    assert [method for method, _ in service.calls] == ["PUT", "PUT", "DELETE", "DELETE"]


def test_all_calls_of_a_turn_have_an_end(service: Service) -> None:
    clock = Clock()
    patience: list[float] = []

    def slow(*call: Any) -> tuple[int, str]:
        patience.append(call[-1])
        clock.now += timedelta(seconds=2 * call[-1])  # connecting, and waiting for the answer
        msg = "timed out"
        raise TimeoutError(msg)

    began = clock()
    run = _runner(slow, clock)
    alerts = tuple(str(number) for number in range(9))
    assert run(CancelReminders(alerts)) == h.Reminded("unreachable")
    assert run(SUNDAY) == h.Reminded("unreachable")
    assert (clock() - began).total_seconds() <= 7.5
    assert max(patience) <= reminders.EACH


def _runner(send: Any, clock: Callable[[], datetime]) -> Callable[[Errand], h.Reminded]:
    return Reminders(
        WAY, send, clock, TONIGHT, "America/New_York", "en-US", lambda ritual: f"Your {ritual}."
    ).run


# Permission by voice.


def test_alexa_asks_for_the_permission_with_a_token_of_ids_alone(service: Service) -> None:
    service.granted = False
    echo = Echo(service)
    echo.says("IntroduceUsIntent", FirstPartner="Ana", SecondPartner="Ben")
    body = echo.schedules()["response"]
    assert body["directives"] == [
        {
            "type": "Connections.SendRequest",
            "name": "AskFor",
            "payload": {
                "@type": "AskForPermissionsConsentRequest",
                "@version": "2",
                "permissionScopes": [
                    {
                        "permissionScope": "alexa::alerts:reminders:skill:readwrite",
                        "consentLevel": "ACCOUNT",
                    }
                ],
            },
            "token": "check_in/sunday/18:00",
        }
    ]
    assert "shouldEndSession" not in body
    assert "reprompt" not in body
    service.granted = True
    assert says(echo.permits("ACCEPTED"), "set")
    assert list(service.kept) == ["reminder/1"]


@pytest.mark.parametrize(("status", "line"), [("DENIED", "denied"), ("NOT_ANSWERED", "unanswered")])
def test_declined_or_unanswered_is_taken_kindly(service: Service, status: str, line: str) -> None:
    service.granted = False
    echo = Echo(service)
    echo.schedules()
    service.calls.clear()
    response = echo.permits(status)
    assert says(response, line)
    assert says(response, "kept")
    assert service.calls == []
    assert echo.couple.unasked == (status == "DENIED")


def test_an_answer_in_a_session_of_its_own_is_understood(service: Service) -> None:
    service.granted = False
    echo = Echo(service)
    echo.schedules()
    event = echo.session.permission("ACCEPTED")
    event["session"]["attributes"] = {}
    event["session"]["new"] = True
    service.granted = True
    assert says(echo.sends(event), "set")


def test_accepted_but_still_refused_is_not_asked_again(service: Service) -> None:
    service.granted = False
    echo = Echo(service)
    echo.schedules()
    response = echo.permits("ACCEPTED")
    assert says(response, "no_permission")
    assert "directives" not in response["response"]


def test_a_permission_that_was_taken_back_is_asked_for_again_when_people_move_a_ritual(
    echo: Echo, service: Service
) -> None:
    echo.schedules()
    service.granted = False
    assert says(echo.schedules("monday"), "permission")
    service.granted = True
    assert says(echo.permits("ACCEPTED"), "moved")
    assert list(service.kept) == ["reminder/1"]


SCOPES = "permissionScopes"


@pytest.mark.parametrize(
    ("changes", "answer_", "ritual"),
    [
        ({}, "accepted", "check_in"),
        ({"payload": {SCOPES: [{"status": "DENIED"}]}}, "denied", "check_in"),
        ({"payload": {SCOPES: [{}, {"status": "ACCEPTED"}]}}, "accepted", "check_in"),
        ({"payload": {"status": "MAYBE"}}, "unanswered", "check_in"),
        ({"payload": {"status": ["ACCEPTED"]}}, "unanswered", "check_in"),
        ({"payload": None}, "unanswered", "check_in"),
        ({"payload": {SCOPES: "x"}}, "unanswered", "check_in"),
        ({"status": {"code": "500"}}, "unanswered", "check_in"),
        ({"status": {"code": "400", "message": "no such permission"}}, "unanswered", "check_in"),
        ({"status": None}, "accepted", "check_in"),
        ({"token": None}, "accepted", None),
        ({"token": ""}, "accepted", None),
        ({"token": "somebody else's"}, "accepted", None),
        ({"token": "check_in/someday/quarter past"}, "accepted", "check_in"),
        ({"token": "tango/sunday/18:00/and/more"}, "accepted", None),
    ],
)
def test_an_answer_of_any_shape_is_understood_as_far_as_it_goes(
    echo: Echo, changes: dict[str, Any], answer_: str, ritual: str | None
) -> None:
    event = _answered(echo, changes)
    envelope = echo.skill.serializer.deserialize(json.dumps(event), reminders_envelope())
    meant = requests.heard(envelope)
    assert isinstance(meant, h.Consented)
    assert (meant.answer, meant.wish.ritual) == (answer_, ritual)
    response = echo.sends(event)
    assert speech(response)


@pytest.mark.parametrize("payload", [[], "x", 7, [1, 2]])
def test_a_payload_of_no_shape_does_no_harm(echo: Echo, payload: object) -> None:
    assert speech(echo.sends(_answered(echo, {"payload": payload})))


def test_another_connection_is_acknowledged_in_silence(echo: Echo) -> None:
    assert answer(echo.skill, _answered(echo, {"name": "Buy"}))["response"] == {}


def reminders_envelope() -> type:
    from ask_sdk_model import RequestEnvelope

    return RequestEnvelope


def _answered(echo: Echo, changes: dict[str, Any]) -> dict[str, Any]:
    echo.says("TonightsQuestionIntent")
    echo.session.asked = "check_in/sunday/18:00"
    event = echo.session.permission("ACCEPTED")
    event["request"].update(changes)
    return event


# Who may call, and when nobody does.


@pytest.mark.parametrize(
    "host", ["https://example.org", "http://api.amazonalexa.com", "https://evilamazonalexa.com", ""]
)
def test_the_token_goes_to_alexa_alone(echo: Echo, service: Service, host: str) -> None:
    event = echo.session.intent("ScheduleIntent", Ritual=known("check_in"), Day=known("sunday"), Time="18:00")
    event["context"]["System"]["apiEndpoint"] = host
    assert says(echo.sends(event), "unsupported")
    assert service.calls == []


def test_safety_never_calls_anybody(echo: Echo, service: Service) -> None:
    echo.schedules()
    service.calls.clear()
    echo.says("ScheduleIntent", Ritual="he hits me", Day=known("sunday"), Time="18:00")
    echo.says("CrisisIntent", Danger=known("fear"))
    assert service.calls == []


def test_the_log_holds_no_token_and_no_text(
    echo: Echo, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echo.schedules()
    service.say(403, '{"message": "for couple-1"}')
    echo.schedules("monday")
    service.hang(4)
    echo.says("UnscheduleIntent")
    for secret in (TOKEN, "reminder/1", "couple-1", "check-in", "18:00"):
        assert secret not in caplog.text


# Deleting.


def test_delete_everything_cancels_the_reminders_and_the_orphans(echo: Echo, service: Service) -> None:
    echo.schedules()
    service("POST", "api.amazonalexa.com", PATH, {"Authorization": "Bearer x"}, service.bodies[0], 1.0)
    assert len(service.kept) == 2  # one of them nobody knows of
    echo.says("ForgetUsIntent")
    response = echo.says("AMAZON.YesIntent")
    assert service.kept == {}
    assert not says(response, "may_sound")
    assert echo.store.export("couple-1") == []


def test_reminders_out_of_reach_do_not_keep_anything_from_being_deleted(echo: Echo, service: Service) -> None:
    echo.schedules()
    service.down = True
    echo.says("ForgetUsIntent")
    response = echo.says("AMAZON.YesIntent")
    assert says(response, "may_sound")
    assert response["response"]["shouldEndSession"] is True
    assert echo.store.export("couple-1") == []


def test_who_takes_the_skill_away_has_no_reminders_left(echo: Echo, service: Service) -> None:
    echo.schedules()
    event = echo.session.launch()
    event.pop("session")
    event["request"] = {
        "type": "AlexaSkillEvent.SkillDisabled",
        "requestId": "1",
        "timestamp": event["request"]["timestamp"],
    }
    assert answer(echo.skill, event)["response"] == {}
    assert service.kept == {}
    service.down = True
    assert answer(echo.skill, event)["response"] == {}


# Two halves of a turn.


class Stale(MemoryStore):
    """A store to which somebody else saves first, some times; what they save may be told."""

    def __init__(self, times: int, meanwhile: Callable[[Couple], Couple] | None = None) -> None:
        super().__init__()
        self.times = times
        self.meanwhile = meanwhile

    def save(self, couple: Couple, events: Any = ()) -> Couple:
        if self.times:
            self.times -= 1
            if self.meanwhile is not None:
                before = self.load(couple.id) or Couple(couple.id)
                super().save(self.meanwhile(before))
            raise StaleCouple("the test", "somebody else was first", "take the turn again")
        return super().save(couple, events)


def turn_with(store: MemoryStore, run: Callable[[Errand], h.Reminded], heard: h.Heard) -> tuple[Any, str]:
    outside = Turning(store, Clock(), _Drawn())
    asking = Asking(
        heard, (), Conversation(), "couple-1", "US", ZoneInfo("America/New_York"), apart=False, run=run
    )
    return take_turn(outside, asking, library())


SCHEDULE = h.Schedule("check_in", "sunday", "18:00")


def test_an_errand_is_run_once_though_the_couple_was_stale(service: Service) -> None:
    store = Stale(times=1)
    turn, kept = turn_with(store, _runner(service, Clock()), SCHEDULE)
    assert kept == "kept"
    assert [method for method, _ in service.calls] == ["POST"]
    assert turn.couple.rituals["check_in"].alert == "reminder/1"


def test_two_devices_that_set_the_same_ritual_leave_one_reminder(service: Service) -> None:
    other = _runner(service, Clock())(SetReminder("check_in", "sunday", "19:00")).alert

    def meanwhile(couple: Couple) -> Couple:
        return Couple(
            couple.id,
            seed=7,
            visits=1,
            version=couple.version,
            rituals={"check_in": Ritual("sunday", "19:00", other)},
        )

    store = Stale(times=1, meanwhile=meanwhile)
    turn, _ = turn_with(store, _runner(service, Clock()), SCHEDULE)
    assert turn.couple.rituals == {"check_in": Ritual("sunday", "18:00", other)}
    assert list(service.kept) == [other]
    assert "BYHOUR=18" in service.told()[0]


def test_a_reminder_that_cannot_be_remembered_is_taken_back(service: Service) -> None:
    store = Broken()
    store.save(Couple("couple-1", seed=7, visits=3))
    store.down = {"save"}
    turn, problem = turn_with(store, _runner(service, Clock()), SCHEDULE)
    assert problem == "StoreUnavailable"
    assert service.kept == {}
    assert "phrases.rituals.adrift" in keys(turn)


def test_a_reminder_is_taken_back_too_when_the_couple_stays_stale(service: Service) -> None:
    clock = Clock()

    class Slow(Stale):
        def save(self, couple: Couple, events: Any = ()) -> Couple:
            clock.now += timedelta(seconds=2)
            return super().save(couple, events)

    outside_store = Slow(times=99)
    outside = Turning(outside_store, clock, _Drawn())
    asking = Asking(
        SCHEDULE,
        (),
        Conversation(),
        "couple-1",
        "US",
        ZoneInfo("UTC"),
        apart=False,
        run=_runner(service, clock),
    )
    _, problem = take_turn(outside, asking, library())
    assert problem == "StaleCouple"
    assert service.kept == {}


class _Drawn:
    def randrange(self, start: int, _stop: int) -> int:
        return start

    def betavariate(self, _alpha: float, _beta: float) -> float:
        return 0.5


def test_a_slow_errand_leaves_a_stale_couple_its_second_try(service: Service) -> None:
    clock = Clock()

    def slow(*call: Any) -> tuple[int, str]:
        clock.now += timedelta(seconds=1.4)
        return service(*call)

    outside = Turning(Stale(times=1), clock, _Drawn())
    asking = Asking(
        SCHEDULE, (), Conversation(), "couple-1", "US", ZoneInfo("UTC"), apart=False, run=_runner(slow, clock)
    )
    turn, kept = take_turn(outside, asking, library())
    assert kept == "kept"
    assert list(service.kept) == [turn.couple.rituals["check_in"].alert]


def test_a_newcomer_is_welcomed_once_and_counted_once(service: Service) -> None:
    turn, _ = turn_with(MemoryStore(), _runner(service, Clock()), SCHEDULE)
    assert [key for key in keys(turn) if key.startswith("phrases.welcome.")]
    assert turn.couple.visits == 1
    assert "phrases.rituals.set" in keys(turn)


def test_without_anybody_to_run_errands_people_hear_that_nothing_will_sound() -> None:
    device = Device()
    device.store.save(Couple("couple-1", seed=7, visits=3))
    response = device.says("ScheduleIntent", Ritual=known("check_in"), Day=known("sunday"), Time="18:00")
    assert says(response, "unsupported")
    assert says(response, "kept")


@pytest.mark.parametrize(
    ("status", "problem"), [(0, "lost"), (200, "lost"), (418, "refused"), (502, "lost"), (404, "gone")]
)
def test_a_status_that_nobody_names_has_a_meaning_too(status: int, problem: str) -> None:
    assert problem_of(status, None) == problem
