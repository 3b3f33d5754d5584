"""Times of day, understood and said."""

from __future__ import annotations

import re

import pytest

from skill.dialogue import clock


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("18:00", "six in the evening"),
        ("18:15", "quarter past six in the evening"),
        ("18:30", "half past six in the evening"),
        ("18:45", "quarter to seven in the evening"),
        ("18:05", "six oh five in the evening"),
        ("19:20", "seven twenty in the evening"),
        ("19:41", "seven forty one in the evening"),
        ("19:13", "seven thirteen in the evening"),
        ("16:45", "quarter to five in the evening"),
        ("11:45", "quarter to twelve in the afternoon"),
        ("12:00", "noon"),
        ("00:00", "midnight"),
        ("12:30", "half past twelve in the afternoon"),
        ("00:15", "quarter past twelve at night"),
        ("23:45", "quarter to twelve at night"),
        ("22:00", "ten at night"),
        ("07:00", "seven in the morning"),
    ],
)
def test_a_time_is_said_as_people_say_it(time: str, words: str) -> None:
    assert clock.in_words(time) == words


def test_every_minute_of_a_day_is_said_in_words_and_no_two_alike() -> None:
    said = [clock.in_words(f"{hour:02}:{minute:02}") for hour in range(24) for minute in range(60)]
    assert all(re.fullmatch(r"[a-z]+( [a-z]+)*", one) for one in said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("06:00", ("18:00", True)),  # "at six"
        ("01:30", ("13:30", True)),
        ("18:00", ("18:00", False)),
        ("08:00", ("08:00", True)),  # as it was given, and asked
        ("12:00", ("12:00", False)),
        ("00:00", ("00:00", True)),
        ("MO", ("09:00", True)),
        ("AF", ("15:00", True)),
        ("EV", ("19:00", True)),
        ("NI", ("21:00", True)),
        ("", ("", False)),
        ("29:00", ("", False)),
        ("12:60", ("", False)),
        ("later", ("", False)),
    ],
)
def test_what_alexa_gives_is_taken_sensibly(given: str, meant: tuple[str, bool]) -> None:
    assert clock.understood(given) == meant


def test_an_hour_is_taken_as_it_was_given_once_people_were_asked() -> None:
    assert clock.understood("06:00", hold=True) == ("06:00", False)


def test_the_other_half_of_the_day_is_twelve_hours_away() -> None:
    assert (clock.other_half("18:00"), clock.other_half("06:15")) == ("06:00", "18:15")
