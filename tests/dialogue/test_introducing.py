"""Names, voices, and who of the two starts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skill import heard as h
from skill.conversation import Place
from skill.couple import Couple, Paused, Scores, Surprise
from skill.dialogue.introducing import exchanged
from tests.evening import Evening, asked, keys, text

SAM, BEN, GUEST = "aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"
"""Digests of three voices."""


def two(**more: object) -> Evening:
    """Sam and Ben, whose voices nobody knows yet."""
    couple = replace(Couple("couple-1", seed=7, first="Sam", second="Ben", visits=2, version=1), **more)  # type: ignore[arg-type]
    evening = Evening(couple=couple)
    evening.hears(h.AskQuestion())
    return evening


def said_by(evening: Evening, profile: str, heard: h.Heard) -> list[str]:
    evening.profile = profile
    turn = evening.hears(heard)
    evening.profile = ""
    return keys(turn)


# Voices


def test_a_voice_is_linked_when_it_says_its_own_name() -> None:
    evening = two()
    assert said_by(evening, BEN, h.Introduce(first="ben"))[0] == "phrases.names.voice"
    assert evening.couple.voices == ("", BEN)
    assert (evening.couple.first, evening.couple.second) == ("Sam", "Ben")
    assert said_by(evening, BEN, h.Introduce(first="ben"))[0] == "phrases.names.known"


def test_without_a_recognised_voice_a_name_that_is_known_changes_nothing() -> None:
    evening = two()
    before = evening.couple
    assert keys(evening.hears(h.Introduce(first="ben")))[0] == "phrases.names.known"
    assert replace(evening.couple, version=before.version, paused=before.paused) == before


def test_a_missing_name_becomes_that_of_the_voice() -> None:
    evening = two(second="")
    assert said_by(evening, BEN, h.Introduce(first="ben"))[0] == "phrases.names.voice"
    assert (evening.couple.first, evening.couple.second) == ("Sam", "Ben")
    assert evening.couple.voices == ("", BEN)


def test_two_names_at_once_link_no_voice() -> None:
    evening = Evening()
    said_by(evening, BEN, h.Introduce("sam", "ben"))
    assert evening.couple.named
    assert evening.couple.voices == ("", "")


def test_a_voice_that_says_the_other_name_moves_there() -> None:
    evening = two(voices=(BEN, ""))
    said_by(evening, BEN, h.Introduce(first="ben"))
    assert evening.couple.voices == ("", BEN)


def test_a_guest_renames_nobody() -> None:
    evening = two(voices=(SAM, BEN))
    assert said_by(evening, GUEST, h.Introduce(first="carl"))[0] == "phrases.names.two_known"
    assert keys(evening.hears(h.Introduce(first="carl")))[0] == "phrases.names.two_known"
    assert (evening.couple.first, evening.couple.second) == ("Sam", "Ben")
    assert evening.couple.voices == (SAM, BEN)


def test_a_known_voice_can_change_its_own_name_and_tell_the_partners() -> None:
    evening = two(voices=("", BEN))
    said_by(evening, BEN, h.Introduce(first="benno"))
    assert (evening.couple.first, evening.couple.second) == ("Sam", "Benno")
    assert evening.couple.voices == ("", BEN)
    said_by(evening, BEN, h.Introduce(second="samira"))
    assert (evening.couple.first, evening.couple.second) == ("Samira", "Benno")


def test_two_of_the_same_name_have_a_voice_each() -> None:
    evening = two(second="Sam")
    said_by(evening, SAM, h.Introduce(first="sam"))
    said_by(evening, BEN, h.Introduce(first="sam"))
    assert evening.couple.voices == (SAM, BEN)


@pytest.mark.parametrize(
    ("names", "after", "voices"),
    [
        (("ben", "sam"), ("Sam", "Ben"), (SAM, BEN)),
        (("ben", "carl"), ("Carl", "Ben"), ("", BEN)),
        (("carl", "sam"), ("Sam", "Carl"), (SAM, "")),
        (("jo", "mary"), ("Jo", "Mary"), ("", "")),
    ],
)
def test_whoever_is_known_keeps_their_side_and_a_voice_goes_with_its_name(
    names: tuple[str, str], after: tuple[str, str], voices: tuple[str, str]
) -> None:
    evening = two(voices=(SAM, BEN))
    evening.hears(h.Introduce(*names))
    assert (evening.couple.first, evening.couple.second) == after
    assert evening.couple.voices == voices


def test_the_partners_name_goes_where_one_is_missing() -> None:
    evening = two(first="")
    evening.hears(h.Introduce(second="sam"))
    assert (evening.couple.first, evening.couple.second) == ("Sam", "Ben")


def test_no_voice_is_linked_while_memory_is_out_of_reach() -> None:
    evening = two()
    evening.profile = BEN
    turn = evening.hears(h.Introduce(first="ben"), adrift=True)
    assert "phrases.prefer.adrift" in keys(turn)
    assert evening.couple.voices == ("", "")


def test_the_planner_hears_that_it_is_them() -> None:
    evening = two(voices=(SAM, BEN), planner=1)
    assert said_by(evening, BEN, h.WhoPlans())[0] == "phrases.names.you_plan"
    for other in (SAM, GUEST, ""):
        assert said_by(evening, other, h.WhoPlans())[0] == "phrases.date.planner"


def test_names_that_were_asked_for_are_not_asked_for_again() -> None:
    evening = Evening()
    assert asked(evening.hears(h.Introduce())) == "phrases.names.ask"
    turn = evening.hears(h.Introduce("sam", "ben"))
    assert keys(turn)[0] == "phrases.names.both"
    assert asked(turn) == "phrases.swap"
    assert evening.couple.named


# Who starts


def test_who_starts_can_be_asked_and_changed() -> None:
    evening = two()
    assert "Sam" in text(turn := evening.hears(h.WhoStarts()))
    assert keys(turn)[0] == "phrases.names.starts"
    assert keys(evening.hears(h.WhoStarts("sam")))[0] == "phrases.names.starts_already"
    turn = evening.hears(h.WhoStarts("ben"))
    assert keys(turn)[0] == "phrases.names.now_starts"
    assert "Ben" in text(turn)
    assert (evening.couple.first, evening.couple.second) == ("Ben", "Sam")
    assert asked(turn) == "phrases.swap"


def test_an_unknown_name_and_unknown_names_are_met_kindly() -> None:
    evening = two()
    assert keys(evening.hears(h.WhoStarts("carl")))[0] == "phrases.names.stranger"
    assert evening.couple.first == "Sam"
    for name in ("", "carl"):
        unnamed = Evening()
        assert "phrases.names.no_order" in keys(unnamed.hears(h.Opened(), h.WhoStarts(name)))


def test_between_two_turns_the_order_stays_so_that_nobody_is_left_out() -> None:
    evening = two()
    evening.hears(h.Done())
    assert evening.conversation.place is not None
    assert evening.conversation.place.speaker == 1
    assert keys(evening.hears(h.WhoStarts("ben")))[0] == "phrases.names.mid_turn"
    assert evening.couple.first == "Sam"


def test_what_waits_from_another_time_begins_its_round_again() -> None:
    waiting = Paused(Place("check_in", "agree", speaker=1), 1)
    evening = Evening(couple=replace(two().couple, paused=waiting))
    evening.hears(h.WhoStarts("ben"))
    assert evening.couple.paused == replace(waiting, place=Place("check_in", "agree"))


def test_adrift_the_order_is_not_said_to_be_kept() -> None:
    evening = two()
    assert "phrases.prefer.adrift" in keys(evening.hears(h.WhoStarts("ben"), adrift=True))
    assert evening.couple.first == "Sam"


def test_exchanged_takes_along_all_that_hangs_on_the_order_and_twice_is_as_before() -> None:
    couple = Couple(
        "couple-1",
        first="Sam",
        second="Ben",
        voices=(SAM, BEN),
        planner=1,
        surpriser=1,
        surprise=Surprise(1, "gesture-001", "2026-11-23"),
        scores={"closeness": (Scores("2026-11-16", 3, 0), Scores("2026-11-23", 7, 8))},
    )
    other = exchanged(couple)
    assert (other.first, other.second, other.voices) == ("Ben", "Sam", (BEN, SAM))
    assert (other.planner, other.surpriser) == (0, 0)
    assert other.surprise == Surprise(0, "gesture-001", "2026-11-23")
    assert other.scores == {"closeness": (Scores("2026-11-16", 0, 3), Scores("2026-11-23", 8, 7))}
    assert exchanged(other) == couple
    assert exchanged(Couple("new")) == replace(Couple("new"), planner=1, surpriser=1)


# Numbers


def rating(**more: object) -> Evening:
    """In front of the check-in's first number, which Sam is asked for."""
    evening = two(**more)
    evening.hears(h.StartGuide("closeness_check"))
    for _ in range(8):
        if "_rate" in (evening.conversation.place.step if evening.conversation.place else ""):
            break
        evening.hears(h.Yes())
    assert evening.conversation.place is not None
    assert evening.conversation.place.step == "time_rate"
    return evening


