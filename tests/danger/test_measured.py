"""The figures of docs/danger.md are what is measured, and they are good enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill.editing import learning
from skill.editing.commands import desk
from tests.danger import measuring

pytestmark = pytest.mark.no_cover
"""Tracing would take most of the time, and the other tests cover it all."""

PAGE = (Path(__file__).parents[2] / "docs" / "danger.md").read_text(encoding="utf-8")


def test_every_cry_for_help_that_was_kept_out_is_seen_and_no_innocent_sentence_is_an_alarm() -> None:
    for name in ("held_out", "earlier"):
        crisis, innocent = (
            learning.sentences(measuring.groups(f"{name}_{kind}")) for kind in ("crisis", "innocent")
        )
        for way in (measuring.spoken, measuring.words):
            assert [one for one in crisis if way(one) == measuring.NOTHING] == []
            assert [one for one in innocent if way(one) == measuring.ALARM] == []


def test_no_sentence_that_we_know_of_is_missed_or_taken_wrongly() -> None:
    samples = [one for some in desk().slots["Danger"].values() for one in some]
    crisis = [*samples, *learning.sentences(learning.meanings("crisis"))]
    innocent = [
        one for name in ("innocent", "ordinary") for one in learning.sentences(learning.meanings(name))
    ]
    assert [one for one in crisis if measuring.words(one) == measuring.NOTHING] == []
    assert [one for one in innocent if measuring.words(one) == measuring.ALARM] == []


def test_most_of_them_are_answered_without_a_question() -> None:
    counted = measuring.count(learning.sentences(measuring.groups("held_out_crisis")), measuring.spoken)
    assert counted[measuring.ALARM] >= counted.total() * 0.8


def test_hardly_any_ordinary_sentence_is_asked_about() -> None:
    counted = measuring.count(learning.sentences(learning.meanings("ordinary")), measuring.words)
    assert counted[measuring.ALARM] == 0
    assert counted[measuring.QUESTION] <= counted.total() * 0.05


@pytest.mark.parametrize(
    "lines", [lambda: measuring.held_out("held_out"), measuring.halves], ids=["held", "halves"]
)
def test_the_page_has_what_is_measured(lines) -> None:
    """To within a hundredth of the sentences: another machine's arithmetic may see one more or one less."""
    written = {cells(line)[0]: cells(line)[1:5] for line in PAGE.splitlines() if line.startswith("| ")}
    for line in lines():
        what, number, *seen = cells(line)[:5]
        on_page = written[what]
        assert on_page[0] == number
        for one, other in zip(on_page[1:], seen, strict=True):
            assert abs(int(one) - int(other)) <= int(number) / 100, line


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_halves_share_no_meaning_and_are_halves() -> None:
    here = desk()
    for name in ("crisis", "innocent"):
        first, second = measuring.split(learning.meanings(name), here.encode)
        about = [{group["about"] for group in half} for half in (first, second)]
        assert not about[0] & about[1]
        sizes = [len(learning.sentences(half)) for half in (first, second)]
        assert max(sizes) <= 1.1 * min(sizes)


def test_sentences_kept_out_stand_nowhere_else() -> None:
    here = desk()
    known = {one for some in here.slots["Danger"].values() for one in some}
    for name in ("crisis", "innocent", "ordinary"):
        known.update(learning.sentences(learning.meanings(name)))
    for kind in ("crisis", "innocent"):
        assert known.isdisjoint(learning.sentences(measuring.groups(f"held_out_{kind}")))


def test_there_are_sentences_enough_of_all_four_kinds() -> None:
    samples = [one for some in desk().slots["Danger"].values() for one in some]
    assert len(samples) >= 250
    assert (
        sum(len(learning.sentences(measuring.groups(f"{name}_innocent"))) for name in ("held_out", "earlier"))
        >= 150
    )
    for name in ("held_out_crisis", "earlier_crisis"):
        assert {group["kind"] for group in measuring.groups(name)} == {
            "fear",
            "self_harm",
            "harm_other",
            "child",
        }
