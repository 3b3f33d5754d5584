"""What is known of a couple's rituals: whose evening it is, and how one is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from skill.couple import Ritual
from skill.dialogue import clock
from skill.dialogue.evenings import evening
from skill.dialogue.scene import line
from skill.heard import EVERY_DAY, RITUALS, WEEK

if TYPE_CHECKING:
    from datetime import datetime

    from skill.couple import Couple
    from skill.dialogue.scene import Scene
    from skill.heard import Ritual as RitualId
    from skill.reply import Line, Value


def weekday(now: datetime) -> str:
    """The day of the week of this evening, which lasts into the small hours."""
    return WEEK[date.fromisoformat(evening(now)).weekday()]


def due(scene: Scene, ritual: RitualId) -> bool:
    """Whether a ritual is this evening's, and neither offered nor begun yet."""
    kept = scene.couple.rituals.get(ritual)
    return (
        kept is not None and kept.day in (weekday(scene.now), EVERY_DAY) and kept.last != evening(scene.now)
    )


def todays(scene: Scene) -> RitualId | None:
    """The ritual of this evening, weekly ones first; None for none."""
    some = [ritual for ritual in RITUALS if due(scene, ritual)]
    return min(some, key=lambda ritual: scene.couple.rituals[ritual].day == EVERY_DAY, default=None)


def begun(scene: Scene, what: str) -> Couple:
    """The couple, knowing that its ritual had its turn this evening, where `what` is one."""
    for ritual, kept in scene.couple.rituals.items():
        if ritual == what and due(scene, ritual):
            return having(scene.couple, ritual, replace(kept, last=evening(scene.now)))
    return scene.couple


def having(couple: Couple, ritual: RitualId, kept: Ritual | None) -> Couple:
    """The couple with a ritual as it is by now; None ends it."""
    others = {one: other for one, other in couple.rituals.items() if one != ritual}
    return replace(couple, rituals={**others, ritual: kept} if kept else others)


def moved(couple: Couple, ritual: RitualId, day: str, time: str) -> Couple:
    """The couple with a ritual at another day and time, or a new one; its reminder stays the same."""
    kept = couple.rituals.get(ritual) or Ritual(day, time)
    return having(couple, ritual, replace(kept, day=day, time=time))


def what(ritual: str) -> Line:
    """How a ritual is called."""
    return line(f"phrases.rituals.of.{ritual}")


def when(day: str, time: str) -> Line:
    """When it is: "every Sunday at six in the evening"."""
    return line(f"phrases.rituals.when.{day}", time=clock.in_words(time))


def named(ritual: str, kept: Ritual) -> dict[str, Value]:
    """What the placeholders {what} and {when} stand for."""
    return {"what": what(ritual), "when": when(kept.day, kept.time)}
