"""A timed turn: one partner speaks, the skill keeps quiet, talk is no error.

The microphone opens for eight seconds only, and nobody speaks their heart in
eight seconds. So the skill stays quiet for the whole turn and asks only at
its end whether to go on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.dialogue.scene import Scene, Telling, line
from skill.heard import Done, Feeling, MoreTime, Next, No, Score, Unclear, Yes

if TYPE_CHECKING:
    from collections.abc import Callable

    from skill.conversation import Place
    from skill.heard import Heard
    from skill.reply import Line, Value

EXTENSION = 60
"""Seconds that "more time" adds."""
NUDGED_FROM = 45
"""A turn of this many seconds or more is nudged before it ends."""


def timed(telling: Telling, seconds: int, place: Place, question: str, **values: Value) -> Telling:
    """`telling`, then quiet for people to talk in, then the question whether to go on."""
    nudge = line("phrases.finish_thought") if seconds >= NUDGED_FROM else None
    # Said before the prompt by `hush`, so that the prompt is the last thing in people's ears.
    return _quiet(telling, seconds, nudge).ask(place, question, **values)


def still(telling: Telling, seconds: int, place: Place, question: str, **values: Value) -> Telling:
    """The same for a turn in which nobody talks, so that nobody is told to finish a thought."""
    return _quiet(telling, seconds, None).ask(place, question, **values)


def _quiet(telling: Telling, seconds: int, nudge: Line | None) -> Telling:
    if not telling.couple.tastes.timer:
        return telling.say("phrases.take_your_time").pause(8)
    return telling.quiet(seconds, nudge)


def hush(telling: Telling, scene: Scene) -> Telling:
    """`telling`, and that the skill keeps quiet until the chime, where people did not hear it lately."""
    told = "phrases.until_chime" in scene.conversation.said
    return telling if told or not scene.couple.tastes.timer else telling.say("phrases.until_chime")


def hear(
    scene: Scene,
    place: Place,
    heard: Heard,
    question: str,
    go_on: Callable[[], Telling],
    **values: Value,
) -> Telling | None:
    """What a word means while somebody has the floor; None when it means nothing special there."""
    match heard:
        case Yes() | Next() | Done():
            return go_on()
        case MoreTime() | No():
            return _longer(scene, "phrases.more_time", place, question, **values)
        case Unclear() | Feeling() | Score() if scene.conversation.misses == 0:
            # They are still talking: no error, one extension.
            return replace(_longer(scene, "phrases.still_talking", place, question, **values), misses=1)
        case Unclear() | Feeling() | Score():
            return Telling(scene.couple).say("phrases.quiet_close").leave()
        case _:
            return None


def _longer(scene: Scene, lead: str, place: Place, question: str, **values: Value) -> Telling:
    """More of the same turn. Where nothing is timed, `timed` itself says to take their time."""
    telling = Telling(scene.couple)
    if scene.couple.tastes.timer:
        telling = telling.say(lead)
    return timed(telling, EXTENSION, place, question, **values)
