"""Choosing what comes next: nothing twice before all that fit were heard.

Every couple has its own fixed order of everything, drawn from its seed. A bit
set says what was heard in this cycle, so memory grows with the library and
never with the years. When all that fit were heard, their bits are cleared and
the same order begins again: what is offered is then what was heard longest
ago. A prompt that a later release adds is an unset bit and comes in its turn.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.content.decks import bit
from skill.dialogue.evenings import season, weekend
from skill.dialogue.ordering import order
from skill.dialogue.turn_taking import had_its_turn, in_turn
from skill.heard import BUDGETS, DateWish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from skill.content.dates import DateIdea
    from skill.content.library import Library
    from skill.couple import Couple, Tastes

SHORT_EVENING = 240
"""Minutes that a date of tonight may take."""


def was_heard(couple: Couple, deck: str, item_id: str) -> bool:
    """Whether the couple heard an item in this cycle."""
    return bool(couple.heard.get(deck, 0) >> bit(item_id) & 1)


def mark_heard(couple: Couple, deck: str, item_id: str) -> Couple:
    """The couple, having heard an item."""
    bits = couple.heard.get(deck, 0) | 1 << bit(item_id)
    return replace(couple, heard={**couple.heard, deck: bits})


def clear_heard(couple: Couple, deck: str, item_ids: Iterable[str]) -> Couple:
    """The couple, ready to hear these items again."""
    bits = couple.heard.get(deck, 0)
    for item_id in item_ids:
        bits &= ~(1 << bit(item_id))
    rest = {name: some for name, some in couple.heard.items() if name != deck}
    return replace(couple, heard=rest | {deck: bits} if bits else rest)


def choose(
    couple: Couple,
    deck: str,
    fitting: Sequence[str],
    current: str = "",
    kind_of: Callable[[str], str] | None = None,
    score: Callable[[str], float] | None = None,
) -> tuple[str, Couple, bool]:
    """The next item of one set, by id.

    Args:
        couple: who asks.
        deck: under which name the couple's bit set is kept.
        fitting: ids to choose from, at least one.
        current: what was heard just now; not offered at once again if there is another.
        kind_of: an item's kind, where kinds take turns; None where there are none.
        score: how promising an item is, where the most promising comes; None where all are alike.

    Returns:
        The id, the couple having heard it, and whether a new cycle began with it.
    """
    unheard = [one for one in fitting if not was_heard(couple, deck, one) and one != current]
    began_again = not unheard
    if began_again:
        couple = clear_heard(couple, deck, fitting)
        unheard = [one for one in fitting if one != current] or list(fitting)
    if kind_of is not None:
        kind = in_turn(couple, {kind_of(one) for one in unheard})[0]
        couple = had_its_turn(couple, kind, {kind_of(one) for one in fitting})
        unheard = [one for one in unheard if kind_of(one) == kind]
    if score is not None:
        promise = {one: score(one) for one in unheard}
        best = max(promise.values())
        unheard = [one for one in unheard if promise[one] == best]
    chosen = min(unheard, key=lambda one: order(couple.seed, one))
    return chosen, mark_heard(couple, deck, chosen), began_again


def fits(date: DateIdea, wish: DateWish, tastes: Tastes, now: datetime) -> bool:
    """Whether a date idea respects the wish, the couple's tastes and the season.

    Whatever the wish says in so many words holds in place of a lasting taste for the same thing.
    """
    budget, energy = wish.budget or tastes.budget, wish.energy or tastes.energy
    if date.alcohol and not tastes.alcohol:
        return False
    if tastes.children and not date.children:
        return False
    if season(now) not in date.seasons:
        return False
    if budget is not None and BUDGETS.index(date.budget) > BUDGETS.index(budget):
        return False
    if energy is not None and date.energy != energy:
        return False
    if not _in_place(date, wish, tastes):
        return False
    if wish.minutes is not None and date.minutes > wish.minutes:
        return False
    if wish.day == "tonight" and date.minutes > SHORT_EVENING:
        return False
    at_weekend = weekend(wish, now)
    return at_weekend is None or date.days == "any" or (date.days == "weekend") == at_weekend


def _in_place(date: DateIdea, wish: DateWish, tastes: Tastes) -> bool:
    if wish.place is not None:
        return date.place == wish.place
    return tastes.place is None or (date.place == "home") == (tastes.place == "home")


def loosened(wish: DateWish) -> Iterable[DateWish]:
    """The wish with ever more of it let go, dearest last: money stays longest."""
    for name in ("day", "energy", "minutes", "place", "budget"):
        wish = replace(wish, **{name: None})
        yield wish


def fitting_dates(
    library: Library, wish: DateWish, tastes: Tastes, now: datetime
) -> tuple[list[str], DateWish]:
    """Ids of all ideas that fit, and the wish they fit, loosened only as far as it must be.

    Tastes and the season are never loosened, so the list is empty when nothing
    at all agrees with them.
    """
    found = [one.id for one in library.dates.values() if fits(one, wish, tastes, now)]
    for looser in () if found else loosened(wish):
        found = [one.id for one in library.dates.values() if fits(one, looser, tastes, now)]
        wish = looser
        if found:
            break
    return found, wish
