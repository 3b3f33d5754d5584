"""A surprise for the planner only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from skill import heard as h
from skill.conversation import Conversation, Place, conversation_as_data
from skill.couple import Couple, Paused, Surprise
from skill.couple_data import couple_as_data
from tests.evening import TONIGHT, Evening, asked, keys, text

if TYPE_CHECKING:
    from skill.reply import Turn

SAM, BEN = "aaaaaaaaaaaa", "bbbbbbbbbbbb"
HIDDEN = "gesture-003"
COUPLE = Couple("couple-1", seed=7, first="Sam", second="Ben", visits=2, version=1)
PLANNED = replace(COUPLE, surprise=Surprise(0, HIDDEN, "2026-11-20"))
"""Sam has something in mind for Ben."""
TEXT = f"gesture.{HIDDEN}.text"


def evening(couple: Couple = COUPLE, profile: str = "") -> Evening:
    return Evening(couple=couple, profile=profile)


def item(of: Evening) -> str:
    assert of.conversation.place is not None
    return of.conversation.place.item


def test_first_comes_the_warning_and_the_question_who_hears_it() -> None:
    here = evening()
    turn = here.hears(h.AskSurprise())
    assert keys(turn)[-2:] == ["phrases.surprise.ears", "phrases.surprise.alone"]
    assert "Sam" in text(turn)
    unnamed = evening(replace(COUPLE, first=""))
    assert asked(unnamed.hears(h.AskSurprise())) == "phrases.surprise.alone_unnamed"


@pytest.mark.parametrize("answer", [h.No(), h.Next(), h.Done()])
def test_with_somebody_else_about_nothing_is_told(answer: h.Heard) -> None:
    here = evening(PLANNED)
    turn = here.hears(h.AskSurprise(), answer)
    assert keys(turn) == ["phrases.surprise.later"]
    assert turn.reply.closes
    assert here.couple.surprise == PLANNED.surprise


@pytest.mark.parametrize("taking", [h.Yes(), h.AcceptDate(), h.SaveThis()])
def test_an_idea_is_offered_until_one_is_taken_and_kept(taking: h.Heard) -> None:
    here = evening()
    turn = here.hears(h.AskSurprise(), h.Yes())
    first = item(here)
    assert keys(turn) == ["phrases.surprise.idea", f"gesture.{first}.text", "phrases.surprise.offer"]
    turn = here.hears(h.No())
    assert keys(turn)[0] == "phrases.surprise.another"
    here.hears(h.Another())
    chosen = item(here)
    assert chosen != first
    turn = here.hears(taking)
    assert keys(turn) == ["phrases.surprise.planned"]
    assert here.couple.surprise == Surprise(0, chosen, "2026-11-23")
    assert here.couple.kept == ()
    assert here.events == {}
    assert here.couple.paused is None


def test_the_planner_hears_it_again_and_the_next_one_is_the_others() -> None:
    here = evening(PLANNED)
    turn = here.hears(h.AskSurprise(), h.Yes())
    assert keys(turn) == ["phrases.surprise.yours", TEXT, "phrases.surprise.done"]
    assert keys(here.hears(h.SaveThis()))[0] == "phrases.surprise.here_already"
    assert here.couple.kept == ()
    turn = here.hears(h.No())
    assert keys(turn) == ["phrases.surprise.stays"]
    assert here.couple.surprise == PLANNED.surprise
    turn = here.hears(h.AskSurprise(), h.Yes(), h.Yes())
    assert keys(turn) == ["phrases.surprise.well_done"]
    assert here.couple.surprise is None
    assert here.couple.surpriser == 1
    assert "Ben" in text(here.hears(h.AskSurprise()))


def test_another_idea_takes_its_place_only_when_it_is_taken() -> None:
    here = evening(PLANNED)
    here.hears(h.AskSurprise(), h.Yes(), h.Another())
    assert here.couple.surprise == PLANNED.surprise
    chosen = item(here)
    here.hears(h.Yes())
    assert here.couple.surprise is not None
    assert here.couple.surprise.item == chosen != HIDDEN


def said(turn: Turn) -> tuple[list[str], str, object]:
    return keys(turn), text(turn), conversation_as_data(turn.conversation)


@pytest.mark.parametrize(
    "then",
    [
        (), (h.Yes(),), (h.No(),), (h.Yes(), h.No()), (h.Yes(), h.Yes()), (h.Yes(), h.SaveThis()),
        (h.Yes(), h.Repeat()), (h.Yes(), h.Explain()), (h.Yes(), h.Done()),
        (h.Yes(), h.Yes(), h.AskSurprise()),
        (h.Yes(), h.Yes(), h.AskSurprise(), h.Yes()),
    ],
)  # fmt: skip
def test_whoever_is_to_be_surprised_hears_the_same_as_if_nothing_were_planned(
    then: tuple[h.Heard, ...],
) -> None:
    with_one = evening(replace(PLANNED, voices=(SAM, BEN)), BEN)
    without = evening(replace(COUPLE, voices=(SAM, BEN)), BEN)
    for heard in (h.AskSurprise(), *then):
        assert said(with_one.hears(heard)) == said(without.hears(heard))
    assert with_one.couple.surprise == PLANNED.surprise
    assert without.couple.surprise is None


def test_a_surprise_out_of_turn_is_left_in_their_hands() -> None:
    here = evening(replace(PLANNED, voices=(SAM, BEN)), BEN)
    turn = here.hears(h.AskSurprise(), h.Yes(), h.Yes())
    assert keys(turn) == ["phrases.surprise.in_your_hands"]


@pytest.mark.parametrize("heard", [h.Yes(), h.Repeat(), h.No(), h.Explain(), h.Another(), h.Unclear()])
def test_the_others_voice_in_the_middle_of_it_is_told_nothing(heard: h.Heard) -> None:
    here = evening(replace(PLANNED, voices=(SAM, BEN)), SAM)
    here.hears(h.AskSurprise(), h.Yes())
    here.profile = BEN
    turn = here.hears(heard)
    assert TEXT not in keys(turn)
    assert here.couple.surprise == PLANNED.surprise
    assert TEXT not in keys(here.hears(h.Repeat()))


def test_the_planner_is_warned_too_though_the_voice_is_known() -> None:
    here = evening(replace(PLANNED, voices=(SAM, BEN)), SAM)
    assert "phrases.surprise.ears" in keys(here.hears(h.AskSurprise()))
    assert TEXT in keys(here.hears(h.Yes()))


OPENINGS: tuple[tuple[h.Heard, ...], ...] = (
    (h.Opened(),),
    (h.Repeat(),),
    (h.Resume(),),
    (h.ReadSaved(), h.Yes()),
    (h.WhatYouKnow(), h.Yes(), h.Yes()),
    (h.ReadNotes(),),
    (h.Yes(),),
    (h.Previous(),),
    (h.StartOver(),),
    (h.Another(),),
    (h.Help(),),
)


@pytest.mark.parametrize("heard", OPENINGS)
@pytest.mark.parametrize("after", ["told", "offer"])
def test_nothing_of_it_is_heard_in_another_session(heard: tuple[h.Heard, ...], after: str) -> None:
    here = evening(PLANNED)
    here.hears(h.AskSurprise(), h.Yes())
    secret = TEXT
    if after == "offer":
        here.hears(h.Another())
        secret = f"gesture.{item(here)}.text"
        here.hears(h.Yes())
    here.drops()
    here.passes(minutes=5)
    for one in heard:
        turn = here.hears(one)
        assert secret not in keys(turn)
        assert not any(key.startswith("phrases.surprise") for key in keys(turn))


def test_quiet_planning_is_not_gone_on_with_aloud() -> None:
    paused = Paused(Place("plan_surprise", "loves"), int(TONIGHT.timestamp()) - 60)
    here = evening(replace(COUPLE, paused=paused))
    turn = here.hears(h.Opened())
    assert not any("plan_surprise" in key for key in keys(turn))
    here.drops()
    here = evening(replace(COUPLE, paused=paused))
    assert any("plan_surprise" in key for key in keys(here.hears(h.Resume())))


def test_the_attributes_name_it_only_while_it_is_on_offer() -> None:
    here = evening()
    here.hears(h.AskSurprise(), h.Yes())
    chosen = item(here)
    here.hears(h.Yes(), h.AskSurprise(), h.Yes())
    assert chosen not in str(conversation_as_data(here.conversation))
    assert here.library.lines[f"gesture.{chosen}.text"][0] not in str(couple_as_data(here.couple))


def test_one_that_a_release_took_away_is_as_none() -> None:
    here = evening(replace(COUPLE, surprise=Surprise(0, "gesture-999999", "2026-11-20")))
    assert asked(here.hears(h.AskSurprise(), h.Yes())) == "phrases.surprise.offer"
    here.conversation = Conversation(Place("surprise", "offer", item="gesture-999999"), visit=3, fresh=False)
    assert asked(here.hears(h.Yes())) == "phrases.surprise.alone"


@pytest.mark.parametrize("place", [None, Place("surprise", "alone"), Place("surprise", "told")])
def test_adrift_it_has_to_wait(place: Place | None) -> None:
    here = evening(PLANNED)
    here.conversation = Conversation(place, visit=3, fresh=False)
    turn = here.hears(h.Yes() if place else h.AskSurprise(), adrift=True)
    assert "phrases.surprise.adrift" in keys(turn)
    assert turn.effects == ()
    assert TEXT not in keys(turn)


@pytest.mark.parametrize("step", ["alone", "offer", "told"])
@pytest.mark.parametrize(
    "heard",
    [h.Yes(), h.No(), h.Next(), h.Done(), h.Previous(), h.StartOver(), h.Another(), h.SaveThis(), h.Explain(),
     h.MoreTime(), h.Repeat(), h.Help(), h.Score(4), h.Feeling("sad"), h.Unclear(), h.Stop(), h.Pause(),
     h.ChangeDepth(deeper=True), h.AcceptDate(), h.Opened(), h.ReadSaved()],
)  # fmt: skip
def test_every_word_has_an_answer_and_what_was_paused_stays(step: str, heard: h.Heard) -> None:
    here = evening(PLANNED if step == "told" else COUPLE)
    here.hears(h.AskDate())
    paused = here.couple.paused
    here.hears(h.AskSurprise(), *(() if step == "alone" else (h.Yes(),)))
    here.hears(heard)
    if not isinstance(heard, h.Opened | h.AcceptDate):  # these begin something else
        assert here.couple.paused == paused
