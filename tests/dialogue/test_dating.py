"""Date ideas."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill import heard as h
from skill.content.loading import library
from skill.couple import Tastes
from skill.dialogue.choosing import fits, fitting_dates
from skill.dialogue.evenings import season
from tests.evening import TONIGHT, Evening, asked, keys, text

LIBRARY = library()


def idea(evening: Evening) -> str:
    assert evening.conversation.place is not None
    return evening.conversation.place.item


@pytest.mark.parametrize(
    "wish",
    [
        h.DateWish(budget="free", place="home"),
        h.DateWish(place="outdoors", energy="active"),
        h.DateWish(budget="cheap", minutes=60),
        h.DateWish(day="tonight", energy="calm"),
        h.DateWish(day="weekend", place="away"),
    ],
)
def test_every_idea_fits_and_none_comes_twice_before_all_were_heard(wish: h.DateWish) -> None:
    evening = Evening()
    fitting, met = fitting_dates(LIBRARY, wish, Tastes(), TONIGHT)
    assert met == wish
    turn = evening.hears(h.AskDate(wish))
    seen = [idea(evening)]
    while "phrases.date.all_heard" not in keys(turn):
        assert fits(LIBRARY.dates[idea(evening)], wish, Tastes(), TONIGHT)
        turn = evening.hears(h.Another())
        seen.append(idea(evening))
    assert sorted(seen[:-1]) == sorted(fitting)
    # Kinds take turns, and of its kind the one that was heard longest ago comes first.
    kind = LIBRARY.dates[seen[-1]].kind
    assert seen[-1] == next(one for one in seen if LIBRARY.dates[one].kind == kind)


@given(
    st.builds(
        h.DateWish,
        budget=st.sampled_from([None, *h.BUDGETS]),
        place=st.sampled_from([None, *h.PLACES]),
        energy=st.sampled_from([None, *h.ENERGIES]),
        minutes=st.sampled_from([None, 10, 30, 60, 120, 600]),
        day=st.sampled_from([None, *h.DAYS]),
    ),
    st.builds(Tastes, alcohol=st.booleans(), children=st.booleans()),
    st.sampled_from(
        [datetime(2026, month, 14, 19, tzinfo=ZoneInfo("Europe/Berlin")) for month in (1, 4, 7, 10)]
    ),
)
def test_tastes_and_season_hold_whatever_is_wished(wish: h.DateWish, tastes: Tastes, now: datetime) -> None:
    fitting, _ = fitting_dates(LIBRARY, wish, tastes, now)
    assert fitting
    for one in fitting:
        date = LIBRARY.dates[one]
        assert tastes.alcohol or not date.alcohol
        assert date.children or not tastes.children
        assert season(now) in date.seasons


def test_an_impossible_wish_is_loosened_and_said_so() -> None:
    evening = Evening()
    turn = evening.hears(h.AskDate(h.DateWish(minutes=1)))
    assert "phrases.date.loosened" in keys(turn)
    assert asked(turn) == "phrases.date.offer"


def test_accepting_brings_a_starter_a_plan_b_no_phones_and_whose_turn_it_is() -> None:
    evening = Evening()
    evening.hears(h.Introduce("ana", "ben"), h.AskDate(h.DateWish(place="outdoors")))
    date = idea(evening)
    turn = evening.hears(h.AcceptDate())
    spoken = keys(turn)
    for expected in (f"date.{date}.starter", f"date.{date}.plan_b", "phrases.date.phones"):
        assert expected in spoken
    assert "Ana" in text(turn)
    assert asked(turn) == "phrases.date.keep_offer"
    assert ("date_accepted", f"2026-11-23#{date}") in evening.events
    assert "Ben" in text(evening.hears(h.WhoPlans()))
    assert evening.hears(h.No()).reply.closes
    assert evening.couple.paused is None
    assert evening.couple.kept == ()


def test_a_date_that_was_taken_can_be_kept_heard_again_and_is_planned_once() -> None:
    evening = Evening()
    evening.hears(h.Introduce("ana", "ben"), h.AskDate(), h.Yes())
    date = idea(evening)
    again = evening.hears(h.Repeat())
    assert "Ana" in text(again)
    assert f"date.{date}.starter" in keys(again)
    turn = evening.hears(h.Yes())
    assert turn.reply.closes
    assert evening.couple.kept == (date,)
    assert evening.couple.planner == 1


@pytest.mark.parametrize("word", [h.Another(), h.AskDate(h.DateWish(place="home"))])
def test_after_taking_one_there_can_be_another(word: h.Heard) -> None:
    evening = Evening()
    evening.hears(h.AskDate(), h.Yes())
    date = idea(evening)
    turn = evening.hears(word)
    assert asked(turn) == "phrases.date.offer"
    assert idea(evening) != date


def test_a_no_is_as_good_as_another_and_wishes_add_up() -> None:
    evening = Evening()
    evening.hears(h.AskDate(h.DateWish(budget="free")))
    first = idea(evening)
    evening.hears(h.No())
    assert idea(evening) != first
    evening.hears(h.AskDate(h.DateWish(place="home")))
    date = LIBRARY.dates[idea(evening)]
    assert (date.budget, date.place) == ("free", "home")


def test_no_alcohol_is_a_taste_that_stays() -> None:
    evening = Evening()
    evening.hears(h.Prefer("no_alcohol"), h.Prefer("children"))
    assert evening.couple.tastes == Tastes(alcohol=False, children=True)
    for _ in range(80):
        evening.hears(h.AskDate())
        date = LIBRARY.dates[idea(evening)]
        assert date.children
        assert not date.alcohol


def test_keep_why_repeat_and_previous_stay_with_the_idea() -> None:
    evening = Evening()
    evening.hears(h.AskDate())
    date = idea(evening)
    evening.hears(h.SaveThis())
    assert evening.couple.kept == (date,)
    for word in (h.Explain(), h.Repeat(), h.Previous(), h.StartOver(), h.Help()):
        evening.hears(word)
        assert idea(evening) == date
    evening.drops()
    assert f"date.{date}.idea" in keys(evening.hears(h.ReadSaved()))


@pytest.mark.parametrize(
    ("zone", "month", "expected"),
    [
        ("America/New_York", 1, "winter"),
        ("America/New_York", 4, "spring"),
        ("Europe/Berlin", 8, "summer"),
        ("Asia/Tokyo", 11, "autumn"),
        ("Australia/Sydney", 1, "summer"),
        ("Pacific/Auckland", 7, "winter"),
        ("America/Sao_Paulo", 10, "spring"),
    ],
)
def test_seasons_turn_with_the_hemisphere(zone: str, month: int, expected: str) -> None:
    assert season(datetime(2026, month, 15, 20, tzinfo=ZoneInfo(zone))) == expected


def test_being_done_takes_no_date() -> None:
    evening = Evening()
    turn = evening.hears(h.AskDate(), h.Done())
    assert turn.reply.closes
    assert evening.events == {}
