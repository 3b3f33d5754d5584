"""What guides can do besides telling and asking: forms, breaths, draws, rests, and ways out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from skill import heard as h
from skill.content.guide import Breathe, Talk, usual_path, waits
from skill.content.guide_files import read_guide
from skill.content.loading import library, with_guide
from skill.couple import Couple
from skill.dialogue.breathing import CUE_SECONDS
from skill.dialogue.guiding import path
from skill.reply import Pause
from tests.evening import Evening, asked, keys, quiet, text

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY = library()
ALL = sorted(LIBRARY.guides)


def through(evening: Evening, *, most: int = 120) -> list[str]:
    """Says yes to everything and gives sevens, to the end; every key that was heard."""
    heard: list[str] = []
    for _ in range(most):
        place = evening.conversation.place
        if place is None:
            return heard
        heard += keys(
            evening.hears(h.Score(7) if asked(evening.turns[-1]).endswith("_rate.ask") else h.Yes())
        )
        if "phrases.rate.range" in heard:
            break
    return heard


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("guide", ALL)
def test_a_form_goes_through_its_own_stops_and_no_other(guide: str, short: bool) -> None:  # noqa: FBT001 - pytest gives it by name
    led = LIBRARY.guides[guide]
    evening = Evening()
    evening.hears(h.Introduce("ana", "ben"), h.StartGuide(guide, "short" if short else "full"))
    visited = []
    while (place := evening.conversation.place) is not None and place.guide == guide:
        visited.append((place.step, place.speaker))
        assert place.short == short
        assert led.has(place.step, short=short)
        rating = "rate" in place.step or place.step == "closeness"
        evening.hears(h.Score(7) if rating else h.Yes())
    expected = [stop for stop in path(led, short=short) if stop[0] != "last_time"]
    assert visited == expected


@pytest.mark.parametrize("guide", ALL)
def test_the_silence_of_the_short_form_is_shorter(guide: str) -> None:
    led = LIBRARY.guides[guide]
    full, short = (
        sum(step.lasts(short=form) for step, _ in usual_path(led, short=form) if isinstance(step, Talk))
        for form in (False, True)
    )
    assert short < full or full == 0


@pytest.mark.parametrize("guide", ALL)
def test_no_at_every_question_ends_kindly(guide: str) -> None:
    evening = Evening()
    evening.hears(h.StartGuide(guide, "full"))
    for _ in range(80):
        place = evening.conversation.place
        if place is None or place.guide != guide:
            break
        step = LIBRARY.guides[guide].steps[place.step]
        evening.hears(h.Next() if isinstance(step, Talk) else h.No())
    assert evening.conversation.place is None or evening.conversation.place.guide != guide


def test_it_can_be_made_shorter_on_the_way_and_longer_again() -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in", "full"), h.Done(), h.Done(), h.Done(), h.Yes())
    place = evening.conversation.place
    assert place is not None
    turn = evening.hears(h.StartGuide("", "short"))
    assert keys(turn)[0] == "phrases.form.shorter"
    assert quiet(turn) == 60
    assert evening.conversation.place == replace(place, short=True)
    turn = evening.hears(h.StartGuide("check_in", "full"))
    assert keys(turn)[0] == "phrases.form.longer"
    assert quiet(turn) == 120


def test_a_place_in_the_short_form_is_resumed_in_it() -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in", "short"), h.Done())
    place = evening.conversation.place
    assert place is not None
    assert place.short
    evening.drops()
    evening.passes(minutes=5)
    evening.hears(h.Opened())
    assert evening.conversation.place == place


def test_breaths_take_as_long_as_they_say() -> None:
    steps = [step for step in LIBRARY.guides["breathing"].steps.values() if isinstance(step, Breathe)]
    turn = Evening().hears(h.StartGuide("breathing", "full"))
    said = list(turn.reply.say)
    cues = [index for index, piece in enumerate(said) if getattr(piece, "key", "") == "phrases.breathe.in"]
    assert cues
    first = steps[0]
    # Part of each half is the cue itself.
    assert said[cues[0] + 1] == Pause(first.inhale - CUE_SECONDS)
    assert said[cues[0] + 3] == Pause(first.exhale - CUE_SECONDS)
    assert "breathe.in" not in text(turn)


def test_a_question_is_drawn_once_for_both_and_can_be_kept() -> None:
    evening = Evening()
    evening.hears(h.Introduce("ana", "ben"), h.StartGuide("heart_to_heart", "full"))
    drawn: dict[str, set[str]] = {}
    while (place := evening.conversation.place) is not None:
        step = LIBRARY.guides["heart_to_heart"].steps[place.step]
        if isinstance(step, Talk) and step.deck:
            drawn.setdefault(step.deck, set()).add(place.item)
            turn = evening.turns[-1]
            assert f"prompt.{place.item}.question" in keys(turn)
            assert place.item.startswith(f"{step.deck}-")
            if len(drawn) == 1 and place.speaker == 0:
                assert "phrases.keep.kept" in keys(evening.hears(h.SaveThis()))
                assert evening.conversation.place == place
                assert evening.couple.kept == (place.item,)
                assert f"prompt.{place.item}.question" in keys(evening.hears(h.Repeat()))
                assert evening.conversation.place == place
        evening.hears(h.Yes())
    assert set(drawn) == {"needs", "values", "dreams", "fears"}
    assert all(len(items) == 1 for items in drawn.values())


def test_another_week_draws_another_question() -> None:
    items = set()
    evening = Evening()
    for _ in range(6):
        evening.hears(h.StartGuide("heart_to_heart", "full"))
        while (place := evening.conversation.place) is not None:
            if place.item.startswith("fears-"):
                items.add(place.item)
            evening.hears(h.Yes())
        evening.passes(days=7)
    assert len(items) == 6


def test_after_an_argument_a_pause_comes_first_and_they_are_taken_back_to_the_question() -> None:
    evening = Evening()
    evening.hears(h.StartGuide("repair", "full"))
    place = evening.conversation.place
    assert place is not None
    while not asked(evening.turns[-1]).endswith("calm.ask"):
        evening.hears(h.Yes())
    calm = evening.conversation.place
    turn = evening.hears(h.No())
    assert turn.reply.closes
    assert "twenty minutes" in text(turn)
    evening.passes(minutes=25)
    evening.hears(h.Opened())
    assert evening.conversation.place == calm


def test_broken_trust_leads_over_to_finding_help() -> None:
    evening = Evening()
    evening.hears(h.StartGuide("trust", "full"))
    said: list[str] = []
    for _ in range(10):
        place = evening.conversation.place
        if place is None or place.guide == "support":
            break
        said += keys(evening.hears(h.Yes()))
    assert "guide.support.strength.say" in said
    assert "trust" in evening.couple.led


def test_where_to_look_for_help_is_named_by_country() -> None:
    turn = Evening().hears(h.StartGuide("support", "full"))
    assert "American Association for Marriage and Family Therapy" in text(turn)


def test_a_way_out_that_a_release_took_away_ends_kindly(tmp_path: Path) -> None:
    file = tmp_path / "gone.toml"
    file.write_text(
        """
        id = "gone"
        name = "something gone"
        minutes = 1
        short_minutes = 1
        why = ["It was good."]
        [[step]]
        id = "over"
        kind = "lead"
        to = "tango"
        """,
        encoding="utf-8",
    )
    evening = Evening(library=with_guide(LIBRARY, *read_guide(file)))
    turn = evening.hears(h.StartGuide("gone"))
    assert turn.reply.closes
    assert "phrases.guide.farewell" in keys(turn)


def test_what_was_led_to_its_end_is_remembered_the_latest_last() -> None:
    evening = Evening()
    for guide in ("breathing", "daily_debrief", "breathing"):
        evening.hears(h.StartGuide(guide, "short"))
        through(evening)
    assert evening.couple.led == ("daily_debrief", "breathing")


@pytest.mark.parametrize("guide", ALL)
def test_every_guide_can_be_stopped_at_its_first_breath_and_its_place_is_kept(guide: str) -> None:
    evening = Evening()
    evening.hears(h.StartGuide(guide, "full"))
    place = evening.conversation.place
    turn = evening.hears(h.Stop())
    assert turn.reply.closes
    if place is not None and waits(LIBRARY.guides[guide].steps[place.step]):
        assert evening.couple.paused is not None
        assert evening.couple.paused.place == place


def test_a_couple_that_wants_no_timer_is_not_timed_in_touch_either() -> None:
    evening = Evening(couple=Couple("c", seed=7))
    evening.hears(h.Prefer("no_timer"), h.StartGuide("affection", "full"))
    for _ in range(12):
        if evening.conversation.place is None:
            break
        assert quiet(evening.hears(h.Yes())) == 0
