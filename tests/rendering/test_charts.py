"""Closeness over time as data for a screen."""

from __future__ import annotations

import json
from datetime import date, timedelta

from skill import heard as h
from skill.couple import MOST_SCORES, Couple, Scores
from skill.rendering import charts
from skill.reply import Chart
from tests.evening import Evening


def many(number: int) -> Chart:
    evenings = tuple((date(2026, 1, 1) + timedelta(days=one)).isoformat() for one in range(number))
    return Chart(evenings, tuple(5.5 for _ in evenings), (5.0, 6.0))


def test_points_lie_by_time_and_the_trend_goes_from_the_first_to_the_last() -> None:
    chart = Chart(("2026-11-02", "2026-11-09", "2026-11-30"), (6.5, 7.0, 8.0), (6.2, 8.1))
    assert charts.data(chart) == {
        "scale": [1, 10],
        "points": [
            {"evening": "2026-11-02", "day": 0, "value": 6.5},
            {"evening": "2026-11-09", "day": 7, "value": 7.0},
            {"evening": "2026-11-30", "day": 28, "value": 8.0},
        ],
        "trend": [{"day": 0, "value": 6.2}, {"day": 28, "value": 8.1}],
    }


def test_where_it_is_too_early_to_say_there_is_no_trend() -> None:
    assert charts.data(Chart(("2026-11-02",), (6.5,)))["trend"] is None
    assert charts.data(Chart((), (), (1.0, 2.0))) == {"scale": [1, 10], "points": [], "trend": None}


def test_it_is_bounded_and_within_its_scale() -> None:
    data = charts.data(many(500))
    assert len(data["points"]) == MOST_SCORES
    assert data["points"][-1]["evening"] == many(500).evenings[-1]
    assert data["points"][0]["day"] == 0
    assert len(json.dumps(data)) < 1200
    wild = charts.data(Chart(("2026-11-02",), (99.0,), (-3.0, 12.0)))
    assert wild["points"][0]["value"] == 10
    assert [end["value"] for end in wild["trend"]] == [1, 10]


def test_what_the_dialogue_shows_makes_plain_data_without_anybodys_name() -> None:
    scores = tuple(Scores(f"2026-{month:02}-23", 4 + month % 5, 6) for month in range(8, 12))
    couple = Couple("c", seed=7, version=1, first="Ana", second="Ben", scores={"closeness": scores})
    chart = Evening(couple=couple).hears(h.Progress()).reply.chart
    assert chart is not None
    written = json.dumps(charts.data(chart))
    assert json.loads(written) == charts.data(chart)
    assert "Ana" not in written
    assert "Ben" not in written
    assert len(charts.data(chart)["points"]) == 4
