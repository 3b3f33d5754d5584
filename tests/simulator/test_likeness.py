from __future__ import annotations

from skill.simulator.chatter import CHATTER
from skill.simulator.likeness import Likeness
from skill.simulator.model import parsed

from . import MODEL


class Encoder:
    """Puts every sentence in a corner of its own, but a few where we want them."""

    def __init__(self, **near: dict[str, float]) -> None:
        self.near = near
        self.asked: list[list[str]] = []

    def __call__(self, sentences):
        import numpy as np

        self.asked.append(sentences)
        samples = self.asked[0]
        vectors = np.zeros((len(sentences), len(samples)))
        for row, sentence in enumerate(sentences):
            if sentences is samples:
                vectors[row, row] = 1.0
            for sample, likeness in self.near.get(sentence, {}).items():
                vectors[row, samples.index(sample)] = likeness
        return vectors


def guess(**near: float):
    return Likeness(parsed(MODEL), Encoder(**{"what was said": near})).guess("What was said")


def test_the_intent_with_the_two_nearest_samples_wins():
    question = {"ask us a question": 0.85, "tonight's question": 0.75}
    found = guess(**question, **{"give us a date idea": 0.9, "what shall we do together weekend": 0.1})
    assert found is not None
    assert found.intent == "TonightsQuestionIntent"
    assert found.sure > 0.95


def test_several_that_are_as_near_are_not_sure_enough():
    near = (
        "ask us a question",
        "tonight's question",
        "give us a date idea",
        "what shall we do together weekend",
        "we're done",
        "i'm finished",
    )
    assert guess(**dict.fromkeys(near, 0.7)) is None
    assert guess(**dict.fromkeys(near[:2], 0.7)) is not None


def test_a_cry_for_help_is_heard_even_when_something_else_is_a_little_nearer():
    cry = {"he hits me": 0.7, "i'm scared of my partner": 0.7}
    question = {"ask us a question": 0.74, "tonight's question": 0.74}
    assert guess(**cry, **question).intent == "CrisisIntent"
    assert guess(**{"he hits me": 0.45, "i'm scared of my partner": 0.45}).intent == "CrisisIntent"
    assert guess(**{"he hits me": 0.3, "i'm scared of my partner": 0.3}) is None


def test_and_not_when_something_else_is_much_nearer():
    cry = {"he hits me": 0.6, "i'm scared of my partner": 0.6}
    question = {"ask us a question": 0.9, "tonight's question": 0.9}
    assert guess(**cry, **question).intent == "TonightsQuestionIntent"


def test_a_sentence_of_everyday_life_wins_too():
    question = {"ask us a question": 0.8, "tonight's question": 0.8}
    assert guess(**question, **{CHATTER.split("\n")[3]: 0.78}) is None


def test_nothing_near_is_nothing():
    assert guess(**{"ask us a question": 0.3, "tonight's question": 0.4}) is None


def test_a_sample_that_is_all_slot_stands_for_its_values():
    found = guess(**{"we just had an argument": 0.9, "lets make up": 0.7})
    assert found is not None
    assert (found.intent, found.slots["Guide"].id) == ("StartGuideIntent", "repair")


def test_slots_are_filled_so_that_samples_read_like_sentences():
    encoder = Encoder()
    Likeness(parsed(MODEL), encoder).guess("what was said")
    assert "a question about dreams" in encoder.asked[0]
    assert "remind us to talk about the holidays" in encoder.asked[0]
    assert not any("{" in sentence for sentence in encoder.asked[0])
    assert len(encoder.asked) == 2, "the samples are encoded once"


def test_one_word_alone_is_like_too_much():
    encoder = Encoder(hm={"ask us a question": 1.0, "tonight's question": 1.0})
    assert Likeness(parsed(MODEL), encoder).guess("hm") is None
    assert encoder.asked == []


def test_one_word_of_a_sentence_does_not_decide():
    short = "so that was blue"
    long = "so that was really rather blue"
    encoder = Encoder(**{each: {"blue": 0.9, "sad": 0.9} for each in (short, long)})
    assert Likeness(parsed(MODEL), encoder).guess(short) is not None
    encoder.asked.clear()
    assert Likeness(parsed(MODEL), encoder).guess(long) is None


def test_it_is_loaded_when_the_samples_are_vectors():
    assert Likeness(parsed(MODEL), Encoder()).loaded
    assert not Likeness(parsed(MODEL)).loaded
