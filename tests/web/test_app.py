"""What the web service answers to whom, and what it logs."""

from __future__ import annotations

import base64
import http.client
import json
import logging
import os
import re
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from ask_sdk_core.exceptions import AskSdkException
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.serving import make_server

from skill.web.app import LONGEST_BODY, create_app

from . import DAY, NOW, URL, Clock, Shelf, a_request, a_skill, a_verifier, an_intent, signed

BODY = a_request()


def a_client(skill=None, shelf=None, clock=None):
    return create_app(skill or a_skill(), a_verifier(shelf, clock)).test_client()


@pytest.fixture(scope="module")
def client():
    return a_client()


def refused(answer):
    return (answer.status_code, answer.text, answer.content_type) == (
        400,
        "Bad Request\n",
        "text/plain; charset=utf-8",
    )


def test_a_request_from_alexa_is_answered(client):
    answer = client.post("/alexa", data=BODY, headers=signed(BODY))
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert answer.json["response"]["outputSpeech"]["ssml"] == "<speak>Schön, ihr zwei.</speak>"
    assert answer.json["response"]["shouldEndSession"] is False


@pytest.mark.parametrize(
    "content_type", [None, "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_the_content_type_does_not_matter(client, content_type):
    headers = signed(BODY)
    headers.pop("Content-Type")
    assert client.post("/alexa", data=BODY, headers=headers, content_type=content_type).status_code == 200


def test_a_body_outside_of_ascii_is_verified_as_it_came(client):
    body = a_request(
        type="IntentRequest",
        intent={"name": "Hi", "slots": {"FirstPartner": {"name": "FirstPartner", "value": "Jürgen 💜"}}},
    )
    assert client.post("/alexa", data=body, headers=signed(body)).status_code == 200
    spaced = json.dumps(json.loads(body), indent=1).encode()
    assert refused(client.post("/alexa", data=spaced, headers=signed(body)))


@pytest.mark.parametrize("missing", ["Signature-256", "SignatureCertChainUrl"])
def test_a_request_without_a_signature_is_refused(client, missing):
    headers = signed(BODY)
    del headers[missing]
    assert refused(client.post("/alexa", data=BODY, headers=headers))


@pytest.mark.parametrize(
    "changes",
    [
        {"SignatureCertChainUrl": "https://example.org/echo.api/echo-api-cert-13.pem"},
        {"SignatureCertChainUrl": URL + ".missing"},
        {"Signature_256": "!"},
        {"Signature_256": "QUJD"},
    ],
)
def test_a_request_with_a_bad_header_is_refused(client, changes):
    assert refused(client.post("/alexa", data=BODY, headers=signed(BODY, **changes)))


def test_a_request_with_a_bad_chain_is_refused():
    for chain in (b"", b"<html>", BODY):
        answer = a_client(shelf=Shelf({URL: chain})).post("/alexa", data=BODY, headers=signed(BODY))
        assert refused(answer)
    late = a_client(clock=Clock(NOW + 61 * DAY))
    assert refused(late.post("/alexa", data=BODY, headers=signed(BODY)))


def test_a_request_from_another_time_is_refused(client):
    body = a_request(timestamp="2026-11-23T17:57:29Z")
    assert refused(client.post("/alexa", data=body, headers=signed(body)))
    late = a_request(timestamp="2026-11-23T17:00:00Z", type="AlexaSkillEvent.SkillDisabled")
    assert client.post("/alexa", data=late, headers=signed(late)).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"17",
        b"not JSON",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"request": null}',
        b'{"request": {}}',
        b'{"request": {"type": "LaunchRequest"}}',
        a_request(type=None),
        a_request(type="Nobody.KnowsThis"),
        a_request(timestamp=None),
        a_request(timestamp="yesterday"),
        a_request(timestamp=17),
        a_request(timestamp="2026-11-23T18:00:00"),
        a_request(timestamp="2026-11-23T18:00:00+99:99"),
        BODY.replace(b'"context"', b'"contents"'),
        BODY.replace(b'"context": {', b'"context": null, "contents": {'),
    ],
)
def test_a_signed_body_that_is_no_request_is_refused(client, body):
    assert refused(client.post("/alexa", data=body, headers=signed(body)))


def test_a_request_for_another_skill_is_refused(client):
    body = a_request("amzn1.ask.skill.theirs")
    assert refused(client.post("/alexa", data=body, headers=signed(body)))
    assert a_client(a_skill(None)).post("/alexa", data=body, headers=signed(body)).status_code == 200


