"""How a date was: asked once, told by word or by stars, and changed as often as people like."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill import heard as h
from skill.conversation import Conversation
from skill.couple import Couple, Outing
from skill.dialogue import choosing, places, rating
from skill.dialogue.evenings import evening as evening_of
from tests.evening import TONIGHT, Evening, asked, keys, text

ITEM, OTHER = "date-001", "date-002"
YESTERDAY = evening_of(TONIGHT - timedelta(days=1))
OUT = Outing(ITEM, YESTERDAY)


def after_a_date(*outings: Outing) -> Evening:
    couple = Couple("couple-1", seed=7, visits=2, version=3, outings=outings or (OUT,))
    return Evening(couple=choosing.mark_heard(couple, "dates", ITEM))


def verdicts(evening: Evening) -> list[str]:
    return [one.verdict for one in evening.couple.outings]


def test_a_date_is_asked_about_at_the_next_launch_after_its_day_by_its_name_and_once() -> None:
    evening = after_a_date()
    turn = evening.hears(h.Opened())
    assert asked(turn) == "phrases.outings.met"
    assert f"date.{ITEM}.name" in keys(turn)
    assert "a picnic on the floor" in text(turn)
    assert evening.conversation.place is not None
    assert evening.conversation.place.step == rating.ARRIVING
    assert verdicts(evening) == ["asked"]
    assert evening.couple.paused is None
    evening.drops()
    assert asked(evening.hears(h.Opened())) != "phrases.outings.met"


@pytest.mark.parametrize(
    "outing",
    [Outing(ITEM, evening_of(TONIGHT)), Outing("date-9999", YESTERDAY)]
    + [Outing(ITEM, YESTERDAY, verdict) for verdict in ("asked", "missed", "loved", "fine", "flop")],  # type: ignore[arg-type]
)
def test_nobody_asks_before_its_day_is_over_or_again_or_about_what_is_gone(outing: Outing) -> None:
    evening = after_a_date(outing)
    assert asked(evening.hears(h.Opened())) != "phrases.outings.met"
    assert evening.couple.outings == (outing,)


def test_the_newest_is_asked_about_first_and_each_in_its_own_launch() -> None:
    evening = after_a_date(Outing(OTHER, "2026-11-20"), OUT)
    assert f"date.{ITEM}.name" in keys(evening.hears(h.Opened()))
    evening.hears(h.Stop())
    assert f"date.{OTHER}.name" in keys(evening.hears(h.Opened()))


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([h.Yes(), h.Score(1)], "flop"),
        ([h.Yes(), h.Score(2)], "flop"),
        ([h.Yes(), h.Score(3)], "fine"),
        ([h.Yes(), h.Score(4)], "loved"),
        ([h.RateDate(stars=5)], "loved"),
        ([h.RateDate("flop")], "flop"),
        ([h.Yes(), h.RateDate("fine")], "fine"),
        ([h.RateDate(), h.Score(5)], "loved"),
        ([h.Feeling("happy"), h.Score(5)], "loved"),
        ([h.Yes(), h.Yes(), h.Score(3)], "fine"),
        ([h.Score(9), h.Score(0), h.Score(None), h.Score(2)], "flop"),
        ([h.No()], "missed"),
        ([h.Yes(), h.No()], "asked"),
        ([h.Next()], "asked"),
        ([h.Another()], "asked"),
        ([h.Repeat(), h.Help(), h.Explain(), h.Previous(), h.SaveThis(), h.MoreTime(), h.Next()], "asked"),
    ],
)
def test_every_answer_on_the_way_in_leads_on_to_what_they_came_for(
    answers: list[h.Heard], verdict: str
) -> None:
    evening = after_a_date()
    evening.hears(h.Opened())
    *before, last = answers
    for heard in before:
        turn = evening.hears(heard)
        assert turn.conversation.place is not None
        assert turn.conversation.place.guide == rating.ID
    turn = evening.hears(last)
    assert verdicts(evening) == [verdict]
    assert turn.conversation.place is not None
    assert turn.conversation.place.guide == "tonights_question"
    events = [event for (kind, _), event in evening.events.items() if kind == "date_rated"]
    if verdict in h.VERDICTS:
        assert [(one.key, one.facts) for one in events] == [
            (f"{YESTERDAY}#{ITEM}", {"item": ITEM, "verdict": verdict})
        ]
    else:
        assert events == []


def test_being_done_on_the_way_in_closes_kindly() -> None:
    evening = after_a_date()
    turn = evening.hears(h.Opened(), h.Done())
    assert turn.reply.closes
    assert keys(turn) == ["phrases.bye"]


def test_what_never_was_may_come_again() -> None:
    evening = after_a_date()
    evening.hears(h.Opened())
    assert choosing.was_heard(evening.couple, "dates", ITEM)
    turn = evening.hears(h.No())
    assert keys(turn)[0] == "phrases.outings.missed"
    assert not choosing.was_heard(evening.couple, "dates", ITEM)


@pytest.mark.parametrize("verdict", h.VERDICTS)
def test_people_say_it_by_themselves_and_hear_an_offer(verdict: h.Verdict) -> None:
    evening = after_a_date()
    turn = evening.hears(h.RateDate(verdict))
    assert keys(turn)[0] == f"phrases.outings.{verdict}"
    assert asked(turn) == "phrases.offer.tonights_question"
    assert verdicts(evening) == [verdict]


def test_asked_to_rate_it_asks_how_it_was_and_goes_back_to_what_was_left() -> None:
    evening = after_a_date()
    evening.hears(h.StartGuide("check_in", "full"))
    turn = evening.hears(h.RateDate())
    assert asked(turn) == "phrases.outings.how_was"
    turn = evening.hears(h.Score(5))
    assert verdicts(evening) == ["loved"]
    assert asked(turn) == "phrases.resume.offer"
    assert evening.hears(h.Yes()).conversation.place == evening.couple.paused.place  # type: ignore[union-attr]


def test_said_in_the_middle_of_a_guide_it_is_answered_and_the_open_question_asked_again() -> None:
    evening = after_a_date()
    before = evening.hears(h.StartGuide("check_in", "full"))
    turn = evening.hears(h.RateDate("loved"))
    assert keys(turn)[0] == "phrases.outings.loved"
    assert turn.conversation.place == before.conversation.place
    assert verdicts(evening) == ["loved"]


def test_a_number_that_is_no_stars_is_said_so_and_asked_again() -> None:
    evening = after_a_date()
    turn = evening.hears(h.RateDate(stars=9))
    assert keys(turn)[0] == "phrases.outings.range"
    assert asked(turn) == "phrases.outings.how"
    assert verdicts(evening) == [""]


def test_the_latest_whose_day_has_come_is_meant_and_only_else_one_to_come() -> None:
    ahead = Outing(OTHER, "2026-11-28")
    evening = after_a_date(ahead, OUT, Outing(ITEM, "2026-11-01"))
    evening.hears(h.RateDate("loved"))
    assert verdicts(evening) == ["", "loved", ""]
    evening = after_a_date(ahead)
    evening.hears(h.RateDate("loved"))
    assert verdicts(evening) == ["loved"]


def test_without_a_date_there_is_nothing_to_rate_and_that_is_said_kindly() -> None:
    evening = Evening()
    turn = evening.hears(h.RateDate("loved"))
    assert "phrases.outings.none" in keys(turn)
    assert evening.events == {}
    assert evening.couple.arms == {}


def test_without_a_memory_nothing_is_kept_and_that_is_said() -> None:
    for heard in (h.RateDate("loved"), h.RateDate()):
        evening = after_a_date()
        turn = evening.hears(heard, adrift=True)
        assert "phrases.outings.adrift" in keys(turn)
        assert turn.effects == ()
    for heard in (h.RateDate("loved"), h.Score(5), h.No()):
        evening = after_a_date()
        evening.hears(h.Opened())
        turn = evening.hears(heard, adrift=True)
        assert turn.effects == ()
        assert turn.couple.outings == evening.couple.outings == (replace(OUT, verdict="asked"),)


def test_both_devices_may_rate_it_and_the_last_word_counts_once() -> None:
    evening = after_a_date()
    evening.hears(h.Opened())
    kitchen, evening.conversation = evening.conversation, Conversation()
    evening.turns.clear()
    evening.hears(h.RateDate("flop"))
    evening.conversation, evening.spoken_before = kitchen, ""
    evening.turns.clear()
    evening.hears(h.Score(5))
    assert verdicts(evening) == ["loved"]
    assert evening.couple.arms == {}
    assert len([kind for kind, _ in evening.events if kind == "date_rated"]) == 1


def test_what_other_devices_pushed_out_meanwhile_is_let_be() -> None:
    for heard in (h.Score(5), h.No()):
        evening = after_a_date()
        evening.hears(h.Opened())
        evening.couple = replace(evening.couple, outings=())
        turn = evening.hears(heard)
        assert turn.conversation.place is not None
        assert turn.conversation.place.guide == "tonights_question"
        assert evening.events == {}


def test_a_place_whose_idea_a_release_took_away_is_forgiven() -> None:
    evening = after_a_date()
    evening.hears(h.Opened())
    assert evening.conversation.place is not None
    place = replace(evening.conversation.place, item="date-9999")
    evening.conversation = replace(evening.conversation, place=place)
    assert asked(evening.hears(h.Repeat())) == "phrases.offer.tonights_question"


PLAIN = [
    h.Opened, h.Yes, h.No, h.Next, h.Previous, h.Repeat, h.Help, h.Pause, h.Resume, h.StartOver, h.Done,
    h.MoreTime, h.Another, h.Explain, h.SaveThis, h.AcceptDate, h.RateDate, h.WhoPlans, h.Unclear, h.AskDate,
]  # fmt: skip
WORDS = st.one_of(
    st.sampled_from([kind() for kind in PLAIN]),
    st.builds(h.Score, st.sampled_from([None, 0, 1, 3, 5, 6])),
    st.builds(h.RateDate, st.sampled_from([None, *h.VERDICTS]), st.sampled_from([None, -1, 2, 4, 10])),
    st.builds(h.Feeling, st.just("happy")),
    st.builds(h.ChangeDepth, st.booleans()),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25), st.lists(st.booleans(), min_size=25, max_size=25))
def test_whatever_is_said_about_dates_keeps_every_law(said: list[h.Heard], nights: list[bool]) -> None:
    evening = after_a_date()
    evening.hears(h.Opened())
    for heard, night in zip(said, nights, strict=False):
        if night:
            evening.drops()
            evening.passes(days=3)
        evening.hears(heard)  # Evening checks the laws
        place = evening.conversation.place
        assert place is None or place.guide not in places.MOMENTS or evening.couple.paused != place
