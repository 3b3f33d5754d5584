"""Where a journey is, and how it moves on.

A week here is no date in a calendar: the path moves on by one, never more, once
a week's practice was done and seven days have gone by. So a pause of any length
loses nothing and skips nothing, and two devices cannot move it on twice: moving
is tied to the evening since which this week's practice has been this week's.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Literal, TypeAlias

from skill.dialogue import paths, scoring
from skill.dialogue.evenings import evening

if TYPE_CHECKING:
    from skill.couple import Couple, Journey
    from skill.dialogue.scene import Scene

Change: TypeAlias = Literal["closer", "same", "further", "unknown"]
A_WEEK = 7
"""Days after which a practice that was done makes room for the next."""
SINCE_THEN = 21
"""Days after its beginning from which on numbers speak of what a journey changed."""
COMPARED = 3
"""Evenings before and after that are compared, at most."""
MOVED = 1.0


def moved(scene: Scene) -> Couple:
    """The couple with its journey at this week's practice, however much time has gone by."""
    couple, journey = scene.couple, scene.couple.journey
    if journey is None:
        return couple
    if not journey.path:  # nothing that could be walked
        return replace(couple, journey=None)
    if journey.done and not finished(journey) and days(scene, journey) >= A_WEEK:
        journey = on(scene, journey)
    if not finished(journey) and not paths.known(scene, journey.path[journey.at]):  # a release took it away
        journey = swapped(journey, paths.instead(scene, journey))
    return replace(couple, journey=journey)


def finished(journey: Journey) -> bool:
    """Whether the last practice was done; its look back need not wait for a week to pass."""
    last = len(journey.path) - 1
    return journey.at > last or (journey.at == last and journey.done)


def on(scene: Scene, journey: Journey) -> Journey:
    """The journey in its next week, which begins this evening."""
    return replace(journey, at=journey.at + 1, since=evening(scene.now), done=False)


def swapped(journey: Journey, practice: str) -> Journey:
    """The journey with another practice this week."""
    path = (*journey.path[: journey.at], practice, *journey.path[journey.at + 1 :])
    return replace(journey, path=path, done=False)


def days(scene: Scene, journey: Journey) -> int:
    """How long this week's practice has been this week's."""
    since = date.fromisoformat(journey.since or journey.begun)
    return (date.fromisoformat(evening(scene.now)) - since).days


def changed(couple: Couple, journey: Journey) -> Change:
    """How close it is against before the journey."""
    begun = date.fromisoformat(journey.begun)
    given = [
        ((date.fromisoformat(one.evening) - begun).days, one.median)
        for one in couple.scores.get(scoring.CLOSENESS, ())
        if one.median
    ]
    before = [number for day, number in given if day <= 0][-COMPARED:]
    after = [number for day, number in given if day >= SINCE_THEN][-COMPARED:]
    if not before or not after:
        return "unknown"
    by = median(after) - median(before)
    return "same" if abs(by) < MOVED else "closer" if by > 0 else "further"
