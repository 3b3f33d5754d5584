"""The command line, as somebody types it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from skill import cli


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
    "arguments", [[], ["sing"], ["talk", "--locale", "tlh"], ["serve", "--port", "http"]]
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
    models = Path(shutil.copytree(cli.interaction_models(), tmp_path / "models"))
    monkeypatch.setattr(cli, "interaction_models", lambda: models)
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
