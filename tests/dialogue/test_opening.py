"""First launch, returning launch, and carrying on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from skill import heard as h
from skill.conversation import Place
from skill.couple import Couple, Journey, Outing, Paused, Ritual, Surprise, Weeks
from skill.dialogue import weeks
from tests.evening import TONIGHT, Evening, asked, keys, text

if TYPE_CHECKING:
    from skill.reply import Turn


def test_the_first_launch_says_for_whom_it_is_and_asks_something_worth_answering() -> None:
    evening = Evening()
    turn = evening.hears(h.Opened())
    said = keys(turn)
    assert said[:3] == ["phrases.welcome.for", "phrases.welcome.not_for", "phrases.welcome.names"]
    assert any(key.endswith(".question") for key in said)
    welcome = " ".join(evening.library.lines["phrases.welcome.not_for"])
    assert welcome.count("afraid") == 3
    for name in ("for", "not_for"):
        for wording in evening.library.lines[f"phrases.welcome.{name}"]:
            assert len(wording.split()) <= 30


def test_a_first_one_shot_is_welcomed_too_and_the_second_session_is_not() -> None:
    evening = Evening()
    assert "phrases.welcome.not_for" in keys(evening.hears(h.AskDate()))
    evening.drops()
    assert "phrases.welcome.not_for" not in keys(evening.hears(h.AskDate()))


@pytest.mark.parametrize("heard", [h.Stop(), h.Crisis(), h.ForgetUs()])
def test_some_things_are_answered_without_a_welcome(heard: h.Heard) -> None:
    assert "phrases.welcome.for" not in keys(Evening().hears(heard))


def test_names_are_offered_and_never_demanded() -> None:
    evening = Evening()
    evening.hears(h.Opened())
    place = evening.conversation.place
    turn = evening.hears(h.Introduce("ana", "ben"))
    assert "Ana" in text(turn)
    assert evening.conversation.place == place
    assert (evening.couple.first, evening.couple.second) == ("Ana", "Ben")


def test_one_name_at_a_time_and_a_change_of_name() -> None:
    evening = Evening()
    evening.hears(h.Introduce(first="ana"))
    assert not evening.couple.named
    evening.hears(h.Introduce(second="ben"))
    assert evening.couple.named
    evening.hears(h.Introduce(first="jo", second="mary-lou o'neil"))
    assert (evening.couple.first, evening.couple.second) == ("Jo", "Mary-Lou O'Neil")


@pytest.mark.parametrize("name", ["", "<>", "12", "..."])
def test_names_that_are_none_are_asked_for_and_a_no_is_fine(name: str) -> None:
    evening = Evening()
    turn = evening.hears(h.Introduce(first=name))
    assert asked(turn) == "phrases.names.ask"
    assert asked(evening.hears(h.Yes())) == "phrases.names.ask"
    turn = evening.hears(h.No())
    assert keys(turn)[0] == "phrases.names.fine"
    assert asked(turn) == "phrases.swap"


def test_a_returning_launch_greets_by_name_and_asks_tonights_question_at_once() -> None:
    evening = Evening()
    evening.hears(h.Introduce("ana", "ben"), h.Stop())
    evening.passes(days=1)
    turn = evening.hears(h.Opened())
    assert keys(turn)[0].startswith("phrases.welcome_back.named")
    assert asked(turn) == "phrases.swap"


def test_back_within_three_hours_there_is_no_question_whether_to_resume() -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in"), h.Done())
    place = evening.conversation.place
    evening.drops()
    evening.passes(hours=2)
    turn = evening.hears(h.Opened())
    assert keys(turn)[0] == "phrases.resume.soon"
    assert evening.conversation.place == place


def test_the_next_day_people_are_asked_and_a_no_starts_fresh() -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in"), h.Done())
    evening.drops()
    evening.passes(days=1)
    turn = evening.hears(h.Opened())
    assert "weekly check-in" in text(turn)
    assert asked(turn) == "phrases.resume.offer"
    turn = evening.hears(h.No())
    assert asked(turn) == "phrases.swap"
    assert evening.couple.paused is not None
    assert evening.couple.paused.place.guide == "tonights_question"


def test_after_two_weeks_it_is_let_go() -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in"), h.Done())
    evening.drops()
    evening.passes(days=15)
    assert asked(evening.hears(h.Opened())) == "phrases.swap"


def test_last_nights_question_is_not_offered_again() -> None:
    evening = Evening()
    evening.hears(h.AskQuestion())
    evening.drops()
    evening.passes(days=1)
    turn = evening.hears(h.Opened())
    assert "phrases.resume.stopped" not in keys(turn)


@pytest.mark.parametrize("word", [h.Done(), h.MoreTime(), h.Next(), h.Yes(), h.Repeat()])
def test_the_first_word_of_a_new_session_speaks_of_where_they_were(word: h.Heard) -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in"))
    evening.drops()
    evening.hears(word)
    assert evening.conversation.place is not None
    assert evening.conversation.place.guide == "check_in"


@pytest.mark.parametrize("word", [h.SaveThis(), h.Another(), h.ChangeDepth(deeper=True), h.Explain()])
def test_after_good_night_a_word_about_tonights_question_is_still_understood(word: h.Heard) -> None:
    evening = Evening()
    evening.hears(h.AskQuestion(), h.Done(), h.No())
    turn = evening.hears(word)
    assert evening.conversation.place is not None
    assert evening.conversation.place.guide == "tonights_question"
    assert "phrases.keep.nothing" not in keys(turn)


def test_pause_closes_and_resume_carries_on() -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in"), h.Done())
    place = evening.conversation.place
    turn = evening.hears(h.Pause())
    assert turn.reply.closes
    turn = evening.hears(h.Resume())
    assert keys(turn)[0] == "phrases.resume.on"
    assert evening.conversation.place == place


def test_resume_with_nothing_paused_asks_tonights_question() -> None:
    assert asked(Evening().hears(h.Resume())) == "phrases.swap"


def test_two_devices_the_second_resumes_what_the_first_paused() -> None:
    kitchen = Evening()
    kitchen.hears(h.StartGuide("check_in"), h.Done(), h.Pause())
    bedroom = Evening(couple=kitchen.couple)
    bedroom.hears(h.Opened())
    assert bedroom.conversation.place is not None
    assert (bedroom.conversation.place.step, bedroom.conversation.place.speaker) == ("appreciate", 1)


@pytest.mark.parametrize("first", [[h.Stop()], [h.ForgetUs(), h.No()], [h.ForgetUs(), h.Stop()]])
def test_whoever_begins_otherwise_still_hears_once_who_it_is_for(first: list[h.Heard]) -> None:
    evening = Evening()
    turns = [evening.hears(one) for one in first]
    evening.drops()
    turns.append(evening.hears(h.Opened()))
    welcomed = [turn for turn in turns if "phrases.welcome.not_for" in keys(turn)]
    assert len(welcomed) == 1


def test_opening_the_skill_does_not_tell_the_room_that_they_looked_for_help() -> None:
    evening = Evening()
    evening.hears(h.Opened(), h.AskSupport())
    assert evening.couple.paused is not None
    evening.drops()
    turn = evening.hears(h.Opened())
    assert not any("support" in key for key in keys(turn))


def test_whoever_asks_is_led_on_in_finding_help() -> None:
    evening = Evening()
    evening.hears(h.Opened(), h.AskSupport())
    place = evening.conversation.place
    evening.drops()
    evening.hears(h.Resume())
    assert evening.conversation.place == place


# What a launch comes to (docs/decisions/0021)

CHECK_IN: h.Ritual = "check_in"
NIGHTLY: h.Ritual = "tonights_question"


def launched(**known: Any) -> tuple[Evening, Turn]:
    """A launch of a couple that was here before, on a Monday evening."""
    evening = Evening(couple=Couple("couple-1", seed=7, visits=3, version=1, **known))
    return evening, evening.hears(h.Opened())


def test_the_ritual_of_the_day_comes_first_and_a_no_leads_on_to_what_was_paused() -> None:
    paused = Paused(Place("empathy", "first_side"), int((TONIGHT - timedelta(days=2)).timestamp()))
    evening, turn = launched(rituals={CHECK_IN: Ritual("monday", "20:00")}, paused=paused)
    assert asked(turn) == "phrases.rituals.today"
    assert asked(evening.hears(h.No())) == "phrases.resume.offer"
    evening.drops()
    evening.passes(hours=1)
    assert asked(evening.hears(h.Opened())) == "phrases.resume.offer"  # a ritual is offered once an evening
    evening.passes(days=7)
    evening.drops()
    assert asked(evening.hears(h.Opened())) == "phrases.rituals.today"


def test_a_yes_begins_the_ritual() -> None:
    evening, _ = launched(rituals={CHECK_IN: Ritual("monday", "20:00")})
    evening.hears(h.Yes())
    assert evening.conversation.place is not None
    assert evening.conversation.place.guide == CHECK_IN


def test_weekly_rituals_come_before_nightly_ones_and_another_days_not_at_all() -> None:
    rituals = {NIGHTLY: Ritual("daily", "21:00"), CHECK_IN: Ritual("monday", "20:00")}
    _, turn = launched(rituals=rituals)
    assert asked(turn) == "phrases.rituals.today"
    _, turn = launched(rituals={**rituals, CHECK_IN: Ritual("tuesday", "20:00")})
    assert asked(turn) == "phrases.swap"
    assert any(key.endswith(".question") for key in keys(turn))


def test_a_date_is_asked_about_before_a_nightly_ritual_and_after_a_weekly_one() -> None:
    dates = (Outing("date-001", "2026-11-21"),)
    evening, turn = launched(outings=dates, rituals={NIGHTLY: Ritual("daily", "21:00")})
    assert asked(turn) == "phrases.outings.met"
    turn = evening.hears(h.No())
    assert asked(turn) == "phrases.swap"  # on to what they came for, in the same breath
    evening, turn = launched(outings=dates, rituals={CHECK_IN: Ritual("monday", "20:00")})
    assert asked(turn) == "phrases.rituals.today"
    evening.hears(h.Stop())
    evening.passes(days=1)
    assert asked(evening.hears(h.Opened())) == "phrases.outings.met"


def test_a_dropped_session_goes_on_and_what_was_left_an_hour_ago_waits_for_the_ritual() -> None:
    rituals = {CHECK_IN: Ritual("monday", "20:00")}
    for minutes, first in ((3, "phrases.resume.soon"), (60, "phrases.welcome_back")):
        since = int((TONIGHT - timedelta(minutes=minutes)).timestamp())
        _, turn = launched(rituals=rituals, paused=Paused(Place("empathy", "first_side"), since))
        assert keys(turn)[0].startswith(first)


def test_this_week_of_a_journey_comes_before_tonights_question() -> None:
    journey = Journey(("empathy", "affection"), "2026-11-20", since="2026-11-20")
    evening, turn = launched(journey=journey)
    assert asked(turn) == "phrases.journey.now"
    assert asked(evening.hears(h.No())) == "phrases.swap"


@pytest.mark.parametrize("days", [0, 1, 8])
def test_a_launch_tells_nobody_of_a_surprise_or_of_planning_one(days: int) -> None:
    since = int((TONIGHT - timedelta(days=days, minutes=1)).timestamp())
    planning = Paused(Place("plan_surprise", "loves"), since)
    _, turn = launched(surprise=Surprise(0, "gesture-001", "2026-11-22"), paused=planning)
    assert asked(turn) == "phrases.swap"
    assert not any(
        key.startswith(("gesture.", "phrases.surprise.", "guide.plan_surprise")) for key in keys(turn)
    )


def test_after_some_weeks_people_are_welcomed_and_nothing_is_said_of_what_was_missed() -> None:
    last_month = weeks.number("2026-10-26")
    _, turn = launched(weeks=Weeks(last=last_month, row=12, best=12, all=30))
    assert keys(turn)[0] == "phrases.progress.welcome_back"
    assert "row" not in text(turn)
    _, turn = launched(weeks=Weeks(last=last_month + 3, row=12, best=12, all=30))
    assert keys(turn)[0].startswith("phrases.welcome_back")


def test_what_is_begun_by_name_is_begun_whatever_a_launch_would_come_to() -> None:
    evening = Evening(couple=Couple("c", seed=7, version=1, rituals={CHECK_IN: Ritual("monday", "20:00")}))
    assert asked(evening.hears(h.AskDate())) == "phrases.date.offer"
