"""How well free sentences are understood with the real interaction model."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from skill.simulator.understanding import Understanding

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
        (text, understanding.understand(text, open_session=True).intent)
        for text in sentences["nothing"]["sentences"]
    ]
    return meant, off


def test_there_are_sentences_enough(measured):
    meant, off = measured
    assert len(meant) >= 60
    assert len(off) >= 40


def test_most_paraphrases_reach_their_intent(measured):
    meant, _ = measured
    misunderstood = [each for each in meant if each[1] != each[2]]
    assert len(misunderstood) <= len(meant) * 0.2, misunderstood


def test_what_is_off_the_topic_hardly_ever_reaches_anything(measured):
    _, off = measured
    taken = [each for each in off if each[1] != "AMAZON.FallbackIntent"]
    assert len(taken) <= len(off) * 0.1, taken


def test_every_cry_for_help_is_heard(measured):
    meant, _ = measured
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
