"""Alexa's reminders: the errands of a turn, run within its few seconds.

The calls go through the SDK's own client and model classes, over a connection
of ours with short time-outs. What each of Amazon's errors comes to is a table
in docs/reminders.md; whatever happens, `Reminders.run` returns.

Setting a reminder is never tried twice: when the answer to it is lost, the
skill looks whether the reminder is there. Moving and cancelling can be done
twice without harm.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from http.client import HTTPSConnection
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from urllib.parse import urlsplit

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services import ApiClient, ApiClientResponse, ApiConfiguration, ServiceException
from ask_sdk_model.services import reminder_management as amazon

from skill.heard import EVERY_DAY, WEEK, Reminded
from skill.reply import CancelReminders, SetReminder

if TYPE_CHECKING:
    from ask_sdk_model.services import ApiClientRequest

    from skill.heard import Outcome, Ritual
    from skill.reply import Errand

Send: TypeAlias = Callable[[str, str, str, Mapping[str, str], str | None, float], tuple[int, str]]
"""Method, host, path, headers, body and seconds to status and body; raises OSError or HTTPException."""
Problem: TypeAlias = "Outcome | str"

LOST, GONE, FINE = "lost", "gone", ""
"""Of a call: nobody knows whether it was done; there is no such reminder; all is well."""
EACH = 1.5
"""Seconds for connecting, and again for the answer."""
ALL, LATER = 4.0, 1.0
"""Seconds for all calls of a turn's first errand, and of each after it: a reply has to leave within eight."""
LEAST = 0.05
"""A call with fewer seconds left is not begun."""
LARGEST = 256 * 1024
"""Bytes of an answer that are read."""

log = logging.getLogger("closer")


