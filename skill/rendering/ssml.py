"""A reply as Speech Synthesis Markup Language, within the platform's limits.

The limits are Amazon's: 8,000 characters of speech, a break of at most ten
seconds, at most five sounds a reply (developer.amazon.com, "Speech Synthesis
Markup Language (SSML) Reference" and "Request and Response JSON Reference").
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from skill.rendering.wording import words
from skill.reply import Line, Pause, Piece, Quiet

if TYPE_CHECKING:
    from skill.content.library import Library
    from skill.reply import Reply

LONGEST = 8_000
"""Characters of SSML that a reply may have."""
LONGEST_BREAK = 10
"""Seconds."""
NUDGE_BEFORE_END = 10
"""Seconds before the end of a turn at which people are told to finish."""
CHIME = '<audio src="soundbank://soundlibrary/musical/amzn_sfx_bell_short_chime_01"/>'
RATES = {"slow": "85%", "fast": "112%"}
"""Speaking rates; medium needs none."""


def speech(reply: Reply, library: Library) -> str:
    """What is said, question last, as one SSML document."""
    parts = [_piece(piece, library) for piece in reply.say]
    if reply.ask is not None:
        parts.append(_line(reply.ask, library))
    return document(parts, reply.pace)


def reprompt(reply: Reply, library: Library) -> str | None:
    """What is said when nobody answers; None where the session closes."""
    again = reply.again or reply.ask
    return None if again is None else document([_line(again, library)], reply.pace)


def document(parts: list[str], pace: str = "medium") -> str:
    """One SSML document at a pace."""
    text = " ".join(parts)
    rate = RATES.get(pace)
    return f'<speak><prosody rate="{rate}">{text}</prosody></speak>' if rate else f"<speak>{text}</speak>"


def silence(seconds: float) -> str:
    """A silence of any length, as breaks that are each short enough."""
    breaks = []
    rest = round(seconds * 1000)
    while rest > 0:
        part = min(rest, LONGEST_BREAK * 1000)
        breaks.append(f'<break time="{part}ms"/>' if part % 1000 else f'<break time="{part // 1000}s"/>')
        rest -= part
    return "".join(breaks)


def _piece(piece: Piece, library: Library) -> str:
    match piece:
        case Line():
            return _line(piece, library)
        case Pause():
            return silence(piece.seconds)
        case Quiet(nudge=None):
            return f"{silence(piece.seconds)}{CHIME}"
        case Quiet(seconds=seconds, nudge=Line() as nudge):
            before = silence(seconds - NUDGE_BEFORE_END)
            return f"{before}{_line(nudge, library)}{silence(NUDGE_BEFORE_END)}{CHIME}"
    msg = f"no such piece: {piece}"
    raise TypeError(msg)


def _line(line: Line, library: Library) -> str:
    return words(line, library, plain=escape, telephone=_telephone)


def _telephone(number: str) -> str:
    # Slowly, because somebody may be writing it down in a hurry.
    return f'<prosody rate="slow"><say-as interpret-as="telephone">{escape(number)}</say-as></prosody>'
