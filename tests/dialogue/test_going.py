"""For which evening a date is meant, and when it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from skill.content.loading import library
from skill.conversation import Conversation
from skill.couple import Couple, Outing
from skill.dialogue import going
from skill.dialogue.scene import Scene
from tests.evening import TONIGHT

LIBRARY = library()
ANY = next(one for one in LIBRARY.dates.values() if one.days == "any")
WORKDAY = next(one for one in LIBRARY.dates.values() if one.days == "weekday")
MONDAY, THURSDAY, SATURDAY, SUNDAY = (TONIGHT + timedelta(days=days) for days in (0, 3, 5, 6))


@pytest.mark.parametrize(
    ("now", "day", "expected"),
    [
        (MONDAY, "tonight", "2026-11-23"),
        (MONDAY.replace(hour=2), "tonight", "2026-11-22"),  # an evening lasts until four
        (MONDAY, "tomorrow", "2026-11-24"),
        (MONDAY, "monday", "2026-11-23"),
        (MONDAY, "sunday", "2026-11-29"),
        (THURSDAY, "wednesday", "2026-12-02"),
        (THURSDAY, "weekend", "2026-11-28"),
        (SATURDAY, "weekend", "2026-11-28"),
        (SUNDAY, "weekend", "2026-11-29"),
        (MONDAY, None, "2026-11-29"),
        (SUNDAY, None, "2026-11-29"),
    ],
)
def test_the_evening_is_the_one_they_named_or_the_last_of_the_week(
    now: datetime, day: str | None, expected: str
) -> None:
    assert going.meant_for(ANY, day, now) == expected


def test_what_works_on_a_working_day_is_meant_for_one() -> None:
    assert going.meant_for(WORKDAY, None, MONDAY) == "2026-11-27"
    assert going.meant_for(WORKDAY, None, SATURDAY) == "2026-12-04"


@pytest.mark.parametrize(("minutes", "first_day_over"), [(90, "29"), (1440, "29"), (2880, "30")])
def test_a_date_of_more_than_a_day_is_over_later(minutes: int, first_day_over: str) -> None:
    date = replace(ANY, minutes=minutes)
    content = replace(LIBRARY, dates={date.id: date})
    for day in ("27", "28", "29", "30"):
        now = TONIGHT.replace(day=int(day))
        scene = Scene(Conversation(), Couple("c"), content, now)
        assert going.over(scene, Outing(date.id, "2026-11-28")) == (day >= first_day_over)
        assert going.begun(scene, Outing(date.id, "2026-11-28")) == (day >= "28")
