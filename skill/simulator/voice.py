"""Speaks aloud: words through a speech engine, pauses as silence, a soft tone for a chime."""

from __future__ import annotations

import importlib
import importlib.util
import math
import shutil
import subprocess
import tempfile
import wave
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from skill.errors import ConfigurationError
from skill.simulator.sounds import Heard, Silence, Words

Which: TypeAlias = Callable[[str], str | None]
PLACE = "speaking aloud"
PLAYERS = {
    "aplay": ("-q",),
    "paplay": (),
    "pw-play": (),
    "ffplay": ("-nodisp", "-autoexit", "-loglevel", "error"),
    "afplay": (),
}
"""Programs that play a WAV file, in order of taste, and what they are told."""
ESPEAK = "espeak-ng"
WORDS_A_MINUTE = 160
CHIME_PITCH = 660.0
CHIME_SECONDS = 1.2
LOUDEST = 32767


class Engine(Protocol):
    """Turns text into sound."""

    rate: int
    """Samples a second."""

    def render(self, text: str, pace: float) -> bytes:
        """`text` as signed 16-bit samples of one channel; a pace of 1 is the usual one."""


class Neural:
    """hibari-tts: a neural voice that lies in its package and speaks English."""

    def __init__(self) -> None:
        hibari = importlib.import_module("hibari")
        self.rate = int(hibari.SAMPLE_RATE)
        self._speak = hibari.Hibari()

    def render(self, text: str, pace: float) -> bytes:
        """`text` as samples; the same text always sounds the same."""
        audio = self._speak(text, speed=min(max(pace, 0.5), 2.0), seed=0)
        samples: bytes = (audio.clip(-1.0, 1.0) * LOUDEST).astype("<i2").tobytes()
        return samples


class Espeak:
    """espeak-ng: a plainer voice, for many languages."""

    rate = 22050

    def __init__(self, program: str, locale: str) -> None:
        self._program = program
        self._voice = locale.lower() if locale.startswith("en-") else locale.partition("-")[0].lower()

    def render(self, text: str, pace: float) -> bytes:
        """`text` as samples.

        Raises:
            ConfigurationError: espeak-ng does not do it.
        """
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "speech.wav")
            speed = str(round(WORDS_A_MINUTE * pace))
            made = subprocess.run(
                [self._program, "-v", self._voice, "-s", speed, "-w", str(path), "--stdin"],
                input=text.encode(),
                capture_output=True,
                check=False,
            )
            if made.returncode or not path.exists():
                raise ConfigurationError(
                    PLACE, f"{ESPEAK} failed: {_problem(made)}", f"try it alone: {ESPEAK} hello"
                )
            with wave.open(str(path), "rb") as spoken:
                self.rate = spoken.getframerate()
                return spoken.readframes(spoken.getnframes())


class Speaker:
    """Speaks through an engine, into the room or into a file."""

    def __init__(self, engine: Engine, *, player: Sequence[str] = (), wav: Path | None = None) -> None:
        self.records = wav is not None
        self._engine = engine
        self._player = player
        self._wav = wav
        self._recorded = b""

    def say(self, heard: Sequence[Heard]) -> None:
        """Speak what is heard; a file gets it after what it already holds of this talk.

        Raises:
            ConfigurationError: the player, the engine or the file does not do it.
        """
        samples = b"".join([self._samples(each) for each in heard])
        if self._wav is not None:
            self._recorded += samples
            try:
                _write(self._wav, self._recorded, self._engine.rate)
            except OSError as error:
                raise _unwritable(self._wav, error) from error
            return
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "speech.wav")
            _write(path, samples, self._engine.rate)
            played = subprocess.run([*self._player, str(path)], capture_output=True, check=False)
        if played.returncode:
            name = Path(self._player[0]).name
            raise ConfigurationError(
                PLACE, f"{name} could not play: {_problem(played)}", "write a file: --voice talk.wav"
            )

    def _samples(self, heard: Heard) -> bytes:
        if isinstance(heard, Words):
            return self._engine.render(heard.text, heard.rate)
        if isinstance(heard, Silence):
            return bytes(2 * round(heard.seconds * self._engine.rate))
        return chime(self._engine.rate)


def speaker(locale: str, wav: Path | None = None, which: Which = shutil.which) -> Speaker:
    """What speaks a locale on this machine: aloud, or into the file `wav`.

    Raises:
        ConfigurationError: an engine or a player is missing, or the file cannot be written.
    """
    engine = _engine(locale, which)
    if wav is not None:
        _check(wav)
        return Speaker(engine, wav=wav)
    for name, options in PLAYERS.items():
        program = which(name)
        if program:
            return Speaker(engine, player=(program, *options))
    raise ConfigurationError(
        PLACE,
        "there is no program that plays sound",
        "install alsa-utils (aplay), pulseaudio-utils (paplay) or ffmpeg (ffplay), or write a file:"
        " --voice talk.wav",
    )


def chime(rate: int) -> bytes:
    """A soft tone that dies away, in samples."""
    fade = 4.0 / CHIME_SECONDS
    tones = (
        0.25 * math.exp(-fade * at) * (math.sin(tone) + 0.4 * math.sin(2 * tone))
        for at, tone in (
            (place / rate, 2 * math.pi * CHIME_PITCH * place / rate)
            for place in range(round(CHIME_SECONDS * rate))
        )
    )
    return array("h", [round(LOUDEST * 0.7 * each) for each in tones]).tobytes()


def _engine(locale: str, which: Which) -> Engine:
    english = locale.lower().startswith("en")
    if english and importlib.util.find_spec("hibari") is not None:
        return Neural()
    program = which(ESPEAK)
    if program:
        return Espeak(program, locale)
    way = f"apt install {ESPEAK}"
    if english:
        way = f'pip install "closer-together[simulator]", or {way}'
    raise ConfigurationError(PLACE, f"nothing here speaks {locale}", f"install a voice: {way}")


def _problem(ended: subprocess.CompletedProcess[bytes]) -> str:
    """The last thing that a program complained about."""
    lines = ended.stderr.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else f"it ended with {ended.returncode}"


def _check(wav: Path) -> None:
    if wav.suffix.lower() != ".wav":
        raise ConfigurationError(PLACE, f"{wav} is no WAV file by its name", "let it end in .wav")
    there = wav.exists()
    try:
        wav.touch()
        if not there:
            wav.unlink()
    except OSError as error:
        raise _unwritable(wav, error) from error


def _unwritable(wav: Path, error: OSError) -> ConfigurationError:
    return ConfigurationError(PLACE, f"{wav} cannot be written: {error.strerror}", "choose a file elsewhere")


def _write(path: Path, samples: bytes, rate: int) -> None:
    with path.open("wb") as raw, wave.open(raw, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples)
