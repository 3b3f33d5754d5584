"""An interaction model, as the simulator reads it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from skill.errors import ConfigurationError
from skill.simulator import built_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FALLBACK = "AMAZON.FallbackIntent"
CRISIS = "CrisisIntent"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a slot type."""

    name: str
    """Its own name, or for Amazon's types what Alexa gives: "7", "PT2H", "18:00"."""
    id: str = ""
    """Empty for Amazon's values."""
    own: bool = False
    """Whether the model lists it, so that Alexa resolves it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A slot type."""

    name: str
    values: Mapping[str, Value]
    """How people say a value, as `bare` makes it, to the value; empty when anything may be said."""
    resolves: bool
    """Whether Alexa resolves its values: true for our own types and for Amazon's with values added."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One intent of the model."""

    name: str
    samples: tuple[str, ...]
    """As `plain` makes them; slots stand in braces."""
    slots: Mapping[str, Kind] = field(default_factory=dict)
    """In the order of the model."""


@dataclass(frozen=True, slots=True)
class Model:
    """What Alexa knows of the skill's language."""

    invocation: str
    """In plain lower case, such as "closer together"."""
    intents: Mapping[str, Intent]
    """In the order of the model, with Amazon's own samples for Amazon's intents."""


def plain(text: str) -> str:
    """`text` as it is matched: no punctuation, single spaces, "p.m." as "pm", hyphens as spaces.

    Capital letters stay, for names; braces stay, for slots.
    """
    text = unicodedata.normalize("NFC", text).replace("\u2019", "'").replace("\u2018", "'")
    text = re.sub(r"\b([ap])\.? ?m\b\.?", r"\1m", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(\w)\. ?(?=\w\b\.)", r"\1", text)  # "t. v." is "tv"
    text = re.sub(r"(?<=\d)(am|pm)\b", r" \1", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<!\d):|:(?!\d)|[.](?!\d)|[,!?;\"\u201c\u201d\u2026()\[\]<>|*\\]", " ", text)
    text = re.sub(r"[-\u2013\u2014]|(?<!\w)'|'(?!\w)", " ", text)
    return " ".join(text.split())


def bare(text: str) -> str:
    """Plain `text` in lower case and without apostrophes, which people leave out when they type.

    The words stay the same in number.
    """
    return text.lower().replace("'", "")


def parsed(model: Mapping[str, Any], language: str = "en") -> Model:
    """The interaction model in `model`, the JSON that Alexa is given.

    Raises:
        ConfigurationError: something that has to be in it is not, or names what is not.
    """
    try:
        spoken = model["interactionModel"]["languageModel"]
        added = {each["name"]: dict(_spellings(each)) for each in spoken.get("types", ())}
        intents = {
            each["name"]: _intent(each, added, language) for each in [{"name": FALLBACK}, *spoken["intents"]]
        }
        return Model(plain(spoken["invocationName"]).lower(), intents)
    except (KeyError, TypeError, AttributeError) as error:
        raise ConfigurationError(
            "the interaction model",
            f"is not one, or not whole: {type(error).__name__} {error}",
            "compare it with interaction_models/en-US.json",
        ) from error


def _intent(given: Mapping[str, Any], added: Mapping[str, Mapping[str, Value]], language: str) -> Intent:
    name = given["name"]
    slots = {slot["name"]: _kind(slot["type"], added, language) for slot in given.get("slots", ())}
    samples = [*given.get("samples", ()), *built_in.utterances(name, language)]
    for used in {used for sample in samples for used in re.findall(r"\{([^}]*)\}", sample)} - set(slots):
        raise ConfigurationError(
            f"the interaction model, {name}",
            f"a sample names the slot {used}, which the intent does not have",
            "declare the slot or mend its name",
        )
    return Intent(name, tuple(dict.fromkeys(plain(sample) for sample in samples)), slots)


def _kind(name: str, added: Mapping[str, Mapping[str, Value]], language: str) -> Kind:
    amazon = name.startswith("AMAZON.")
    if not amazon and name not in added:
        raise ConfigurationError(
            "the interaction model", f"the type {name} is not declared", "declare it or mend its name"
        )
    values = {bare(said): Value(given) for said, given in built_in.values(name, language).items()}
    return Kind(name, {**values, **added.get(name, {})}, resolves=name in added)


def _spellings(type_: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    """How each value of a type can be said; the first value keeps a spelling that two claim."""
    seen = set()
    for each in type_["values"]:
        value = Value(each["name"]["value"], each.get("id", ""), own=True)
        for spelling in (value.name, *each["name"].get("synonyms", ())):
            said = bare(plain(spelling))
            if said and said not in seen:
                seen.add(said)
                yield said, value
