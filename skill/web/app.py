"""The skill as a web service: a Flask application with two addresses."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from ask_sdk_model.request_envelope import RequestEnvelope
from flask import Flask, request
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge
from werkzeug.serving import run_simple

from skill import wiring
from skill.web.adapter import (
    VERIFY_SIGNATURE_APP_CONFIG,
    VERIFY_TIMESTAMP_APP_CONFIG,
    SkillAdapter,
    VerificationException,
)
from skill.web.verifying import RequestVerifier

if TYPE_CHECKING:
    import logging

    from ask_sdk_core.skill import CustomSkill
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

LONGEST_BODY = 128 * 1024
"""Bytes; real requests have a few thousand."""


def create_app(skill: CustomSkill, verifier: RequestVerifier | None) -> Flask:
    """The web service for `skill`: `POST /alexa` for Alexa, `GET /healthz` for whoever watches it.

    Args:
        skill: answers the requests, and reads them with its `serializer`.
        verifier: decides what comes from Alexa. None lets anything pass and
            is for tests alone: no endpoint without one may be reached from
            outside, and certification refuses it.
    """
    app = Flask("skill.web.app", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LONGEST_BODY + 1  # what names no length is cut off there
    app.config["PROPAGATE_EXCEPTIONS"] = False  # FLASK_DEBUG would show them to the caller
    app.config[VERIFY_SIGNATURE_APP_CONFIG] = False  # both are ours
    app.config[VERIFY_TIMESTAMP_APP_CONFIG] = False
    app.logger.addFilter(_without_words)
    adapter = SkillAdapter(skill, skill.skill_id, [verifier] if verifier else [], app)

    @app.post("/alexa")
    def alexa() -> Response:
        # The adapter parses before it verifies, and takes a body that it
        # cannot read for a failure of ours. So all is looked at here first;
        # that the adapter does it again costs about a millisecond.
        body = request.get_data()
        if len(body) > LONGEST_BODY:
            raise RequestEntityTooLarge
        try:
            if verifier is not None:
                verifier.check_signature(dict(request.headers), body)
                verifier.check_time(body)
            _check_body(skill, body)
        except VerificationException as refusal:
            app.logger.warning("refused a request: %s", refusal)
            raise BadRequest from None
        answer: Response = adapter.dispatch_request()
        return answer

    @app.get("/healthz")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.errorhandler(HTTPException)
    def plainly(error: HTTPException) -> AnyResponse:
        response = error.get_response()
        response.content_type = "text/plain; charset=utf-8"
        response.data = f"{error.name}\n"
        return response

    return app


def from_environment() -> Flask:
    """The web service as the environment variables of `skill.wiring` want it, for any WSGI server.

    Raises:
        ConfigurationError: something that it needs is not set.
    """
    wiring.log_lines()
    return create_app(wiring.skill_from_environment(), RequestVerifier(wiring.clock))


def serve(app: Flask, host: str = "127.0.0.1", port: int = 5000) -> None:
    """Serve `app` until interrupted. For use at home; docs/self-hosting.md tells of more."""
    run_simple(host, port, app, threaded=True)


def _check_body(skill: CustomSkill, body: bytes) -> None:
    """Refuse what the skill cannot read, and what is meant for another one."""
    try:
        envelope = skill.serializer.deserialize(body.decode(), RequestEnvelope)
        inner = envelope.request
    except Exception:  # noqa: BLE001 - on odd bodies the SDK raises whatever it stumbles over
        inner = None
    if inner is None:
        raise VerificationException("the body cannot be read as a request")
    if skill.skill_id is None:
        return
    try:
        meant = envelope.context.system.application.application_id
    except AttributeError:
        meant = None
    if meant != skill.skill_id:
        raise VerificationException("the request is meant for another skill")


def _without_words(record: logging.LogRecord) -> bool:
    """Log where something broke but not its message, which may hold what somebody said."""
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        frames = "".join(traceback.format_tb(error.__traceback__))
        record.msg, record.args = "%s: %s\n%s", (record.getMessage(), type(error).__name__, frames)
        record.exc_info = record.exc_text = None
    return True
