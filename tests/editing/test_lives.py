"""A thousand simulated couples over three years of nights."""

from __future__ import annotations

import random
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

from skill.content.loading import library
from skill.editing import lives

if TYPE_CHECKING:
    import pytest

COUPLES = 1000


def lived(seed: int) -> lives.Life:
    chance = random.Random(seed)
    content = library()
    return lives.live(content, lives.temper(content, chance), chance)


def test_a_thousand_couples_hear_nothing_twice_too_soon_and_every_deck(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Measuring the coverage of a million nights would take ten minutes; a few lives elsewhere cover it all.
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    monkeypatch.delenv("COVERAGE_PROCESS_START", raising=False)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:
        every = list(workers.map(lived, range(COUPLES), chunksize=25))
    said = lives.figures(every)
    assert said["couples"] == COUPLES
    assert said["questions heard"] > COUPLES * lives.NIGHTS
    assert said["heard twice before their deck ran out"] == 0
    assert said["deep ones late and unasked"] == 0
    # Every deck comes in every life, parenthood only where there are children.
    assert all(len(life.decks) == len(library().decks) - (not life.temper.children) for life in every)
    assert said["share of a disliked deck, against an equal share"] < 0.5
    # The depth follows what couples show of themselves.
    assert said["share of deep in the first year where light is liked"] < 0.02
    assert (
        said["share of deep in the first year where deep is liked"]
        > 2 * said["share of deep in the first year where medium is liked"]
    )
    assert said["share of light in the first year where light is liked"] > 0.5
