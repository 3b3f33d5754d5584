"""lambda/build.py without its installing, which tests/live does."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from skill.content.countries import FRESH, countries

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    # "lambda" is a word of the language: the file cannot be imported by name.
    spec = importlib.util.spec_from_file_location("build_for_lambda", ROOT / "lambda" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def everything(folder: Path) -> dict[str, tuple[bytes, float, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime, path.stat().st_mode)
        for path in files
    }


def test_two_builds_are_the_same_to_the_byte(build: Any, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        to = tmp_path / name
        to.mkdir()
        build.copy_skill(to)
        build.compile_content(to)
        build.compile_all(to, MINOR)
        build.settle(to)
        made.append(everything(to))
    assert made[0] == made[1]
    assert len(made[0]) > 50


def test_what_lambda_does_not_need_stays_at_home(build: Any, tmp_path: Path) -> None:
    build.copy_skill(tmp_path)
    for part in build.NOT_FOR_LAMBDA:
        assert (ROOT / "skill" / part).exists(), f"{part} is not there any more"
        assert not (tmp_path / "skill" / part).exists()
    assert (tmp_path / "lambda_function.py").is_file()
    assert (tmp_path / "skill" / "content" / "en" / "phrases.toml").is_file()
    assert not list(tmp_path.rglob("__pycache__"))


def test_bytecode_is_taken_without_asking_for_its_source(build: Any, tmp_path: Path) -> None:
    source = tmp_path / "module.py"
    source.write_text("SAYS = 'compiled'\n")
    build.compile_all(tmp_path, MINOR)
    os.utime(source, (0, 0))
    source.write_text("SAYS = 'changed since'\n")
    spec = importlib.util.spec_from_file_location("module_from_bytecode", source)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.SAYS == "compiled"


def test_without_the_runtimes_python_it_says_what_that_costs(
    build: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "module.py").write_text("pass\n")
    build.compile_all(tmp_path, "3.0")
    assert "put python3.0 on the PATH" in capsys.readouterr().out
    assert not list(tmp_path.rglob("*.pyc"))


def test_a_source_that_does_not_compile_ends_the_build(build: Any, tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("print 1\n")
    with pytest.raises(SystemExit, match="does not compile"):
        build.compile_all(tmp_path, MINOR)


def test_it_overwrites_its_own_builds_and_nothing_else(build: Any, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("dear me\n")
    with pytest.raises(SystemExit, match="no build of this"):
        build.clear(tmp_path)
    assert (tmp_path / "diary.txt").is_file()
    (tmp_path / "lambda_function.py").touch()
    build.clear(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_too_large_a_build_is_refused(build: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "MOST_MEGABYTES", 0.001)
    (tmp_path / "large").write_bytes(bytes(2000))
    with pytest.raises(SystemExit, match=r"larger than 0\.001 MB"):
        build.report(tmp_path)


def test_compiled_content_is_the_same_as_what_is_written(build: Any, tmp_path: Path) -> None:
    build.copy_skill(tmp_path)
    build.compile_content(tmp_path)
    code = (
        "from skill.content import loading; from importlib import resources;"
        "here = resources.files('skill.content');"
        "assert (here / 'en.pickle').is_file();"
        "from dataclasses import replace; found = loading.library('en');"
        "assert replace(found, words_of_danger=found.dangers) == loading.load(here / 'en', 'en')"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=True,
    )


def test_a_release_is_not_built_with_a_helpline_that_was_checked_too_long_ago(build: Any) -> None:
    newest = max(one.checked for one in countries().values())
    build.refuse_stale_helplines(newest)
    with pytest.raises(SystemExit, match="days ago"):
        build.refuse_stale_helplines(newest + timedelta(days=FRESH + 1))


def test_what_sam_builds_is_a_release() -> None:
    assert "lambda/build.py --release" in (ROOT / "lambda" / "Makefile").read_text(encoding="utf-8")
