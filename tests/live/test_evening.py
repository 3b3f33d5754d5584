"""A whole evening, said in our model's words to the deployable artifact by two clients that others wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from skill.simulator.envelopes import SKILL_ID

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from tests.live.conftest import Emulator, Table

    Run = Callable[..., subprocess.CompletedProcess[str]]

MODEL = Path(__file__).resolve().parents[2] / "interaction_models" / "en-US.json"


def evening(run: Run, emulator: Emulator, *arguments: str) -> str:
    settings = {"CLOSER_URL": emulator.url, "CLOSER_SKILL_ID": SKILL_ID, "CLOSER_MODEL": str(MODEL)}
    done = run(*arguments, **settings)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "MISSED" not in done.stdout
    return done.stdout


def test_virtual_alexa_spends_an_evening(node: Run, emulator: Emulator, table: Table) -> None:
    before = table.items()
    told = evening(node, emulator, "with-virtual-alexa.js")
    assert told.rstrip().endswith("virtual-alexa: 37 turns, 0 missed"), told
    assert table.items() == before, "what was deleted is still there"


def test_ask_sdk_test_spends_an_evening(node: Run, emulator: Emulator, table: Table) -> None:
    before = table.items()
    mocha = "node_modules/mocha/bin/mocha.js"
    told = evening(node, emulator, mocha, "--timeout", "60000", "--reporter", "spec", "with-ask-sdk-test.js")
    assert "6 passing" in told, told
    assert table.items() == before, "what was deleted is still there"


def test_a_client_that_misses_something_says_so(node: Run, emulator: Emulator) -> None:
    settings = {"CLOSER_URL": emulator.url, "CLOSER_SKILL_ID": "amzn1.ask.skill.other"}
    done = node("with-virtual-alexa.js", CLOSER_MODEL=str(MODEL), **settings)
    assert done.returncode == 1
