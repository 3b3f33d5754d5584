"""Breaks each rule of care and safety once, in a copy, and sees whether its test fails: `make mutations`.

The list stands in tests/mutations.toml. With `--table` it prints the table of docs/safety-review.md.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPIED = (
    "skill",
    "tests",
    "interaction_models",
    "lambda",
    "docs",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
)
"""What the tests that are named need."""
LONGEST = 300
"""Seconds that one test may take."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One way to break a rule."""

    rule: int | str
    """The rule's number in docs/safety-review.md, or "lines"."""
    breaks: str
    """What is wrong then, in plain words."""
    file: str
    find: str
    """Stands in the file just once."""
    put: str
    test: str
    """What must fail."""


def mutations() -> list[Mutation]:
    """All of tests/mutations.toml."""
    listed = tomllib.loads((ROOT / "tests" / "mutations.toml").read_text(encoding="utf-8"))["mutation"]
    return [Mutation(**one) for one in listed]


def table() -> list[str]:
    """The rows of docs/safety-review.md."""
    return [f"| {one.rule} | {one.breaks} | `{one.file}` | `{one.test}` |" for one in mutations()]


def fails(copy: Path, test: str) -> bool:
    """Whether a test fails in a copy; an error while collecting is no failure."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--no-header", test]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=LONGEST, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    return done.returncode == 1


def main() -> int:
    """Tries them all; 0 when each was found."""
    if "--table" in sys.argv:
        print("\n".join(table()))
        return 0
    some = mutations()
    survived = []
    with tempfile.TemporaryDirectory() as held:
        copy = Path(held)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                ignored = shutil.ignore_patterns("node_modules", "__pycache__")
                shutil.copytree(source, copy / name, ignore=ignored)
            else:
                shutil.copy(source, copy / name)
        (copy / ".cache").symlink_to(ROOT / ".cache")  # DynamoDB Local is installed there once
        for number, one in enumerate(some, 1):
            file = copy / one.file
            whole = file.read_text(encoding="utf-8")
            file.write_text(whole.replace(one.find, one.put), encoding="utf-8")
            found = fails(copy, one.test)
            file.write_text(whole, encoding="utf-8")
            print(f"{number:>3}/{len(some)} {'found' if found else 'SURVIVED'}: {one.breaks}", flush=True)
            if not found:
                survived.append(one)
        # In the end nothing is broken, and they all pass.
        for test in dict.fromkeys(one.test for one in some):
            if fails(copy, test):
                print(f"fails although nothing is broken: {test}")
                return 1
    print(f"{len(some) - len(survived)} of {len(some)} found")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
