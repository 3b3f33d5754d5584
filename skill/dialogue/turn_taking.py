"""Whose turn it is among decks, or kinds of things: each comes round, and what is avoided comes less.

Stride scheduling (C. A. Waldspurger and W. E. Weihl, 1995, "Stride Scheduling:
Deterministic Proportional-Share Resource Management"): everything has a number at which
it is due, the lowest comes next, and is then due again one stride later. A longer
stride means a smaller share, never none. The numbers are kept small by counting
from the lowest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.dialogue.ordering import order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from skill.couple import Couple

STRIDES = (2, 3, 5, 8)
"""How long until it is due again, by how much it is avoided: the last gets a quarter of the usual share."""
MOST_SHUNNED = len(STRIDES) - 1


def in_turn(couple: Couple, names: Iterable[str]) -> list[str]:
    """`names`, whoever is due first; among equals the couple's own order."""
    return sorted(names, key=lambda name: (couple.turns.get(name, 0), order(couple.seed, name)))


def had_its_turn(couple: Couple, name: str, names: Iterable[str]) -> Couple:
    """The couple after `name`, one of `names`, came."""
    # What never had a turn is due with the next, so that nobody waits for a newcomer.
    turns = {one: couple.turns.get(one, 0) for one in names}
    turns[name] += STRIDES[min(couple.shunned.get(name, 0), MOST_SHUNNED)]
    lowest = min(turns.values())
    others = {one: due for one, due in couple.turns.items() if one not in turns}
    # Held to the longest stride: what could not come for a while must not come many times running.
    near = {one: min(due - lowest, STRIDES[-1]) for one, due in turns.items() if due > lowest}
    return replace(couple, turns=others | near)


def avoided(couple: Couple, name: str) -> Couple:
    """The couple after it passed something by."""
    return _shunning(couple, name, couple.shunned.get(name, 0) + 1)


def welcomed(couple: Couple, name: str) -> Couple:
    """The couple after it took something up."""
    return _shunning(couple, name, couple.shunned.get(name, 0) - 1)


def _shunning(couple: Couple, name: str, much: int) -> Couple:
    shunned = {one: old for one, old in couple.shunned.items() if one != name}
    if much > 0:
        shunned[name] = min(much, MOST_SHUNNED)
    return replace(couple, shunned=shunned)
