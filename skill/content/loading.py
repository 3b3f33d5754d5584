"""Reads the content of a language from its folder of TOML files."""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, cast

from skill.content.countries import countries
from skill.content.dangers import Dangers, read_dangers
from skill.content.dates import KINDS, SEASONS, WEEK, DateIdea
from skill.content.decks import TAGS, Deck, Prompt
from skill.content.gestures import KINDS as GESTURES
from skill.content.gestures import Gesture
from skill.content.guide_files import Lines, read_guide
from skill.content.library import Library
from skill.content.tables import Table, each_of, number, one_of, read, text, wordings
from skill.errors import ContentError
from skill.heard import BUDGETS, DEPTHS, ENERGIES, PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

    from skill.content.guide import Guide


COMPILED = "{language}.pickle"
PHRASES = ("appreciations", "journey", "outings", "progress", "rituals", "surprise", "tastes")
"""Tables of phrases that have a file of their own, in the folder phrases/."""


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
    # Words of danger are half of it, and are needed only when there are words to look at: opened then.
    content = replace(content, words_of_danger=pickle.dumps(content.dangers, protocol=5))
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
    for name in ("phrases", "help", "safety", "countries"):
        _phrases(folder / f"{name}.toml", name, lines)
    for name in PHRASES:
        _phrases(folder / "phrases" / f"{name}.toml", f"phrases.{name}", lines)
    return Library(
        language=language,
        lines=lines,
        guides=guides,
        decks=decks,
        dates=dates,
        appreciations=appreciations,
        closings=closings,
        gestures=gestures,
        countries=countries(),
        words_of_danger=_dangers(folder),
    )


def with_guide(content: Library, guide: Guide, lines: Lines) -> Library:
    """`content` and one guided conversation more, which takes the place of another of the same id."""
    others = {key: some for key, some in content.lines.items() if not key.startswith(f"guide.{guide.id}.")}
    return replace(content, guides={**content.guides, guide.id: guide}, lines={**others, **lines})


def _guides(folder: Traversable, lines: Lines) -> Iterable[Guide]:
    for file in _toml_files(folder):
        guide, own = read_guide(file)
        lines.update(own)
        yield guide


def _decks(folder: Traversable, lines: Lines) -> Iterable[Deck]:
    for file in _toml_files(folder):
        table = read(file)
        deck = text(table, "id", file.name)
        lines[f"deck.{deck}.name"] = (text(table, "name", file.name),)
        lines[f"deck.{deck}.why"] = wordings(table, "why", file.name)
        prompts = []
        for entry in table.get("prompt", ()):
            prompt = text(entry, "id", file.name)
            place = f"{file.name}: {prompt}"
            if not prompt.startswith(f"{deck}-") or not prompt.rpartition("-")[2].isdecimal():
                raise ContentError(place, "is not the deck's id and a number", f'call it "{deck}-017"')
            for part in ("question", "tip", "follow_up"):
                lines[f"prompt.{prompt}.{part}"] = (text(entry, part, place),)
            depth = one_of(entry, "depth", DEPTHS, place)
            tags = frozenset(each_of(entry, "tags", TAGS, place))
            prompts.append(Prompt(prompt, deck, depth, tags))
        yield Deck(deck, text(table, "name", file.name), tuple(prompts))


def _dates(file: Traversable, lines: Lines) -> Iterable[DateIdea]:
    for entry in read(file).get("date", ()):
        date = text(entry, "id", file.name)
        place = f"{file.name}: {date}"
        for part in ("name", "idea", "starter"):
            lines[f"date.{date}.{part}"] = (text(entry, part, place),)
        if "plan_b" in entry:
            lines[f"date.{date}.plan_b"] = (text(entry, "plan_b", place),)
        yield DateIdea(
            id=date,
            kind=one_of(entry, "kind", KINDS, place),
            budget=one_of(entry, "budget", BUDGETS, place),
            place=one_of(entry, "place", PLACES, place),
            energy=one_of(entry, "energy", ENERGIES, place),
            minutes=number(entry, "minutes", place),
            days=one_of(entry, "days", WEEK, place),
            seasons=frozenset(each_of(entry, "seasons", SEASONS, place)),
            alcohol=entry.get("alcohol") is True,
            children=entry.get("children") is True,
        )


def _gestures(file: Traversable, lines: Lines) -> Iterable[Gesture]:
    for entry in read(file).get("gesture", ()):
        gesture = text(entry, "id", file.name)
        place = f"{file.name}: {gesture}"
        lines[f"gesture.{gesture}.text"] = (text(entry, "text", place),)
        yield Gesture(gesture, one_of(entry, "kind", GESTURES, place))


def _simple(file: Traversable, kind: str, parts: tuple[str, ...], lines: Lines) -> tuple[str, ...]:
    ids = []
    for entry in read(file).get(kind, ()):
        item = text(entry, "id", file.name)
        for part in parts:
            lines[f"{kind}.{item}.{part}"] = (text(entry, part, f"{file.name}: {item}"),)
        ids.append(item)
    return tuple(ids)


def _phrases(file: Traversable, prefix: str, lines: Lines) -> None:
    """Every array of strings becomes a line; tables nest with a dot."""

    def gather(table: Table, prefix: str) -> None:
        for name, value in table.items():
            key = f"{prefix}.{name}"
            if isinstance(value, dict):
                gather(value, key)
            else:
                lines[key] = wordings(table, name, f"{file.name}: {key}")

    gather(read(file), prefix)


def _dangers(folder: Traversable) -> Dangers:
    """The words of danger; none for a language that has no signs yet."""
    file, weights = folder / "danger.toml", folder / "danger_weights.json"
    if not file.is_file():
        return Dangers()
    return read_dangers(file, weights if weights.is_file() else None)


def _toml_files(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        raise ContentError(str(folder), "is no folder", "add it")
    return sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
