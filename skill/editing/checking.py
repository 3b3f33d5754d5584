"""Checks all content of a language as a strict editor would, and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.editing.progress import slowly
from skill.editing.rules import RULES
from skill.editing.rules.amounts import counts
from skill.editing.rules.repeats import KINDS, SHOWN, nearest
from skill.editing.rules.sound import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from skill.content.problem import Problem
    from skill.editing.desk import Desk


def check(desk: Desk) -> dict[str, list[Problem]]:
    """Every problem by the rule that found it, in the order of the rules, without rules that found none."""
    found = {name: list(RULES[name](desk)) for name in slowly(list(RULES), "checking", "rule")}
    return {name: problems for name, problems in found.items() if problems}


def report(desk: Desk, problems: Mapping[str, Iterable[Problem]]) -> str:
    """What there is, how long it takes, what is most alike, and what is wrong, as lines of text."""
    return "\n".join(
        [
            *(f"{number:>7,} {what}" for what, number in counts(desk).items()),
            "",
            *_lengths(desk),
            "",
            *_alike(desk),
            *_wrong(problems),
        ]
    )


def _lengths(desk: Desk) -> list[str]:
    lines = [f"{'minutes, full and short':30} {'declared':>14} {'as spoken':>14}"]
    for guide in desk.library.guides.values():
        full, short = (seconds(desk, guide, short=form) / 60 for form in (False, True))
        declared = f"{guide.minutes:g} {guide.short_minutes:>5g}"
        lines.append(f"  {guide.name:28} {declared:>14} {full:>8.1f} {short:>5.1f}")
    longest = max(
        desk.spoken(some[0]) for key, some in desk.library.lines.items() if key.startswith("prompt.")
    )
    lines.append(f"  the longest question, tip or follow-up takes {longest:.1f} seconds to say")
    return lines


def _alike(desk: Desk) -> list[str]:
    lines = ["most alike"]
    for kind in KINDS:
        for pair in [one for one in nearest(desk) if one.kind == kind][:SHOWN]:
            texts = (desk.library.lines[key][0] for key in (pair.one, pair.other))
            lines.append(f"  {pair.likeness:.2f} {kind}: {' | '.join(texts)}")
    return lines


def _wrong(problems: Mapping[str, Iterable[Problem]]) -> list[str]:
    lines = []
    for rule, some in problems.items():
        lines += ["", f"{rule}:", *(f"  {problem}" for problem in some)]
    return lines
