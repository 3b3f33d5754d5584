"""What the documents show does what they say."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from importlib import resources
from pathlib import Path

from skill import heard as h
from skill.alexa import models
from skill.cli import interaction_models, vocabulary
from skill.content import checking, loading
from tests.evening import Evening

WRITING = Path("docs/writing-guides.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_guide_shown_to_writers_passes_the_check_and_plays_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "good_news.toml"
    file.write_text(blocks(WRITING, "toml")[0], encoding="utf-8")
    guide, lines = loading.read_guide(file)
    library = loading.library()
    library = replace(library, guides={**library.guides, guide.id: guide}, lines={**library.lines, **lines})
    assert [str(problem) for problem in checking.check(library)] == []
    evening = Evening(library=library)
    evening.hears(h.Introduce("ana", "ben"), h.StartGuide("good_news"))
    evening.hears(h.Done())
    assert evening.hears(h.Done()).reply.closes


def test_the_ways_to_ask_for_it_that_are_shown_fit_the_interaction_model() -> None:
    model = json.loads((interaction_models() / "en-US.json").read_text(encoding="utf-8"))
    slots, decks = vocabulary(resources.files("skill.content") / "en")
    ways = tomllib.loads(blocks(WRITING, "toml")[1])
    more = {**slots, "Guide": {**slots["Guide"], **ways}}
    filled = models.generate(model, more, decks)
    assert models.stale(model, more, decks) == ["GUIDE"]
    assert [str(problem) for problem in models.check(filled)] == []


def test_every_kind_of_step_is_explained() -> None:
    for kind in ("tell", "ask", "talk", "rate", "swap", "recall"):
        assert f"| `{kind}` |" in WRITING


def test_every_document_that_is_spoken_of_exists() -> None:
    for document in [Path("README.md"), Path("CONTRIBUTING.md"), *Path("docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document}: {target}"


def test_the_changelog_and_the_readme_count_right() -> None:
    counts = checking.counts(loading.library())
    text = Path("CHANGELOG.md").read_text(encoding="utf-8")
    assert f"{counts['prompts']} questions in {counts['decks']} decks" in text
    assert f"Date ideas, {counts['dates']} of them" in text
    assert f"{counts['appreciations']} invitations and {counts['closing gestures']} closing gestures" in text
