from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.errors import CloserError
from skill.simulator.sounds import Silence, Sound, Words, sounds, spaced


def heard(inner: str):
    return sounds({"type": "SSML", "ssml": f"<speak>{inner}</speak>"})


def test_words_and_pauses_in_order():
    assert heard('Hello, <break time="2s"/> you\n  two. <break time="500ms"/>Ready?') == (
        Words("Hello,"),
        Silence(2.0),
        Words("you two."),
        Silence(0.5),
        Words("Ready?"),
    )


def test_breaks_in_a_row_are_one_silence():
    assert heard('<break time="10s"/> <break time="10s"/><break time=".5s"/>') == (Silence(20.5),)


@pytest.mark.parametrize(
    ("strength", "expected"),
    [('strength="none"', ()), ('strength="strong"', (Silence(0.5),)), ("", (Silence(0.25),))],
)
def test_breaks_by_strength(strength, expected):
    assert heard(f"<break {strength}/>") == expected


def test_a_silence_of_nothing_does_not_split_a_sentence():
    assert heard('One <break time="0s"/>two') == (Words("One two"),)


def test_a_telephone_number_is_spaced():
    assert heard('Call <say-as interpret-as="telephone">1-800-799-7233</say-as>.') == (
        Words("Call 1, 8 0 0, 7 9 9, 7 2 3 3."),
    )
    assert spaced("116 016") == "1 1 6, 0 1 6"


def test_other_say_as_is_read_as_it_is():
    assert heard('<say-as interpret-as="date">June 4</say-as>') == (Words("June 4"),)


def test_chimes_and_other_sounds():
    chime, other = heard(
        '<audio src="soundbank://soundlibrary/musical/amzn_sfx_bell_short_chime_01"/>'
        '<audio src="https://example.com/rain_on_roof.mp3?x=1"/>'
    )
    assert isinstance(chime, Sound)
    assert chime.name == "chime"
    assert other.name == "rain on roof mp3"
    assert Sound("").name == "a sound"


def test_paces_multiply_inwards():
    assert heard('a <prosody rate="slow">b <prosody rate="50%">c</prosody></prosody> d') == (
        Words("a"),
        Words("b", 0.8),
        Words("c", 0.4),
        Words("d"),
    )
    assert heard('<prosody rate="odd">a</prosody>') == (Words("a"),)


def test_elements_that_only_colour_the_voice():
    assert heard('<amazon:effect name="whispered">Hush.</amazon:effect> <emphasis>Now</emphasis>') == (
        Words("Hush. Now"),
    )
    assert heard('<sub alias="aluminium">Al</sub> <lang xml:lang="fr-FR">oui</lang>') == (
        Words("aluminium oui"),
    )


def test_sentences_and_paragraphs_pause():
    assert heard("<p>One.</p><s>Two.</s>") == (Words("One."), Silence(1.0), Words("Two."), Silence(0.5))


def test_plain_text_and_none():
    assert sounds({"type": "PlainText", "text": " Hello <you> "}) == (Words("Hello <you>"),)
    assert sounds(None) == ()
    assert heard("") == ()


@pytest.mark.parametrize(
    ("ssml", "problem"),
    [
        ("<speak>Ben & Anna</speak>", "near: <speak>Ben & Anna"),
        ("<speak>one\ntwo <break></speak>", "near: two <break>"),
        ("<speak>a</speak><speak>b</speak>", "is not one <speak> element"),
        ("hello", "is not one <speak> element"),
        ("<speak>a</speak> b", "is not one <speak> element"),
        ('<speak><break time="long"/></speak>', 'a break of "long"'),
        ("", "is not one <speak> element"),
    ],
)
def test_speech_that_cannot_be_spoken(ssml, problem):
    with pytest.raises(CloserError) as raised:
        sounds({"type": "SSML", "ssml": ssml})
    assert problem in str(raised.value)
    assert raised.value.hint


def test_speech_of_no_known_type():
    with pytest.raises(CloserError, match="neither PlainText nor SSML"):
        sounds({"type": "Text", "ssml": "<speak/>"})


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=80))
def test_any_escaped_text_is_heard_as_it_is(text):
    said = " ".join(text.split())
    assert heard(escape(text)) == ((Words(said),) if said else ())
