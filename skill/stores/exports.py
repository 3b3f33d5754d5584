"""Exports: all that is kept about a couple as lines of JSON, and the way back.

There are two forms, one item a line. The plain one has bodies opened, to be
read by people. The other is DynamoDB JSON, `{"Item": {"pk": {"S": …}, …}}`, as
DynamoDB itself exports it. Both give back the very items they were made from.
"""

from __future__ import annotations

import json
from dataclasses import replace as changed
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from skill.errors import ConfigurationError, StoreError, StoreUnavailable
from skill.stores import packing
from skill.stores.items import (
    COUPLE,
    Item,
    attributes,
    compact,
    couple_of,
    event_of,
    plain,
)
from skill.stores.table import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from skill.store import Store

Form: TypeAlias = Literal["json", "dynamodb"]
FORMS: tuple[Form, ...] = get_args(Form)
LARGEST = 2**63 - 1
"""The largest whole number that every store keeps."""
MOST_BYTES = {"pk": 2048, "sk": 1024}
"""How long DynamoDB lets the attributes of a key be, in UTF-8."""
MOST_OF_ALL = 400 * 1024
"""How large DynamoDB lets an item be, in bytes, names included."""
MARK = b"\xef\xbb\xbf"
"""With which some editors begin a file."""
HINT = "export it again, or mend it by hand"
NO_SENSE = (ValueError, TypeError, AttributeError, LookupError, RecursionError, StoreUnavailable)
"""What a body raises that nobody wrote."""


def opened(item: Item) -> dict[str, Any]:
    """An item as plain JSON data with its body opened, or closed where opening would lose how it was written.

    Raises:
        StoreUnavailable: the body cannot be read.
    """
    data = plain(item)
    try:
        same = _body(item.sk, data["body"]) == item.body
    except NO_SENSE:
        same = False
    # A body that an older release wrote in another way means the same, but would not come back as it was.
    return data if same else attributes(item)


def closed(data: Mapping[str, Any]) -> Item:
    """The item that `opened` made `data` of.

    Raises:
        StoreError: there is none; the problem says why.
    """
    _known(data)
    if missing := [name for name in ("pk", "sk", "body", "expires") if name not in data]:
        raise _wrong(f"has no {missing[0]}")
    pk, sk, body = _text(data, "pk"), _text(data, "sk"), data["body"]
    expires, version, seed = (_number(data, name) for name in ("expires", "version", "seed"))
    mark = _text(data, "mark") if "mark" in data else ""
    try:
        item = Item(pk, sk, _body(sk, body), expires, version, seed, mark)
        _check(item)
        whole = isinstance(body, str) or plain(item)["body"] == body
    except NO_SENSE as error:
        raise _wrong("its sk or its body makes no sense") from error
    if not whole:
        raise _wrong("its body cannot be kept as it is")
    return item


def restored(kept: Iterable[Mapping[str, Any]], now: int) -> tuple[Item, tuple[Item, ...]]:
    """What restoring writes: the couple's item, and the others that have not expired.

    Args:
        kept: what `Store.export` gave.
        now: the present moment in seconds since 1970.

    Raises:
        StoreError: they are not items of one couple, the couple's own among them and each once, or the
            couple's has expired.
    """
    items = [closed(data) for data in kept]
    couples = [item for item in items if item.sk == COUPLE]
    if len({item.pk for item in items}) > 1:
        raise StoreError("the items", "are of more than one couple", "restore one couple at a time")
    if not couples or len({item.sk for item in items}) < len(items):
        raise StoreError(
            "the items", "are no whole export: the couple's own is missing, or one is twice", HINT
        )
    if couples[0].expired(now):
        raise StoreError(
            "the couple", "has expired since it was exported", "there is nothing left to bring back"
        )
    return couples[0], tuple(item for item in items if item.sk != COUPLE and not item.expired(now))


def free(new: Item, stored: Item | None, now: int) -> None:
    """Makes sure that the couple's item `new` may be restored where `stored` is.

    The very same item may be there: then it was restored before, and the reply was lost.

    Raises:
        StoreError: another one is there.
    """
    if stored is not None and not stored.expired(now) and stored != new:
        raise taken()


def taken() -> StoreError:
    """The error of restoring a couple where there is one."""
    return StoreError("the couple", "is there already", "forget it first, or restore under another id")


def lines(kept: Iterable[Mapping[str, Any]], form: Form = "json") -> Iterator[str]:
    """What `Store.export` gave as lines of a file, without their ends.

    Raises:
        ConfigurationError: for the form of DynamoDB, dynamodb-json is not installed.
    """
    if form == "json":
        for data in kept:
            yield json.dumps(data, ensure_ascii=False)
        return
    dumps = _json_util().dumps
    for data in kept:
        line = {"Item": dumps(attributes(closed(data)), as_dict=True)}
        yield json.dumps(line, ensure_ascii=False, sort_keys=True)


