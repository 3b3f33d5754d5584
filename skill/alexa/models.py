"""What Alexa is told to listen for: the slot types are filled in, and the whole is checked."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from skill.alexa.rules import RULES, alike, language, spoken, text, types
from skill.content.problem import Problem

if TYPE_CHECKING:
    from skill.alexa.rules import Finding, Json

__all__ = ["Problem", "check", "check_manifest", "generate", "stale", "text"]

Vocabulary: TypeAlias = Mapping[str, Mapping[str, Sequence[str]]]
"""The tables of slots.toml: type, id, other ways to say it."""

UNSAID = frozenset({"DANGER", "PREFERENCE"})
"""Types whose ids are nothing that people say: a bare "fear" raises no alarm, a bare "calm" is a feeling."""
CATEGORIES = ("SELF_IMPROVEMENT", "FRIENDS_AND_FAMILY")
"""Of the store's categories those that promise neither treatment nor a game."""
EXAMPLES = 3
LONGEST_SUMMARY, LONGEST_DESCRIPTION, MOST_KEYWORDS = 160, 4000, 30
PROMISES = ("for couples who both want it", "not therapy", "no substitute for professional help", "afraid")
"""What the English description must say in these words."""


def generate(model: Json, slots: Vocabulary, decks: Iterable[Json]) -> dict[str, Any]:
    """A copy of `model` with its slot types filled in.

    Args:
        model: an interaction model; its types, if any, are replaced.
        slots: the vocabularies.
        decks: each with its id and name, perhaps with synonyms; together they are the type THEME.
    """
    themes = [_value(deck["id"], [deck["name"], *deck.get("synonyms", ())]) for deck in decks]
    filled = [{"name": "THEME", "values": sorted(themes, key=lambda theme: str(theme["id"]))}]
    for table, values in slots.items():
        name = table.upper()
        said = [
            _value(one, others if name in UNSAID else [one.replace("_", " "), *others])
            for one, others in values.items()
        ]
        filled.append({"name": name, "values": said})
    copied = copy.deepcopy(dict(model))
    copied["interactionModel"]["languageModel"]["types"] = filled
    return copied


def stale(model: Json, slots: Vocabulary, decks: Iterable[Json]) -> list[str]:
    """The names of the slot types in `model` that are not what `generate` would make of them."""
    here, wanted = types(model), types(generate(model, slots, decks))
    return [name for name in {**wanted, **here} if here.get(name) != wanted.get(name)]


def check(model: Json, file: str = "interaction_models/en-US.json") -> list[Problem]:
    """All that our own rules find wrong with an interaction model of the right shape."""
    return [Problem(file, *finding) for rule in RULES for finding in rule(model)]


def check_manifest(
    manifest: Json,
    model: Json,
    file: str = "interaction_models/skill.json",
    locale: str = "en-US",
) -> list[Problem]:
    """All that our own rules find wrong with a skill manifest of the right shape.

    Args:
        manifest: the manifest.
        model: the interaction model for `locale`; the example phrases must work with it.
        file: what the problems name.
        locale: whose store page is looked at.
    """
    body = manifest["manifest"]
    store = body.get("publishingInformation", {})
    page = store.get("locales", {}).get(locale, {})
    found = [*_store(store), *_page(page, locale), *_phrases(page, model, locale), *_privacy(body, locale)]
    return [Problem(file, *finding) for finding in found]


def _value(value_id: str, ways: Sequence[str]) -> dict[str, Any]:
    name, *others = dict.fromkeys(ways)
    return {"id": value_id, "name": {"value": name, "synonyms": others}}


def _store(store: Json) -> Iterator[Finding]:
    if store.get("category") not in CATEGORIES:
        yield "category", f"it is {store.get('category')}", f"use one of {', '.join(CATEGORIES)}"
    if not store.get("testingInstructions"):
        yield "testingInstructions", "there are none", "tell the reviewer how to try the skill"
    if store.get("isAvailableWorldwide") is not True and not store.get("distributionCountries"):
        yield (
            "distributionCountries",
            "the skill is offered nowhere",
            "name countries, or offer it everywhere",
        )


def _page(page: Json, locale: str) -> Iterator[Finding]:
    for part in ("name", "summary", "description", "keywords"):
        if not page.get(part):
            yield f"{locale}: {part}", "it is missing", "add it"
    for part, most in (
        ("summary", LONGEST_SUMMARY),
        ("description", LONGEST_DESCRIPTION),
        ("keywords", MOST_KEYWORDS),
    ):
        if len(page.get(part, ())) > most:
            yield f"{locale}: {part}", f"its length is {len(page[part])}", f"keep to {most}"
    if locale.startswith("en"):
        description = page.get("description", "").lower()
        for promise in PROMISES:
            if promise not in description:
                yield f"{locale}: description", f'it does not say "{promise}"', "say so: it keeps people safe"


def _phrases(page: Json, model: Json, locale: str) -> Iterator[Finding]:
    place, name = f"{locale}: examplePhrases", language(model)["invocationName"]
    phrases = page.get("examplePhrases", [])
    first = f"Alexa, open {name}"
    if len(phrases) != EXAMPLES:
        yield place, f"there are {len(phrases)}", f"the store shows {EXAMPLES}"
    if not phrases or phrases[0].lower() != first.lower():
        yield place, "the first does not wake Alexa and open the skill by its name", f'begin with "{first}"'
    heard = {words for words, *_ in spoken(model)}
    for phrase in phrases[1:]:
        asked = re.fullmatch(f"Alexa, (?:ask|tell) {re.escape(name)} (.+?)[.?]?", phrase, re.IGNORECASE)
        if asked is None:
            yield place, f'"{phrase}" asks {name} for nothing', f'write "Alexa, ask {name} for …"'
        elif alike(asked[1]) not in heard:
            yield place, f'no sample hears "{asked[1]}"', "add the sample, or choose another phrase"


def _privacy(body: Json, locale: str) -> Iterator[Finding]:
    privacy = body.get("privacyAndCompliance", {})
    if privacy.get("isChildDirected") is not False:
        yield "isChildDirected", "it is not false", "the skill is for adults"
    for part in ("privacyPolicyUrl", "termsOfUseUrl"):
        address = privacy.get("locales", {}).get(locale, {}).get(part, "")
        if not address.startswith("https://") or "example.com" in address:
            yield f"{locale}: {part}", f'"{address}" is no page of ours', "give the https address of the page"
    subscribed = [one.get("eventName") for one in body.get("events", {}).get("subscriptions", ())]
    if "SKILL_DISABLED" not in subscribed:
        yield (
            "events",
            "SKILL_DISABLED is not subscribed to",
            "without it nothing is deleted when people leave",
        )
