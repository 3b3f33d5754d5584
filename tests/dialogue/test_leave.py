"""Leaving: "stop" and "skip" are honoured everywhere, and nobody gets past the way to other help."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from skill import heard as h
from skill.content.guide import waits
from skill.content.loading import library
from skill.conversation import Conversation
from skill.dialogue import (
    dating,
    gesturing,
    noting,
    offering,
    opening,
    places,
    questions,
    surprising,
)
from skill.dialogue.guiding import path
from skill.dialogue.respond import PATIENCE
from skill.editing.desk import practices
from skill.reply import Line
from tests.evening import keys
from tests.everywhere import KNOWN, MOVES, Spot, everywhere, hear, spot

if TYPE_CHECKING:
    from skill.conversation import Place
    from skill.couple import Couple
    from skill.reply import Turn

pytestmark = pytest.mark.no_cover
"""Tracing would take most of the time, and the other tests cover it all."""
ENDLESS = {questions.ID, dating.ID, gesturing.ID, surprising.ID}
"""What always has another one, so that "skip" never comes to its end."""
ENOUGH = 12
"""So many skips in a row are tried where there is no end."""


def skipping(conversation: Conversation, couple: Couple, most: int) -> list[tuple[Place | None, Turn]]:
    """What comes of one "skip" after the other, until the session closes or what they were in is left.

    With each turn goes the place at which the skip was said.
    """
    place, turns = conversation.place, list[tuple["Place | None", "Turn"]]()
    guide = place.guide if place else ""
    while len(turns) < most:
        turn = hear(h.Next(), conversation, couple)
        turns.append((place, turn))
        conversation, couple, place = turn.conversation, turn.couple, turn.conversation.place
        if place is None or place.guide != guide:
            break
    return turns


def test_every_stop_of_every_guide_in_both_forms_and_every_feature_is_walked_to() -> None:
    reached = {(one.guide, one.step, one.speaker, one.short) for one in everywhere()}
    content = library()
    for guide in content.guides.values():
        for short in (False, True):
            usual = path(guide, short=short)
            assert {(guide.id, step, speaker, short) for step, speaker in usual} <= reached
            for step in guide.steps.values():  # off the usual path as well
                if waits(step) and guide.has(step.id, short=short):
                    assert any((guide.id, step.id, one, short) in reached for one in (0, 1)), step.id
    moments = places.MOMENTS - {noting.ID}  # nobody has notes there
    assert {one.guide for one in everywhere()} == {"", *content.guides, *places.FEATURES, *moments}
    assert {one.misses for one in everywhere()} == set(range(PATIENCE + 1))
    assert len(everywhere()) > 1000


def test_the_walk_is_the_same_every_time() -> None:
    again = everywhere.__wrapped__()
    assert list(again.items()) == list(everywhere().items())


def test_stop_ends_at_once_and_the_place_stays_as_it_was() -> None:
    for here, (conversation, couple) in everywhere().items():
        for adrift in (False, True):
            turn = hear(h.Stop(), replace(conversation, adrift=adrift), couple)
            assert turn.reply.closes, here
            assert [one.key for one in turn.reply.say if isinstance(one, Line)] == ["phrases.bye"], here
            assert len(turn.reply.say) == 1, here
            assert turn.conversation.place is None, here
            assert turn.effects == (), here
            # Nothing was learnt but that they were here, so they come back to where they stopped.
            assert replace(turn.couple, visits=couple.visits) == couple, here
        if here.guide and here.guide not in places.MOMENTS:
            assert couple.paused is not None, here
            assert couple.paused.place == conversation.place, here


def test_whoever_stopped_in_the_middle_of_a_guide_comes_back_to_it() -> None:
    for here, (conversation, couple) in everywhere().items():
        if here.guide in library().guides and here.guide not in opening.DISCREET:
            stopped = hear(h.Stop(), conversation, couple)
            back = hear(h.Opened(), Conversation(), stopped.couple)
            assert back.conversation.place == conversation.place, here


def test_skip_always_comes_to_the_end_of_a_guide_and_never_to_the_same_stop_twice() -> None:
    for here, (conversation, couple) in everywhere().items():
        guide = library().guides.get(here.guide)
        if guide is None:
            continue
        stops = 2 * sum(waits(step) for step in guide.steps.values())
        turns = skipping(conversation, couple, stops + 1)
        said = [place for place, _ in turns]
        # Without what is asked about: a drawn question stays, and one drawn on the way back is new.
        assert len({(one.step, one.speaker) for one in said if one}) == len(turns) <= stops, here
        last = turns[-1][1]
        left = last.conversation.place
        assert left is None or left.guide != here.guide, here
        assert last.reply.closes == (left is None), here


def test_skip_moves_on_in_every_feature_and_every_short_exchange() -> None:
    for here, (conversation, couple) in everywhere().items():
        if here.guide in library().guides or here.guide == offering.ID:
            continue
        turns = skipping(conversation, couple, ENOUGH if here.guide in ENDLESS else 2 * here.of + ENOUGH)
        for before, turn in turns:
            assert before is None or turn.conversation.place != before, here
        if here.guide not in ENDLESS:
            left = turns[-1][1].conversation.place
            assert left is None or left.guide != here.guide, here


def test_skip_at_an_offer_comes_to_an_end() -> None:
    for here, (conversation, couple) in everywhere().items():
        if here.guide == offering.ID:
            turns = skipping(conversation, couple, PATIENCE + 2)
            assert len(turns) <= PATIENCE + 1 - here.misses, here
            assert turns[-1][1].reply.closes, here


def test_nothing_that_is_said_anywhere_is_a_dead_end() -> None:
    for here, (conversation, couple) in everywhere().items():
        for heard in MOVES:
            turn = hear(heard, conversation, couple)
            place = turn.conversation.place
            assert turn.reply.closes == (place is None), (here, heard)
            if place is None:  # and there is a way back in
                assert hear(h.Opened(), Conversation(), turn.couple).reply.ask, (here, heard)
            else:
                assert spot(turn.conversation) in everywhere(), (here, heard)


@pytest.mark.parametrize("length", h.LENGTHS)
@pytest.mark.parametrize("practice", [one for one, asked in practices().items() if "ways_out" in asked])
def test_whatever_is_answered_nobody_gets_past_the_way_to_other_help(practice: str, length: h.Length) -> None:
    """The content check follows the steps; this follows what is said, through all that can be answered."""
    guide = library().guides[practice]
    ways = practices()[practice]["ways_out"]
    first_stop = path(guide, short=length == "short")[0][0]

    def told(turn: Turn) -> frozenset[str]:
        """What a turn covers of all that the practice must."""
        lines = {key.split(".")[2] for key in keys(turn) if key.startswith(f"guide.{practice}.")}
        return frozenset(what for step in lines for what in guide.covers.get(step, ()))

    start = hear(h.StartGuide(practice, length), Conversation(), KNOWN)
    # The last of the three: whether people come from the very first question, first or gone back to.
    frontier = deque([(start, told(start), False)])
    seen = set[tuple[Spot, frozenset[str]]]()
    while frontier:
        turn, covered, turned_down = frontier.popleft()
        place = turn.conversation.place
        left = place is None or place.guide != practice
        for way in ways:
            if left and turn.couple.paused is None:
                assert way["covers"] in covered or turned_down, covered
            if not covered.isdisjoint(way.get("before", ())):
                assert way["covers"] in covered, covered
        here = (spot(turn.conversation), covered)
        if place is None or left or here in seen:
            continue
        seen.add(here)
        for heard in MOVES:
            following = hear(heard, turn.conversation, turn.couple)
            frontier.append((following, covered | told(following), place.step == first_stop))


def test_the_way_to_support_is_gone_by_saying_yes() -> None:
    for length in h.LENGTHS:
        turn = hear(h.StartGuide("trust", length), Conversation(), KNOWN)
        for heard in (h.Yes(), h.No(), h.Yes()):
            turn = hear(heard, turn.conversation, turn.couple)
        assert "guide.support.welcome.say" in " ".join(keys(turn))
