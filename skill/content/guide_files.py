"""Reads one guided conversation from its TOML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from skill.content.guide import (
    Ask,
    Breathe,
    Guide,
    Lead,
    Rate,
    Recall,
    Rest,
    Step,
    Suggest,
    Swap,
    Talk,
    Tell,
)
from skill.content.tables import Table, minutes, number, one_of, read, text, wordings
from skill.errors import ContentError
from skill.heard import LENGTHS

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from skill.heard import Length

Lines: TypeAlias = dict[str, tuple[str, ...]]
STEP_LINES = ("say", "say_unnamed", "say_short", "say_short_unnamed", "ask", "ask_unnamed", "kept", "missed")
"""What a step of a guide can say: the short ones in the short form, the unnamed ones without names."""


def read_guide(file: Traversable) -> tuple[Guide, Lines]:
    """One guided conversation and its lines.

    Raises:
        ContentError: the file is wrong.
    """
    lines: Lines = {}
    table = read(file)
    guide_id = text(table, "id", file.name)
    lines[f"guide.{guide_id}.name"] = (text(table, "name", file.name),)
    lines[f"guide.{guide_id}.why"] = wordings(table, "why", file.name)
    steps: dict[str, Step] = {}
    only: dict[str, Length] = {}
    covers: dict[str, tuple[str, ...]] = {}
    for entry in table.get("step", ()):
        step = _step(entry, f"{file.name}: {entry.get('id', 'a step')}")
        place = f"{file.name}: {step.id}"
        if step.id in steps:
            raise ContentError(place, "there are two steps of this id", "rename one")
        steps[step.id] = step
        if "only" in entry:
            only[step.id] = one_of(entry, "only", LENGTHS, place)
        if "covers" in entry:
            covers[step.id] = wordings(entry, "covers", place)
        for part in STEP_LINES:
            if part in entry:
                lines[f"guide.{guide_id}.{step.id}.{part}"] = wordings(entry, part, place)
    if not steps:
        raise ContentError(file.name, "has no steps", "add a [[step]]")
    guide = Guide(
        guide_id,
        text(table, "name", file.name),
        minutes(table, "minutes", file.name),
        steps,
        minutes(table, "short_minutes", file.name),
        only,
        heavy=table.get("heavy") is True,
        covers=covers,
    )
    return guide, lines


def _step(entry: Table, place: str) -> Step:
    step_id, kind = text(entry, "id", place), text(entry, "kind", place)
    following = str(entry.get("next", ""))
    if kind not in ("ask", "lead", "suggest") and not following:
        raise ContentError(place, "names no next step", 'add next = "…", or next = "end"')
    match kind:
        case "tell":
            return Tell(step_id, following, float(entry.get("pause", 0)))
        case "ask":
            yes, no = text(entry, "yes", place), text(entry, "no", place)
            return Ask(step_id, yes, no, str(entry.get("skip", no)), str(entry.get("mark", "")))
        case "talk" | "hold":
            return Talk(
                step_id,
                following,
                number(entry, "seconds", place),
                number(entry, "short", place) if "short" in entry else 0,
                still=kind == "hold",
                deck=str(entry.get("deck", "")),
            )
        case "breathe":
            breaths = number(entry, "breaths", place)
            return Breathe(
                step_id,
                following,
                breaths,
                number(entry, "short", place) if "short" in entry else max(1, breaths // 2),
                float(number(entry, "inhale", place)),
                float(number(entry, "exhale", place)),
            )
        case "rate":
            return Rate(step_id, following, text(entry, "keep", place))
        case "swap":
            return Swap(step_id, text(entry, "back", place), following)
        case "recall":
            return Recall(step_id, following)
        case "rest":
            return Rest(step_id, following)
        case "lead":
            return Lead(step_id, text(entry, "to", place))
        case "suggest":
            return Suggest(step_id)
        case _:
            kinds = "tell, ask, talk, hold, breathe, rate, swap, recall, rest, lead or suggest"
            raise ContentError(place, f'has kind "{kind}", which is none', f"use {kinds}")
