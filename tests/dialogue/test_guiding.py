"""Guided conversations, by the example of the weekly check-in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skill import heard as h
from skill.content.guide import waits
from skill.couple import Couple
from skill.dialogue.guiding import path
from tests.evening import Evening, asked, keys, quiet, text

THROUGH = [h.Done(), h.Done(), h.Done(), h.Yes(), h.Done(), h.Done(), h.Done(), h.Done(), h.Done()]
"""From the first appreciation up to the first agreement."""


def started() -> Evening:
    evening = Evening()
    evening.hears(h.Introduce("ana", "ben"), h.StartGuide("check_in"))
    return evening


def step(evening: Evening) -> tuple[str, int]:
    place = evening.conversation.place
    assert place is not None
    return place.step, place.speaker


def test_the_check_in_from_beginning_to_end() -> None:
    evening = started()
    visited = [step(evening)]
    for word in [*THROUGH, h.Done(), h.Done(), h.Yes(), h.Score(7)]:
        evening.hears(word)
        visited.append(step(evening))
    last = evening.hears(h.Score(9))
    assert visited == [
        ("appreciate", 0), ("appreciate", 1), ("went_well", 0), ("one_thing", 0),
        ("floor", 0), ("mirror", 0), ("floor", 1), ("mirror", 1), ("solve", 0),
        ("agree", 0), ("agree", 1), ("suits", 0), ("closeness", 0), ("closeness", 1),
    ]  # fmt: skip
    assert last.reply.closes
    assert evening.couple.paused is None
    assert evening.couple.agreed == "2026-11-23"
    scores = {key: event.facts for (kind, key), event in evening.events.items() if kind == "closeness"}
    assert scores == {"2026-11-23#first": {"score": 7}, "2026-11-23#second": {"score": 9}}


def test_it_begins_with_leave_to_skip_or_stop() -> None:
    turn = Evening().hears(h.StartGuide("check_in"))
    assert "guide.check_in.welcome.say" in keys(turn)
    for wording in Evening().library.lines["guide.check_in.welcome.say"]:
        assert "skip or stop" in wording


def test_speaking_turns_are_timed_and_people_are_told_of_the_chime_once() -> None:
    evening = Evening()
    turn = evening.hears(h.StartGuide("check_in"))
    assert quiet(turn) == 60
    assert "phrases.until_chime" in keys(turn)
    assert "phrases.until_chime" not in keys(evening.hears(h.Done()))
    assert quiet(evening.hears(h.Done(), h.Done(), h.Yes())) == 120


def test_a_week_without_an_issue_goes_straight_to_the_agreements() -> None:
    evening = started()
    evening.hears(h.Done(), h.Done(), h.Done())
    turn = evening.hears(h.No())
    assert "guide.check_in.nothing_hard.say" in keys(turn)
    assert step(evening) == ("agree", 0)


def test_an_agreement_that_does_not_suit_is_adjusted_first() -> None:
    evening = started()
    evening.hears(*THROUGH, h.Done(), h.Done(), h.No())
    assert step(evening) == ("adjust", 0)
    evening.hears(h.Done())
    assert step(evening) == ("adjusted", 0)
    evening.hears(h.No())
    assert evening.couple.agreed == ""
    assert step(evening) == ("closeness", 0)


def test_last_weeks_agreements_are_followed_up_by_yes_or_no_and_nothing_else_is_kept() -> None:
    evening = started()
    evening.hears(*THROUGH, h.Done(), h.Done(), h.Yes(), h.Score(7), h.Score(8))
    evening.passes(days=7)
    turn = evening.hears(h.StartGuide("check_in"))
    assert step(evening) == ("last_time", 0)
    assert "Ana" in text(turn)
    turn = evening.hears(h.Yes())
    assert "guide.check_in.last_time.kept" in keys(turn)
    assert step(evening) == ("last_time", 1)
    turn = evening.hears(h.No())
    assert "guide.check_in.last_time.missed" in keys(turn)
    assert step(evening) == ("appreciate", 0)
    answers = {key: event.facts for (kind, key), event in evening.events.items() if kind == "agreement"}
    assert answers == {"2026-11-23#first": {"kept": 1}, "2026-11-23#second": {"kept": 0}}
    assert evening.couple.agreed == ""


def test_the_follow_up_can_be_skipped_and_then_nothing_is_kept_of_it() -> None:
    evening = started()
    evening.hears(*THROUGH, h.Done(), h.Done(), h.Yes(), h.Score(7), h.Score(8))
    evening.passes(days=7)
    evening.hears(h.StartGuide("check_in"), h.Next(), h.Next())
    assert step(evening) == ("appreciate", 0)
    assert not [key for kind, key in evening.events if kind == "agreement"]


@pytest.mark.parametrize("wrong", [h.Score(0), h.Score(11), h.Score(None)])
def test_a_score_out_of_range_is_asked_for_again(wrong: h.Score) -> None:
    evening = started()
    evening.hears(*THROUGH, h.Done(), h.Done(), h.Yes())
    turn = evening.hears(wrong)
    assert "phrases.rate.range" in keys(turn)
    assert step(evening) == ("closeness", 0)
    assert not [key for kind, key in evening.events if kind == "closeness"]


def test_a_score_can_be_skipped() -> None:
    evening = started()
    evening.hears(*THROUGH, h.Done(), h.Done(), h.Yes(), h.Next())
    assert step(evening) == ("closeness", 1)
    assert evening.hears(h.Next()).reply.closes
    assert not [key for kind, key in evening.events if kind == "closeness"]


def test_previous_walks_back_through_every_stop() -> None:
    evening = started()
    evening.hears(*THROUGH)
    stops = path(evening.library.guides["check_in"])
    here = stops.index(("agree", 0))
    for expected in reversed(stops[1:here]):
        evening.hears(h.Previous())
        if expected[0] == "last_time":
            break
        assert step(evening) == expected


def test_previous_on_a_side_path_returns_to_the_question_that_led_there() -> None:
    evening = started()
    evening.hears(*THROUGH, h.Done(), h.Done(), h.No(), h.Previous())
    assert step(evening) == ("suits", 0)


@pytest.mark.parametrize("guide", ["check_in", "empathy"])
@pytest.mark.parametrize("stop", range(20))
def test_dropped_at_any_step_it_resumes_exactly_there(guide: str, stop: int) -> None:
    evening = Evening()
    evening.hears(h.Introduce("ana", "ben"), h.StartGuide(guide))
    for _ in range(stop):
        place = evening.conversation.place
        if place is None:
            return
        rating = place.step == "closeness"
        if evening.hears(h.Score(8) if rating else h.Yes()).reply.closes:
            return
    place = evening.conversation.place
    assert place is not None
    evening.drops()
    evening.passes(hours=1)
    evening.hears(h.Opened())
    assert evening.conversation.place == place
    evening.drops()
    evening.passes(days=2)
    evening.hears(h.Opened(), h.Yes())
    assert evening.conversation.place == place


def test_the_shortest_way_through_with_a_no_at_every_question_ends_kindly() -> None:
    evening = started()
    for _ in range(40):
        place = evening.conversation.place
        assert place is not None
        kind = evening.library.guides["check_in"].steps[place.step]
        word = h.Next() if type(kind).__name__ in ("Talk", "Rate") else h.No()
        if evening.hears(word).reply.closes:
            break
    assert evening.couple.paused is None


def test_start_over_why_and_more_time() -> None:
    evening = started()
    evening.hears(h.Done(), h.Done(), h.Done())
    assert step(evening) == ("one_thing", 0)
    turn = evening.hears(h.Explain())
    assert keys(turn)[0] == "guide.check_in.why"
    turn = evening.hears(h.MoreTime())
    assert quiet(turn) == 30
    assert step(evening) == ("one_thing", 0)
    evening.hears(h.StartOver())
    assert step(evening) == ("appreciate", 0)


def test_a_step_that_a_release_took_away_is_forgiven() -> None:
    evening = started()
    place = evening.conversation.place
    assert place is not None
    for gone in ("nowhere", "welcome", "agree_swap"):
        evening.conversation = replace(evening.conversation, place=replace(place, step=gone))
        evening.hears(h.Repeat() if gone == "nowhere" else h.Yes())
        assert step(evening) == ("appreciate", 0)


def test_a_guide_that_a_release_took_away_is_forgiven() -> None:
    evening = started()
    evening.library = replace(evening.library, guides={})
    evening.drops()
    turn = evening.hears(h.Opened())
    assert asked(turn) == "phrases.offer.tonights_question"


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("guide", Evening().library.guides)
def test_previous_leads_back_to_the_beginning_from_everywhere(guide: str, short: bool) -> None:  # noqa: FBT001 - pytest gives it by name
    led = Evening().library.guides[guide]
    first = path(led, short=short)[:1]
    for stop in led.steps.values():
        if not waits(stop) or not led.has(stop.id, short=short):
            continue
        evening = Evening(couple=Couple("c", seed=7, agreed="2026-11-16"))
        evening.hears(h.StartGuide(guide, "short" if short else "full"))
        if evening.conversation.place is None:  # it asks nothing
            continue
        here = replace(evening.conversation.place, step=stop.id)
        evening.conversation = replace(evening.conversation, place=here)
        seen = set()
        while (step(evening)) not in seen:
            seen.add(step(evening))
            evening.hears(h.Previous())
        assert step(evening) == first[0]


@pytest.mark.parametrize("guide", ["", "tango"])
def test_a_guide_that_was_not_understood_is_said_and_something_is_offered(guide: str) -> None:
    evening = Evening()
    turn = evening.hears(h.StartGuide(guide))
    assert asked(turn) == "phrases.offer.check_in"
    evening.hears(h.Yes())
    assert evening.conversation.place is not None
    assert evening.conversation.place.guide == "check_in"


def test_support_is_told_to_its_end_and_never_as_a_failure() -> None:
    evening = Evening()
    turn = evening.hears(h.AskSupport())
    assert "counselor" in text(turn)
    evening.hears(h.Yes())
    turn = evening.hears(h.Yes())
    assert "guide.support.raise.say" in keys(turn)
    assert turn.reply.closes


def test_time_to_think_is_given_before_a_score_and_before_an_answer_about_last_week() -> None:
    evening = started()
    evening.hears(*THROUGH, h.Done(), h.Done(), h.Yes())
    turn = evening.hears(h.MoreTime())
    assert quiet(turn) == 30
    assert step(evening) == ("closeness", 0)
    evening.hears(h.Score(7), h.Score(8))
    evening.passes(days=7)
    evening.hears(h.StartGuide("check_in"))
    turn = evening.hears(h.MoreTime())
    assert quiet(turn) == 30
    assert step(evening) == ("last_time", 0)


def test_words_without_a_meaning_at_a_step_are_not_understood_there() -> None:
    evening = started()
    evening.hears(*THROUGH, h.Done(), h.Done(), h.Yes())
    assert keys(evening.hears(h.Feeling("happy")))[0] == "phrases.unclear"
    evening.hears(h.Score(7), h.Score(8))
    evening.passes(days=7)
    evening.hears(h.StartGuide("check_in"))
    assert keys(evening.hears(h.Feeling("happy")))[0] == "phrases.unclear"
    assert step(evening) == ("last_time", 0)


def test_repeat_and_resume_stay_with_the_partner_whose_turn_it_is() -> None:
    evening = started()
    evening.hears(h.Done())
    assert step(evening) == ("appreciate", 1)
    assert "Ben" in text(evening.hears(h.Repeat()))
    assert step(evening) == ("appreciate", 1)
    evening.hears(h.Resume())
    assert step(evening) == ("appreciate", 1)


def test_an_answer_about_agreements_that_were_cleared_elsewhere_is_let_go() -> None:
    evening = started()
    evening.hears(*THROUGH, h.Done(), h.Done(), h.Yes(), h.Score(7), h.Score(8))
    evening.passes(days=7)
    evening.hears(h.StartGuide("check_in"))
    evening.couple = replace(evening.couple, agreed="")  # the other device was faster
    evening.hears(h.Yes())
    assert step(evening) == ("appreciate", 0)
    assert not [key for kind, key in evening.events if kind == "agreement"]


def test_being_done_is_no_yes_to_what_was_asked() -> None:
    evening = started()
    evening.hears(h.Done(), h.Done(), h.Done(), h.Done())
    assert step(evening) == ("agree", 0)  # past the one thing to bring up
    evening.hears(h.Done(), h.Done(), h.Done())
    assert step(evening) == ("closeness", 0)
    assert evening.couple.agreed == ""  # nobody said that it suits them both
    evening.couple = replace(evening.couple, agreed="2026-11-16")
    evening.hears(h.StartGuide("check_in"), h.Done(), h.Done())
    assert step(evening) == ("appreciate", 0)
    assert not [key for kind, key in evening.events if kind == "agreement"]
