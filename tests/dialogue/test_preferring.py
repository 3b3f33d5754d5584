"""Tastes: learnt, read back, changed and forgotten."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from skill import heard as h
from skill.couple import USUAL_OPENNESS, Couple, Journey, Outing, Ritual, Scores, Surprise, Tastes
from skill.dialogue.preferring import CHANGES, STEPS, known
from tests.evening import Evening, asked, keys, text

FULL = Couple(
    "couple-1",
    seed=7,
    first="Sam",
    second="Ben",
    tastes=Tastes(
        alcohol=False,
        children=True,
        timer=False,
        pace="slow",
        budget="cheap",
        place="home",
        energy="calm",
        faith=True,
        music=False,
    ),
    openness=4,
    voices=("aaaaaaaaaaaa", "bbbbbbbbbbbb"),
    shunned={"date.meal": 2, "money": 1},
    outings=(Outing("date-002", "2026-11-28"), Outing("date-001", "2026-11-20", "loved")),
    arms={"walk": (4, 1)},
    rituals={"check_in": Ritual("sunday", "18:00")},
    kept=("dreams-001",),
    journey=Journey(("empathy",), "2026-11-01"),
    scores={"closeness": (Scores("2026-11-16", 3, 4),)},
    planner=1,
    surprise=Surprise(1, "gesture-001", "2026-11-20"),
    surpriser=1,
    visits=2,
    version=1,
)
"""A couple of whom everything is known."""


def test_every_preference_is_answered_and_kept() -> None:
    assert {*CHANGES, *STEPS} == set(h.PREFERENCES)
    for preference, change in CHANGES.items():
        evening = Evening()
        turn = evening.hears(h.AskDate(), h.Prefer(preference))
        assert keys(turn)[0] == f"phrases.prefer.{preference}"
        for taste, value in change.items():
            assert getattr(evening.couple.tastes, taste) == value


@pytest.mark.parametrize(
    ("there", "back"),
    [
        ("no_alcohol", "alcohol"), ("children", "no_children"), ("no_timer", "timer"), ("no_music", "music"),
        ("free", "any_budget"), ("cheap", "any_budget"), ("moderate", "any_budget"), ("at_home", "anywhere"),
        ("going_out", "anywhere"), ("calm", "any_energy"), ("active", "any_energy"), ("faith", "no_faith"),
    ],
)  # fmt: skip
def test_every_taste_can_be_changed_back_by_voice(there: str, back: str) -> None:
    evening = Evening()
    evening.hears(h.AskDate(), h.Prefer(there))
    assert evening.couple.tastes != Tastes()
    evening.hears(h.Prefer(back))
    assert evening.couple.tastes == Tastes()


def test_every_taste_there_is_can_be_set_by_voice() -> None:
    assert {name for change in CHANGES.values() for name in change} | {"pace"} == {
        one.name for one in fields(Tastes)
    }


def test_what_is_said_of_music_is_true() -> None:
    for preference in ("music", "no_music"):
        for wording in Evening().library.lines[f"phrases.prefer.{preference}"]:
            assert not wording.startswith("I'll play")
    evening = Evening()
    assert "phrases.prefer.unknown" in keys(evening.hears(h.Prefer("loud")))


def test_faith_may_come_unasked_once_they_said_so() -> None:
    def tags(evening: Evening) -> set[str]:
        found: set[str] = set()
        for _ in range(120):
            evening.hears(h.AskQuestion(), h.Another())
            prompt = evening.library.prompt(evening.conversation.place.item)  # type: ignore[union-attr]
            assert prompt is not None
            found |= prompt.tags
        return found

    assert "faith" not in tags(Evening())
    assert "faith" in tags(Evening(couple=Couple("couple-1", seed=7, tastes=Tastes(faith=True))))


# Read back


def test_everything_known_is_read_two_at_a_time() -> None:
    evening = Evening(couple=FULL)
    turn = evening.hears(h.WhatYouKnow())
    heard = [[key for key in keys(turn) if key.startswith("phrases.tastes.")]]
    while asked(turn) == "phrases.tastes.more":
        turn = evening.hears(h.Yes())
        heard.append([key for key in keys(turn) if key.startswith("phrases.tastes.")])
    told = [[key for key in some if key.rpartition(".")[2] not in ("lead", "more", "end")] for some in heard]
    assert all(1 <= len(some) <= 2 for some in told)
    assert [key for some in told for key in some] == [one.key for one in known(FULL)]
    assert len([*known(FULL)]) == 18
    assert "phrases.tastes.end" in heard[-1]
    assert asked(turn) == "phrases.offer.tonights_question"


def test_nothing_is_read_of_surprises_numbers_or_support() -> None:
    quiet = replace(FULL, surprise=None)
    assert [*known(FULL)] == [*known(quiet)]
    evening = Evening(couple=FULL)
    turn = evening.hears(h.WhatYouKnow())
    said = text(turn)
    while asked(turn) == "phrases.tastes.more":
        turn = evening.hears(h.Yes())
        said += text(turn)
    assert not any(sign.isdigit() for sign in said)
    assert "urprise" not in said


def test_who_is_new_hears_that_nothing_is_known() -> None:
    evening = Evening()
    evening.hears(h.Opened(), h.Stop())
    assert "phrases.tastes.none" in keys(evening.hears(h.WhatYouKnow()))


def test_adrift_nothing_is_said_to_be_known_or_forgotten() -> None:
    evening = Evening(couple=FULL)
    assert "phrases.tastes.adrift" in keys(evening.hears(h.WhatYouKnow(), adrift=True))
    turn = evening.hears(h.ForgetTaste("budget"), adrift=True)
    assert "phrases.tastes.still_there" in keys(turn)
    assert turn.effects == ()
    assert evening.couple.tastes.budget == "cheap"


@pytest.mark.parametrize(
    ("tastes", "line"),
    [
        (Tastes(budget="free"), "free"),
        (Tastes(budget="moderate"), "moderate"),
        (Tastes(budget="splurge"), "splurge"),
        (Tastes(place="out"), "out"),
        (Tastes(energy="active"), "active"),
        (Tastes(pace="fast"), "fast"),
    ],
)
def test_each_taste_has_its_line(tastes: Tastes, line: str) -> None:
    assert [one.key for one in known(Couple("c", tastes=tastes))] == [f"phrases.tastes.{line}"]


def test_other_things_have_their_line() -> None:
    done = Journey(("empathy",), "2026-11-01", at=1)
    couple = Couple(
        "c", second="Ben", voices=("", "b"), openness=0, unasked=True, journey=done, kept=("a", "b")
    )
    couple = replace(
        couple, rituals={"check_in": Ritual("sunday", "18:00"), "date_idea": Ritual("friday", "18:00")}
    )
    assert [one.key.removeprefix("phrases.tastes.") for one in known(couple)] == [
        "one_name", "one_voice", "lighter", "rituals", "unasked", "kept", "path_done",
    ]  # fmt: skip


# Forgotten


@pytest.mark.parametrize("taste", h.TASTES)
def test_each_thing_can_be_forgotten_by_itself(taste: str) -> None:
    evening = Evening(couple=FULL)
    turn = evening.hears(h.AskDate(), h.ForgetTaste(taste))
    assert keys(turn)[0] == f"phrases.tastes.forgot.{taste}"
    assert asked(turn) == "phrases.date.offer"
    after = evening.couple
    usual = Tastes()
    match taste:
        case "names":
            assert (after.first, after.second, after.voices) == ("", "", ("", ""))
            assert after.planner == FULL.planner
        case "voices":
            assert after.voices == ("", "")
            assert after.named
        case "depth":
            assert after.openness == USUAL_OPENNESS
        case "dates":
            assert after.arms == {}
            assert after.outings == (Outing("date-002", "2026-11-28"),)
            assert not any(one.startswith("date.") for one in after.shunned)
            assert after.shunned["money"] == 1
        case _:
            assert after.tastes == replace(FULL.tastes, **{taste: getattr(usual, taste)})
    if taste not in ("names", "voices", "depth", "dates"):
        assert after.named
        assert after.arms == FULL.arms


def test_without_names_the_lines_without_names_are_heard() -> None:
    evening = Evening(couple=FULL)
    turn = evening.hears(h.AskQuestion(), h.ForgetTaste("names"), h.Done())
    assert "phrases.question.other_starts_unnamed" in keys(turn)
    assert "Sam" not in text(turn)


@pytest.mark.parametrize("taste", ["", "the weather"])
def test_what_is_not_known_to_be_forgotten_names_two_examples(taste: str) -> None:
    evening = Evening(couple=FULL)
    before = evening.couple
    assert keys(evening.hears(h.AskDate(), h.ForgetTaste(taste)))[0] == "phrases.tastes.which"
    assert evening.couple.tastes == before.tastes


@pytest.mark.parametrize(
    "heard",
    [h.Next(), h.Another(), h.Repeat(), h.Previous(), h.StartOver(), h.Help(), h.Explain(), h.MoreTime(),
     h.SaveThis(), h.Score(3), h.Feeling("sad"), h.Unclear(), h.No(), h.Done(), h.Stop(), h.Pause()],
)  # fmt: skip
def test_every_word_has_an_answer_while_it_is_read_and_it_is_never_what_was_paused(heard: h.Heard) -> None:
    evening = Evening(couple=FULL)
    evening.hears(h.AskDate())
    paused = evening.couple.paused
    evening.hears(h.WhatYouKnow(), heard)
    assert evening.couple.paused == paused
