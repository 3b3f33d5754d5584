"""Whom to call: numbers of the country, spoken slowly, and careful words where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.content.countries import NUMBERS, OTHER
from skill.dialogue.scene import Scene, line
from skill.reply import Telephone

if TYPE_CHECKING:
    from skill.content.countries import Country
    from skill.reply import Value


def numbers(scene: Scene) -> dict[str, Value]:
    """Values for {abuse}, {crisis}, {child} and {emergency}."""
    here = scene.library.country(scene.country)
    return {what: _number(scene, here, what) for what in NUMBERS}


def counsel(scene: Scene, told: str) -> dict[str, Value]:
    """Values for {counsel}, who keeps a list of couples counselors, and {low_cost}, where it costs less.

    Only for those that the line with the key `told` has a place for.
    """
    here = scene.library.country(scene.country)
    wordings = scene.library.lines.get(told, ())
    found: dict[str, Value] = {}
    for what, phone in (("counsel", here.counsel_phone), ("low_cost", here.low_cost_phone)):
        if not any(f"{{{what}}}" in wording for wording in wordings):
            continue
        key = f"countries.{here.code}.{what}"
        if key not in scene.library.lines:
            key = f"countries.{OTHER}.{what}"
        found[what] = line(key, phone=Telephone(phone)) if phone else line(key)
    return found


def _number(scene: Scene, here: Country, what: str) -> Value:
    number: str = getattr(here, what)
    key = f"countries.{here.code}.{what}"
    if key in scene.library.lines:  # a bare number is not enough
        other = getattr(here, f"{what}_other", "")
        return line(key, number=Telephone(number), other=Telephone(other))
    return Telephone(number) if number else line(f"safety.number.{what}")
