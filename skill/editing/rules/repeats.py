"""No two alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from skill.content.problem import Problem
from skill.editing import desk as desks
from skill.editing.desk import file_of
from skill.editing.rules.words import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.editing.desk import Desk

KINDS = {
    "questions": (".question",),
    "follow-ups": (".follow_up",),
    "tips": (".tip",),
    "date ideas": (".idea",),
    "appreciations": (".invite",),
    "gestures": (".text", ".gesture"),
}
"""What is compared with its own kind, by the end of its key."""
TOO_NEAR, TOO_NEAR_BESIDE = 0.82, 0.88
"""Likeness from which two are taken for one; of what only stands beside a question more is allowed.

docs/library.md shows on which examples it was set.
"""
BESIDE = ("follow-ups", "tips")
SHOWN = 3
"""Nearest pairs of each kind that the report shows."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that are alike."""

    kind: str
    likeness: float
    """The cosine of the two vectors, at most 1."""
    one: str
    """Its key."""
    other: str


def ids(desk: Desk) -> Iterator[Problem]:
    """No two have the same id."""
    members: dict[str, list[str]] = defaultdict(list)
    members["appreciations.toml"] = [*desk.library.appreciations, *desk.library.closings]
    for deck in desk.library.decks.values():
        members[f"decks/{deck.id}.toml"] = [prompt.id for prompt in deck.prompts]
    for file, some in members.items():
        for twice in (member for member, number in Counter(some).items() if number > 1):
            yield Problem(file, twice, "two have this id", "give one the next free number")


def same_words(desk: Desk) -> Iterator[Problem]:
    """Nothing is said in the same words in two places."""
    seen: dict[str, str] = {}
    for key, wording in desks.wordings(desk.library):
        if key.endswith(".name") or key.startswith(("phrases.", "guide.", "help.", "safety.")):
            continue
        other = seen.setdefault(folded(wording), key)
        if other != key:
            yield Problem(file_of(key), key, f"says the same as {other}: {wording!r}", "write a new one")


def near_duplicates(desk: Desk) -> Iterator[Problem]:
    """Nothing asks for the same in other words, as far as a sentence encoder can tell."""
    lines = desk.library.lines
    for pair in nearest(desk):
        limit = TOO_NEAR_BESIDE if pair.kind in BESIDE else TOO_NEAR
        if pair.likeness >= limit:
            problem = (
                f"is {pair.likeness:.2f} like {pair.other}: {lines[pair.one][0]!r}, {lines[pair.other][0]!r}"
            )
            yield Problem(file_of(pair.one), pair.one, problem, f"ask for another story; below {limit}")


def nearest(desk: Desk, most: int = 40) -> list[Pair]:
    """The nearest pairs of every kind, nearest first, worked out once."""
    if "nearest" not in desk.shared:
        desk.shared["nearest"] = [pair for kind in KINDS for pair in _pairs(desk, kind, most)]
    found: list[Pair] = desk.shared["nearest"]
    return found


def _pairs(desk: Desk, kind: str, most: int) -> list[Pair]:
    keys = [key for key in desk.library.lines if key.endswith(KINDS[kind]) and not key.startswith("phrases.")]
    if len(keys) < 2:  # noqa: PLR2004 - a pair
        return []
    vectors = desk.encode([desk.library.lines[key][0].replace("{listener}", "your partner") for key in keys])
    likeness: Any = vectors @ vectors.T
    found = []
    for row in range(len(keys) - 1):
        rest = likeness[row, row + 1 :]
        # The nearest of those behind it are enough: the nearest pairs of all are among them.
        best = rest.argsort()[::-1][:3]
        found += [Pair(kind, float(rest[one]), keys[row], keys[row + 1 + int(one)]) for one in best]
    found.sort(key=lambda pair: -pair.likeness)
    return found[:most]
