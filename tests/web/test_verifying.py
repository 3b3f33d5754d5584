"""That only what Alexa signed, and signed just now, gets through."""

from __future__ import annotations

import warnings
from contextlib import suppress
from datetime import timedelta, timezone

import certifi
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from skill.web.adapter import VerificationException
from skill.web.verifying import MOST_CHAINS, RequestVerifier, chain_url, public_roots

from . import (
    DAY,
    NOW,
    URL,
    Clock,
    Issued,
    Shelf,
    a_request,
    a_verifier,
    issue,
    leaf,
    middle,
    older_root,
    pem,
    rsa_key,
    signed,
)

BODY = a_request()
SIGNER = "echo-api.amazon.com"


def a_leaf(**changes) -> Issued:
    return issue(SIGNER, **{"by": middle(), "names": (SIGNER,)} | changes)


# The address of the chain


@pytest.mark.parametrize(
    "value",
    [
        "https://s3.amazonaws.com/echo.api/echo-api-cert-13.pem",
        "https://s3.amazonaws.com:443/echo.api/echo-api-cert-13.pem",
        "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert-13.pem",
        "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert-13.pem",
        "https://s3.amazonaws.com/echo.api/./echo-api-cert-13.pem",
        "https://s3.amazonaws.com/echo.api//echo-api-cert-13.pem",
        "https://s3.amazonaws.com/echo.api/%2e%2E/echo.api/echo-api-cert-13.pem",
        "https://s3.amazonaws.com/echo.api/echo-api-cert-13.pem#part",
    ],
)
def test_an_address_that_amazon_would_use_is_normalised(value):
    assert chain_url(value) == URL


@pytest.mark.parametrize(
    "value",
    [
        "",
        "not an address",
        "http://s3.amazonaws.com/echo.api/echo-api-cert-13.pem",
        "https://notamazon.com/echo.api/echo-api-cert-13.pem",
        "https://s3.amazonaws.com.example.org/echo.api/echo-api-cert-13.pem",
        "https://s3.amazonaws.com@example.org/echo.api/echo-api-cert-13.pem",
        "https://s3.amazonaws.com/EcHo.aPi/echo-api-cert-13.pem",
        "https://s3.amazonaws.com/invalid.path/echo-api-cert-13.pem",
        "https://s3.amazonaws.com/echo.api/../invalid.path/echo-api-cert-13.pem",
        "https://s3.amazonaws.com/echo.api/%2e%2e/invalid.path/echo-api-cert-13.pem",
        "https://s3.amazonaws.com/echo.api\\..\\invalid.path/cert.pem",
        "https://s3.amazonaws.com/echo.apix/echo-api-cert-13.pem",
        "https://s3.amazonaws.com/echo.api",
        "https://s3.amazonaws.com//echo.api/echo-api-cert-13.pem",
        "https://s3.amazonaws.com:563/echo.api/echo-api-cert-13.pem",
        "https://s3.amazonaws.com:99999/echo.api/echo-api-cert-13.pem",
        "https://s3.amazonaws.com:port/echo.api/echo-api-cert-13.pem",
        "https://s3.amazon\taws.com/echo.api/echo-api-cert-13.pem",
        "https://s3.amazonaws.com/echo.api/a b.pem",
        "https://s3.amazonaws.com/echo.api/ä.pem",
        "https://[s3.amazonaws.com/echo.api/echo-api-cert-13.pem",
        "//s3.amazonaws.com/echo.api/echo-api-cert-13.pem",
    ],
)
def test_any_other_address_is_refused_and_nothing_is_fetched(value):
    shelf = Shelf()
    with pytest.raises(VerificationException):
        a_verifier(shelf).check_signature(signed(BODY) | {"SignatureCertChainUrl": value}, BODY)
    assert shelf.asked == []


@given(st.text() | st.text().map("https://s3.amazonaws.com/echo.api/".__add__))
def test_an_address_is_amazons_or_refused(value):
    try:
        url = chain_url(value)
    except VerificationException:
        return
    assert url.startswith("https://s3.amazonaws.com/echo.api/")
    assert chain_url(url) == url


# The signature


def test_what_alexa_signed_passes():
    a_verifier().check_signature(signed(BODY), BODY)


@pytest.mark.parametrize("change", [str.lower, str.upper, str.title])
def test_the_names_of_headers_may_be_written_anyhow(change):
    headers = {change(name): value for name, value in signed(BODY).items()}
    a_verifier().check_signature(headers, BODY)


@pytest.mark.parametrize("missing", ["Signature-256", "SignatureCertChainUrl"])
def test_a_missing_header_is_refused_and_nothing_is_fetched(missing):
    shelf, headers = Shelf(), signed(BODY)
    del headers[missing]
    with pytest.raises(VerificationException):
        a_verifier(shelf).check_signature(headers, BODY)
    assert shelf.asked == []


