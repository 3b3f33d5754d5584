"""One suite for all stores: what `skill.store.Store` promises."""

from __future__ import annotations

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from skill.couple import Couple
from skill.errors import StaleCouple, StoreError
from skill.reply import Event
from skill.stores.dynamodb import DynamoStore
from skill.stores.items import LIFE
from skill.stores.memory import MemoryStore
from skill.stores.sqlite import SqliteStore
from tests.contracts import NOW, Clock, fullest
from tests.live import dynamodb_local

if TYPE_CHECKING:
    from skill.store import Store

ANA = Couple("ana", seed=7, first="Ana", second="Ben")
SCORE = Event("closeness", "2026-11-23#first", {"score": 8})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "sqlite", "dynamodb"])
def store(request, tmp_path, clock) -> Store:
    if request.param == "memory":
        return MemoryStore(clock)
    if request.param == "sqlite":
        return SqliteStore(tmp_path / "couple.sqlite", clock)
    table = request.getfixturevalue("dynamodb_table")
    return DynamoStore(dynamodb_local.client(request.getfixturevalue("dynamodb_endpoint")), table, clock)


def test_nobody_is_known_at_first(store):
    assert store.load("ana") is None
    assert store.recall("ana", "closeness") == []
    assert store.export("ana") == []


def test_every_field_comes_back(store):
    couple = fullest()
    plain = Couple("nobody")
    assert [one.name for one in fields(couple) if getattr(couple, one.name) == getattr(plain, one.name)] == [
        "version"
    ]
    assert max(bits.bit_length() for bits in couple.heard.values()) == 301
    saved = store.save(couple)
    assert saved == replace(couple, version=1)
    assert store.load(couple.id) == saved


def test_a_couple_of_whom_nothing_is_known_comes_back(store):
    assert store.load("ana") is None
    assert store.save(Couple("ana")) == Couple("ana", version=1)
    assert store.load("ana") == Couple("ana", version=1)


@pytest.mark.parametrize(
    "name", ["Zoë", "Жанна", "春香", "O\N{RIGHT SINGLE QUOTATION MARK}Neill", '"\\', "🌻"]
)
def test_names_of_any_script_come_back(store, name):
    saved = store.save(replace(ANA, id=f"id of {name}", first=name), [Event("kind", name, {"fact": name})])
    assert store.load(saved.id) == saved
    assert store.recall(saved.id, "kind") == [Event("kind", name, {"fact": name})]
    assert store.export(saved.id)[0]["body"]["first"] == name


def test_the_version_counts_the_saves(store):
    couple = ANA
    for version in (1, 2, 3):
        couple = store.save(replace(couple, visits=couple.visits + 1))
        assert couple.version == version
        assert store.load("ana") == couple


def test_a_stale_save_raises_and_changes_nothing(store):
    read = store.save(ANA, [SCORE])
    latest = store.save(replace(read, visits=1))
    before = store.export("ana")
    for stale in (replace(read, visits=2), replace(latest, version=7), replace(ANA, visits=3)):
        with pytest.raises(StaleCouple):
            store.save(stale, [Event("closeness", "2026-11-24#first", {"score": 1})])
        with pytest.raises(StaleCouple):
            store.save(stale)
    assert store.load("ana") == latest
    assert store.export("ana") == before


def test_a_stale_save_names_nobody(store):
    store.save(ANA)
    with pytest.raises(StaleCouple) as caught:
        store.save(replace(ANA, visits=2))
    assert "ana" not in str(caught.value).lower()


def test_the_very_same_save_succeeds_once_more(store, clock):
    once = store.save(ANA, [SCORE])
    clock.now += 5
    assert store.save(ANA, [SCORE]) == once
    twice = store.save(replace(once, visits=1))
    clock.now += 5
    assert store.save(replace(once, visits=1)) == twice
    assert store.load("ana") == twice
    assert store.recall("ana", "closeness") == [SCORE]


