"""Which six practices a journey goes through."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from skill.content.loading import library
from skill.conversation import Conversation
from skill.couple import WEEKS_OF_A_JOURNEY, Couple, Journey, Scores
from skill.dialogue import paths, places, tailoring
from skill.dialogue.scene import Scene
from skill.dialogue.tailoring import GENTLE, PRACTICES
from tests.evening import TONIGHT

LIBRARY = library()
ORDERS = [dict(zip(signs, (2, 4, 5, 7, 9), strict=True)) for signs in permutations(PRACTICES)]


def scene(couple: Couple) -> Scene:
    return Scene(Conversation(), couple, LIBRARY, TONIGHT)


def scored(seed: int = 7, **signs: int) -> Couple:
    return Couple("c", seed=seed, scores={one: (Scores("2026-11-20", n, n),) for one, n in signs.items()})


def test_every_practice_can_be_begun() -> None:
    for practice in {*GENTLE, *(one for some in PRACTICES.values() for one in some)}:
        assert paths.known(scene(Couple("c")), practice)
        assert practice in LIBRARY.guides or practice in places.FEATURES
    assert frozenset(places.FEATURES) >= paths.FEATURES


@pytest.mark.parametrize("led", [(), ("daily_debrief", "empathy", "quality_time", "shared_interests")])
def test_the_two_lowest_signs_get_most_weeks_and_nothing_comes_twice(led: tuple[str, ...]) -> None:
    for signs in ORDERS:
        couple = replace(scored(**signs), led=led)
        path = paths.path(scene(couple))
        assert len(path) == len({*path}) == WEEKS_OF_A_JOURNEY
        lowest = sorted(signs, key=lambda sign: signs[sign])[:2]
        tended = {one for sign in lowest for one in PRACTICES[sign]}
        assert sum(one in tended for one in path) >= 4, (signs, path)
        assert path[0] in PRACTICES[lowest[0]]
        assert not tailoring.heavy(scene(couple), path[0])
        assert path[-1] in paths.SHARED
        weights = [tailoring.heavy(scene(couple), one) for one in path[:-1]]
        assert weights == sorted(weights)  # what is heavy comes last of all


def test_it_is_the_same_for_the_same_couple_and_differs_among_couples() -> None:
    signs = {"sign_time": 5, "sign_distance": 5, "sign_conflict": 5}
    assert paths.path(scene(scored(**signs))) == paths.path(scene(scored(**signs)))
    assert len({paths.path(scene(scored(seed=seed, **signs))) for seed in range(1, 30)}) > 5


@pytest.mark.parametrize("signs", [{}, {"sign_conflict": 3}, {"sign_talking": 9, "sign_time": 10}])
def test_few_numbers_or_none_make_a_path_too(signs: dict[str, int]) -> None:
    path = paths.path(scene(scored(**signs)))
    assert len({*path}) == WEEKS_OF_A_JOURNEY


def test_it_does_not_begin_with_what_they_did_just_now() -> None:
    couple = scored(sign_conflict=2)
    first = paths.path(scene(couple))[0]
    assert paths.path(scene(replace(couple, led=(first,))))[0] != first


def test_a_swap_brings_every_other_practice_before_one_comes_again() -> None:
    couple = scored(sign_conflict=2, sign_time=3)
    journey = Journey(paths.path(scene(couple)), "2026-11-20", at=2, since="2026-11-20")
    start, seen = journey.path, [journey.path[2]]
    for _ in range(40):
        now = paths.instead(scene(couple), journey)
        if now == seen[0]:
            break
        assert now not in (*start[:2], *start[3:])
        seen.append(now)
        journey = replace(journey, path=(*start[:2], now, *start[3:]))
    assert len(seen) == len({*seen})
    every = {*GENTLE, *(one for some in PRACTICES.values() for one in some)}
    assert {*seen} == every - {*start[:2], *start[3:]}


def test_a_lighter_one_is_neither_heavy_nor_longer() -> None:
    couple = scored(sign_conflict=2, sign_time=3)
    for heavy in ("hear_without_defending", "heart_to_heart", "check_in"):
        journey = Journey(("empathy", heavy, "date_idea"), "2026-11-20", at=1, since="2026-11-20")
        lighter = paths.instead(scene(couple), journey, lighter=True)
        assert not tailoring.heavy(scene(couple), lighter)
        minutes = LIBRARY.guides[lighter].minutes if lighter in LIBRARY.guides else paths.FEATURE_MINUTES
        assert minutes <= LIBRARY.guides[heavy].minutes
    lightest = Journey(("appreciation_round",), "2026-11-20", since="2026-11-20")
    assert not tailoring.heavy(scene(couple), paths.instead(scene(couple), lightest, lighter=True))


def test_a_release_that_takes_practices_away_breaks_no_path() -> None:
    fewer = replace(LIBRARY, guides={one: guide for one, guide in LIBRARY.guides.items() if one != "empathy"})
    couple = scored(sign_conflict=2)
    there = Scene(Conversation(), couple, fewer, TONIGHT)
    assert "empathy" not in paths.path(there)
    journey = Journey(("empathy", "date_idea"), "2026-11-20", since="2026-11-20")
    assert paths.known(there, paths.instead(there, journey))
