"""Exports and the way back: from any store into any other, in both forms, byte for byte."""

from __future__ import annotations

import itertools
import json
import sys
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from dynamodb_json import json_util
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from skill.couple import Couple
from skill.errors import ConfigurationError, StoreError, StoreUnavailable
from skill.reply import Event
from skill.stores import exports
from skill.stores.dynamodb import ROUNDS, DynamoStore, create_table
from skill.stores.items import LIFE, Item, written
from skill.stores.memory import MemoryStore
from skill.stores.sqlite import SqliteStore
from skill.stores.table import data_of, item_of
from tests.contracts import NOW, Clock, fullest
from tests.live import dynamodb_local
from tests.stores.between import answer, between, error

if TYPE_CHECKING:
    from pathlib import Path

    from skill.store import Store

KINDS = ("memory", "sqlite", "dynamodb")
ANA = Couple("ana", seed=7, first="Ana", second="Ben")
MOMENT = "2026-11-23T18:00:00.000000"
"""What dynamodb-json takes for a point in time."""
EVERYTHING = {
    "text": "Zoë said: \"春 🌻\"\n\tthen 'left' \\ and\r\x00\x85\N{LINE SEPARATOR}came back",
    "empty": "",
    "moment": MOMENT,
    "date": "2026-11-23",
    "digits": "007",
    "decimal": "1.50",
    "word": "null",
    "none": None,
    "zero": 0,
    "below": -12,
    "large": 12_345_678_901_234_567_890,
    "half": 0.5,
    "yes": True,
    "no": False,
    "list": [],
    "table": {},
    "lists": [[], [1, "1", None, True, {"S": "x"}], {"list": [MOMENT]}],
    "tables": {"Item": {"N": "1"}, "": {"L": []}, "a": {"b": {"c": {"NULL": True}}}},
    **dict.fromkeys(("S", "N", "B", "M", "L", "SS", "NS", "BS", "BOOL", "NULL"), "text"),
    "Item": {"pk": {"S": "cleo"}},
    "heard": "dreams:ä",
}
"""Every type within a body, and every name and string that looks like something else."""
EVENTS = [
    Event("note", MOMENT, EVERYTHING),
    Event("note", "2026-11-23#first", {}),
    Event("closeness", "2026-11-23", {"score": 8}),
    Event("closeness", '"é"\n#', {"score": 0}),
    Event("S", "N", {"N": 1}),
]
IDS = [
    "ana",
    "amzn1.ask.account.AÄ",
    MOMENT,
    "2026-11-23",
    "1",
    "007",
    "S",
    "NULL",
    'a "b"\n\\c',
    "null",
    "Item",
]


@pytest.fixture
def a_store(request, tmp_path):
    """Makes stores of a kind, each with nobody in it."""
    numbers = itertools.count()
    tables: list[tuple[DynamoStore, str]] = []

    def make(kind: str) -> Store:
        if kind == "memory":
            return MemoryStore(Clock())
        if kind == "sqlite":
            return SqliteStore(tmp_path / f"{next(numbers)}.sqlite", Clock())
        endpoint = request.getfixturevalue("dynamodb_endpoint")
        client, name = dynamodb_local.client(endpoint), f"exports-{uuid.uuid4().hex}"
        create_table(client, name)
        tables.append((client, name))
        return DynamoStore(client, name, Clock())

    yield make
    for client, name in tables:
        client.delete_table(TableName=name)


def items_in(store: Store, couple_id: str) -> list[Item]:
    """The couple's items as they are, not through an export."""
    if isinstance(store, MemoryStore):
        return store._items(couple_id)
    if isinstance(store, SqliteStore):
        with store._opened() as file:
            rows = file.execute("SELECT * FROM items WHERE pk = ? ORDER BY sk", (couple_id,)).fetchall()
        return [Item(*row) for row in rows]
    return [item_of(data) for data in store._query(couple_id)]


def filed(file: Path, store: Store, couple_id: str, form: exports.Form) -> Path:
    text = "".join(f"{line}\n" for line in exports.lines(store.export(couple_id), form))
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def lived(store: Store, couple_id: str) -> Store:
    """A store with a couple in it of whom everything is known, after several saves."""
    read = store.save(fullest(couple_id), EVENTS)
    store.save(replace(read, visits=1, first='Zoë\n"Z" 🌻', agreed=MOMENT))
    return store


