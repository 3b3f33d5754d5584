"""A stand-in for Alexa's reminders service, made of Amazon's own model classes.

It takes what `skill.alexa.reminders.send` takes: the request's body is read
with the SDK's serialiser into the SDK's classes, refused where Amazon refuses
it, and answered with those classes again. It can be told everything that
goes wrong with the real one:

    service = Service()
    service.granted = True
    service.fail(503, "SERVICE_UNAVAILABLE")   # the next call
    service.cut = True                         # it is done, and nobody hears of it
"""

from __future__ import annotations

import json
import re
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services.reminder_management import (
    Error,
    GetReminderResponse,
    GetRemindersResponse,
    Reminder,
    ReminderRequest,
    ReminderResponse,
    Status,
    TriggerType,
)

from skill.alexa.reminders import mend

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN = "a token of the simulator's"  # noqa: S105 - opens nothing but this stand-in
PATH = "/v1/alerts/reminders"
MOST = 250
"""Reminders that a device can have."""
RULE = re.compile(
    r"FREQ=(DAILY|WEEKLY;BYDAY=(MO|TU|WE|TH|FR|SA|SU))"
    r";BYHOUR=(\d|1\d|2[0-3]);BYMINUTE=([0-5]?\d);BYSECOND=0;INTERVAL=1;?"
)
"""The rules that a skill of ours has any use for; RFC 5545 has many more."""
SERIALIZER = DefaultSerializer()


class _Refused(Exception):
    """What is answered in place of what was asked for."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status = status
        self.error = Error(code, message)


@dataclass
class Service:
    """The reminders of one account."""

    granted: bool = False
    """Whether people gave the skill the permission."""
    supported: bool = True
    """Whether the device can have reminders."""
    most: int = MOST
    """How many there is room for."""
    down: bool = False
    """Whether nothing answers at all, until further notice."""
    cut: bool = False
    """Whether the next answer is lost on the way, although what was asked for is done."""
    kept: dict[str, Reminder] = field(default_factory=dict)
    """Token to reminder."""
    calls: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of every call."""
    bodies: list[str] = field(default_factory=list)
    """What was sent, as it was sent."""
    _answers: deque[tuple[int, str] | OSError] = field(default_factory=deque)
    _made: int = 0

    def fail(self, status: int, code: str = "", message: str = "", times: int = 1) -> None:
        """Answer the next calls with an error, as Amazon writes it."""
        body = json.dumps(SERIALIZER.serialize(Error(code or None, message or None)))
        self._answers.extend([(status, body)] * times)

    def say(self, status: int, body: str) -> None:
        """Answer the next call with this, whatever it is."""
        self._answers.append((status, body))

    def hang(self, times: int = 1) -> None:
        """Let the next calls time out."""
        self._answers.extend([TimeoutError("timed out")] * times)

    def __call__(
        self, method: str, host: str, path: str, headers: Mapping[str, str], body: str | None, patience: float
    ) -> tuple[int, str]:
        """One call, as `skill.alexa.reminders.send` makes it.

        Raises:
            OSError: nothing answers.
        """
        if not host.endswith(".amazonalexa.com") or patience <= 0:
            msg = f"nothing answers at {host} within {patience} seconds"
            raise ConnectionError(msg)
        self.calls.append((method, path))
        if body is not None:
            self.bodies.append(body)
        if self.down:
            msg = "timed out"
            raise TimeoutError(msg)
        if self._answers:
            answer = self._answers.popleft()
            if isinstance(answer, OSError):
                raise answer
            return answer
        try:
            status, model = self._serve(method, path, headers, body)
        except _Refused as refused:
            status, model = refused.status, refused.error
        if self.cut:
            self.cut = False
            msg = "timed out"
            raise TimeoutError(msg)
        return status, json.dumps(SERIALIZER.serialize(model)) if model is not None else ""

    def _serve(
        self, method: str, path: str, headers: Mapping[str, str], body: str | None
    ) -> tuple[int, object]:
        if not headers.get("Authorization", "").startswith("Bearer ") or not self.granted:
            raise _Refused(401, "UNAUTHORIZED", "Request is not authorized.")
        token = unquote(path.removeprefix(f"{PATH}/")) if path != PATH else ""
        match method, bool(token):
            case "GET", False:
                some = list(self.kept.values())
                return 200, GetRemindersResponse(str(len(some)), some)
            case "POST", False:
                return 201, self._create(_read(body))
            case (("GET" | "PUT" | "DELETE"), True) if token not in self.kept:
                raise _Refused(404, "ALERT_NOT_FOUND", "Alert not found.")
            case "GET", True:
                return 200, GetReminderResponse(**vars_of(self.kept[token]))
            case "PUT", True:
                self._keep(token, _read(body))
                return 200, ReminderResponse(alert_token=token, status=Status.ON, version="2")
            case "DELETE", True:
                del self.kept[token]
                return 200, None
            case _:
                raise _Refused(405, "METHOD_NOT_ALLOWED", "Method not allowed.")

    def _create(self, request: ReminderRequest) -> ReminderResponse:
        if not self.supported:
            raise _Refused(403, "DEVICE_NOT_SUPPORTED", "Reminders are not supported on this device.")
        if len(self.kept) >= self.most:
            raise _Refused(403, "MAX_REMINDERS_EXCEEDED", "The limit of reminders is reached.")
        self._made += 1
        token = f"reminder/{self._made}"
        self._keep(token, request)
        return ReminderResponse(alert_token=token, status=Status.ON, version="1", href=f"{PATH}/{token}")

    def _keep(self, token: str, request: ReminderRequest) -> None:
        self.kept[token] = Reminder(
            alert_token=token,
            status=Status.ON,
            trigger=request.trigger,
            alert_info=request.alert_info,
            push_notification=request.push_notification,
        )

    def told(self) -> list[str]:
        """Every reminder as "what it says, its rule, its zone", in the order of setting."""
        found = []
        for one in self.kept.values():
            trigger: Any = one.trigger
            info: Any = one.alert_info
            rule, said = trigger.recurrence.recurrence_rules[0], info.spoken_info.content[0].text
            found.append(f"{said} {rule} {trigger.time_zone_id or ''}".strip())
        return found


