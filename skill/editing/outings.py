"""Simulated couples and a date a week, to see whether dates learn.

Each couple has tastes that the skill is not told. It shows them only by what it passes by, what it
takes up and how it rates it. Every way of choosing meets the same couples, in the same moods, in
the same weeks, and the ideas come from the library by the very functions that choose for real.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from skill.content.dates import KINDS, LENGTHS
from skill.couple import Couple, Outing
from skill.dialogue import liking
from skill.dialogue.choosing import choose, fitting_dates
from skill.dialogue.evenings import season
from skill.dialogue.going import meant_for
from skill.heard import BUDGETS, ENERGIES, PLACES, DateWish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from skill.content.library import Library
    from skill.heard import Verdict

FIRST_THURSDAY = datetime(2026, 1, 1, 20, 30, tzinfo=ZoneInfo("America/New_York"))
WISH = DateWish(day="weekend")
A_YEAR = 52
"""Weeks."""
MONTH = A_YEAR / 12
"""Weeks, and so dates, of a month."""
KINDS_LOVED = 4
"""Kinds of date that a couple loves, and as many that it does not care for, of sixteen."""
A_KIND, A_SETTING, A_MANNER = 1.0, 0.7, 0.4
"""How much a kind weighs, a budget or a place, and a manner: lively or calm, short or long."""
HALF = 0.5
"""How many couples mind how lively a date is, and how many mind its length."""
WELL, BADLY = 0.8, -0.8
"""From where on a date is loved, and below which it is a flop; a mood of one (sigma) comes on top."""
UNSUITED, PASSES, PASSES_ANYWAY, TIRES = -0.5, 0.6, 0.1, 2
"""Below the first an idea is passed by so often, any other so often, and at most so many in a week."""
RATED: Mapping[Verdict, float] = {"loved": 1.0, "fine": 0.5, "flop": 0.0}
"""What a verdict is worth to "highest rated so far"."""
UNRATED = 0.5


class Chance(Protocol):
    """What a simulated life asks of a random generator."""

    def random(self) -> float:
        """From 0 up to, not including, 1."""

    def randrange(self, start: int, stop: int) -> int:
        """A whole number."""

    def sample(self, population: Sequence[str], k: int) -> list[str]:
        """`k` of them."""

    def gauss(self, mu: float, sigma: float) -> float:
        """A number of the normal distribution."""

    def betavariate(self, alpha: float, beta: float) -> float:
        """A number of the beta distribution."""


@dataclass(frozen=True, slots=True)
class Week:
    """How one week goes with a couple, whatever is suggested."""

    sounds: tuple[float, ...]
    """The mood in which each idea of the week is heard."""
    patience: tuple[float, ...]
    """From 0 to 1: what decides whether each is passed by."""
    evening: float
    """The mood of the date itself."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A couple as it is; the skill is not told."""

    seed: int
    suits: Mapping[str, float]
    """How much each tag of an idea suits it; those that do not matter to it are left out."""
    weeks: tuple[Week, ...]


@dataclass
class Life:
    """What came of it."""

    couple: Couple
    verdicts: list[Verdict] = field(default_factory=list)
    """One a week."""
    ratings: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """What each tag was rated so far: the books of "highest rated so far"."""

    def loved(self, weeks: slice) -> float:
        """Loved dates a month in these weeks."""
        return self._per_month("loved", weeks)

    def flops(self, weeks: slice) -> float:
        """Flops a month in these weeks."""
        return self._per_month("flop", weeks)

    def _per_month(self, verdict: Verdict, weeks: slice) -> float:
        some = self.verdicts[weeks]
        return some.count(verdict) / len(some) * MONTH


@dataclass(frozen=True, slots=True)
class Knowing:
    """All that a way of choosing may look at."""

    library: Library
    life: Life
    pair: Pair
    """Only for `knowing`, which shows how good it could be."""
    chance: Chance


def uniform(known: Knowing) -> Callable[[str], float]:
    """Any idea that fits, with equal chances."""
    return lambda _item: known.chance.random()


def highest_rated(known: Knowing) -> Callable[[str], float]:
    """The idea whose tags have the highest mean rating so far; a tag that was never rated counts as fine."""
    means = {tag: sum(some) / len(some) for tag, some in known.life.ratings.items()}

    def score(item: str) -> float:
        tags = known.library.dates[item].tags
        return sum(means.get(tag, UNRATED) for tag in tags) / len(tags)

    return score


def expecting(known: Knowing) -> Callable[[str], float]:
    """The skill's own points, and nothing drawn: what is expected to go best."""
    return liking.scores(known.life.couple, known.library, None)


def bandit(known: Knowing) -> Callable[[str], float]:
    """What the skill does."""
    return liking.scores(known.life.couple, known.library, known.chance)


def knowing(known: Knowing) -> Callable[[str], float]:
    """The idea that suits them best, by tastes that nobody can know."""
    return lambda item: suit(known.library, known.pair, item)


WAYS: Mapping[str, Callable[[Knowing], Callable[[str], float]]] = {
    "uniform": uniform,
    "highest rated so far": highest_rated,
    "the bandit": bandit,
    "the bandit, nothing drawn": expecting,
    "if it knew": knowing,
}
"""Every way of choosing, by the name that the figures give it."""
COMPARED = ("uniform", "highest rated so far", "the bandit")