def test_the_same_couple_with_other_events_is_another_save(store):
    read = store.save(ANA)
    store.save(replace(read, visits=1), [SCORE])
    with pytest.raises(StaleCouple):
        store.save(replace(read, visits=1), [Event("closeness", "2026-11-23#second", {"score": 3})])
    with pytest.raises(StaleCouple):
        store.save(replace(read, visits=1))
    assert store.recall("ana", "closeness") == [SCORE]


def test_of_two_who_save_first_one_wins(store):
    other = replace(ANA, seed=8, first="Cleo")
    saved = store.save(ANA)
    with pytest.raises(StaleCouple):
        store.save(other, [SCORE])
    assert store.load("ana") == saved
    assert store.recall("ana", "closeness") == []


def test_a_couple_without_a_seed_may_draw_it_later(store):
    saved = store.save(Couple("ana"))
    drawn = store.save(replace(saved, seed=5))
    assert store.load("ana") == drawn == Couple("ana", seed=5, version=2)


def test_an_event_recorded_again_is_kept_once_with_its_latest_facts(store):
    read = store.save(ANA, [SCORE])
    changed = replace(SCORE, facts={"score": 3})
    store.save(read, [SCORE, changed])
    assert store.recall("ana", "closeness") == [changed]


def test_as_many_events_as_a_transaction_holds_are_saved_together(store):
    events = [Event("closeness", f"{number:03}", {"score": number}) for number in range(99)]
    store.save(ANA, events)
    assert store.recall("ana", "closeness", limit=200) == events[::-1]


def test_more_events_are_refused_and_nothing_is_saved(store):
    events = [Event("closeness", f"{number:03}") for number in range(100)]
    with pytest.raises(StoreError, match="100 events"):
        store.save(ANA, events)
    assert store.load("ana") is None
    assert store.recall("ana", "closeness") == []


def test_recall_gives_the_newest_first_and_no_more_than_asked_for(store):
    keys = ["2026-11-02", "2026-11-30", "2026-11-09", "2026-11-16#first", "2026-11-16#second"]
    read = store.save(ANA, [Event("closeness", key) for key in keys[:2]])
    store.save(read, [Event("closeness", key) for key in keys[2:]])
    newest = sorted(keys, reverse=True)
    assert [event.key for event in store.recall("ana", "closeness")] == newest
    for limit in (1, 2, 5, 6, 5000):
        assert [event.key for event in store.recall("ana", "closeness", limit)] == newest[:limit]
    assert store.recall("ana", "closeness", 0) == []
    assert store.recall("ana", "closeness", -1) == []


def test_recall_stops_at_twenty_unless_told(store):
    store.save(ANA, [Event("kept", f"{number:02}") for number in range(30)])
    assert len(store.recall("ana", "kept")) == 20


def test_kinds_that_begin_alike_are_kept_apart(store):
    kinds = ("close", "closeness", "closeness_", "closeness_of_two")
    store.save(ANA, [Event(kind, f"key of {kind}", {"kind": kind}) for kind in kinds])
    for kind in kinds:
        assert store.recall("ana", kind) == [Event(kind, f"key of {kind}", {"kind": kind})]
    assert store.recall("ana", "clos") == []
    assert store.recall("ana", "") == []


def test_couples_whose_ids_begin_alike_are_kept_apart(store):
    ids = ("ana", "ana#", "an", "Ana", "ana#event", "event#closeness#")
    for couple_id in ids:
        store.save(replace(ANA, id=couple_id, first=couple_id), [replace(SCORE, facts={"id": couple_id})])
    store.forget("ana")
    assert store.load("ana") is None
    for couple_id in ids[1:]:
        assert store.load(couple_id) == replace(ANA, id=couple_id, first=couple_id, version=1)
        assert store.recall(couple_id, "closeness") == [replace(SCORE, facts={"id": couple_id})]


