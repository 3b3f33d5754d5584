from __future__ import annotations

import copy

import pytest

from skill.errors import ConfigurationError
from skill.simulator.model import FALLBACK, Value, bare, parsed, plain

from . import MODEL


def changed(change):
    model = copy.deepcopy(MODEL)
    change(model["interactionModel"]["languageModel"])
    return model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  What\u2019s   tonight's question? ", "What's tonight's question"),
        ("at 6:30 p.m., please!", "at 6:30 pm please"),
        ("at 6pm", "at 6 pm"),
        ("the weekly check-in", "the weekly check in"),
        ("no t. v. tonight", "no tv tonight"),
        ("'hello' (there)", "hello there"),
        ("2.5 hours", "2.5 hours"),
        ("a {Depth} one", "a {Depth} one"),
        ("...", ""),
    ],
)
def test_plain(text, expected):
    assert plain(text) == expected


def test_bare_has_the_same_number_of_words():
    assert bare("We're O'Brien") == "were obrien"


def test_a_model_is_read():
    model = parsed(MODEL)
    assert model.invocation == "closer together"
    assert FALLBACK in model.intents
    assert "yes please" in model.intents["AMAZON.YesIntent"].samples
    question = model.intents["TonightsQuestionIntent"]
    assert list(question.slots) == ["Theme", "Depth"]
    assert question.slots["Theme"].values["what we dream of"] == Value("dreams", "dreams", own=True)


def test_types_of_amazon_keep_their_values_and_get_ours():
    day = parsed(MODEL).intents["DateIdeaIntent"].slots["Day"]
    assert day.resolves
    assert day.values["sunday"] == Value("sunday")
    assert day.values["this weekend"] == Value("weekend", "weekend", own=True)


def test_amazons_intents_that_the_model_leaves_out_are_not_there():
    model = parsed(changed(lambda spoken: spoken["intents"].pop(0)))
    assert "AMAZON.YesIntent" not in model.intents


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda spoken: spoken.pop("intents"), "'intents'"),
        (lambda spoken: spoken["types"].pop(0), "type Theme is not declared"),
        (lambda spoken: spoken["intents"][-1]["samples"].append("a {Danger}"), "names the slot Danger"),
        (lambda spoken: spoken.update(intents=3), "TypeError"),
    ],
)
def test_a_model_that_is_not_whole(change, problem):
    with pytest.raises(ConfigurationError, match=problem):
        parsed(changed(change))
