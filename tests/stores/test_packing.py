"""The small form of the couple's item: nothing is lost on the way, and it stays within one read."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.content import dates, gestures
from skill.content.decks import bit
from skill.content.loading import library
from skill.conversation import Place
from skill.couple import (
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
from skill.heard import (
    BUDGETS,
    DAYS,
    ENERGIES,
    EVERY_DAY,
    PLACES,
    RITUALS,
    VERDICTS,
    WEEK,
    DateWish,
)
from skill.stores import packing
from skill.stores.items import Item, attributes, couple_of, plain, written
from tests import contracts
from tests.contracts import NOW, READ_UNIT, fullest

IDS = st.text("abcdefghijklmnopqrstuvwxyz_0123456789-", min_size=1, max_size=12)
ODD = st.text("ab0-=|;:,. _ä", max_size=8)
"""What nothing is called, and what would break a form that is careless."""
TEXTS = IDS | ODD
EVENINGS = st.dates().map(str) | ODD
SMALL = st.integers(0, 40)


def optional(values: Any) -> Any:
    return st.none() | st.sampled_from(values)


TASTES = st.builds(
    Tastes,
    *[st.booleans()] * 3,
    st.sampled_from(["slow", "medium", "fast"]),
    optional(BUDGETS),
    optional(["home", "out"]),
    optional(ENERGIES),
    *[st.booleans()] * 2,
)
WISHES = st.builds(
    DateWish,
    optional(BUDGETS),
    optional(PLACES),
    optional(ENERGIES),
    st.none() | st.integers(1, 999),
    optional(DAYS),
)
SPOTS = st.builds(
    Place, TEXTS, TEXTS, st.integers(0, 1), TEXTS, SMALL, SMALL, TEXTS, st.none() | WISHES, st.booleans()
)
COUPLES = st.builds(
    Couple,
    st.just("ana"),
    seed=st.integers(0, 999_999),
    tastes=TASTES,
    heard=st.dictionaries(TEXTS, st.integers(1, 2**200)),
    turns=st.dictionaries(TEXTS, st.integers(1, 20)),
    shunned=st.dictionaries(TEXTS, st.integers(1, 5)),
    scores=st.dictionaries(
        TEXTS, st.lists(st.builds(Scores, EVENINGS, st.integers(0, 20), SMALL), max_size=3).map(tuple)
    ),
    led=st.lists(TEXTS, max_size=4).map(tuple),
    kept=st.lists(TEXTS, max_size=4).map(tuple),
    tonight=st.none() | st.builds(Tonight, EVENINGS, TEXTS),
    paused=st.none() | st.builds(Paused, SPOTS, st.integers(0, 2**40)),
    rituals=st.dictionaries(
        st.sampled_from(RITUALS),
        st.builds(
            Ritual,
            st.sampled_from([*WEEK, EVERY_DAY]),
            st.just("18:45") | ODD,
            st.uuids().map(str) | st.uuids().map(lambda one: str(one).upper()) | ODD,
            EVENINGS,
        ),
    ),
    outings=st.lists(
        st.builds(Outing, TEXTS, EVENINGS, st.sampled_from(["", "asked", "missed", *VERDICTS])), max_size=4
    ).map(tuple),
    arms=st.dictionaries(TEXTS, st.tuples(SMALL, SMALL).filter(any)),
    surprise=st.none() | st.builds(Surprise, st.integers(0, 1), TEXTS, EVENINGS),
    journey=st.none()
    | st.builds(
        Journey,
        st.lists(TEXTS, min_size=6, max_size=6).map(tuple),
        EVENINGS,
        st.integers(0, 6),
        EVENINGS,
        st.booleans(),
    ),
    weeks=st.none().map(lambda _: Weeks()) | st.builds(Weeks, st.integers(1, 9999), SMALL, SMALL, SMALL),
)


@given(COUPLES)
def test_whatever_is_known_comes_back_to_the_letter(couple: Couple) -> None:
    data = json.loads(json.dumps(couple_as_data(couple)))
    packed = packing.packed(data)
    assert packing.unpacked(json.loads(json.dumps(packed))) == data
    item, _ = written(couple, (), NOW)
    assert (
        couple_of(item) == replace(couple_from_data("ana", 0, data), version=1) == replace(couple, version=1)
    )
    assert plain(item)["body"] == data
    assert packing.packed(plain(item)["body"]) == json.loads(item.body)


def test_every_part_of_the_fullest_couple_is_in_its_small_form() -> None:
    body = json.loads(written(fullest(), (), NOW)[0].body)
    assert {part for part in packing.FORMS if isinstance(body[part], str)} == set(packing.FORMS)
    assert isinstance(body[packing.TOGETHER], str)
    assert not set(packing.DECKS) & set(body)


# What earlier releases wrote

LAST = Couple(
    "ana",
    seed=424242,
    first="Zoë",
    second="Ben",
    tastes=Tastes(alcohol=False, children=True, timer=False, pace="slow"),
    heard={"dreams": (1 << 50) | 0b1011, "money": 0b110, "dates": (1 << 279) | 5, "gestures": 1 << 212},
    openness=4,
    turns={"dreams": 2, "gesture.bold": 8, "date.walk": 5},
    shunned={"money": 3, "gesture.bold": 1},
    scores={
        "closeness": (Scores("2026-11-15", 7, 0), Scores("2026-11-22", 9, 10)),
        "sign_time": (Scores("2026-11-22", 5, 4),),
    },
    led=("repair", "check_in"),
    tonight=Tonight("2026-11-23", "dreams-004"),
    planner=1,
    paused=Paused(
        Place(
            "date_idea",
            "offer",
            item="date-012",
            count=2,
            wish=DateWish("cheap", "town", "calm", 90, "friday"),
        ),
        1795482900,
    ),
    agreed="2026-11-22",
    kept=("date-012", "dreams-004"),
    visits=41,
    version=12,
)
OLD = {
    "decks in one string, all else open": (
        (
            '{"agreed":"2026-11-22","first":"Zoë","heard":"date.walk:,20 '
            "dates:fB*mh00000000000000000000000000000000000000F dreams:1ONa4000X,8 gesture.bold:,33 "
            'gestures:5C8xG00000000000000000000000000000 money:1^,3","kept":["date-012","dreams-004"],'
            '"led":["repair","check_in"],"openness":4,"paused":{"place":{"count":2,"guide":"date_idea",'
            '"item":"date-012","step":"offer","wish":{"budget":"cheap","day":"friday","energy":"calm",'
            '"minutes":90,"place":"town"}},"since":1795482900},"planner":1,"scores":{"closeness":'
            '[["2026-11-15",7,0],["2026-11-22",9,10]],"sign_time":[["2026-11-22",5,4]]},"second":"Ben",'
            '"seed":424242,"tastes":{"alcohol":false,"children":true,"pace":"slow","timer":false},'
            '"tonight":["2026-11-23","dreams-004"],"visits":41}'
        ),
        LAST,
    ),
    "sets of what was heard in one string, before decks took turns": (
        '{"first":"Ana","heard":"dates:1p dreams:1^","kept":["date-012"],"seed":7,"visits":3}',
        Couple(
            "ana",
            seed=7,
            first="Ana",
            heard={"dates": 0b101, "dreams": 0b110},
            kept=("date-012",),
            visits=3,
            version=12,
        ),
    ),
    "nothing packed at all": (
        '{"seed":7,"heard":{"dreams":"ff"},"turns":{"dreams":2},"shunned":{"money":1},"visits":3}',
        Couple(
            "ana", 7, heard={"dreams": 255}, turns={"dreams": 2}, shunned={"money": 1}, visits=3, version=12
        ),
    ),
}


@pytest.mark.parametrize(("body", "expected"), OLD.values(), ids=OLD)
def test_what_an_earlier_release_wrote_is_read_and_then_written_small(body: str, expected: Couple) -> None:
    read = couple_of(Item("ana", "couple", body, NOW, 12, 7))
    assert read == expected
    again, _ = written(read, (), NOW)
    assert couple_of(again) == replace(expected, version=13)
    assert len(again.body) <= len(body)


# Within one read, for good


def test_the_fullest_couple_is_one_read_with_room_to_spare() -> None:
    item, _ = written(fullest(), (), NOW)
    size = sum(len(name) + len(str(value).encode()) for name, value in attributes(item).items())
    assert READ_UNIT - 400 < size <= READ_UNIT - 150, size


def test_the_library_stays_within_what_the_fullest_couple_assumes() -> None:
    """Whoever adds more than this counts again, in tests/contracts, whether a couple still fits."""
    content, room = library(), contracts.ROOM
    told = f"more than {contracts.__name__} leaves room for: see there"
    assert len(content.decks) <= contracts.MOST_DECKS, f"decks: {told}"
    for deck in content.decks.values():
        assert max(bit(one.id) for one in deck.prompts) <= contracts.QUESTIONS, f"{deck.id}: questions {told}"
    for name, some in {
        "dates": content.dates,
        "gestures": content.gestures,
        "appreciations": content.appreciations,
        "closings": content.closings,
    }.items():
        assert max(bit(one) for one in some) <= room[name], f"{name}: {told}"
    assert {one.kind for one in content.dates.values()} <= set(dates.KINDS)
    assert {one.kind for one in content.gestures.values()} <= set(gestures.KINDS)
    for guide in content.guides.values():
        for step in guide.steps:
            assert len(guide.id) + len(step) <= contracts.LONGEST_PLACE, f"{step}: {told}"
