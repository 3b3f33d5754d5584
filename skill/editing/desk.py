"""All that lies on the editor's desk: the content, what Alexa hears, and how long it takes to say."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeAlias

from skill.content.loading import PHRASES, load
from skill.content.problem import Problem
from skill.content.tables import read

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from skill.content.library import Library
    from skill.editing.spoken import Spoken
    from skill.simulator.likeness import Encode


@dataclass(frozen=True, slots=True)
class Desk:
    """What a rule may look at."""

    library: Library
    slots: Mapping[str, Mapping[str, Sequence[str]]]
    """The tables of slots.toml."""
    model: Mapping[str, Any]
    """The interaction model of the language."""
    practices: Mapping[str, Mapping[str, Any]]
    """What each practice must contain."""
    spoken: Spoken
    """How long each line takes to say."""
    encode: Encode
    """Tells how alike two sentences are."""
    shared: dict[str, Any] = field(default_factory=dict, init=False)
    """What is worked out once for several rules; a changed desk begins with nothing."""


Rule: TypeAlias = Callable[[Desk], Iterator[Problem]]


@cache
def practices() -> Mapping[str, Mapping[str, Any]]:
    """What each practice must contain, and where the features do it."""
    file = resources.files("skill.content") / "practices.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def lay(folder: Traversable, model: str, spoken: Spoken, encode: Encode, language: str = "en") -> Desk:
    """The desk with the content of a folder on it.

    Args:
        folder: of one language.
        model: its interaction model, as JSON.
        spoken: how long lines take to say.
        encode: the sentence encoder.
        language: of the folder.

    Raises:
        ContentError: a file is wrong.
    """
    return Desk(
        load(folder, language), read(folder / "slots.toml"), json.loads(model), practices(), spoken, encode
    )


def file_of(key: str) -> str:
    """The file in which the line of this key stands."""
    kind, _, rest = key.partition(".")
    match kind:
        case "guide":
            return f"guides/{rest.partition('.')[0]}.toml"
        case "deck":
            return f"decks/{rest.partition('.')[0]}.toml"
        case "prompt":
            return f"decks/{rest.rpartition('-')[0]}.toml"
        case "date" | "gesture":
            return f"{kind}s.toml"
        case "appreciation" | "closing":
            return "appreciations.toml"
        case "phrases" if (table := rest.partition(".")[0]) in PHRASES:
            return f"phrases/{table}.toml"
        case _:
            return f"{kind}.toml"


def wordings(library: Library) -> Iterator[tuple[str, str]]:
    """Every wording with its line's key."""
    for key, some in library.lines.items():
        for wording in some:
            yield key, wording
