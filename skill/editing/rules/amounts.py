"""How much there is, that every corner has enough of it, and that people can get there."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

from skill.alexa.rules import spoken as sayings
from skill.content import dates, gestures
from skill.content.problem import Problem
from skill.heard import BUDGETS, DEPTHS, ENERGIES, PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.editing.desk import Desk

FEWEST = {
    "decks": 24,
    "prompts": 1200,
    "date ideas": 250,
    "appreciations": 250,
    "gestures": 200,
    "feelings": 120,
}
FEWEST_AT_A_DEPTH = 5
FEWEST_IN_A_COMBINATION = 4
FEWEST_OF_A_KIND = 4
FEWEST_WAYS = 8
"""Ways to ask for a guide by its name or by what it is."""
FEWEST_OCCASIONS = 2
"""Sentences that speak of the occasion and not of the guide, such as "we had a fight"."""
OCCASIONS = (
    "we",
    "i",
    "my",
    "he",
    "she",
    "they",
    "our",
    "is",
    "are",
    "what",
    "how",
    "why",
    "it",
    "other",
)
"""How a sentence about an occasion begins."""


def counts(desk: Desk) -> dict[str, int]:
    """How much there is of everything."""
    library = desk.library
    return {
        "decks": len(library.decks),
        "prompts": sum(len(deck.prompts) for deck in library.decks.values()),
        "date ideas": len(library.dates),
        "appreciations": len(library.appreciations),
        "closing gestures": len(library.closings),
        "gestures": len(library.gestures),
        "feelings": len(desk.slots.get("Feeling", {})),
        "guides": len(library.guides),
        "steps": sum(len(guide.steps) for guide in library.guides.values()),
        "lines": len(library.lines),
        "wordings": sum(len(some) for some in library.lines.values()),
    }


def amounts(desk: Desk) -> Iterator[Problem]:
    """There is as much as was promised."""
    have = counts(desk)
    for what, fewest in FEWEST.items():
        if have[what] < fewest:
            yield Problem("the language", what, f"there are {have[what]}", f"write {fewest} or more")


def depths(desk: Desk) -> Iterator[Problem]:
    """Every deck has all three depths."""
    for deck in desk.library.decks.values():
        have = Counter(prompt.depth for prompt in deck.prompts)
        for depth in DEPTHS:
            if have[depth] < FEWEST_AT_A_DEPTH:
                problem = f"has {have[depth]} {depth} questions"
                yield Problem(f"decks/{deck.id}.toml", deck.id, problem, f"write {FEWEST_AT_A_DEPTH} or more")


def combinations(desk: Desk) -> Iterator[Problem]:
    """Whatever budget, place and energy people ask for, there is a choice at every time of the year."""
    have = Counter(
        (date.budget, date.place, date.energy, season)
        for date in desk.library.dates.values()
        for season in date.seasons
    )
    for combination in product(BUDGETS, PLACES, ENERGIES, dates.SEASONS):
        if have[combination] < FEWEST_IN_A_COMBINATION:
            problem = f"{have[combination]} are {', '.join(combination)}"
            yield Problem("dates.toml", "all", problem, f"write {FEWEST_IN_A_COMBINATION} or more")


def kinds(desk: Desk) -> Iterator[Problem]:
    """Every kind of date and of gesture is there, so that kinds can take turns."""
    library = desk.library
    for file, known, some in (
        ("dates.toml", dates.KINDS, library.dates.values()),
        ("gestures.toml", gestures.KINDS, library.gestures.values()),
    ):
        have = Counter(one.kind for one in some)
        for kind in known:
            if have[kind] < FEWEST_OF_A_KIND:
                problem = f"{have[kind]} are of the kind {kind}"
                yield Problem(file, kind, problem, f"write {FEWEST_OF_A_KIND} or more")


def reach(desk: Desk) -> Iterator[Problem]:
    """Everything can be asked for: guides by name and by occasion, decks by theme."""
    heard: dict[tuple[str, str], int] = Counter()
    for _, intent, _, value in sayings(desk.model):
        heard[intent, value] += 1
    guides = desk.slots.get("Guide", {})
    for guide in desk.library.guides:
        if not heard["StartGuideIntent", guide]:
            hint = "add it to [Guide] in slots.toml and run `make models`"
            yield Problem(f"guides/{guide}.toml", guide, "no sample utterance reaches it", hint)
            continue
        ways = guides.get(guide, ())
        occasions = [way for way in ways if way.replace("'", " ").split()[0] in OCCASIONS]
        for what, some, fewest in (
            ("ways to ask for it", ways, FEWEST_WAYS),
            ("occasions", occasions, FEWEST_OCCASIONS),
        ):
            if len(some) < fewest:
                yield Problem("slots.toml", guide, f"has {len(some)} {what}", f"write {fewest} or more")
    for deck in desk.library.decks:
        if not heard["TonightsQuestionIntent", deck]:
            hint = "give it a name and synonyms, and run `make models`"
            yield Problem(f"decks/{deck}.toml", deck, "no sample utterance reaches it", hint)
