"""Which of its wordings a line gets: never the same twice running."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.reply import Line, Piece, Quiet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.content.library import Library

RETURNING = 6
"""After so many visits people hear the brief wordings, where there are some."""


class Wordings:
    """Chooses wordings for one reply, in the order in which they are heard.

    A line begins with another wording at each visit and moves on by one each
    time it is said, so the one heard longest ago comes next.
    """

    def __init__(self, library: Library, visit: int, said: Mapping[str, int], *, named: bool) -> None:
        self.library = library
        self.visit = visit
        self.named = named
        self.said = dict(said)
        """How often each line with several wordings was said in this session."""

    def piece(self, piece: Piece) -> Piece:
        """The piece with all its lines worded."""
        match piece:
            case Line():
                return self.line(piece)
            case Quiet(nudge=Line() as nudge):
                return replace(piece, nudge=self.line(nudge))
            case _:
                return piece

    def line(self, line: Line) -> Line:
        """The line, and the lines within it, with a wording each."""
        key = line.key
        if not self.named and f"{key}_unnamed" in self.library.lines:
            key = f"{key}_unnamed"
        if self.visit >= RETURNING and f"{key}_brief" in self.library.lines:
            key = f"{key}_brief"
        number = self.library.wordings(key)
        variant = 0
        if number > 1:
            said = self.said.get(key, 0)
            variant = (self.visit + said) % number
            # Kept below the number so that a long evening stays small.
            self.said[key] = (said + 1) % number
        values = tuple(
            (name, self.line(value) if isinstance(value, Line) else value) for name, value in line.values
        )
        return Line(key, values, variant)
