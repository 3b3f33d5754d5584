"""What we give Amazon has the shape that Amazon says it takes, to the letter."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from tests.live import schemas

FOLDER = Path(__file__).parents[2] / "interaction_models"


def mistakes(name, data):
    found = Draft7Validator(schemas.schema(name)).iter_errors(data)
    return [f"{error.json_path}: {error.message}"[:300] for error in found]


def model():
    return json.loads((FOLDER / "en-US.json").read_text(encoding="utf-8"))


def manifest():
    return json.loads((FOLDER / "skill.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*-*.json")), ids=lambda file: file.stem)
def test_an_interaction_model_has_amazons_shape(file):
    assert mistakes("model", json.loads(file.read_text(encoding="utf-8"))) == []


def test_the_manifest_has_amazons_shape():
    assert mistakes("manifest", manifest()) == []


def test_a_misspelt_key_is_refused():
    broken = model()
    intent = broken["interactionModel"]["languageModel"]["intents"][0]
    intent["sample"] = intent.pop("samples")
    assert len(mistakes("model", broken)) == 1


def test_an_unknown_sensitivity_is_refused():
    broken = model()
    broken["interactionModel"]["languageModel"]["modelConfiguration"]["fallbackIntentSensitivity"] = {
        "level": "HIGHEST"
    }
    assert len(mistakes("model", broken)) == 1


def test_a_value_may_go_without_synonyms():
    plain = copy.deepcopy(model())
    del plain["interactionModel"]["languageModel"]["types"][0]["values"][0]["name"]["synonyms"]
    assert mistakes("model", plain) == []


def test_an_event_that_amazon_does_not_have_is_refused():
    broken = manifest()
    broken["manifest"]["events"]["subscriptions"] = [{"eventName": "SKILL_FORGOTTEN"}]
    assert len(mistakes("manifest", broken)) == 1


def test_a_key_outside_the_manifest_is_refused():
    broken = manifest()
    broken["manifest"]["publishingInformation"]["locales"]["en-US"]["shortDescription"] = "a skill"
    assert len(mistakes("manifest", broken)) == 1


def test_installing_twice_does_the_work_once(capsys):
    folder = schemas.install()
    made = (folder / "model.json").stat().st_mtime_ns
    capsys.readouterr()
    assert schemas.install() == folder
    assert (folder / "model.json").stat().st_mtime_ns == made
    assert capsys.readouterr().out == f"schemas: already in {folder}\n"


def test_the_lock_names_no_registry():
    assert '"resolved"' not in (schemas.HERE / "package-lock.json").read_text(encoding="utf-8")