def read(file: Path, as_couple: str | None = None) -> list[dict[str, Any]]:
    """What stands in the file of an export, of either form, for `Store.restore`.

    Args:
        file: UTF-8, one item a line.
        as_couple: the id that the couple gets; None for its own.

    Raises:
        ConfigurationError: the file cannot be opened, or dynamodb-json is needed and not installed.
        StoreError: a line cannot be read, or the lines are no whole export; the place says where.
    """
    try:
        content = file.read_bytes().removeprefix(MARK)
    except OSError as error:
        raise ConfigurationError(
            str(file), f"cannot be read: {error.strerror}", "name another file"
        ) from error
    found: dict[str, Item] = {}
    where: dict[str, int] = {}
    # Only \n ends a line: the other signs that Python takes for an end may stand within a string.
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            item = closed(_data(line))
            if found and item.pk != next(iter(found.values())).pk:
                raise _wrong("is of another couple", "keep the lines of one couple in one file")
            if item.sk in found:
                raise _wrong(f'has the same sk as line {where[item.sk]}, "{item.sk}"')
        except StoreError as error:
            raise StoreError(f"{file}, line {number}", error.problem, error.hint) from error
        found[item.sk], where[item.sk] = item, number
    if COUPLE not in found:
        raise StoreError(str(file), f'has no line with the sk "{COUPLE}"', HINT)
    if as_couple is None:
        return [opened(item) for item in found.values()]
    kept = [opened(changed(item, pk=as_couple)) for item in found.values()]
    try:
        closed(kept[0])
    except StoreError as error:
        raise ConfigurationError(f'the id "{as_couple}"', error.problem, "name another one") from error
    return kept


def bring_back(store: Store, kept: Sequence[Mapping[str, Any]], now: int, *, replace: bool = False) -> int:
    """Restore a couple that was exported.

    Args:
        store: where to.
        kept: what `read` gave.
        now: the present moment in seconds since 1970.
        replace: whether to forget a couple of the same id that is there.

    Returns:
        How many items are kept; the others have expired.

    Raises:
        StoreError: it was not restored, because a couple is there, or all has expired.
        StoreUnavailable: the store did not answer; with `replace` it can be repeated.
    """
    couple, others = restored(kept, now)  # before anything is forgotten
    if replace:
        store.forget(couple.pk)
    elif store.load(couple.pk) is not None:
        raise StoreError(
            couple.pk, taken().problem, "replace it with --replace, or name another id with --as-couple"
        )
    store.restore(kept)
    return 1 + len(others)


def _data(line: bytes) -> dict[str, Any]:
    """What stands in a line of either form, with nothing known of it but that it is a table."""
    try:
        data = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _wrong("is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _wrong(f"is not JSON: {error}") from error
    if not isinstance(data, dict):
        raise _wrong("is no item: a table is expected")
    if "Item" not in data:
        return data
    typed = data["Item"]
    if len(data) > 1 or not isinstance(typed, dict):
        raise _wrong('is no DynamoDB JSON: {"Item": {…}} is expected')
    _known(typed)  # an attribute that is named like a type would make dynamodb-json lose all others
    if wrong := [name for name, value in typed.items() if not _typed(value)]:
        raise _wrong(f'its {wrong[0]} is neither {{"S": "text"}} nor {{"N": "12"}}')
    read: dict[str, Any] = _json_util().loads(typed, as_dict=True)
    # It takes a string that looks like a point in time for one. A couple's id is anybody's string.
    return read | {name: value["S"] for name, value in typed.items() if "S" in value}


def _known(names: Iterable[str]) -> None:
    """Makes sure that nothing is left out that a newer release may have added."""
    if unknown := sorted(set(names) - NAMES):
        raise _wrong(f"has something unknown to this release: {', '.join(unknown)}", "use a newer release")


def _typed(value: object) -> bool:
    """Whether the value of an attribute has one of the two types in use."""
    match value:
        case {"S": str(), **others}:
            return not others
        case {"N": str(digits), **others}:
            return not others and digits.isascii() and digits.isdigit()
    return False


def _json_util() -> Any:
    try:
        from dynamodb_json import json_util
    except ImportError as error:
        raise ConfigurationError("dynamodb-json", "is not installed", 'install the extra "aws"') from error
    return json_util


def _body(sk: str, body: object) -> str:
    """A body, opened or not, as the items keep it."""
    if isinstance(body, str):
        return body
    if not isinstance(body, dict):
        raise TypeError
    json.dumps(body, allow_nan=False)  # what is no number is no JSON
    return compact(packing.packed(body) if sk == COUPLE else body)


def _check(item: Item) -> None:
    """Makes sure that the skill can read the item, and that every store can keep it.

    Raises:
        StoreError: it cannot.
        ValueError: some text in it is no Unicode.
    """
    if item.sk != COUPLE:
        event_of(item)
        plain(item)
    elif item.version < 1:
        raise _wrong("has no version of 1 or more")
    elif couple_of(item).seed != item.seed:
        raise _wrong("its seed is another than in its body")
    bytes_of = {name: len(str(value).encode()) for name, value in attributes(item).items()}
    for name, most in MOST_BYTES.items():
        if bytes_of[name] > most:
            raise _wrong(f"its {name} is longer than {most:,} bytes")
    if sum(len(name) + size for name, size in bytes_of.items()) > MOST_OF_ALL:
        raise _wrong(f"is larger than {MOST_OF_ALL:,} bytes")


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data[name]
    if not isinstance(value, str) or not value:
        raise _wrong(f"its {name} is no text, or empty")
    return value


def _number(data: Mapping[str, Any], name: str) -> int:
    value = data.get(name, 0)
    if type(value) is not int or not 0 <= value <= LARGEST:  # a truth value is an int as well
        raise _wrong(f"its {name} is no whole number from 0 to {LARGEST}")
    return value


def _wrong(problem: str, hint: str = HINT) -> StoreError:
    return StoreError("an item", problem, hint)
