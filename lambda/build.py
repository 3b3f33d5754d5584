"""Builds the folder that AWS Lambda runs: what the skill needs there, and nothing else.

    python lambda/build.py
    python lambda/build.py --to build/here --python-version 3.11 --platform manylinux2014_x86_64

The packages are those that requirements.txt beside this file pins, with their
hashes. Bytecode goes along, because Lambda cannot keep any that it makes
itself, and takes more than twice as long to start without. Two builds from the
same sources are the same to the byte.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
REQUIREMENTS = HERE / "requirements.txt"
HANDLER = HERE / "lambda_function.py"

NOT_FOR_LAMBDA = ("cli.py", "editing", "simulator", "stores/sqlite.py", "web")
"""Parts of skill/ that only one's own machine uses."""
NEEDED_DATA = (
    "_retry.json",
    "dynamodb/2012-08-10/endpoint-rule-set-1.json.gz",
    "dynamodb/2012-08-10/service-2.json.gz",
    "endpoints.json",
    "partitions.json",
    "sdk-default-configuration.json",
)
"""Of botocore's descriptions of every AWS service, what DynamoDB needs. The rest is 20 MB."""
NEEDED_METADATA = ("METADATA", "licenses")
"""Of a package's own papers: scanners read which version it is from the first."""
MOST_MEGABYTES = 60
WHERE_IT_RUNS = "/var/task"
"""What bytecode names as its place, wherever it was built: a build tells nothing of this machine."""
MOMENT = 1_577_836_800
"""The time of every file, 2020-01-01: an archive of the folder depends on nothing but its content."""


def main() -> None:
    """Builds the folder that the command line asks for."""
    asked = arguments()
    if asked.release:
        refuse_stale_helplines(datetime.now(UTC).date())  # noqa: TID251 - nobody gives a script its clock
    to = asked.to.resolve()
    clear(to)
    minor: str = asked.python_version
    print(f"{to}: installing packages for Python {minor}, {asked.platform}", flush=True)
    install(to, minor, asked.platform)
    trim(to)
    copy_skill(to)
    compile_content(to)
    compile_all(to, minor)
    settle(to)
    report(to)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description="Builds the folder that AWS Lambda runs.")
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "lambda", help="the folder to fill")
    parser.add_argument(
        "--release", action="store_true", help="refuse when a helpline has to be checked again"
    )
    parser.add_argument("--python-version", default="3.13", help="the Lambda runtime's, such as 3.13")
    parser.add_argument(
        "--platform",
        default="manylinux2014_aarch64",
        help="manylinux2014_aarch64 for arm64 functions, manylinux2014_x86_64 for others",
    )
    return parser.parse_args()


def clear(to: Path) -> None:
    """An empty folder, unless something else than an earlier build is in it."""
    if to.is_dir() and any(to.iterdir()) and not (to / HANDLER.name).is_file():
        sys.exit(f"{to}: holds something that is no build of this (name an empty folder with --to)")
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)


def install(to: Path, minor: str, platform: str) -> None:
    """The pinned packages, as wheels for the runtime, whatever this machine is."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--no-deps", "--no-compile", "--target", str(to)]
    command += ["--only-binary=:all:", "--implementation", "cp", "--python-version", minor]
    command += ["--platform", platform, "--requirement", str(REQUIREMENTS)]
    if subprocess.run(command, check=False).returncode:
        sys.exit(
            f"{to}: the packages could not be installed; pip says why above"
            ' (no pip? "python -m ensurepip"; no wheel? try --platform manylinux_2_28_aarch64)'
        )


def trim(to: Path) -> None:
    """Takes away what nothing reads on Lambda."""
    shutil.rmtree(to / "bin", ignore_errors=True)
    for papers in to.glob("*.dist-info"):
        for each in papers.iterdir():
            if each.name not in NEEDED_METADATA:
                remove(each)
    for folder in [to / "tests", *to.glob("*/tests"), *to.glob("*/examples")]:
        remove(folder)
    remove(to / "boto3" / "data")  # what boto3.resource() reads; clients read botocore's
    data = to / "botocore" / "data"
    kept = {data / name for name in NEEDED_DATA}
    if gone := [file.name for file in kept if not file.is_file()]:
        sys.exit(f"{data}: {', '.join(sorted(gone))} is not there any more (mend NEEDED_DATA in {__file__})")
    for file in sorted(data.rglob("*"), reverse=True):
        if file.is_file() and file not in kept:
            file.unlink()
        elif file.is_dir() and not any(file.iterdir()):
            file.rmdir()


def remove(path: Path) -> None:
    """Removes a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def copy_skill(to: Path) -> None:
    """The handler, and the package without what is not for Lambda."""
    away = {ROOT / "skill" / name for name in NOT_FOR_LAMBDA}

    def left_out(folder: str, names: list[str]) -> set[str]:
        return {name for name in names if name == "__pycache__" or Path(folder, name) in away}

    shutil.copytree(ROOT / "skill", to / "skill", ignore=left_out)
    shutil.copyfile(HANDLER, to / HANDLER.name)


