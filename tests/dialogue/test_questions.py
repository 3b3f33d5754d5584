"""Tonight's question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skill import heard as h
from tests.evening import Evening, asked, keys, quiet, text


def prompt(evening: Evening) -> str:
    assert evening.conversation.place is not None
    return evening.conversation.place.item


def test_both_answer_then_a_follow_up_then_good_night() -> None:
    evening = Evening()
    first = evening.hears(h.AskQuestion())
    assert quiet(first) == 60
    assert f"prompt.{prompt(evening)}.tip" in keys(first)
    assert asked(first) == "phrases.swap"
    second = evening.hears(h.Done())
    assert f"prompt.{prompt(evening)}.question" in keys(second)
    assert quiet(second) == 60
    together = evening.hears(h.Yes())
    assert f"prompt.{prompt(evening)}.follow_up" in keys(together)
    end = evening.hears(h.No())
    assert end.reply.closes
    assert evening.couple.paused is None


def test_the_question_stays_the_same_all_evening_and_for_both() -> None:
    evening = Evening()
    evening.hears(h.AskQuestion())
    tonight = prompt(evening)
    evening.drops()
    evening.passes(hours=6)  # 2:15 at night is still the same evening
    evening.hears(h.AskQuestion())
    assert prompt(evening) == tonight
    evening.drops()
    evening.passes(hours=2)  # 4:15 is a new one
    evening.hears(h.AskQuestion())
    assert prompt(evening) != tonight


@pytest.mark.parametrize("theme", ["money", "dreams"])
def test_a_theme_stays_for_another_one(theme: str) -> None:
    evening = Evening()
    evening.hears(h.AskQuestion(theme=theme), h.Another(), h.Another())
    assert prompt(evening).startswith(theme)
    assert evening.couple.tonight is not None
    assert evening.couple.tonight.prompt == prompt(evening)


def test_deeper_and_lighter_move_by_one_and_are_remembered() -> None:
    evening = Evening()
    evening.hears(h.AskQuestion(depth="light"))
    depth = lambda: evening.library.prompt(prompt(evening)).depth  # type: ignore[union-attr] # noqa: E731 - short
    assert depth() == "light"
    evening.hears(h.ChangeDepth(deeper=True))
    assert depth() == "medium"
    evening.hears(h.ChangeDepth(deeper=True))
    assert depth() == "deep"
    assert evening.couple.openness == 4
    evening.hears(h.ChangeDepth(deeper=True))
    assert depth() == "deep"
    evening.hears(h.ChangeDepth(deeper=False))
    assert depth() == "medium"


def test_an_unknown_theme_is_named_as_such_and_something_is_asked() -> None:
    turn = Evening().hears(h.AskQuestion(unknown_theme=True))
    assert "phrases.question.unknown_theme" in keys(turn)
    assert asked(turn) == "phrases.swap"


def test_why_this_one_gives_the_reason_of_its_deck_and_keeps_the_place() -> None:
    evening = Evening()
    evening.hears(h.AskQuestion(theme="money"))
    place = evening.conversation.place
    turn = evening.hears(h.Explain())
    assert keys(turn)[0] == "deck.money.why"
    assert evening.conversation.place == place


def test_keep_that_one_is_read_back_later() -> None:
    evening = Evening()
    evening.hears(h.AskQuestion())
    kept = prompt(evening)
    turn = evening.hears(h.SaveThis())
    assert "phrases.keep.kept" in keys(turn)
    assert evening.couple.kept == (kept,)
    assert ("kept", f"2026-11-23#{kept}") in evening.events
    evening.drops()
    assert f"prompt.{kept}.question" in keys(evening.hears(h.ReadSaved()))


def test_talk_during_an_answer_is_no_error_and_ends_quietly_with_the_place_kept() -> None:
    evening = Evening()
    evening.hears(h.AskQuestion())
    place = evening.conversation.place
    turn = evening.hears(h.Unclear())
    assert keys(turn)[0] == "phrases.still_talking"
    assert quiet(turn) == 60
    turn = evening.hears(h.Feeling("tired"))
    assert keys(turn) == ["phrases.quiet_close"]
    assert turn.reply.closes
    assert evening.couple.paused is not None
    assert evening.couple.paused.place == place


def test_more_time_adds_a_minute_and_forgets_the_miss() -> None:
    evening = Evening()
    evening.hears(h.AskQuestion(), h.Unclear())
    turn = evening.hears(h.MoreTime())
    assert quiet(turn) == 60
    assert evening.conversation.misses == 0
    assert evening.hears(h.No()).conversation.place == turn.conversation.place


def test_without_a_timer_nothing_is_timed() -> None:
    evening = Evening()
    evening.hears(h.Prefer("no_timer"))
    turn = evening.hears(h.AskQuestion())
    assert quiet(turn) == 0
    assert "phrases.take_your_time" in keys(turn)


def test_previous_goes_back_to_the_first_answer() -> None:
    evening = Evening()
    evening.hears(h.AskQuestion(), h.Done(), h.Yes())
    evening.hears(h.Previous())
    assert evening.conversation.place.step == "second"  # type: ignore[union-attr]
    evening.hears(h.Previous())
    assert evening.conversation.place.step == "first"  # type: ignore[union-attr]


def test_a_question_that_a_release_took_away_is_forgiven() -> None:
    evening = Evening()
    evening.hears(h.AskQuestion())
    assert evening.conversation.place is not None
    gone = replace(evening.conversation.place, item="gone-001")
    evening.conversation = replace(evening.conversation, place=gone)
    turn = evening.hears(h.Done())
    assert asked(turn) == "phrases.swap"
    assert prompt(evening) != "gone-001"


def test_names_are_used_where_they_are_known() -> None:
    evening = Evening()
    evening.hears(h.Introduce("ana", "ben"))
    spoken = text(evening.hears(h.AskQuestion()))
    assert "Ana" in spoken
    assert "whoever starts" not in spoken


def test_another_one_says_that_its_deck_is_less_welcome_and_answers_that_it_is() -> None:
    evening = Evening()
    evening.hears(h.AskQuestion(theme="money"), h.Another(), h.Another())
    assert evening.couple.shunned == {"money": 2}
    evening.hears(h.Done(), h.Done())  # both answer, and the follow-up comes
    assert evening.couple.shunned == {"money": 1}
    evening.hears(h.Another())  # after the answers that is a wish for more, not a no
    assert evening.couple.shunned == {"money": 1}


@pytest.mark.parametrize("word", [h.MoreTime(), h.Unclear()])
def test_without_a_timer_nobody_is_promised_a_minute(word: h.Heard) -> None:
    evening = Evening()
    evening.hears(h.Prefer("no_timer"), h.AskQuestion())
    said = keys(evening.hears(word))
    assert [key for key in said if ".who." not in key] == ["phrases.take_your_time", "phrases.swap"]
