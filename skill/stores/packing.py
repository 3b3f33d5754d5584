"""How the couple's item is written down small, so that one read of 4 KB holds it for good.

A name, a date or a bracket that JSON would repeat a hundred times is a third of
the item. So whatever there is many of stands in one string each. A part that
such a string would not give back to the letter stays as it is, and so does
what an older release wrote: a part that is no string was never packed.
"""

from __future__ import annotations

import base64
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

DECKS = ("heard", "turns", "shunned")
"""What is known of each deck or kind of thing, written down in one string."""
GESTURE = ("gesture.", "/")
"""How the names of kinds of gestures begin, and what stands for it."""
TOGETHER = "decks"
"""What that string is called."""
SIGNS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""A number from 0 to 61 in one sign."""
PER_TURN = 4
"""More than how much anything is avoided."""
UNFIT = (ValueError, TypeError, AttributeError, LookupError)
"""What packing raises where something is of another shape than the couple writes."""
PLACE = ("guide", "step", "speaker", "item", "count", "of", "theme", "short")
"""The fields of a place in the order in which they are written down."""
WISH = ("budget", "place", "energy", "minutes", "day")
NUMBERS = ("speaker", "count", "of", "minutes")
TASTES: Mapping[str, tuple[str, Any]] = {
    "no_alcohol": ("alcohol", False),
    "children": ("children", True),
    "no_timer": ("timer", False),
    "no_music": ("music", False),
    "faith": ("faith", True),
    **{word: ("pace", word) for word in ("slow", "fast")},
    **{word: ("budget", word) for word in ("free", "cheap", "moderate", "splurge")},
    **{word: ("place", word) for word in ("home", "out")},
    **{word: ("energy", word) for word in ("calm", "active")},
}
"""What stands for a taste that is not the usual one."""
UUID_MARK = "="
"""What stands before the token of a reminder that is a UUID, written in base 85."""


def packed(data: dict[str, Any]) -> dict[str, Any]:
    """The couple's data in its small form; `unpacked` undoes it to the letter."""
    with suppress(*UNFIT):
        data = _decks(data)
    return data | {
        part: text
        for part, (pack, unpack) in FORMS.items()
        if part in data and (text := _text(data[part], pack, unpack)) is not None
    }


def unpacked(data: dict[str, Any]) -> dict[str, Any]:
    """The data as it was before `packed`, or as it is where it was never packed."""
    opened = {
        part: unpack(data[part]) for part, (_, unpack) in FORMS.items() if isinstance(data.get(part), str)
    }
    return _undecked(data | opened)


def _text(value: Any, pack: Callable[[Any], str], unpack: Callable[[str], Any]) -> str | None:
    """A part as one string; None where that would not give it back."""
    with suppress(*UNFIT):
        text = pack(value)
        if unpack(text) == value:
            return text
    return None


def _decks(data: dict[str, Any]) -> dict[str, Any]:
    """All that is known of decks and kinds in one string, so that each is named only once.

    Such as "dreams:e2Xa money:3": behind the name one sign, of `SIGNS`, for when it is
    due, times `PER_TURN`, plus how much it is avoided; then the set of what was heard in
    base 64, a third less than hexadecimal. Base 85 would be a little less still, but takes ten times as long.
    """
    heard, turns, shunned = (data.get(part, {}) for part in DECKS)
    entries = []
    for name in sorted({*heard, *turns, *shunned}):
        short = name.replace(GESTURE[0], GESTURE[1], 1) if name.startswith(GESTURE[0]) else name
        entries.append(f"{short}:{_number(turns.get(name), shunned.get(name))}{_marks(heard.get(name))}")
        if entries[-1].split() != [entries[-1]] or name.startswith(GESTURE[1]):
            raise ValueError(name)  # nothing is called so
    if not entries:
        return data
    rest = {part: value for part, value in data.items() if part not in DECKS}
    return rest | {TOGETHER: " ".join(entries)}


def _number(due: int | None, much: int | None) -> str:
    """One sign for both.

    Raises:
        ValueError: they do not go into one.
    """
    number = (due or 0) * PER_TURN + (much or 0)
    if divmod(number, PER_TURN) != (due or 0, much or 0) or 0 in (due, much):
        raise ValueError(number)
    return SIGNS[number]


def _marks(bits: str | None) -> str:
    """A set, which comes in hexadecimal, in base 64.

    Raises:
        ValueError: it would not come back as it is written.
    """
    if bits is None:
        return ""
    number = int(bits, 16)
    if not number or f"{number:x}" != bits:
        raise ValueError(bits)
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.b64encode(raw).decode().rstrip("=")


def _undecked(data: dict[str, Any]) -> dict[str, Any]:
    numbered = _numbered if TOGETHER in data else _numbered_behind
    entries = data.get(TOGETHER, data.get(DECKS[0]))
    if not isinstance(entries, str):
        return data
    parts: dict[str, dict[str, Any]] = {part: {} for part in DECKS}
    for entry in entries.split():
        name, _, rest = entry.rpartition(":")
        name = name.replace(GESTURE[1], GESTURE[0], 1) if name.startswith(GESTURE[1]) else name
        number, marks = numbered(rest)
        if heard := int.from_bytes(marks):
            parts["heard"][name] = f"{heard:x}"
        due, much = divmod(number, PER_TURN)
        if due:
            parts["turns"][name] = due
        if much:
            parts["shunned"][name] = much
    others = {part: value for part, value in data.items() if part not in (*DECKS, TOGETHER)}
    return others | {part: known for part, known in parts.items() if known}