def pair(chance: Chance, weeks: int = 2 * A_YEAR) -> Pair:
    """A couple, drawn: what it likes, and how its weeks will be."""
    kinds = chance.sample(KINDS, 2 * KINDS_LOVED)
    suits = {kind: A_KIND if place < KINDS_LOVED else -A_KIND for place, kind in enumerate(kinds)}
    for setting in (BUDGETS, PLACES):
        liked, minded = chance.sample(setting, 2)
        suits |= {liked: A_SETTING, minded: -A_SETTING}
    for manner in (ENERGIES, LENGTHS):
        liked, minded = chance.sample(manner, 2)
        if chance.random() < HALF:
            suits |= {liked: A_MANNER, minded: -A_MANNER}
    return Pair(chance.randrange(1, 1_000_000), suits, tuple(_week(chance) for _ in range(weeks)))


def _week(chance: Chance) -> Week:
    return Week(
        tuple(chance.gauss(0, 1) for _ in range(TIRES)),
        tuple(chance.random() for _ in range(TIRES)),
        chance.gauss(0, 1),
    )


def suit(library: Library, one: Pair, item: str) -> float:
    """How much an idea suits a couple."""
    return sum(one.suits.get(tag, 0.0) for tag in library.dates[item].tags)


def live(library: Library, one: Pair, way: str, chance: Chance) -> Life:
    """All weeks of a couple, with ideas chosen in one way.

    Args:
        library: where the ideas are.
        one: the couple.
        way: one of `WAYS`.
        chance: for what is drawn in choosing.
    """
    life = Life(Couple("simulated", seed=one.seed))
    fitting: dict[str, list[str]] = {}
    for number, week in enumerate(one.weeks):
        now = FIRST_THURSDAY + timedelta(weeks=number)
        now_fitting = fitting.get(season(now))
        if now_fitting is None:
            now_fitting = fitting_dates(library, WISH, life.couple.tastes, now)[0]
            fitting[season(now)] = now_fitting
        known = Knowing(library, life, one, chance)
        item = _taken(known, way, now_fitting, week)
        felt = suit(library, one, item) + week.evening
        verdict: Verdict = "loved" if felt > WELL else "flop" if felt < BADLY else "fine"
        idea = library.dates[item]
        outing = Outing(item, meant_for(idea, WISH.day, now))
        life.couple = liking.taken_up(life.couple, library, outing)
        life.couple = liking.rated(life.couple, Outing(item, outing.day, verdict))
        life.verdicts.append(verdict)
        for tag in idea.tags:
            life.ratings[tag].append(RATED[verdict])
    return life


def _taken(known: Knowing, way: str, fitting: Sequence[str], week: Week) -> str:
    """The idea that the couple takes up this week, after perhaps passing others by."""
    life, item = known.life, ""
    for tries in range(TIRES + 1):
        item, life.couple, _ = choose(life.couple, "dates", fitting, item, score=WAYS[way](known))
        if tries == TIRES:
            break
        unsuited = suit(known.library, known.pair, item) + week.sounds[tries] < UNSUITED
        if week.patience[tries] >= (PASSES if unsuited else PASSES_ANYWAY):
            break
        life.couple = liking.passed_by(life.couple, known.library, item)
    return item


def figures(lives: Mapping[str, Sequence[Life]]) -> dict[str, float]:
    """What many lives say together: the same couples, in the same order, for each way of choosing."""
    said: dict[str, float] = {"couples": len(next(iter(lives.values())))}
    years = len(next(iter(lives.values()))[0].verdicts) // A_YEAR
    for year in range(years):
        weeks = slice(year * A_YEAR, (year + 1) * A_YEAR)
        for way, some in lives.items():
            said[f"loved dates a month, year {year + 1}, {way}"] = _mean(life.loved(weeks) for life in some)
            said[f"flops a month, year {year + 1}, {way}"] = _mean(life.flops(weeks) for life in some)
    ours = lives["the bandit"]
    for way, some in lives.items():
        if way == "the bandit":
            continue
        every = slice(None)
        more = [one.loved(every) - other.loved(every) for one, other in zip(ours, some, strict=True)]
        said[f"couples with more loved dates than with {way}, in a hundred"] = 100 * _mean(
            much > 0 for much in more
        )
        said[f"couples with fewer, in a hundred, than with {way}"] = 100 * _mean(much < 0 for much in more)
    return said


def by_month(some: Sequence[Life]) -> list[float]:
    """Loved dates in each month, the mean of all couples."""
    months = round(len(some[0].verdicts) / MONTH)
    edges = [round(month * MONTH) for month in range(months + 1)]
    return [_mean(life.loved(slice(first, last)) for life in some) for first, last in pairwise(edges)]


def picture(lives: Mapping[str, Sequence[Life]]) -> str:
    """Loved dates by month for the ways that are compared, as a Mermaid chart."""
    months = {way: by_month(lives[way]) for way in COMPARED}
    return "\n".join(
        [
            "xychart-beta",
            '    title "Loved dates a month"',
            f'    x-axis "month" 1 --> {len(months["uniform"])}',
            '    y-axis "loved dates" 0 --> 3',
            *(f"    line [{', '.join(f'{much:.2f}' for much in some)}]" for some in months.values()),
        ]
    )


def _mean(some: Iterable[float]) -> float:
    every = list(some)
    return sum(every) / len(every)
