"""Simulated couples on a journey."""

from __future__ import annotations

import random
from functools import cache

import pytest

from skill.cli import main
from skill.content.loading import library
from skill.couple import WEEKS_OF_A_JOURNEY
from skill.dialogue import paths
from skill.editing import journeys

COUPLES = 40


UNTRACED = pytest.mark.no_cover
"""Tracing would take most of the time; the command below is traced."""


@cache
def walks() -> list[journeys.Walk]:
    content = library()
    return [journeys.walk(content, random.Random(1_000_000 + number)) for number in range(COUPLES)]


@UNTRACED
def test_a_journey_tends_to_what_they_need_and_loses_nothing_over_pauses() -> None:
    said = journeys.figures(walks())
    assert said["couples"] == COUPLES
    assert said["percent of them for the two signs that are truly low"] > 70
    assert said["percent on one path for all"] < 45
    assert said["practised twice on one journey"] == 0
    assert said["lost or jumped over"] == 0
    assert said["pauses of two to eight weeks"] > COUPLES / 2
    assert said["swaps a journey"] > 1


@UNTRACED
def test_a_journey_waits_and_comes_to_its_end() -> None:
    said = journeys.figures(walks())
    assert said["percent finished at last"] > 90
    assert said["percent finished within 12 weeks, without a pause"] > 70
    within = [said[f"percent finished within {weeks} weeks"] for weeks in journeys.WITHIN]
    assert within == sorted(within)
    for walk in walks():
        # Every week of it was practised, or skipped in so many words.
        if walk.days:
            assert len(walk.practised) + walk.skips >= WEEKS_OF_A_JOURNEY
        # Five weeks lie between the first practice and the last, unless they skipped.
        assert not walk.days or walk.skips or walk.days >= 7 * (WEEKS_OF_A_JOURNEY - 1)


@UNTRACED
def test_the_same_seed_walks_the_same_way() -> None:
    again = journeys.walk(library(), random.Random(1_000_000))
    assert (again.practised, again.days) == (walks()[0].practised, walks()[0].days)


def test_what_it_is_compared_with_is_a_real_path() -> None:
    scene_library = library()
    assert len({*journeys.FOR_ALL}) == WEEKS_OF_A_JOURNEY
    assert all(one in scene_library.guides or one in paths.FEATURES for one in journeys.FOR_ALL)


def test_the_command_prints_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journeys", "--couples", "2"]) == 0
    printed = capsys.readouterr().out
    assert "2 couples" in printed
    assert "0 lost or jumped over" in printed
