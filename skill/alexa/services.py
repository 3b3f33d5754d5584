"""What the skill asks Alexa itself: in which time zone does this device stand?

The time zone of a device needs no permission
(developer.amazon.com, "Alexa Settings API Reference").
"""

from __future__ import annotations

import json
from collections.abc import Callable
from http.client import HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from ask_sdk_model import RequestEnvelope

Fetch: TypeAlias = Callable[[str, str, str], str]
"""Host, path and bearer token to the body of the answer; raises OSError or HTTPException."""

TIMEOUT = 0.5
"""Seconds, for connecting and for each read: the couple is waiting."""
USUAL_ZONE = {
    "en-US": "America/New_York",
    "en-CA": "America/Toronto",
    "en-GB": "Europe/London",
    "en-AU": "Australia/Sydney",
    "en-IN": "Asia/Kolkata",
    "de-DE": "Europe/Berlin",
}
"""Where most devices of a locale stand, for when Alexa does not say."""


def device_zone(envelope: RequestEnvelope, fetch: Fetch) -> str | None:
    """The name of the device's time zone, such as "Europe/Berlin"; None when Alexa does not say in time."""
    system = envelope.context.system if envelope.context else None
    device = system.device if system else None
    reached = way(envelope)
    if device is None or not device.device_id or reached is None:
        return None
    host, token = reached
    path = f"/v2/devices/{quote(device.device_id, safe='')}/settings/System.timeZone"
    try:
        name = json.loads(fetch(host, path, token))
    except (OSError, HTTPException, ValueError):
        return None
    return name if isinstance(name, str) and is_zone(name) else None


def way(envelope: RequestEnvelope) -> tuple[str, str] | None:
    """Host and bearer token of Alexa's own services in this turn; None where there is no safe way to them."""
    system = envelope.context.system if envelope.context else None
    endpoint = urlsplit((system.api_endpoint if system else None) or "")
    host = endpoint.hostname or ""
    token = system.api_access_token if system else None
    return (
        (host, token) if endpoint.scheme == "https" and host.endswith(".amazonalexa.com") and token else None
    )


def is_zone(name: str) -> bool:
    """Whether there is a time zone of this name."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def fetch(host: str, path: str, token: str) -> str:
    """Asks Alexa over HTTPS.

    Raises:
        OSError: no answer in time, or not a good one.
        HTTPException: the answer was no HTTP.
    """
    connection = HTTPSConnection(host, timeout=TIMEOUT)
    try:
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        if answer.status != 200:  # noqa: PLR2004 - HTTP's own OK
            msg = f"Alexa answered {answer.status}"
            raise OSError(msg)
        return answer.read(256).decode("utf-8", "replace")
    finally:
        connection.close()
