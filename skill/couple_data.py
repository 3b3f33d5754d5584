"""The couple as plain JSON data and back: what is empty is left out, what is unknown is forgiven."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from skill.conversation import place_as_data, place_from_data, whole
from skill.couple import (
    LONGEST_NAME,
    MOST_KEPT,
    MOST_LED,
    MOST_OF_AN_ARM,
    MOST_OPEN,
    MOST_OUTINGS,
    USUAL_OPENNESS,
    WEEKS_OF_A_JOURNEY,
    Couple,
    Journey,
    Outing,
    Paused,
    Ritual,
    Scores,
    Surprise,
    Tastes,
    Tonight,
    Weeks,
)
from skill.heard import BUDGETS, ENERGIES, EVERY_DAY, RITUALS, VERDICTS, WEEK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

One = TypeVar("One", bound=str)
PACES: tuple[Literal["slow", "medium", "fast"], ...] = ("slow", "medium", "fast")
WHERE: tuple[Literal["home", "out"], ...] = ("home", "out")
TASTES = ("alcohol", "children", "timer", "pace", "budget", "place", "energy", "faith", "music")
NAMES = ("first", "second", "planner", "agreed", "visits", "surpriser", "unasked")
"""Fields that are written as they are."""


def couple_as_data(couple: Couple) -> dict[str, Any]:
    """`couple` as plain JSON data, without its id and version and what is empty."""
    plain, tastes = Tastes(), couple.tastes
    tonight, paused, weeks = couple.tonight, couple.paused, couple.weeks
    surprise, journey = couple.surprise, couple.journey
    data: dict[str, Any] = {
        **{name: getattr(couple, name) for name in NAMES},
        "tastes": {
            name: getattr(tastes, name) for name in TASTES if getattr(tastes, name) != getattr(plain, name)
        },
        "heard": {deck: f"{bits:x}" for deck, bits in couple.heard.items() if bits},
        "turns": {name: due for name, due in couple.turns.items() if due},
        "shunned": {name: much for name, much in couple.shunned.items() if much},
        "scores": {
            kept: [[one.evening, one.first, one.second] for one in some]
            for kept, some in couple.scores.items()
        },
        "led": list(couple.led),
        "tonight": [tonight.evening, tonight.prompt] if tonight else None,
        "paused": {"place": place_as_data(paused.place), "since": paused.since} if paused else None,
        "kept": list(couple.kept),
        "voices": list(couple.voices) if any(couple.voices) else None,
        "rituals": {
            ritual: [one.day, one.time, one.alert, one.last] for ritual, one in couple.rituals.items()
        },
        "outings": [[one.item, one.day, one.verdict] for one in couple.outings],
        "arms": {tag: list(points) for tag, points in couple.arms.items() if any(points)},
        "surprise": [surprise.planner, surprise.item, surprise.day] if surprise else None,
        "journey": [list(journey.path), journey.begun, journey.at, journey.since, int(journey.done)]
        if journey
        else None,
        "weeks": [weeks.last, weeks.row, weeks.best, weeks.all] if weeks.last else None,
    }
    data = {"seed": couple.seed, **{name: value for name, value in data.items() if value}}
    if couple.openness != USUAL_OPENNESS:
        data["openness"] = couple.openness
    return data


def couple_from_data(couple_id: str, version: int, data: Mapping[str, Any]) -> Couple:
    """The couple that `couple_as_data` wrote, perhaps in an older or newer release.

    What is unknown is left out, what is missing is as for a new couple.
    """
    tonight = data.get("tonight")
    return Couple(
        id=couple_id,
        seed=whole(data.get("seed")),
        first=str(data.get("first", ""))[:LONGEST_NAME],
        second=str(data.get("second", ""))[:LONGEST_NAME],
        tastes=_tastes(data.get("tastes", {})),
        heard={deck: int(bits, 16) for deck, bits in data.get("heard", {}).items()},
        openness=min(whole(data.get("openness", USUAL_OPENNESS)), MOST_OPEN),
        turns=_numbers(data.get("turns")),
        shunned=_numbers(data.get("shunned")),
        scores=_scores(data.get("scores")),
        led=tuple(str(one) for one in data.get("led", ()))[-MOST_LED:],
        tonight=Tonight(tonight[0], tonight[1]) if isinstance(tonight, list) else None,
        planner=_which(data.get("planner")),
        paused=_paused(data.get("paused")),
        agreed=str(data.get("agreed", "")),
        kept=tuple(str(kept) for kept in data.get("kept", ()))[:MOST_KEPT],
        visits=whole(data.get("visits")),
        version=version,
        voices=_voices(data.get("voices")),
        rituals=_rituals(data.get("rituals")),
        unasked=data.get("unasked") is True,
        outings=_outings(data.get("outings")),
        arms=_arms(data.get("arms")),
        surprise=_surprise(data.get("surprise")),
        surpriser=_which(data.get("surpriser")),
        journey=_journey(data.get("journey")),
        weeks=_weeks(data.get("weeks")),
    )


def _which(value: object) -> int:
    """Which of the two, 0 or 1."""
    return 1 if value == 1 else 0


def _one_of(value: object, known: Sequence[One]) -> One | None:
    """`value` where it is one of those that are known."""
    return cast("One", value) if value in known else None


def _filled(data: object, fields: int) -> list[Any] | None:
    """`data` where it is a list of so many fields, or more."""
    return data if isinstance(data, list) and len(data) >= fields else None


def _tastes(data: Mapping[str, Any]) -> Tastes:
    return Tastes(
        alcohol=data.get("alcohol", True) is not False,
        children=data.get("children", False) is True,
        timer=data.get("timer", True) is not False,
        pace=_one_of(data.get("pace"), PACES) or "medium",
        budget=_one_of(data.get("budget"), BUDGETS),
        place=_one_of(data.get("place"), WHERE),
        energy=_one_of(data.get("energy"), ENERGIES),
        faith=data.get("faith", False) is True,
        music=data.get("music", True) is not False,
    )


def _numbers(data: object) -> dict[str, int]:
    if not isinstance(data, dict):
        return {}
    return {str(name): whole(number) for name, number in data.items() if whole(number)}


def _scores(data: object) -> dict[str, tuple[Scores, ...]]:
    if not isinstance(data, dict):
        return {}
    return {
        str(kept): tuple(Scores(str(when), whole(first), whole(second)) for when, first, second in some)
        for kept, some in data.items()
    }


def _paused(data: object) -> Paused | None:
    if not isinstance(data, dict):
        return None
    place, since = place_from_data(data.get("place")), data.get("since")
    return Paused(place, since) if place is not None and isinstance(since, int) else None


def _voices(data: object) -> tuple[str, str]:
    voices = _filled(data, 2)
    return (str(voices[0]), str(voices[1])) if voices else ("", "")


def _rituals(data: object) -> dict[Any, Ritual]:
    if not isinstance(data, dict):
        return {}
    return {
        ritual: Ritual(one[0], *(str(part) for part in one[1:4]))
        for ritual in RITUALS
        if (one := _filled(data.get(ritual), 4)) and one[0] in (*WEEK, EVERY_DAY)
    }


def _outings(data: object) -> tuple[Outing, ...]:
    verdicts = ("", "asked", "missed", *VERDICTS)
    some = data if isinstance(data, list) else []
    return tuple(
        Outing(str(one[0]), str(one[1]), one[2] if one[2] in verdicts else "")
        for one in some[:MOST_OUTINGS]
        if _filled(one, 3)
    )


def _arms(data: object) -> dict[str, tuple[int, int]]:
    if not isinstance(data, dict):
        return {}
    return {
        str(tag): (min(whole(points[0]), MOST_OF_AN_ARM), min(whole(points[1]), MOST_OF_AN_ARM))
        for tag, points in data.items()
        if _filled(points, 2)
    }


def _surprise(data: object) -> Surprise | None:
    parts = _filled(data, 3)
    return Surprise(_which(parts[0]), str(parts[1]), str(parts[2])) if parts else None


def _journey(data: object) -> Journey | None:
    parts = _filled(data, 5)
    if parts is None or not isinstance(parts[0], list):
        return None
    path = tuple(str(one) for one in parts[0])[:WEEKS_OF_A_JOURNEY]
    return Journey(path, str(parts[1]), min(whole(parts[2]), len(path)), str(parts[3]), parts[4] == 1)


def _weeks(data: object) -> Weeks:
    parts = _filled(data, 4)
    return Weeks(*(whole(part) for part in parts[:4])) if parts else Weeks()
