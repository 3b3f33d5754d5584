"""Kindness: leave to stop, a warm close, nothing presumed, nothing that starts an argument."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skill.content.problem import Problem
from skill.editing.rules.leave import LEAVE
from skill.editing.rules.steps import reached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.editing.desk import Desk

CONSENT, KIND_ACT, NEXT_STEP = "consent", "kind act", "next step"
PRESUMPTIONS = {
    "children": r"(?:our|your) (?:kids?|child|children|sons?|daughters?|baby|babies|grandchild\w*)",
    "married": r"wedding (?:day|night|ring)|honeymoon|marriage|your vows|married|in-laws?",
    "faith": r"god|pray|prays|prayers?|praying|church|mosque|synagogue|bible|quran|torah|sermon",
    "living_together": r"our bed|your bed together|the home you share|share a home|under one roof",
}
"""What presumes something of a couple, by the tag that allows it."""
NEVER = {
    "money": r"your (?:house|mortgage|car|garden|savings|yacht|salary|maid)|stock market",
    "health": r"on your jog|when you run|your workout|your diet|lose weight",
    "sight": r"do you see in the mirror|stare into each other|look deep into",
    "gender": r"he|she|his|her|hers|him|ladies|gentlemen|men|women",
}
"""What presumes something that no tag allows, by what it is."""
QUARRELS = re.compile(
    r"\b(?:annoy\w*|irritat\w*|blam\w*|fault|faults|argu(?:e|ing|ment)s?|fights?|jealous\w*|an ex|exes"
    r"|cheat\w*|complain\w*|who does more|selfish|wrong with|should your partner"
    r"|change about (?:me|your partner))\b",
    re.IGNORECASE,
)
"""What starts an argument in a question that is meant to be easy."""


def consent(desk: Desk) -> Iterator[Problem]:
    """Every guide gives leave to skip and to stop before it asks for anything."""
    for guide in desk.library.guides.values():
        file = f"guides/{guide.id}.toml"
        steps = [step for step, done in guide.covers.items() if CONSENT in done]
        for short in (False, True):
            if not {*steps} & reached(guide, short=short):
                form = "short" if short else "full"
                hint = 'add covers = ["consent"] to the step that gives leave to skip or stop'
                yield Problem(file, guide.id, f"the {form} form asks for no consent", hint)
        for step in steps:
            for part in ("say", "say_short", "say_unnamed", "say_short_unnamed"):
                for wording in desk.library.lines.get(f"guide.{guide.id}.{step}.{part}", ()):
                    if any(word not in wording.lower() for word in LEAVE):
                        problem = f"gives no leave to skip and to stop: {wording!r}"
                        yield Problem(file, step, problem, "say that either may skip or stop")


def closing(desk: Desk) -> Iterator[Problem]:
    """Every guide ends with a small kind act and one next step, in both forms."""
    for guide in desk.library.guides.values():
        for short in (False, True):
            here = reached(guide, short=short)
            done = {what for step in here for what in guide.covers.get(step, ())}
            for what in (KIND_ACT, NEXT_STEP):
                if what not in done:
                    form = "short" if short else "full"
                    hint = f'add covers = ["{what}"] to the step that has it'
                    yield Problem(f"guides/{guide.id}.toml", guide.id, f"the {form} form has no {what}", hint)


def coverage(desk: Desk) -> Iterator[Problem]:
    """Every practice does all that it must; nothing is claimed that it need not."""
    for practice, asked in desk.practices.items():
        must = asked.get("must", ())
        guide = desk.library.guides.get(practice)
        if guide is None:
            if "features" not in asked:
                yield Problem("the language", practice, "has no guide", f"write guides/{practice}.toml")
            continue
        done = {what for step in reached(guide, short=False) for what in guide.covers.get(step, ())}
        for what in must:
            if what not in done:
                hint = f'add covers = ["{what}"] to the step that does it'
                yield Problem(f"guides/{practice}.toml", practice, f"does not cover: {what}", hint)
        for what in sorted(done - {*must, CONSENT, KIND_ACT, NEXT_STEP}):
            hint = "see practices.toml for what it must contain"
            yield Problem(f"guides/{practice}.toml", practice, f"covers what nobody asked for: {what}", hint)


def presumption(desk: Desk) -> Iterator[Problem]:
    """Nothing presumes what a couple did not say of itself, unless a tag says that it does."""
    for deck in desk.library.decks.values():
        for prompt in deck.prompts:
            for part in ("question", "tip", "follow_up"):
                text = desk.library.lines[f"prompt.{prompt.id}.{part}"][0]
                allowed = {tag for tag in PRESUMPTIONS if tag in prompt.tags}
                yield from _presumed(f"decks/{deck.id}.toml", prompt.id, text, allowed)
    for key, some in desk.library.lines.items():
        kind, _, rest = key.partition(".")
        if kind in ("date", "appreciation", "closing", "gesture", "guide") and not key.endswith(".name"):
            file = {"guide": f"guides/{rest.partition('.')[0]}.toml"}.get(kind, f"{kind}s.toml")
            for text in some:
                yield from _presumed(file, key, text, set())


def _presumed(file: str, item: str, text: str, allowed: set[str]) -> Iterator[Problem]:
    for what, pattern in {**PRESUMPTIONS, **NEVER}.items():
        found = re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
        if found and what not in allowed:
            hint = f'tag it "{what}" or leave it out' if what in PRESUMPTIONS else "leave it out"
            yield Problem(file, item, f'"{found[0]}" presumes {what.replace("_", " ")}: {text!r}', hint)


def arguments(desk: Desk) -> Iterator[Problem]:
    """Nothing starts an argument where people came for something easy."""
    for deck in desk.library.decks.values():
        for prompt in deck.prompts:
            if prompt.depth == "deep":
                continue
            for part in ("question", "follow_up"):
                text = desk.library.lines[f"prompt.{prompt.id}.{part}"][0]
                if found := QUARRELS.search(text):
                    problem = f'"{found[0]}" may start an argument: {text!r}'
                    hint = "ask for something easier, or make it a deep one"
                    yield Problem(f"decks/{deck.id}.toml", prompt.id, problem, hint)
    for date in desk.library.dates:
        text = desk.library.lines[f"date.{date}.starter"][0]
        if found := QUARRELS.search(text):
            problem = f'"{found[0]}" may start an argument: {text!r}'
            yield Problem("dates.toml", date, problem, "ask for something easier")
