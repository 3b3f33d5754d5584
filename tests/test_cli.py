"""The command line, as somebody types it."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from skill import cli, wiring
from skill.couple import Couple
from skill.editing import commands
from skill.editing.commands import interaction_models
from skill.reply import Event
from skill.stores.items import Item
from skill.stores.sqlite import SqliteStore


@pytest.fixture
def state(tmp_path: Path) -> str:
    return str(tmp_path / "couple.sqlite")


def test_one_thing_said_is_answered_and_that_is_all(state: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = "ask closer together for tonight's question"
    assert cli.main(["talk", "--say", said, "--state", state, "--fast"]) == 0
    out = capsys.readouterr().out
    assert out.count("?") >= 2
    assert "the microphone is open" in out


def test_the_same_question_all_evening_across_processes(
    state: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []
    for _ in range(2):
        cli.main(["talk", "--say", "ask closer together for tonight's question", "--state", state, "--fast"])
        items = capsys.readouterr().out
        cli.main(["export", "--state", state])
        couple = json.loads(capsys.readouterr().out.splitlines()[0])
        asked.append(str(couple))
        assert items
    tonight = [part.split("tonight")[1][:40] for part in asked]
    assert tonight[0] == tonight[1]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["talk", "--say", ""], "say"),
        (["talk", "--say", "hello", "--zone", "Nowhere/Atlantis"], "no time zone"),
        (["talk", "--say", "open closer together", "--state", "/dev/null/couple.sqlite"], "/dev/null"),
        (["talk", "--say", "open closer together", "--voice", "/nowhere/talk.wav"], "/nowhere"),
        (["serve"], "CLOSER_SKILL_ID"),
    ],
)
def test_a_bad_option_says_what_is_wrong(
    arguments: list[str],
    problem: str,
    state: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CLOSER_SKILL_ID", raising=False)
    options = (
        arguments if "--state" in arguments or arguments[0] != "talk" else [*arguments, "--state", state]
    )
    assert cli.main(options) == 1
    captured = capsys.readouterr()
    assert problem in captured.err + captured.out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["sing"],
        ["talk", "--locale", "tlh"],
        ["serve", "--port", "http"],
        ["import"],
        ["export", "--as", "xml"],
        ["export", "--state", "x", "--table", "y"],
    ],
)
def test_a_bad_command_shows_how_it_is_used(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert "usage: closer" in capsys.readouterr().err


def test_the_content_check_prints_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["content"]) == 0
    out = capsys.readouterr().out
    assert " prompts" in out
    assert "nothing to mend" in out


def test_models_are_checked_and_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    models = Path(shutil.copytree(interaction_models(), tmp_path / "models"))
    monkeypatch.setattr(commands, "interaction_models", lambda: models)
    assert cli.main(["models", "--check"]) == 0
    file = models / "en-US.json"
    whole = file.read_text(encoding="utf-8")
    model = json.loads(whole)
    types = model["interactionModel"]["languageModel"]["types"]
    theme = next(one for one in types if one["name"] == "THEME")
    theme["values"].pop()
    file.write_text(json.dumps(model), encoding="utf-8")
    assert cli.main(["models", "--check"]) == 1
    assert "THEME" in capsys.readouterr().out
    assert cli.main(["models"]) == 0
    assert file.read_text(encoding="utf-8") == whole


def test_what_is_kept_can_be_exported(state: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["talk", "--say", "ask closer together for tonight's question", "--state", state, "--fast"])
    capsys.readouterr()
    assert cli.main(["export", "--state", state]) == 0
    items = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(items) == 1
    assert "tonight" in str(items[0])


# What leaves, and what comes back

NAME = "Zoë 春\n\N{LINE SEPARATOR}"


def kept_in(state: str) -> list[Item]:
    """The items of the couple at this machine, as they are in the file."""
    with SqliteStore(Path(state), wiring.seconds)._opened() as file:
        rows = file.execute("SELECT * FROM items WHERE pk = ? ORDER BY sk", (cli.LOCAL_USER,)).fetchall()
    return [Item(*row) for row in rows]


@pytest.fixture
def lived(state: str) -> list[Item]:
    """What is kept of a couple in the file."""
    store = SqliteStore(Path(state), wiring.seconds)
    read = store.save(
        Couple(cli.LOCAL_USER, seed=7, first=NAME, second="Ben", heard={"dreams": 5}),
        [Event("closeness", "2026-11-23#first", {"score": 8})],
    )
    store.save(replace(read, visits=1))
    return kept_in(state)


@pytest.fixture
def table(dynamodb_table: str, dynamodb_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The options that name a table at DynamoDB Local."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    return ["--table", dynamodb_table, "--endpoint", dynamodb_endpoint]


@pytest.mark.parametrize("form", ["json", "dynamodb"])
def test_a_couple_moves_from_a_file_to_a_table_and_back(
    state: str,
    lived: list[Item],
    table: list[str],
    tmp_path: Path,
    form: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, second, other = tmp_path / "first.jsonl", tmp_path / "second.jsonl", str(tmp_path / "other.sqlite")
    assert cli.main(["export", "--state", state, "--as", form, "--to", str(first)]) == 0
    assert cli.main(["import", str(first), *table]) == 0
    assert f"{cli.LOCAL_USER}: 2 items are back\n" in capsys.readouterr().out
    assert cli.main(["export", *table, "--as", form, "--to", str(second)]) == 0
    assert second.read_bytes() == first.read_bytes()
    assert cli.main(["import", str(second), "--state", other]) == 0
    assert kept_in(other) == lived


def test_what_is_printed_is_what_is_written_and_that_is_for_its_owner_alone(
    state: str, lived: list[Item], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export.jsonl"
    assert cli.main(["export", "--state", state]) == 0
    out = capsys.readouterr().out
    assert cli.main(["export", cli.LOCAL_USER, "--state", state, "--as", "json", "--to", str(file)]) == 0
    assert out.encode() == file.read_bytes()
    assert capsys.readouterr().out == f"{file}: {len(lived)} items of {cli.LOCAL_USER}\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(out.split("\n")[0])["body"]["first"] == NAME


def test_what_is_printed_can_be_imported_whatever_the_terminal_speaks(
    state: str, lived: list[Item], tmp_path: Path
) -> None:
    file, other = tmp_path / "export.jsonl", str(tmp_path / "other.sqlite")
    command = [sys.executable, "-m", "skill.cli", "export", "--state", state]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    file.write_bytes(subprocess.check_output(command, env=environment))
    assert cli.main(["import", str(file), "--state", other]) == 0
    assert kept_in(other) == lived


def test_without_a_file_that_is_named_it_is_the_couple_of_talking(
    state: str, lived: list[Item], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(tmp_path / "export.jsonl")
    monkeypatch.setattr(cli, "_state", lambda: Path(state))
    assert cli.main(["export", "--to", file]) == 0
    Path(state).unlink()
    assert cli.main(["import", file]) == 0
    assert kept_in(state) == lived


def test_a_couple_that_is_there_is_only_replaced_when_told(
    state: str, lived: list[Item], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "export.jsonl")
    cli.main(["export", "--state", state, "--to", file])
    cli.main(["talk", "--say", "ask closer together for tonight's question", "--state", state, "--fast"])
    since = kept_in(state)
    assert since != lived
    capsys.readouterr()
    assert cli.main(["import", file, "--state", state]) == 1
    assert "is there already (replace it with --replace, or" in capsys.readouterr().err
    assert kept_in(state) == since
    assert cli.main(["import", file, "--state", state, "--as-couple", "another"]) == 0
    assert kept_in(state) == since
    assert cli.main(["import", file, "--state", state, "--replace"]) == 0
    assert kept_in(state) == lived
    assert [item["pk"] for item in SqliteStore(Path(state), wiring.seconds).export("another")] == [
        "another"
    ] * 2


def test_when_a_line_is_wrong_nothing_is_written_or_forgotten(
    state: str, lived: list[Item], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, other = tmp_path / "export.jsonl", tmp_path / "other.sqlite"
    cli.main(["export", "--state", state, "--to", str(file)])
    file.write_text(file.read_text(encoding="utf-8") + '{"pk": "ana"}\n', encoding="utf-8")
    assert cli.main(["import", str(file), "--state", str(other)]) == 1
    assert f"closer: {file}, line 3: has no sk (export it again" in capsys.readouterr().err
    assert not other.exists()
    assert cli.main(["import", str(file), "--state", state, "--replace"]) == 1
    assert kept_in(state) == lived


def test_what_has_expired_is_counted(
    state: str, lived: list[Item], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, other = tmp_path / "export.jsonl", str(tmp_path / "other.sqlite")
    cli.main(["export", "--state", state, "--to", str(file)])
    couple, score = (json.loads(line) for line in file.read_text(encoding="utf-8").split("\n")[:2])
    file.write_text("\n".join(map(json.dumps, [couple, {**score, "expires": 1}])), encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["import", str(file), "--state", other]) == 0
    assert capsys.readouterr().out == f"{cli.LOCAL_USER}: 1 items are back (1 more had expired)\n"
    assert kept_in(other) == lived[:1]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["export", "nobody", "--state", "{state}"], "nobody: nothing is kept of them"),
        (["export", "--state", "{tmp}/other.sqlite"], "other.sqlite: is not there"),
        (["export", "--state", "{state}", "--endpoint", "http://127.0.0.1:8000"], "there with --table"),
        (["export", "--state", "{state}", "--to", "{tmp}/nowhere/export.jsonl"], "cannot be written: "),
        (["import", "{tmp}/export.jsonl", "--state", "{tmp}/other.sqlite"], "export.jsonl: cannot be read"),
        (["import", "{state}", "--state", "{tmp}/other.sqlite"], "couple.sqlite, line 1: is not"),
    ],
)  # fmt: skip
def test_what_cannot_be_exported_or_imported_is_told(
    state: str,
    lived: list[Item],
    tmp_path: Path,
    arguments: list[str],
    problem: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main([one.format(state=state, tmp=tmp_path) for one in arguments]) == 1
    captured = capsys.readouterr()
    assert problem in captured.err
    assert captured.out == ""
    assert not (tmp_path / "other.sqlite").exists()
    assert kept_in(state) == lived