def send(
    method: str, host: str, path: str, headers: Mapping[str, str], body: str | None, patience: float
) -> tuple[int, str]:
    """Calls Alexa over HTTPS.

    Raises:
        OSError: no answer in time.
        HTTPException: the answer was no HTTP, or was cut short.
    """
    connection = HTTPSConnection(host, timeout=patience)
    try:
        connection.request(method, path, body.encode() if body else None, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read(LARGEST).decode("utf-8", "replace")
    finally:
        connection.close()


@dataclass
class Reminders:
    """The reminders of a couple's account, for the length of one turn."""

    way: tuple[str, str]
    """Host and bearer token."""
    send: Send
    clock: Callable[[], datetime]
    here: datetime
    """Now, where the couple lives."""
    zone: str | None
    """The device's time zone; None leaves it to the device."""
    locale: str
    label: Callable[[Ritual], str]
    """What is said when a ritual's reminder sounds."""
    _calls: _Calls = field(init=False)
    _client: amazon.ReminderManagementServiceClient = field(init=False)
    _ran: bool = False

    def run(self, errand: Errand) -> Reminded:
        """What comes of an errand. Never raises."""
        seconds = LATER if self._ran else ALL
        try:
            if not self._ran:
                self._connect()
            self._calls.until = self.clock() + timedelta(seconds=seconds)
            match errand:
                case SetReminder():
                    return self._set(errand)
                case CancelReminders():
                    return Reminded(self._cancel(errand))
        except Exception as error:  # noqa: BLE001 - people are waiting for an answer, whatever Amazon sent
            log.warning(json.dumps({"reminders": type(error).__name__}))
            return Reminded("unreachable")

    def _connect(self) -> None:
        host, token = self.way
        self._ran = True
        mend()
        self._calls = _Calls(self.send, self.clock)
        configuration = ApiConfiguration(
            serializer=DefaultSerializer(),
            api_client=self._calls,
            authorization_value=token,
            api_endpoint=f"https://{host}",
        )
        self._client = amazon.ReminderManagementServiceClient(configuration)

    def _set(self, errand: SetReminder) -> Reminded:
        request = reminder(errand, self.label(errand.ritual), self.here, self.zone, self.locale)
        if errand.instead:
            problem = self._twice(lambda: self._client.update_reminder(errand.instead, request))
            if problem != GONE:
                return Reminded("done", errand.instead) if problem == FINE else Reminded(_outcome(problem))
        answer, problem = self._call(lambda: self._client.create_reminder(request))
        token = getattr(answer, "alert_token", None) or ""
        if problem == LOST or (problem == FINE and not token):
            token = self._there(request)
            return Reminded("done", token) if token else Reminded("unreachable")
        return Reminded("done", token) if problem == FINE else Reminded(_outcome(problem))

    def _cancel(self, errand: CancelReminders) -> Outcome:
        tokens, worst = list(errand.alerts), FINE
        if errand.every:
            found, problem = self._all()
            tokens += [one for each in found if (one := each.alert_token) and one not in tokens]
            if not tokens and problem:
                return _outcome(problem)
        for token in tokens:
            problem = self._twice(partial(self._client.delete_reminder, token))
            if problem not in (FINE, GONE):
                worst = problem
            if problem == "no_permission":
                break
        return _outcome(worst) if worst else "done"

    def _there(self, request: amazon.ReminderRequest) -> str:
        """The token of a reminder like `request`, which may or may not have been set; empty for none."""
        wanted = _told(request)
        found, _ = self._all()
        return next((str(one.alert_token) for one in found if one.alert_token and _told(one) == wanted), "")

    def _all(self) -> tuple[list[amazon.Reminder], Problem]:
        answer, problem = self._call(self._client.get_reminders)
        alerts = getattr(answer, "alerts", None)
        return (alerts if isinstance(alerts, list) else []), problem

    def _twice(self, call: Callable[[], object]) -> Problem:
        """The problem with a call that may be done again when nobody knows whether it was done."""
        _, problem = self._call(call)
        return self._call(call)[1] if problem == LOST else problem

    def _call(self, call: Callable[[], object]) -> tuple[object, Problem]:
        self._calls.status = 0
        try:
            return call(), FINE
        except ServiceException as error:
            return None, problem_of(self._calls.status, error.body)
        except SerializationException:  # not what Amazon's own classes can read
            return None, problem_of(self._calls.status, None)


class _Calls(ApiClient):
    """The SDK's way to send a request, over `Send`."""

    def __init__(self, send: Send, clock: Callable[[], datetime]) -> None:
        self.send = send
        self.clock = clock
        self.until = clock()
        self.status = 0
        """Of the latest answer; 0 where there was none."""

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """Sends a request.

        Raises:
            OSError: no answer in time.
            HTTPException: the answer was no HTTP, or was cut short.
        """
        left = (self.until - self.clock()).total_seconds()
        if left < LEAST:
            msg = "no time left"
            raise TimeoutError(msg)
        url = urlsplit(request.url or "")
        body = None if request.body is None else json.dumps(request.body)
        headers = dict(request.headers or ())
        self.status, text = self.send(
            request.method or "GET", url.hostname or "", url.path, headers, body, min(EACH, left)
        )
        return ApiClientResponse(status_code=self.status, body=cast("str", text or None))


def mend() -> None:
    """Lets the SDK read reminders at all.

    ask-sdk-model (1.82.0) names a module for SpokenInfo that it does not have, so that its serialiser
    raises at every reminder that Amazon lists.
    """
    spoken = amazon.SpokenInfo
    amazon.AlertInfo.deserialized_types["spoken_info"] = f"{spoken.__module__}.{spoken.__qualname__}"


def problem_of(status: int, error: object) -> Problem:
    """What an answer that is no good means.

    Args:
        status: HTTP's; 0 where there was no answer.
        error: Amazon's own account of it, where there is one.
    """
    code, message = getattr(error, "code", None), getattr(error, "message", None)
    # An error that the SDK's client does not expect of a call comes as it was sent.
    said = (error if isinstance(error, str) else f"{code or ''} {message or ''}").upper()
    match status:
        case 401 | 409:  # the SDK's client knows 409 as "not authorized" when a reminder is changed
            return "no_permission"
        case 404:
            return GONE
        case 429:
            return "unreachable"
        case 400 | 403:
            if "MAX" in said or "EXCEED" in said:
                return "too_many"
            if "DEVICE" in said or "SUPPORT" in said:
                return "unsupported"
            if any(word in said for word in ("PERMISSION", "AUTH", "CONSENT", "TOKEN")):
                return "no_permission"
            return "refused" if status == 400 else "unsupported"  # noqa: PLR2004 - HTTP's own
        case _ if 400 < status < 500:  # noqa: PLR2004 - HTTP's own
            return "refused"
        case _:
            return LOST


def _outcome(problem: Problem) -> Outcome:
    match problem:
        case "lost":
            return "unreachable"
        case "gone":
            return "refused"
        case _:
            return cast("Outcome", problem)


def rule(day: str, time: str) -> str:
    """The recurrence rule of a ritual (RFC 5545), as Amazon writes it."""
    often = "FREQ=DAILY" if day == EVERY_DAY else f"FREQ=WEEKLY;BYDAY={day[:2].upper()}"
    return f"{often};BYHOUR={int(time[:2])};BYMINUTE={int(time[3:])};BYSECOND=0;INTERVAL=1;"


def reminder(
    errand: SetReminder, label: str, here: datetime, zone: str | None, locale: str
) -> amazon.ReminderRequest:
    """What is sent to Amazon: a day, a time, a label; nothing about the couple."""
    now = here.replace(tzinfo=None, microsecond=0)
    trigger = amazon.Trigger(
        object_type=amazon.TriggerType.SCHEDULED_ABSOLUTE,
        scheduled_time=_next(errand.day, errand.time, now),
        time_zone_id=zone,
        recurrence=amazon.Recurrence(start_date_time=now, recurrence_rules=[rule(errand.day, errand.time)]),
    )
    spoken = amazon.SpokenInfo(content=[amazon.SpokenText(locale=locale, text=label)])
    return amazon.ReminderRequest(
        request_time=now,
        trigger=trigger,
        alert_info=amazon.AlertInfo(spoken_info=spoken),
        push_notification=amazon.PushNotification(status=amazon.PushNotificationStatus.ENABLED),
    )


def _next(day: str, time: str, now: datetime) -> datetime:
    """When it sounds for the first time."""
    first = now.replace(hour=int(time[:2]), minute=int(time[3:]), second=0)
    days = 0 if day == EVERY_DAY else (WEEK.index(day) - now.weekday()) % 7
    first += timedelta(days=days)
    if first <= now:
        first += timedelta(days=1 if day == EVERY_DAY else 7)
    return first


def _told(one: Any) -> tuple[list[str], list[str]]:
    """What tells one reminder from another: its texts and its rules."""
    spoken = getattr(getattr(one, "alert_info", None), "spoken_info", None)
    recurrence = getattr(getattr(one, "trigger", None), "recurrence", None)
    texts = [str(each.text) for each in getattr(spoken, "content", None) or ()]
    rules = [str(each).strip(";") for each in getattr(recurrence, "recurrence_rules", None) or ()]
    return texts, rules
