"""Which six practices a journey goes through: the two lowest signs first, gently begun, shared at the end."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from skill.couple import WEEKS_OF_A_JOURNEY
from skill.dialogue import tailoring
from skill.dialogue.ordering import order
from skill.dialogue.tailoring import GENTLE, PRACTICES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skill.couple import Journey
    from skill.dialogue.scene import Scene

FEATURES = frozenset(("appreciation_round", "date_idea"))
"""Practices that are features and no guides."""
SHARED = ("shared_interests", "date_idea")
"""What a journey ends with."""
LATELY = 2
"""So many of the practices led latest are no beginning."""
EVER = 100 * 365
FEATURE_MINUTES = 5.0


def known(scene: Scene, what: str) -> bool:
    """Whether there is such a practice."""
    return what in FEATURES or what in scene.library.guides


def path(scene: Scene) -> tuple[str, ...]:
    """Six practices for the newest numbers of each sign; the same ones for the same couple."""
    ranked = _ranked(scene)
    last = _last(scene, ranked)
    chosen = [_first(scene, ranked, last)]
    lowest, second, *_ = ranked
    for sign in (second, lowest, second, lowest):
        others = (one for one in ranked if one != sign)
        fitting = next(
            some
            for one in (sign, *ranked[:2], *others)
            if (some := [what for what in _known(scene, one) if what not in (*chosen, last)])
        )
        chosen.append(min(fitting, key=lambda what: _longest_ago(scene, what)))
    first, *middle = chosen
    middle.sort(
        key=lambda what: tailoring.heavy(scene, what)
    )  # what is heavy comes when they have found their feet
    return (first, *middle, last)[:WEEKS_OF_A_JOURNEY]


def instead(scene: Scene, journey: Journey, *, lighter: bool = False) -> str:
    """The next practice that fits and is not on the path yet; all of them come before one comes again.

    Args:
        scene: what is known.
        journey: the one on which this week's practice is swapped.
        lighter: whether it may be neither heavy nor longer than the one it takes the place of.
    """
    signs = chain.from_iterable(_known(scene, sign) for sign in _ranked(scene))
    ring = list(dict.fromkeys((*signs, *(one for one in GENTLE if known(scene, one)))))
    now = journey.path[journey.at]
    after = ring.index(now) + 1 if now in ring else 0
    fitting = [one for one in (*ring[after:], *ring[:after]) if one not in journey.path]
    if lighter:
        easy = [one for one in fitting if not tailoring.heavy(scene, one)]
        fitting = [one for one in easy if _minutes(scene, one) <= _minutes(scene, now)] or easy or fitting
    return fitting[0]


def _ranked(scene: Scene) -> list[str]:
    """All signs, the lowest first; those without a number come last."""
    given = list(tailoring.signs(scene, EVER))
    seed = scene.couple.seed
    return [*given, *sorted((one for one in PRACTICES if one not in given), key=lambda one: order(seed, one))]


def _known(scene: Scene, sign: str) -> list[str]:
    return [one for one in PRACTICES[sign] if known(scene, one)]


def _last(scene: Scene, ranked: Sequence[str]) -> str:
    """What they share at the end: of the lowest of two signs that have one, or else led longest ago."""
    fitting = [one for sign in ranked[:2] for one in _known(scene, sign) if one in SHARED]
    return fitting[0] if fitting else min(SHARED, key=lambda one: _longest_ago(scene, one))


def _first(scene: Scene, ranked: Sequence[str], last: str) -> str:
    """The lightest of the lowest sign that they did not do just now."""
    lately = scene.couple.led[-LATELY:]
    return min(
        (one for one in _known(scene, ranked[0]) if one != last),
        key=lambda one: (tailoring.heavy(scene, one), one in lately, _minutes(scene, one), one),
    )


def _longest_ago(scene: Scene, what: str) -> tuple[int, bool, bytes]:
    led = scene.couple.led
    at = led.index(what) if what in led else -1
    return at, tailoring.heavy(scene, what), order(scene.couple.seed, what)


def _minutes(scene: Scene, what: str) -> float:
    guides = scene.library.guides
    return guides[what].minutes if what in guides else FEATURE_MINUTES
