"""The model's samples as strict templates: what fits one of them word for word."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from skill.errors import ConfigurationError
from skill.simulator.envelopes import Slot
from skill.simulator.model import CRISIS, Kind, Model, bare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from hassil import Intents, RecognizeResult, SlotList

SKIPPED = ("please", "um", "uh", "er")
"""Words that may stand anywhere without meaning anything."""
CONNECTING = (
    "about",
    "and",
    "at",
    "for",
    "from",
    "if",
    "in",
    "like",
    "of",
    "on",
    "or",
    "than",
    "that",
    "to",
    "with",
)
"""Words that no value begins with."""
NAME = "AMAZON.FirstName"
FIRST_PERSON = ("i", "im", "ive", "id", "ill")
LONGEST_NAME = 2
LONGEST_UNKNOWN = 3
"""Words of what may stand for a value that the model does not have."""
FEWEST_LITERAL = 2
"""Words of its own that a sample needs to be compared with a value that the model does not have."""
FEW = 3
"""With so few words round it, a name must not be a word that the model knows."""


@dataclass(frozen=True, slots=True)
class Match:
    """A sample that fits."""

    intent: str
    slots: Mapping[str, Slot] = field(default_factory=dict)
    """Those that the sample has."""
    literal: int = 0
    """How many words of the sentence belong to the sample rather than to a slot."""
    wildcards: int = 0
    """How many slots took whatever was there."""


class Templates:
    """The samples of a model, ready to be compared with sentences.

    Raises:
        ConfigurationError: hassil, which compares them, is not installed.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._order = {name: place for place, name in enumerate(model.intents)}
        self._kinds = {kind.name: kind for each in model.intents.values() for kind in each.slots.values()}
        self._strict = self._compiled(loose=False)

    def match(self, text: str) -> Match | None:
        """The sample that fits the plain `text` best: words of danger first, then the most exact."""
        return self._best(self._matches(text, self._strict))

    def open_match(self, text: str, intents: Collection[str] | None, literal: int) -> Match | None:
        """As `match`, but a value of our own types may be one that the model does not have.

        Args:
            text: as `plain` makes it.
            intents: which ones to look at; None for all.
            literal: how many words at least must belong to the sample.
        """
        found = (
            match
            for match in self._matches(text, self._loose)
            if match.literal >= literal and (intents is None or match.intent in intents)
        )
        return self._best(found)

    def _best(self, matches: Iterable[Match]) -> Match | None:
        return min(
            matches,
            key=lambda each: (each.intent != CRISIS, each.wildcards, -each.literal, self._order[each.intent]),
            default=None,
        )

    def _matches(self, text: str, intents: Intents) -> Iterator[Match]:
        from hassil import recognize_all

        compared = bare(text)
        for result in recognize_all(compared, intents, skip_words=SKIPPED, language=intents.language):
            match = self._match(result, text.split(), compared)
            if match is not None:
                yield match

    def _match(self, result: RecognizeResult, words: Sequence[str], compared: str) -> Match | None:
        """The match that hassil found; None when a slot holds what it cannot."""
        kinds = self._model.intents[result.intent.name].slots
        slots, taken, wildcards = {}, 0, 0
        for entity in result.entities_list:
            kind, span = kinds[entity.name], entity.text_span or (0, 0)
            first = len(compared[: span[0]].split())
            said = words[first : first + len(compared[span[0] : span[1]].split())]
            taken += len(said)
            slots[entity.name] = filled(kind, " ".join(said))
            if entity.is_wildcard:
                wildcards += 1
                if not said or (kind.values and not _could_be_a_value(said)):
                    return None
        literal = len(words) - taken
        for name, slot in slots.items():
            if kinds[name].name == NAME and not self._could_be_a_name(slot.said, literal):
                return None
        return Match(result.intent.name, slots, literal, wildcards)

    def names(self, text: str) -> Sequence[str]:
        """The words of the plain `text` that may be somebody's name, for when no sample shows where."""
        first, *others = text.split() or [""]
        capitals = [word for word in others if word[0].isupper() and bare(word) not in FIRST_PERSON]
        if capitals or len(others) > FEW:
            return capitals
        return [word for word in (first, *others) if word and word.lower() not in self._known]

    def _could_be_a_name(self, said: str, literal: int) -> bool:
        words = said.split()
        if len(words) > LONGEST_NAME:
            return False
        return literal > FEW or all(word[0].isupper() or word.lower() not in self._known for word in words)

    @cached_property
    def _known(self) -> frozenset[str]:
        """All words of samples and values: "i'm sorry" introduces nobody."""
        words: set[str] = set()
        for intent in self._model.intents.values():
            for sample in intent.samples:
                words.update(re.sub(r"\{[^}]*\}", " ", sample).lower().split())
        for kind in self._kinds.values():
            if kind.resolves:
                words.update(word for spelling in kind.values for word in spelling.split())
        return frozenset(words)

    @cached_property
    def _loose(self) -> Intents:
        return self._compiled(loose=True)

    def _compiled(self, *, loose: bool) -> Intents:
        """The samples for hassil; loose ones are those with a slot of our own, which takes any words."""
        try:
            from hassil.intents import Intent, IntentData, Intents
        except ImportError as error:
            raise ConfigurationError(
                "talking in the terminal",
                f"what understands sentences is not installed ({error.name})",
                'install it with: pip install "closer-together[simulator]"',
            ) from error
        intents = {}
        for intent in self._model.intents.values():
            samples = [
                _template(sample, intent.slots)
                for sample in intent.samples
                if not loose or _leaves_room(sample, intent.slots)
            ]
            if samples:
                intents[intent.name] = Intent(intent.name, [IntentData(samples)])
        lists = {_list_name(kind.name): _slot_list(kind, loose=loose) for kind in self._kinds.values()}
        return Intents("en", intents, slot_lists=lists)


def filled(kind: Kind, said: str) -> Slot:
    """The slot that the words `said` fill."""
    value = kind.values.get(bare(said))
    if value is None:
        return Slot(said, kind.name if kind.resolves else "")
    if value.own:
        return Slot(said, kind.name, value.id, value.name)
    return Slot(value.name, kind.name if kind.resolves else "")


def _could_be_a_value(said: Sequence[str]) -> bool:
    return len(said) <= LONGEST_UNKNOWN and bare(said[0]) not in CONNECTING


def _leaves_room(sample: str, slots: Mapping[str, Kind]) -> bool:
    """Whether a value that the model does not have may stand in `sample`: in one slot of our own, or two.

    With any other slot beside it, or hardly a word of its own, a sample would fit too much, and too slowly.
    """
    named = re.findall(r"\{([^}]*)\}", sample)
    own = [name for name in named if slots[name].resolves]
    return len(own) == len(named) in {1, 2} and len(sample.split()) - len(named) >= FEWEST_LITERAL


def _slot_list(kind: Kind, *, loose: bool) -> SlotList:
    from hassil import TextChunk, TextSlotList, TextSlotValue, WildcardSlotList

    if not kind.values or (loose and kind.resolves):
        return WildcardSlotList(kind.name)
    return TextSlotList(kind.name, [TextSlotValue(TextChunk(said), said) for said in kind.values])


def _template(sample: str, slots: Mapping[str, Kind]) -> str:
    """`sample` as hassil writes it: the list that a slot takes its values from, then the slot."""
    parts = re.split(r"\{([^}]*)\}", sample)
    return "".join(
        f"{{{_list_name(slots[part].name)}:{part}}}" if place % 2 else bare(part)
        for place, part in enumerate(parts)
    )


def _list_name(type_name: str) -> str:
    return re.sub(r"\W", "_", type_name)
