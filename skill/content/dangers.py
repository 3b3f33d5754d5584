"""How people speak of danger, as data: signs that were written, and weights that were learned.

A sign is a row of elements. Each stands for one word, for any of `(these|those)`,
or for any entry of a `<group>`; with a `?` behind it, also for nothing; `...`
stands for up to `GAP` words whatever they are. Between elements words may be left
out that change nothing ("really", "always"). "Not" and "never" are no such words:
"he never hits me" is another sentence. Contractions are opened first, so "won't"
may be written as it is, and `$` is the end of all that was said.

The weights (`closer learn` makes them) say of words and pairs of words how much
more often they stand in sentences of danger than in innocent ones. They are
there for what no sign foresees, and may only ever lead to a gentle question.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from skill.content.tables import Table, read, wordings
from skill.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from skill.heard import Danger

Words: TypeAlias = tuple[str, ...]
Element: TypeAlias = tuple[Words, ...]
"""Any one of these rows of words, the longest first."""

GAP = 4
"""The most words that `...` stands for."""
ORDER: tuple[Danger, ...] = ("child", "harm_other", "self_harm", "fear")
"""Which danger is looked for first: "the voices tell me to hurt the baby" is about a child."""
END = "$"
"""Stands after the last word."""
ANY = "..."
"""Stands for a gap."""
GAPS: Element = ((ANY,),)
TOKEN = re.compile(r"<\w+>|[()|?]|[^\s<>()|?]+")


@dataclass(frozen=True, slots=True)
class Sign:
    """A row of elements that speaks of something."""

    starts: frozenset[str]
    """Words that it can begin with: without one of them there is no need to look."""
    elements: tuple[Mapping[str, Element], ...]
    """Each with its rows by their first word; those of no words at all by the empty one."""


@dataclass(frozen=True, slots=True)
class Dangers:
    """The words of danger of one language."""

    short_for: Mapping[str, str] = field(default_factory=dict)
    """What a contraction stands for; one that begins with an apostrophe is an ending."""
    between: frozenset[str] = frozenset()
    """Words that change nothing, wherever they stand."""
    signs: tuple[tuple[Danger, Sign], ...] = ()
    """Each with the danger that it speaks of, in the order in which they are looked for."""
    harmless: tuple[Sign, ...] = ()
    """What is a game, housework or a plan for sure: looked past, whatever its words."""
    elsewhere: tuple[Sign, ...] = ()
    """What tells of a game, a film or long ago: where one stands, a sign is asked about, gently."""
    idioms: tuple[Sign, ...] = ()
    """What is said in jest and of danger alike: looked past, but asked about, gently."""
    worrying: tuple[Sign, ...] = ()
    """What is asked about gently where no sign is."""
    same: Mapping[str, str] = field(default_factory=dict)
    """Words that weigh the same: each to the name of its group."""
    weights: Mapping[str, int] = field(default_factory=dict)
    """A word or a pair of words to how much it weighs, in hundredths; negative speaks against danger."""
    bias: int = 0
    """What a sentence weighs before its words, in hundredths."""

    def weight(self, text: str) -> float:
        """How much `text` is like the sentences of danger that were learned from; about 0 is undecided."""
        found = [self.weights[one] for one in traits(text, self.short_for, self.same) if one in self.weights]
        return (self.bias + sum(found) / math.sqrt(len(found))) / 100 if found else self.bias / 100


def spoken(text: str, short_for: Mapping[str, str]) -> Words:
    """The words of `text` in lower case, with contractions opened and no signs."""
    found: list[str] = []
    for word in re.sub(
        r"[^\w\s']", " ", text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    ).split():
        whole = short_for.get(word)
        if whole is None:
            ending = next((one for one in short_for if one.startswith("'") and word.endswith(one)), "")
            stem = word.removesuffix(ending)
            whole = f"{short_for.get(stem, stem)} {short_for[ending]}" if ending and stem else word
        found.extend(part for part in whole.replace("'", "").split() if part)
    return tuple(found)


def traits(text: str, short_for: Mapping[str, str], same: Mapping[str, str]) -> set[str]:
    """What is weighed of `text`: its words and pairs of neighbors, those of `same` by their group."""
    words = [same.get(word, word) for word in spoken(text, short_for)]
    edged = ["^", *words, END]
    return {*words, *(f"{one} {next_one}" for one, next_one in itertools.pairwise(edged))}


def read_dangers(file: Traversable, weights: Traversable | None = None) -> Dangers:
    """The words of danger in a file, with the weights in another.

    Raises:
        ContentError: a sign cannot be read, or names a group that is not there.
    """
    table = read(file)
    learned = json.loads(weights.read_text(encoding="utf-8")) if weights is not None else {}
    short_for: dict[str, str] = dict(table.get("short_for", {}))
    groups = {
        name: _ordered({spoken(one, short_for) for one in wordings(table["words"], name, file.name)})
        for name in table.get("words", {})
    }

    def signs(given: Table, name: str, place: str) -> tuple[Sign, ...]:
        some = wordings(given, name, place) if given.get(name) else ()
        return tuple(_sign(one, groups, short_for, f"{file.name}: {name}: {one}") for one in some)

    return Dangers(
        short_for=short_for,
        between=frozenset(table.get("between", ())),
        signs=tuple(
            (kind, sign) for kind in ORDER for sign in signs(table.get("signs", {}), kind, file.name)
        ),
        harmless=signs(table, "harmless", file.name),
        elsewhere=signs(table, "elsewhere", file.name),
        idioms=signs(table, "idioms", file.name),
        worrying=signs(table, "worrying", file.name),
        same={word: name for name, some in table.get("same", {}).items() for word in some},
        weights=learned.get("weights", {}),
        bias=learned.get("bias", 0),
    )


def _sign(text: str, groups: Mapping[str, Element], short_for: Mapping[str, str], place: str) -> Sign:
    tokens = TOKEN.findall(text)
    elements = _row(tokens, groups, short_for, place)
    if tokens or not elements or GAPS in (elements[0], elements[-1]):
        raise ContentError(place, "is no row of words, <groups>, (one|or other) and ...", "mend it")
    starts: set[str] = set()
    for element in elements:
        starts.update(row[0] for row in element if row)
        if () not in element:
            break
    return Sign(frozenset(starts), tuple(_by_first_word(element) for element in elements))


def _by_first_word(element: Element) -> Mapping[str, Element]:
    rows: dict[str, list[Words]] = {}
    for row in element:
        rows.setdefault(row[0] if row else "", []).append(row)
    return {first: tuple(some) for first, some in rows.items()}


def _row(
    tokens: list[str], groups: Mapping[str, Element], short_for: Mapping[str, str], place: str
) -> list[Element]:
    """The elements at the head of `tokens`, which are taken off it, up to a `|` or a `)`."""
    elements: list[Element] = []
    while tokens and tokens[0] not in "|)":
        head = tokens.pop(0)
        if head == "(":
            rows = {row for one in _either(tokens, groups, short_for, place) for row in _rows(one)}
            elements.append(_ordered(rows))
        elif head == "?" and elements:
            elements[-1] = (*elements[-1], ())
        elif head.startswith("<"):
            if head[1:-1] not in groups:
                raise ContentError(place, f"{head} is no group of words", "add it under [words]")
            elements.append(groups[head[1:-1]])
        elif head in (ANY, END):
            elements.append(((head,),))
        else:
            elements.extend(((one,),) for one in spoken(head, short_for))
    return elements


def _either(
    tokens: list[str], groups: Mapping[str, Element], short_for: Mapping[str, str], place: str
) -> list[list[Element]]:
    """The alternatives up to the closing parenthesis, which is taken off `tokens` as well."""
    alternatives = [_row(tokens, groups, short_for, place)]
    while tokens and tokens[0] == "|":
        tokens.pop(0)
        alternatives.append(_row(tokens, groups, short_for, place))
    if not tokens:
        raise ContentError(place, "a parenthesis stands open", "close it")
    tokens.pop(0)
    return alternatives


def _rows(elements: list[Element]) -> list[Words]:
    """Every row of words that a row of elements stands for."""
    return [tuple(word for part in parts for word in part) for parts in itertools.product(*elements)]


def _ordered(rows: set[Words]) -> Element:
    return tuple(sorted(rows, key=lambda row: (-len(row), row)))
