"""Guides as a plan: steps that lead somewhere, come to an end, and have something to say."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from skill.content.guide import (
    END,
    Ask,
    Breathe,
    Guide,
    Lead,
    Rate,
    Recall,
    Rest,
    Step,
    Talk,
    Tell,
    exits,
    passed_over,
)
from skill.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skill.editing.desk import Desk

NEEDS: Mapping[type[Step], tuple[str, ...]] = {
    Tell: ("say",),
    Talk: ("say",),
    Ask: ("ask",),
    Rate: ("ask",),
    Recall: ("say", "ask", "kept", "missed"),
    Rest: ("say",),
}
"""What a kind of step must say."""


def reached(guide: Guide, *, short: bool) -> set[str]:
    """The steps of a form that people can come to."""
    found, frontier = set[str](), [guide.first]
    while frontier:
        step_id = frontier.pop()
        if step_id in guide.steps and step_id not in found:
            found.add(step_id)
            step = guide.steps[step_id]
            frontier.extend(exits(step) if guide.has(step_id, short=short) else [passed_over(step)])
    return {step_id for step_id in found if guide.has(step_id, short=short)}


def references(desk: Desk) -> Iterator[Problem]:
    """Every step leads to one that exists, and to a place where people can stand."""
    for guide in desk.library.guides.values():
        file = f"guides/{guide.id}.toml"
        for step in guide.steps.values():
            for target in exits(step):
                if target != END and target not in guide.steps:
                    yield Problem(file, step.id, f'leads to "{target}", which is no step', "mend the name")
            match step:
                case Lead(to=to) if to not in desk.library.guides:
                    yield Problem(file, step.id, f'leads over to "{to}", which is no guide', "mend the name")
                case Talk(deck=deck) if deck and deck not in desk.library.decks:
                    yield Problem(file, step.id, f'draws from "{deck}", which is no deck', "mend the name")
                case Rest(next=following) if not isinstance(guide.steps.get(following), Ask):
                    yield Problem(file, step.id, "does not rest before a question", "let next be an ask")


def dead_steps(desk: Desk) -> Iterator[Problem]:
    """Every step can be reached in the form that it belongs to."""
    for guide in desk.library.guides.values():
        for short in (False, True):
            here = reached(guide, short=short)
            for step_id in guide.steps:
                if guide.has(step_id, short=short) and step_id not in here:
                    form = "short" if short else "full"
                    hint = "name it as a next step, say which form it is for with only, or remove it"
                    problem = f"is reached from nowhere in the {form} form"
                    yield Problem(f"guides/{guide.id}.toml", step_id, problem, hint)


def circles(desk: Desk) -> Iterator[Problem]:
    """Steps that only tell must come to a question or an end: a circle of them would never stop."""
    for guide in desk.library.guides.values():
        for start in guide.steps.values():
            step_id, seen = start.id, set[str]()
            while isinstance(step := guide.steps.get(step_id), Tell | Breathe):
                if step_id in seen:
                    yield Problem(f"guides/{guide.id}.toml", start.id, "goes round for ever", "lead it out")
                    break
                seen.add(step_id)
                step_id = step.next


def step_texts(desk: Desk) -> Iterator[Problem]:
    """Every step has what its kind must say."""
    for guide in desk.library.guides.values():
        for step in guide.steps.values():
            for part in NEEDS.get(type(step), ()):
                if f"guide.{guide.id}.{step.id}.{part}" not in desk.library.lines:
                    hint = f'add {part} = ["…", "…", "…"]'
                    yield Problem(f"guides/{guide.id}.toml", step.id, f"has no {part}", hint)


def limits(desk: Desk) -> Iterator[Problem]:
    """Silence, pauses and breaths are of a length that the skill can keep."""
    for guide in desk.library.guides.values():
        for step in guide.steps.values():
            given: list[tuple[str, float, int, int]]
            match step:
                case Talk():
                    given = [("seconds", step.seconds, 10, 300), ("short", step.short or 10, 10, 300)]
                case Tell():
                    given = [("pause", step.pause, 0, 10)]
                case Breathe():
                    given = [
                        ("breaths", step.breaths, 1, 12),
                        ("short", step.short, 1, 12),
                        ("inhale", step.inhale, 2, 10),
                        ("exhale", step.exhale, 2, 10),
                    ]
                case _:
                    given = []
            for what, number, least, most in given:
                if not least <= number <= most:
                    problem, hint = f"{what} is {number:g}", f"{least} to {most}"
                    yield Problem(f"guides/{guide.id}.toml", step.id, problem, hint)


def draws(desk: Desk) -> Iterator[Problem]:
    """A guide draws from a deck once, for the question stays the same for both partners."""
    for guide in desk.library.guides.values():
        drawn = Counter(step.deck for step in guide.steps.values() if isinstance(step, Talk) and step.deck)
        for deck, times in drawn.items():
            if times > 1:
                problem = f"draws {times} times from {deck}"
                yield Problem(f"guides/{guide.id}.toml", guide.id, problem, "draw once from each deck")
