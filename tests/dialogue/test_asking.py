"""Which question comes: decks in turn, a depth that suits, nothing twice too soon, nothing heavy late."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from skill.content.loading import library
from skill.couple import Couple, Tastes
from skill.dialogue.asking import Wanted, after_another, after_answers, after_change, ask, suits
from skill.editing import lives
from tests.evening import TONIGHT

LIBRARY = library()
EARLY, LATE = TONIGHT, TONIGHT + timedelta(hours=2)


def nights(couple: Couple, number: int, wanted: Wanted, content=LIBRARY):
    """So many questions in a row, each with whether its deck began again."""
    heard = []
    for _ in range(number):
        asked = ask(couple, content, wanted)
        couple = asked.couple
        heard.append((asked.prompt, asked.began_again))
    return heard, couple


def test_every_deck_comes_round_before_any_comes_again() -> None:
    heard, _ = nights(Couple("c", seed=7), 75, Wanted(EARLY))
    decks = [prompt.deck for prompt, _ in heard]
    usual = len({deck for deck in LIBRARY.decks if deck != "parenthood"})
    assert len(set(decks[:usual])) == usual
    assert len(set(decks[usual : 2 * usual])) == usual


def test_nothing_comes_twice_before_its_deck_has_run_out_and_then_the_oldest_comes_first() -> None:
    deck = LIBRARY.decks["money"]
    number = len(deck.prompts)
    heard, _ = nights(Couple("c", seed=7), 2 * number, Wanted(EARLY, theme="money", depth="light"))
    ids = [prompt.id for prompt, _ in heard]
    assert len(set(ids[:number])) == number
    assert [again for _, again in heard] == [place == number for place in range(2 * number)]
    assert ids[number:] == ids[:number]


def test_questions_that_a_release_adds_come_in_their_turn() -> None:
    part = replace(
        LIBRARY,
        decks={
            name: replace(deck, prompts=deck.prompts[:8]) if name == "money" else deck
            for name, deck in LIBRARY.decks.items()
        },
    )
    before, couple = nights(Couple("c", seed=7), 8, Wanted(EARLY, theme="money"), part)
    rest = len(LIBRARY.decks["money"].prompts) - 8
    after, _ = nights(couple, rest, Wanted(EARLY, theme="money"))
    assert not [again for _, again in (*before, *after) if again]
    assert len({prompt.id for prompt, _ in (*before, *after)}) == rest + 8


def test_what_a_couple_never_said_of_itself_is_not_presumed() -> None:
    heard, _ = nights(Couple("c", seed=7), 300, Wanted(EARLY))
    assert not [prompt.id for prompt, _ in heard if prompt.tags]
    assert "parenthood" not in {prompt.deck for prompt, _ in heard}


def test_children_bring_parenthood_along() -> None:
    heard, _ = nights(Couple("c", seed=7, tastes=Tastes(children=True)), 40, Wanted(EARLY))
    assert "parenthood" in {prompt.deck for prompt, _ in heard}


def test_whoever_asks_for_a_theme_by_name_asks_for_its_topic_but_nothing_more_is_presumed() -> None:
    faith = [one for one in LIBRARY.decks["culture_and_faith"].prompts if "faith" in one.tags]
    assert faith
    assert all(suits(one, Tastes(), "culture_and_faith") and not suits(one, Tastes()) for one in faith)
    heard, _ = nights(Couple("c", seed=7), 60, Wanted(EARLY, theme="parenthood"))
    assert {prompt.deck for prompt, _ in heard} == {"parenthood"}
    assert not [prompt.id for prompt, _ in heard if "children" in prompt.tags]


def test_late_in_the_evening_nothing_deep_comes_unless_asked_for() -> None:
    open_couple = Couple("c", seed=7, openness=5)
    heard, _ = nights(open_couple, 400, Wanted(LATE))
    assert "deep" not in {prompt.depth for prompt, _ in heard}
    assert ask(open_couple, LIBRARY, Wanted(LATE, depth="deep")).prompt.depth == "deep"
    assert "deep" in {prompt.depth for prompt, _ in nights(open_couple, 20, Wanted(EARLY))[0]}


def test_when_only_deep_ones_are_left_late_the_others_begin_again_and_the_deep_ones_stay_unheard() -> None:
    money = replace(LIBRARY, decks={"money": LIBRARY.decks["money"]})
    shallow = sum(one.depth != "deep" for one in money.decks["money"].prompts)
    heard, couple = nights(Couple("c", seed=7), shallow + 1, Wanted(LATE), money)
    assert heard[-1][1]
    assert heard[-1][0].depth != "deep"
    deep, _ = nights(couple, 5, Wanted(EARLY, depth="deep"), money)
    assert {prompt.depth for prompt, _ in deep} == {"deep"}
    assert not [again for _, again in deep if again]


@pytest.mark.parametrize(("openness", "most"), [(0, "light"), (5, "deep")])
def test_the_depth_follows_how_open_a_couple_is(openness: int, most: str) -> None:
    heard, _ = nights(Couple("c", seed=7, openness=openness), 60, Wanted(EARLY))
    assert Counter(prompt.depth for prompt, _ in heard).most_common(1)[0][0] == most


def test_deeper_and_lighter_move_the_depth_and_another_moves_it_away_from_deep_ones() -> None:
    deep = next(one for one in LIBRARY.decks["fears"].prompts if one.depth == "deep")
    couple = Couple("c", seed=7)
    assert after_change(couple, deeper=True).openness == couple.openness + 1
    assert after_change(replace(couple, openness=0), deeper=False).openness == 0
    assert after_change(replace(couple, openness=5), deeper=True).openness == 5
    assert after_another(couple, deep).openness == couple.openness - 1
    assert after_answers(replace(couple, openness=1), deep).openness == 2
    assert after_answers(couple, deep).openness == couple.openness
    medium = next(one for one in LIBRARY.decks["fears"].prompts if one.depth == "medium")
    assert after_answers(replace(couple, openness=0), medium).openness == 1
    assert after_answers(replace(couple, openness=1), medium).openness == 1


def test_a_deck_that_is_avoided_comes_less_but_comes_and_is_forgiven() -> None:
    couple = Couple("c", seed=7)
    money = LIBRARY.decks["money"].prompts[0]
    for _ in range(5):
        couple = after_another(couple, money)
    assert couple.shunned == {"money": 3}
    rounds = 8 * len(LIBRARY.decks)
    heard, after = nights(couple, rounds, Wanted(EARLY))
    often = Counter(prompt.deck for prompt, _ in heard)
    assert 1 <= often["money"] <= often["dreams"] / 3
    for _ in range(3):
        after = after_answers(after, money)
    assert after.shunned == {}


def test_somebody_who_asks_for_a_depth_gets_it_while_any_deck_has_it() -> None:
    deep = sum(
        one.depth == "deep" and not one.tags for deck in LIBRARY.decks.values() for one in deck.prompts
    )
    heard, _ = nights(Couple("c", seed=7, openness=0), deep, Wanted(EARLY, depth="deep"))
    assert {prompt.depth for prompt, _ in heard} == {"deep"}
    assert len({prompt.id for prompt, _ in heard}) == deep


def test_memory_does_not_grow_with_the_nights() -> None:
    _, couple = nights(Couple("c", seed=7), 3000, Wanted(EARLY))
    numbers = [len(deck.prompts) for deck in LIBRARY.decks.values()]
    assert sum(bits.bit_length() for bits in couple.heard.values()) <= sum(numbers) + len(numbers)
    assert set(couple.turns) <= set(LIBRARY.decks)
    assert max(couple.turns.values(), default=0) <= 8


def test_some_simulated_couples_over_three_years() -> None:
    chance = random.Random(11)
    some = [lives.live(LIBRARY, lives.temper(LIBRARY, chance), chance) for _ in range(12)]
    said = lives.figures(some)
    assert said["heard twice before their deck ran out"] == 0
    assert said["deep ones late and unasked"] == 0
    assert said["decks a couple, least"] >= len(LIBRARY.decks) - 1  # all but parenthood
    assert said["share of a disliked deck, against an equal share"] < 0.5


def test_the_books_of_a_simulated_life_notice_a_question_that_comes_too_soon() -> None:
    one = LIBRARY.decks["money"].prompts[0]
    suiting = {deck.id: list(deck.prompts) for deck in LIBRARY.decks.values()}
    life = lives.Life(lives.Temper(frozenset(), 0, (0,), children=False), Couple("c"))
    for now in (EARLY, EARLY, LATE):
        life.hear(one, suiting, now, unasked=True)
    assert (life.asked, life.twice, life.late_again) == (3, 2, 0)
