"""Where flask-ask-sdk is imported, and the only place where it may be.

Imported plainly, flask-ask-sdk 1.0.0 fails wherever OpenSSL is 3.0.10 or
later: its verifier imports certvalidator, that imports oscrypto, and oscrypto
knows a version of OpenSSL only when it has three single digits. Both were
abandoned. We do not use that verifier: ours is `skill.web.verifying`. So two
stand-ins take certvalidator's place for as long as the import lasts, and
`sys.modules` is left as it was found.

Why this way: docs/decisions/0007-how-flask-ask-sdk-is-made-to-work.md.
tests/web/test_adapter.py fails on the day a plain import works; then this
module can go.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING

from skill.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "VERIFY_SIGNATURE_APP_CONFIG",
    "VERIFY_TIMESTAMP_APP_CONFIG",
    "AbstractVerifier",
    "SkillAdapter",
    "VerificationException",
]


class _CertificateValidator:
    """Stands in for certvalidator's class, and refuses to be used for it."""

    def __init__(self, *_arguments: object, **_named: object) -> None:
        raise ConfigurationError(
            "skill.web.adapter",
            "flask-ask-sdk's own verifier cannot run here",
            "hand it a skill.web.verifying.RequestVerifier and switch its own off",
        )


@contextmanager
def _stand_ins() -> Iterator[None]:
    """Put two modules in certvalidator's place while the block runs."""
    package, errors = ModuleType("certvalidator"), ModuleType("certvalidator.errors")
    vars(package).update(CertificateValidator=_CertificateValidator, errors=errors)
    vars(errors).update(
        ValidationError=type("ValidationError", (Exception,), {}),
        PathError=type("PathError", (Exception,), {}),
    )
    stand_ins = {module.__name__: module for module in (package, errors)}
    found = {name: sys.modules[name] for name in stand_ins if name in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
        sys.modules.update(found)


with _stand_ins():
    from ask_sdk_webservice_support.verifier import AbstractVerifier, VerificationException
    from flask_ask_sdk.skill_adapter import (
        VERIFY_SIGNATURE_APP_CONFIG,
        VERIFY_TIMESTAMP_APP_CONFIG,
        SkillAdapter,
    )
