"""What a line of typing is to an Echo: an opening, a wish, an answer, silence, or a command to us."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from skill.simulator.model import CRISIS, plain

if TYPE_CHECKING:
    from skill.simulator.understanding import Understanding, Understood

OPENERS = "open|launch|start|begin|run|load|use|resume|play|go to|(?:talk|speak|chat) (?:to|with)"
WAKE_WORD = "alexa"
LEAVING = ("exit", "quit", "bye", "goodbye")
COMMANDS: Final = ("/drop", "/how", "/help", "/quit")


@dataclass(frozen=True, slots=True)
class Launch:
    """The skill is opened without a wish, in a new session."""

    unclear: str = ""
    """The wish that was not understood, where that is why; Alexa then just opens the skill."""


@dataclass(frozen=True, slots=True)
class OneShot:
    """The skill is opened with a wish, in a new session."""

    understood: Understood


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something said in the session that is open."""

    understood: Understood


@dataclass(frozen=True, slots=True)
class Silence:
    """Nobody answers."""


@dataclass(frozen=True, slots=True)
class Unheard:
    """Something said to a device that is not listening to the skill."""

    hint: str


@dataclass(frozen=True, slots=True)
class Command:
    """Something for the terminal and not for the skill."""

    name: str
    """One of `COMMANDS`, or whatever else began with a slash."""


Meant: TypeAlias = Launch | OneShot | Utterance | Silence | Unheard | Command


def listen(line: str, understanding: Understanding, *, session_open: bool) -> Meant:
    """What typing `line` does.

    The invocation name always begins a new session, as it does on a device.
    Without it, everything in an open session goes to the skill; in a closed one
    only what the skill understands well does, which no device would do.
    """
    text = plain(line)
    if line.strip().startswith("/"):
        return Command(line.strip().lower())
    called, text = _without_wake_word(text)
    wish = _wish(text, understanding.invocation, surely=called or not session_open)
    if wish is not None:
        return _opening(wish, understanding)
    if session_open:
        return Utterance(understanding.understand(text, open_session=True)) if text else Silence()
    if text.lower() in LEAVING:
        return Command("/quit")
    understood = understanding.understand(text, open_session=False)
    if _wanted(understood, text):
        return OneShot(understood)
    return Unheard(_hint(understanding, called=called))


def _wanted(understood: Understood, text: str) -> bool:
    """Whether it was surely meant for the skill, though its name was not said: not on one word alone."""
    if understood.intent == CRISIS:
        return True
    return understood.reached and not understood.intent.startswith("AMAZON.") and " " in text


def _opening(wish: str, understanding: Understanding) -> Meant:
    """The skill's name was said, with `wish`; Alexa opens the skill where it does not understand it."""
    if not wish:
        return Launch()
    for said in dict.fromkeys((_without_connection(wish), wish)):
        understood = understanding.understand(said, open_session=False)
        if understood.reached:
            return OneShot(understood)
    return Launch(unclear=wish)


def _without_wake_word(text: str) -> tuple[bool, str]:
    first, _, rest = text.partition(" ")
    return (True, rest) if first.lower() == WAKE_WORD else (False, text)


def _wish(text: str, name: str, *, surely: bool) -> str | None:
    """What is wished from the skill called `name`; None where the text does not call it.

    Args:
        text: what was said, without the wake word.
        name: the skill's invocation name.
        surely: whether it was said to the device. In the middle of a talk the name's words
            may just be part of an answer, so only what plainly opens the skill counts there.
    """
    name = rf"(?:the |my )?{re.escape(name)}(?: skill)?"
    plainly = (
        rf"(?:please )?(?:{OPENERS}) {name}(?: please)?(?: and (?P<wish>.+))?",
        rf"(?:please )?(?:ask|tell|search) {name}(?P<wish> .+)?",
    )
    loosely = (rf"(?P<wish>.+) (?:from|with|using|on|in) {name}", name)
    for pattern in (*plainly, *(loosely if surely else ())):
        match = re.fullmatch(pattern, text, flags=re.IGNORECASE)
        if match is not None:
            return (match.groupdict().get("wish") or "").strip()
    return None


def _without_connection(wish: str) -> str:
    return re.sub(r"^(?:for|to|about|that|if|whether|and) ", "", wish, count=1, flags=re.IGNORECASE)


def _hint(understanding: Understanding, *, called: bool) -> str:
    name = understanding.invocation
    if called:
        return f"That did not reach the skill, for its name was not in it. Try: alexa, open {name}"
    return f"No conversation is going on. Try: open {name}"
