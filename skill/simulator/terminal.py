"""The conversation in a terminal: a line typed, a request sent, the answer told."""

from __future__ import annotations

import contextlib
import importlib
import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from skill.errors import CloserError, ConfigurationError
from skill.simulator.envelopes import SKILL_ID, Session
from skill.simulator.listening import Launch, OneShot
from skill.simulator.reminders import TOKEN
from skill.simulator.talking import Answer, Failed, Talk
from skill.simulator.telling import Paper, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from skill.simulator.reminders import Service
    from skill.simulator.sounds import Heard
    from skill.simulator.understanding import Understanding

PROMPT = "you: "
NARROWEST, WIDEST = 40, 100


def converse(
    answer: Answer,
    understanding: Understanding,
    *,
    clock: Callable[[], datetime],
    say: str | None = None,
    opening: OneShot | None = None,
    voice: Voice | None = None,
    locale: str = "en-US",
    user: str = "amzn1.ask.account.SIMULATOR",
    zone: str = "UTC",
    skill_id: str = SKILL_ID,
    reminders: Service | None = None,
    read: Callable[[str], str] = input,
    write: Callable[[str], object] = print,
    terminal: bool | None = None,
    paper: Paper | None = None,
    fast: bool = False,
) -> int:
    """Talk to the skill until somebody leaves, or say one thing only.

    Args:
        answer: the skill, as Lambda calls it.
        understanding: of the locale's interaction model.
        clock: the time now, with a time zone, for the requests' time stamps.
        say: one sentence to say, without waiting through any quiet; None for a conversation.
        opening: what is wished at once, as if it had been said; None to begin as on a device.
        voice: what speaks aloud, from `skill.simulator.voice.speaker`; None for reading only.
        locale: of the device.
        user: the account, which is the couple.
        zone: the device's time zone; it is shown by /help, requests do not carry it.
        skill_id: what the requests say that they are for.
        reminders: what stands in for Alexa's reminders; None for a device that has none.
        read: shows a prompt and gives a line; raises EOFError at the end.
        write: takes a line.
        terminal: whether a person sits there; None finds out.
        paper: where and how answers are written; None for what `write` and the terminal's size make.
        fast: skips the long quiet of timed turns.

    Returns:
        0, or 1 when the sentence of `say` reached nothing or the skill failed at it.

    Raises:
        ConfigurationError: `say` is empty.
    """
    seated = (sys.stdin.isatty() and sys.stdout.isatty()) if terminal is None else terminal
    if paper is None:
        width = min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
        paper = Paper(write, width=width, terminal=seated)
    session = Session(locale=locale, user=user, clock=clock, skill_id=skill_id)
    session.api_token = TOKEN if reminders is not None else ""
    talk = Talk(
        answer,
        understanding,
        session,
        replace(paper, fast=paper.fast or fast or say is not None),
        _forgiving(voice, paper),
        {"locale": locale, "zone": zone, "user": user},
        reminders=reminders,
    )
    if say is not None:
        return _say_once(talk, say)
    _greet(understanding, write)
    try:
        if opening is not None:
            with contextlib.suppress(Failed):
                talk.turn(opening)
        _talk_on(talk, read, write, seated=seated)
    except (EOFError, KeyboardInterrupt):
        if seated:
            write("")
    talk.end("USER_INITIATED")
    write("Goodbye.")
    return 0


def _talk_on(talk: Talk, read: Callable[[str], str], write: Callable[[str], object], *, seated: bool) -> None:
    if seated:
        with contextlib.suppress(ImportError):
            importlib.import_module("readline")  # lets input() edit a line; some systems have none
    going = True
    while going:
        line = read(PROMPT if seated else "")
        if not seated:
            write(f"{PROMPT}{line}")
        with contextlib.suppress(Failed):
            going = talk.turn(talk.hear(line))


def _say_once(talk: Talk, say: str) -> int:
    name = talk.understanding.invocation
    if not say.strip():
        raise ConfigurationError("the sentence to say", "is empty", f'say something, such as "open {name}"')
    meant = talk.hear(say)
    if not isinstance(meant, Launch | OneShot):
        talk.paper.write(f'"{say}" reached nothing. Try "open {name}", or "ask {name} for ...".')
        return 1
    try:
        talk.turn(meant)
        talk.end("USER_INITIATED")
    except Failed:
        return 1
    except KeyboardInterrupt:
        talk.end("USER_INITIATED")
    return 0


def _greet(understanding: Understanding, write: Callable[[str], object]) -> None:
    name = understanding.invocation
    write(f"To begin, type: open {name}")
    write("Then answer in your own words; Enter alone stays silent.")
    write("/help tells you more, Ctrl-D leaves.")


class _Forgiving:
    """A voice that may fall silent: what is wrong with it is said once, and the talk goes on."""

    def __init__(self, voice: Voice, paper: Paper) -> None:
        self.records = voice.records
        self._voice: Voice | None = voice
        self._paper = paper

    def say(self, heard: Sequence[Heard]) -> None:
        """Speak, or say why that no longer works."""
        if self._voice is None:
            return
        try:
            self._voice.say(heard)
        except CloserError as error:
            self._voice = None
            self._paper.aside(f"{error}; going on without a voice")


def _forgiving(voice: Voice | None, paper: Paper) -> Voice | None:
    return None if voice is None else _Forgiving(voice, paper)
