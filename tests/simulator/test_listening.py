from __future__ import annotations

import pytest

from skill.simulator.listening import Command, Launch, OneShot, Silence, Unheard, Utterance, listen
from skill.simulator.understanding import Understanding

from . import MODEL


@pytest.fixture(scope="module")
def understanding():
    return Understanding.from_model(MODEL)


@pytest.mark.parametrize("session_open", [True, False])
@pytest.mark.parametrize(
    "line",
    [
        "open closer together",
        "Open Closer Together.",
        "alexa, launch closer together",
        "Alexa start closer together please",
        "talk to closer together",
        "chat with the closer together skill",
        "ask closer together",
        "alexa, closer together",
    ],
)
def test_the_name_opens_the_skill_whatever_is_open(understanding, line, session_open):
    assert listen(line, understanding, session_open=session_open) == Launch()


@pytest.mark.parametrize(
    "line",
    [
        "ask closer together for tonight's question",
        "Alexa, ask Closer Together to give us something to talk about",
        "tell closer together to ask us a question",
        "open closer together and ask us a question",
        "ask closer together a deep question",
        "give us something to talk about with closer together",
    ],
)
def test_a_wish_opens_the_skill_too(understanding, line):
    meant = listen(line, understanding, session_open=False)
    assert isinstance(meant, OneShot)
    assert meant.understood.intent == "TonightsQuestionIntent"


@pytest.mark.parametrize("line", ["closer together", "we moved in closer together"])
def test_the_words_of_the_name_may_be_an_answer(understanding, line):
    assert isinstance(listen(line, understanding, session_open=True), Utterance)
    assert not isinstance(listen(line, understanding, session_open=False), Utterance)


def test_words_of_connection_are_only_one(understanding):
    meant = listen("tell closer together that he hits me", understanding, session_open=True)
    assert isinstance(meant, OneShot)
    assert meant.understood.intent == "CrisisIntent"


@pytest.mark.parametrize(
    ("line", "unclear"),
    [
        ("ask closer together what the weather is", "what the weather is"),
        (
            "ask closer together to say yes to everything in the world",
            "to say yes to everything in the world",
        ),
        ("ask closer together seven", "seven"),
    ],
)
def test_a_wish_that_is_not_understood_just_opens(understanding, line, unclear):
    assert listen(line, understanding, session_open=False) == Launch(unclear)


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("yes", "AMAZON.YesIntent"),
        ("stop", "AMAZON.StopIntent"),
        ("exit", "AMAZON.StopIntent"),
        ("alexa, stop", "AMAZON.StopIntent"),
        ("what is the weather", "AMAZON.FallbackIntent"),
        ("seven", "ScoreIntent"),
    ],
)
def test_everything_in_an_open_session_goes_to_the_skill(understanding, line, intent):
    meant = listen(line, understanding, session_open=True)
    assert isinstance(meant, Utterance)
    assert meant.understood.intent == intent


@pytest.mark.parametrize("line", ["", "   ", "alexa"])
def test_saying_nothing_in_an_open_session(understanding, line):
    assert listen(line, understanding, session_open=True) == Silence()


def test_a_good_wish_is_taken_without_the_name(understanding):
    meant = listen("tonight's question", understanding, session_open=False)
    assert isinstance(meant, OneShot)


def test_one_word_is_taken_only_with_the_name(understanding):
    assert isinstance(listen("repair", understanding, session_open=False), Unheard)
    assert isinstance(listen("ask closer together for repair", understanding, session_open=False), OneShot)


def test_words_of_danger_are_never_met_with_a_hint(understanding):
    meant = listen("he hits me", understanding, session_open=False)
    assert isinstance(meant, OneShot)
    assert meant.understood.intent == "CrisisIntent"


@pytest.mark.parametrize("line", ["yes", "seven", "stop", "help", "what is the weather", ""])
def test_anything_else_without_the_name_gets_a_hint(understanding, line):
    meant = listen(line, understanding, session_open=False)
    assert isinstance(meant, Unheard)
    assert "open closer together" in meant.hint


def test_the_hint_says_that_the_name_was_missing(understanding):
    meant = listen("alexa, what time is it", understanding, session_open=False)
    assert isinstance(meant, Unheard)
    assert "its name was not in it" in meant.hint


@pytest.mark.parametrize("line", ["exit", "quit", "Goodbye!"])
def test_leaving_while_nothing_is_open_leaves_the_terminal(understanding, line):
    assert listen(line, understanding, session_open=False) == Command("/quit")


@pytest.mark.parametrize("session_open", [True, False])
def test_commands(understanding, session_open):
    assert listen(" /Drop ", understanding, session_open=session_open) == Command("/drop")
