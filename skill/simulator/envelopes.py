"""Genuine Alexa requests, made here: the same JSON that a device's request has.

A session is used like this, also from tests:

    session = Session(locale="en-US", user="someone", clock=clock)
    response = answer(session.launch())
    session.answered(response)
    response = answer(session.intent("TonightsQuestionIntent", Theme=known("dreams")))
    session.answered(response)
    answer(session.ended("USER_INITIATED"))

Every method gives a fresh dict that holds nothing but JSON. What the last
response left in the session's attributes goes along with the next request.
"""

from __future__ import annotations

import copy
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SKILL_ID = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"
API = "https://api.amazonalexa.com"
Permission: TypeAlias = Literal["ACCEPTED", "DENIED", "NOT_ANSWERED"]
Reason: TypeAlias = Literal["USER_INITIATED", "EXCEEDED_MAX_REPROMPTS", "ERROR"]
Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Slot:
    """What a slot was filled with."""

    said: str = ""
    """As Alexa gives it: the words, or "7", "PT2H", "18:00"; empty when nothing filled the slot."""
    type: str = ""
    """The name of a type of our own, whose values are resolved; empty for Amazon's types."""
    id: str = ""
    """The id of the value that was meant; empty when no value of the type fits, or it has none."""
    name: str = ""
    """That value's own name; empty when no value of the type fits."""


def known(value_id: str, said: str = "", type_name: str = "Custom") -> Slot:
    """A slot whose words are a value of its type (ER_SUCCESS_MATCH)."""
    name = value_id.replace("_", " ")
    return Slot(said or name, type_name, value_id, name)


def unknown(said: str, type_name: str = "Custom") -> Slot:
    """A slot whose words are no value of its type (ER_SUCCESS_NO_MATCH)."""
    return Slot(said, type_name)


