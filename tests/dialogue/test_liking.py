"""What is learnt of date ideas: bounded, never double, and told by draws."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from skill.content.loading import library
from skill.couple import MOST_OF_AN_ARM, MOST_OUTINGS, Couple, Outing
from skill.dialogue import liking
from skill.heard import VERDICTS, Verdict

LIBRARY = library()
ITEMS = sorted(LIBRARY.dates)[:40]
WALK = next(one for one in LIBRARY.dates.values() if one.kind == "walk")
GAME = next(one for one in LIBRARY.dates.values() if not set(one.tags) & set(WALK.tags))
NEW = Couple("c", seed=1)
DAY = "2026-11-28"

items = st.sampled_from(ITEMS)
days = st.sampled_from([f"2026-11-{day:02}" for day in range(1, 29)])
verdicts = st.sampled_from(["", "asked", "missed", *VERDICTS])
happenings = st.lists(
    st.one_of(
        st.tuples(st.just("passed"), items),
        st.tuples(st.just("taken"), items, days, verdicts),
    ),
    max_size=60,
)


def after(couple: Couple, happened: list[tuple[str, ...]]) -> Couple:
    for what, item, *rest in happened:
        if what == "passed":
            couple = liking.passed_by(couple, LIBRARY, item)
        else:
            couple = liking.taken_up(couple, LIBRARY, Outing(item, rest[0]))
            couple = liking.rated(couple, Outing(item, rest[0], rest[1]))  # type: ignore[arg-type]
    return couple


@settings(deadline=None)
@given(happenings)
def test_points_stay_few_whatever_happens(happened: list[tuple[str, ...]]) -> None:
    couple = after(NEW, happened)
    assert len(couple.outings) <= MOST_OUTINGS
    for arms in (couple.arms, liking.learnt(couple, LIBRARY)):
        for points in arms.values():
            assert min(points) >= 0
            assert 0 < sum(points) <= MOST_OF_AN_ARM


@settings(deadline=None)
@given(happenings, items, days, st.lists(verdicts, min_size=1, max_size=5), happenings)
def test_whoever_changes_their_mind_is_believed_as_if_they_had_said_it_at_once(
    before: list[tuple[str, ...]], item: str, day: str, said: list[str], later: list[tuple[str, ...]]
) -> None:
    couple = liking.taken_up(after(NEW, before), LIBRARY, Outing(item, day))
    often = couple
    for verdict in said:
        often = liking.rated(often, Outing(item, day, verdict))  # type: ignore[arg-type]
    once = liking.rated(couple, Outing(item, day, said[-1]))  # type: ignore[arg-type]
    assert often == once
    assert after(often, later) == after(once, later)


@given(happenings, items, days)
def test_the_same_idea_for_the_same_evening_is_taken_once(
    before: list[tuple[str, ...]], item: str, day: str
) -> None:
    once = liking.taken_up(after(NEW, before), LIBRARY, Outing(item, day))
    assert liking.taken_up(once, LIBRARY, Outing(item, day)) == once


def test_a_verdict_counts_the_same_before_and_after_newer_dates_push_it_out() -> None:
    couple = liking.taken_up(NEW, LIBRARY, Outing(WALK.id, DAY, "loved"))
    assert liking.learnt(couple, LIBRARY)["walk"] == liking.POINTS["loved"]
    assert couple.arms == {}
    for number in range(MOST_OUTINGS):
        couple = liking.taken_up(couple, LIBRARY, Outing(GAME.id, f"2026-12-0{number + 1}", "missed"))
    assert couple.arms == dict.fromkeys(WALK.tags, liking.POINTS["loved"])
    assert liking.learnt(couple, LIBRARY) == couple.arms


def test_when_an_arm_is_full_old_news_counts_for_less() -> None:
    couple = replace(NEW, arms=dict.fromkeys(WALK.tags, (MOST_OF_AN_ARM, 0)))
    couple = liking.passed_by(couple, LIBRARY, WALK.id)
    assert couple.arms["walk"] == (MOST_OF_AN_ARM // 2, liking.PASSED_BY[1] // 2)


def test_what_was_missed_and_taken_again_for_the_same_evening_is_open_again() -> None:
    couple = liking.taken_up(NEW, LIBRARY, Outing(WALK.id, DAY, "missed"))
    assert liking.taken_up(couple, LIBRARY, Outing(WALK.id, DAY)).outings == (Outing(WALK.id, DAY),)


def test_an_idea_that_a_release_took_away_says_nothing() -> None:
    couple = liking.passed_by(NEW, LIBRARY, "date-9999")
    couple = liking.taken_up(couple, LIBRARY, Outing("date-9999", DAY, "loved"))
    assert liking.learnt(couple, LIBRARY) == {}


def test_a_better_verdict_promises_more() -> None:
    def promise(verdict: Verdict | None) -> float:
        couple = liking.taken_up(NEW, LIBRARY, Outing(WALK.id, DAY, verdict)) if verdict else NEW
        return liking.scores(couple, LIBRARY, None)(WALK.id)

    assert promise("loved") > promise("fine") == promise(None) == 0.5 > promise("flop")
    passed = liking.passed_by(NEW, LIBRARY, WALK.id)
    assert promise(None) > liking.scores(passed, LIBRARY, None)(WALK.id) > promise("flop")


def test_draws_come_from_the_chance_that_is_handed_in_and_follow_what_is_known() -> None:
    couple = liking.taken_up(NEW, LIBRARY, Outing(WALK.id, DAY, "loved"))
    couple = liking.taken_up(couple, LIBRARY, Outing(GAME.id, DAY, "flop"))
    again = [liking.scores(couple, LIBRARY, random.Random(5))(WALK.id) for _ in range(2)]
    assert again[0] == again[1]
    draws = [liking.scores(couple, LIBRARY, random.Random(seed)) for seed in range(200)]
    walks = sum(score(WALK.id) > score(GAME.id) for score in draws)
    assert walks > 180  # what went well nearly always
    fresh = [liking.scores(NEW, LIBRARY, random.Random(seed)) for seed in range(200)]
    assert 70 < sum(score(WALK.id) > score(GAME.id) for score in fresh) < 130  # and nothing is presumed


def test_what_is_liked_is_named_only_where_it_is_clear() -> None:
    assert liking.liked(NEW, LIBRARY, WALK.id) == ""
    taken = liking.taken_up(NEW, LIBRARY, Outing(WALK.id, DAY))
    assert liking.liked(taken, LIBRARY, WALK.id) == ""
    loved = liking.rated(taken, Outing(WALK.id, DAY, "loved"))
    assert liking.liked(loved, LIBRARY, WALK.id) in WALK.tags
    assert liking.liked(loved, LIBRARY, GAME.id) == ""
    assert liking.untried(loved, LIBRARY, GAME.id)
    assert not liking.untried(loved, LIBRARY, WALK.id)
    assert not liking.untried(NEW, LIBRARY, WALK.id)
    mixed = replace(loved, arms=dict.fromkeys(WALK.tags, (4, 8)))
    assert liking.liked(mixed, LIBRARY, WALK.id) == ""


def test_something_was_learnt_once_a_date_was_rated_or_an_idea_passed_by() -> None:
    taken = liking.taken_up(NEW, LIBRARY, Outing(WALK.id, DAY))
    assert not liking.anything(NEW)
    assert not liking.anything(taken)
    assert liking.anything(liking.rated(taken, Outing(WALK.id, DAY, "fine")))
    assert liking.anything(liking.passed_by(NEW, LIBRARY, WALK.id))
