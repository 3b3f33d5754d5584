"""Learning which words weigh toward danger."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from skill import cli
from skill.content.dangers import Dangers
from skill.editing import learning
from skill.editing.commands import desk

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CRISIS = ["he hits me", "she hits me", "he hits me again", "she hurts me"] * 3
INNOCENT = ["he makes me tea", "she makes me laugh", "he makes me tea again"] * 3


def test_what_stands_on_one_side_weighs_to_that_side() -> None:
    learned = learning.weigh(
        Dangers(), CRISIS, INNOCENT, ["the tea is hot", "the tea is cold"], random.Random(1)
    )
    assert learned["weights"]["hits"] > 0 > learned["weights"]["makes"]
    known = replace(Dangers(), **learned)
    assert known.weight("he hits me") > 0 > known.weight("she makes me tea")


def test_it_learns_the_same_each_time() -> None:
    once, again = (learning.weigh(Dangers(), CRISIS, INNOCENT, [], random.Random(1)) for _ in range(2))
    assert once == again


def test_small_differences_are_arithmetic_and_large_ones_are_not() -> None:
    one = {"bias": 10, "weights": {"hits": 100, "tea": -90}}
    assert not learning.differ(one, {"bias": 11, "weights": {"hits": 99, "tea": -90, "so": 5}})
    assert learning.differ(one, {"bias": 10, "weights": {"hits": 100}})
    assert learning.differ(one, {"bias": 90, "weights": one["weights"]})


def test_the_weights_in_place_are_what_the_sentences_make_of_them() -> None:
    known = json.loads(learning.file().read_text(encoding="utf-8"))
    assert not learning.differ(known, learning.learn(desk(), random.Random(1)))


def test_no_sentence_is_on_both_sides_or_stands_twice() -> None:
    sides = {name: learning.sentences(learning.meanings(name)) for name in ("crisis", "innocent", "ordinary")}
    together = [sentence for some in sides.values() for sentence in some]
    assert len(together) == len(set(together))
    assert len(sides["crisis"]) > 250
    assert len(sides["innocent"]) > 150


def test_the_command_says_what_it_did_and_what_is_stale(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "danger_weights.json"
    file.write_text('{"bias": 0, "weights": {}}', encoding="utf-8")
    monkeypatch.setattr(learning, "file", lambda: file)
    assert cli.main(["learn", "--check"]) == 1
    assert "make learn" in capsys.readouterr().out
    assert cli.main(["learn"]) == 0
    assert "weigh something" in capsys.readouterr().out
    assert cli.main(["learn", "--check"]) == 0


def test_a_release_is_refused_when_a_helpline_was_checked_too_long_ago(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("skill.wiring.clock", lambda: datetime(2026, 11, 25, tzinfo=UTC))
    assert cli.main(["release"]) == 0
    monkeypatch.setattr("skill.wiring.clock", lambda: datetime(2027, 11, 25, tzinfo=UTC))
    assert cli.main(["release"]) == 1
    assert "days ago" in capsys.readouterr().out