def _numbered(rest: str) -> tuple[int, bytes]:
    marks = rest[1:]
    return SIGNS.index(rest[0]), base64.b64decode(marks + "=" * (-len(marks) % 4)) if marks else b""


def _numbered_behind(rest: str) -> tuple[int, bytes]:
    """As older releases wrote it, called as the sets: a set in base 85, and a number behind a comma."""
    marks, _, number = rest.partition(",")
    return int(number or 0), base64.b85decode(marks)


def _scores(scores: Mapping[str, Sequence[Sequence[Any]]]) -> str:
    """Each kind with its evenings, and the two numbers one to ten in one digit each, to base 16.

    Such as "closeness 202611229a 2026112989;sign_time 2026112970".
    """
    return ";".join(
        " ".join([kept, *(f"{when.replace('-', '')}{first:x}{second:x}" for when, first, second in some)])
        for kept, some in sorted(scores.items())
    )


def _unscored(text: str) -> dict[str, list[list[Any]]]:
    opened: dict[str, list[list[Any]]] = {}
    for entry in text.split(";"):
        kept, *some = entry.split(" ")
        opened[kept] = [
            [f"{one[:4]}-{one[4:6]}-{one[6:8]}", int(one[8], 16), int(one[9:], 16)] for one in some
        ]
    return opened


def _arms(arms: Mapping[str, Sequence[int]]) -> str:
    """Each tag with a sign for the points for it and one for those against it, such as "walk:c3 home:40"."""
    return " ".join(f"{tag}:{SIGNS[well]}{SIGNS[badly]}" for tag, (well, badly) in sorted(arms.items()))


def _unarmed(text: str) -> dict[str, list[int]]:
    entries = (entry.rpartition(":") for entry in text.split(" "))
    return {tag: [SIGNS.index(points[:1]), SIGNS.index(points[1:])] for tag, _, points in entries}


def _tastes(tastes: Mapping[str, Any]) -> str:
    """One word a taste, such as "no_alcohol slow home"."""
    words = {meaning: word for word, meaning in TASTES.items()}
    return " ".join(sorted(words[taste, value] for taste, value in tastes.items()))


def _untasted(text: str) -> dict[str, Any]:
    return dict(TASTES[word] for word in text.split(" "))


def _paused(paused: Mapping[str, Any]) -> str:
    """When, and the fields of the place and of a wish in their order, without what is empty at the end.

    Such as "1795482900|date_idea|offer||date-012|2||||cheap|||90|friday".
    """
    place = dict(paused["place"])
    wish = place.pop("wish", None)
    fields = [paused["since"], *(place.get(name, "") for name in PLACE)]
    if wish is not None:  # an empty one is another thing than none
        fields += [wish.get(name, "") for name in WISH]
    written = "|".join("1" if field is True else str(field) for field in fields)
    return written if wish is not None else written.rstrip("|")


def _unpaused(text: str) -> dict[str, Any]:
    since, *fields = text.split("|")
    named = zip((*PLACE, *WISH), fields, strict=False)
    values: list[tuple[str, Any]] = [
        (name, True if name == "short" else int(value) if name in NUMBERS else value) if value else (name, "")
        for name, value in named
    ]
    place = {name: value for name, value in values[: len(PLACE)] if value != ""}
    if len(values) > len(PLACE):
        place["wish"] = {name: value for name, value in values[len(PLACE) :] if value != ""}
    return {"place": place, "since": int(since)}


def _rituals(rituals: Mapping[str, Sequence[str]]) -> str:
    """Each ritual with its day, time, token and evening, such as "check_in sunday 18:00 =… 2026-11-22"."""
    return _rows(
        [ritual, day, time, _token(alert), *rest]
        for ritual, (day, time, alert, *rest) in sorted(rituals.items())
    )


def _unritualled(text: str) -> dict[str, list[str]]:
    return {
        ritual: [day, time, _untokened(alert), *rest] for ritual, day, time, alert, *rest in _unrowed(text)
    }


def _token(alert: str) -> str:
    """The token of a reminder, a UUID as far as is known: 16 bytes that are written with 36 signs."""
    with suppress(ValueError):
        return UUID_MARK + base64.b85encode(UUID(alert).bytes).decode().replace(";", ",")
    return alert


def _untokened(text: str) -> str:
    if not text.startswith(UUID_MARK):
        return text
    return str(UUID(bytes=base64.b85decode(text.removeprefix(UUID_MARK).replace(",", ";"))))


def _rows(rows: Any) -> str:
    """Lists of strings, such as "date-012 2026-11-28 loved;date-007 2026-11-21 missed"."""
    return ";".join(" ".join(row) for row in rows)


def _unrowed(text: str) -> list[list[str]]:
    return [row.split(" ") for row in text.split(";")]


def _words(text: str) -> list[str]:
    return text.split(" ")


FORMS: Mapping[str, tuple[Callable[[Any], str], Callable[[str], Any]]] = {
    "scores": (_scores, _unscored),
    "arms": (_arms, _unarmed),
    "tastes": (_tastes, _untasted),
    "paused": (_paused, _unpaused),
    "rituals": (_rituals, _unritualled),
    "outings": (_rows, _unrowed),
    "kept": (" ".join, _words),
    "led": (" ".join, _words),
}
"""Parts that are written as one string: how, and how they are read again."""
