"""Every spoken script is played from beginning to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario import Stage, play

SCRIPTS = sorted((Path(__file__).parent / "scenarios").rglob("*.txt"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_the_script_plays(script: Path) -> None:
    assert play(script) >= 3


def test_there_is_a_script_for_everything_that_can_be_led() -> None:
    names = {script.stem for script in SCRIPTS}
    assert {
        "first_use", "tonights_question", "appreciation_round", "date_idea", "check_in", "check_in_next_week",
        "dropped_and_resumed", "two_devices", "store_down", "delete_everything", "crisis", "no_to_everything",
    } <= names  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        "skill: [farewell.nowhere]",
        'skill: "words that nobody says"',
        "skill: (closes)",
        "skill: (quiet 17)",
        "Rain.",
    ],
)
def test_a_script_that_expects_something_else_fails(wrong: str) -> None:
    stage = Stage()
    stage.play("you: open closer together")
    with pytest.raises(AssertionError):
        stage.play(wrong)