def numbers(evening: Evening) -> tuple[int, int]:
    (one,) = evening.couple.scores["sign_time"]
    return one.first, one.second


def at(evening: Evening) -> tuple[str, int]:
    place = evening.conversation.place
    assert place is not None
    return place.step, place.speaker


def test_a_number_counts_for_the_voice_that_gave_it_and_nobody_is_asked_twice() -> None:
    evening = rating(voices=(SAM, BEN))
    told = said_by(evening, BEN, h.Score(4))
    assert told[0] == "phrases.names.your_number"
    assert numbers(evening) == (0, 4)
    assert at(evening) == ("time_rate", 0)
    said_by(evening, SAM, h.Score(9))
    assert numbers(evening) == (9, 4)
    assert at(evening) == ("distance_rate", 0)
    assert {key for kind, key in evening.events if kind == "sign_time"} == {
        "2026-11-23#first",
        "2026-11-23#second",
    }


def test_when_only_one_voice_is_known_the_other_answers_for_whoever_was_asked() -> None:
    evening = rating(voices=("", BEN))
    said_by(evening, BEN, h.Score(4))
    said_by(evening, "", h.Score(9))
    assert numbers(evening) == (9, 4)
    assert at(evening) == ("distance_rate", 0)
    evening.hears(h.Score(2))
    assert at(evening) == ("distance_rate", 1)
    said_by(evening, BEN, h.Score(3))
    assert at(evening)[0] != "distance_rate"


