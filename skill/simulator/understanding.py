"""From what was typed to an intent, as Alexa's own understanding would do it, or nearly.

First the samples word for word, then the sample it is most like, then the
fallback. On a device Amazon's models do this, and do it better.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from skill.simulator.envelopes import Slot
from skill.simulator.likeness import Encode, Guess, Likeness
from skill.simulator.model import CRISIS, FALLBACK, Kind, Model, bare, parsed, plain
from skill.simulator.templates import NAME, Match, Templates, filled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ANSWERS = tuple(
    f"AMAZON.{name}Intent"
    for name in ("Yes", "No", "Next", "Previous", "Repeat", "Pause", "Cancel", "NavigateHome")
)
"""Intents that mean nothing without something to answer to."""
LONGEST_VALUE = 7
"""Words of the longest slot value that is looked for within a sentence."""
LITERAL = 3
"""Words that a sample has to contribute before a value that the model does not have is believed."""
AMBIGUOUS = ("one", "second", "may")
"""Words that are rarely meant as a value when they stand within a sentence."""


@dataclass(frozen=True, slots=True)
class Understood:
    """An intent, and what is in its slots."""

    intent: str
    slots: Mapping[str, Slot] = field(default_factory=dict)
    """All that the intent declares, in order; those that nothing filled are empty."""
    how: Literal["sample", "likeness", "nothing"] = "nothing"
    """By which way it was understood."""
    sure: float = 0.0
    """0 to 1; a sample word for word is 1."""

    @property
    def reached(self) -> bool:
        """Whether anything but the fallback was reached."""
        return self.how != "nothing"


def _to_stderr(text: str) -> None:
    sys.stderr.write(f"{text}\n")


class Understanding:
    """Understands sentences with one interaction model.

    Args:
        model: the model.
        encode: gives sentence vectors; without it the encoder is loaded when first needed.
        note: where to say, once, that the encoder is being loaded or is not installed.
    """

    def __init__(
        self, model: Model, *, encode: Encode | None = None, note: Callable[[str], None] = _to_stderr
    ) -> None:
        self.model = model
        self._templates = Templates(model)
        self._likeness: Likeness | None = Likeness(model, encode)
        self._note = note

    @classmethod
    def from_model(
        cls,
        model: Mapping[str, Any],
        *,
        encode: Encode | None = None,
        note: Callable[[str], None] = _to_stderr,
    ) -> Understanding:
        """The understanding that the JSON of interaction_models/<locale>.json gives.

        Raises:
            ConfigurationError: the JSON is no interaction model, or hassil is not installed.
        """
        return cls(parsed(model), encode=encode, note=note)

    @property
    def invocation(self) -> str:
        """The words that open the skill, in lower case."""
        return self.model.invocation

    def understand(self, text: str, open_session: bool) -> Understood:  # noqa: FBT001 - the two states there are
        """The intent that `text` means, AMAZON.FallbackIntent if none.

        Args:
            text: as it was typed or heard.
            open_session: whether something was said before that this may answer; a bare
                "yes" or "seven" means nothing otherwise.
        """
        said = plain(text)
        if not said:
            return self._understood(FALLBACK, {}, "nothing", 0.0)
        match = self._templates.match(said)
        if match is not None:
            if match.intent == FALLBACK or not (open_session or self._stands_alone(match)):
                return self._understood(FALLBACK, {}, "nothing", 0.0)
            return self._understood(match.intent, match.slots, "sample", 1.0)
        if self._likeness and not self._likeness.loaded:
            self._note("One moment, the sentence encoder is being loaded.")
        try:
            guess = self._likeness.guess(said) if self._likeness else None
        except ImportError as error:
            self._likeness = None
            self._note(
                f"The sentence encoder is not installed ({error.name}), so only the samples' own words are"
                ' understood. To be understood more freely: pip install "closer-together[simulator]"'
            )
            guess = None
        if guess is not None and (open_session or guess.intent not in ANSWERS):
            return self._understood(guess.intent, self._slots(guess, said), "likeness", guess.sure)
        match = self._templates.open_match(said, None, LITERAL)
        if match is not None:
            return self._understood(match.intent, match.slots, "sample", 1.0)
        return self._understood(FALLBACK, {}, "nothing", 0.0)

    def _stands_alone(self, match: Match) -> bool:
        """Whether it is more than an answer: a bare "seven" is one, a bare "we had a fight" is not."""
        kinds = self.model.intents[match.intent].slots
        own = any(slot.said and kinds[name].resolves for name, slot in match.slots.items())
        return match.intent not in ANSWERS and (match.literal > 0 or own)

    def _understood(
        self,
        name: str,
        slots: Mapping[str, Slot],
        how: Literal["sample", "likeness", "nothing"],
        sure: float,
    ) -> Understood:
        declared = self.model.intents[name].slots
        return Understood(name, {slot: slots.get(slot, Slot()) for slot in declared}, how, sure)

    def _slots(self, guess: Guess, said: str) -> Mapping[str, Slot]:
        """What stands in the sentence, else what the nearest sample meant by itself."""
        kinds = self.model.intents[guess.intent].slots
        if guess.intent == CRISIS:
            # Its values are whole sentences: one that is only like them resolves to none, on a device too.
            return {name: Slot(said, kind.name) for name, kind in kinds.items()}
        slots = dict(guess.slots)
        found = {name: _value_within(kind, said) for name, kind in kinds.items()}
        taken: set[int] = set()
        # The longest first: the "night" of "date night" is no time of day.
        for name in sorted(kinds, key=lambda name: -len(found[name])):
            if found[name] and taken.isdisjoint(found[name]):
                taken.update(found[name])
                slots[name] = filled(kinds[name], " ".join(said.split()[place] for place in found[name]))
        if not slots:
            match = self._templates.open_match(said, (guess.intent,), 2)
            if match is not None:
                return match.slots
        names = iter(self._templates.names(said))
        for name, kind in kinds.items():
            if kind.name == "AMAZON.SearchQuery":
                slots.setdefault(name, Slot(said))
            if kind.name == NAME:
                slots.setdefault(name, Slot(next(names, "")))
        return slots


def _value_within(kind: Kind, said: str) -> range:
    """Where in `said` the longest value of `kind` stands; of several the last, or one after "at"."""
    best: tuple[int, bool, bool, int] = (0, False, False, 0)
    found = range(0)
    words = said.split()
    for start, window in _windows(words):
        if bare(" ".join(window)) not in kind.values or bare(window[0]) in AMBIGUOUS:
            continue
        after = words[start + len(window) :]
        if kind.name.startswith("AMAZON.") and after[:1] == ["of"]:
            continue  # "the two of us" is no time and no number
        before = bare(words[start - 1]) if start else ""
        # "at eight" rather than "every two", "seven" rather than "out of ten" or "one to ten".
        rank = (len(window), before == "at", before not in {"of", "to"} and after[:1] != ["to"], start)
        if rank > best:
            best, found = rank, range(start, start + len(window))
    return found


def _windows(words: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_VALUE, len(words)) + 1):
            yield start, words[start:end]
