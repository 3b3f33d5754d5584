"""Reads all content of a language as a strict editor would, and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.content.problem import Problem
from skill.content.rules import RULES, counts, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from skill.content.library import Library

__all__ = ["Problem", "check", "counts", "report"]


def check(library: Library) -> list[Problem]:
    """Every problem that any rule finds, in the order of the rules."""
    return [problem for rule in RULES for problem in rule(library)]


def report(library: Library, problems: Iterable[Problem]) -> str:
    """What there is and what is wrong with it, as lines of text."""
    lines = [f"{number:>7,} {what}" for what, number in counts(library).items()]
    lines += [
        f"{seconds(guide, library) / 60:>7.1f} minutes of {guide.name}, {guide.minutes} declared"
        for guide in library.guides.values()
    ]
    return "\n".join([*lines, *(f"  {problem}" for problem in problems)])
