"""The practice that fits: what the numbers of a closeness check ask for, never a diagnosis."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.couple import MOST_LED
from skill.dialogue import offering
from skill.dialogue.evenings import evening, late
from skill.dialogue.scoring import CLOSENESS, LOW, latest, trend

if TYPE_CHECKING:
    from collections.abc import Mapping

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
WELL = 8.0
"""From this mean on, no sign asks for anything."""


def practised(couple: Couple, guide: str) -> Couple:
    """The couple after it was led through a practice to its end."""
    return replace(couple, led=(*(one for one in couple.led if one != guide), guide)[-MOST_LED:])


def practice(scene: Scene) -> str:
    """The practice that tends to the lowest of tonight's signs, and was led longest ago."""
    couple = scene.couple
    tonight = {
        sign: mean
        for sign in PRACTICES
        if (mean := latest(couple, sign)) is not None
        and couple.scores[sign][-1].evening == evening(scene.now)
        and mean < WELL
    }
    fitting = PRACTICES[min(tonight, key=lambda sign: tonight[sign])] if tonight else OTHERWISE
    guides = scene.library.guides
    if late(scene.now):  # nothing heavy now
        fitting = tuple(one for one in fitting if one not in guides or not guides[one].heavy) or OTHERWISE
    return min(fitting, key=lambda one: couple.led.index(one) if one in couple.led else -1)


def suggest(scene: Scene, telling: Telling) -> Telling:
    """`telling`, then which way closeness goes, and the practice that fits, as an offer."""
    telling = telling.say(f"phrases.tailor.{trend(scene.couple, CLOSENESS)}")
    close = latest(scene.couple, CLOSENESS)
    if close is not None and close < LOW:
        telling = telling.say("phrases.tailor.low")
    # The numbers are given, so what they were in is over: only the offer is open.
    couple = replace(scene.couple, paused=None)
    return telling.then(offering.offer(scene.having(couple), practice(scene)))
