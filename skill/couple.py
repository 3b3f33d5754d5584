"""What is kept about a couple: one small item, bounded for good."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.conversation import Place
    from skill.heard import Budget, Energy, Verdict
    from skill.heard import Ritual as RitualId

LONGEST_NAME = 40
"""Characters of a name that are kept."""
MOST_KEPT = 20
"""Newest things kept that can be read back; all of them stay in the history."""
USUAL_OPENNESS, MOST_OPEN = 2, 5
MOST_SCORES = 12
"""Evenings of scores that are at hand for a trend; all of them stay in the history."""
MOST_LED = 12
"""Practices led latest that are remembered, so that another one is suggested next."""
MOST_OUTINGS = 4
"""Dates that were taken up and are remembered one by one, the newest; what was learnt of older ones stays."""
MOST_OF_AN_ARM = 40
"""Points for and against a kind of date that are remembered together."""
WEEKS_OF_A_JOURNEY = 6


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
    budget: Budget | None = None
    """The most a date idea may cost; None for any."""
    place: Literal["home", "out"] | None = None
    """Where they like to be; None for anywhere."""
    energy: Energy | None = None
    faith: bool = False
    """True lets questions and practices touch on faith unasked."""
    music: bool = True
    """False for no sound under a timed turn."""


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
    def median(self) -> float:
        """Of both, or of the one there is; 0 where there is none."""
        given = [score for score in (self.first, self.second) if score]
        return float(median(given)) if given else 0.0


@dataclass(frozen=True, slots=True)
class Ritual:
    """Something they do at its own time, week by week or every night."""

    day: str
    """One of `heard.WEEK`, or `heard.EVERY_DAY`."""
    time: str
    """On a 24-hour clock in the device's zone, such as "18:00"."""
    alert: str = ""
    """The token of its reminder; empty where Alexa does not remind of it."""
    last: str = ""
    """The evening on which it was offered or begun last, ISO 8601; empty for none."""


@dataclass(frozen=True, slots=True)
class Outing:
    """A date that was taken up."""

    item: str
    """The idea's id."""
    day: str
    """The evening it is meant for, ISO 8601."""
    verdict: Verdict | Literal["", "asked", "missed"] = ""
    """How it was; empty until somebody was asked, "asked" when they did not say, "missed" if it never was."""


@dataclass(frozen=True, slots=True)
class Surprise:
    """What one of them plans for the other."""

    planner: int
    """0 or 1."""
    item: str
    """The gesture's id."""
    day: str
    """The evening on which it was chosen, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Journey:
    """A path of six weeks."""

    path: tuple[str, ...]
    """The ids of its practices, at most `WEEKS_OF_A_JOURNEY`; what was swapped stands in its new form."""
    begun: str
    """The evening, ISO 8601."""
    at: int = 0
    """Which of the path is this week's, from 0; as many as there are when it is finished."""
    since: str = ""
    """The evening on which this week's practice became this week's, ISO 8601."""
    done: bool = False
    """Whether this week's practice was led to its end."""


@dataclass(frozen=True, slots=True)
class Weeks:
    """In which weeks they took part. Only what is good news is counted."""

    last: int = 0
    """The number of the latest such week, counted from Monday the 5th of January 1970; 0 for none."""
    row: int = 0
    """So many weeks running up to it."""
    best: int = 0
    """The longest row there was."""
    all: int = 0
    """All such weeks."""


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
    voices: tuple[str, str] = ("", "")
    """A digest of each one's voice profile, where Alexa told who spoke; empty when unknown."""
    rituals: Mapping[RitualId, Ritual] = field(default_factory=dict)
    unasked: bool = False
    """True once they would rather not be reminded: then nobody offers it again."""
    outings: tuple[Outing, ...] = ()
    """Dates that were taken up, the newest first, at most `MOST_OUTINGS`."""
    arms: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Tag of a date idea to points for and against it; see `dialogue.liking`."""
    surprise: Surprise | None = None
    surpriser: int = 0
    """Whose turn it is to surprise the other: 0 or 1."""
    journey: Journey | None = None
    weeks: Weeks = field(default_factory=Weeks)
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
