"""What Amazon's schema lets through and an interaction model must still not have.

Each rule takes a model of the right shape and yields what it finds wrong.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from skill.alexa.contract import BUILT_IN, INTENTS, QUERY, SAME, VALUES

Json: TypeAlias = Mapping[str, Any]
Finding: TypeAlias = tuple[str, str, str]
"""A place, what is wrong there, and what to do about it."""

FEWEST_WORDS, FEWEST_SAMPLES = 2, 25
MOST_INTENTS, LONGEST_VALUE, LARGEST_MODEL = 250, 140, 1_500_000
NOT_IN_A_NAME = frozenset(
    (
        *("alexa", "amazon", "echo", "computer", "ziggy", "skill", "app"),
        *("launch", "ask", "tell", "load", "begin", "enable", "open", "start", "play", "run", "use", "using"),
        *("to", "from", "in", "with", "about", "for", "that", "by", "if", "and", "whether"),
    )
)
"""Words that wake the device, launch a skill or join a wish to its name."""
SLOT = re.compile(r"\{([^{}]*)\}")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?|(?:[^\W\d_]\.)+(?:'s)?")
"""Letters with apostrophes, or a spelled abbreviation such as "t.v."."""


def text(data: Json) -> str:
    """`data` as it stands in its file: one sample a line."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def language(model: Json) -> Json:
    """The part of a model that says what is listened for."""
    found: Json = model["interactionModel"]["languageModel"]
    return found


def types(model: Json) -> dict[str, list[Json]]:
    """The values of each slot type that a model declares."""
    return {one["name"]: one.get("values", []) for one in language(model).get("types", ())}


def alike(words: str) -> str:
    """`words` as the ear has them: no capitals, no apostrophes."""
    return " ".join(words.lower().replace("'", "").split())


def spoken(model: Json) -> Iterator[tuple[str, str, str, str]]:
    """Everything that can be said, alike: the words, the intent, its sample, the id of the value in it.

    Only a single slot of our own is replaced by what can be said for it, any other by its type.
    """
    declared = types(model)
    for intent, sample in _samples(model):
        slots, kinds = SLOT.findall(sample), _kinds(intent)
        if len(slots) == 1 and kinds.get(slots[0]) in declared:
            before, after = SLOT.split(sample)[::2]
            for value in declared[kinds[slots[0]]]:
                for way in _ways(value):
                    yield alike(f"{before}{way}{after}"), intent["name"], sample, str(value.get("id"))
        else:
            said = sample
            for slot in slots:
                said = said.replace(f"{{{slot}}}", f"<{kinds.get(slot, slot)}>")
            yield alike(said), intent["name"], sample, ""


def invocation(model: Json) -> Iterator[Finding]:
    """The name must be sayable, and no part of Alexa's own grammar."""
    name: str = language(model)["invocationName"]
    words = name.split()
    if len(words) < FEWEST_WORDS or not _speakable(name):
        yield "invocationName", f'"{name}" is not two or more words in lower case', "as in closer together"
    for word in sorted(NOT_IN_A_NAME.intersection(words)):
        yield "invocationName", f'"{word}" is a word of Alexa\'s own grammar', "find another word"


def intents(model: Json) -> Iterator[Finding]:
    """The intents of the voice contract are there, once, with enough samples."""
    named = Counter(intent["name"] for intent in language(model)["intents"])
    for name, times in named.items():
        if times > 1:
            yield name, "the intent stands here twice", "make one of them"
    for name in (*INTENTS, *BUILT_IN):
        if name not in named:
            yield name, "the intent is missing", "add it with its slots and samples"
    for intent in language(model)["intents"]:
        count = len(intent.get("samples", ()))
        if intent["name"] in INTENTS and count < FEWEST_SAMPLES:
            hint = f"people phrase it freely: write {FEWEST_SAMPLES} or more"
            yield intent["name"], f"the intent has {count} samples", hint
    if len(named) > MOST_INTENTS:
        yield "intents", f"there are {len(named)} intents", f"keep to {MOST_INTENTS}"


def slots(model: Json) -> Iterator[Finding]:
    """Slots are declared, of a declared type, those of the contract, and used."""
    declared, in_use = types(model), set[str]()
    for intent in language(model)["intents"]:
        name, kinds = intent["name"], _kinds(intent)
        used = {slot for sample in intent.get("samples", ()) for slot in SLOT.findall(sample)}
        in_use.update(kinds.values())
        for slot in sorted(used - kinds.keys()):
            yield name, f"a sample names the slot {slot}, which is not declared", "declare it, mend its name"
        for slot in sorted(kinds.keys() - used):
            yield name, f"the slot {slot} is in no sample", "use it in a sample or take it out"
        for slot, kind in kinds.items():
            if not kind.startswith("AMAZON.") and kind not in declared:
                yield name, f"the slot {slot} has the undeclared type {kind}", "add the type to slots.toml"
        for slot, kind in INTENTS.get(name, {}).items():
            if kinds.get(slot) != kind:
                yield name, f"there is no slot {slot} of the type {kind}", "the voice contract asks for it"
    for unused in sorted(declared.keys() - in_use):
        yield unused, "no slot is of this type", "use it, or take it out of slots.toml"


