"""How long lines take to say: measured, kept, and measured anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from skill.dialogue.breathing import CUE_SECONDS
from skill.editing import reading, spoken
from skill.editing.spoken import LETTERS_A_SECOND, WORDS_A_SECOND, Spoken, digest, filled, measure
from skill.simulator.voice import Neural

if TYPE_CHECKING:
    from pathlib import Path

    from skill.editing.desk import Desk


class Metronome:
    """A voice that takes a tenth of a second for a word."""

    rate = 1000

    def __init__(self) -> None:
        self.said: list[str] = []

    def render(self, text: str, pace: float) -> bytes:
        assert pace > 0
        self.said.append(text)
        return bytes(2 * 100 * len(text.split()))


@pytest.fixture(scope="module")
def voice() -> Neural:
    return Neural()


def test_what_is_kept_is_what_the_voice_takes(desk: Desk, voice: Neural) -> None:
    some = [text for key, (text, *_) in desk.library.lines.items() if key.startswith(("prompt.", "guide."))]
    for text in some[:: len(some) // 40]:
        assert measure(voice, text) == pytest.approx(desk.spoken(text), abs=0.02)


def test_the_pace_is_the_one_that_is_claimed(desk: Desk) -> None:
    texts = [text for some in desk.library.lines.values() for text in some if len(text) > 30]
    words = sum(len(filled(text).split()) for text in texts)
    letters = sum(len(filled(text)) for text in texts)
    seconds = sum(map(desk.spoken, texts))
    assert words / seconds == pytest.approx(WORDS_A_SECOND, rel=0.03)
    assert letters / seconds == pytest.approx(LETTERS_A_SECOND, rel=0.03)


def test_only_what_is_new_is_read_and_what_nobody_says_any_more_is_dropped(
    desk: Desk, tmp_path: Path
) -> None:
    library = replace(desk.library, lines={"phrases.a": ("One two three.", "Four."), "phrases.b": ("Four.",)})
    path, metronome = tmp_path / "spoken" / "en.json", Metronome()
    known = Spoken({digest("Four."): 9.0, digest("Gone."): 1.0})
    assert reading.read(library, known, metronome, path) == 1
    assert metronome.said == ["One two three."]
    again = spoken.opened(path)
    assert again("One two three.") == pytest.approx(0.3)
    assert again("Four.") == 9.0
    assert not again.measured("Gone.")
    assert reading.read(library, again, metronome, path, everything=True) == 2
    assert again("Four.") == pytest.approx(0.1)


def test_what_was_not_measured_is_worked_out_from_its_length() -> None:
    assert Spoken()("x" * 126) == pytest.approx(126 / LETTERS_A_SECOND)
    assert spoken.opened(spoken.file("xx")).seconds == {}


def test_the_cue_of_a_breath_takes_as_long_as_the_skill_reckons(desk: Desk) -> None:
    cues = [*desk.library.lines["phrases.breathe.in"], *desk.library.lines["phrases.breathe.out"]]
    assert sum(map(desk.spoken, cues)) / len(cues) == pytest.approx(CUE_SECONDS, abs=0.1)


def test_names_stand_for_placeholders() -> None:
    assert filled("{speaker}, tell {listener}.") == "Anna, tell Robin."
    assert filled("{riddle}") == "something"
