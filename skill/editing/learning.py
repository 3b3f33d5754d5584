"""Learns which words weigh toward danger, from sentences of both sides.

A logistic regression over words and pairs of words, fitted by AdaGrad (Duchi,
Hazan and Singer, 2011, "Adaptive Subgradient Methods for Online Learning and
Stochastic Optimization"): small, the same at each run, and every weight can be
looked at.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections import Counter, defaultdict
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from skill.content.dangers import traits
from skill.simulator.chatter import CHATTER
from skill.simulator.model import CRISIS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, MutableSequence, Sequence

    from skill.content.dangers import Dangers
    from skill.editing.desk import Desk

ROUNDS = 10
"""How often everything is gone through."""
RATE = 0.3
FEWEST = 2
"""Sentences that a word or a pair must stand in."""
INNOCENT_TWICE = 2
"""How often the innocent sentences that sound like danger count, beside everything else that people say."""
SMALLEST = 5
"""Hundredths below which a weight is left out."""


class Chance(Protocol):
    """What shuffles the sentences; the same each time."""

    def shuffle(self, some: MutableSequence[Any], /) -> None:
        """Puts `some` into another order."""


def meanings(name: str) -> list[dict[str, Any]]:
    """The groups of sentences in a file of skill/editing/dangers: `about`, `sentences`, perhaps a `kind`."""
    file = resources.files("skill.editing") / "dangers" / f"{name}.toml"
    found: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["meaning"]
    return found


def sentences(groups: Iterable[Mapping[str, Any]]) -> list[str]:
    """All sentences of some groups."""
    return [sentence for group in groups for sentence in group["sentences"]]


def weigh(
    dangers: Dangers, crisis: Sequence[str], innocent: Sequence[str], other: Sequence[str], chance: Chance
) -> dict[str, Any]:
    """The weights that tell `crisis` from `innocent` and from all `other` things people say.

    Returns:
        "bias" and "weights", in hundredths, as `content.dangers` reads them.
    """
    danger = [(_of(one, dangers), True) for one in crisis]
    none = [(_of(one, dangers), False) for one in (*list(innocent) * INNOCENT_TWICE, *other)]
    often = Counter(one for some, _ in (*danger, *none) for one in some)
    examples = [([one for one in some if often[one] >= FEWEST], is_one) for some, is_one in (*danger, *none)]
    heavier = len(none) / len(danger)
    weights: dict[str, float] = defaultdict(float)
    steps: dict[str, float] = defaultdict(lambda: 1e-8)
    bias = 0.0
    for _ in range(ROUNDS):
        chance.shuffle(examples)
        for some, is_one in examples:
            if not some:
                continue
            scale = 1 / math.sqrt(len(some))
            score = bias + scale * sum(weights[one] for one in some)
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) - is_one
            error *= heavier if is_one else 1
            for one in some:
                slope = error * scale
                steps[one] += slope * slope
                weights[one] -= RATE * slope / math.sqrt(steps[one])
            bias -= error / 100
    rounded = {one: round(100 * weights[one]) for one in sorted(weights)}
    return {
        "bias": round(100 * bias),
        "weights": {one: n for one, n in rounded.items() if abs(n) >= SMALLEST},
    }


def others(desk: Desk) -> list[str]:
    """What people say here anyway: samples and slot values without danger, our questions, ordinary talk."""
    spoken = desk.model["interactionModel"]["languageModel"]
    found = [
        re.sub(r"\{\w+\}", "money", sample)
        for intent in spoken["intents"]
        if intent["name"] != CRISIS
        for sample in intent.get("samples", ())
    ]
    for name, values in desk.slots.items():
        if name != "Danger":
            found.extend(one for some in values.values() for one in some)
    for key, some in desk.library.lines.items():
        if key.startswith("prompt.") and not key.endswith(".tip"):
            found.extend(some)
    return [*found, *sentences(meanings("ordinary")), *CHATTER.strip().split("\n")]


def learn(desk: Desk, chance: Chance) -> dict[str, Any]:
    """The weights that all sentences together give."""
    crisis = [
        *sentences(meanings("crisis")),
        *(one for some in desk.slots["Danger"].values() for one in some),
    ]
    innocent = sentences(meanings("innocent"))
    return weigh(desk.library.dangers, list(dict.fromkeys(crisis)), innocent, others(desk), chance)


def differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether weights differ by more than another machine's arithmetic explains."""
    words = {*one["weights"], *other["weights"]}
    apart = [abs(one["weights"].get(word, 0) - other["weights"].get(word, 0)) for word in words]
    return bool(max([*apart, abs(one["bias"] - other["bias"])]) > SMALLEST + 1)


def file() -> Path:
    """Where the weights are kept, in a checkout."""
    return Path(str(resources.files("skill.content"))) / "en" / "danger_weights.json"


def write(learned: Mapping[str, Any], file: Path) -> None:
    """Writes weights, one a line."""
    file.write_text(json.dumps(learned, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _of(sentence: str, dangers: Dangers) -> list[str]:
    return sorted(traits(sentence, dangers.short_for, dangers.same))
