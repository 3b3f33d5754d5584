"""A response as it would be heard, for reading: words, named pauses, quiet that really passes."""

from __future__ import annotations

import os
import re
import select
import sys
import textwrap
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from skill.simulator.built_in import number
from skill.simulator.sounds import Heard, Silence, Sound, Words, sounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

SPEAKER = "alexa: "
SHOWN_PAUSE = 0.95
"""Seconds from which a pause is named; shorter ones are only heard."""
QUIET = 10.0
"""Seconds from which a pause is a part of the conversation in its own right."""
NO_BREAK = "\u00a0"
CLOSING = ".,;:!?)"
"""What stands close to the word before it, also where the pace changes in between."""
BAR = 30
STEP = 0.5
DIM, PLAIN = "\033[2m", "\033[0m"


def slept(seconds: float) -> bool:
    """Let seconds pass; at a terminal Enter cuts them short, and then it is true."""
    if not sys.stdin.isatty() or os.name != "posix":
        time.sleep(seconds)
        return False
    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    if ready:
        os.read(sys.stdin.fileno(), 4096)  # whatever was typed into the quiet was for nobody
    return bool(ready)


def drawn(text: str) -> None:
    """Write `text` over the line that the cursor is in."""
    sys.stdout.write(f"\r\033[K{text}")
    sys.stdout.flush()


class Voice(Protocol):
    """Speaks aloud what is told."""

    records: bool
    """Whether it writes to a file, quiet and all, rather than being listened to now."""

    def say(self, heard: Sequence[Heard]) -> None:
        """Speak it, and return when that is done."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Where a response is written, and how time passes there."""

    write: Callable[[str], object]
    """Takes one line without its end."""
    width: int = 80
    terminal: bool = False
    """Whether a person looks at it now: dimmed asides and a moving bar."""
    fast: bool = False
    """Whether quiet is skipped."""
    wait: Callable[[float], bool] = slept
    """Lets seconds pass; true when somebody cut them short."""
    draw: Callable[[str], object] = drawn
    """Writes over the line that the cursor is in."""

    def aside(self, text: str) -> None:
        """Write a remark that nobody says."""
        indent = " " * len(SPEAKER)
        for line in textwrap.wrap(f"({text})", self.width, initial_indent=indent, subsequent_indent=indent):
            self.write(self.dim(line))

    def dim(self, text: str) -> str:
        """`text` so that it stands back, where that is possible."""
        return f"{DIM}{text}{PLAIN}" if self.terminal else text


def tell(response: Mapping[str, Any], paper: Paper, voice: Voice | None = None) -> None:
    """Write a response as it would be spoken, then whether the microphone is open.

    Raises:
        CloserError: its speech cannot be spoken; see `check`.
    """
    body = response.get("response") or {}
    speak(sounds(body.get("outputSpeech")), paper, voice)
    card = body.get("card") or {}
    if card:
        paper.aside(f"in the Alexa app: {card.get('title') or card.get('type')}")
    if any(one.get("type") == "Connections.SendRequest" for one in body.get("directives") or ()):
        paper.aside("Alexa itself goes on")
        return
    waiting = body.get("shouldEndSession") is False
    paper.aside("the microphone is open" if waiting else "the session is closed")


def check(response: Mapping[str, Any]) -> None:
    """Look at all the speech of a response, also at what is only said in a silence.

    Raises:
        CloserError: some of it cannot be spoken, such as SSML that is not well-formed.
    """
    body = response.get("response") or {}
    sounds(body.get("outputSpeech"))
    reprompt(body)


def reprompt(body: Mapping[str, Any]) -> tuple[Heard, ...]:
    """What a response says when nobody answers.

    Raises:
        CloserError: it cannot be spoken.
    """
    return sounds((body.get("reprompt") or {}).get("outputSpeech"))


def speak(heard: Sequence[Heard], paper: Paper, voice: Voice | None = None) -> None:
    """Write what is heard, part by part, and let the voice speak each part and quiet pass."""
    said = False
    for part in _parts(heard):
        first = part[0]
        if isinstance(first, Silence) and first.seconds >= QUIET:
            _quiet(first, paper, voice)
            continue
        _lines(part, paper, first_line="" if said else SPEAKER)
        said = True
        if voice is not None:
            voice.say(part)


def in_words(seconds: float) -> str:
    """A length of time as one would say it: "two seconds", "one and a half seconds", "two minutes"."""
    if seconds >= 60:  # noqa: PLR2004 - seconds of a minute
        minutes, rest = divmod(round(seconds), 60)
        said = f"{number(minutes)} minute{'' if minutes == 1 else 's'}"
        return f"{said} and {in_words(rest)}" if rest else said
    halves = max(round(seconds * 2), 1)
    if halves == 1:
        return "half a second"
    whole = number(halves // 2)
    return f"{whole} and a half seconds" if halves % 2 else f"{whole} second{'' if halves == 2 else 's'}"  # noqa: PLR2004 - a pair


def _parts(heard: Sequence[Heard]) -> Iterator[Sequence[Heard]]:
    """What is heard, cut at every long quiet, which is a part by itself."""
    part: list[Heard] = []
    for each in heard:
        if isinstance(each, Silence) and each.seconds >= QUIET:
            if part:
                yield part
            yield [each]
            part = []
        else:
            part.append(each)
    if part:
        yield part


def _lines(part: Sequence[Heard], paper: Paper, first_line: str) -> None:
    """Write words as a paragraph, and each pause or sound on a line of its own."""
    indent, text = " " * len(SPEAKER), ""

    def written() -> None:
        nonlocal text, first_line
        lead = first_line or indent
        kept = re.sub(r"(?<=\b\d) (?=\d\b)", NO_BREAK, text)  # digits of a telephone number stay together
        for line in textwrap.wrap(kept, paper.width, initial_indent=lead, subsequent_indent=indent):
            paper.write(line.replace(NO_BREAK, " "))
            first_line = ""
        text = ""

    for each in part:
        match each:
            case Words():
                gap = "" if not text or each.text[0] in CLOSING else " "
                text = f"{text}{gap}{each.text}"
            case Silence() if each.seconds >= SHOWN_PAUSE:
                written()
                paper.aside(f"pause, {in_words(each.seconds)}")
            case Sound():
                written()
                paper.aside(each.name)
    written()


def _quiet(quiet: Silence, paper: Paper, voice: Voice | None) -> None:
    """Let a long quiet pass before the eyes of whoever waits."""
    named = f"quiet, {in_words(quiet.seconds)}"
    if voice is not None and voice.records:
        paper.aside(named)
        voice.say([quiet])
        return
    if paper.fast:
        paper.aside(f"{named}, skipped")
        return
    if not paper.terminal:
        paper.aside(named)
        paper.wait(quiet.seconds)
        return
    paper.aside(f"{named}; the microphone is closed, Enter ends it")
    passed, cut = 0.0, False
    while passed < quiet.seconds and not cut:
        paper.draw(_bar(passed, quiet.seconds))
        step = min(STEP, quiet.seconds - passed)
        cut = paper.wait(step)
        passed += step
    paper.draw("")


def _bar(passed: float, total: float) -> str:
    done = int(BAR * passed / total)
    left = max(round(total - passed), 0)
    return f"{' ' * len(SPEAKER)}[{'=' * done}{' ' * (BAR - done)}] {left // 60}:{left % 60:02} left "
