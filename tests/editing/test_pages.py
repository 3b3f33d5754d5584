"""Pages of the documentation that come from the content."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from skill.content.guide import END, exits
from skill.content.loading import library
from skill.editing import pages

if TYPE_CHECKING:
    from pathlib import Path

    from skill.editing.desk import Desk


@pytest.fixture
def docs(desk: Desk, tmp_path: Path) -> Path:
    assert pages.write(desk, tmp_path)
    return tmp_path


def test_what_was_written_is_fresh(desk: Desk, docs: Path) -> None:
    assert pages.write(desk, docs, check=True) == []


def test_a_changed_page_a_missing_one_and_one_too_many_are_stale_and_mended(desk: Desk, docs: Path) -> None:
    (docs / "decks.md").write_text("Many decks.", encoding="utf-8")
    (docs / "guides" / "empathy.md").unlink()
    (docs / "guides" / "tango.md").write_text("Tango.", encoding="utf-8")
    stale = ["decks.md", "guides/empathy.md", "guides/tango.md"]
    assert pages.write(desk, docs, check=True) == stale
    assert (docs / "decks.md").read_text(encoding="utf-8") == "Many decks."
    assert pages.write(desk, docs) == stale
    assert not (docs / "guides" / "tango.md").exists()
    assert pages.write(desk, docs, check=True) == []


@pytest.mark.parametrize("guide", library().guides)
def test_the_diagram_has_every_step_and_every_way(desk: Desk, guide: str) -> None:
    led = desk.library.guides[guide]
    drawn = "\n".join(pages.flow(led))
    for step in led.steps.values():
        assert f"    s_{step.id}" in drawn
        for target in exits(step):
            end = "finish((end))" if target == END else f"s_{target}"
            assert re.search(rf"s_{step.id} (-- .+ )?--> {re.escape(end)}", drawn), (step.id, target)


def test_a_guides_page_has_every_word_and_both_lengths(desk: Desk, docs: Path) -> None:
    page = (docs / "guides" / "check_in.md").read_text(encoding="utf-8")
    for key, some in desk.library.lines.items():
        if key.startswith("guide.check_in.") and not key.endswith(".name"):
            assert all(f"- {wording}" in page for wording in some)
    assert "| minutes declared |" in page
    assert "the third of the five articles" in page


def test_the_table_of_practices_has_no_empty_row_and_shows_one_that_would_be(desk: Desk, docs: Path) -> None:
    table = (docs / "practices.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in table.splitlines() if line.startswith(("| [`", "| `"))]
    assert len(rows) > 150
    assert all(cell.strip(" |") for row in rows for cell in row)
    led = desk.library.guides["empathy"]
    bare = replace(led, covers={})
    other = replace(desk, library=replace(desk.library, guides={**desk.library.guides, "empathy": bare}))
    assert "each tells the other's side |  | 1, 2, 5" in dict(pages.pages(other))["practices.md"]
