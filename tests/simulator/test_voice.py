from __future__ import annotations

import shutil
import stat
import wave
from array import array
from typing import TYPE_CHECKING

import pytest

from skill.errors import ConfigurationError
from skill.simulator import voice
from skill.simulator.sounds import Silence, Sound, Words
from skill.simulator.voice import Speaker, chime, speaker

if TYPE_CHECKING:
    from pathlib import Path

RATE = 1000


class Beep:
    """An engine that says every word as one loud sample."""

    rate = RATE

    def __init__(self) -> None:
        self.said: list[tuple[str, float]] = []

    def render(self, text: str, pace: float) -> bytes:
        self.said.append((text, pace))
        return array("h", [9999] * len(text.split())).tobytes()


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def samples(path: Path) -> tuple[int, array[int]]:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return file.getframerate(), array("h", file.readframes(file.getnframes()))


def test_a_file_holds_words_pauses_and_chimes(tmp_path):
    wav, engine = tmp_path / "talk.wav", Beep()
    recording = Speaker(engine, wav=wav)
    assert recording.records
    recording.say([Words("one two", 0.8), Silence(1.5), Words("three")])
    assert samples(wav) == (RATE, array("h", [9999, 9999, *[0] * 1500, 9999]))
    assert engine.said == [("one two", 0.8), ("three", 1.0)]
    recording.say([Sound("soundbank://x/bell_01")])
    rate, heard = samples(wav)
    assert len(heard) == 1503 + 1200
    assert heard.tobytes()[-2400:] == chime(rate)


def test_a_chime_is_soft_and_dies_away():
    tone = array("h", chime(24000))
    assert 3000 < max(tone) < 16000
    assert max(tone[-2400:]) < max(tone) / 10


def test_speaking_aloud_plays_a_wav(tmp_path):
    player = script(tmp_path / "player", f'cp "$2" {tmp_path}/played.wav; echo "$1" > {tmp_path}/option')
    aloud = Speaker(Beep(), player=(player, "-q"))
    assert not aloud.records
    aloud.say([Words("one"), Silence(0.01)])
    assert samples(tmp_path / "played.wav")[1] == array("h", [9999, *[0] * 10])
    assert (tmp_path / "option").read_text() == "-q\n"


def test_a_player_that_fails_is_told_with_its_own_words(tmp_path):
    player = script(tmp_path / "aplay", "echo 'no soundcards found' >&2; exit 1")
    with pytest.raises(
        ConfigurationError, match=r"aplay could not play: no soundcards found .*--voice talk.wav"
    ):
        Speaker(Beep(), player=(player,)).say([Words("one")])
    silent = script(tmp_path / "paplay", "exit 3")
    with pytest.raises(ConfigurationError, match="it ended with 3"):
        Speaker(Beep(), player=(silent,)).say([Words("one")])


def test_the_neural_voice_really_speaks(tmp_path):
    wav = tmp_path / "talk.wav"
    speaker("en-US", wav, which=lambda _name: None).say([Words("Hello, you two."), Silence(1.0)])
    rate, heard = samples(wav)
    assert rate == 24000
    assert 1.5 < len(heard) / rate < 4.0
    assert max(heard) > 2000
    assert set(heard[-rate:]) == {0}


def espeak(tmp_path: Path, text: str) -> str:
    return script(tmp_path / "espeak-ng", text)


def test_espeak_is_asked_for_the_language_and_the_pace(tmp_path):
    source = tmp_path / "source.wav"
    Speaker(Beep(), wav=source).say([Words("a b c")])
    program = espeak(tmp_path, f'echo "$@" > {tmp_path}/asked; cat > {tmp_path}/text; cp {source} "$6"')
    wav = tmp_path / "talk.wav"
    speaker("de-DE", wav, which=lambda name: program if name == "espeak-ng" else None).say(
        [Words("Guten Abend", 0.5)]
    )
    assert samples(wav) == (RATE, array("h", [9999] * 3))
    assert (tmp_path / "asked").read_text().startswith("-v de -s 80 -w ")
    assert (tmp_path / "text").read_text() == "Guten Abend"


def test_espeak_that_fails(tmp_path):
    program = espeak(tmp_path, "echo 'no such voice' >&2; exit 1")
    with pytest.raises(ConfigurationError, match="espeak-ng failed: no such voice"):
        speaker("fr-FR", tmp_path / "x.wav", which=lambda _name: program).say([Words("oui")])


def test_the_first_player_there_is_plays(monkeypatch):
    monkeypatch.setattr(voice, "Neural", Beep)
    found = speaker("en-GB", which=lambda name: f"/usr/bin/{name}" if name in {"ffplay", "afplay"} else None)
    assert found._player[0] == "/usr/bin/ffplay"


def test_no_player(monkeypatch):
    monkeypatch.setattr(voice, "Neural", Beep)
    with pytest.raises(ConfigurationError, match=r"no program that plays sound .*alsa-utils"):
        speaker("en-US", which=lambda _name: None)


def test_no_engine(monkeypatch):
    with pytest.raises(ConfigurationError, match=r"nothing here speaks de-DE .*apt install espeak-ng"):
        speaker("de-DE", which=lambda _name: None)
    monkeypatch.setattr(voice.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ConfigurationError, match=r"pip install .*espeak-ng"):
        speaker("en-US", which=lambda _name: None)


@pytest.mark.parametrize(
    ("name", "problem"),
    [("talk.mp3", "is no WAV file"), ("missing/talk.wav", "cannot be written: No such file")],
)
def test_a_file_that_cannot_be(tmp_path, monkeypatch, name, problem):
    monkeypatch.setattr(voice, "Neural", Beep)
    with pytest.raises(ConfigurationError, match=problem):
        speaker("en-US", tmp_path / name)


def test_a_file_that_goes_away_while_talking(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    recording = Speaker(Beep(), wav=folder / "talk.wav")
    shutil.rmtree(folder)
    with pytest.raises(ConfigurationError, match="cannot be written"):
        recording.say([Words("one")])