def refuse_stale_helplines(today: date) -> None:
    """Ends the build when a number was not checked lately: somebody in danger may dial it.

    Raises:
        SystemExit: it names the countries.
    """
    sys.path.insert(0, str(ROOT))
    from skill.content.countries import countries, stale

    if found := [str(error) for error in stale(countries().values(), today)]:
        sys.exit("\n".join([*found, "docs/helplines.md tells how; `make release` shows what is left"]))


def compile_content(to: Path) -> None:
    """All that the skill says, in one file that loads faster than the many it is written in."""
    for language in sorted(folder.name for folder in (to / "skill" / "content").iterdir() if folder.is_dir()):
        code = (
            "import sys, pathlib; from skill.content.loading import compiled;"
            " name, data = compiled(sys.argv[1]); pathlib.Path('skill/content', name).write_bytes(data)"
        )
        command = [sys.executable, "-B", "-c", code, language]
        environment = {**os.environ, "PYTHONPATH": str(to), "PYTHONHASHSEED": "0"}
        if subprocess.run(command, cwd=to, check=False, env=environment).returncode:
            sys.exit(f"{to}: the content does not load; see above (`make content` tells more)")


def compile_all(to: Path, minor: str) -> None:
    """Bytecode that is taken as it is, its source's time unasked: copying changes that."""
    python = interpreter(minor)
    if python is None:
        print(
            f"{to}: no bytecode, as there is no Python {minor} here; the first answer after a pause"
            f" will take more than twice as long (put python{minor} on the PATH)"
        )
        return
    command = [python, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
    command += ["-s", str(to), "-p", WHERE_IT_RUNS, str(to)]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}  # the order of a set's members is written down
    if subprocess.run(command, check=False, env=environment).returncode:
        sys.exit(f"{to}: a source does not compile with Python {minor}; see above (pin another version)")
    tag = f"cpython-{minor.replace('.', '')}"
    for source in to.rglob("*.py"):
        bytecode = source.parent / "__pycache__" / f"{source.stem}.{tag}.pyc"
        if not bytecode.is_file() or bytecode.read_bytes()[4:8] != b"\x01\0\0\0":
            sys.exit(f"{source}: has no unchecked bytecode (build again into an empty folder)")


def interpreter(minor: str) -> str | None:
    """A Python of this minor version, the running one if possible."""
    for name in (sys.executable, f"python{minor}"):
        path = shutil.which(name)
        if path is None:
            continue
        question = [path, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        told = subprocess.run(question, capture_output=True, text=True, check=False)
        if told.stdout.strip() == minor:
            return path
    return None


def settle(to: Path) -> None:
    """The same times and rights everywhere."""
    for path in [to, *to.rglob("*")]:
        path.chmod(0o755 if path.is_dir() or path.suffix == ".so" else 0o644)
        os.utime(path, (MOMENT, MOMENT))


def report(to: Path) -> None:
    """Prints the size, or gives up where it is too large."""
    files = [file for file in to.rglob("*") if file.is_file()]
    megabytes = sum(file.stat().st_size for file in files) / 1e6
    print(f"{to}: {len(files)} files, {megabytes:.1f} MB")
    if megabytes > MOST_MEGABYTES:
        sys.exit(f"{to}: larger than {MOST_MEGABYTES} MB (see what grew: du -sm {to}/*)")


if __name__ == "__main__":
    main()
