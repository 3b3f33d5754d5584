"""What stands in the items, and how large they are."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.couple import Couple
from skill.errors import StoreUnavailable
from skill.reply import Event
from skill.stores.items import LIFE, Item, attributes, couple_of, event_of, plain, repeats, written
from tests.contracts import NOW, fullest

TYPES = {"S", "N", "B", "M", "L", "SS", "NS", "BS", "BOOL", "NULL"}
IDS = st.text("abcdefghijklmnopqrstuvwxyz_0123456789-", min_size=1, max_size=12)


def test_the_fullest_couple_fits_into_four_kilobytes():
    item, _ = written(fullest(), (), NOW)
    size = sum(len(name) + len(str(value).encode()) for name, value in attributes(item).items())
    assert size < 4096
    assert len(item.body.encode()) > 3000  # it is a full one


def test_a_couple_that_has_heard_nothing_is_small():
    item, _ = written(Couple("ana", seed=7, first="Ana", second="Ben", visits=1), (), NOW)
    assert item.body == '{"first":"Ana","second":"Ben","seed":7,"visits":1}'


@given(
    heard=st.dictionaries(IDS, st.integers(1, 2**200 - 1)),
    turns=st.dictionaries(IDS, st.integers(1, 99)),
    shunned=st.dictionaries(IDS, st.integers(1, 3)),
)
def test_all_that_is_known_of_decks_and_kinds_comes_back(heard, turns, shunned):
    couple = Couple("ana", heard=heard, turns=turns, shunned=shunned)
    item, _ = written(couple, (), NOW)
    assert couple_of(item) == replace(couple, version=1)


@given(st.dictionaries(IDS, st.integers(0, 2**200 - 1)))
def test_every_set_of_what_was_heard_comes_back(heard):
    item, _ = written(Couple("ana", heard=heard), (), NOW)
    known = {deck: bits for deck, bits in heard.items() if bits}
    assert couple_of(item).heard == known
    assert plain(item)["body"].get("heard", {}) == {deck: f"{bits:x}" for deck, bits in known.items()}


def test_a_body_with_its_sets_as_the_couple_writes_them_is_read_too():
    item = Item("ana", "couple", json.dumps({"seed": 7, "heard": {"dreams": "ff"}}), NOW, 1)
    assert couple_of(item).heard == {"dreams": 255}


def test_no_attribute_is_named_like_a_type_of_dynamodb():
    item, (event,) = written(fullest(), [Event("kept", "1", {"S": 1, "N": "two"})], NOW)
    assert not {name.upper() for name in (*attributes(item), *attributes(event))} & TYPES


def test_items_are_kept_for_two_years():
    item, (event,) = written(Couple("ana"), [Event("kept", "1")], NOW)
    assert item.expires == event.expires == NOW + LIFE
    assert not item.expired(NOW + LIFE - 1)
    assert item.expired(NOW + LIFE)
    assert LIFE == 730 * 86_400


def test_the_mark_tells_what_was_saved_and_not_when():
    ana, one, other = Couple("ana", seed=7), Event("kept", "1"), Event("kept", "1", {"item": "x"})
    saved, _ = written(ana, [one], NOW)
    assert repeats(written(ana, [one], NOW + 100)[0], saved, NOW)
    assert not repeats(written(replace(ana, seed=8), [one], NOW)[0], saved, NOW)
    assert not repeats(written(replace(ana, version=1), [one], NOW)[0], saved, NOW)
    assert not repeats(written(ana, [], NOW)[0], saved, NOW)
    assert not repeats(written(ana, [other], NOW)[0], saved, NOW)
    assert not repeats(saved, saved, NOW + LIFE)
    assert not repeats(saved, None, NOW)


def test_the_order_in_which_decks_were_heard_makes_no_difference():
    one = written(Couple("ana", heard={"dreams": 1, "money": 2}), (), NOW)
    assert one == written(Couple("ana", heard={"money": 2, "dreams": 1}), (), NOW)


@pytest.mark.parametrize("body", ["", "{", "[1]", "3", '"text"', '{"heard":"dreams:ä"}'])
def test_a_body_that_cannot_be_read_is_told_with_a_way_out(body):
    item = Item("ana", "couple", body, NOW)
    for read in (couple_of, plain):
        with pytest.raises(StoreUnavailable, match="restore it from a backup"):
            read(item)


@pytest.mark.parametrize("item", [("event#kept#1", ""), ("event#kept#1", "[1]"), ("event#kept", "{}")])
def test_an_event_that_cannot_be_read_is_told(item):
    with pytest.raises(StoreUnavailable, match="cannot be read"):
        event_of(Item("ana", *item, NOW))
