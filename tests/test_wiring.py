"""Putting the parts together from an environment."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from skill import wiring
from skill.errors import ConfigurationError
from skill.simulator.envelopes import SKILL_ID, Session
from skill.stores.sqlite import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path


def test_the_environment_names_a_store(tmp_path: Path) -> None:
    store = wiring.store_from({"CLOSER_STATE": str(tmp_path / "couples.sqlite")})
    assert isinstance(store, SqliteStore)


def test_no_store_and_no_skill_id_are_errors_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="CLOSER_TABLE"):
        wiring.store_from({})
    with pytest.raises(ConfigurationError, match="CLOSER_SKILL_ID"):
        wiring.skill_from({"CLOSER_STATE": str(tmp_path / "couples.sqlite")})


def test_lambda_runs_what_is_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOSER_STATE", str(tmp_path / "couples.sqlite"))
    monkeypatch.setenv("CLOSER_SKILL_ID", SKILL_ID)
    handler = wiring.lambda_handler()
    session = Session(clock=wiring.clock)
    response = handler(json.loads(json.dumps(session.launch())), None)
    assert response["response"]["shouldEndSession"] is False
    logging.getLogger("closer").handlers.clear()


def test_importing_the_package_starts_nothing() -> None:
    code = (
        "import sys, skill.wiring, skill.stores.dynamodb\n"
        "heavy = {'boto3', 'botocore', 'flask', 'hassil', 'dynamodb_json', 'requests'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