def test_nothing_is_read_before_the_signature_is_good():
    skill, read = a_skill(), []
    deserialize = skill.serializer.deserialize
    skill.serializer.deserialize = lambda payload, obj_type: (
        read.append(payload) or deserialize(payload, obj_type)
    )
    client = a_client(skill)
    assert refused(client.post("/alexa", data=BODY, headers=signed(BODY + b" ")))
    assert read == []
    assert client.post("/alexa", data=BODY, headers=signed(BODY)).status_code == 200
    assert set(read) == {BODY.decode()}


def test_the_adapter_asks_our_verifier_and_no_other():
    verifier, asked = a_verifier(), []
    verifier.verify = lambda **request: asked.append(request)
    client = create_app(a_skill(), verifier).test_client()
    assert client.post("/alexa", data=BODY, headers=signed(BODY)).status_code == 200
    (request,) = asked
    assert request["serialized_request_env"] == BODY.decode()
    assert request["deserialized_request_env"].request.locale == "de-DE"


def test_a_serialiser_that_knows_more_than_the_sdk_is_asked_and_believed():
    skill = a_skill()
    deserialize = skill.serializer.deserialize
    skill.serializer.deserialize = lambda payload, obj_type: deserialize(
        payload.replace("Brand.New", "LaunchRequest").replace('"timestamp"', '"time"'), obj_type
    )
    body = a_request(type="Brand.New")
    assert a_client(skill).post("/alexa", data=body, headers=signed(body)).status_code == 200


def test_a_body_that_is_too_long_is_refused(client):
    body = b" " * (LONGEST_BODY - len(BODY)) + BODY
    assert client.post("/alexa", data=body, headers=signed(body)).status_code == 200
    for more in (b" ", b"  "):
        answer = client.post("/alexa", data=more + body, headers=signed(more + body))
        assert (answer.status_code, answer.text) == (413, "Request Entity Too Large\n")


def test_only_posts_are_taken(client):
    for method in ("get", "put", "delete", "patch"):
        answer = getattr(client, method)("/alexa")
        assert (answer.status_code, answer.text) == (405, "Method Not Allowed\n")
        assert "POST" in answer.headers["Allow"]


def test_it_says_that_it_is_well(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_there_is_nothing_else(client):
    answer = client.get("/")
    assert (answer.status_code, answer.text) == (404, "Not Found\n")


@pytest.mark.parametrize("intent", ["Break", "Unheard"])
@pytest.mark.parametrize("debug", ["0", "1"])
def test_a_skill_that_breaks_is_a_500_that_tells_nobody_why(caplog, monkeypatch, intent, debug):
    monkeypatch.setenv("FLASK_DEBUG", debug)
    body = a_request(**an_intent(intent))
    answer = a_client().post("/alexa", data=body, headers=signed(body))
    assert (answer.status_code, answer.text) == (500, "Internal Server Error\n")
    (record,) = caplog.records
    assert record.levelno == logging.ERROR


def test_the_log_says_where_a_skill_broke_and_not_what_was_said(caplog):
    body = a_request(**an_intent("Break"))
    a_client().post("/alexa", data=body, headers=signed(body))
    assert "ValueError" in caplog.text
    assert "in handle" in caplog.text
    assert "private to 1.0" not in caplog.text


def test_what_the_sdk_complains_of_is_logged_without_its_words_too(caplog):
    skill = a_skill()

    def invoke(request_envelope, **_):
        raise AskSdkException(f"nobody answers {request_envelope.request.locale}")

    skill.invoke = invoke
    assert a_client(skill).post("/alexa", data=BODY, headers=signed(BODY)).status_code == 500
    assert "Skill dispatch exception: AskSdkException" in caplog.text
    assert "de-DE" not in caplog.text


@pytest.mark.parametrize(
    ("body", "changes", "reason"),
    [
        (BODY, {"Signature_256": "QUJD"}, "the signature is not that of the body"),
        (b"Jurgen", {}, "the body has no time that can be read"),
        (a_request(type="Jurgen"), {}, "the body cannot be read as a request"),
        (a_request("Jurgen"), {}, "the request is meant for another skill"),
        (a_request(timestamp="2026-11-20T18:00:00Z"), {}, "the time of the request is too far from ours"),
    ],
)
def test_a_refusal_is_one_line_that_quotes_nothing(caplog, body, changes, reason):
    a_client().post("/alexa", data=body, headers=signed(body, **changes))
    (record,) = caplog.records
    assert record.getMessage() == f"refused a request: {reason}"
    assert (record.levelno, record.exc_info) == (logging.WARNING, None)


def test_without_a_verifier_the_tests_of_others_need_no_signature():
    client = create_app(a_skill(), None).test_client()
    assert client.post("/alexa", data=BODY).status_code == 200
    assert refused(client.post("/alexa", data=b"not JSON"))


def test_one_skill_may_be_served_twice():
    skill = a_skill()
    for _ in range(2):
        assert a_client(skill).post("/alexa", data=BODY, headers=signed(BODY)).status_code == 200


# Whatever comes

names = st.sampled_from(
    [
        "SignatureCertChainUrl",
        "Signature-256",
        "Signature",
        "Content-Type",
        "Content-Length",
        "X-Forwarded-For",
    ]
) | st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=20)
values = st.sampled_from(
    [URL, base64.b64encode(bytes(256)).decode(), "multipart/form-data", "999999", "-1"]
) | st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=60)
bodies = st.binary(max_size=300) | st.sampled_from([b"{}", b"null", BODY, BODY[:-1]])
methods = st.sampled_from(["POST", "POST", "POST", "PUT", "GET", "HEAD"])
json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["request", "type", "context", "System", "session"]), inner)
    ),
    max_leaves=9,
)
parts = st.dictionaries(
    st.sampled_from(["type", "timestamp", "locale", "intent", "reason"]), json_values, max_size=3
)


