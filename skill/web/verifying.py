"""Making sure that a request comes from Alexa, by Amazon's rules.

They are in "Host a Custom Skill as a Web Service", under "Manually verify
that a request was sent by Alexa": the address of the certificate chain, the
chain, the signature over the body as it came, and the time in the body.

Whatever is wrong raises `VerificationException`, with a reason that never
quotes the request.
"""

from __future__ import annotations

import base64
import json
import posixpath
import re
import ssl
import warnings
from collections import OrderedDict
from contextlib import closing, suppress
from datetime import datetime, timedelta
from http import HTTPStatus
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import certifi
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import (
    Certificate,
    DNSName,
    SubjectAlternativeName,
    load_pem_x509_certificate,
    load_pem_x509_certificates,
)
from cryptography.x509.verification import PolicyBuilder, Store

from skill.web.adapter import AbstractVerifier, VerificationException

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ask_sdk_model.request_envelope import RequestEnvelope

SIGNER = "echo-api.amazon.com"
"""The name that the signing certificate must be made out to."""
HOST = "s3.amazonaws.com"
FOLDER = "/echo.api/"
"""Host and folder in which Amazon keeps the certificate chains."""
TOLERANCE = timedelta(seconds=150)
"""How far the time of a request may be from ours, either way."""
EVENT_TOLERANCE = timedelta(hours=1)
"""The same for skill events, which Alexa delivers again for up to an hour, with their first time."""
PATIENCE = 3.0
"""Seconds that each step of fetching a chain may take; the whole answer has eight."""
LONGEST_CHAIN = 64 * 1024
"""Bytes; a real one has about 6,000."""
MOST_CHAINS = 8
"""How many chains are remembered; Amazon uses one or two at a time."""
_PRINTABLE = re.compile(r"[!-\[\]-~]+")
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


