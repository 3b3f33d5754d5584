"""Date ideas."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill import heard as h
from skill.content.dates import TAGS
from skill.content.loading import library
from skill.couple import Outing, Tastes
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
    # When all were heard they begin again, but not with the one that was heard just now.
    assert seen[-1] in fitting
    assert seen[-1] != seen[-2]


@given(
    st.builds(
        h.DateWish,
        budget=st.sampled_from([None, *h.BUDGETS]),
        place=st.sampled_from([None, *h.PLACES]),
        energy=st.sampled_from([None, *h.ENERGIES]),
        minutes=st.sampled_from([None, 10, 30, 60, 120, 600]),
        day=st.sampled_from([None, *h.DAYS]),
    ),
    st.builds(
        Tastes,
        alcohol=st.booleans(),
        children=st.booleans(),
        budget=st.sampled_from([None, *h.BUDGETS]),
        place=st.sampled_from([None, "home", "out"]),
        energy=st.sampled_from([None, *h.ENERGIES]),
    ),
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
        # What is wished for tonight may go beyond what is usually liked; nothing else does.
        assert tastes.energy in (None, date.energy) or wish.energy == date.energy
        most = [h.BUDGETS.index(one) for one in (tastes.budget, wish.budget) if one]
        assert tastes.budget is None or h.BUDGETS.index(date.budget) <= max(most)
        out = date.place != "home"
        assert tastes.place is None or out == (tastes.place == "out") or wish.place == date.place


@pytest.mark.parametrize(
    ("tastes", "wish", "expected"),
    [
        (Tastes(budget="cheap"), h.DateWish(), {"free", "cheap"}),
        (Tastes(budget="cheap"), h.DateWish(budget="splurge"), set(h.BUDGETS)),
        (Tastes(budget="splurge"), h.DateWish(budget="free"), {"free"}),
    ],
)
def test_a_budget_that_is_known_holds_until_a_wish_names_another(
    tastes: Tastes, wish: h.DateWish, expected: set[str]
) -> None:
    fitting, _ = fitting_dates(LIBRARY, wish, tastes, TONIGHT)
    assert {LIBRARY.dates[one].budget for one in fitting} == expected


def test_staying_in_and_going_out_are_tastes_that_stay() -> None:
    for place, expected in (("home", {"home"}), ("out", {"outdoors", "town", "away"})):
        fitting, _ = fitting_dates(LIBRARY, h.DateWish(), Tastes(place=place), TONIGHT)  # type: ignore[arg-type]
        assert {LIBRARY.dates[one].place for one in fitting} == expected
    fitting, _ = fitting_dates(LIBRARY, h.DateWish(place="town"), Tastes(place="home"), TONIGHT)
    assert {LIBRARY.dates[one].place for one in fitting} == {"town"}


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


def test_taking_one_up_is_remembered_for_its_evening_and_counts_once() -> None:
    evening = Evening()
    evening.hears(h.AskDate(h.DateWish(day="saturday")))
    offered = evening.conversation
    date = idea(evening)
    evening.hears(h.Yes())
    taken = evening.couple
    assert taken.outings == (Outing(date, "2026-11-28"),)
    assert taken.planner == 1
    # The other device still offers the same one; taking it there says the same and changes nothing.
    evening.conversation, evening.spoken_before = offered, ""
    evening.turns.clear()
    turn = evening.hears(h.AcceptDate())
    assert asked(turn) == "phrases.date.keep_offer"
    assert turn.conversation.place is not None
    assert turn.conversation.place.speaker == 0
    assert replace(evening.couple, version=0, paused=None) == replace(taken, version=0, paused=None)
    assert sum(kind == "date_accepted" for kind, _ in evening.events) == 1


def test_taken_by_a_new_session_the_same_evening() -> None:
    evening = Evening()
    evening.hears(h.AskDate())
    date = idea(evening)
    evening.drops()
    evening.hears(h.AcceptDate())
    assert [one.item for one in evening.couple.outings] == [date]


def test_without_a_memory_nothing_is_taken_up_for_good() -> None:
    evening = Evening()
    evening.hears(h.AskDate(), adrift=True)
    turn = evening.hears(h.Yes(), adrift=True)
    assert asked(turn) == "phrases.date.keep_offer"
    assert evening.events == {}
    assert evening.couple.outings == ()


def test_turns_of_kinds_from_earlier_releases_are_dropped_when_they_are_met() -> None:
    evening = Evening()
    old = {"date.walk": 3, "gesture.note": 2}
    evening.couple = replace(evening.couple, turns=old, shunned=old)
    evening.hears(h.AskDate())
    assert evening.couple.turns == evening.couple.shunned == {"gesture.note": 2}


def test_passing_by_weighs_against_what_was_on_offer_and_not_against_what_was_taken() -> None:
    evening = Evening()
    evening.hears(h.AskDate())
    tags = LIBRARY.dates[idea(evening)].tags
    evening.hears(h.Another())
    assert set(evening.couple.arms) == set(tags)
    assert all(badly for _, badly in evening.couple.arms.values())
    evening.hears(h.Yes())
    before = evening.couple.arms
    evening.hears(h.Another())
    assert evening.couple.arms == before


def test_why_this_one_tells_what_they_liked_before() -> None:
    evening = Evening()
    evening.hears(h.AskDate())
    assert keys(evening.hears(h.Explain()))[:2] == ["phrases.date.why", "phrases.date.offer"]
    tag = LIBRARY.dates[idea(evening)].kind
    evening.couple = replace(evening.couple, arms={tag: (8, 0)})
    turn = evening.hears(h.Explain())
    assert f"phrases.outings.tag.{tag}" in keys(turn)
    evening.couple = replace(evening.couple, arms={"nothing_here": (8, 0)})
    assert "phrases.outings.untried" in keys(evening.hears(h.Explain()))
    assert asked(evening.turns[-1]) == "phrases.date.offer"


def test_every_tag_has_a_name_for_the_ear_and_no_two_groups_share_one() -> None:
    assert len(set(TAGS)) == len(TAGS)
    for tag in TAGS:
        assert f"phrases.outings.tag.{tag}" in LIBRARY.lines
    for date in LIBRARY.dates.values():
        assert len(set(date.tags) & set(TAGS)) == 5