@pytest.mark.parametrize("signature", ["", "%%%", "AAA", "ä", "QUJD\nQUJD", "QUJD"])
def test_a_signature_that_is_none_is_refused(signature):
    with pytest.raises(VerificationException):
        a_verifier().check_signature(signed(BODY, Signature_256=signature), BODY)


def test_a_signature_with_something_in_it_is_refused():
    good = signed(BODY)["Signature-256"]
    for bad in (f"!{good}", f"{good[:50]}\n{good[50:]}", f" {good}"):
        with pytest.raises(VerificationException, match="base64"):
            a_verifier().check_signature(signed(BODY, Signature_256=bad), BODY)


def test_a_signature_over_another_body_is_refused():
    with pytest.raises(VerificationException, match="not that of the body"):
        a_verifier().check_signature(signed(BODY), BODY.replace(b"Launch", b"Intent"))


def test_a_signature_by_another_key_is_refused():
    somebody = Issued(leaf().certificate, rsa_key("somebody"))
    with pytest.raises(VerificationException, match="not that of the body"):
        a_verifier().check_signature(signed(BODY, somebody), BODY)


def test_a_signature_in_the_header_of_old_is_not_enough():
    headers = signed(BODY)
    headers["Signature"] = headers.pop("Signature-256")
    with pytest.raises(VerificationException):
        a_verifier().check_signature(headers, BODY)


# The chain

BAD_CHAINS = {
    "expired": lambda: pem(a_leaf(end=NOW - DAY), middle()),
    "not valid yet": lambda: pem(a_leaf(start=NOW + DAY), middle()),
    "made out to nobody": lambda: pem(a_leaf(names=()), middle()),
    "made out to somebody else": lambda: pem(a_leaf(names=("example.org",)), middle()),
    "made out to a wildcard": lambda: pem(a_leaf(names=("*.amazon.com",)), middle()),
    "without what lies between": lambda: pem(leaf()),
    "in the wrong order": lambda: pem(middle(), leaf()),
    "signed by itself": lambda: pem(issue(SIGNER, names=(SIGNER,))),
    "from an unknown root": lambda: pem(a_leaf(by=older_root()), older_root()),
    "signed by a leaf": lambda: pem(a_leaf(by=leaf()), leaf(), middle()),
    "with another kind of key": lambda: pem(a_leaf(key=ec.generate_private_key(ec.SECP256R1())), middle()),
    "empty": lambda: b"",
    "not PEM": lambda: b"<html>Not found</html>",
    "PEM of nothing": lambda: b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    "cut short": lambda: pem(leaf())[:800] + b"\n-----END CERTIFICATE-----\n",
}


@pytest.mark.parametrize("kind", BAD_CHAINS)
def test_a_bad_chain_is_refused_and_not_remembered(kind):
    shelf = Shelf({URL: BAD_CHAINS[kind]()})
    verifier = a_verifier(shelf)
    for _ in range(2):
        with pytest.raises(VerificationException):
            verifier.check_signature(signed(BODY), BODY)
    assert shelf.asked == [URL, URL]


def test_a_chain_that_cannot_be_fetched_is_refused():
    with pytest.raises(VerificationException, match="fetched"):
        a_verifier(Shelf({})).check_signature(signed(BODY), BODY)


@given(st.binary(max_size=200), st.integers(0, 2**16))
def test_whatever_is_served_as_a_chain_does_no_more_than_be_refused(noise, where):
    good = pem(leaf(), middle())
    where %= len(good)
    broken = good[:where] + noise + good[where + len(noise) :]
    with suppress(VerificationException):  # some noise does no harm
        a_verifier(Shelf({URL: broken})).check_signature(signed(BODY), BODY)


def test_a_chain_is_fetched_once():
    shelf = Shelf()
    verifier = a_verifier(shelf)
    for body in (BODY, a_request(type="SessionEndedRequest")):
        verifier.check_signature(signed(body), body)
    assert shelf.asked == [URL]


def test_a_chain_that_was_replaced_is_fetched_again():
    shelf, clock = Shelf(), Clock()
    verifier = a_verifier(shelf, clock)
    verifier.check_signature(signed(BODY), BODY)
    newer = a_leaf(key=rsa_key("newer"), end=NOW + 300 * DAY)
    shelf.chains[URL] = pem(newer, middle())
    verifier.check_signature(signed(BODY, newer), BODY)
    clock.now = NOW + 100 * DAY
    verifier.check_signature(signed(BODY, newer), BODY)
    assert shelf.asked == [URL, URL]
    with pytest.raises(VerificationException):
        verifier.check_signature(signed(BODY), BODY)


