"""Measures how danger is noticed, and prints the tables of docs/danger.md.

    python -m tests.danger.measuring

A sentence is measured in two ways. *Spoken* to the speaker it goes through the interaction model, by
the simulator's understanding, which stands in for Alexa's. As *words*, such as those of a note, it
reaches the skill as it is. Each time something is seen: an alarm, a gentle question, or nothing.
"""

from __future__ import annotations

import json
import random
import tomllib
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skill import heard as h
from skill.content.loading import library
from skill.conversation import CHECK
from skill.dialogue import safety
from skill.dialogue.noticing import noticed
from skill.editing import learning
from skill.editing.commands import desk, interaction_models
from skill.simulator.understanding import Understanding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from skill.content.dangers import Dangers

HERE = Path(__file__).parent
ALARM, QUESTION, NOTHING = "alarm", "gentle question", "nothing"
ALIKE = 0.8
"""How alike the middles of two groups of sentences are that mean the same."""


def groups(name: str) -> list[dict[str, Any]]:
    """The groups of sentences in a file of this folder."""
    found: list[dict[str, Any]] = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))["meaning"]
    return found


@cache
def understanding() -> Understanding:
    """The real interaction model, as the simulator understands it."""
    model = json.loads((interaction_models() / "en-US.json").read_text(encoding="utf-8"))
    return Understanding.from_model(model, note=lambda _: None)


def spoken(sentence: str) -> str:
    """What comes of a sentence that is said to the speaker."""
    understood = understanding().understand(sentence, open_session=True)
    if understood.intent == "CrisisIntent" and understood.slots["Danger"].id:
        return ALARM
    words = [slot.said for slot in understood.slots.values() if slot.said and not slot.id]
    heard: h.Heard = h.Crisis() if understood.intent == "CrisisIntent" else h.Unclear()
    return named(safety.notice(heard, words, library()))


def words(sentence: str) -> str:
    """What comes of a sentence that is dictated as a note."""
    return named(safety.notice(h.Note(sentence), (), library()))


def named(seen: object) -> str:
    """What was seen, for a table."""
    return NOTHING if seen is None else QUESTION if seen == CHECK else ALARM


def count(sentences: Iterable[str], way: Callable[[str], str]) -> Counter[str]:
    """How often what comes of some sentences."""
    return Counter(way(sentence) for sentence in sentences)


def row(what: str, counted: Counter[str]) -> str:
    """One line of a table."""
    number = counted.total()
    seen = number - counted[NOTHING]
    cells = [what, number, counted[ALARM], counted[QUESTION], counted[NOTHING], f"{seen / number:.1%}"]
    return f"| {' | '.join(map(str, cells))} |"


def held_out(name: str) -> list[str]:
    """The lines for the sentences of one pair of files."""
    lines = []
    for kind in ("crisis", "innocent"):
        sentences = learning.sentences(groups(f"{name}_{kind}"))
        lines += [
            row(f"{kind}, spoken", count(sentences, spoken)),
            row(f"{kind}, words", count(sentences, words)),
        ]
    return lines


def halves() -> list[str]:
    """The lines for each half of what is learned from, measured with what the other half taught."""
    here = desk()
    crisis, innocent = (split(learning.meanings(name), here.encode) for name in ("crisis", "innocent"))
    lines = []
    for one, other in ((0, 1), (1, 0)):
        learned = learning.weigh(
            here.library.dangers,
            learning.sentences(crisis[other]),
            learning.sentences(innocent[other]),
            learning.others(here),
            random.Random(1),
        )
        dangers = replace(here.library.dangers, **learned)
        for kind, some in (("crisis", crisis), ("innocent", innocent)):
            sentences = learning.sentences(some[one])
            lines.append(row(f"{kind}, half {one + 1}", count(sentences, only_words(dangers))))
    return lines


def only_words(dangers: Dangers) -> Callable[[str], str]:
    """What comes of words with other weights than ours."""
    return lambda sentence: named(noticed(sentence, dangers))


def split(some: Sequence[dict[str, Any]], encode: Callable[[list[str]], Any]) -> tuple[list[Any], list[Any]]:
    """Groups in two halves, those that mean the same always in the same one.

    Two groups mean the same when what they are about, or the middles of their
    sentences, are nearer to the encoder than `ALIKE`; and so does what either means the same as.
    """
    import numpy as np

    middles = np.stack([np.mean(encode(list(group["sentences"])), axis=0) for group in some])
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    about = np.asarray(encode([group["about"] for group in some]))
    alike = (middles @ middles.T > ALIKE) | (about @ about.T > ALIKE)
    cluster = list(range(len(some)))

    def root(one: int) -> int:
        while cluster[one] != one:
            one = cluster[one]
        return one

    for one, other in zip(*np.nonzero(np.triu(alike, 1)), strict=True):
        cluster[root(int(one))] = root(int(other))
    together: dict[int, list[dict[str, Any]]] = {}
    for number, group in enumerate(some):
        together.setdefault(root(number), []).append(group)
    result: tuple[list[Any], list[Any]] = ([], [])
    for groups_of_one in sorted(together.values(), key=len, reverse=True):
        min(result, key=lambda half: sum(len(group["sentences"]) for group in half)).extend(groups_of_one)
    return result


if __name__ == "__main__":
    print(
        "held out",
        *held_out("held_out"),
        "",
        "earlier",
        *held_out("earlier"),
        "",
        "halves",
        *halves(),
        sep="\n",
    )
