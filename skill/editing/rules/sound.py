"""How it sounds: lengths as they are spoken, and markup that a speaker can read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from skill.content.problem import Problem
from skill.editing import desk as desks
from skill.editing.desk import file_of
from skill.editing.walking import replies
from skill.rendering import ssml
from skill.rendering.wording import PLACEHOLDER
from skill.reply import Line, Pause, Quiet, Reply
from skill.simulator.voice import CHIME_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.content.guide import Guide
    from skill.editing.desk import Desk
    from skill.reply import Piece

LONGEST_BREATH = 12.0
"""Seconds that a question, a tip or a follow-up may take to say, at the skill's pace."""
DURATION_SLACK, LEAST_SLACK = 0.1, 0.5
"""How far the declared minutes may be from the measured ones: a tenth, or half a minute."""
SHORTEST_FORM, LONGEST_FORM = 0.35, 0.65
"""What part of the full form the short one may take."""
ANSWER_SECONDS = 2.0
"""For a yes, a no or a number, and for the device to hear it."""
AWKWARD = "O'Neill-Müller & <Søn>"
"""A name that markup may trip over."""


def seconds(desk: Desk, guide: Guide, *, short: bool = False) -> float:
    """How long a form takes when all is answered with yes, as the skill leads through it.

    All that is said in it counts with the mean of its wordings, as they were
    read aloud; what another guide says that it leads over into does not.
    """
    walked: dict[tuple[str, bool], float] = desk.shared.setdefault("seconds", {})
    if (guide.id, short) not in walked:
        walked[guide.id, short] = _walked(desk, guide, short=short)
    return walked[guide.id, short]


def _walked(desk: Desk, guide: Guide, *, short: bool) -> float:
    total = 0.0
    for reply in replies(desk.library, guide, short=short, name="Anna"):
        for piece in reply.say:
            total += _heard(desk, guide, piece)
        if reply.ask is not None and _own(reply.ask.key, guide):
            total += _said(desk, reply.ask) + ANSWER_SECONDS
    return total


def _heard(desk: Desk, guide: Guide, piece: Piece) -> float:
    match piece:
        case Line(key=key):
            return _said(desk, piece) if _own(key, guide) else 0.0
        case Pause(seconds=pause):
            return pause
        case Quiet(seconds=quiet, nudge=nudge):
            return quiet + CHIME_SECONDS + (_said(desk, nudge) if nudge else 0.0)


def _said(desk: Desk, line: Line) -> float:
    some = desk.library.lines[line.key]
    return sum(map(desk.spoken, some)) / len(some)


def _own(key: str, guide: Guide) -> bool:
    return not key.startswith("guide.") or key.startswith(f"guide.{guide.id}.")


def durations(desk: Desk) -> Iterator[Problem]:
    """The minutes that a guide declares are true, in both forms."""
    for guide in desk.library.guides.values():
        for name, declared, short in (
            ("minutes", guide.minutes, False),
            ("short_minutes", guide.short_minutes, True),
        ):
            real = seconds(desk, guide, short=short) / 60
            if abs(real - declared) > max(LEAST_SLACK, DURATION_SLACK * declared):
                problem = f"declares {name} = {declared:g} but takes {real:.1f}"
                hint = f"set {name} = {round(2 * real) / 2:g}"
                yield Problem(f"guides/{guide.id}.toml", guide.id, problem, hint)


def forms(desk: Desk) -> Iterator[Problem]:
    """The short form takes about half the time."""
    for guide in desk.library.guides.values():
        part = seconds(desk, guide, short=True) / max(seconds(desk, guide), 1)
        if not SHORTEST_FORM <= part <= LONGEST_FORM:
            problem = f"its short form takes {part:.0%} of the full one"
            hint = 'about half: give steps only = "full", or talks a short = …'
            yield Problem(f"guides/{guide.id}.toml", guide.id, problem, hint)


def breath(desk: Desk) -> Iterator[Problem]:
    """No question, tip or follow-up takes more than one breath to say."""
    for key, wording in desks.wordings(desk.library):
        prompt = key.startswith(("prompt.", "appreciation.")) or key.endswith((".ask", ".starter"))
        if prompt and desk.spoken(wording) > LONGEST_BREATH:
            problem = f"takes {desk.spoken(wording):.1f} seconds to say: {wording!r}"
            yield Problem(file_of(key), key, problem, f"at most {LONGEST_BREATH:g}, one breath")


def read_aloud(desk: Desk) -> Iterator[Problem]:
    """Every line was read aloud once since it was written."""
    for key, wording in desks.wordings(desk.library):
        if not desk.spoken.measured(wording):
            problem = f"was not read aloud yet: {wording!r}"
            yield Problem(file_of(key), key, problem, "run `make aloud`")


def markup(desk: Desk) -> Iterator[Problem]:
    """Every line, and every reply of every guide, is markup that a speaker can read, whoever speaks."""
    for key, some in desk.library.lines.items():
        for variant, wording in enumerate(some):
            names = tuple((name, AWKWARD) for name in PLACEHOLDER.findall(wording))
            try:
                ET.fromstring(ssml.speech(Reply(say=(Line(key, names, variant),)), desk.library))  # noqa: S314 - our own
            except ET.ParseError as error:
                yield Problem(file_of(key), key, f"makes no markup: {error}: {wording!r}", "use plain words")
    for guide in desk.library.guides.values():
        file = f"guides/{guide.id}.toml"
        for short in (False, True):
            for reply in replies(desk.library, guide, short=short, name=AWKWARD):
                lines = [piece.key for piece in reply.say if isinstance(piece, Line)]
                place = lines[-1].removeprefix(f"guide.{guide.id}.") if lines else guide.id
                try:
                    spoken = ssml.speech(reply, desk.library)
                    ET.fromstring(spoken)  # noqa: S314 - our own, a moment ago
                except (ET.ParseError, KeyError) as error:
                    yield Problem(file, place, f"makes no markup: {error}", "use plain words")
                    continue
                if len(spoken) > ssml.LONGEST:
                    problem = f"a reply that ends here has {len(spoken):,} characters of markup"
                    hint = f"at most {ssml.LONGEST:,}: ask something in between"
                    yield Problem(file, place, problem, hint)
