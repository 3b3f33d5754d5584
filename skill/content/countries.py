"""Whom to call in which country, and which country a locale stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING

from skill.content.tables import read
from skill.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable

LOCALES = (
    *("ar-SA", "de-DE", "en-AU", "en-CA", "en-GB", "en-IN", "en-US", "es-ES", "es-MX", "es-US"),
    *("fr-CA", "fr-FR", "hi-IN", "it-IT", "ja-JP", "nl-NL", "pt-BR"),
)
"""Every locale that Alexa has (developer.amazon.com, "Languages and Locales for Alexa")."""
OTHER = "other"
"""The careful default, for a country that is not listed or not known."""
NUMBERS = ("abuse", "crisis", "child", "emergency")
FRESH = 180
"""Days after which a number has to be checked again before a release."""


@dataclass(frozen=True, slots=True)
class Country:
    """Numbers as they are dialled, with spaces or hyphens for the eye; empty where there is none."""

    code: str
    """ISO 3166 code, or `OTHER`."""
    abuse: str = ""
    """The domestic abuse line."""
    abuse_other: str = ""
    """A second way to reach one, such as a short code for texts; the language's line says what it is."""
    crisis: str = ""
    """For somebody who wants to die."""
    child: str = ""
    """For an adult who fears for a child, or for a child."""
    emergency: str = ""
    emergency_other: str = ""
    """Where the first does not work everywhere."""
    counsel_phone: str = ""
    low_cost_phone: str = ""
    checked: date = date.min
    """When the numbers were last compared with their sources."""
    sources: tuple[tuple[str, str], ...] = ()
    """What each was compared with: the field, and an address."""


def country(locale: str) -> str:
    """The ISO 3166 code in a locale such as "de-DE"; `OTHER` where it has none."""
    code = locale.partition("-")[2].upper()
    return code if len(code) == len("DE") else OTHER


def countries(file: Traversable | None = None) -> Mapping[str, Country]:
    """All countries by their code, with the careful default among them.

    Raises:
        ContentError: a country was never checked, or the default is missing.
    """
    file = file or resources.files("skill.content") / "countries.toml"
    known = {}
    for code, table in read(file).items():
        place = f"{file.name}: {code}"
        try:
            checked = date.fromisoformat(table.get("checked", ""))
        except (TypeError, ValueError) as error:
            raise ContentError(place, "was never checked", 'add checked = "2026-11-24"') from error
        fields = {name: value for name, value in table.items() if name not in ("checked", "sources")}
        for name in fields.keys() - Country.__slots__:
            raise ContentError(place, f"has {name}, which means nothing", "leave it out, or mend its name")
        known[code] = Country(
            code, **fields, checked=checked, sources=tuple(table.get("sources", {}).items())
        )
    if OTHER not in known:
        raise ContentError(f"{file.name}: {OTHER}", "there is no careful default", "add a table [other]")
    return known


def stale(known: Iterable[Country], today: date) -> Iterator[ContentError]:
    """What has to be checked again before a release on `today`."""
    for one in known:
        age = (today - one.checked).days
        if not 0 <= age <= FRESH:
            problem = f"was checked {age} days ago" if age > FRESH else "was checked on a day to come"
            hint = "compare every number with its source, and set `checked`"
            yield ContentError(f"countries.toml: {one.code}", problem, hint)
