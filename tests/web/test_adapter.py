"""That flask-ask-sdk can be imported, and that it still needs our help for it."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from skill.errors import ConfigurationError

# The machine's own OpenSSL may happen to have three single digits, so
# oscrypto is told of a version that every distribution ships by now.
PLAIN_IMPORT = """
import cffi
cffi.FFI.string = lambda *_: b"OpenSSL 3.0.19 27 Jan 2026"
import flask_ask_sdk.skill_adapter
"""

OURS = """
import sys
before = {name: object() for name in sys.argv[1:]}
sys.modules.update(before)
import skill.web.adapter
assert {name: sys.modules.get(name) for name in before} == before
left = [name for name in sys.modules if name.split(".")[0] in ("certvalidator", "oscrypto")]
assert sorted(left) == sorted(before), left
"""


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )


def test_the_workaround_is_still_needed():
    plain = python(PLAIN_IMPORT)
    assert plain.returncode != 0, (
        "flask_ask_sdk can be imported plainly again. Delete the stand-ins in skill/web/adapter.py, "
        "import what it exports straight from flask_ask_sdk and ask_sdk_webservice_support, "
        "delete this file, and mark docs/decisions/0007 as superseded."
    )
    assert plain.stderr.splitlines()[-1] == (
        "oscrypto.errors.LibraryNotFoundError: Error detecting the version of libcrypto"
    )


def test_the_adapter_is_imported_and_the_abandoned_modules_are_not():
    ours = python(OURS)
    assert ours.returncode == 0, ours.stderr


def test_modules_that_were_there_before_are_there_afterwards():
    ours = python(OURS, "certvalidator", "certvalidator.errors")
    assert ours.returncode == 0, ours.stderr


def test_the_stock_verifier_refuses_to_be_used_and_says_what_to_use():
    importlib.import_module("skill.web.adapter")
    stock = sys.modules["ask_sdk_webservice_support.verifier"].RequestVerifier()
    with pytest.raises(ConfigurationError, match=r"skill\.web\.verifying"):
        stock._validate_cert_chain(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
