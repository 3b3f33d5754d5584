"""How signs of danger are written, read and weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from skill.content.dangers import Dangers, read_dangers, spoken, traits
from skill.dialogue.noticing import noticed
from skill.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """
between = ["really", "is"]
harmless = ["kill the lights"]
elsewhere = ["in that film"]
idioms = ["kills me with"]
worrying = ["(knife|gun|kill)"]
[short_for]
"won't" = "will not"
"'s" = "is"
mum = "mom"
[words]
they = ["he", "my partner"]
[signs]
self_harm = ["i want to die"]
child = ["<they> hits the kid"]
harm_other = ["i hit him"]
"""


def dangers(tmp_path: Path, *fear: str) -> Dangers:
    file = tmp_path / "danger.toml"
    signs = ", ".join(f'"{sign}"' for sign in fear)
    file.write_text(f"{HEAD}fear = [{signs}]\n", encoding="utf-8")
    return read_dangers(file)


@pytest.mark.parametrize(
    ("sign", "sentence"),
    [
        ("<they> hits me", "He hits me!"),
        ("<they> hits me", "my partner really hits me, often"),
        ("<they> (hits|beats) me", "he beats me"),
        ("<they> won't let me go", "he will not let me go"),
        ("scared (of|about)? home", "i'm scared home"),
        ("scared (of|about)? home", "i'm scared of home"),
        ("<they> ... my phone", "he always goes through my phone"),
        ("can not go on $", "i can not go on"),
        ("(a|the) (<they> thing|knife)", "the my partner thing"),
        ("hit (my (mum|dad)|me)", "she hit my mom"),
    ],
)
def test_a_sign_is_found(sign: str, sentence: str, tmp_path: Path) -> None:
    assert noticed(sentence, dangers(tmp_path, sign)) in ("fear", "check")


@pytest.mark.parametrize(
    ("sign", "sentence"),
    [
        ("<they> hits me", "he never hits me"),
        ("<they> hits me", "she hits me"),
        ("<they> ... my phone", "he put one two three four five my phone"),
        ("can not go on $", "i can not go on saturday"),
        ("hit (my (mum|dad)|me)", "she hit my head"),
    ],
)
def test_and_not_where_it_is_not(sign: str, sentence: str, tmp_path: Path) -> None:
    assert noticed(sentence, dangers(tmp_path, sign)) is None


@pytest.mark.parametrize(
    ("sentence", "seen"),
    [
        ("he hits me", "fear"),
        ("he hits the kid", "child"),
        ("i hit him", "harm_other"),
        ("i want to die", "self_harm"),
        ("kill the lights", None),
        ("he kills me with jokes", "check"),
        ("he hits me in that film", "check"),
        ("where is the knife", "check"),
        ("", None),
    ],
)
def test_what_comes_before_what(sentence: str, seen: str | None, tmp_path: Path) -> None:
    assert noticed(sentence, dangers(tmp_path, "<they> hits me", "<they> kills me")) == seen


@pytest.mark.parametrize(
    "sign", ["<nobody> hits me", "he hits (me", "he hits me)", "... me", "me ...", "", "?"]
)
def test_a_sign_that_cannot_be_read_is_refused_with_its_place(sign: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"danger\.toml: fear"):
        dangers(tmp_path, sign)


def test_contractions_are_opened_and_signs_dropped(tmp_path: Path) -> None:
    short_for = dangers(tmp_path).short_for
    assert spoken("Mum's phone, WON\N{RIGHT SINGLE QUOTATION MARK}T ring.", short_for) == (
        *("mom", "is", "phone", "will", "not", "ring"),
    )


def test_words_and_pairs_are_weighed_with_those_that_are_the_same() -> None:
    assert traits("he hits me", {}, {"he": "they"}) == {
        *("they", "hits", "me", "^ they", "they hits", "hits me", "me $"),
    }


def test_weight_is_what_was_learned_and_about_nothing_without_it() -> None:
    known = Dangers(weights={"hits": 400, "hits me": 300, "lamp": -900}, bias=-100)
    assert known.weight("he hits me") == pytest.approx((-100 + 700 / 2**0.5) / 100)
    assert known.weight("the lamp") < -5
    assert known.weight("xyzzy") == -1
    assert noticed("she goes out and he hits me", known) == "check"
    assert noticed("she goes out and he hits me", known, weighed=False) is None
    assert noticed("she goes out for a lamp", known) is None


def test_a_sign_whose_words_weigh_nothing_is_asked_about(tmp_path: Path) -> None:
    known = dangers(tmp_path, "<they> hits me")
    light = Dangers(
        short_for=known.short_for, between=known.between, signs=known.signs, weights={"balloon": -2000}
    )
    assert noticed("he hits me with a red balloon again", light) == "check"
    assert noticed("he hits me", light) == "fear"
