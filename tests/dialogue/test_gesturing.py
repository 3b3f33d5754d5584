"""A small gesture for today."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from skill import heard as h
from tests.evening import Evening, asked, keys


def gesture(evening: Evening) -> str:
    assert evening.conversation.place is not None
    return evening.conversation.place.item


def kind(evening: Evening, item: str) -> str:
    return evening.library.gestures[item].kind


@pytest.mark.parametrize("wish", [h.SmallGesture(), h.StartGuide("small_gesture")])
def test_one_is_offered_and_taken(wish: h.Heard) -> None:
    evening = Evening()
    turn = evening.hears(wish)
    assert keys(turn)[-3:] == [
        "phrases.gesture.lead",
        f"gesture.{gesture(evening)}.text",
        "phrases.gesture.offer",
    ]
    turn = evening.hears(h.Yes())
    assert turn.reply.closes
    assert "phrases.gesture.accepted" in keys(turn)
    assert evening.couple.paused is None


def test_another_one_is_of_another_kind() -> None:
    evening = Evening()
    evening.hears(h.SmallGesture())
    first = kind(evening, gesture(evening))
    turn = evening.hears(h.No())
    assert keys(turn)[0] == "phrases.gesture.another"
    assert kind(evening, gesture(evening)) != first
    assert evening.couple.shunned == {f"gesture.{first}": 1}


def test_what_works_comes_again_in_new_clothes_and_what_does_not_comes_less() -> None:
    evening = Evening()
    taken: Counter[str] = Counter()
    heard = []
    for _ in range(25):
        evening.hears(h.SmallGesture())
        for _ in range(8):
            one = gesture(evening)
            heard.append(one)
            if kind(evening, one) in ("note", "meal"):
                taken[kind(evening, one)] += 1
                evening.hears(h.Yes())
                break
            evening.hears(h.No())
        evening.passes(days=1)
    assert len(set(heard)) == len(heard)  # never the same one twice
    offered = Counter(kind(evening, one) for one in heard)
    liked = offered["note"] + offered["meal"]
    assert liked / 2 > 2 * (len(heard) - liked) / 7
    assert set(offered) == {one.kind for one in evening.library.gestures.values()}  # varied, never dropped


def test_all_of_them_come_before_any_comes_again() -> None:
    evening = Evening()
    turn = evening.hears(h.SmallGesture())
    heard = [gesture(evening)]
    while "phrases.gesture.all_heard" not in keys(turn):
        turn = evening.hears(h.Another())
        heard.append(gesture(evening))
    assert len(heard) == len(evening.library.gestures) + 1
    assert len(set(heard)) == len(evening.library.gestures)


def test_it_can_be_kept_explained_repeated_and_left() -> None:
    evening = Evening()
    evening.hears(h.SmallGesture())
    place = evening.conversation.place
    for word, key in [
        (h.SaveThis(), "phrases.keep.kept"),
        (h.Explain(), "phrases.gesture.why"),
        (h.Repeat(), "phrases.repeat"),
        (h.Help(), "help.small_gesture"),
        (h.Previous(), f"gesture.{gesture(evening)}.text"),
    ]:
        assert key in keys(evening.hears(word))
        assert evening.conversation.place == place
    kept = gesture(evening)
    assert evening.hears(h.Done()).reply.closes
    assert f"gesture.{kept}.text" in keys(evening.hears(h.ReadSaved()))


def test_one_that_a_release_took_away_is_forgiven() -> None:
    evening = Evening()
    evening.hears(h.SmallGesture())
    assert evening.conversation.place is not None
    for word in (h.Yes(), h.Repeat()):
        evening.conversation = replace(
            evening.conversation, place=replace(evening.conversation.place, item="gone-001")
        )
        assert asked(evening.hears(word)) == "phrases.gesture.offer"