def test_a_late_number_of_who_went_first_corrects_it_and_the_other_is_still_asked() -> None:
    evening = rating(voices=(SAM, ""))
    said_by(evening, SAM, h.Score(5))
    assert at(evening) == ("time_rate", 1)
    said_by(evening, SAM, h.Score(6))
    assert numbers(evening) == (6, 0)
    assert at(evening) == ("time_rate", 1)
    evening.hears(h.Score(8))
    assert numbers(evening) == (6, 8)
    assert at(evening) == ("distance_rate", 0)


def test_a_voice_that_alexa_takes_for_the_other_twice_holds_nobody_up() -> None:
    evening = rating(voices=("", BEN))
    said_by(evening, BEN, h.Score(5))
    said_by(evening, BEN, h.Score(5))
    assert at(evening) == ("time_rate", 1)
    said_by(evening, BEN, h.Score(8))
    assert numbers(evening) == (5, 8)
    second = rating(voices=(SAM, ""))
    said_by(second, SAM, h.Score(5))
    said_by(second, SAM, h.Score(7))
    said_by(second, SAM, h.Score(7))
    assert at(second) == ("distance_rate", 0)


@pytest.mark.parametrize("voice", ["", GUEST])
def test_an_unknown_voice_changes_nothing(voice: str) -> None:
    evening = rating(voices=(SAM, BEN))
    said_by(evening, voice, h.Score(4))
    assert numbers(evening) == (4, 0)
    assert at(evening) == ("time_rate", 1)


def test_skipping_after_the_others_number_goes_on() -> None:
    evening = rating(voices=(SAM, BEN))
    said_by(evening, BEN, h.Score(4))
    evening.hears(h.Next())
    assert at(evening) == ("distance_rate", 0)


def test_going_back_forgets_whose_number_was_there() -> None:
    evening = rating(voices=(SAM, BEN))
    evening.hears(h.Score(5), h.Score(5))
    said_by(evening, BEN, h.Score(4))
    assert at(evening) == ("distance_rate", 0)
    evening.hears(h.Previous())
    assert at(evening) == ("time_rate", 1)
    evening.hears(h.Previous())
    evening.hears(h.Score(5))
    assert at(evening) == ("time_rate", 1)
