"""The generator of long histories; what is found out with them stands in tests/test_ten_years.py."""

from __future__ import annotations

import random

from skill.content.loading import library
from skill.editing import decades


def test_the_same_chance_lives_the_same_years() -> None:
    one, other = (decades.live(library(), random.Random(5), "ana", last=1, every=9) for _ in range(2))
    assert one == other
    assert one != decades.live(library(), random.Random(6), "ana", last=1, every=9)
