"""Leave to go: who may skip and stop is said at once, and nobody is led past the way to other help."""

from __future__ import annotations

import re
from collections import deque
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, TypeAlias

from skill.content.guide import (
    Ask,
    Breathe,
    Lead,
    Recall,
    Swap,
    Tell,
    exits,
    passed_over,
    waits,
)
from skill.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skill.content.guide import Guide, Step
    from skill.editing.desk import Desk

LEAVE = ("skip", "stop")
"""Words that give leave."""
EITHER = re.compile(r"\b(?:(?:either|each|both) of you|you(?: can| may)? both)\b", re.IGNORECASE)
"""That leave is each partner's own, not the couple's to agree on."""
ONESELF = re.compile(r"\byou\b", re.IGNORECASE)
"""The same where only one person takes part."""
NO_REASON = re.compile(
    r"\bno reasons? (?:is |are )?(?:needed|asked)\b"
    r"|\bwithout (?:saying why|(?:giving )?(?:a|any) reason)\b"
    r"|\b(?:nobody (?:has|needs)|you don't (?:have|need)) to (?:say why|give a reason)\b"
    r"|\b(?:nobody|you) needn't (?:say why|give a reason)\b",
    re.IGNORECASE,
)
"""That nobody is asked why."""


def free_to_go(desk: Desk) -> Iterator[Problem]:
    """What touches conflict or closeness opens with leave for either to skip or stop, no reason needed.

    `consent` holds for every guide and at any step; this one only for practices marked with `care`,
    and at the very first step, before anything else is told or asked.
    """
    for practice, asked in desk.practices.items():
        guide = desk.library.guides.get(practice)
        if guide is None or "care" not in asked:
            continue
        file, about = f"guides/{practice}.toml", f"it touches {asked['care']}"
        hint = 'say, "Either of you can skip or stop, no reason needed."'
        whose = ONESELF if asked.get("alone") else EITHER
        for step in sorted({_opening(guide, short=short) for short in (False, True)}):
            if not isinstance(guide.steps.get(step), Tell):
                yield Problem(file, step, f"opens without a word, though {about}", "begin with a tell")
            for key, some in desk.library.lines.items():
                if not key.startswith(f"guide.{practice}.{step}.say"):
                    continue
                for wording in some:
                    for lacking in _unfree(wording, whose):
                        problem = f"{lacking}, though {about}: {wording!r}"
                        yield Problem(file, step, problem, hint)


def _opening(guide: Guide, *, short: bool) -> str:
    """The first step of a form."""
    step_id = guide.first
    for _ in guide.steps:
        if step_id in guide.steps and not guide.has(step_id, short=short):
            step_id = passed_over(guide.steps[step_id])
    return step_id


def _unfree(wording: str, whose: re.Pattern[str]) -> Iterator[str]:
    """What a wording lacks of leave to go."""
    leave = [said for said in re.split(r"[.?!]", wording) if all(word in said.lower() for word in LEAVE)]
    if not any(whose.search(said) for said in leave):
        yield "doesn't say at once who may skip and stop"
    if not NO_REASON.search(wording):
        yield "doesn't say that no reason is needed"


def ways_out(desk: Desk) -> Iterator[Problem]:
    """Who needs somebody else's help is sent there, on every path and in every wording."""
    for practice, asked in desk.practices.items():
        guide = desk.library.guides.get(practice)
        if guide is None:
            continue
        file = f"guides/{practice}.toml"
        for wanted in asked.get("ways_out", ()):
            covers = wanted["covers"]
            for short in (False, True):
                path = _past(guide, wanted, short=short)
                if path:
                    form = "short" if short else "full"
                    problem = f'misses "{covers}" in the {form} form, by way of {", ".join(path)}'
                    yield Problem(file, path[-1], problem, "lead every path by a step that covers it")
            for step in (
                step for step_id, step in guide.steps.items() if covers in guide.covers.get(step_id, ())
            ):
                yield from _unsaid(desk, guide, step, wanted)
                if "to" in wanted and not _leads(guide, step, wanted["to"]):
                    problem = f'covers "{covers}" and does not lead over to {wanted["to"]}'
                    yield Problem(file, step.id, problem, "make it an ask whose yes goes to a lead")


class _So(Enum):
    """What people have answered so far."""

    NOTHING = auto()
    NO = auto()
    """They turned down the first question, and were asked nothing since."""
    MORE = auto()


_Standing: TypeAlias = tuple[str, bool, _So]
"""A step, whether it is led in the short form, and what was answered so far."""


def _past(guide: Guide, wanted: Mapping[str, Any], *, short: bool) -> tuple[str, ...]:
    """The shortest path past what a guide has to cover, by its steps; empty where there is none.

    Such a path comes to a step that must not come before it, or out of the guide, unless people
    turned down its very first question. All paths are looked at: from every step each way on, and
    wherever people can stand also the change to the other form, which they may ask for.
    """
    start = (guide.first, short, _So.NOTHING)
    frontier: deque[tuple[_Standing, tuple[str, ...]]] = deque([(start, ())])
    seen = {start}
    while frontier:
        (step_id, form, so), path = frontier.popleft()
        step = guide.steps.get(step_id)
        if step is None:
            if so is not _So.NO:
                return path
            continue
        here = path
        if guide.has(step_id, short=form):
            here = path if path[-1:] == (step_id,) else (*path, step_id)
            does = guide.covers.get(step_id, ())
            if wanted["covers"] in does:
                continue
            if not {*does}.isdisjoint(wanted.get("before", ())):
                return here
        for following in _on(guide, step, short=form, so=so):
            if following not in seen:
                seen.add(following)
                frontier.append((following, here))
    return ()


def _on(guide: Guide, step: Step, *, short: bool, so: _So) -> Iterator[_Standing]:
    """Every way on from a step."""
    if not guide.has(step.id, short=short):
        yield passed_over(step), short, so
        return
    if not waits(step):
        for target in exits(step):
            yield target, short, so
        return
    yield step.id, not short, so
    if isinstance(step, Recall):  # asks nothing when nothing was agreed
        yield step.next, short, so
    first_no = {step.no, step.skip} - {step.yes} if isinstance(step, Ask) and so is _So.NOTHING else set()
    for target in exits(step):
        yield target, short, _So.NO if target in first_no else _So.MORE


def _unsaid(desk: Desk, guide: Guide, step: Step, wanted: Mapping[str, Any]) -> Iterator[Problem]:
    """Wordings of a step that leave out a word which they must say."""
    key = f"guide.{guide.id}.{step.id}."
    said = [line for line in desk.library.lines if line.startswith(f"{key}say")]
    said = said or [line for line in desk.library.lines if line.startswith(f"{key}ask")]
    for line in said:
        for wording in desk.library.lines[line]:
            for group in wanted.get("says", ()):
                if not any(word in wording.lower() for word in group):
                    problem = f'covers "{wanted["covers"]}" without a word of {", ".join(group)}: {wording!r}'
                    yield Problem(f"guides/{guide.id}.toml", step.id, problem, "say it in every wording")


def _leads(guide: Guide, step: Step | None, to: str) -> bool:
    """Whether a yes leads from a step over to another guide, in both forms and with no other question."""
    if isinstance(step, Ask):
        step = guide.steps.get(step.yes)
    for _ in guide.steps:
        match step:
            case Lead():
                return step.to == to and step.id not in guide.only
            case Tell() | Breathe() | Swap():
                step = guide.steps.get(step.next)
    return False