class Session:
    """The sessions of one device with the skill, one after the other.

    Args:
        locale: such as "en-US".
        user: the account; it becomes the userId as it is.
        clock: the time now, with a time zone.
        skill_id: the applicationId of every request.
        interfaces: what else the device can do, such as {"Alexa.Presentation.APL": {}}.
    """

    def __init__(
        self,
        *,
        locale: str = "en-US",
        user: str = "amzn1.ask.account.SIMULATOR",
        clock: Callable[[], datetime],
        skill_id: str = SKILL_ID,
        interfaces: Mapping[str, Any] | None = None,
    ) -> None:
        self.locale = locale
        self.user = user
        self._clock = clock
        self._skill_id = skill_id
        self._interfaces = dict(interfaces or {})
        self._made = 0
        self._session_id = ""
        self._new = False
        self._attributes: Json = {}
        self.person = ""
        """Who speaks, as Alexa's id of a voice profile; empty for a voice that it does not recognise."""
        self.api_token = ""
        """What opens Alexa's own services in a request; empty for a device that has none."""
        self.asked: str | None = None
        """The token that goes back with the answer, while Alexa asks for a permission; else None."""

    @property
    def open(self) -> bool:
        """Whether a session goes on."""
        return bool(self._session_id)

    def launch(self) -> Json:
        """A LaunchRequest, which begins a new session."""
        self._begin()
        return self._envelope({"type": "LaunchRequest", "shouldLinkResultBeReturned": False})

    def intent(self, name: str, /, **slots: Slot | str) -> Json:
        """An IntentRequest; it begins a session where none is open (a one-shot).

        A slot may be given as plain words, as Amazon's own types come; "" is an unfilled one.
        """
        if not self.open:
            self._begin()
        filled = {slot: self._slot(slot, given) for slot, given in slots.items()}
        intent: Json = {"name": name, "confirmationStatus": "NONE"}
        if filled:
            intent["slots"] = filled
        return self._envelope({"type": "IntentRequest", "intent": intent})

    def ended(self, reason: Reason, problem: str = "") -> Json:
        """A SessionEndedRequest; the session is closed from here on."""
        if not self.open:
            self._begin()
        request: Json = {"type": "SessionEndedRequest", "reason": reason}
        if reason == "ERROR":
            kind = "INVALID_RESPONSE" if problem else "DEVICE_COMMUNICATION_ERROR"
            request["error"] = {"type": kind, "message": problem or "The connection to the device was lost."}
        envelope = self._envelope(request)
        self._close()
        return envelope

    def permission(self, status: Permission) -> Json:
        """A Connections.Response: what people answered when Alexa asked for the permission."""
        if not self.open:
            self._begin()
        token, self.asked = self.asked, None
        scope = {"permissionScope": "alexa::alerts:reminders:skill:readwrite", "consentLevel": "ACCOUNT"}
        return self._envelope(
            {
                "type": "Connections.Response",
                "name": "AskFor",
                "status": {"code": "200", "message": "OK"},
                "payload": {"permissionScopes": [scope], "status": status, "isCardThrown": False},
                "token": token or "",
            }
        )

    def leave(self) -> None:
        """Leave the session without telling the skill, as a device does that is asked something new."""
        self._close()

    def answered(self, response: Mapping[str, Any]) -> None:
        """Take from a response what the next request needs.

        A response that does not say whether the session goes on ends it, as on
        a device without a screen.
        """
        self._new = False
        self._attributes = copy.deepcopy(dict(response.get("sessionAttributes") or {}))
        body = response.get("response") or {}
        asking = [one for one in body.get("directives") or () if one.get("type") == "Connections.SendRequest"]
        self.asked = asking[0].get("token", "") if asking else None
        if body.get("shouldEndSession") is not False and not asking:
            self._close()

    def _begin(self) -> None:
        self._session_id = f"amzn1.echo-api.session.{self._id()}"
        self._new = True
        self._attributes = {}

    def _close(self) -> None:
        self._session_id = ""
        self._attributes = {}
        self.asked = None

    def _id(self) -> str:
        """An id like the real ones, but the same for the same user, time and turn."""
        self._made += 1
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.user} {self._clock().isoformat()} {self._made}"))

    def _envelope(self, request: Json) -> Json:
        application = {"applicationId": self._skill_id}
        user = {"userId": self.user}
        device = {
            "deviceId": f"amzn1.ask.device.{uuid.uuid5(uuid.NAMESPACE_URL, self.user)}",
            "supportedInterfaces": copy.deepcopy(self._interfaces),
        }
        system: Json = {"application": application, "user": user, "device": device, "apiEndpoint": API}
        if self.api_token:
            system["apiAccessToken"] = self.api_token
        if self.person:
            system["person"] = {"personId": self.person}
        return {
            "version": "1.0",
            "session": {
                "new": self._new,
                "sessionId": self._session_id,
                "application": dict(application),
                "attributes": copy.deepcopy(self._attributes),
                "user": dict(user),
            },
            "context": {"System": system},
            "request": {
                "requestId": f"amzn1.echo-api.request.{self._id()}",
                "timestamp": self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "locale": self.locale,
                **request,
            },
        }

    def _slot(self, name: str, given: Slot | str) -> Json:
        slot = Slot(given) if isinstance(given, str) else given
        made: Json = {"name": name, "confirmationStatus": "NONE", "source": "USER"}
        if not slot.said:
            return made
        value: Json = {"type": "Simple", "value": slot.said}
        made["value"] = slot.said
        if slot.type:
            made["resolutions"] = self._resolutions(slot)
            value["resolutions"] = self._resolutions(slot)
        made["slotValue"] = value
        return made

    def _resolutions(self, slot: Slot) -> Json:
        resolution: Json = {
            "authority": f"amzn1.er-authority.echo-sdk.{self._skill_id}.{slot.type}",
            "status": {"code": "ER_SUCCESS_NO_MATCH"},
        }
        if slot.id or slot.name:
            resolution["status"] = {"code": "ER_SUCCESS_MATCH"}
            value = {"name": slot.name or slot.id, **({"id": slot.id} if slot.id else {})}
            resolution["values"] = [{"value": value}]
        return {"resolutionsPerAuthority": [resolution]}
