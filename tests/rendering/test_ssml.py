"""Replies as SSML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.content.library import Library
from skill.rendering import ssml
from skill.rendering.wording import words
from skill.reply import Line, Pause, Quiet, Reply, Telephone
from tests.evening import breath

LIBRARY = Library(
    "en",
    {
        "hello": ("hello {name}. {name} it is.", "Hi {name}."),
        "who": ("whoever starts",),
        "ask": ("Ready?",),
        "hurry": ("Hurry up.",),
        "call": ("Call {number} now. please do.",),
    },
)


def spoken(reply: Reply) -> ET.Element:
    return ET.fromstring(ssml.speech(reply, LIBRARY))


@given(st.text(max_size=30).filter(lambda name: all(sign == "\t" or sign.isprintable() for sign in name)))
def test_any_name_is_escaped(name: str) -> None:
    root = spoken(Reply((Line("hello", (("name", name),), 1),)))
    assert "".join(root.itertext()) == f"Hi {name}."


@given(st.integers(1, 300))
def test_any_silence_is_made_of_short_breaks_and_ends_with_a_chime(seconds: int) -> None:
    root = spoken(Reply((Quiet(seconds),)))
    breaks = [breath(one.attrib["time"]) for one in root.iter("break")]
    assert sum(breaks) == seconds
    assert max(breaks) <= 10
    assert len(list(root.iter("audio"))) == 1


def test_the_nudge_comes_ten_seconds_before_the_end() -> None:
    speech = ssml.speech(Reply((Quiet(60, Line("hurry")),), Line("ask")), LIBRARY)
    before, after = speech.split("Hurry up.")
    assert before.count("<break") == 5
    assert after.count("<break") == 1
    assert after.index("<break") < after.index("<audio") < after.index("Ready?")


def test_sentences_begin_with_a_capital_and_values_within_do_not() -> None:
    who = Line("who")
    assert words(Line("hello", (("name", who),), 0), LIBRARY) == "Hello whoever starts. Whoever starts it is."


def test_telephone_numbers_are_spoken_slowly_digit_by_digit() -> None:
    speech = ssml.speech(Reply((Line("call", (("number", Telephone("988")),)),)), LIBRARY)
    assert '<prosody rate="slow"><say-as interpret-as="telephone">988</say-as></prosody>' in speech


@pytest.mark.parametrize(("pace", "rate"), [("slow", "85%"), ("fast", "112%")])
def test_a_pace_is_a_rate(pace: str, rate: str) -> None:
    speech = ssml.speech(Reply((Line("hurry"),), pace=pace), LIBRARY)  # type: ignore[arg-type]
    assert speech == f'<speak><prosody rate="{rate}">Hurry up.</prosody></speak>'


def test_a_closed_session_has_no_reprompt_and_an_open_one_asks_again() -> None:
    assert ssml.reprompt(Reply((Line("hurry"),)), LIBRARY) is None
    assert ssml.reprompt(Reply((), Line("ask")), LIBRARY) == "<speak>Ready?</speak>"


def test_a_pause_of_half_a_second() -> None:
    assert ssml.speech(Reply((Pause(0.5), Line("hurry"))), LIBRARY) == (
        '<speak><break time="500ms"/> Hurry up.</speak>'
    )


def test_a_missing_value_and_a_missing_line_are_errors() -> None:
    for line in (Line("hello"), Line("nowhere")):
        with pytest.raises(KeyError):
            words(line, LIBRARY)