def samples(model: Json) -> Iterator[Finding]:
    """Samples are written as they are spoken, and their slots stand where Alexa allows them."""
    for intent, sample in _samples(model):
        place, found = f'{intent["name"]}: "{sample}"', SLOT.findall(sample)
        words = re.sub(r"\{[^{}]*\}('s\b)?", " ", sample)
        if sample != " ".join(sample.split()) or (words.split() and not _speakable(words)):
            hint = "write it as it is spoken, in small letters and apostrophes"
            yield place, "the sample has characters that nobody speaks", hint
        if len(set(found)) < len(found):
            yield place, "the sample names a slot twice", "name each slot once"
        if any(_kinds(intent).get(slot) == QUERY for slot in found):
            if not words.split():
                yield place, "the sample is nothing but free words", 'add some words, as in "note down"'
            if len(found) > 1:
                yield place, "another slot stands beside the one for free words", "leave that one alone"


def values(model: Json) -> Iterator[Finding]:
    """A type has the values that the dialogue knows, and each way to say one means one thing."""
    for name, declared in types(model).items():
        known = {value.get("id") for value in declared}
        for missing in VALUES.get(name, ()):
            if missing not in known:
                yield name, f"the value {missing} is missing", "the dialogue knows it: add it to slots.toml"
        owners: dict[str, str] = {}
        for value in declared:
            place = f"{name}: {value.get('id')}"
            for way in _ways(value):
                if owners.setdefault(alike(way), place) != place:
                    yield place, f'"{way}" is also said for {owners[alike(way)]}', "leave it to one of them"
                if not _speakable(way):
                    hint = "write it as it is spoken, in small letters and apostrophes"
                    yield place, f'"{way}" has characters that nobody speaks', hint
                if len(way) > LONGEST_VALUE:
                    yield place, f"a value has {len(way)} characters", f"keep to {LONGEST_VALUE}"


def twice(model: Json) -> Iterator[Finding]:
    """No sample stands in the model twice, be it in one intent or in two."""
    owners: dict[str, str] = {}
    for intent, sample in _samples(model):
        other = owners.get(alike(sample))
        if other is not None:
            yield f'{intent["name"]}: "{sample}"', f"the sample stands in {other} already", "take one out"
        owners[alike(sample)] = intent["name"]


def clashes(model: Json) -> Iterator[Finding]:
    """No two intents hear the same words once what can be said for a slot stands in its place."""
    owners: dict[str, tuple[str, str, str]] = {}
    told = set[tuple[str, str, str]]()
    for words, intent, sample, value in spoken(model):
        other, other_sample, other_value = owners.setdefault(words, (intent, sample, value))
        guide = value if intent == "StartGuideIntent" else other_value
        same = {intent, other} == {"StartGuideIntent", SAME.get(guide)}
        if other == intent or same or alike(sample) == alike(other_sample):
            continue
        if (intent, sample, other_sample) not in told:
            told.add((intent, sample, other_sample))
            problem = f'"{words}" is also heard as {other}: "{other_sample}"'
            yield f'{intent}: "{sample}"', problem, "leave the words to one of them"


def prompts(model: Json) -> Iterator[Finding]:
    """A dialog asks with prompts that exist, and every prompt is asked with."""
    whole = model["interactionModel"]
    given = {prompt["id"] for prompt in whole.get("prompts", ())}
    asked = set(_prompt_ids(whole.get("dialog", {})))
    for prompt in sorted(asked - given):
        yield prompt, "the dialog names this prompt, which is not there", "add it to the prompts"
    for prompt in sorted(given - asked):
        yield prompt, "nothing in the dialog names this prompt", "take it out"


def size(model: Json) -> Iterator[Finding]:
    """Amazon takes files up to a certain size."""
    size = len(text(model).encode())
    if size > LARGEST_MODEL:
        yield "the file", f"it has {size} bytes", f"keep to {LARGEST_MODEL}"


RULES = (invocation, intents, slots, samples, values, twice, clashes, prompts, size)


def _samples(model: Json) -> Iterator[tuple[Json, str]]:
    for intent in language(model)["intents"]:
        for sample in intent.get("samples", ()):
            yield intent, sample


def _kinds(intent: Json) -> dict[str, str]:
    """The type of each slot that an intent declares."""
    return {slot["name"]: slot.get("type", "") for slot in intent.get("slots", ())}


def _ways(value: Json) -> list[str]:
    """All ways to say a value."""
    return [value["name"]["value"], *value["name"].get("synonyms", ())]


def _speakable(words: str) -> bool:
    """Whether there is something to say, and it is written in small letters as it is spoken."""
    found = words.split()
    return bool(found) and words == words.lower() and all(WORD.fullmatch(word) for word in found)


def _prompt_ids(data: Any) -> Iterator[str]:
    """Every prompt that is named anywhere in a dialog."""
    for name, value in data.items() if isinstance(data, Mapping) else enumerate(data):
        if name == "prompts":
            yield from value.values()
        elif name == "prompt":
            yield value
        elif isinstance(value, Mapping | list):
            yield from _prompt_ids(value)
