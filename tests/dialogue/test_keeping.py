"""All that was kept: questions, dates, gestures, and words of appreciation."""

from __future__ import annotations

import pytest

from skill import heard as h
from skill.dialogue import noting
from tests.evening import Evening, asked, keys, text


def kept(*words: str, questions: int = 0) -> Evening:
    evening = Evening()
    evening.hears(h.StartAppreciation())
    for one in words:
        evening.hears(h.Note(one, appreciation=True))
        evening.passes(minutes=1)
    for _ in range(questions):
        evening.hears(h.AskQuestion(), h.Another(), h.SaveThis())
    return evening


def test_in_a_round_it_is_said_how_words_are_kept_and_nothing_is() -> None:
    evening = Evening()
    evening.hears(h.StartAppreciation())
    place = evening.conversation.place
    turn = evening.hears(h.SaveThis())
    assert keys(turn)[0] == "phrases.appreciations.how"
    assert evening.conversation.place == place
    assert evening.events == {}
    assert evening.couple.kept == ()


def test_words_are_kept_and_it_is_said_who_hears_them() -> None:
    evening = kept()
    question = asked(evening.turns[-1])
    turn = evening.hears(h.Note("you make me  laugh", appreciation=True))
    assert keys(turn)[:2] == ["phrases.appreciations.kept", "phrases.appreciations.heard_by"]
    assert asked(turn) == question
    ((kind, key),) = evening.events
    assert kind == noting.APPRECIATION
    assert evening.events[kind, key].facts == {"words": "you make me laugh"}
    assert key.startswith("2026-11-24T01:15:00Z#")  # the moment, as for notes


@pytest.mark.parametrize("variant", range(3))
def test_every_wording_says_who_hears_it(variant: int) -> None:
    wording = Evening().library.lines["phrases.appreciations.heard_by"][variant]
    assert any(words in wording for words in ("in the room", "Anyone nearby"))


def test_they_are_read_after_the_rest_two_at_a_time_the_newest_first() -> None:
    evening = kept("the first words", "the last words", questions=1)
    turn = evening.hears(h.ReadSaved())
    assert any(key.startswith("prompt.") for key in keys(turn))
    assert "he last words" in text(turn)
    assert "he first words" not in text(turn)
    assert asked(turn) == "phrases.keep.more"
    turn = evening.hears(h.Yes())
    assert "he first words" in text(turn)
    assert "phrases.keep.end" in keys(turn)


def test_notes_and_kept_words_stay_apart() -> None:
    evening = kept("you are kind")
    evening.hears(h.Note("the car"))
    saved = text(evening.hears(h.ReadSaved()))
    assert "ou are kind" in saved
    assert "he car" not in saved
    notes = text(evening.hears(h.ReadNotes()))
    assert "he car" in notes
    assert "ou are kind" not in notes


def test_going_from_one_list_to_the_other_reads_the_right_one() -> None:
    evening = kept("one", "two", "three")
    for note in ("the car", "the sea", "the roof"):
        evening.hears(h.Note(note))
        evening.passes(minutes=1)
    assert asked(evening.hears(h.ReadNotes())) == "phrases.notes.more"
    turn = evening.hears(h.ReadSaved())
    assert "hree" in text(turn)
    assert asked(turn) == "phrases.keep.more"
    assert "ne" in text(evening.hears(h.Yes()))


def test_they_are_held_to_two_hundred_letters_and_none_is_none() -> None:
    evening = kept("love " * 100)
    (event,) = evening.events.values()
    assert 190 < len(str(event.facts["words"])) <= noting.LONGEST
    assert keys(evening.hears(h.Note(" ", appreciation=True)))[0] == "phrases.appreciations.unheard"
    assert len(evening.events) == 1


def test_adrift_nothing_is_kept_or_read() -> None:
    evening = kept("you are kind", questions=1)
    number = len(evening.events)
    turn = evening.hears(h.Note("and patient", appreciation=True), adrift=True)
    assert "phrases.appreciations.adrift" in keys(turn)
    assert turn.effects == ()
    assert len(evening.events) == number
    turn = evening.hears(h.ReadSaved(), adrift=True)
    assert "phrases.keep.out_of_reach" in keys(turn)
    assert "ou are kind" not in text(turn)


@pytest.mark.parametrize("words", ["thank you for not hitting me any more", "he hits me", "i want to die"])
def test_words_of_danger_are_not_kept(words: str) -> None:
    evening = kept()
    turn = evening.hears(h.Note(words, appreciation=True))
    assert turn.reply.urgent
    assert evening.events == {}


def test_they_are_asked_of_the_store_only_where_they_are_read() -> None:
    evening = kept("one", "two", "three")
    assert noting.needed(h.ReadSaved(), evening.conversation) == noting.APPRECIATION
    assert noting.needed(h.ReadNotes(), evening.conversation) == noting.KIND
    assert noting.needed(h.Yes(), evening.conversation) == ""
    evening.hears(h.ReadSaved())
    assert noting.needed(h.Yes(), evening.conversation) == noting.APPRECIATION
    assert noting.needed(h.ReadNotes(), evening.conversation) == noting.KIND


def test_no_launch_and_no_repeat_reads_them() -> None:
    evening = kept("you are kind")
    evening.drops()
    evening.passes(days=1)
    for heard in (h.Opened(), h.Repeat(), h.Resume(), h.WhatYouKnow()):
        assert "ou are kind" not in text(evening.hears(heard))
