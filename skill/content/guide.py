"""A guided conversation: steps that name the steps after them, and no logic.

The text of a step is kept apart, in the library's lines, under
"guide.<guide>.<step>.say" and ".ask"; a step says only how people move on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

END = "end"
"""The name that a step gives as its next one when the conversation is over."""


@dataclass(frozen=True, slots=True)
class Tell:
    """Says something and goes on by itself."""

    id: str
    next: str
    pause: float = 0
    """Seconds of silence afterwards, 0 to 10."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Asks for a yes or a no."""

    id: str
    yes: str
    no: str
    skip: str
    """Where "skip" leads."""
    mark: str = ""
    """What a yes means for next week: "agreed", or empty for nothing."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A timed turn: one speaks, or both do, and the skill keeps quiet."""

    id: str
    next: str
    seconds: int
    """How long the skill keeps quiet, 10 to 300."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Asks whose turn it is for a number from one to ten."""

    id: str
    next: str
    keep: str
    """The kind of event it is kept as, such as "closeness"."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Once for each partner: back to a step with the other one, then on."""

    id: str
    back: str
    next: str


@dataclass(frozen=True, slots=True)
class Recall:
    """Asks after what was agreed last time, each partner in turn; skips itself when nothing was."""

    id: str
    next: str


Step: TypeAlias = Tell | Ask | Talk | Rate | Swap | Recall


@dataclass(frozen=True, slots=True)
class Guide:
    """One guided conversation."""

    id: str
    """As in the voice contract; permanent."""
    name: str
    """As spoken in the middle of a sentence, such as "the weekly check-in"."""
    minutes: int
    """How long it takes when nobody asks for more time."""
    steps: Mapping[str, Step]
    """By id, in the order of the file; the first one opens it."""

    @property
    def first(self) -> str:
        """The id of the step that opens it."""
        return next(iter(self.steps))


def exits(step: Step) -> tuple[str, ...]:
    """Every step that may come after `step`, each once, `END` among them."""
    match step:
        case Ask():
            named: tuple[str, ...] = (step.yes, step.no, step.skip)
        case Swap():
            named = (step.back, step.next)
        case _:
            named = (step.next,)
    return tuple(dict.fromkeys(named))


def waits(step: Step) -> bool:
    """Whether people can stand at this step between two turns, because it asks them something."""
    return isinstance(step, Ask | Talk | Rate | Recall)


def usual_path(guide: Guide) -> list[tuple[Step, int]]:
    """Every step with whose turn it is, in order, when all is asked and answered with yes."""
    walked: dict[tuple[str, int], Step] = {}
    step_id, speaker = guide.first, 0
    # Ends at `END`, at a step that is none, and where a circle closes.
    while step_id in guide.steps and (step_id, speaker) not in walked:
        step = guide.steps[step_id]
        walked[step_id, speaker] = step
        match step:
            case Ask():
                step_id = step.yes
            case Swap() if speaker == 0:
                step_id, speaker = step.back, 1
            case Recall() if speaker == 0:
                speaker = 1
            case Swap() | Recall():
                step_id, speaker = step.next, 0
            case _:
                step_id = step.next
    return [(step, whose) for (_, whose), step in walked.items()]
