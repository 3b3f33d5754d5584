"""Notices danger in a sentence, by the signs of its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.content.dangers import ANY, END, GAP, spoken
from skill.conversation import CHECK

if TYPE_CHECKING:
    from skill.content.dangers import Dangers, Sign, Words
    from skill.conversation import Aside

ENOUGH = 0.0
"""The weight above which a sentence is asked about; docs/danger.md has the figures for others."""
ENOUGH_WITH_A_WORRY = -3.0
"""The same for a sentence with a worrying word in it."""
FEWEST = 5
"""Words, with the end, up to which a sentence is too short to be weighed: "the kids" weighs nothing."""
TOO_LITTLE = -1.0
"""The weight up to which even a sentence with a sign in it is only asked about."""
LOOKED_PAST = "\N{MIDDLE DOT}"
"""Stands where something harmless was said; no sign has it."""


def noticed(text: str, dangers: Dangers, *, weighed: bool = True) -> Aside | None:
    """The danger that `text` speaks of, `CHECK` where it may, None where it does not."""
    words = (*spoken(text, dangers.short_for), END)
    elsewhere = any(_found(words, sign, dangers.between) for sign in dangers.elsewhere)
    for sign in dangers.harmless:
        words = _without(words, sign, dangers.between)
    plainly = words
    for sign in dangers.idioms:
        plainly = _without(plainly, sign, dangers.between)
    weight, short = dangers.weight(text), len(words) <= FEWEST
    for kind, sign in dangers.signs:
        if _found(plainly, sign, dangers.between):
            return kind if not elsewhere and (short or weight > TOO_LITTLE) else CHECK
    if plainly != words:
        return CHECK
    worrying = any(_found(words, sign, dangers.between) for sign in dangers.worrying)
    if not weighed or (short and not worrying):
        return None
    return CHECK if weight > (ENOUGH_WITH_A_WORRY if worrying else ENOUGH) else None


def _found(words: Words, sign: Sign, between: frozenset[str]) -> tuple[int, int] | None:
    """Where a sign stands in `words`: its first word and the one after its last; None for nowhere."""
    if sign.starts.isdisjoint(words):
        return None
    for start, word in enumerate(words):
        if word in sign.starts:
            end = _end(words, start, sign, 0, between)
            if end is not None:
                return start, end
    return None


def _end(words: Words, at: int, sign: Sign, number: int, between: frozenset[str]) -> int | None:
    """Where the rest of a sign, from element `number`, ends if it begins at `at`; None if it does not."""
    if number == len(sign.elements):
        return at
    element = sign.elements[number]
    if ANY in element:
        for skipped in range(GAP + 1):
            end = _end(words, at + skipped, sign, number + 1, between)
            if end is not None:
                return end
        return None
    here = words[at] if at < len(words) else END
    for one in (*element.get(here, ()), *element.get("", ())):
        after = at + len(one)
        if words[at:after] == one:
            end = _end(words, after, sign, number + 1, between)
            if end is not None:
                return end
    if number and at < len(words) and words[at] in between:
        return _end(words, at + 1, sign, number, between)
    return None


def _without(words: Words, sign: Sign, between: frozenset[str]) -> Words:
    """`words` with every place where a harmless sign stands looked past."""
    while (found := _found(words, sign, between)) is not None:
        words = (*words[: found[0]], LOOKED_PAST, *words[found[1] :])
    return words