@given(methods, st.dictionaries(names, values, max_size=6), bodies)
def test_whatever_is_sent_unsigned_is_refused(client, method, headers, body):
    answer = client.open("/alexa", method=method, data=body, headers=headers)
    assert answer.status_code in ({400, 413} if method == "POST" else {405})


@given(json_values)
def test_whatever_json_is_signed_it_is_refused_when_it_is_no_request(client, value):
    body = json.dumps(value).encode()
    assert refused(client.post("/alexa", data=body, headers=signed(body)))


@given(parts)
def test_whatever_a_request_holds_it_is_answered_or_refused(client, changes):
    body = a_request(**changes)
    assert client.post("/alexa", data=body, headers=signed(body)).status_code in {200, 400}


# Over a real socket


@contextmanager
def served():
    server = make_server("127.0.0.1", 0, create_app(a_skill(), a_verifier()), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(port, method, path, body=None, headers=None, **more):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body, headers or {}, **more)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_it_answers_over_a_real_socket():
    with served() as port:
        assert ask(port, "GET", "/healthz")[0] == 200
        status, text = ask(port, "POST", "/alexa", BODY, signed(BODY))
        assert status == 200
        assert "ihr zwei" in text
        lower = {name.lower(): value for name, value in signed(BODY).items()}
        assert ask(port, "POST", "/alexa", BODY, lower)[0] == 200
        pieces = iter([BODY[:100], BODY[100:]])
        assert ask(port, "POST", "/alexa", pieces, signed(BODY), encode_chunked=True)[0] == 200
        endless = iter([BODY.ljust(LONGEST_BODY), b" "])
        assert ask(port, "POST", "/alexa", endless, encode_chunked=True)[0] == 413
        assert ask(port, "POST", "/alexa", BODY) == (400, "Bad Request\n")
        assert ask(port, "GET", "/alexa") == (405, "Method Not Allowed\n")


def test_a_long_body_is_refused_over_a_real_socket_before_it_is_sent():
    with served() as port, socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(b"POST /alexa HTTP/1.1\r\nHost: here\r\nContent-Length: 999999999\r\n\r\n")
        assert b" 413 " in line.makefile("rb").readline()


SERVE = """
from skill.web.app import create_app, serve
from {package} import a_skill, a_verifier
serve(create_app(a_skill(), a_verifier()), port=0)
"""


def test_it_serves():
    with subprocess.Popen(
        [sys.executable, "-c", SERVE.format(package=__package__)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            line = next(line for line in process.stderr if "Running on" in line)
            port = int(re.search(r"http://127\.0\.0\.1:(\d+)", line)[1])
            assert ask(port, "GET", "/healthz")[0] == 200
        finally:
            process.terminate()
            process.communicate(timeout=10)