class RequestVerifier(AbstractVerifier):
    """Lets pass only what Alexa signed, and signed just now. May be used from several threads.

    Args:
        now: the time, with its zone.
        fetch: gets the bytes at an https address, or raises OSError.
        roots: the certificates in which all trust ends; None for those of certifi.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        fetch: Callable[[str], bytes] | None = None,
        roots: Sequence[Certificate] | None = None,
    ) -> None:
        self._now = now
        self._fetch = fetch or fetch_chain
        self._store = Store(list(roots) if roots is not None else public_roots())
        self._chains: OrderedDict[str, list[Certificate]] = OrderedDict()
        self._lock = Lock()

    def verify(
        self,
        headers: Mapping[str, str],
        serialized_request_env: str,
        deserialized_request_env: RequestEnvelope | None,  # noqa: ARG002 - the SDK hands it over
    ) -> None:
        """Check everything, in the form that the SDK asks for.

        Raises:
            VerificationException: the request is not from Alexa, or not from now.
        """
        body = serialized_request_env.encode(errors="surrogatepass")
        self.check_signature(headers, body)
        self.check_time(body)

    def check_signature(self, headers: Mapping[str, str], body: bytes) -> None:
        """Check that Alexa signed `body`, without looking into it.

        Raises:
            VerificationException: the signature, or anything it rests on, is missing or wrong.
        """
        given = {name.lower(): value for name, value in headers.items()}
        url = chain_url(given.get("signaturecertchainurl", ""))
        signature = _decoded(given.get("signature-256", ""))
        with self._lock:
            known = self._chains.get(url)
        if known is not None:
            # What does not pass with a remembered chain may pass with the one that replaced it.
            with suppress(VerificationException):
                self._check(known, signature, body)
                return
        chain = self._fetched(url)
        self._check(chain, signature, body)
        with self._lock:
            self._chains[url] = chain
            while len(self._chains) > MOST_CHAINS:
                self._chains.popitem(last=False)

    def check_time(self, body: bytes) -> None:
        """Check that the request was made just now, so that nobody can send it again later.

        It goes by the body itself: a serialiser may read what it does not know as something else.

        Raises:
            VerificationException: its time is missing, unclear, or too far from ours.
        """
        try:
            request = json.loads(body.decode())["request"]
            apart = abs(self._now() - datetime.fromisoformat(request["timestamp"]))
            event = str(request.get("type")).startswith("AlexaSkillEvent.")
        except (ValueError, TypeError, LookupError, RecursionError):
            raise VerificationException("the body has no time that can be read") from None
        if apart > (EVENT_TOLERANCE if event else TOLERANCE):
            raise VerificationException("the time of the request is too far from ours")

    def _fetched(self, url: str) -> list[Certificate]:
        try:
            pem = self._fetch(url)
        except OSError:
            raise VerificationException("the certificate chain cannot be fetched") from None
        try:
            return load_pem_x509_certificates(pem)
        except Exception:  # noqa: BLE001 - whatever is wrong with a chain, it is not to be trusted
            raise VerificationException("the certificate chain cannot be read") from None

    def _check(self, chain: list[Certificate], signature: bytes, body: bytes) -> None:
        """Refuse `signature` unless `chain` is to be trusted now and its first key made it."""
        policy = PolicyBuilder().store(self._store).time(self._now())
        try:
            leaf = policy.build_server_verifier(DNSName(SIGNER)).verify(chain[0], chain[1:])[0]
            names = leaf.extensions.get_extension_for_class(SubjectAlternativeName).value
            named = SIGNER in names.get_values_for_type(DNSName)  # a wildcard is not enough
            key = leaf.public_key()
        except Exception:  # noqa: BLE001 - whatever is wrong with a chain, it is not to be trusted
            raise VerificationException("the certificate chain is not to be trusted") from None
        if not named or not isinstance(key, RSAPublicKey):
            raise VerificationException("the certificate is not one of Alexa's")
        try:
            key.verify(signature, body, PKCS1v15(), SHA256())
        except InvalidSignature:
            raise VerificationException("the signature is not that of the body") from None


def chain_url(value: str) -> str:
    """The normalised address in a SignatureCertChainUrl header, when Amazon would use it.

    Raises:
        VerificationException: it would not, or there is none.
    """
    if not value:
        raise VerificationException("the request names no certificate chain")
    try:
        # urlsplit drops some control characters, and others take a backslash for a slash.
        parts = urlsplit(value if _PRINTABLE.fullmatch(value) else "")
        port = parts.port
    except ValueError:
        raise VerificationException("the address of the certificate chain cannot be read") from None
    path = posixpath.normpath(re.sub("%2e", ".", parts.path, flags=re.IGNORECASE))
    right = parts.scheme == "https" and parts.hostname == HOST and port in {None, 443}
    if not right or not path.startswith(FOLDER):
        raise VerificationException("the address of the certificate chain is not Amazon's")
    return f"https://{HOST}{path}" + (f"?{parts.query}" if parts.query else "")


def fetch_chain(url: str, context: ssl.SSLContext | None = None, patience: float = PATIENCE) -> bytes:
    """The bytes at `url`, without following it elsewhere.

    Raises:
        OSError: they cannot be had, or not within `patience`, or they are too many.
    """
    if context is None:
        context = ssl.create_default_context()
        context.load_verify_locations(certifi.where())  # small images come without certificates
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection = HTTPSConnection(parts.hostname or "", parts.port, timeout=patience, context=context)
    with closing(connection):
        try:
            connection.request("GET", target)
            response = connection.getresponse()
            pem = response.read(LONGEST_CHAIN + 1)
        except HTTPException as error:
            raise OSError("the answer was not HTTP") from error
    if response.status != HTTPStatus.OK or response.length or len(pem) > LONGEST_CHAIN:
        raise OSError("the answer was not a certificate chain")
    return pem


def public_roots() -> list[Certificate]:
    """The roots that certifi lists, as far as they can be read.

    A few of them break the rules of today, and one that is refused must not
    take the others with it.
    """
    roots = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for pem in _PEM.findall(Path(certifi.where()).read_bytes()):
            with suppress(ValueError):
                roots.append(load_pem_x509_certificate(pem))
    return roots


def _decoded(signature: str) -> bytes:
    try:
        decoded = base64.b64decode(signature, validate=True)
    except ValueError:
        decoded = b""
    if not decoded:
        raise VerificationException("the signature is missing or not base64")
    return decoded
