"""Each rule of the content check finds what it is for, and the content that ships passes them all."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from skill.content import loading
from skill.content.problem import Problem
from skill.editing import checking
from skill.editing.rules import RULES
from skill.editing.rules.amounts import FEWEST, counts
from skill.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable

    from skill.editing.desk import Desk

BAD = Path(__file__).parent / "bad"
NOT_ABOUT_ONE_FILE = {"amounts": "the language"}


def example(rule: str) -> Path:
    return BAD / rule.replace(" ", "_")


@pytest.mark.no_cover  # the check of everything below is traced
@pytest.mark.parametrize("rule", RULES)
def test_what_ships_has_nothing_to_mend(desk: Desk, rule: str) -> None:
    assert [str(problem) for problem in RULES[rule](desk)] == []


def test_every_rule_has_a_bad_example_and_every_example_a_rule() -> None:
    assert {folder.name for folder in BAD.iterdir()} == {example(rule).name for rule in RULES}
    assert all(list(folder.rglob("*.toml")) for folder in BAD.iterdir())


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_refuses_its_bad_example_and_says_where_what_and_how_to_mend_it(
    laid_over: Callable[[Path], Desk], rule: str
) -> None:
    (file,) = example(rule).rglob("*.toml")
    name = str(file.relative_to(example(rule))).replace(".more", "")
    found = list(RULES[rule](laid_over(example(rule))))
    assert found
    assert {problem.file for problem in found} == {NOT_ABOUT_ONE_FILE.get(rule, name)}
    assert all(problem.place and problem.problem and problem.hint for problem in found)


def test_a_file_of_the_wrong_shape_is_refused_with_its_name_and_a_way_out(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(Path(loading.__file__).parent / "en", tmp_path / "en"))
    (folder / "decks" / "bad.toml").write_text('id = "bad"\n', encoding="utf-8")
    with pytest.raises(ContentError, match=r"bad\.toml.*has no name"):
        loading.load(folder, "en")


def test_there_is_as_much_as_promised(desk: Desk) -> None:
    have = counts(desk)
    assert FEWEST["prompts"] == 1200
    assert all(have[what] >= fewest for what, fewest in FEWEST.items())


def test_the_report_says_what_there_is_how_long_it_takes_and_what_is_wrong(desk: Desk) -> None:
    problem = Problem("a.toml", "b", "is odd", "mend it")
    report = checking.report(desk, {"oddness": [problem]})
    assert f"{counts(desk)['prompts']:,} prompts" in report
    assert "the weekly check-in" in report
    assert "most alike" in report
    assert "oddness:\n  a.toml: b: is odd (mend it)" in report


def test_the_check_runs_every_rule_and_keeps_those_that_found_something(desk: Desk) -> None:
    assert checking.check(desk) == {}
    lines = {**desk.library.lines, "phrases.bye": ("Bye.", "Good night.")}
    found = checking.check(replace(desk, library=replace(desk.library, lines=lines)))
    assert set(found) == {"wordings", "read aloud"}


def test_every_line_the_code_speaks_of_exists(desk: Desk) -> None:
    used = set()
    for file in Path("skill").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        used |= set(re.findall(r'"((?:phrases|help|safety)\.[a-z_.]*[a-z_])"', text))
    lines = desk.library.lines
    missing = [key for key in used if not any(line == key or line.startswith(f"{key}.") for line in lines)]
    assert len(used) > 60
    assert missing == []
