"""Notes for another talk."""

from __future__ import annotations

import pytest

from skill import heard as h
from skill.dialogue import noting
from tests.evening import Evening, asked, keys, text


def noted(*words: str) -> Evening:
    evening = Evening()
    evening.hears(h.AskQuestion())
    for one in words:
        evening.hears(h.Note(one))
        evening.passes(minutes=1)
    return evening


def test_a_note_is_kept_and_it_is_said_who_will_hear_it_and_for_how_long() -> None:
    evening = noted()
    question = asked(evening.turns[-1])
    turn = evening.hears(h.Note("the summer by the sea"))
    assert keys(turn)[:2] == ["phrases.notes.kept", "phrases.notes.heard_by"]
    assert "ninety days" in text(turn)
    assert asked(turn) == question
    (event,) = (one for (kind, _), one in evening.events.items() if kind == noting.KIND)
    assert event.facts == {"words": "the summer by the sea"}


@pytest.mark.parametrize("variant", range(3))
def test_every_wording_says_who_hears_it_and_how_long(variant: int) -> None:
    wording = Evening().library.lines["phrases.notes.heard_by"][variant]
    assert "ninety days" in wording
    assert any(words in wording for words in ("everyone in the room", "whoever is there", "Anyone nearby"))


def test_notes_are_read_newest_first_two_at_a_time() -> None:
    evening = noted("the summer", "the car", "his mother's birthday")
    turn = evening.hears(h.ReadNotes())
    assert "mother's birthday" in text(turn)
    assert "he car" in text(turn)
    assert "summer" not in text(turn)
    assert asked(turn) == "phrases.notes.more"
    turn = evening.hears(h.Yes())
    assert "he summer" in text(turn)
    assert "phrases.notes.end" in keys(turn)


def test_a_no_to_more_ends_it() -> None:
    evening = noted("one thing", "another thing", "a third thing")
    evening.hears(h.ReadNotes())
    assert evening.hears(h.No()).reply.closes


def test_reading_can_be_repeated() -> None:
    evening = noted("one thing", "another thing", "a third thing")
    evening.hears(h.ReadNotes())
    turn = evening.hears(h.Repeat())
    assert "third thing" in text(turn)
    assert asked(turn) == "phrases.notes.more"


def test_without_notes_that_is_said() -> None:
    turn = noted().hears(h.ReadNotes())
    assert keys(turn)[0] == "phrases.notes.none"


def test_a_note_of_no_words_is_not_kept() -> None:
    evening = noted()
    turn = evening.hears(h.Note("  "))
    assert keys(turn)[0] == "phrases.notes.unheard"
    assert evening.events == {}


def test_a_long_note_is_cut() -> None:
    evening = noted("talk " * 200)
    (event,) = evening.events.values()
    assert len(str(event.facts["words"])) <= noting.LONGEST


def test_the_same_note_twice_in_a_breath_is_one_note() -> None:
    evening = noted()
    evening.hears(h.Note("the car"), h.Note("the car"), h.Note("the boat"))
    assert len([kind for kind, _ in evening.events if kind == noting.KIND]) == 2


def test_signs_in_a_note_are_only_signs() -> None:
    evening = noted("salt & <pepper>")
    assert "alt & <pepper>" in text(evening.hears(h.ReadNotes()))


def test_adrift_nothing_is_noted_and_nothing_is_said_to_be_lost() -> None:
    evening = noted("the summer")
    number = len(evening.events)
    assert keys(evening.hears(h.Note("the car"), adrift=True))[1] == "phrases.notes.adrift"
    assert len(evening.events) == number
    assert "phrases.notes.out_of_reach" in keys(evening.hears(h.ReadNotes(), adrift=True))


def test_notes_are_asked_of_the_store_only_where_they_are_read() -> None:
    evening = noted("one thing", "another thing", "a third thing")
    assert not noting.needed(h.Yes(), evening.conversation)
    assert noting.needed(h.ReadNotes(), evening.conversation)
    evening.hears(h.ReadNotes())
    assert noting.needed(h.Yes(), evening.conversation)


def test_only_notes_are_read_as_notes() -> None:
    evening = noted("the car")
    evening.hears(h.Note("you are kind", appreciation=True))
    turn = evening.hears(h.ReadNotes())
    assert "he car" in text(turn)
    assert "ou are kind" not in text(turn)
    assert {kind for kind, _ in evening.events} == {noting.KIND, noting.APPRECIATION}
