"""An appreciation round."""

from __future__ import annotations

import pytest

from skill import heard as h
from tests.evening import Evening, asked, keys, quiet, text


@pytest.mark.parametrize(("wished", "rounds"), [(None, 2), (1, 1), (3, 3), (5, 5), (9, 5), (0, 1), (-2, 1)])
def test_partners_alternate_by_name_for_one_to_five_rounds(wished: int | None, rounds: int) -> None:
    evening = Evening()
    evening.hears(h.Introduce("ana", "ben"))
    turn = evening.hears(h.StartAppreciation(wished))
    assert ("phrases.appreciation.held" in keys(turn)) == (wished not in (None, 1, 3, 5))
    invited = []
    for number in range(2 * rounds):
        spoken = text(turn)
        speaker, listener = ("Ana", "Ben") if number % 2 == 0 else ("Ben", "Ana")
        assert any(
            f"{opening}" in spoken for opening in (f"{speaker}, it's", f"for {speaker}", f"to {speaker}")
        )
        assert f"{listener}" in spoken
        assert quiet(turn) == 30
        invited.append(next(key for key in keys(turn) if key.startswith("appreciation.")))
        turn = evening.hears(h.Done())
    assert len(set(invited)) == 2 * rounds
    if rounds < 5:
        assert asked(turn) == "phrases.appreciation.more"
        turn = evening.hears(h.No())
    assert turn.reply.closes
    assert "phrases.appreciation.close" in keys(turn)
    assert any(key.startswith("closing.") for key in keys(turn))
    assert evening.couple.paused is None


def test_one_more_round_is_two_more_turns() -> None:
    evening = Evening()
    evening.hears(h.StartAppreciation(1), h.Done(), h.Done())
    turn = evening.hears(h.Yes())
    assert quiet(turn) == 30
    turn = evening.hears(h.Done(), h.Done())
    assert asked(turn) == "phrases.appreciation.more"


def test_a_different_one_is_for_the_same_partner() -> None:
    evening = Evening()
    evening.hears(h.StartAppreciation(2), h.Done())
    before = evening.conversation.place
    evening.hears(h.Another())
    after = evening.conversation.place
    assert before is not None
    assert after is not None
    assert (after.speaker, after.count) == (before.speaker, before.count)
    assert after.item != before.item


def test_previous_start_over_and_why_keep_to_the_round() -> None:
    evening = Evening()
    evening.hears(h.StartAppreciation(3), h.Done(), h.Done())
    evening.hears(h.Previous())
    assert evening.conversation.place.count == 1  # type: ignore[union-attr]
    turn = evening.hears(h.Explain())
    assert keys(turn)[0] == "phrases.appreciation.why"
    evening.hears(h.StartOver())
    assert evening.conversation.place.count == 0  # type: ignore[union-attr]
    assert evening.conversation.place.of == 3  # type: ignore[union-attr]


def test_no_invitation_comes_back_before_all_were_heard() -> None:
    evening = Evening()
    seen: list[str] = []
    for _ in range(10):
        turn = evening.hears(h.StartAppreciation(5))
        for _ in range(10):
            seen += [key for key in keys(turn) if key.startswith("appreciation.")]
            turn = evening.hears(h.Done())
        assert turn.reply.closes
        evening.passes(days=7)
    assert len(seen) == len(set(seen)) == 100


def test_dropped_and_resumed_the_next_day_by_a_yes() -> None:
    evening = Evening()
    evening.hears(h.StartAppreciation(2), h.Done())
    place = evening.conversation.place
    evening.drops()
    evening.passes(days=1)
    turn = evening.hears(h.Opened())
    assert asked(turn) == "phrases.resume.offer"
    assert "appreciation round" in text(turn)
    evening.hears(h.Yes())
    assert evening.conversation.place == place
