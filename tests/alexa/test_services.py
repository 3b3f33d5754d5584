"""Asking Alexa for a device's time zone."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
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


@pytest.mark.parametrize(("status", "told"), [(200, '"Europe/Berlin"'), (403, None), (500, None)])
def test_it_is_asked_over_http_with_the_token(
    status: int, told: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str | None]] = []

    class Alexa(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers["Authorization"]))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(b'"Europe/Berlin"')

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    monkeypatch.setattr(services, "HTTPSConnection", HTTPConnection)
    with HTTPServer(("127.0.0.1", 0), Alexa) as server:
        Thread(target=server.handle_request).start()
        host = f"127.0.0.1:{server.server_port}"
        if told:
            assert services.fetch(host, "/v2/zone", "token") == told
        else:
            with pytest.raises(OSError, match=str(status)):
                services.fetch(host, "/v2/zone", "token")
    assert asked == [("/v2/zone", "Bearer token")]


def test_a_refused_connection_is_an_os_error() -> None:
    with pytest.raises(OSError, match=r"\w"):
        services.fetch("127.0.0.1:1", "/", "token")
