"""Going through a guide without anybody there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from skill.content.loading import library
from skill.dialogue.guiding import path
from skill.editing.walking import replies

if TYPE_CHECKING:
    from skill.editing.desk import Desk


@pytest.mark.parametrize("guide", library().guides)
def test_every_stop_of_both_forms_is_walked(desk: Desk, guide: str) -> None:
    led = desk.library.guides[guide]
    for short in (False, True):
        walked = list(replies(desk.library, led, short=short, name="Ana"))
        stops = [stop for stop in path(led, short=short) if stop[0] != "last_time"]
        assert len(walked) == len(stops) + 1
        assert not walked[0].closes or not stops
