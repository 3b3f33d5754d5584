"""Rituals: asked for, moved, listed, ended, and coming first on their evening."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from skill import heard as h
from skill.conversation import Place
from skill.couple import Couple, Ritual
from skill.dialogue import reminding, rituals, scheduling
from skill.dialogue.scene import Scene
from skill.reply import AskPermission, CancelReminders, SetReminder
from tests.evening import TONIGHT, Evening, asked, keys, text

if TYPE_CHECKING:
    from skill.heard import Heard

KNOWN = Couple("couple-1", seed=7, visits=3, version=1)
SUNDAY_SIX = h.Schedule("check_in", "sunday", "18:00")
ALL_WORDS: tuple[Heard, ...] = (
    h.Yes(), h.No(), h.Next(), h.Done(), h.Repeat(), h.Previous(), h.StartOver(), h.Another(), h.SaveThis(),
    h.Explain(), h.MoreTime(), h.Score(6), h.Score(), h.Score(99), h.Feeling("sad"), h.Unclear(), h.Help(),
    h.Resume(),
    h.AskQuestion(), h.AskDate(), h.AskDate(h.DateWish(day="friday")), h.StartGuide("check_in"),
    h.StartAppreciation(), h.Schedule(), SUNDAY_SIX, h.Schedule(time="MO"), h.Unschedule(),
    h.Unschedule("date_idea"), h.ReadRituals(), h.Reminded("done", "x"), h.WhoPlans(), h.Note("the car"),
    h.ChangeDepth(deeper=True), h.AcceptDate(), h.Opened(), h.Pause(),
)  # fmt: skip


def evening(**some: Ritual) -> Evening:
    """An evening of a couple that has these rituals."""
    return Evening(couple=replace(KNOWN, rituals=some))  # type: ignore[arg-type] - named like rituals


def test_a_complete_wish_is_an_errand_at_once_and_its_end_is_told() -> None:
    couple = evening()
    turn = couple.hears(SUNDAY_SIX)
    assert turn.effects == (SetReminder("check_in", "sunday", "18:00"),)
    turn = couple.hears(h.Reminded("done", "alert-1"))
    assert keys(turn)[0] == "phrases.rituals.set"
    assert "every Sunday at six in the evening" in text(turn)
    assert couple.couple.rituals == {"check_in": Ritual("sunday", "18:00", "alert-1")}


def test_every_sunday_at_six_is_six_in_the_evening_and_asked_before_it_is_set() -> None:
    couple = evening()
    turn = couple.hears(h.Schedule(day="sunday", time="06:00"))
    assert asked(turn) == "phrases.rituals.confirm"
    assert "your check-in" in text(turn).replace("Your", "your")
    assert "every Sunday at six in the evening" in text(turn)
    assert turn.effects == ()
    assert couple.hears(h.Yes()).effects == (SetReminder("check_in", "sunday", "18:00"),)


def test_what_was_not_said_is_asked_one_question_each_and_a_yes_takes_what_is_suggested() -> None:
    couple = evening()
    questions = [asked(couple.hears(h.Schedule()))]
    questions += [asked(couple.hears(h.Yes())) for _ in range(2)]
    assert questions == [f"phrases.rituals.ask_{step}" for step in ("which", "day", "time")]
    assert couple.hears(h.Yes()).effects == (SetReminder("check_in", "sunday", "18:00"),)


def test_a_no_brings_the_next_suggestion_and_in_the_end_it_is_left() -> None:
    couple = evening()
    couple.hears(h.Schedule())
    named = [text(couple.hears(h.No())) for _ in range(3)]
    assert ["nightly question" in named[0], "date" in named[1], "round of thanks" in named[2]] == [True] * 3
    turn = couple.hears(h.No())
    assert keys(turn)[0] == "phrases.rituals.let_be"
    assert couple.couple.rituals == {}


@pytest.mark.parametrize(
    ("said", "errand"),
    [
        ((h.AskQuestion(), h.Score(9)), ("tonights_question", "daily", "21:00")),
        ((h.AskDate(), h.AskDate(h.DateWish(day="friday")), h.Score(7)), ("date_idea", "friday", "19:00")),
        ((h.StartGuide("check_in"), h.Schedule(day="sunday", time="17:30")), ("check_in", "sunday", "17:30")),
        (
            (h.StartAppreciation(), h.Schedule(day="monday"), h.Schedule(time="EV")),
            ("appreciation_round", "monday", "19:00"),
        ),
    ],
)  # fmt: skip
def test_answers_may_come_in_any_words(said: tuple[Heard, ...], errand: tuple[str, str, str]) -> None:
    couple = evening()
    turn = couple.hears(h.Schedule(), *said)
    if asked(turn) == "phrases.rituals.confirm":  # an hour or an evening is partly a guess
        turn = couple.hears(h.Yes())
    assert turn.effects == (SetReminder(*errand),)  # type: ignore[arg-type] - strings that are ids


@pytest.mark.parametrize(
    ("day", "ritual", "meant"),
    [
        ("weekend", "check_in", "saturday"),
        ("tonight", "check_in", "monday"),  # TONIGHT is a Monday
        ("tomorrow", "check_in", "tuesday"),
        ("tonight", "tonights_question", "daily"),
        ("daily", "tonights_question", "daily"),
    ],
)
def test_days_that_are_no_weekdays_become_one(day: str, ritual: h.Ritual, meant: str) -> None:
    couple = evening()
    turn = couple.hears(h.Schedule(ritual, day, "18:00"))
    if day != "daily":
        assert asked(turn) == "phrases.rituals.confirm"
        turn = couple.hears(h.Yes())
    assert turn.effects == (SetReminder(ritual, meant, "18:00"),)


def test_after_midnight_it_is_still_the_same_evening() -> None:
    assert rituals.weekday(TONIGHT.replace(day=24, hour=1)) == "monday"


def test_a_nightly_question_needs_no_day() -> None:
    assert evening().hears(h.Schedule("tonights_question", time="21:00")).effects == (
        SetReminder("tonights_question", "daily", "21:00"),
    )


@pytest.mark.parametrize(
    ("move", "day", "time"),
    [
        (h.Schedule("check_in", "monday"), "monday", "18:00"),
        (h.Schedule("check_in", time="20:00"), "sunday", "20:00"),
    ],
)
def test_moving_leaves_what_was_not_said_as_it_is(move: h.Schedule, day: str, time: str) -> None:
    couple = evening(check_in=Ritual("sunday", "18:00", "alert-1"))
    assert couple.hears(move).effects == (SetReminder("check_in", day, time, "alert-1"),)
    turn = couple.hears(h.Reminded("done", "alert-1"))
    assert keys(turn)[0] == "phrases.rituals.moved"
    assert couple.couple.rituals["check_in"] == Ritual(day, time, "alert-1")


def test_a_wrong_guess_of_the_ritual_asks_which_and_of_the_time_when() -> None:
    couple = evening()
    assert asked(couple.hears(h.Schedule(day="sunday", time="18:00"), h.No())) == "phrases.rituals.ask_which"
    couple = evening()
    turn = couple.hears(h.Schedule("check_in", "sunday", "06:00"), h.No())
    assert asked(turn) == "phrases.rituals.ask_time"
    assert "six in the morning" in text(turn)
    assert couple.hears(h.Yes()).effects == (SetReminder("check_in", "sunday", "06:00"),)


def test_without_permission_alexa_is_to_ask_and_has_the_floor() -> None:
    couple = evening()
    couple.hears(SUNDAY_SIX)
    turn = couple.hears(h.Reminded("no_permission"))
    assert keys(turn)[0] == "phrases.rituals.permission"
    assert turn.effects == (AskPermission(SUNDAY_SIX),)
    assert turn.reply.closes
    assert couple.couple.rituals == {"check_in": Ritual("sunday", "18:00")}


def test_accepted_sets_it_and_a_second_refusal_is_not_asked_about_again() -> None:
    couple = evening()
    turn = couple.hears(h.Consented("accepted", SUNDAY_SIX))
    assert turn.effects == (SetReminder("check_in", "sunday", "18:00"),)
    turn = couple.hears(h.Reminded("no_permission"))
    assert keys(turn)[:2] == ["phrases.rituals.no_permission", "phrases.rituals.kept"]
    assert turn.effects == ()


def test_denied_is_taken_kindly_keeps_the_ritual_and_is_remembered() -> None:
    couple = evening()
    turn = couple.hears(h.Consented("denied", SUNDAY_SIX))
    assert keys(turn)[:2] == ["phrases.rituals.denied", "phrases.rituals.kept"]
    assert couple.couple.unasked
    assert couple.couple.rituals == {"check_in": Ritual("sunday", "18:00")}
    # Who asks anew is served anew.
    assert couple.hears(SUNDAY_SIX).effects
    couple.hears(h.Reminded("done", "alert-1"))
    assert not couple.couple.unasked


def test_unanswered_loses_nothing() -> None:
    couple = evening()
    turn = couple.hears(h.Consented("unanswered", SUNDAY_SIX))
    assert keys(turn)[:2] == ["phrases.rituals.unanswered", "phrases.rituals.kept"]
    assert not couple.couple.unasked
    assert "check_in" in couple.couple.rituals


@pytest.mark.parametrize("answer", ["accepted", "denied", "unanswered"])
def test_an_answer_to_a_wish_that_nobody_knows_is_answered_too(answer: h.Consent) -> None:
    turn = evening().hears(h.Consented(answer, h.Schedule()))
    assert turn.effects == ()
    assert turn.reply.ask is not None


@pytest.mark.parametrize("outcome", ["too_many", "unsupported", "unreachable", "refused"])
def test_where_there_can_be_no_reminder_the_ritual_is_kept_and_that_is_said(outcome: h.Outcome) -> None:
    couple = evening()
    couple.hears(SUNDAY_SIX)
    turn = couple.hears(h.Reminded(outcome))
    assert keys(turn)[:2] == [f"phrases.rituals.{outcome}", "phrases.rituals.kept"]
    assert couple.couple.rituals == {"check_in": Ritual("sunday", "18:00")}


def test_a_reminder_that_could_not_be_moved_may_still_sound() -> None:
    couple = evening(check_in=Ritual("sunday", "18:00", "alert-1"))
    couple.hears(h.Schedule("check_in", "monday"))
    turn = couple.hears(h.Reminded("unreachable"))
    assert "phrases.rituals.old_stands" in keys(turn)
    assert couple.couple.rituals["check_in"] == Ritual("monday", "18:00", "alert-1")


def test_rituals_are_read_two_at_a_time_and_what_is_silent_is_said() -> None:
    couple = evening(
        check_in=Ritual("sunday", "18:00", "a"),
        date_idea=Ritual("friday", "19:00"),
        tonights_question=Ritual("daily", "21:00", "b"),
    )
    turn = couple.hears(h.ReadRituals())
    assert asked(turn) == "phrases.rituals.more"
    assert {"phrases.rituals.one"} <= set(keys(turn))
    turn = couple.hears(h.Yes())
    assert "phrases.rituals.one_quiet" in keys(turn)
    assert "phrases.rituals.end" in keys(turn)


def test_one_ritual_ends_when_people_say_stop_reminding_us() -> None:
    couple = evening(check_in=Ritual("sunday", "18:00", "a"))
    assert couple.hears(h.Unschedule()).effects == (CancelReminders(("a",)),)
    assert keys(couple.hears(h.Reminded("done")))[0] == "phrases.rituals.ended"
    assert couple.couple.rituals == {}


def test_of_several_it_asks_whether_all_or_which() -> None:
    some = {"check_in": Ritual("sunday", "18:00", "a"), "date_idea": Ritual("friday", "19:00", "b")}
    couple = evening(**some)
    assert asked(couple.hears(h.Unschedule())) == "phrases.rituals.ask_end_all"
    assert couple.hears(h.Yes()).effects == (CancelReminders(("a", "b"), every=True),)
    assert keys(couple.hears(h.Reminded("done")))[0] == "phrases.rituals.ended_all"
    assert couple.couple.rituals == {}
    couple = evening(**some)
    turn = couple.hears(h.Unschedule(), h.No(), h.No())
    assert "date" in text(turn)
    assert couple.hears(h.Yes()).effects == (CancelReminders(("b",)),)
    couple.hears(h.Reminded("done"))
    assert list(couple.couple.rituals) == ["check_in"]
    assert keys(evening(**some).hears(h.Unschedule(), h.No(), h.No(), h.No()))[0] == "phrases.rituals.let_be"


def test_what_could_not_be_cancelled_is_still_there() -> None:
    couple = evening(check_in=Ritual("sunday", "18:00", "a"))
    couple.hears(h.Unschedule("check_in"))
    assert keys(couple.hears(h.Reminded("unreachable")))[0] == "phrases.rituals.not_ended"
    assert couple.couple.rituals["check_in"].alert == "a"


def test_where_alexa_no_longer_lets_the_skill_the_ritual_ends_and_that_is_said() -> None:
    couple = evening(check_in=Ritual("sunday", "18:00", "a"))
    couple.hears(h.Unschedule("check_in"))
    turn = couple.hears(h.Reminded("no_permission"))
    assert keys(turn)[:2] == ["phrases.rituals.ended", "phrases.rituals.may_sound"]
    assert couple.couple.rituals == {}


def test_a_ritual_without_a_reminder_ends_without_an_errand() -> None:
    couple = evening(check_in=Ritual("sunday", "18:00"))
    turn = couple.hears(h.Unschedule("check_in"))
    assert turn.effects == ()
    assert couple.couple.rituals == {}
    assert keys(evening().hears(h.Unschedule("check_in")))[0] == "phrases.rituals.none_such"


@pytest.mark.parametrize(("outcome", "line"), [("done", "none_left"), ("unsupported", "none_set")])
def test_with_none_at_all_it_looks_for_what_nobody_knows_of(outcome: h.Outcome, line: str) -> None:
    couple = evening()
    assert couple.hears(h.Unschedule()).effects == (CancelReminders((), every=True),)
    assert keys(couple.hears(h.Reminded(outcome)))[0] == f"phrases.rituals.{line}"


def test_on_its_evening_the_ritual_comes_first_and_once() -> None:
    couple = evening(check_in=Ritual("monday", "18:00"))
    turn = couple.hears(h.Opened())
    assert asked(turn) == "phrases.rituals.today"
    assert couple.conversation.place == Place("rituals", "today", item="check_in")
    assert "guide.check_in" in " ".join(keys(couple.hears(h.Yes())))
    couple.drops()
    couple.passes(days=-0.01)
    assert asked(couple.hears(h.Opened())) != "phrases.rituals.today"


def test_a_no_leads_on_and_done_closes() -> None:
    couple = evening(check_in=Ritual("monday", "18:00"))
    turn = couple.hears(h.Opened(), h.No())
    assert keys(turn)[0] == "phrases.rituals.another_time"
    assert turn.reply.ask is not None
    assert evening(check_in=Ritual("monday", "18:00")).hears(h.Opened(), h.Done()).reply.closes


def test_a_weekly_ritual_comes_before_a_nightly_one() -> None:
    couple = evening(tonights_question=Ritual("daily", "21:00"), check_in=Ritual("monday", "18:00"))
    assert asked(couple.hears(h.Opened())) == "phrases.rituals.today"
    other = evening(tonights_question=Ritual("daily", "21:00"), check_in=Ritual("sunday", "18:00"))
    other.hears(h.Opened())
    assert other.conversation.place is not None
    assert other.conversation.place.guide == "tonights_question"


def test_a_date_evening_says_who_plans() -> None:
    turn = evening(date_idea=Ritual("monday", "18:00")).hears(h.Opened())
    assert "phrases.rituals.date_evening" in keys(turn)
    assert asked(turn) == "phrases.date.offer"


def test_a_ritual_that_people_begin_by_themselves_has_had_its_turn() -> None:
    couple = evening(check_in=Ritual("monday", "18:00"))
    couple.hears(h.StartGuide("check_in", "full"))
    assert couple.couple.rituals["check_in"].last == "2026-11-23"
    couple.drops()
    couple.passes(hours=4)
    assert asked(couple.hears(h.Opened())) != "phrases.rituals.today"


@pytest.mark.parametrize(
    "start", [SUNDAY_SIX, h.Schedule(), h.Unschedule(), h.ReadRituals(), h.Consented("accepted", SUNDAY_SIX)]
)
def test_adrift_nothing_is_kept_and_nothing_is_done(start: Heard) -> None:
    couple = evening(check_in=Ritual("sunday", "18:00", "a"))
    turn = couple.hears(start, adrift=True)
    assert turn.effects == ()
    assert {"phrases.rituals.adrift", "phrases.rituals.out_of_reach"} & set(keys(turn))


@pytest.mark.parametrize(
    "way",
    [
        (h.Schedule(),),
        (h.Schedule("check_in"),),
        (h.Schedule("check_in", "sunday"),),
        (h.Schedule(day="sunday", time="06:00"),),
        (SUNDAY_SIX,),
        (h.Unschedule(),),
        (h.Unschedule(), h.No()),
        (h.Unschedule("check_in"),),
        (h.ReadRituals(),),
        (h.Opened(),),
    ],
)
@pytest.mark.parametrize("heard", ALL_WORDS)
def test_every_word_is_answered_at_every_place(way: tuple[Heard, ...], heard: Heard) -> None:
    couple = evening(
        check_in=Ritual("monday", "18:00", "a"),
        date_idea=Ritual("friday", "19:00", "b"),
        tonights_question=Ritual("daily", "21:00"),
    )
    couple.hears(*way)
    couple.hears(heard)  # Evening checks the laws
    couple.hears(h.Unclear() if couple.conversation.place else h.ReadRituals())


def test_a_place_of_another_release_is_forgiven() -> None:
    nonsense = Place("rituals", "which", item="tango", theme="someday/quarter/x", count=99)
    assert scheduling.wanted_at(nonsense) == scheduling.Wanted()
    couple = evening()
    couple.hears(h.Opened())
    for place in (
        nonsense,
        Place("rituals", "tango"),
        Place("rituals", "end_one"),
        Place("rituals", "setting"),
    ):
        couple.conversation = replace(couple.conversation, place=place)
        couple.hears(h.Repeat())
        couple.conversation = replace(couple.conversation, place=place)
        couple.hears(h.Reminded("done", "x"))
        assert couple.couple.rituals == {}


def test_there_is_a_weekly_ritual_today_until_it_was_offered() -> None:
    couple = evening(check_in=Ritual("monday", "18:00"))
    assert reminding.weekly_today(_scene(couple))
    couple.hears(h.Opened())
    assert not reminding.weekly_today(_scene(couple))


def _scene(couple: Evening) -> Scene:
    return Scene(couple.conversation, couple.couple, couple.library, couple.now)
