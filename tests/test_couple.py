"""The couple's item, written down and read back."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from skill.conversation import ASIDES, Conversation, Place, conversation_as_data, conversation_from_data
from skill.couple import (
    MOST_KEPT,
    MOST_LED,
    MOST_OF_AN_ARM,
    MOST_OPEN,
    MOST_OUTINGS,
    MOST_SCORES,
    WEEKS_OF_A_JOURNEY,
    Couple,
    Journey,
    Outing,
    Paused,
    Ritual,
    Scores,
    Surprise,
    Tastes,
    Tonight,
    Weeks,
)
from skill.couple_data import couple_as_data, couple_from_data
from skill.heard import BUDGETS, DAYS, ENERGIES, EVERY_DAY, PLACES, RITUALS, VERDICTS, WEEK, DateWish

WISHES = st.builds(
    DateWish,
    budget=st.sampled_from([None, *BUDGETS]),
    place=st.sampled_from([None, *PLACES]),
    energy=st.sampled_from([None, *ENERGIES]),
    minutes=st.none() | st.integers(1, 10_000),
    day=st.sampled_from([None, *DAYS]),
)
WHERE = st.builds(
    Place,
    guide=st.text(max_size=20),
    step=st.text(max_size=20),
    speaker=st.integers(0, 1),
    item=st.text(max_size=20),
    count=st.integers(0, 99),
    of=st.integers(0, 5),
    theme=st.text(max_size=20),
    wish=st.none() | WISHES,
    short=st.booleans(),
)
COUPLES = st.builds(
    Couple,
    id=st.just("c"),
    seed=st.integers(0, 999_999),
    first=st.text(max_size=40),
    second=st.text(max_size=40),
    tastes=st.builds(
        Tastes,
        alcohol=st.booleans(),
        children=st.booleans(),
        timer=st.booleans(),
        pace=st.sampled_from(["slow", "medium", "fast"]),
        budget=st.sampled_from([None, *BUDGETS]),
        place=st.sampled_from([None, "home", "out"]),
        energy=st.sampled_from([None, *ENERGIES]),
        faith=st.booleans(),
        music=st.booleans(),
    ),
    heard=st.dictionaries(st.text(min_size=1, max_size=20), st.integers(1, 2**200), max_size=5),
    openness=st.integers(0, MOST_OPEN),
    turns=st.dictionaries(st.text(min_size=1, max_size=20), st.integers(1, 99), max_size=5),
    shunned=st.dictionaries(st.text(min_size=1, max_size=20), st.integers(1, 3), max_size=5),
    scores=st.dictionaries(
        st.text(min_size=1, max_size=20),
        st.lists(
            st.builds(
                Scores, evening=st.text(max_size=10), first=st.integers(0, 10), second=st.integers(0, 10)
            ),
            min_size=1,
            max_size=MOST_SCORES,
        ).map(tuple),
        max_size=3,
    ),
    led=st.lists(st.text(max_size=20), max_size=MOST_LED, unique=True).map(tuple),
    tonight=st.none() | st.builds(Tonight, evening=st.text(max_size=10), prompt=st.text(max_size=20)),
    planner=st.integers(0, 1),
    paused=st.none() | st.builds(Paused, place=WHERE, since=st.integers(0, 2**32)),
    agreed=st.text(max_size=10),
    kept=st.lists(st.text(max_size=20), max_size=MOST_KEPT).map(tuple),
    visits=st.integers(0, 10_000),
    version=st.integers(0, 10_000),
    voices=st.tuples(st.text(max_size=12), st.text(max_size=12)),
    rituals=st.dictionaries(
        st.sampled_from(RITUALS),
        st.builds(
            Ritual,
            day=st.sampled_from([*WEEK, EVERY_DAY]),
            time=st.text(max_size=5),
            alert=st.text(max_size=40),
            last=st.text(max_size=10),
        ),
    ),
    unasked=st.booleans(),
    outings=st.lists(
        st.builds(
            Outing,
            item=st.text(max_size=10),
            day=st.text(max_size=10),
            verdict=st.sampled_from(["", "asked", "missed", *VERDICTS]),
        ),
        max_size=MOST_OUTINGS,
    ).map(tuple),
    arms=st.dictionaries(
        st.text(min_size=1, max_size=10),
        st.tuples(st.integers(0, MOST_OF_AN_ARM), st.integers(1, MOST_OF_AN_ARM)),
        max_size=5,
    ),
    surprise=st.none()
    | st.builds(Surprise, planner=st.integers(0, 1), item=st.text(max_size=9), day=st.text(max_size=10)),
    surpriser=st.integers(0, 1),
    journey=st.none()
    | st.builds(
        Journey,
        path=st.lists(st.text(max_size=9), min_size=5, max_size=WEEKS_OF_A_JOURNEY).map(tuple),
        begun=st.text(max_size=10),
        at=st.integers(0, 5),
        since=st.text(max_size=10),
        done=st.booleans(),
    ),
    weeks=st.builds(
        Weeks,
        last=st.integers(1, 9999),
        row=st.integers(0, 999),
        best=st.integers(0, 999),
        all=st.integers(0, 999),
    ),
)


@given(COUPLES)
def test_a_couple_comes_back_as_it_was(couple: Couple) -> None:
    data = json.loads(json.dumps(couple_as_data(couple)))
    assert couple_from_data("c", couple.version, data) == couple


@given(
    st.builds(
        Conversation,
        place=st.none() | WHERE,
        misses=st.integers(0, 4),
        said=st.dictionaries(st.text(max_size=20), st.integers(0, 9), max_size=5),
        adrift=st.booleans(),
        visit=st.integers(0, 1000),
        aside=st.none() | st.sampled_from(ASIDES),
    ).map(lambda one: replace(one, fresh=not one.visit))  # a session counts from its first visit on
)
def test_a_conversation_comes_back_as_it_was(conversation: Conversation) -> None:
    assert conversation_from_data(json.loads(json.dumps(conversation_as_data(conversation)))) == conversation


def test_an_item_from_another_release_is_read_for_what_is_in_it() -> None:
    data = {
        "seed": 3,
        "first": "Ana",
        "horoscope": "virgo",
        "openness": "abyss",
        "scores": 7,
        "turns": [],
        "tonight": 5,
        "paused": "here",
        "tastes": {"budget": "millions", "place": ["home"], "pace": 3},
        "voices": "loud",
        "rituals": {
            "check_in": ["someday", "", "", ""],
            "yoga": ["monday", "18:00", "", ""],
            "date_idea": [],
        },
        "outings": [[], ["date-001", "2026-11-28", "burnt"]],
        "arms": {"walk": [1]},
        "surprise": [],
        "journey": ["long"],
        "weeks": [1, 2],
    }
    couple = couple_from_data("c", 4, data)
    outings = (Outing("date-001", "2026-11-28"),)
    assert couple == Couple("c", seed=3, first="Ana", openness=0, version=4, outings=outings)


def test_an_empty_couple_is_a_small_item() -> None:
    assert couple_as_data(Couple("c", seed=1)) == {"seed": 1}
    assert Couple("c").new
