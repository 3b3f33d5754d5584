"""Numbers that people gave."""

from __future__ import annotations

import pytest

from skill.couple import MOST_SCORES, Couple, Scores
from skill.dialogue.scoring import latest, rated, trend


def given(*evenings: tuple[int, int]) -> Couple:
    couple = Couple("c")
    for day, (first, second) in enumerate(evenings, 1):
        couple = rated(couple, "closeness", f"2026-11-{day:02}", 0, first)
        couple = rated(couple, "closeness", f"2026-11-{day:02}", 1, second)
    return couple


def test_both_numbers_of_an_evening_stand_together_and_a_later_one_replaces_them() -> None:
    couple = given((6, 8))
    assert couple.scores["closeness"] == (Scores("2026-11-01", 6, 8),)
    assert latest(couple, "closeness") == 7
    again = rated(couple, "closeness", "2026-11-01", 0, 4)
    assert again.scores["closeness"] == (Scores("2026-11-01", 4, 8),)


def test_one_number_alone_counts_for_itself_and_none_for_nothing() -> None:
    assert latest(rated(Couple("c"), "closeness", "2026-11-01", 1, 9), "closeness") == 9
    assert latest(Couple("c"), "closeness") is None


def test_only_the_newest_are_at_hand() -> None:
    couple = given(*[(5, 5)] * 20)
    assert len(couple.scores["closeness"]) == MOST_SCORES
    sign = rated(rated(Couple("c"), "sign_time", "2026-11-01", 0, 3), "sign_time", "2026-11-08", 0, 4)
    assert [one.evening for one in sign.scores["sign_time"]] == ["2026-11-08"]


@pytest.mark.parametrize(
    ("evenings", "expected"),
    [
        ([], "early"),
        ([(7, 7)], "early"),
        ([(7, 7), (9, 9)], "early"),
        ([(5, 6), (6, 5), (8, 7)], "closer"),
        ([(7, 7), (7, 8), (7, 7)], "same"),
        ([(8, 8), (8, 7), (5, 6)], "further"),
        ([(1, 1), (8, 8), (8, 8), (8, 8)], "same"),  # one bad evening does not make the usual
    ],
)
def test_a_trend_needs_time_and_a_noticeable_change(evenings: list[tuple[int, int]], expected: str) -> None:
    assert trend(given(*evenings), "closeness") == expected
