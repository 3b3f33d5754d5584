"""Words of danger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skill import heard as h
from skill.dialogue import safety
from skill.dialogue.respond import respond
from tests.evening import TONIGHT, Evening, asked, keys, text

BEFORE: list[list[h.Heard]] = [
    [],
    [h.Opened()],
    [h.StartGuide("check_in"), h.Done()],
    [h.StartAppreciation()],
    [h.AskDate()],
    [h.ForgetUs()],
    [h.StartGuide("breathing")],
    [h.Introduce()],
    [h.Unclear(), h.Unclear()],
]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("danger", h.DANGERS)
def test_it_wins_everywhere_says_it_once_more_and_closes(before: list[h.Heard], danger: h.Danger) -> None:
    evening = Evening()
    for one in before:
        evening.hears(one)
    couple = evening.couple
    turn = evening.hears(h.Crisis(danger))
    assert turn.reply.urgent
    assert keys(turn)[0] == f"safety.{danger}.first"
    assert "another phone may be safer" in text(turn)
    again = evening.hears(h.Repeat())
    assert keys(again)[0] == f"safety.{danger}.first"
    assert again.reply.closes
    assert evening.couple == couple


@pytest.mark.parametrize(
    ("danger", "numbers"),
    [
        ("fear", ["1-800-799-7233", "911"]),
        ("self_harm", ["988", "911"]),
        ("harm_other", ["911", "1-800-799-7233"]),
        ("child", ["911"]),
        ("unsaid", ["911", "1-800-799-7233", "988"]),
    ],
)
def test_the_right_numbers_are_given(danger: h.Danger, numbers: list[str]) -> None:
    spoken = text(Evening().hears(h.Crisis(danger)))
    for number in numbers:
        assert number in spoken


def test_an_unsure_country_gets_words_instead_of_wrong_numbers() -> None:
    evening = Evening()
    turn = respond(
        h.Crisis("fear"),
        evening.conversation,
        evening.couple,
        evening.library,
        TONIGHT,
        safe_chance(),
        country="XX",
    )
    spoken = text(turn)
    assert "a domestic abuse helpline" in spoken
    assert "your emergency number" in spoken
    assert not any(sign.isdigit() for sign in spoken)


def safe_chance() -> object:
    class Never:
        def randrange(self, start: int, stop: int) -> int:
            msg = f"nothing is drawn here, from {start} to {stop}"
            raise AssertionError(msg)

    return Never()


@pytest.mark.parametrize("carrier", [h.Note, h.Feeling, lambda words: h.Introduce(first=words)])
@pytest.mark.parametrize(
    ("words", "danger"),
    [("he hits me", "fear"), ("that I want to die", "self_harm"), ("He hits me!", "fear")],
)
def test_it_is_noticed_in_words_that_came_as_something_else(
    carrier: type[h.Note], words: str, danger: h.Danger
) -> None:
    assert safety.danger(carrier(words), Evening().library) == danger


@pytest.mark.parametrize("words", ["the dishes", "our trip to maine", "who hits the ball", "dying my hair"])
def test_innocent_notes_are_no_alarm(words: str) -> None:
    assert safety.danger(h.Note(words), Evening().library) is None


def test_an_idiom_gets_a_gentle_question_and_a_no_leads_back() -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in"))
    place, couple = evening.conversation.place, evening.couple
    turn = evening.hears(h.Note("he kills me with his jokes"))
    assert asked(turn) == "safety.check"
    assert evening.couple == couple
    turn = evening.hears(h.No())
    assert keys(turn)[0] == "safety.not_meant"
    assert evening.conversation.place == place


@pytest.mark.parametrize("heard", [h.Unclear(), h.Next(), h.Resume(), h.Help(), h.Stop()])
def test_what_is_no_plain_no_to_the_gentle_question_is_not_taken_for_relief(heard: h.Heard) -> None:
    evening = Evening()
    evening.hears(h.Note("she has a knife"))
    turn = evening.hears(heard)
    assert keys(turn) == ["safety.close"]
    assert turn.reply.closes


def test_the_gentle_question_can_be_heard_again() -> None:
    evening = Evening()
    evening.hears(h.Note("she has a knife"))
    assert asked(evening.hears(h.Repeat())) == "safety.check"
    assert keys(evening.hears(h.Yes()))[0] == "safety.unsaid.first"


def test_a_yes_to_the_gentle_question_gives_the_numbers() -> None:
    evening = Evening()
    evening.hears(h.Note("she has a knife"))
    turn = evening.hears(h.Yes())
    assert keys(turn)[0] == "safety.unsaid.first"
    assert evening.hears(h.Help()).reply.closes


@pytest.mark.parametrize("heard", [h.No(), h.Unclear(), h.AskQuestion(), h.Stop(), h.Opened()])
def test_anything_but_a_repeat_closes_quietly(heard: h.Heard) -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in"), h.Crisis("fear"))
    turn = evening.hears(heard)
    assert turn.reply.closes
    assert keys(turn) == ["safety.close"]


def test_the_next_launch_is_as_if_nothing_had_been_said() -> None:
    evening, other = Evening(), Evening()
    for one in (evening, other):
        one.hears(h.StartGuide("check_in"), h.Done())
    evening.hears(h.Crisis("fear"), h.Repeat())
    other.drops()
    assert evening.couple == other.couple
    assert evening.hears(h.Opened()).reply == other.hears(h.Opened()).reply


def test_a_place_from_another_release_is_answered_with_everything() -> None:
    evening = Evening()
    evening.hears(h.Crisis("fear"))
    assert evening.conversation.place is not None
    evening.conversation = replace(
        evening.conversation, place=replace(evening.conversation.place, step="something_else")
    )
    assert keys(evening.hears(h.Repeat()))[0] == "safety.unsaid.first"
