"""Reading content: what is wrong is named by file, id and hint."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from skill.content import loading
from skill.errors import ContentError

ENGLISH = Path(loading.__file__).parent / "en"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ENGLISH, tmp_path / "en"))


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("decks/money.toml", 'id = "money-001"', 'id = "cash-001"', "is not the deck's id and a number"),
        ("decks/money.toml", 'depth = "light"', 'depth = "shallow"', "depth is 'shallow'"),
        ("decks/money.toml", "tags = []", 'tags = ["rich"]', "tags is"),
        ("decks/money.toml", "tip = ", "hint = ", "has no tip"),
        ("decks/money.toml", 'id = "money"', "id = money", "is not TOML"),
        ("dates.toml", 'budget = "free"', 'budget = "nothing"', "budget is 'nothing'"),
        ("dates.toml", "minutes = ", "hours = ", "has no whole number as minutes"),
        ("guides/check_in.toml", 'kind = "tell"', 'kind = "shout"', 'kind "shout"'),
        ("guides/check_in.toml", 'next = "last_time"\n', "", "names no next step"),
        ("guides/check_in.toml", 'id = "appreciate_swap"', 'id = "appreciate"', "two steps of this id"),
        ("guides/check_in.toml", "why = [", "reason = [", "has no wordings as why"),
        ("guides/check_in.toml", "[[step]]", "[[stop]]", "has no steps"),
        ("phrases.toml", 'one = ["Nice', 'one = [7, "Nice', "has no wordings as one"),
        ("danger.toml", '"<they> <hit> me"', '"<nobody> <hit> me"', "is no group of words"),
    ],
)
def test_a_wrong_file_is_named(folder: Path, file: str, old: str, new: str, problem: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        loading.load(folder, "en")
    assert problem in caught.value.problem
    assert path.name.removesuffix(".toml") in str(caught.value)
    assert caught.value.hint


def test_a_missing_file_and_a_missing_language_are_named(folder: Path) -> None:
    (folder / "help.toml").unlink()
    with pytest.raises(ContentError, match=r"help\.toml"):
        loading.load(folder, "en")
    shutil.rmtree(folder / "decks")
    with pytest.raises(ContentError, match="decks"):
        loading.load(folder, "en")
    with pytest.raises(ContentError, match="no content for this language"):
        loading.library("xx")


def test_a_guide_can_be_read_by_itself() -> None:
    guide, lines = loading.read_guide(ENGLISH / "guides" / "check_in.toml")
    assert guide.first == "welcome"
    assert len(lines["guide.check_in.welcome.say"]) == 3


def test_a_language_without_signs_of_danger_notices_none(folder: Path) -> None:
    (folder / "danger.toml").unlink()
    assert loading.load(folder, "en").dangers.signs == ()
