"""What is kept about a couple: one small item, bounded for good."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from skill.conversation import Place, place_as_data, place_from_data, whole
from skill.heard import DEPTHS, Depth

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_NAME = 40
"""Characters of a name that are kept."""
MOST_KEPT = 20
"""Newest things kept that can be read back; all of them stay in the history."""


@dataclass(frozen=True, slots=True)
class Tastes:
    """How a couple likes it."""

    alcohol: bool = True
    """False leaves out date ideas about a drink."""
    children: bool = False
    """True offers only date ideas that work with children about."""
    timer: bool = True
    """False leaves out the timed silence."""
    pace: Literal["slow", "medium", "fast"] = "medium"


@dataclass(frozen=True, slots=True)
class Paused:
    """Where they stopped."""

    place: Place
    since: int
    """Seconds since 1970, UTC."""


@dataclass(frozen=True, slots=True)
class Tonight:
    """The question of one evening."""

    evening: str
    """The date on which the evening began, ISO 8601, local."""
    prompt: str
    """The prompt's id."""


@dataclass(frozen=True, slots=True)
class Couple:
    """A couple, which is to say an Alexa account."""

    id: str
    """The userId of the account."""
    seed: int = 0
    """Drawn once; gives this couple its own order of everything."""
    first: str = ""
    """The name of who starts; empty when unknown."""
    second: str = ""
    tastes: Tastes = field(default_factory=Tastes)
    heard: Mapping[str, int] = field(default_factory=dict)
    """Deck (or "dates", "appreciations", "closings") to a bit set of what was heard in this cycle."""
    depth: Depth = "light"
    """How deep tonight's question goes by itself."""
    tonight: Tonight | None = None
    planner: int = 0
    """Whose turn it is to plan the next date: 0 or 1."""
    paused: Paused | None = None
    agreed: str = ""
    """The evening of the last check-in that ended with agreements, ISO 8601; empty for none open."""
    kept: tuple[str, ...] = ()
    """Ids of what they kept, newest first, at most `MOST_KEPT`."""
    visits: int = 0
    """How many sessions they had; turns the wordings over."""
    version: int = 0
    """0 for a couple that was never saved; one more at each save."""

    @property
    def new(self) -> bool:
        """Whether nothing was ever saved about them."""
        return self.version == 0

    @property
    def named(self) -> bool:
        """Whether both names are known."""
        return bool(self.first and self.second)


def couple_as_data(couple: Couple) -> dict[str, Any]:
    """`couple` as plain JSON data, without its id and version and what is empty."""
    data: dict[str, Any] = {"seed": couple.seed}
    if couple.first:
        data["first"] = couple.first
    if couple.second:
        data["second"] = couple.second
    plain, tastes = Tastes(), couple.tastes
    if tastes != plain:
        data["tastes"] = {
            name: getattr(tastes, name)
            for name in ("alcohol", "children", "timer", "pace")
            if getattr(tastes, name) != getattr(plain, name)
        }
    if couple.heard:
        data["heard"] = {deck: f"{bits:x}" for deck, bits in couple.heard.items() if bits}
    if couple.depth != "light":
        data["depth"] = couple.depth
    if couple.tonight is not None:
        data["tonight"] = [couple.tonight.evening, couple.tonight.prompt]
    if couple.planner:
        data["planner"] = couple.planner
    if couple.paused is not None:
        data["paused"] = {"place": place_as_data(couple.paused.place), "since": couple.paused.since}
    if couple.agreed:
        data["agreed"] = couple.agreed
    if couple.kept:
        data["kept"] = list(couple.kept)
    if couple.visits:
        data["visits"] = couple.visits
    return data


def couple_from_data(couple_id: str, version: int, data: Mapping[str, Any]) -> Couple:
    """The couple that `couple_as_data` wrote, perhaps in an older or newer release.

    What is unknown is left out, what is missing is as for a new couple.
    """
    tastes = data.get("tastes", {})
    tonight = data.get("tonight")
    depth = data.get("depth", "light")
    return Couple(
        id=couple_id,
        seed=whole(data.get("seed")),
        first=str(data.get("first", ""))[:LONGEST_NAME],
        second=str(data.get("second", ""))[:LONGEST_NAME],
        tastes=Tastes(
            alcohol=tastes.get("alcohol", True) is not False,
            children=tastes.get("children", False) is True,
            timer=tastes.get("timer", True) is not False,
            pace=_pace(tastes.get("pace")),
        ),
        heard={deck: int(bits, 16) for deck, bits in data.get("heard", {}).items()},
        depth=depth if depth in DEPTHS else "light",
        tonight=Tonight(tonight[0], tonight[1]) if isinstance(tonight, list) else None,
        planner=1 if data.get("planner") == 1 else 0,
        paused=_paused(data.get("paused")),
        agreed=str(data.get("agreed", "")),
        kept=tuple(str(kept) for kept in data.get("kept", ()))[:MOST_KEPT],
        visits=whole(data.get("visits")),
        version=version,
    )


def _pace(value: object) -> Literal["slow", "medium", "fast"]:
    return value if value in ("slow", "fast") else "medium"


def _paused(data: object) -> Paused | None:
    if not isinstance(data, dict):
        return None
    place, since = place_from_data(data.get("place")), data.get("since")
    return Paused(place, since) if place is not None and isinstance(since, int) else None
