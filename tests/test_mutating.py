"""The list of mutations is still one of breaks that are possible, and the review has it as its table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.mutating import ROOT, Mutation, mutations, table

REVIEW = (ROOT / "docs" / "safety-review.md").read_text(encoding="utf-8")


def test_every_rule_is_broken_at_least_once() -> None:
    assert {one.rule for one in mutations()} == {*range(1, 10), "lines"}


@pytest.mark.parametrize("one", mutations(), ids=lambda one: one.breaks)
def test_it_can_be_broken_in_just_that_place(one: Mutation) -> None:
    assert (ROOT / one.file).read_text(encoding="utf-8").count(one.find) == 1
    assert one.find != one.put


@pytest.mark.parametrize("one", mutations(), ids=lambda one: one.breaks)
def test_the_test_that_has_to_fail_is_there(one: Mutation) -> None:
    file, _, name = one.test.partition("::")
    text = Path(ROOT / file).read_text(encoding="utf-8")
    assert not name or f"def {name.partition('[')[0]}(" in text


def test_the_review_has_the_table_and_nothing_that_is_not_in_it() -> None:
    rows = [line for line in REVIEW.splitlines() if re.match(r"\| \S+ \| .* \| `[^`]+` \| `tests/", line)]
    assert rows == table()
