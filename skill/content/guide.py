"""A guided conversation: steps that name the steps after them, and no logic.

The text of a step is kept apart, in the library's lines, under
"guide.<guide>.<step>.say" and ".ask"; a step says only how people move on.
Every guide has a full and a short form. A step may belong to one of them only;
the other form passes it over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.heard import Length

END = "end"
"""The name that a step gives as its next one when the conversation is over."""
SHORTEST_TALK = 20
"""Seconds that a timed turn keeps in the short form, unless it is shorter anyway."""


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
    short: int = 0
    """How long in the short form; 0 for half of it."""
    still: bool = False
    """True where hands or faces do the talking: nobody is told to talk freely, and nothing nudges."""
    deck: str = ""
    """A question of this deck is drawn and asked, the same for both partners; empty for none."""

    def lasts(self, *, short: bool) -> int:
        """Seconds of quiet in a form."""
        if not short:
            return self.seconds
        return self.short or min(self.seconds, max(SHORTEST_TALK, self.seconds // 2))


@dataclass(frozen=True, slots=True)
class Breathe:
    """Guided breaths with real timing; goes on by itself."""

    id: str
    next: str
    breaths: int
    """How many, 1 to 12."""
    short: int
    """How many in the short form."""
    inhale: float
    """Seconds of breathing in, 2 to 10."""
    exhale: float
    """Seconds of breathing out, 2 to 10."""

    def lasts(self, *, short: bool) -> int:
        """Breaths in a form."""
        return self.short if short else self.breaths


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


@dataclass(frozen=True, slots=True)
class Rest:
    """Closes for now; whoever comes back goes on with the next step."""

    id: str
    next: str


@dataclass(frozen=True, slots=True)
class Lead:
    """Goes over into another guide."""

    id: str
    to: str
    """That guide's id."""


@dataclass(frozen=True, slots=True)
class Suggest:
    """Ends with the practice that fits the numbers people gave, offered by yes or no."""

    id: str


Step: TypeAlias = Tell | Ask | Talk | Breathe | Rate | Swap | Recall | Rest | Lead | Suggest


@dataclass(frozen=True, slots=True)
class Guide:
    """One guided conversation."""

    id: str
    """As in the voice contract; permanent."""
    name: str
    """As spoken in the middle of a sentence, such as "the weekly check-in"."""
    minutes: float
    """How long it takes when nobody asks for more time."""
    steps: Mapping[str, Step]
    """By id, in the order of the file; the first one opens it."""
    short_minutes: float = 0
    """How long the short form takes."""
    only: Mapping[str, Length] = field(default_factory=dict)
    """Steps that belong to one form only."""
    heavy: bool = False
    """Whether it asks a lot of people; then it is not offered late in the evening."""
    covers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Step to what it does of all that the practice must contain."""

    @property
    def first(self) -> str:
        """The id of the step that opens it."""
        return next(iter(self.steps))

    def has(self, step_id: str, *, short: bool) -> bool:
        """Whether a step belongs to a form."""
        return self.only.get(step_id) != ("full" if short else "short")


def exits(step: Step) -> tuple[str, ...]:
    """Every step of the same guide that may come after `step`, each once, `END` among them."""
    match step:
        case Ask():
            named: tuple[str, ...] = (step.yes, step.no, step.skip)
        case Swap():
            named = (step.back, step.next)
        case Lead() | Suggest():
            named = (END,)
        case _:
            named = (step.next,)
    return tuple(dict.fromkeys(named))


def passed_over(step: Step) -> str:
    """Where a form goes on that lacks the step."""
    match step:
        case Ask():
            return step.skip
        case Lead() | Suggest():
            return END
        case _:
            return step.next


def waits(step: Step) -> bool:
    """Whether people can stand at this step between two turns, because it asks them something."""
    return isinstance(step, Ask | Talk | Rate | Recall)


def stops_before(guide: Guide, step_id: str, *, short: bool = False) -> list[str]:
    """The stops of a form from which people come to a step without another stop between, in order."""

    def leads_here(start: Step) -> bool:
        seen, frontier = set[str](), list(exits(start))
        while frontier:
            following = frontier.pop()
            if following == step_id:
                return True
            step = guide.steps.get(following)
            if step is None or following in seen:
                continue
            seen.add(following)
            if not guide.has(following, short=short):
                frontier.append(passed_over(step))
            elif not waits(step):
                frontier.extend(exits(step))
        return False

    return [
        step.id
        for step in guide.steps.values()
        if waits(step) and guide.has(step.id, short=short) and step.id != step_id and leads_here(step)
    ]


def usual_path(guide: Guide, *, short: bool = False) -> list[tuple[Step, int]]:
    """Every step of a form with whose turn it is, in order, when all is asked and answered with yes."""
    walked: dict[tuple[str, int], Step] = {}
    step_id, speaker = guide.first, 0
    # Ends at `END`, at a step that is none, and where a circle closes.
    while step_id in guide.steps and (step_id, speaker) not in walked:
        step = guide.steps[step_id]
        walked[step_id, speaker] = step
        match step:
            case _ if not guide.has(step_id, short=short):
                step_id = passed_over(step)
            case Ask():
                step_id = step.yes
            case Swap() if speaker == 0:
                step_id, speaker = step.back, 1
            case Recall() if speaker == 0:
                speaker = 1
            case Swap() | Recall():
                step_id, speaker = step.next, 0
            case Lead() | Suggest():
                step_id = END
            case _:
                step_id = step.next
    return [(step, whose) for (step_id, whose), step in walked.items() if guide.has(step_id, short=short)]
