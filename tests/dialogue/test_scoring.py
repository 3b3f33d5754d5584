"""Numbers that people gave, and which way they go."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest

from skill.couple import MOST_SCORES, Couple, Scores
from skill.dialogue.scoring import LASTING, Course, course, lasting, latest, rated, trend

FIRST = date(2026, 8, 3)


def given(*evenings: tuple[int, int] | None, every: int = 7) -> Couple:
    """A couple that gave these numbers, so many days apart; None for an evening without."""
    couple = Couple("c")
    for number, scores in enumerate(evenings):
        if scores is not None:
            day = (FIRST + timedelta(days=every * number)).isoformat()
            couple = rated(couple, "closeness", day, 0, scores[0])
            couple = rated(couple, "closeness", day, 1, scores[1])
    return couple


def both(*numbers: int, every: int = 7) -> Couple:
    return given(*((one, one) for one in numbers), every=every)


def test_both_numbers_of_an_evening_stand_together_and_a_later_one_replaces_them() -> None:
    couple = given((6, 8))
    assert couple.scores["closeness"] == (Scores("2026-08-03", 6, 8),)
    assert latest(couple, "closeness") == 7
    again = rated(couple, "closeness", "2026-08-03", 0, 4)
    assert again.scores["closeness"] == (Scores("2026-08-03", 4, 8),)


def test_one_number_alone_counts_for_itself_and_none_for_nothing() -> None:
    assert latest(rated(Couple("c"), "closeness", "2026-11-01", 1, 9), "closeness") == 9
    assert latest(Couple("c"), "closeness") is None


def test_only_the_newest_are_at_hand() -> None:
    couple = both(*[5] * 30)
    evenings = [one.evening for one in couple.scores["closeness"]]
    assert len(evenings) == MOST_SCORES
    assert evenings[-1] == (FIRST + timedelta(weeks=29)).isoformat()
    sign = rated(rated(Couple("c"), "sign_time", "2026-11-01", 0, 3), "sign_time", "2026-11-08", 0, 4)
    assert [one.evening for one in sign.scores["sign_time"]] == ["2026-11-08"]


def test_numbers_given_every_night_still_reach_back_over_weeks() -> None:
    couple = both(*(max(3, 9 - night // 7) for night in range(60)), every=1)
    assert len(couple.scores["closeness"]) == MOST_SCORES
    assert course(couple).days >= LASTING
    assert trend(couple) == "further"


def test_evenings_stay_in_order_whatever_the_clock_does() -> None:
    couple = Couple("c")
    for day in ("2026-11-20", "2026-11-02", "2026-11-11", "2026-11-02"):
        couple = rated(couple, "closeness", day, 0, 6)
    evenings = [one.evening for one in couple.scores["closeness"]]
    assert evenings == ["2026-11-02", "2026-11-11", "2026-11-20"]


@pytest.mark.parametrize(
    ("couple", "expected"),
    [
        (both(), "early"),
        (both(9), "early"),
        (both(9, 6, 3), "early"),  # three evenings are none too many
        (both(9, 7, 5, 3, every=6), "early"),  # nor are two weeks and a half
        (both(5, 6, 7, 8), "closer"),
        (both(8, 7, 6, 5), "further"),
        (both(7, 8, 7, 8, 7, 8), "same"),
        (both(8, 8, 8, 2), "same"),  # one bad evening is no trend
        (both(1, 8, 8, 8, 8), "same"),
        (both(9, 9, 8, 2, 7, 7, 6, 6), "further"),  # and hides none
        (given((7, 8), (7, 7), (8, 7), (7, 7)), "same"),
        (
            given((8, 0), None, (0, 7), None, (6, 0), None, (0, 5)),
            "further",
        ),  # one number an evening is enough
        (both(7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6), "same"),  # less than noticeable
    ],
)
def test_a_trend_needs_time_a_noticeable_change_and_agreement(couple: Couple, expected: str) -> None:
    assert trend(couple) == expected


def test_a_trend_looks_no_further_back_than_half_a_year() -> None:
    old = both(2, 3, 4)
    for number in range(4):
        day = (FIRST + timedelta(days=400 + 7 * number)).isoformat()
        old = rated(old, "closeness", day, 0, 8)
    assert trend(old) == "same"
    assert len(course(old).evenings) == 4


def test_the_line_is_theils_and_is_held_to_the_scale() -> None:
    assert course(both(5, 6, 7, 8)).line == (5.0, 8.0)
    assert course(both(5, 6, 7, 2, 9)).line == (5.0, 9.0)  # one evening moves it little
    assert course(both(9, 10, 10, 10)).line is not None
    assert course(both(5, 6)).line is None
    assert course(Couple("c")) == Course()


@pytest.mark.parametrize("seed", range(20))
def test_the_line_agrees_with_the_slow_way_and_turns_with_the_numbers(seed: int) -> None:
    chance = random.Random(seed)
    numbers = [chance.randrange(1, 11) for _ in range(chance.randrange(4, 13))]
    seen, mirrored = course(both(*numbers)), course(both(*(11 - one for one in numbers)))
    turned = {"closer": "further", "further": "closer"}
    assert mirrored.trend == turned.get(seen.trend, seen.trend)
    slopes = sorted(
        (later - one) / (j - i) for i, one in enumerate(numbers) for j, later in enumerate(numbers) if i < j
    )
    middle = len(slopes) // 2
    slope = slopes[middle] if len(slopes) % 2 else (slopes[middle - 1] + slopes[middle]) / 2
    assert seen.line is not None
    if all(1 < end < 10 for end in seen.line):
        assert seen.line[1] - seen.line[0] == pytest.approx(slope * (len(numbers) - 1), abs=0.02)


@pytest.mark.parametrize(
    ("couple", "expected"),
    [
        (both(), False),
        (both(2), False),  # one evening says little
        (both(7, 2), False),
        (both(7, 3, 3), True),
        (both(8, 7, 6, 5), False),  # falling, but not for long
        (both(9, 8, 7, 6, 5, 4), True),
        (both(4, 5, 6, 7, 8, 9), False),
    ],
)
def test_help_is_for_what_lasts(couple: Couple, *, expected: bool) -> None:
    assert lasting(couple) == expected


def wobbling(chance: random.Random, weeks: int, slope: float) -> list[str]:
    """The trends of a couple that is asked every week; moods come and go, and the two differ."""
    couple, told, level = Couple("c"), [], chance.uniform(5, 8) if not slope else 8.0
    for week in range(weeks):
        day, mood = (FIRST + timedelta(weeks=week)).isoformat(), chance.gauss(0, 0.8)
        for who in (0, 1):
            score = round(level + slope * week + mood + chance.gauss(0, 0.8))
            couple = rated(couple, "closeness", day, who, min(max(score, 1), 10))
        told.append(trend(couple))
    return told


def test_couples_that_only_wobble_are_seldom_told_otherwise_and_a_real_fall_is_seen() -> None:
    chance = random.Random(5)
    steady = [wobbling(chance, 8, 0.0) for _ in range(150)]
    for week in (4, 6, 8):
        assert sum(one[week - 1] == "further" for one in steady) / len(steady) < 0.1
    falling = [wobbling(chance, 8, -0.5) for _ in range(150)]
    assert sum(one[7] == "further" for one in falling) / len(falling) > 0.8
    assert not any(one[7] == "closer" for one in falling)
    # What was said in one week is seldom the opposite in the next.
    turns = [{one, later} for told in steady for one, later in pairwise(told)]
    assert turns.count({"closer", "further"}) == 0