@pytest.mark.parametrize("form", exports.FORMS)
@pytest.mark.parametrize("to", KINDS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_exported_is_the_same_in_every_other_store(a_store, tmp_path, kind, to, form):
    one, other = a_store(kind), a_store(to)
    for couple_id in ("ana", MOMENT):
        lived(one, couple_id)
        file = filed(tmp_path / "export.jsonl", one, couple_id, form)
        kept = exports.read(file)
        assert kept == one.export(couple_id)
        assert exports.bring_back(other, kept, NOW) == 6
        assert items_in(other, couple_id) == items_in(one, couple_id)
        assert other.export(couple_id) == one.export(couple_id)
        assert other.load(couple_id) == one.load(couple_id)
        assert other.load(couple_id).version == 2
        for event in EVENTS:
            assert event in other.recall(couple_id, event.kind)
        again = filed(tmp_path / "again.jsonl", other, couple_id, form)
        assert again.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("form", exports.FORMS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("couple_id", IDS)
def test_an_id_that_looks_like_something_else_comes_back_as_it_is(a_store, tmp_path, kind, couple_id, form):
    store = lived(a_store(kind), couple_id)
    before = items_in(store, couple_id)
    kept = exports.read(filed(tmp_path / "export.jsonl", store, couple_id, form))
    store.forget(couple_id)
    exports.bring_back(store, kept, NOW)
    assert items_in(store, couple_id) == before


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from([MOMENT, "2026-11-23", "1", "1.0", "S", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=5) | st.sampled_from(["S", "N", "M", "L", "Item"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
SOME_EVENTS = st.lists(
    st.builds(
        Event,
        st.sampled_from(["kept", "note", "S"]),
        st.text(max_size=20),
        st.dictionaries(st.text(max_size=8), VALUES, max_size=4),
    ),
    max_size=4,
)
NAMES = st.text("abcdefghijklmnopqrstuvwxyz_.", min_size=1, max_size=8)
SOME_COUPLES = st.builds(
    Couple,
    id=st.text(max_size=20),
    seed=st.integers(0, 999_999),
    first=st.text(max_size=50),
    second=st.sampled_from([MOMENT, "1", "Zoë"]),
    heard=st.dictionaries(NAMES, st.integers(0, 2**200 - 1), max_size=4),
    turns=st.dictionaries(NAMES, st.integers(0, 99), max_size=4),
    shunned=st.dictionaries(NAMES, st.integers(0, 3), max_size=4),
    kept=st.lists(st.text(max_size=9)).map(tuple),
    version=st.just(0),
)


@pytest.mark.parametrize("kind", KINDS)
def test_anything_that_can_be_kept_comes_back(a_store, tmp_path, kind):
    other = a_store(kind)

    # A failing example is not made smaller at the cost of minutes: DynamoDB Local is asked for each.
    @settings(
        max_examples=200 if kind == "memory" else 50,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(SOME_COUPLES, SOME_EVENTS, st.sampled_from(exports.FORMS))
    def comes_back(couple, events, form):
        couple = replace(couple, id=f"{couple.id} {uuid.uuid4().hex}")
        store = MemoryStore(Clock())
        store.save(couple, events)
        exports.bring_back(other, exports.read(filed(tmp_path / "export", store, couple.id, form)), NOW)
        assert items_in(other, couple.id) == items_in(store, couple.id)
        assert other.export(couple.id) == store.export(couple.id)

    comes_back()


# The forms


def test_the_plain_form_can_be_read_by_people():
    store = MemoryStore(Clock())
    store.save(ANA, [Event("kept", "2026-11-23", {"item": "春"})])
    about, kept = exports.lines(store.export("ana"))
    assert '"body": {"first": "Ana", "second": "Ben", "seed": 7}' in about
    assert kept == (
        f'{{"pk": "ana", "sk": "event#kept#2026-11-23", "body": {{"item": "春"}}, "expires": {NOW + LIFE}}}'
    )


def test_the_form_of_dynamodb_has_all_types_in_use_and_no_others():
    store = lived(MemoryStore(Clock()), MOMENT)
    found = [json.loads(line) for line in exports.lines(store.export(MOMENT), "dynamodb")]
    assert found == [{"Item": data_of(item)} for item in items_in(store, MOMENT)]
    assert {kind for line in found for value in line["Item"].values() for kind in value} == {"S", "N"}


def test_what_the_package_reads_of_it_is_the_item_but_for_an_id_that_looks_like_a_moment():
    """The quirks that are known. If one is mended, `exports` can become shorter."""
    for couple_id in ("ana", MOMENT):
        store = lived(MemoryStore(Clock()), couple_id)
        for item, line in zip(
            items_in(store, couple_id), exports.lines(store.export(couple_id), "dynamodb"), strict=True
        ):
            read = json_util.loads(json.loads(line)["Item"], as_dict=True)
            if couple_id == MOMENT:
                assert not isinstance(read["pk"], str)
                read["pk"] = couple_id
            assert item_of(json_util.dumps(read, as_dict=True)) == item


def test_numbers_as_large_as_any_store_keeps_lose_nothing(a_store, tmp_path):
    item, _ = written(ANA, (), NOW)
    item = replace(item, version=exports.LARGEST - 1, expires=exports.LARGEST)
    for kind, form in itertools.product(KINDS, exports.FORMS):
        store = a_store(kind)
        store.restore([exports.opened(item)])
        assert items_in(store, "ana") == [item]
        assert exports.read(filed(tmp_path / "export", store, "ana", form)) == [exports.opened(item)]


@pytest.mark.parametrize(
    "body",
    [
        '{"seed":7,"visits":NaN}',
        '{"seed":7,"visits":1e400}',
        '{"seed":7,"heard":{"dreams":"ff"}}',  # sets as they were before they were packed
        '{"seed": 7, "first": "Ana"}',
        '{"first":"\\u00c4","seed":7}',
        '{"seed":7,"visits":3,"first":"Ana"}',
    ],
)
@pytest.mark.parametrize("form", exports.FORMS)
def test_a_body_that_was_written_in_another_way_comes_back_as_it_was(a_store, tmp_path, body, form):
    item = Item("ana", "couple", body, NOW + LIFE, 1, 7)
    event = Item("ana", "event#kept#1", '{ "item" : 1e2 }', NOW + 1)
    for kind in KINDS:
        store = a_store(kind)
        store.restore(
            [
                {
                    "pk": "ana",
                    "sk": one.sk,
                    "body": one.body,
                    "expires": one.expires,
                    "version": one.version,
                    "seed": one.seed,
                }
                for one in (item, event)
            ]
        )
        kept = exports.read(filed(tmp_path / "export", store, "ana", form))
        store.forget("ana")
        store.restore(kept)
        assert items_in(store, "ana") == [item, event]


def test_an_event_that_makes_no_sense_is_exported_as_it_is():
    store = MemoryStore(Clock())
    store.save(ANA)
    store._couples["ana"]["event#kept#1"] = Item("ana", "event#kept#1", "[1]", NOW + 1)
    assert store.export("ana")[1]["body"] == "[1]"


# Reading


def lines_of(form: exports.Form = "json") -> list[str]:
    store = MemoryStore(Clock())
    store.save(ANA, [Event("kept", "1", {"item": "dreams-001"}), Event("note", "2", {"words": "ä"})])
    return list(exports.lines(store.export("ana"), form))


@pytest.fixture
def file(tmp_path):
    return tmp_path / "export.jsonl"


@pytest.mark.parametrize("form", exports.FORMS)
def test_a_file_that_went_through_an_editor_is_read(file, form):
    text = "\r\n".join(["", *lines_of(form), "", "   "])
    file.write_bytes(exports.MARK + text.encode())
    kept = exports.read(file)
    assert [item["sk"] for item in kept] == ["couple", "event#kept#1", "event#note#2"]


def test_both_forms_may_stand_in_one_file_and_in_any_order(file):
    one, two, three = lines_of()
    file.write_text("\n".join([three, lines_of("dynamodb")[1], one]), encoding="utf-8")
    store = MemoryStore(Clock())
    assert exports.bring_back(store, exports.read(file), NOW) == 3
    assert list(exports.lines(store.export("ana"))) == [one, two, three]


def changed(line: int, **values: object):
    """Lines of which one item has other values; None takes one away."""

    def change(form: exports.Form) -> list[str]:
        some = lines_of(form)
        data = json.loads(some[line])
        item = data["Item"] if form == "dynamodb" else data
        for name, value in values.items():
            typed = {"N": str(value)} if isinstance(value, int) else {"S": value}
            item[name] = typed if form == "dynamodb" else value
            if value is None:
                del item[name]
        some[line] = json.dumps(data)
        return some

    return change


WRONG_ITEMS = {
    "no id": (changed(0, pk=None), 1, "has no pk"),
    "no sk": (changed(1, sk=None), 2, "has no sk"),
    "no body": (changed(1, body=None), 2, "has no body"),
    "no expiry": (changed(2, expires=None), 3, "has no expires"),
    "an empty id": (changed(0, pk=""), 1, "pk is no text, or empty"),
    "an empty mark": (changed(0, mark=""), 1, "mark is no text, or empty"),
    "an expiry that is text": (changed(1, expires="soon"), 2, "expires is no whole number"),
    "an expiry that is too large": (changed(1, expires=2**63), 2, "expires is no whole number"),
    "a seed that is too large to be one": (changed(0, seed=2**63), 1, "seed is no"),
    "another seed than in the body": (changed(0, seed=8), 1, "seed is another than in its body"),
    "no version": (changed(0, version=None), 1, "no version of 1 or more"),
    "a version of nothing": (changed(0, version=0), 1, "no version of 1 or more"),
    "something new": (changed(1, later="x", S="y"), 2, "unknown to this release: S, later"),
    "a body that is no JSON": (changed(1, body="{"), 2, "makes no sense"),
    "a body that is no table": (changed(1, body="[1]"), 2, "makes no sense"),
    "a body that is nothing": (changed(0, body=""), 1, "makes no sense"),
    "a body of the couple that makes no sense": (
        changed(0, body='{"seed":7,"heard":"dreams:ä"}'),
        1,
        "makes no sense",
    ),
    "text that is no Unicode": (changed(1, body='{"item":"\ud800"}'), 2, "makes no sense"),
    "an id that is no Unicode": (changed(0, pk="\ud800"), 1, "makes no sense"),
    "an sk of nothing known": (changed(1, sk="couples"), 2, "makes no sense"),
    "an sk without a key": (changed(1, sk="event#kept"), 2, "makes no sense"),
    "an id that is too long": (changed(0, pk="a" * 2049), 1, "pk is longer than 2,048 bytes"),
    "an sk that is too long": (changed(1, sk="event#kept#" + "é" * 507), 2, "sk is longer than 1,024 bytes"),
    "a body that is too long": (
        changed(1, body=f'{{"item":"{"x" * 409_600}"}}'),
        2,
        "larger than 409,600 bytes",
    ),
    "another couple": (changed(2, pk="cleo"), 3, "is of another couple"),
    "the same once more": (changed(2, sk="event#kept#1"), 3, 'same sk as line 2, "event#kept#1"'),
}
WRONG_LINES = {
    "half a line": ('{"pk": "ana", "sk"', "is not JSON: "),
    "words": ("Dear both,", "is not JSON: "),
    "a list": ("[]", "a table is expected"),
    "a number": ("12", "a table is expected"),
    "nothing in it": ("{}", "has no pk"),
    "brackets without end": ("[" * 100_000, "is not JSON: "),
    "a body of another type": ('{"pk": "ana", "sk": "event#kept#3", "body": [], "expires": 1}', "no sense"),
    "a truth value": ('{"pk": "ana", "sk": "event#kept#3", "body": {}, "expires": true}', "no whole number"),
    "half a number": ('{"pk": "ana", "sk": "event#kept#3", "body": {}, "expires": 1.5}', "no whole number"),
    "no number": ('{"pk": "ana", "sk": "event#kept#3", "body": {"x": NaN}, "expires": 1}', "makes no sense"),
    "sets that are none": (
        '{"pk": "ana", "sk": "couple", "body": {"heard": {"dreams": "zz"}}, "version": 1, "expires": 1}',
        "makes no sense",
    ),
    "a part that is packed in a body that is open": (
        '{"pk": "ana", "sk": "couple", "body": {"kept": "money-001"}, "version": 1, "expires": 1}',
        "cannot be kept as it is",
    ),
    "a set that is packed in a body that is open": (
        '{"pk": "ana", "sk": "couple", "body": {"heard": "dreams:1^"}, "version": 1, "expires": 1}',
        "cannot be kept as it is",
    ),
    "an empty item of DynamoDB's": ('{"Item": {}}', "has no pk"),
    "an item of DynamoDB's that is none": ('{"Item": []}', "is no DynamoDB JSON"),
    "more than an item of DynamoDB's": ('{"Item": {}, "Keys": {}}', "is no DynamoDB JSON"),
    "an item without types": (
        '{"Item": {"pk": "ana"}}',
        'its pk is neither {"S": "text"} nor {"N": "12"}',
    ),
    "an item with two types": ('{"Item": {"pk": {"S": "ana", "N": "1"}}}', "its pk is neither"),
    "an item with a truth value": ('{"Item": {"body": {"BOOL": true}}}', "its body is neither"),
    "an item with nothing": ('{"Item": {"body": {"NULL": true}}}', "its body is neither"),
    "an item with a list": ('{"Item": {"body": {"L": []}}}', "its body is neither"),
    "an item with a set": ('{"Item": {"body": {"SS": ["a"]}}}', "its body is neither"),
    "an item with a number as it is": ('{"Item": {"expires": {"N": 1}}}', "its expires is neither"),
    "an item with half a number": ('{"Item": {"expires": {"N": "1.5"}}}', "its expires is neither"),
    "an item with a number below": ('{"Item": {"expires": {"N": "-1"}}}', "its expires is neither"),
    "an item with a number without end": (
        lines_of("dynamodb")[1].replace(str(NOW + LIFE), "9" * 5000),
        "no whole number",
    ),
    "an item with an attribute named like a type": (
        '{"Item": {"S": {"S": "x"}}}',
        "unknown to this release: S",
    ),
}


def assert_refused(file: Path, line: int, problem: str) -> None:
    """Reading says where and why, with a way out, and nothing can have been written."""
    with pytest.raises(StoreError) as caught:
        exports.read(file)
    assert caught.value.place == f"{file}, line {line}"
    assert problem in caught.value.problem
    assert caught.value.hint


@pytest.mark.parametrize("form", exports.FORMS)
@pytest.mark.parametrize(("change", "line", "problem"), WRONG_ITEMS.values(), ids=WRONG_ITEMS)
def test_an_item_that_is_wrong_is_told_with_its_line(file, form, change, line, problem):
    file.write_text("\n".join(change(form)), encoding="utf-8")
    assert_refused(file, line, problem)


@pytest.mark.parametrize(("wrong", "problem"), WRONG_LINES.values(), ids=WRONG_LINES)
def test_a_line_that_is_no_item_is_told(file, wrong, problem):
    file.write_text("\n".join([*lines_of()[1:], "", wrong]), encoding="utf-8")
    assert_refused(file, 4, problem)


def test_a_file_in_another_encoding_is_told_with_its_line(file):
    file.write_bytes("\n".join(lines_of()).encode("latin-1"))
    assert_refused(file, 3, "is not UTF-8")


@pytest.mark.parametrize("content", ["", "\n\n", *lines_of()[1:]])
def test_a_file_without_the_couple_is_told(file, content):
    file.write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=r'export.jsonl: has no line with the sk "couple"'):
        exports.read(file)


@pytest.mark.parametrize("name", ["nowhere/export.jsonl", "."])
def test_a_file_that_cannot_be_opened_is_told(tmp_path, name):
    with pytest.raises(ConfigurationError, match=r"cannot be read: .* \(name another file\)"):
        exports.read(tmp_path / name)


def test_without_the_package_the_plain_form_works_and_the_other_says_what_to_install(file, monkeypatch):
    file.write_text("\n".join(lines_of("dynamodb")), encoding="utf-8")
    monkeypatch.setitem(sys.modules, "dynamodb_json", None)
    for use in (lambda: exports.read(file), lambda: lines_of("dynamodb")):
        with pytest.raises(
            ConfigurationError, match=r'dynamodb-json: is not installed \(install the extra "aws"\)'
        ):
            use()
    file.write_text("\n".join(lines_of()), encoding="utf-8")
    assert len(exports.read(file)) == 3


# Bringing back


@pytest.mark.parametrize("kind", KINDS)
def test_a_couple_can_come_back_as_another(a_store, file, kind):
    store = lived(a_store(kind), "ana")
    filed(file, store, "ana", "dynamodb")
    assert exports.bring_back(store, exports.read(file, MOMENT), NOW) == 6
    assert items_in(store, MOMENT) == [replace(item, pk=MOMENT) for item in items_in(store, "ana")]


@pytest.mark.parametrize("couple_id", ["", "a" * 2049, "\udcff"])
def test_an_id_that_cannot_be_is_told(file, couple_id):
    file.write_text("\n".join(lines_of()), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"the id .*\(name another one\)"):
        exports.read(file, couple_id)


@pytest.mark.parametrize("kind", KINDS)
def test_a_couple_that_is_there_is_only_replaced_when_told(a_store, file, kind):
    old, store = lived(a_store("memory"), "ana"), a_store(kind)
    kept = exports.read(filed(file, old, "ana", "json"))
    store.save(ANA, [Event("kept", "of the present", {})])
    before = items_in(store, "ana")
    with pytest.raises(StoreError, match=r"ana: is there already \(replace it with --replace"):
        exports.bring_back(store, kept, NOW)
    assert items_in(store, "ana") == before
    assert exports.bring_back(store, kept, NOW, replace=True) == 6
    assert items_in(store, "ana") == items_in(old, "ana")


def test_nobody_is_forgotten_for_a_couple_that_has_expired(file):
    kept = exports.read(filed(file, lived(MemoryStore(Clock()), "ana"), "ana", "json"))
    clock = Clock()
    clock.now += LIFE
    store = MemoryStore(clock)
    store.save(ANA)
    before = items_in(store, "ana")
    with pytest.raises(StoreError, match="has expired since"):
        exports.bring_back(store, kept, clock.now, replace=True)
    assert items_in(store, "ana") == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", exports.FORMS)
def test_what_has_expired_stays_away_and_the_rest_keeps_its_time(a_store, file, kind, form):
    one, other = a_store("memory"), a_store(kind)
    saved = one.save(ANA, [Event("kept", "1"), Event("note", "1")])
    one._couples["ana"]["event#note#1"] = replace(items_in(one, "ana")[2], expires=NOW + 90)
    kept = exports.read(filed(file, one, "ana", form))
    later = Clock()
    other._clock = later
    later.now += 89
    assert exports.bring_back(other, kept, later.now) == 3
    assert [item.expires for item in items_in(other, "ana")] == [NOW + LIFE, NOW + LIFE, NOW + 90]
    other.forget("ana")
    later.now += 1
    assert exports.bring_back(other, kept, later.now) == 2
    assert other.load("ana") == saved
    assert other.recall("ana", "note") == []


# When DynamoDB fails


@pytest.fixture
def proxy(dynamodb_endpoint):
    with between(dynamodb_endpoint) as proxy:
        proxy.begin()
        yield proxy


@pytest.fixture
def failing(proxy, dynamodb_table):
    return DynamoStore(dynamodb_local.client(proxy.url), dynamodb_table, Clock())


@pytest.fixture
def kept():
    store = MemoryStore(Clock())
    store.save(ANA, [Event("kept", f"{number:02}") for number in range(60)])
    return store.export("ana")


def through(_request, carry_out):
    return carry_out()


def unprocessed(request, _carry_out):
    """DynamoDB took the batch, and did nothing of it."""
    return answer({"UnprocessedItems": request.content["RequestItems"]})(request, _carry_out)


def test_restoring_comes_back_for_what_a_batch_left_undone(failing, proxy, kept):
    proxy.faults = [through, through, unprocessed, through, unprocessed]
    failing.restore(kept)
    assert proxy.operations == [
        *("PutItem", "Query", "BatchWriteItem", "BatchWriteItem", "BatchWriteItem"),
        *("Query", "BatchWriteItem", "BatchWriteItem", "Query"),
    ]
    assert failing.export("ana") == kept


def test_restoring_succeeds_though_the_first_reply_is_lost(failing, proxy, kept):
    proxy.faults = [proxy.lost]
    failing.restore(kept)
    assert proxy.operations[:2] == ["PutItem", "PutItem"]
    assert failing.export("ana") == kept


def test_restoring_that_gets_nowhere_is_told_and_can_be_repeated(failing, proxy, kept):
    proxy.faults = [through, *[through, unprocessed, unprocessed, unprocessed] * ROUNDS]
    with pytest.raises(StoreUnavailable, match=f"restoring: something is missing after {ROUNDS} rounds"):
        failing.restore(kept)
    proxy.faults = []
    failing.restore(kept)
    assert failing.export("ana") == kept


def test_restoring_does_not_interfere_with_a_transaction_of_others(failing, proxy, kept):
    proxy.faults = [error("TransactionConflictException")]
    with pytest.raises(StoreError, match="is there already"):
        failing.restore(kept)
    assert failing.export("ana") == []
