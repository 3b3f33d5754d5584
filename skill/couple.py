"""What is kept about a couple: one small item, bounded for good."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from skill.conversation import Place, place_as_data, place_from_data, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_NAME = 40
"""Characters of a name that are kept."""
MOST_KEPT = 20
"""Newest things kept that can be read back; all of them stay in the history."""
USUAL_OPENNESS, MOST_OPEN = 2, 5
MOST_SCORES = 6
"""Evenings of scores that are at hand for a trend; all of them stay in the history."""
MOST_LED = 12
"""Practices led latest that are remembered, so that another one is suggested next."""


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
class Scores:
    """The numbers of one evening."""

    evening: str
    """ISO 8601, local."""
    first: int = 0
    """One to ten; 0 where it was skipped."""
    second: int = 0

    @property
    def mean(self) -> float:
        """Of both, or of the one there is."""
        given = [score for score in (self.first, self.second) if score]
        return sum(given) / len(given) if given else 0.0


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
    openness: int = USUAL_OPENNESS
    """How deep tonight's question goes by itself, 0 to `MOST_OPEN`."""
    turns: Mapping[str, int] = field(default_factory=dict)
    """When a deck or a kind of thing is due again; see `dialogue.turn_taking`."""
    shunned: Mapping[str, int] = field(default_factory=dict)
    """How much a deck or a kind of thing is avoided, 1 to 3; those that are not are left out."""
    scores: Mapping[str, tuple[Scores, ...]] = field(default_factory=dict)
    """What was rated, by what it is kept as: the newest last, at most `MOST_SCORES` of each."""
    led: tuple[str, ...] = ()
    """Practices that were led to their end, the latest last, each once, at most `MOST_LED`."""
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
    plain, tastes, tonight, paused = Tastes(), couple.tastes, couple.tonight, couple.paused
    data: dict[str, Any] = {
        "first": couple.first,
        "second": couple.second,
        "tastes": {
            name: getattr(tastes, name)
            for name in ("alcohol", "children", "timer", "pace")
            if getattr(tastes, name) != getattr(plain, name)
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
        "planner": couple.planner,
        "paused": {"place": place_as_data(paused.place), "since": paused.since} if paused else None,
        "agreed": couple.agreed,
        "kept": list(couple.kept),
        "visits": couple.visits,
    }
    data = {"seed": couple.seed, **{name: value for name, value in data.items() if value}}
    if couple.openness != USUAL_OPENNESS:
        data["openness"] = couple.openness
    return data


def couple_from_data(couple_id: str, version: int, data: Mapping[str, Any]) -> Couple:
    """The couple that `couple_as_data` wrote, perhaps in an older or newer release.

    What is unknown is left out, what is missing is as for a new couple.
    """
    tastes = data.get("tastes", {})
    tonight = data.get("tonight")
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
        openness=min(whole(data.get("openness", USUAL_OPENNESS)), MOST_OPEN),
        turns=_numbers(data.get("turns")),
        shunned=_numbers(data.get("shunned")),
        scores=_scores(data.get("scores")),
        led=tuple(str(one) for one in data.get("led", ()))[-MOST_LED:],
        tonight=Tonight(tonight[0], tonight[1]) if isinstance(tonight, list) else None,
        planner=1 if data.get("planner") == 1 else 0,
        paused=_paused(data.get("paused")),
        agreed=str(data.get("agreed", "")),
        kept=tuple(str(kept) for kept in data.get("kept", ()))[:MOST_KEPT],
        visits=whole(data.get("visits")),
        version=version,
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


def _pace(value: object) -> Literal["slow", "medium", "fast"]:
    return value if value in ("slow", "fast") else "medium"


def _paused(data: object) -> Paused | None:
    if not isinstance(data, dict):
        return None
    place, since = place_from_data(data.get("place")), data.get("since")
    return Paused(place, since) if place is not None and isinstance(since, int) else None
