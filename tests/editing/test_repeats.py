"""The threshold of near duplicates, held to the pairs on which it was set."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from skill.editing.rules.repeats import KINDS, TOO_NEAR, nearest

if TYPE_CHECKING:
    from skill.editing.desk import Desk

PAIRS = tomllib.loads((Path(__file__).parent / "alike.toml").read_text(encoding="utf-8"))


def likeness(desk: Desk, kind: str) -> list[float]:
    ones, others = (desk.encode([pair[side] for pair in PAIRS[kind]]) for side in (0, 1))
    return [float(one @ other) for one, other in zip(ones, others, strict=True)]


def test_nearly_all_that_is_the_same_is_caught(desk: Desk) -> None:
    caught = sum(one >= TOO_NEAR for one in likeness(desk, "same"))
    assert caught >= 14
    assert len(PAIRS["same"]) == 16


def test_nothing_that_is_different_is_taken_for_the_same(desk: Desk) -> None:
    assert max(likeness(desk, "different")) < TOO_NEAR


def test_the_nearest_pairs_come_first_and_are_those_of_a_full_comparison(desk: Desk) -> None:
    found = [pair for pair in nearest(desk) if pair.kind == "gestures"]
    assert found == sorted(found, key=lambda pair: -pair.likeness)
    keys = [key for key in desk.library.lines if key.endswith(KINDS["gestures"]) and "phrases" not in key]
    vectors = desk.encode([desk.library.lines[key][0] for key in keys])
    every = sorted(
        (float(vectors[row] @ vectors[other]) for row in range(len(keys)) for other in range(row)),
        reverse=True,
    )
    assert abs(found[0].likeness - every[0]) < 1e-5
    assert abs(found[20].likeness - every[20]) < 1e-5
