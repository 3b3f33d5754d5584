"""Kindness: leave to stop, a warm close, nothing presumed, nothing that starts an argument."""

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
from skill.editing.rules.steps import reached

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skill.content.guide import Guide, Step
    from skill.editing.desk import Desk

CONSENT, KIND_ACT, NEXT_STEP = "consent", "kind act", "next step"
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
