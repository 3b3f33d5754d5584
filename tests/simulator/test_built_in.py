from __future__ import annotations

import re

import pytest

from skill.simulator.built_in import UTTERANCES, number, utterances, values


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("six", "06:00"),
        ("six pm", "18:00"),
        ("6 am", "06:00"),
        ("12 am", "00:00"),
        ("twelve pm", "12:00"),
        ("half past six in the evening", "18:30"),
        ("a quarter to one pm", "12:45"),
        ("quarter to twelve at night", "23:45"),
        ("two at night", "02:00"),
        ("ten to nine pm", "20:50"),
        ("18:30", "18:30"),
        ("6:05 pm", "18:05"),
        ("six oh five", "06:05"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("the evening", "EV"),
        ("evening", "EV"),
        ("the morning", "MO"),
        ("night", "NI"),
        ("half past seven", "07:30"),
        ("quarter to eight in the evening", "19:45"),
        ("6:30 pm", "18:30"),
        ("six in the evening", "18:00"),
        ("nine o'clock", "09:00"),
        ("nine at night", "21:00"),
        ("seven thirty pm", "19:30"),
    ],
)
def test_times(said, time):
    assert values("AMAZON.TIME", "en")[said] == time


@pytest.mark.parametrize(
    ("said", "duration"),
    [
        ("two hours", "PT2H"),
        ("90 minutes", "PT90M"),
        ("an hour and a half", "PT1H30M"),
        ("two and a half hours", "PT2H30M"),
        ("1 hour and thirty minutes", "PT1H30M"),
        ("half an hour", "PT30M"),
        ("a couple of days", "P2D"),
        ("one week", "P1W"),
    ],
)
def test_durations(said, duration):
    assert values("AMAZON.DURATION", "en")[said] == duration


def test_every_time_is_one_and_every_duration_too():
    assert all(
        re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|MO|AF|EV|NI", each)
        for each in values("AMAZON.TIME", "en").values()
    )
    assert all(
        re.fullmatch(r"P(\d+[DWMY]|T(\d+H)?(\d+[MS])?)", each)
        for each in values("AMAZON.DURATION", "en").values()
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "zero"), (13, "thirteen"), (20, "twenty"), (42, "forty two"), (312, "three hundred twelve")],
)
def test_numbers_in_words(value, words):
    assert number(value) == words
    assert values("AMAZON.NUMBER", "en")[words] == str(value)


def test_days_and_types_that_take_anything():
    assert values("AMAZON.DayOfWeek", "en")["sundays"] == "sunday"
    assert values("AMAZON.SearchQuery", "en") == {}
    assert values("AMAZON.FirstName", "en") == {}


def test_other_languages_have_digits():
    assert values("AMAZON.NUMBER", "de")["7"] == "7"
    assert "seven" not in values("AMAZON.NUMBER", "de")
    assert values("AMAZON.TIME", "de")["18:30"] == "18:30"
    assert values("AMAZON.DURATION", "de") == {}
    assert utterances("AMAZON.YesIntent", "de") == ()


def test_no_utterance_belongs_to_two_intents():
    said = [each for intent in UTTERANCES for each in utterances(intent, "en")]
    assert len(said) == len(set(said))
    assert utterances("TonightsQuestionIntent", "en") == ()
