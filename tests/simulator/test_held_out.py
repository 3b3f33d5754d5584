"""How well free sentences are understood with the real interaction model."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from skill.content.loading import library
from skill.dialogue import safety
from skill.heard import Crisis
from skill.simulator.understanding import Understanding

LIBRARY = library()

HERE = Path(__file__).parent
MODEL = HERE.parents[1] / "interaction_models" / "en-US.json"


@pytest.fixture(scope="module")
def understanding():
    return Understanding.from_model(json.loads(MODEL.read_text(encoding="utf-8")))


@pytest.fixture(scope="module", params=["calibration", "held_out"])
def measured(request, understanding):
    """The sentences of a file with what they mean and what they were taken for, and those off the topic."""
    sentences = tomllib.loads((HERE / f"{request.param}.toml").read_text(encoding="utf-8"))
    meant = [
        (text, intent, understanding.understand(text, open_session=True).intent)
        for intent, texts in sentences["paraphrases"].items()
        for text in texts
    ]
    off = [
        (text, understood.intent)
        for text in sentences["nothing"]["sentences"]
        # What is taken for a cry for help is looked at once more by the skill, and mostly let be.
        if not harmless(text, understood := understanding.understand(text, open_session=True))
    ]
    return meant, off, len(sentences["nothing"]["sentences"])


def harmless(text, understood):
    """Whether it counts as talk that was not understood."""
    if understood.intent != "CrisisIntent":
        return understood.intent == "AMAZON.FallbackIntent"
    return safety.notice(Crisis(), (text,), LIBRARY) is None


def test_there_are_sentences_enough(measured):
    meant, _, number = measured
    assert len(meant) >= 60
    assert number >= 40


def test_most_paraphrases_reach_their_intent(measured):
    meant, _, _ = measured
    misunderstood = [each for each in meant if each[1] != each[2]]
    assert len(misunderstood) <= len(meant) * 0.2, misunderstood


def test_what_is_off_the_topic_hardly_ever_reaches_anything(measured):
    _, off, number = measured
    asked_about = [each for each in off if each[1] == "CrisisIntent"]
    assert len(off) - len(asked_about) <= number * 0.1, off
    assert len(asked_about) <= number * 0.15, asked_about


def test_every_cry_for_help_is_heard(measured):
    meant, _, _ = measured
    assert [each for each in meant if each[1] == "CrisisIntent" and each[2] != "CrisisIntent"] == []


def test_every_word_of_danger_of_the_model_wins(understanding):
    spoken = json.loads(MODEL.read_text(encoding="utf-8"))["interactionModel"]["languageModel"]
    crisis = next(each for each in spoken["intents"] if each["name"] == "CrisisIntent")
    samples = [sample for sample in crisis["samples"] if "{" not in sample]
    danger = {slot["type"] for slot in crisis["slots"]}
    for each in (each for each in spoken["types"] if each["name"] in danger):
        for value in each["values"]:
            samples.extend(value["name"].get("synonyms", ()))
    for text in samples:
        assert understanding.understand(text, open_session=True).intent == "CrisisIntent", text
        assert understanding.understand(f"{text.upper()}!", open_session=False).intent == "CrisisIntent", text


def test_every_sample_of_the_model_reaches_an_intent_that_has_it(understanding):
    """A sample that another intent's template catches is found here."""
    intents = understanding.model.intents
    caught = {}
    for intent in intents.values():
        for sample in (each for each in intent.samples if "{" not in each):
            reached = understanding.understand(sample, open_session=True).intent
            if reached not in {intent.name, "CrisisIntent"} and sample not in intents[reached].samples:
                caught[sample] = reached
    assert caught == {}
