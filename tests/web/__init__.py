"""Certificates like Amazon's, requests like Alexa's, and a small skill that answers them."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.skill_builder import CustomSkillBuilder
from ask_sdk_core.utils import is_intent_name
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from skill.web.verifying import RequestVerifier

if TYPE_CHECKING:
    from ask_sdk_core.handler_input import HandlerInput
    from ask_sdk_core.skill import CustomSkill
    from ask_sdk_model.response import Response

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
URL = "https://s3.amazonaws.com/echo.api/echo-api-cert-13.pem"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def rsa_key(owner: str) -> rsa.RSAPrivateKey:
    """The key of `owner`, made once: making one takes a while."""
    del owner
    return rsa.generate_private_key(65537, 2048)


def issue(
    name: str,
    by: Issued | None = None,
    *,
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | None = None,
    names: tuple[str, ...] | None = None,
    start: datetime = NOW - 30 * DAY,
    end: datetime = NOW + 60 * DAY,
) -> Issued:
    """A certificate as public authorities issue them: a leaf where `names` is given, else an authority."""
    key = key or rsa_key(name)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer, issuer_key = (by.certificate.subject, by.key) if by else (subject, key)  # else it signs itself
    leaf = names is not None
    builder = (
        x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number(), start, end)
        .add_extension(x509.BasicConstraints(ca=not leaf, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                key_encipherment=leaf,
                key_cert_sign=not leaf,
                crl_sign=not leaf,
                content_commitment=False,
                data_encipherment=False,
                key_agreement=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    if leaf:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
        )
    if names:
        alternatives = x509.SubjectAlternativeName([_general(each) for each in names])
        builder = builder.add_extension(alternatives, critical=False)
    return Issued(builder.sign(issuer_key, SHA256()), key)


def _general(name: str) -> x509.GeneralName:
    return x509.IPAddress(IPv4Address(name)) if name[0].isdigit() else x509.DNSName(name)


@cache
def root() -> Issued:
    """The authority that the tests trust."""
    return issue("Root", start=NOW - 3650 * DAY, end=NOW + 3650 * DAY)


@cache
def older_root() -> Issued:
    """An authority that nobody trusts any more, and that once vouched for `root`."""
    return issue("Older Root", start=NOW - 3650 * DAY, end=NOW + 3650 * DAY)


@cache
def middle() -> Issued:
    """The authority that signs leaves."""
    return issue("Middle", root(), start=NOW - 365 * DAY, end=NOW + 365 * DAY)


@cache
def leaf() -> Issued:
    """The certificate that Alexa signs requests with."""
    return issue("echo-api.amazon.com", middle(), names=("echo-api.amazon.com",))


def pem(*issued: Issued) -> bytes:
    """The certificates as the text that Amazon serves."""
    return b"".join(each.certificate.public_bytes(Encoding.PEM) for each in issued)


@cache
def good_chain() -> bytes:
    """Leaf, middle, and the root once more as an older authority signed it, as Amazon's chain has it."""
    cross = issue("Root", older_root(), start=NOW - 3650 * DAY, end=NOW + 3650 * DAY)
    return pem(leaf(), middle(), cross)


@dataclass
class Shelf:
    """Stands in for the network: certificate chains by their address."""

    chains: dict[str, bytes] = field(default_factory=lambda: {URL: good_chain()})
    asked: list[str] = field(default_factory=list)
    """The addresses that were fetched, in their order."""

    def fetch(self, url: str) -> bytes:
        self.asked.append(url)
        try:
            return self.chains[url]
        except KeyError:
            raise OSError("there is no such thing") from None


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


def a_verifier(shelf: Shelf | None = None, clock: Clock | None = None) -> RequestVerifier:
    return RequestVerifier(clock or Clock(), (shelf or Shelf()).fetch, [root().certificate])


def signed(body: bytes, by: Issued | None = None, **changes: str) -> dict[str, str]:
    """The headers with which Alexa sends `body`; `changes` with underscores for hyphens."""
    key = (by or leaf()).key
    assert isinstance(key, rsa.RSAPrivateKey)
    signature = base64.b64encode(key.sign(body, PKCS1v15(), SHA256())).decode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Signature": "bm90IHVzZWQgYW55IG1vcmU=",
        "Signature-256": signature,
        "SignatureCertChainUrl": URL,
    }
    return headers | {name.replace("_", "-"): value for name, value in changes.items()}


def a_request(skill_id: str = "amzn1.ask.skill.ours", **changes: Any) -> bytes:
    """A request as Alexa sends it, made at `NOW`; `changes` go into its inner request."""
    application = {"applicationId": skill_id}
    user = {"userId": "amzn1.ask.account.someone"}
    inner = {
        "type": "LaunchRequest",
        "requestId": "amzn1.echo-api.request.1",
        "timestamp": NOW.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "locale": "de-DE",
    } | changes
    envelope = {
        "version": "1.0",
        "session": {
            "new": True,
            "sessionId": "amzn1.echo-api.session.1",
            "application": application,
            "user": user,
        },
        "context": {
            "System": {
                "application": application,
                "user": user,
                "device": {"deviceId": "amzn1.ask.device.1"},
                "apiEndpoint": "https://api.eu.amazonalexa.com",
                "apiAccessToken": "a token",
            }
        },
        "request": {name: value for name, value in inner.items() if value is not None},
    }
    return json.dumps(envelope, ensure_ascii=False).encode()


def an_intent(name: str) -> dict[str, Any]:
    """What makes `a_request` one for an intent."""
    return {"type": "IntentRequest", "intent": {"name": name, "confirmationStatus": "NONE"}}


class _Breaking(AbstractRequestHandler):
    def can_handle(self, handler_input: HandlerInput) -> bool:
        return bool(is_intent_name("Break")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        raise ValueError("Ben said something private to " + str(handler_input.request_envelope.version))


class _Greeting(AbstractRequestHandler):
    def can_handle(self, handler_input: HandlerInput) -> bool:
        return not is_intent_name("Unheard")(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        return handler_input.response_builder.speak("Schön, ihr zwei.").ask("Wollt ihr?").response


def a_skill(skill_id: str | None = "amzn1.ask.skill.ours") -> CustomSkill:
    """Greets whatever comes, breaks at `Break`, and has nobody for `Unheard`."""
    builder = CustomSkillBuilder()
    builder.skill_id = skill_id
    builder.add_request_handler(_Breaking())
    builder.add_request_handler(_Greeting())
    return builder.create()