def vars_of(reminder: Reminder) -> dict[str, Any]:
    """The fields of a reminder by their names."""
    return {name: getattr(reminder, name) for name in reminder.deserialized_types}


def _read(body: str | None) -> ReminderRequest:
    """A request for a reminder in Amazon's class, if it is one that Amazon takes."""
    mend()
    try:
        request = SERIALIZER.deserialize(body, ReminderRequest)
    except SerializationException as error:
        raise _Refused(400, "INVALID_REQUEST", "The body cannot be read.") from error
    if not isinstance(request, ReminderRequest) or request.request_time is None:
        raise _Refused(400, "INVALID_REQUEST_TIME", "requestTime is missing.")
    trigger = request.trigger
    if trigger is None or trigger.object_type != TriggerType.SCHEDULED_ABSOLUTE:
        raise _Refused(400, "INVALID_TRIGGER", "trigger is missing, or of no type that recurs.")
    _check_times(trigger, request.request_time)
    spoken = request.alert_info.spoken_info if request.alert_info else None
    content = (spoken.content if spoken else None) or []
    if not content or any(not one.text or not one.locale for one in content):
        raise _Refused(400, "INVALID_ALERT_INFO", "spokenInfo has no text or no locale.")
    if any(re.search(r"closer together", str(one.text), re.IGNORECASE) for one in content):
        raise _Refused(400, "INVALID_ALERT_INFO", "the text names the skill.")
    if request.push_notification is None or request.push_notification.status is None:
        raise _Refused(400, "INVALID_PUSH_NOTIFICATION", "pushNotification has no status.")
    return request


def _check_times(trigger: Any, now: datetime) -> None:
    try:
        ZoneInfo(trigger.time_zone_id or "UTC")
    except (KeyError, ValueError, OSError) as error:
        raise _Refused(400, "INVALID_TIME_ZONE_ID", "timeZoneId is no time zone.") from error
    recurrence = trigger.recurrence
    rules = (recurrence.recurrence_rules if recurrence else None) or []
    if not rules or any(not RULE.fullmatch(str(rule)) for rule in rules):
        raise _Refused(400, "INVALID_RECURRENCE_RULE", "recurrenceRules are missing or wrong.")
    if not isinstance(recurrence.start_date_time, datetime):
        raise _Refused(400, "INVALID_RECURRENCE", "startDateTime is missing.")
    if not isinstance(trigger.scheduled_time, datetime) or trigger.scheduled_time <= now:
        raise _Refused(400, "INVALID_SCHEDULED_TIME", "scheduledTime is missing, or in the past.")