def test_forgetting_leaves_nothing_and_others_alone(store):
    read = store.save(ANA, [Event("closeness", f"{number:02}") for number in range(60)])
    store.save(read, [Event("kept", f"{number:02}", {"item": "dreams-001"}) for number in range(40)])
    other = store.save(replace(ANA, id="cleo"), [SCORE])
    store.forget("ana")
    assert store.load("ana") is None
    assert store.recall("ana", "closeness") == store.recall("ana", "kept") == []
    assert store.export("ana") == []
    assert store.load("cleo") == other
    assert store.recall("cleo", "closeness") == [SCORE]


def test_forgetting_nobody_and_forgetting_twice_are_fine(store):
    store.forget("ana")
    store.save(ANA)
    store.forget("ana")
    store.forget("ana")
    assert store.load("ana") is None


def test_a_late_save_does_not_bring_anything_back(store):
    first = store.save(ANA, [SCORE])
    second = store.save(replace(first, visits=1))
    store.forget("ana")
    for late in (first, second):
        with pytest.raises(StaleCouple):
            store.save(late, [SCORE])
        with pytest.raises(StaleCouple):
            store.save(replace(late, visits=9))
    assert store.load("ana") is None
    assert store.export("ana") == []


def test_a_late_save_does_not_overwrite_who_came_after(store):
    first = store.save(ANA, [SCORE])
    store.forget("ana")
    anew = store.save(replace(ANA, seed=11, first="Anew"))
    assert anew.version == first.version
    with pytest.raises(StaleCouple):
        store.save(replace(first, visits=1), [SCORE])
    assert store.load("ana") == anew
    assert store.recall("ana", "closeness") == []


def test_who_was_forgotten_can_begin_anew_in_the_same_words(store):
    store.save(ANA, [SCORE])
    store.forget("ana")
    anew = store.save(ANA, [SCORE])
    assert anew.version == 1
    assert store.load("ana") == anew
    assert store.recall("ana", "closeness") == [SCORE]


def test_the_export_is_complete_plain_json(store):
    couple = fullest("ana")
    store.save(couple, [SCORE, Event("kept", "2026-11-23#dreams-001", {"item": "dreams-001"})])
    exported = store.export("ana")
    assert json.loads(json.dumps(exported)) == exported
    about, score, kept = exported
    mark = about.pop("mark")
    assert len(mark) == 16
    body = about.pop("body")
    assert about == {"pk": "ana", "sk": "couple", "version": 1, "seed": 999_999, "expires": NOW + LIFE}
    assert body["first"] == couple.first
    assert body["heard"] == {deck: f"{bits:x}" for deck, bits in couple.heard.items()}
    assert body["paused"]["place"]["wish"]["day"] == "wednesday"
    assert body["kept"] == list(couple.kept)
    assert score == {
        "pk": "ana",
        "sk": "event#closeness#2026-11-23#first",
        "body": {"score": 8},
        "expires": NOW + LIFE,
    }
    assert kept["sk"] == "event#kept#2026-11-23#dreams-001"


def test_what_was_exported_can_be_restored_exactly(store):
    couple = fullest("ana")
    read = store.save(couple, [SCORE, Event("kept", "2026-11-23#dreams-001", {"item": "dreams-001"})])
    saved = store.save(replace(read, visits=1))
    exported = store.export("ana")
    store.forget("ana")
    store.restore(exported)
    assert store.export("ana") == exported
    assert store.load("ana") == saved
    assert saved.version == 2
    assert store.recall("ana", "closeness") == [SCORE]


def test_who_was_restored_goes_on_from_there(store):
    saved = store.save(replace(store.save(ANA), visits=1), [SCORE])
    exported = store.export("ana")
    store.forget("ana")
    store.restore(exported)
    with pytest.raises(StaleCouple):
        store.save(ANA)
    with pytest.raises(StaleCouple):
        store.save(replace(ANA, version=1))
    assert store.save(replace(ANA, version=1, visits=1), [SCORE]) == saved  # the very save that was exported
    assert store.save(replace(saved, visits=2)) == replace(ANA, visits=2, version=3)


