"""Which question comes tonight: a deck in its turn, a depth that suits, and nothing twice too soon.

Decks take turns, and one that a couple passes by comes less often. Within the deck
whose turn it is, the depth follows how open the couple has shown itself to be, and
gives way before anything comes a second time. Late in the evening nothing deep comes
unless somebody asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from skill.content.decks import TOPICS, bit
from skill.couple import MOST_OPEN, USUAL_OPENNESS
from skill.dialogue.choosing import clear_heard, mark_heard
from skill.dialogue.evenings import late
from skill.dialogue.ordering import order
from skill.dialogue.turn_taking import avoided, had_its_turn, in_turn, welcomed
from skill.heard import DEPTHS, Depth

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from skill.content.decks import Prompt
    from skill.content.library import Library
    from skill.couple import Couple, Tastes

LIGHT, MEDIUM, DEEP = range(len(DEPTHS))
MIXES: tuple[tuple[int, ...], ...] = (
    (LIGHT,),
    (LIGHT, LIGHT, MEDIUM),
    (LIGHT, MEDIUM, LIGHT, MEDIUM, LIGHT, MEDIUM, DEEP, MEDIUM, LIGHT, DEEP),
    (MEDIUM, LIGHT, MEDIUM, DEEP),
    (MEDIUM, DEEP),
    (DEEP, MEDIUM, DEEP),
)
"""The depths that follow one another, by how open a couple is; the usual one is about what the decks hold."""
REOPENS = (0, 1, USUAL_OPENNESS)
"""How open, at most, an answered question of each depth makes a couple that was more careful."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, and when."""

    now: datetime
    theme: str = ""
    """The deck to stay in; empty for all of them."""
    depth: Depth | None = None
    """How deep, when somebody said so."""
    current: str = ""
    """The id of the question that was heard just now."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that comes."""

    prompt: Prompt
    couple: Couple
    """Who has heard it now."""
    began_again: bool
    """Whether its deck had run out and begins again with it."""


def suits(prompt: Prompt, tastes: Tastes, theme: str = "") -> bool:
    """Whether a question presumes nothing that the couple did not say of itself, or ask for."""
    return prompt.tags <= _allowed(tastes, theme, prompt.deck)


def ask(couple: Couple, library: Library, wanted: Wanted) -> Asked:
    """The next question.

    Nothing comes a second time before its deck has run out. There is one
    exception, for nothing deep comes late: when only deep questions are left
    in every deck, those that are not begin again.
    """
    night = _Night(couple, library, wanted)
    limit = MEDIUM if late(wanted.now) and wanted.depth is None else DEEP
    due = in_turn(couple, night.decks)
    if wanted.depth is not None:
        # Somebody asked for it, so a deck that still has it goes before one that does not.
        due.sort(key=lambda deck: not any(one.depth == wanted.depth for one in night.left(deck)))
    for deck in due:
        left = night.left(deck)
        if not left:
            return night.again(deck, limit)
        if allowed := [one for one in left if DEPTHS.index(one.depth) <= limit]:
            return night.heard(couple, allowed, again=False)
    return night.again(due[0], limit)


def after_another(couple: Couple, prompt: Prompt) -> Couple:
    """The couple after it passed a question by: its deck comes less, and a deep one was too deep."""
    if prompt.depth == "deep":
        couple = _opened(couple, -1)
    return avoided(couple, prompt.deck)


def after_answers(couple: Couple, prompt: Prompt) -> Couple:
    """The couple after both answered: its deck is welcome, and a careful couple may open again."""
    if couple.openness < REOPENS[DEPTHS.index(prompt.depth)]:
        couple = _opened(couple, 1)
    return welcomed(couple, prompt.deck)


def after_change(couple: Couple, *, deeper: bool) -> Couple:
    """The couple after it asked for something deeper, or lighter."""
    return _opened(couple, 1 if deeper else -1)


def _opened(couple: Couple, by: int) -> Couple:
    return replace(couple, openness=max(0, min(couple.openness + by, MOST_OPEN)))


def _allowed(tastes: Tastes, theme: str, deck: str) -> frozenset[str]:
    own = frozenset(("children", "parenthood")) if tastes.children else frozenset[str]()
    if tastes.faith:
        own |= {"faith"}
    return own | frozenset(TOPICS) if theme == deck else own


class _Night:
    """What can be asked of one couple on one night."""

    def __init__(self, couple: Couple, library: Library, wanted: Wanted) -> None:
        self.couple = couple
        self.library = library
        self.wanted = wanted
        theme = wanted.theme if wanted.theme in library.decks else ""
        self.decks = self._suiting(theme) or self._suiting("")
        """Decks with anything that suits: the one that was asked for, or all."""
        self.depth = _depth(couple, library, wanted.depth)

    def fitting(self, deck: str) -> list[Prompt]:
        """All questions of a deck that suit."""
        allowed = _allowed(self.couple.tastes, self.wanted.theme, deck)
        return [one for one in self.library.decks[deck].prompts if one.tags <= allowed]

    def left(self, deck: str) -> list[Prompt]:
        """Those that were not heard in this cycle."""
        heard, current = self.couple.heard.get(deck, 0), self.wanted.current
        return [one for one in self.fitting(deck) if not heard >> bit(one.id) & 1 and one.id != current]

    def again(self, deck: str, limit: int) -> Asked:
        """A deck begins again: all of it when it has run out, else what may be asked at this hour."""
        fitting = self.fitting(deck)
        allowed = [one for one in fitting if DEPTHS.index(one.depth) <= limit] or fitting
        cleared = allowed if self.left(deck) else fitting
        couple = clear_heard(self.couple, deck, [one.id for one in cleared])
        return self.heard(
            couple, [one for one in allowed if one.id != self.wanted.current] or allowed, again=True
        )

    def heard(self, couple: Couple, left: Sequence[Prompt], *, again: bool) -> Asked:
        """The one of `left` that is nearest to a depth, the lighter of two, in the couple's own order."""

        def rank(prompt: Prompt) -> tuple[int, int, bytes]:
            level = DEPTHS.index(prompt.depth)
            return abs(level - self.depth), level, order(couple.seed, prompt.id)

        chosen = min(left, key=rank)
        couple = mark_heard(couple, chosen.deck, chosen.id)
        return Asked(chosen, had_its_turn(couple, chosen.deck, self.decks), again)

    def _suiting(self, theme: str) -> list[str]:
        decks = [theme] if theme else self.library.decks
        return [
            deck
            for deck in decks
            for allowed in [_allowed(self.couple.tastes, self.wanted.theme, deck)]
            if any(one.tags <= allowed for one in self.library.decks[deck].prompts)
        ]


def _depth(couple: Couple, library: Library, asked: Depth | None) -> int:
    if asked is not None:
        return DEPTHS.index(asked)
    mix = MIXES[min(couple.openness, MOST_OPEN)]
    # How many were heard moves the mix on, so that nothing more has to be remembered.
    return mix[sum(couple.heard.get(deck, 0).bit_count() for deck in library.decks) % len(mix)]
