"""Breathing together, in real time: the words of a breath are part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skill.content.guide import Breathe
    from skill.dialogue.scene import Telling

CUE_SECONDS = 1.8
"""How long "breathe in" takes to say at the skill's pace, as it was read aloud."""


def breathe(telling: Telling, step: Breathe, *, short: bool) -> Telling:
    """`telling`, and then the breaths of a step."""
    for _ in range(step.lasts(short=short)):
        telling = telling.say("phrases.breathe.in").pause(step.inhale - CUE_SECONDS)
        telling = telling.say("phrases.breathe.out").pause(step.exhale - CUE_SECONDS)
    return telling