def test_restoring_the_very_same_again_changes_nothing(store):
    store.save(ANA, [SCORE])
    exported = store.export("ana")
    store.restore(exported)
    store.restore(reversed(exported))
    assert store.export("ana") == exported


def test_restoring_where_a_couple_is_already_is_refused_and_changes_nothing(store):
    read = store.save(ANA, [SCORE])
    exported = store.export("ana")
    store.save(replace(read, visits=1), [replace(SCORE, facts={"score": 3})])
    before = store.export("ana")
    with pytest.raises(StoreError, match="is there already"):
        store.restore(exported)
    assert store.export("ana") == before


def test_restoring_in_the_place_of_who_expired_is_fine(store, clock):
    store.save(replace(ANA, first="Anew"))
    old = store.export("ana")
    clock.now += 100
    store.forget("ana")
    store.save(ANA, [SCORE])
    exported = store.export("ana")
    store.forget("ana")
    store.restore(old)
    clock.now += LIFE - 100
    store.restore(exported)
    assert store.export("ana") == exported


def test_what_is_restored_expires_when_it_would_have(store, clock):
    read = store.save(ANA, [SCORE])
    clock.now += 100
    store.save(replace(read, visits=1), [Event("kept", "later")])
    exported = store.export("ana")
    store.forget("ana")
    clock.now += LIFE - 100  # when the score has expired
    store.restore(exported)
    assert store.recall("ana", "closeness") == []
    assert store.export("ana") == [item for item in exported if "closeness" not in item["sk"]]
    clock.now += 99
    assert store.load("ana") is not None
    clock.now += 1
    assert store.load("ana") is None
    assert store.export("ana") == []


def test_a_couple_that_has_expired_is_not_restored(store, clock):
    store.save(ANA, [SCORE])
    exported = store.export("ana")
    store.forget("ana")
    clock.now += LIFE
    with pytest.raises(StoreError, match="expired"):
        store.restore(exported)
    clock.now -= LIFE
    assert store.export("ana") == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda items: items[:0], "no whole export"),
        (lambda items: items[1:], "no whole export"),
        (lambda items: [*items, items[1]], "no whole export"),
        (lambda items: [items[0], {**items[1], "pk": "cleo"}], "more than one couple"),
        (lambda items: [items[0], {**items[1], "body": 3}], "makes no sense"),
        (lambda items: [{**items[0], "later": 1}, items[1]], "unknown"),
    ],
)
def test_what_is_no_whole_export_is_not_restored(store, change, problem):
    store.save(ANA, [SCORE])
    items = change(store.export("ana"))
    store.forget("ana")
    with pytest.raises(StoreError, match=problem):
        store.restore(items)
    assert store.export("ana") == store.export("cleo") == []


def test_long_histories_are_restored_and_others_left_alone(store):
    read = store.save(ANA, [Event("closeness", f"{number:03}") for number in range(99)])
    store.save(read, [Event("kept", f"{number:03}", {"item": "dreams-001"}) for number in range(80)])
    other = store.save(replace(ANA, id="cleo"), [SCORE])
    exported = store.export("ana")
    assert len(exported) == 180
    store.forget("ana")
    store.restore(exported)
    assert store.export("ana") == exported
    assert store.load("cleo") == other
    assert store.recall("cleo", "closeness") == [SCORE]


def test_what_was_restored_can_be_forgotten(store):
    store.save(ANA, [SCORE])
    exported = store.export("ana")
    store.forget("ana")
    store.restore(exported)
    store.forget("ana")
    assert store.export("ana") == []
    assert store.save(ANA).version == 1


