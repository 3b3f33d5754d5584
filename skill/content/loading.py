"""Reads the content of a language from its folder of TOML files."""

from __future__ import annotations

import pickle
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

from skill.content.dates import KINDS, SEASONS, WEEK, DateIdea
from skill.content.decks import TAGS, Deck, Prompt
from skill.content.gestures import KINDS as GESTURES
from skill.content.gestures import Gesture
from skill.content.guide import (
    Ask,
    Breathe,
    Form,
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
from skill.content.library import Helpline, Library
from skill.errors import ContentError
from skill.heard import BUDGETS, DANGERS, DEPTHS, ENERGIES, PLACES

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Table = Mapping[str, Any]
Lines = dict[str, tuple[str, ...]]

COMPILED = "{language}.pickle"
STEP_LINES = ("say", "say_unnamed", "say_short", "say_short_unnamed", "ask", "ask_unnamed", "kept", "missed")
"""What a step of a guide can say: the short ones in the short form, the unnamed ones without names."""


@cache
def library(language: str = "en") -> Library:
    """The content of a language that comes with the skill, read once.

    Raises:
        ContentError: there is none, or a file of it is wrong.
    """
    here = resources.files("skill.content")
    compiled = here / COMPILED.format(language=language)
    if compiled.is_file():
        return cast("Library", pickle.loads(compiled.read_bytes()))  # noqa: S301 - our own build made it
    return load(here / language, language)


def compiled(language: str) -> tuple[str, bytes]:
    """The content of a language in the form that loads ten times faster than TOML.

    Only `lambda/build.py` writes it, into what it builds from the same sources,
    so it cannot be older than they are.

    Returns:
        The file's name within `skill/content`, and its bytes.

    Raises:
        ContentError: as `load`.
    """
    content = load(resources.files("skill.content") / language, language)
    return COMPILED.format(language=language), pickle.dumps(content, protocol=5)


def load(folder: Traversable, language: str) -> Library:
    """The content in `folder`.

    Raises:
        ContentError: a file is missing, is no TOML, or lacks what it must have.
    """
    if not folder.is_dir():
        raise ContentError(str(folder), "there is no content for this language", "add the folder")
    lines: Lines = {}
    guides = {guide.id: guide for guide in _guides(folder / "guides", lines)}
    decks = {deck.id: deck for deck in _decks(folder / "decks", lines)}
    dates = {date.id: date for date in _dates(folder / "dates.toml", lines)}
    thanks = folder / "appreciations.toml"
    appreciations = _simple(thanks, "appreciation", ("invite",), lines)
    closings = _simple(thanks, "closing", ("gesture",), lines)
    gestures = {gesture.id: gesture for gesture in _gestures(folder / "gestures.toml", lines)}
    for name in ("phrases", "help", "safety"):
        _phrases(folder / f"{name}.toml", lines)
    return Library(
        language=language,
        lines=lines,
        guides=guides,
        decks=decks,
        dates=dates,
        appreciations=appreciations,
        closings=closings,
        gestures=gestures,
        helplines={line.country: line for line in _helplines(folder / "helplines.toml")},
        dangers=_dangers(folder / "slots.toml") if (folder / "slots.toml").is_file() else (),
    )


def read(file: Traversable) -> dict[str, Any]:
    """A TOML file's tables.

    Raises:
        ContentError: it cannot be read, or is no TOML; the message names the line.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(str(file), f"cannot be read: {error}", "check its name and encoding") from error
    except tomllib.TOMLDecodeError as error:
        raise ContentError(str(file), f"is not TOML: {error}", "mend that line") from error


def read_guide(file: Traversable) -> tuple[Guide, Lines]:
    """One guided conversation and its lines.

    Raises:
        ContentError: the file is wrong.
    """
    lines: Lines = {}
    return _guide(file, lines), lines


def with_guide(content: Library, file: Traversable) -> Library:
    """`content` and one guided conversation more, which takes the place of another of the same id.

    Raises:
        ContentError: the file is wrong.
    """
    guide, lines = read_guide(file)
    others = {key: some for key, some in content.lines.items() if not key.startswith(f"guide.{guide.id}.")}
    return replace(content, guides={**content.guides, guide.id: guide}, lines={**others, **lines})


def _guides(folder: Traversable, lines: Lines) -> Iterable[Guide]:
    for file in _toml_files(folder):
        yield _guide(file, lines)


def _guide(file: Traversable, lines: Lines) -> Guide:
    table = read(file)
    guide_id = _text(table, "id", file.name)
    lines[f"guide.{guide_id}.name"] = (_text(table, "name", file.name),)
    lines[f"guide.{guide_id}.why"] = _wordings(table, "why", file.name)
    steps: dict[str, Step] = {}
    only: dict[str, Form] = {}
    covers: dict[str, tuple[str, ...]] = {}
    for entry in table.get("step", ()):
        step = _step(entry, f"{file.name}: {entry.get('id', 'a step')}")
        place = f"{file.name}: {step.id}"
        if step.id in steps:
            raise ContentError(place, "there are two steps of this id", "rename one")
        steps[step.id] = step
        if "only" in entry:
            only[step.id] = _one_of(entry, "only", ("full", "short"), place)
        if "covers" in entry:
            covers[step.id] = _wordings(entry, "covers", place)
        for part in STEP_LINES:
            if part in entry:
                lines[f"guide.{guide_id}.{step.id}.{part}"] = _wordings(entry, part, place)
    if not steps:
        raise ContentError(file.name, "has no steps", "add a [[step]]")
    return Guide(
        guide_id,
        _text(table, "name", file.name),
        _minutes(table, "minutes", file.name),
        steps,
        _minutes(table, "short_minutes", file.name),
        only,
        heavy=table.get("heavy") is True,
        covers=covers,
    )


def _step(entry: Table, place: str) -> Step:
    step_id, kind = _text(entry, "id", place), _text(entry, "kind", place)
    following = str(entry.get("next", ""))
    if kind not in ("ask", "lead", "suggest") and not following:
        raise ContentError(place, "names no next step", 'add next = "…", or next = "end"')
    match kind:
        case "tell":
            return Tell(step_id, following, float(entry.get("pause", 0)))
        case "ask":
            yes, no = _text(entry, "yes", place), _text(entry, "no", place)
            return Ask(step_id, yes, no, str(entry.get("skip", no)), str(entry.get("mark", "")))
        case "talk" | "hold":
            return Talk(
                step_id,
                following,
                _number(entry, "seconds", place),
                _number(entry, "short", place) if "short" in entry else 0,
                still=kind == "hold",
                deck=str(entry.get("deck", "")),
            )
        case "breathe":
            breaths = _number(entry, "breaths", place)
            return Breathe(
                step_id,
                following,
                breaths,
                _number(entry, "short", place) if "short" in entry else max(1, breaths // 2),
                float(_number(entry, "inhale", place)),
                float(_number(entry, "exhale", place)),
            )
        case "rate":
            return Rate(step_id, following, _text(entry, "keep", place))
        case "swap":
            return Swap(step_id, _text(entry, "back", place), following)
        case "recall":
            return Recall(step_id, following)
        case "rest":
            return Rest(step_id, following)
        case "lead":
            return Lead(step_id, _text(entry, "to", place))
        case "suggest":
            return Suggest(step_id)
        case _:
            kinds = "tell, ask, talk, hold, breathe, rate, swap, recall, rest, lead or suggest"
            raise ContentError(place, f'has kind "{kind}", which is none', f"use {kinds}")


def _decks(folder: Traversable, lines: Lines) -> Iterable[Deck]:
    for file in _toml_files(folder):
        table = read(file)
        deck = _text(table, "id", file.name)
        lines[f"deck.{deck}.name"] = (_text(table, "name", file.name),)
        lines[f"deck.{deck}.why"] = _wordings(table, "why", file.name)
        prompts = []
        for entry in table.get("prompt", ()):
            prompt = _text(entry, "id", file.name)
            place = f"{file.name}: {prompt}"
            if not prompt.startswith(f"{deck}-") or not prompt.rpartition("-")[2].isdecimal():
                raise ContentError(place, "is not the deck's id and a number", f'call it "{deck}-017"')
            for part in ("question", "tip", "follow_up"):
                lines[f"prompt.{prompt}.{part}"] = (_text(entry, part, place),)
            depth = _one_of(entry, "depth", DEPTHS, place)
            tags = frozenset(_each_of(entry, "tags", TAGS, place))
            prompts.append(Prompt(prompt, deck, depth, tags))
        yield Deck(deck, _text(table, "name", file.name), tuple(prompts))


def _dates(file: Traversable, lines: Lines) -> Iterable[DateIdea]:
    for entry in read(file).get("date", ()):
        date = _text(entry, "id", file.name)
        place = f"{file.name}: {date}"
        for part in ("name", "idea", "starter"):
            lines[f"date.{date}.{part}"] = (_text(entry, part, place),)
        if "plan_b" in entry:
            lines[f"date.{date}.plan_b"] = (_text(entry, "plan_b", place),)
        yield DateIdea(
            id=date,
            kind=_one_of(entry, "kind", KINDS, place),
            budget=_one_of(entry, "budget", BUDGETS, place),
            place=_one_of(entry, "place", PLACES, place),
            energy=_one_of(entry, "energy", ENERGIES, place),
            minutes=_number(entry, "minutes", place),
            days=_one_of(entry, "days", WEEK, place),
            seasons=frozenset(_each_of(entry, "seasons", SEASONS, place)),
            alcohol=entry.get("alcohol") is True,
            children=entry.get("children") is True,
        )


def _gestures(file: Traversable, lines: Lines) -> Iterable[Gesture]:
    for entry in read(file).get("gesture", ()):
        gesture = _text(entry, "id", file.name)
        place = f"{file.name}: {gesture}"
        lines[f"gesture.{gesture}.text"] = (_text(entry, "text", place),)
        yield Gesture(gesture, _one_of(entry, "kind", GESTURES, place))


def _simple(file: Traversable, kind: str, parts: tuple[str, ...], lines: Lines) -> tuple[str, ...]:
    ids = []
    for entry in read(file).get(kind, ()):
        item = _text(entry, "id", file.name)
        for part in parts:
            lines[f"{kind}.{item}.{part}"] = (_text(entry, part, f"{file.name}: {item}"),)
        ids.append(item)
    return tuple(ids)


def _phrases(file: Traversable, lines: Lines) -> None:
    """Every array of strings becomes a line; tables nest with a dot."""

    def gather(table: Table, prefix: str) -> None:
        for name, value in table.items():
            key = f"{prefix}.{name}"
            if isinstance(value, dict):
                gather(value, key)
            else:
                lines[key] = _wordings(table, name, f"{file.name}: {key}")

    gather(read(file), file.name.removesuffix(".toml"))


def _helplines(file: Traversable) -> Iterable[Helpline]:
    for country, entry in read(file).items():
        place = f"{file.name}: {country}"
        yield Helpline(
            country=country,
            abuse=tuple(entry.get("abuse", ())),
            crisis=tuple(entry.get("crisis", ())),
            emergency=str(entry.get("emergency", "")),
            finder=_text(entry, "finder", place),
        )
        _text(entry, "checked", place)


def _dangers(file: Traversable) -> tuple[tuple[str, Any], ...]:
    table = read(file).get("Danger", {})
    found = [(sentence, kind) for kind in DANGERS for sentence in table.get(kind, ())]
    # The longest first: "i want to kill myself" holds "kill my" as well.
    return tuple(sorted(found, key=lambda one: -len(one[0])))


def _toml_files(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        raise ContentError(str(folder), "is no folder", "add it")
    return sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)


def _text(table: Table, name: str, place: str) -> str:
    value = table.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ContentError(place, f"has no {name}", f'add {name} = "…"')
    return value


def _number(table: Table, name: str, place: str) -> int:
    value = table.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ContentError(place, f"has no whole number as {name}", f"add {name} = 60")
    return value


def _minutes(table: Table, name: str, place: str) -> float:
    value = table.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
        raise ContentError(place, f"has no length as {name}", f"add {name} = 6")
    return float(value)


def _wordings(table: Table, name: str, place: str) -> tuple[str, ...]:
    value = table.get(name)
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        raise ContentError(place, f"has no wordings as {name}", f'add {name} = ["…", "…", "…"]')
    return tuple(cast("list[str]", value))


def _one_of(table: Table, name: str, allowed: tuple[Any, ...], place: str) -> Any:
    value = table.get(name)
    if value not in allowed:
        raise ContentError(place, f"{name} is {value!r}", f"use one of {', '.join(allowed)}")
    return value


def _each_of(table: Table, name: str, allowed: tuple[Any, ...], place: str) -> list[Any]:
    values = table.get(name, [])
    if not isinstance(values, list) or any(value not in allowed for value in values):
        raise ContentError(place, f"{name} is {values!r}", f"use some of {', '.join(allowed)}")
    return values
