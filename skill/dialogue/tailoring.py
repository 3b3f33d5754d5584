"""The practice that fits: what the numbers of a closeness check ask for, never a diagnosis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from skill.couple import MOST_LED
from skill.dialogue import offering
from skill.dialogue.evenings import evening, late
from skill.dialogue.ordering import order
from skill.dialogue.scoring import CLOSENESS, LOW, latest, trend

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from skill.couple import Couple
    from skill.dialogue.scene import Scene, Telling

PRACTICES: Mapping[str, tuple[str, ...]] = {
    "sign_time": ("quality_time", "date_idea", "daily_debrief"),
    "sign_distance": ("know_each_other", "shared_interests", "affection", "heart_to_heart"),
    "sign_conflict": ("i_statements", "hear_without_defending", "empathy", "check_in"),
    "sign_loneliness": ("daily_debrief", "appreciation_round", "heart_to_heart"),
    "sign_talking": ("active_listening", "body_language", "daily_debrief"),
}
"""Each sign that a closeness check asks about, with the practices that tend to it."""
OTHERWISE = ("appreciation_round", "tonights_question")
"""When nothing is known, or all is well."""
GENTLE = ("appreciation_round", "daily_debrief", "know_each_other", "quality_time", "breathing")
"""When closeness falls: nothing that opens a quarrel."""
WELL = 8.0
"""From this median on, no sign asks for anything."""
RECENT = 30
"""Days for which the numbers of a closeness check speak of now."""


def practised(couple: Couple, what: str) -> Couple:
    """The couple after it was led through a practice to its end; it may have been a journey's own."""
    journey = couple.journey
    if journey is not None and what in journey.path[journey.at : journey.at + 1]:
        couple = replace(couple, journey=replace(journey, done=True))
    return replace(couple, led=(*(one for one in couple.led if one != what), what)[-MOST_LED:])


def signs(scene: Scene, days: int = RECENT) -> dict[str, float]:
    """The signs with numbers of the last so many days, the lowest first; 0 for this evening's alone."""
    couple, today = scene.couple, date.fromisoformat(evening(scene.now))
    given = {
        sign: median
        for sign in PRACTICES
        if (median := latest(couple, sign)) is not None
        and 0 <= (today - date.fromisoformat(couple.scores[sign][-1].evening)).days <= days
    }
    return dict(sorted(given.items(), key=lambda one: (one[1], order(couple.seed, one[0]))))


def practice(scene: Scene, days: int = 0, passed: str = "") -> str:
    """The practice that tends to the lowest of the signs, and was led longest ago.

    Args:
        scene: what is known.
        days: so old the numbers may be; 0 for this evening's alone.
        passed: what was passed by just now, and is not offered at once again.
    """
    lowest = next((sign for sign, median in signs(scene, days).items() if median < WELL), None)
    return longest_ago(scene, PRACTICES[lowest] if lowest else OTHERWISE, passed)


def longest_ago(scene: Scene, fitting: Iterable[str], passed: str = "") -> str:
    """The one of some practices that was led longest ago; nothing heavy late in the evening."""
    led = scene.couple.led
    some = [one for one in fitting if one != passed]
    if late(scene.now):
        some = [one for one in some if not heavy(scene, one)]
    some = some or [one for one in OTHERWISE if one != passed]
    return min(some, key=lambda one: led.index(one) if one in led else -1)


def heavy(scene: Scene, what: str) -> bool:
    """Whether a practice asks a lot of people; features do not."""
    return what in scene.library.guides and scene.library.guides[what].heavy


def told(scene: Scene, telling: Telling) -> Telling:
    """`telling`, then which way closeness goes; of a low number not that all is as ever."""
    way, close = trend(scene.couple), latest(scene.couple, CLOSENESS)
    low = close is not None and close < LOW
    if not (low and way == "same"):
        telling = telling.say(f"phrases.tailor.{way}")
    return telling.say("phrases.tailor.low") if low else telling


def suggest(scene: Scene, telling: Telling) -> Telling:
    """`telling`, then which way closeness goes, and the practice that fits, as an offer."""
    # The numbers are given, so what they were in is over: only the offer is open.
    couple = replace(scene.couple, paused=None)
    return told(scene, telling).then(offering.offer(scene.having(couple), practice(scene)))
