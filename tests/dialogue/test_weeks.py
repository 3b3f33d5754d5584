"""Weeks in which a couple took part."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest

from skill import heard as h
from skill.content.loading import library
from skill.conversation import Conversation
from skill.couple import Couple, Weeks
from skill.dialogue import weeks
from skill.dialogue.scene import Scene, Telling
from tests.evening import TONIGHT, Evening, keys

LIBRARY = library()


def scene(couple: Couple, now: datetime) -> Scene:
    return Scene(Conversation(), couple, LIBRARY, now)


def after(*moments: datetime, couple: Couple | None = None) -> Couple:
    """A couple that took part at each of some moments, in this order."""
    couple = couple or Couple("c")
    for now in moments:
        couple = weeks.took_part(scene(couple, now), Telling(couple)).couple
    return couple


def week(number: int) -> datetime:
    return TONIGHT + timedelta(weeks=number)


@pytest.mark.parametrize(
    ("day", "number"),
    [("1970-01-05", 1), ("1970-01-11", 1), ("1970-01-12", 2), ("2026-11-22", 2968), ("2026-11-23", 2969)],
)
def test_weeks_begin_on_mondays(day: str, number: int) -> None:
    assert weeks.number(day) == number


def test_the_new_year_breaks_no_row() -> None:
    assert weeks.number("2027-01-03") == weeks.number("2026-12-28")
    assert weeks.number("2027-01-04") == weeks.number("2026-12-28") + 1
    assert after(*(week(one) for one in range(10))).weeks.row == 10  # November to January


def test_the_same_week_counts_once_however_often() -> None:
    once = after(TONIGHT)
    assert once.weeks == Weeks(weeks.number("2026-11-23"), row=1, best=1, all=1)
    assert after(TONIGHT, TONIGHT, TONIGHT + timedelta(days=3), couple=once).weeks == once.weeks


def test_ten_years_of_weeks_are_one_small_thing() -> None:
    couple = after(*(week(one) for one in range(520)))
    assert couple.weeks == Weeks(weeks.number("2026-11-23") + 519, row=520, best=520, all=520)


def test_a_week_without_begins_a_new_row_and_the_best_one_stays() -> None:
    couple = after(week(0), week(1), week(2), week(4))
    assert (couple.weeks.row, couple.weeks.best, couple.weeks.all) == (1, 3, 4)
    assert after(week(5), week(6), week(7), couple=couple).weeks.best == 4


def test_it_does_not_matter_which_of_two_devices_comes_first() -> None:
    moments = (week(0), week(0) + timedelta(minutes=1), week(0) + timedelta(days=2))
    assert len({after(*some).weeks for some in permutations(moments)}) == 1


def test_a_clock_that_was_set_back_takes_nothing_away() -> None:
    couple = after(week(0), week(1))
    back = after(week(-3), couple=couple)
    assert back.weeks == couple.weeks
    assert after(week(2), couple=back).weeks.row == 3


@pytest.mark.parametrize(("hour", "row"), [(3, 1), (4, 2)])
def test_a_week_ends_at_four_in_the_morning_like_its_evenings(hour: int, row: int) -> None:
    monday = datetime(2026, 11, 30, hour, 59 if hour == 3 else 0, tzinfo=TONIGHT.tzinfo)
    assert after(TONIGHT, monday).weeks.row == row


def test_a_row_is_told_until_a_week_without_is_over() -> None:
    couple = after(week(0), week(1))
    told = [weeks.in_a_row(scene(couple, week(one))) for one in range(1, 5)]
    assert told == [2, 2, 0, 0]
    assert weeks.in_a_row(scene(Couple("c"), TONIGHT)) == 0


def test_a_pause_is_three_weeks_and_newcomers_never_paused() -> None:
    couple = after(week(0))
    assert [weeks.after_a_pause(scene(couple, week(one))) for one in range(5)] == [
        *(False, False, False),
        *(True, True),
    ]
    assert not weeks.after_a_pause(scene(Couple("c"), TONIGHT))


def test_answering_takes_part_and_opening_does_not() -> None:
    evening = Evening(couple=Couple("c", seed=7, version=1))
    evening.hears(h.Opened())
    assert evening.couple.weeks == Weeks()
    evening.hears(h.Yes())
    assert evening.couple.weeks.row == 1
    evening.hears(h.Yes(), h.Repeat(), h.Next())
    assert evening.couple.weeks.all == 1


@pytest.mark.parametrize("named", [True, False])
def test_after_a_pause_they_are_welcomed_without_a_word_about_the_weeks(*, named: bool) -> None:
    couple = after(week(0), week(1), week(2))
    names = {"first": "Ana", "second": "Ben"} if named else {}
    evening = Evening(couple=replace(couple, seed=7, version=1, **names), now=week(9))
    assert keys(evening.hears(h.Opened()))[0] == "phrases.progress.welcome_back"
    assert LIBRARY.wordings("phrases.progress.welcome_back") >= 3
    for wording in LIBRARY.lines["phrases.progress.welcome_back"]:
        assert "?" not in wording
        assert not any(word in wording.lower() for word in ("week", "streak", "missed you", "finally", "row"))


def test_two_weeks_away_are_no_pause() -> None:
    evening = Evening(couple=replace(after(week(0)), seed=7, version=1), now=week(2))
    assert keys(evening.hears(h.Opened()))[0] == "phrases.welcome_back.unnamed"
