"""Speech markup as what there is to hear: words, silence and sounds, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.etree import ElementTree as ET

from skill.errors import CloserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PLACE = "the speech of the answer"
NAMESPACES = 'xmlns:amazon="urn:amazon" xmlns:alexa="urn:alexa"'
RATES = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "fast": 1.2, "x-fast": 1.5}
STRENGTHS = {"none": 0.0, "x-weak": 0.0, "weak": 0.1, "medium": 0.25, "strong": 0.5, "x-strong": 1.0}
SPELT = ("telephone", "digits", "spell-out", "characters")


@dataclass(frozen=True, slots=True)
class Words:
    """Something said."""

    text: str
    """Plain text for the eye and the voice, single spaces, never empty."""
    rate: float = 1.0
    """How fast: 1 is the usual pace, less is slower."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing to hear for a while; neighbouring breaks are one silence."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording that is played."""

    source: str
    """Its address, such as "soundbank://soundlibrary/..."."""

    @property
    def name(self) -> str:
        """What to call it: "chime" for any bell, else the end of its address in words."""
        last = re.split(r"[?#]", self.source)[0].rstrip("/").rpartition("/")[2].removeprefix("amzn_sfx_")
        if "chime" in last or "bell" in last:
            return "chime"
        return " ".join(re.findall(r"[^\W_]+", last)) or "a sound"


Heard: TypeAlias = Words | Silence | Sound


def sounds(speech: Mapping[str, Any] | None) -> tuple[Heard, ...]:
    """What an `outputSpeech` object sounds like.

    Returns:
        The sounds in order; none for no speech at all.

    Raises:
        CloserError: the markup is not well-formed, or a break in it makes no sense.
    """
    if speech is None:
        return ()
    if speech.get("type") == "PlainText":
        return tuple(_joined([Words(str(speech.get("text", "")))]))
    ssml = speech.get("ssml")
    if speech.get("type") != "SSML" or not isinstance(ssml, str):
        raise CloserError(PLACE, f"is neither PlainText nor SSML: {speech!r}", 'give a "type" and its text')
    return tuple(_joined(_walk(_root(ssml), 1.0)))


def _root(ssml: str) -> ET.Element:
    """The speak element; the amazon: prefix is used without being declared, so it is declared here."""
    try:
        wrapped = f"<all {NAMESPACES}>\n{ssml}\n</all>"
        root = ET.fromstring(wrapped)  # noqa: S314 - made by the skill in this very process
    except ET.ParseError as error:
        line, column = error.position
        lines = ssml.splitlines() or [""]
        shown = lines[min(max(line - 2, 0), len(lines) - 1)][max(column - 30, 0) : column + 30]
        raise CloserError(
            PLACE,
            f"is not well-formed SSML ({error.msg.partition(':')[0]}) near: {shown}",
            'close every element, and write "&amp;" for "&" and "&lt;" for "<"',
        ) from error
    inner = list(root)
    if [each.tag for each in inner] != ["speak"] or f"{root.text or ''}{inner[0].tail or ''}".strip():
        raise CloserError(PLACE, "is not one <speak> element", "put all of it between <speak> and </speak>")
    return inner[0]


def _walk(element: ET.Element, rate: float) -> Iterator[Heard]:
    """What `element` sounds like, at the pace of what is around it."""
    tag = element.tag.rpartition("}")[2]
    if tag == "break":
        yield Silence(_seconds(element))
        return
    if tag == "audio":
        yield Sound(element.get("src", ""))
        return
    if tag == "sub":
        yield Words(element.get("alias", ""), rate)
        return
    if tag == "say-as" and element.get("interpret-as") in SPELT:
        yield Words(spaced("".join(element.itertext())), rate)
        return
    if tag == "prosody":
        rate *= _rate(element.get("rate", "medium"))
    yield Words(element.text or "", rate)
    for child in element:
        yield from _walk(child, rate)
        yield Words(child.tail or "", rate)
    if tag in {"p", "s"}:
        yield Silence(STRENGTHS["x-strong" if tag == "p" else "strong"])


def spaced(number: str) -> str:
    """A telephone number digit by digit: "1-800-799" becomes "1, 8 0 0, 7 9 9"."""
    return ", ".join(" ".join(group) for group in re.findall(r"\w+", number))


def _seconds(element: ET.Element) -> float:
    time = element.get("time")
    if time is None:
        return STRENGTHS.get(element.get("strength", "medium"), STRENGTHS["medium"])
    match = re.fullmatch(r"\s*\+?(\d+(?:\.\d*)?|\.\d+)(ms|s)\s*", time)
    if match is None:
        raise CloserError(PLACE, f'has a break of "{time}"', 'write it as seconds, "2s", or as "500ms"')
    return float(match[1]) / (1000 if match[2] == "ms" else 1)


def _rate(given: str) -> float:
    """A prosody rate as a factor; what is not understood is the usual pace."""
    if given.endswith("%") and given[:-1].strip().isdigit():
        return min(max(int(given[:-1]) / 100, 0.2), 3.0)
    return RATES.get(given, 1.0)


def _joined(pieces: Iterator[Heard] | list[Heard]) -> Iterator[Heard]:
    """The pieces with neighbours of a kind made one, and without what is empty."""
    last: Heard | None = None
    for raw in pieces:
        piece = raw
        if isinstance(piece, Words):
            spaces = _folded(piece.text)
            if isinstance(last, Words) and last.rate == piece.rate:
                last = Words(last.text + spaces, last.rate)
                continue
            if not spaces.strip():
                continue
            piece = Words(spaces, piece.rate)
        elif isinstance(piece, Silence):
            if isinstance(last, Silence):
                last = Silence(last.seconds + piece.seconds)
                continue
            if piece.seconds <= 0:
                continue
        if last is not None:
            yield _trimmed(last)
        last = piece
    if last is not None:
        yield _trimmed(last)


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _trimmed(piece: Heard) -> Heard:
    return Words(_folded(piece.text).strip(), piece.rate) if isinstance(piece, Words) else piece
