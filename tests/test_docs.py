"""What the documents show does what they say."""

from __future__ import annotations

import inspect
import io
import json
import re
import textwrap
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from skill import cli
from skill import heard as h
from skill.alexa import models
from skill.content import guide_files, loading
from skill.editing import pages
from skill.editing.commands import desk, interaction_models, vocabulary
from skill.editing.rules import amounts
from tests.evening import Evening, quiet

WRITING = Path("docs/writing-guides.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """What stands between the fences of a language, without what all its lines are indented by."""
    found: list[str] = []
    inside: list[str] | None = None
    for line in text.splitlines():
        fence = line.strip()
        if not fence.startswith("```"):
            if inside is not None:
                inside.append(line)
        elif inside is None:
            inside, kind = [], fence.removeprefix("```")
        else:
            if kind == language:
                found.append(textwrap.dedent("\n".join(inside)) + "\n")
            inside = None
    return found


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file: Path = tmp_path_factory.mktemp("writer") / "good_news.toml"
    file.write_text(blocks(WRITING, "toml")[0], encoding="utf-8")
    return file


def test_the_guide_shown_to_writers_fails_only_where_the_page_says_so(
    shown: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["content", str(shown)]) == 1
    out = capsys.readouterr().out
    assert re.findall(r"^([a-z ]+):$", out, re.MULTILINE) == ["reach", "read aloud"]
    assert "a talk about good news" in out


@pytest.mark.parametrize(("form", "seconds"), [("full", 60), ("short", 20)])
def test_the_guide_shown_to_writers_plays_to_its_end_in_both_forms(
    shown: Path, form: h.Length, seconds: int
) -> None:
    evening = Evening(library=loading.with_guide(loading.library(), *guide_files.read_guide(shown)))
    evening.hears(h.Introduce("ana", "ben"))
    assert quiet(evening.hears(h.StartGuide("good_news", form))) == seconds
    evening.hears(h.Done())
    assert evening.hears(h.Done()).reply.closes


@pytest.mark.parametrize("options", [[], ["--short"]])
def test_the_guide_shown_to_writers_can_be_heard(
    shown: Path,
    options: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("done\ndone\n"))
    assert cli.main(["talk", "--guide", str(shown), "--fast", *options]) == 0
    out = " ".join(capsys.readouterr().out.split())
    lines = guide_files.read_guide(shown)[1]
    welcome = lines[f"guide.good_news.welcome.say{'_short' if options else ''}"]
    assert any(wording in out for wording in welcome)
    assert any(wording in out for wording in lines["guide.good_news.goodbye.say"])
    assert "Welcome to Closer Together" not in out


def test_the_problems_shown_to_writers_look_as_they_do(
    shown: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "good_news.toml"
    text = shown.read_text(encoding="utf-8").replace('next = "goodbye"', 'next = "end"')
    wrong.write_text(re.sub(r' +"Two good things.*\n', "", text), encoding="utf-8")
    assert cli.main(["content", str(wrong)]) == 1
    out = capsys.readouterr().out
    for line in blocks(WRITING, "")[2].splitlines():
        assert line.partition(" (")[0] in out


def test_the_ways_to_ask_for_it_that_are_shown_fit_the_interaction_model() -> None:
    model = json.loads((interaction_models() / "en-US.json").read_text(encoding="utf-8"))
    slots, decks = vocabulary(resources.files("skill.content") / "en")
    ways = tomllib.loads(blocks(WRITING, "toml")[1])
    more = {**slots, "Guide": {**slots["Guide"], **ways}}
    filled = models.generate(model, more, decks)
    assert models.stale(model, more, decks) == ["GUIDE"]
    assert [str(problem) for problem in models.check(filled)] == []


def test_every_kind_of_step_is_explained() -> None:
    kinds = re.search(r'kinds = "([a-z, ]+)"', inspect.getsource(guide_files))
    assert kinds
    for kind in re.split(r", | or ", kinds[1]):
        assert f"| `{kind}` |" in WRITING


def test_every_document_that_is_spoken_of_exists() -> None:
    for document in [Path("README.md"), Path("CONTRIBUTING.md"), *Path("docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document}: {target}"


def test_the_changelog_and_the_readme_count_right() -> None:
    counts = amounts.counts(desk())
    text = Path("CHANGELOG.md").read_text(encoding="utf-8")
    assert f"{counts['prompts']:,} questions in {counts['decks']} decks" in text
    assert f"Date ideas, {counts['date ideas']} of them" in text
    assert f"{counts['appreciations']} invitations and {counts['closing gestures']} closing gestures" in text
    assert f"{counts['gestures']} small gestures" in text
    readme = Path("README.md").read_text(encoding="utf-8")
    assert f"{counts['prompts']:,} questions in {counts['decks']} decks" in readme


def test_the_pages_that_come_from_the_content_are_fresh() -> None:
    assert pages.write(desk(), Path("docs"), check=True) == []
