"""Closeness over time as plain data: what an APL document binds to, and nothing that names anybody.

    {"scale": [1, 10],
     "points": [{"evening": "2026-11-02", "day": 0, "value": 6.5}, …],
     "trend": [{"day": 0, "value": 6.2}, {"day": 35, "value": 7.4}]}

`day` counts from the first evening, so that a document can place points by time
without reckoning with dates. `trend` is null where it is too early to say.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from skill.couple import MOST_SCORES

if TYPE_CHECKING:
    from skill.reply import Chart

LOWEST, HIGHEST = 1.0, 10.0


def data(chart: Chart) -> dict[str, Any]:
    """A chart as plain JSON data; of more evenings than a couple keeps at hand, the newest."""
    pairs = list(zip(chart.evenings, chart.values, strict=True))[-MOST_SCORES:]
    first = date.fromisoformat(pairs[0][0]) if pairs else date.min
    points = [
        {
            "evening": evening,
            "day": (date.fromisoformat(evening) - first).days,
            "value": _held(value),
        }
        for evening, value in pairs
    ]
    trend = None
    if chart.line is not None and points:
        days = (0, points[-1]["day"])
        trend = [{"day": day, "value": _held(at)} for day, at in zip(days, chart.line, strict=True)]
    return {"scale": [LOWEST, HIGHEST], "points": points, "trend": trend}


def _held(value: float) -> float:
    """A value within the scale."""
    return min(max(value, LOWEST), HIGHEST)
