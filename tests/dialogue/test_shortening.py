"""Late in the evening the short form is offered first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from skill import heard as h
from tests.evening import TONIGHT, Evening, asked, text

LATE = TONIGHT + timedelta(hours=2)


def late() -> Evening:
    evening = Evening(now=LATE)
    evening.hears(h.StartGuide("check_in"))
    return evening


def test_a_long_guide_asks_first_and_names_itself() -> None:
    evening = late()
    assert asked(evening.turns[-1]) == "phrases.form.offer"
    assert "the weekly check-in" in text(evening.turns[-1])
    assert evening.couple.paused is None


@pytest.mark.parametrize(("word", "short"), [(h.Yes(), True), (h.Next(), True), (h.No(), False)])
def test_the_answer_chooses_the_form(word: h.Heard, short: bool) -> None:  # noqa: FBT001 - pytest gives it by name
    evening = late()
    evening.hears(word)
    place = evening.conversation.place
    assert place is not None
    assert (place.guide, place.short) == ("check_in", short)


@pytest.mark.parametrize(
    ("now", "heard"),
    [
        (TONIGHT, h.StartGuide("check_in")),  # early
        (LATE, h.StartGuide("check_in", "full")),  # they said which
        (LATE, h.StartGuide("breathing")),  # short enough as it is
    ],
)
def test_nobody_is_asked_without_need(now: object, heard: h.StartGuide) -> None:
    evening = Evening(now=now)  # type: ignore[arg-type]
    evening.hears(heard)
    assert evening.conversation.place is not None
    assert evening.conversation.place.guide == heard.guide


def test_done_leaves_and_repeat_asks_again() -> None:
    evening = late()
    assert asked(evening.hears(h.Repeat())) == "phrases.form.offer"
    assert evening.hears(h.Done()).reply.closes


def test_a_guide_that_a_release_took_away_is_forgiven() -> None:
    evening = late()
    assert evening.conversation.place is not None
    gone = replace(evening.conversation.place, item="tango")
    evening.conversation = replace(evening.conversation, place=gone)
    assert asked(evening.hears(h.Help())) == "phrases.offer.tonights_question"
