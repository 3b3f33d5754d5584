"""Asking Alexa for a device's time zone."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope

from skill.alexa import services
from skill.simulator.envelopes import Session


def envelope(**system: Any) -> RequestEnvelope:
    event = Session(clock=lambda: datetime(2026, 11, 23, tzinfo=UTC)).launch()
    event["context"]["System"] |= {"apiAccessToken": "token"} | system
    return DefaultSerializer().deserialize(json.dumps(event), RequestEnvelope)


def says(answer: str | Exception) -> services.Fetch:
    def fetch(_host: str, _path: str, _token: str) -> str:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return fetch


def test_the_zone_that_alexa_tells() -> None:
    assert services.device_zone(envelope(), says('"Asia/Tokyo"')) == "Asia/Tokyo"


@pytest.mark.parametrize(
    "answer",
    ['"Nowhere/Atlantis"', "", "null", "{", '"../../etc/passwd"', "5", OSError("slow"), HTTPException("odd")],
)
def test_no_good_answer_is_no_zone(answer: str | Exception) -> None:
    assert services.device_zone(envelope(), says(answer)) is None


@pytest.mark.parametrize(
    "system",
    [
        {"apiEndpoint": "http://api.amazonalexa.com"},
        {"apiEndpoint": "https://api.amazonalexa.com.evil.example"},
        {"apiEndpoint": None},
        {"apiAccessToken": None},
        {"device": None},
    ],
)
def test_nobody_else_is_asked(system: dict[str, Any]) -> None:
    def never(*_: str) -> str:
        msg = "asked"
        raise AssertionError(msg)

    assert services.device_zone(envelope(**system), never) is None


def test_a_refused_connection_is_an_os_error() -> None:
    with pytest.raises(OSError, match=r"\w"):
        services.fetch("127.0.0.1:1", "/", "token")
