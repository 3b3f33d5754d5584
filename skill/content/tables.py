"""Typed access to the tables of a TOML file; what is wrong is named by place, problem and hint."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from skill.errors import ContentError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Table: TypeAlias = Mapping[str, Any]


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


def text(table: Table, name: str, place: str) -> str:
    """The text under a name.

    Raises:
        ContentError: it is missing, or something else.
    """
    value = table.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ContentError(place, f"has no {name}", f'add {name} = "…"')
    return value


def number(table: Table, name: str, place: str) -> int:
    """The whole number, not below 0, under a name.

    Raises:
        ContentError: it is missing, or something else.
    """
    value = table.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ContentError(place, f"has no whole number as {name}", f"add {name} = 60")
    return value


def minutes(table: Table, name: str, place: str) -> float:
    """The length in minutes, above 0, under a name.

    Raises:
        ContentError: it is missing, or something else.
    """
    value = table.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
        raise ContentError(place, f"has no length as {name}", f"add {name} = 6")
    return float(value)


def wordings(table: Table, name: str, place: str) -> tuple[str, ...]:
    """The wordings under a name, one or more.

    Raises:
        ContentError: it is missing, or something else.
    """
    value = table.get(name)
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        raise ContentError(place, f"has no wordings as {name}", f'add {name} = ["…", "…", "…"]')
    return tuple(cast("list[str]", value))


def one_of(table: Table, name: str, allowed: tuple[Any, ...], place: str) -> Any:
    """The value under a name, one of those allowed.

    Raises:
        ContentError: it is missing, or something else.
    """
    value = table.get(name)
    if value not in allowed:
        raise ContentError(place, f"{name} is {value!r}", f"use one of {', '.join(allowed)}")
    return value


def each_of(table: Table, name: str, allowed: tuple[Any, ...], place: str) -> list[Any]:
    """The values under a name, none or more, each one of those allowed.

    Raises:
        ContentError: it is missing, or something else.
    """
    values = table.get(name, [])
    if not isinstance(values, list) or any(value not in allowed for value in values):
        raise ContentError(place, f"{name} is {values!r}", f"use some of {', '.join(allowed)}")
    return values