def test_a_remembered_chain_expires():
    shelf, clock = Shelf(), Clock()
    verifier = a_verifier(shelf, clock)
    verifier.check_signature(signed(BODY), BODY)
    clock.now = NOW + 61 * DAY
    with pytest.raises(VerificationException, match="not to be trusted"):
        verifier.check_signature(signed(BODY), BODY)


def test_only_so_many_chains_are_remembered():
    urls = [f"{URL}?{number}" for number in range(3 * MOST_CHAINS)]
    shelf = Shelf(dict.fromkeys(urls, pem(leaf(), middle())))
    verifier = a_verifier(shelf)
    for url in urls:
        verifier.check_signature(signed(BODY, SignatureCertChainUrl=url), BODY)
    assert list(verifier._chains) == urls[-MOST_CHAINS:]


def test_trust_ends_in_the_public_roots_unless_told_otherwise():
    verifier = RequestVerifier(Clock(), Shelf().fetch)
    with pytest.raises(VerificationException, match="not to be trusted"):
        verifier.check_signature(signed(BODY), BODY)


def test_the_public_roots_are_read_quietly_and_amazons_are_among_them():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        roots = public_roots()
    names = {root.subject.rfc4514_string() for root in roots}
    assert {f"CN=Amazon Root CA {number},O=Amazon,C=US" for number in (1, 2, 3, 4)} <= names


def test_a_public_root_that_cannot_be_read_takes_no_other_with_it(monkeypatch, tmp_path):
    broken = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    path = tmp_path / "roots.pem"
    path.write_bytes(pem(older_root()) + broken + pem(middle()))
    monkeypatch.setattr(certifi, "where", lambda: str(path))
    assert public_roots() == [older_root().certificate, middle().certificate]


# The time


def made(seconds, kind="LaunchRequest"):
    return a_request(timestamp=(NOW + timedelta(seconds=seconds)).isoformat(), type=kind)


@pytest.mark.parametrize("seconds", [0, 149, 150, -150])
def test_a_request_from_now_passes(seconds):
    a_verifier().check_time(made(seconds))


@pytest.mark.parametrize("seconds", [151, -151, 3600, 10**9])
def test_a_request_from_another_time_is_refused(seconds):
    with pytest.raises(VerificationException, match="too far"):
        a_verifier().check_time(made(-seconds))


@pytest.mark.parametrize(
    "text", ["2026-11-23T18:00:00Z", "2026-11-23T18:00:00.52Z", "2026-11-23T18:00:00.123456789Z"]
)
def test_a_time_is_read_as_alexa_writes_it(text):
    a_verifier().check_time(a_request(timestamp=text))


def test_a_skill_event_may_be_an_hour_late():
    verifier = a_verifier()
    verifier.check_time(made(-3600, "AlexaSkillEvent.SkillDisabled"))
    with pytest.raises(VerificationException, match="too far"):
        verifier.check_time(made(-3601, "AlexaSkillEvent.SkillDisabled"))


@pytest.mark.parametrize(
    "text",
    [None, "", "yesterday", 1795456800, True, [], "2026-11-23T18:00:00", "2026-11-23T18:00:00+99:99"],
)
def test_a_time_that_is_none_is_refused(text):
    with pytest.raises(VerificationException, match="no time"):
        a_verifier().check_time(a_request(timestamp=text))


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_the_ends_of_time_are_too_far(text):
    with pytest.raises(VerificationException, match="too far"):
        a_verifier().check_time(a_request(timestamp=text))


@pytest.mark.parametrize(
    "body", [b"", b"\xff", b"[" * 100_000, b"[]", b"17", b"null", b"{}", b'{"request": "timestamp"}']
)
def test_a_body_without_a_time_is_refused(body):
    with pytest.raises(VerificationException, match="no time"):
        a_verifier().check_time(body)


@given(st.datetimes(), st.integers(-1439, 1439))
def test_any_time_is_near_or_refused(when, minutes):
    when = when.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    try:
        a_verifier().check_time(a_request(timestamp=when.isoformat()))
    except VerificationException:
        return
    assert abs(when - NOW) <= timedelta(seconds=150)


# All of it, as the SDK asks for it


def test_the_whole_check_passes_what_is_right():
    a_verifier().verify(signed(BODY), BODY.decode(), None)


def test_the_whole_check_refuses_a_bad_signature_and_a_bad_time():
    with pytest.raises(VerificationException, match="signature"):
        a_verifier().verify(signed(BODY), BODY.decode() + " ", None)
    with pytest.raises(VerificationException, match="signature"):
        a_verifier().verify(signed(BODY), "\ud800", None)
    late = made(-151)
    with pytest.raises(VerificationException, match="time"):
        a_verifier().verify(signed(late), late.decode(), None)