def test_of_two_who_restore_at_once_one_wins(store):
    """Each brings back another couple under the same id; what is there in the end is one of them."""
    exports = []
    for name in ("Ana", "Zoë"):
        store.save(replace(ANA, first=name), [replace(SCORE, facts={"of": name})])
        exports.append(store.export("ana"))
        store.forget("ana")

    def restore(exported):
        try:
            store.restore(exported)
        except StoreError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(restore, exports))
    assert sum(won) == 1
    assert store.export("ana") == exports[won.index(True)]


def test_what_nobody_touches_for_two_years_counts_as_gone(store, clock):
    store.save(ANA, [SCORE])
    clock.now += LIFE - 1
    assert store.load("ana") is not None
    clock.now += 1
    assert store.load("ana") is None
    assert store.recall("ana", "closeness") == []
    assert store.export("ana") == []
    anew = store.save(replace(ANA, seed=12))
    assert anew.version == 1
    assert store.load("ana") == anew
    assert store.recall("ana", "closeness") == []


def test_a_note_is_gone_after_ninety_days_and_the_couple_is_not(store, clock):
    store.save(Couple("c", seed=1, first="Ana"), [Event("note", "1", {"words": "the summer"})])
    clock.now += 90 * 24 * 60 * 60 - 1
    assert len(store.recall("c", "note")) == 1
    clock.now += 1
    assert store.recall("c", "note") == []
    assert [item["sk"] for item in store.export("c")] == ["couple"]


def test_each_save_keeps_the_couple_for_two_years_more(store, clock):
    read = store.save(ANA, [SCORE])
    clock.now += LIFE - 1
    again = store.save(replace(read, visits=1))
    clock.now += LIFE - 1
    assert store.load("ana") == again
    assert store.recall("ana", "closeness") == []


def test_who_was_there_when_their_time_ran_out_begins_anew(store, clock):
    """Whether the store has already deleted what expired makes no difference."""
    read = store.save(ANA, [SCORE])
    clock.now += LIFE
    with pytest.raises(StaleCouple):
        store.save(replace(read, visits=1))
    assert store.save(ANA) == read
    assert store.recall("ana", "closeness") == []


def test_a_late_save_does_not_overwrite_who_came_after_the_time_ran_out(store, clock):
    read = store.save(ANA)
    clock.now += LIFE
    anew = store.save(replace(ANA, seed=12))
    with pytest.raises(StaleCouple):
        store.save(replace(read, visits=1))
    assert store.load("ana") == anew


def test_nothing_is_lost_among_many_at_once(store):
    store.save(ANA)

    def visit(number: int) -> None:
        for time in range(10):
            while True:
                couple = store.load("ana")
                try:
                    store.save(
                        replace(couple, visits=couple.visits + 1), [Event("visit", f"{number}-{time}")]
                    )
                    break
                except StaleCouple:
                    continue

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(visit, range(8)))
    assert store.load("ana") == replace(ANA, visits=80, version=81)
    assert len(store.recall("ana", "visit", 100)) == 80


def test_forgetting_wins_over_those_who_are_saving(store):
    """Whoever read the couple before it was forgotten cannot bring it back, however the two interleave."""
    ids = [uuid.uuid4().hex for _ in range(8)]
    for couple_id in ids:
        store.save(replace(ANA, id=couple_id))

    def keep_saving(couple_id: str) -> None:
        couple = store.load(couple_id)
        for time in range(1000):
            try:
                couple = store.save(replace(couple, visits=time + 1), [Event("visit", f"{time:04}")])
            except StaleCouple:
                return
        raise AssertionError("was never refused")

    def forget(couple_id: str) -> None:
        while store.load(couple_id).visits < 3:
            pass
        store.forget(couple_id)

    with ThreadPoolExecutor(2) as pool:
        for couple_id in ids:
            saving, forgetting = pool.submit(keep_saving, couple_id), pool.submit(forget, couple_id)
            forgetting.result()
            saving.result()
            assert store.load(couple_id) is None
            assert store.export(couple_id) == []
