"""Words that mean the same wherever people are, and help that rises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skill import heard as h
from skill.couple import MOST_KEPT, Couple
from tests.evening import Evening, asked, keys, quiet, text


@pytest.mark.parametrize(
    ("heard", "first"),
    [
        (h.RateDate(), "phrases.outings.none"),
        (h.Prefer("no_alcohol"), "phrases.prefer.no_alcohol"),
        (h.ForgetTaste("budget"), "phrases.tastes."),
        (h.WhoStarts(), "phrases."),
        (h.WhoPlans(), "phrases.date.planner"),
    ],
)
def test_what_is_said_by_the_way_is_answered_and_the_talk_goes_on(heard: h.Heard, first: str) -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in"))
    place = evening.conversation.place
    turn = evening.hears(heard)
    assert keys(turn)[0].startswith(first)
    assert evening.conversation.place == place
    assert evening.events == {}


def test_a_note_is_not_said_back_nor_kept_with_the_couple() -> None:
    evening = Evening()
    turn = evening.hears(h.Note("the zebra in the attic"))
    assert "zebra" not in text(turn)
    assert "zebra" not in str(evening.couple)
    assert "zebra" not in str(evening.conversation)


def test_help_names_what_fits_the_moment() -> None:
    for start, expected in [
        (h.AskQuestion(), "help.tonights_question"),
        (h.StartAppreciation(), "help.appreciation_round"),
        (h.AskDate(), "help.date_idea"),
        (h.StartGuide("check_in"), "help.talk"),
        (h.AskSupport(), "help.ask"),
        (h.ForgetUs(), "help.yes_no"),
        (h.Introduce(), "help.names"),
    ]:
        evening = Evening()
        evening.hears(h.Opened(), start)
        place = evening.conversation.place
        turn = evening.hears(h.Help())
        assert keys(turn)[0] == expected
        assert evening.conversation.place == place
    evening = Evening()
    evening.hears(h.Opened(), h.Stop())
    evening.passes(days=1)
    assert keys(evening.hears(h.Help()))[0] == "help.idle"


def test_misses_rise_from_sorry_to_help_to_one_offer_to_a_kind_close() -> None:
    evening = Evening()
    evening.hears(h.AskSupport())
    place = evening.conversation.place
    assert keys(evening.hears(h.Unclear()))[0] == "phrases.unclear"
    assert keys(evening.hears(h.Unclear()))[0] == "help.ask"
    third = evening.hears(h.Unclear())
    assert keys(third)[0] == "phrases.stuck"
    assert asked(third) == "phrases.move_on"
    fourth = evening.hears(h.Unclear())
    assert fourth.reply.closes
    assert evening.couple.paused is not None
    assert evening.couple.paused.place == place


@pytest.mark.parametrize(("answer", "closes"), [(h.Yes(), False), (h.No(), True)])
def test_the_one_offer_is_answered_by_yes_or_no(answer: h.Heard, *, closes: bool) -> None:
    evening = Evening()
    evening.hears(h.AskSupport(), h.Unclear(), h.Unclear(), h.Unclear())
    before = evening.couple.paused
    turn = evening.hears(answer)
    assert turn.reply.closes == closes
    if closes:
        assert evening.couple.paused == before
    else:
        assert evening.conversation.place is not None
        assert evening.conversation.place.step == "raise_offer"


def test_with_nothing_going_on_the_third_miss_offers_tonights_question() -> None:
    evening = Evening()
    evening.hears(h.Unclear(), h.Unclear())
    assert asked(evening.hears(h.Unclear())) == "phrases.offer.tonights_question"
    assert asked(evening.hears(h.Yes())) == "phrases.swap"


def test_an_answer_that_is_understood_ends_the_misses() -> None:
    evening = Evening()
    evening.hears(h.AskSupport(), h.Unclear(), h.Unclear(), h.Help())
    assert evening.conversation.misses == 0


def test_delete_everything_asks_once_and_then_does_it() -> None:
    evening = Evening()
    evening.hears(h.Introduce("ana", "ben"))
    assert asked(evening.hears(h.ForgetUs())) == "phrases.forget.sure"
    turn = evening.hears(h.Yes())
    assert turn.reply.closes
    assert evening.forgotten == 1


@pytest.mark.parametrize("heard", [h.No(), h.Next(), h.Unclear(), h.Done(), h.AskDate(), h.Stop()])
def test_only_a_plain_yes_deletes(heard: h.Heard) -> None:
    evening = Evening()
    evening.hears(h.Introduce("ana", "ben"), h.ForgetUs(), heard)
    assert evening.forgotten == 0
    assert evening.couple.first == "Ana"


def test_preferences_change_what_they_say() -> None:
    evening = Evening()
    for preference, name, value in [
        ("slower", "pace", "slow"),
        ("slower", "pace", "slow"),
        ("faster", "pace", "medium"),
        ("faster", "pace", "fast"),
        ("no_alcohol", "alcohol", False),
        ("alcohol", "alcohol", True),
        ("children", "children", True),
        ("no_children", "children", False),
        ("no_timer", "timer", False),
        ("timer", "timer", True),
    ]:
        turn = evening.hears(h.Prefer(preference))
        assert f"phrases.prefer.{preference}" in keys(turn)
        assert getattr(evening.couple.tastes, name) == value
    evening.hears(h.Prefer("slower"), h.Prefer("slower"))
    assert evening.hears(h.Help()).reply.pace == "slow"


def test_unknown_preferences_change_nothing() -> None:
    evening = Evening()
    evening.hears(h.Opened())
    tastes = evening.couple.tastes
    for preference in ("loud", ""):
        evening.hears(h.Prefer(preference))
        assert evening.couple.tastes == tastes


def test_kept_things_are_read_two_at_a_time_newest_first() -> None:
    evening = Evening()
    for _ in range(5):
        evening.hears(h.AskQuestion(), h.Another(), h.SaveThis())
    kept = evening.couple.kept
    assert len(kept) == 5
    heard: list[str] = []
    turn = evening.hears(h.ReadSaved())
    heard += [key for key in keys(turn) if key.startswith("prompt.")]
    assert len(heard) == 2
    while asked(turn) == "phrases.keep.more":
        turn = evening.hears(h.Yes())
        heard += [key for key in keys(turn) if key.startswith("prompt.")]
    assert heard == [f"prompt.{one}.question" for one in kept]
    assert asked(turn) == "phrases.offer.tonights_question"


def test_reading_on_can_be_declined_and_nothing_kept_is_said_so() -> None:
    evening = Evening()
    assert "phrases.keep.none" in keys(evening.hears(h.ReadSaved()))
    for _ in range(3):
        evening.hears(h.AskQuestion(), h.Another(), h.SaveThis())
    evening.hears(h.ReadSaved())
    assert evening.hears(h.No()).reply.closes


def test_the_item_keeps_only_the_newest_and_the_history_all() -> None:
    evening = Evening()
    for _ in range(MOST_KEPT + 5):
        evening.hears(h.AskQuestion(), h.Another(), h.SaveThis())
    assert len(evening.couple.kept) == MOST_KEPT
    assert len([key for kind, key in evening.events if kind == "kept"]) == MOST_KEPT + 5


def test_while_memory_is_out_of_reach_people_hear_it_once_and_the_evening_goes_on() -> None:
    evening = Evening()
    first = evening.hears(h.Opened(), adrift=True)
    assert keys(first)[0] == "phrases.adrift"
    assert asked(first) == "phrases.swap"
    second = evening.hears(h.Done(), adrift=True)
    assert "phrases.adrift" not in keys(second)
    for heard, expected in [
        (h.SaveThis(), "phrases.keep.adrift"),
        (h.Prefer("no_timer"), "phrases.prefer.adrift"),
        (h.ForgetUs(), "phrases.forget.adrift"),
    ]:
        turn = evening.hears(heard, adrift=True)
        assert expected in keys(turn)
        assert turn.effects == ()


def test_a_deletion_that_was_asked_for_before_memory_failed_is_not_claimed() -> None:
    evening = Evening()
    evening.hears(h.ForgetUs())
    turn = evening.hears(h.Yes(), adrift=True)
    assert "phrases.forget.adrift" in keys(turn)
    assert evening.forgotten == 0


def test_without_a_place_words_still_lead_somewhere() -> None:
    for heard, expected in [
        (h.Yes(), "phrases.swap"),
        (h.AcceptDate(), "phrases.date.offer"),
        (h.ChangeDepth(deeper=True), "phrases.swap"),
        (h.Feeling("happy"), "phrases.offer.tonights_question"),
        (h.SaveThis(), "phrases.offer.tonights_question"),
        (h.Explain(), "phrases.offer.tonights_question"),
        (h.MoreTime(), "phrases.swap"),
        (h.Repeat(), "phrases.offer.tonights_question"),
        (h.Score(3), "phrases.offer.tonights_question"),
    ]:
        assert asked(Evening().hears(heard)) == expected, heard
    for heard in (h.No(), h.Done(), h.Stop(), h.Pause()):
        assert Evening().hears(heard).reply.closes


def test_a_pause_to_think_is_given_where_nobody_has_the_floor() -> None:
    evening = Evening()
    evening.hears(h.AskDate())
    place = evening.conversation.place
    turn = evening.hears(h.MoreTime())
    assert quiet(turn) == 30
    assert evening.conversation.place == place


def test_returning_couples_hear_the_brief_wordings() -> None:
    evening = Evening()
    for _ in range(7):
        evening.hears(h.Introduce("ana", "ben"), h.Stop())
        evening.passes(days=1)
    turn = evening.hears(h.Opened())
    assert keys(turn)[0] == "phrases.welcome_back.named_brief"
    assert "phrases.question.lead_brief" in keys(turn)


def test_an_offer_that_a_release_took_away_becomes_tonights_question() -> None:
    evening = Evening()
    evening.hears(h.StartGuide("tango"))
    assert evening.conversation.place is not None
    evening.conversation = replace(
        evening.conversation, place=replace(evening.conversation.place, item="tango")
    )
    assert asked(evening.hears(h.Help())) == "phrases.offer.tonights_question"


def test_kept_things_that_a_release_took_away_are_left_out() -> None:
    evening = Evening(couple=Couple("c", seed=1, kept=("gone-001", "money-001", "date-001", "gone-002")))
    said = keys(evening.hears(h.ReadSaved()))
    assert "prompt.money-001.question" in said
    assert "date.date-001.idea" in said
    assert not [key for key in said if "gone" in key]


def test_reading_on_after_a_repeat_a_drop_or_nonsense() -> None:
    evening = Evening(couple=Couple("c", seed=1, version=1, kept=tuple(f"money-00{n}" for n in range(1, 6))))
    evening.hears(h.ReadSaved(), h.Yes())
    assert "prompt.money-003.question" in keys(evening.hears(h.Repeat()))
    assert keys(evening.hears(h.Score(3)))[0] == "phrases.unclear"


def test_words_that_mean_nothing_at_a_place_do_no_harm() -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in"))
    place = evening.conversation.place
    for heard, expected in [
        (h.ChangeDepth(deeper=True), "phrases.not_here"),
        (h.SaveThis(), "phrases.keep.nothing"),
        (h.WhoPlans(), "phrases.date.planner_unnamed"),
        (h.Prefer(""), "phrases.prefer.unknown"),
    ]:
        assert expected in keys(evening.hears(heard))
        assert evening.conversation.place == place


def test_another_one_in_a_guide_goes_on() -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in"), h.Another())
    assert evening.conversation.place is not None
    assert evening.conversation.place.speaker == 1


def test_back_and_start_over_at_an_offer_say_it_again() -> None:
    evening = Evening()
    evening.hears(h.StartGuide("tango"))
    for heard in (h.Previous(), h.StartOver()):
        turn = evening.hears(heard)
        assert keys(turn)[0] == "phrases.repeat"
        assert asked(turn) == "phrases.offer.check_in"
