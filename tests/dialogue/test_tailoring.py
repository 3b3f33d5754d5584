"""The practice that fits the numbers of a closeness check."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from skill import heard as h
from skill.content.guide import Rate
from skill.couple import MOST_LED, Couple, Journey, Scores
from skill.dialogue import tailoring
from skill.dialogue.scene import Scene
from skill.dialogue.scoring import LOW
from skill.dialogue.tailoring import OTHERWISE, PRACTICES
from tests.evening import TONIGHT, Evening, asked, keys, text

EVENING = "2026-11-23"


def scene(couple: Couple, hours: int = 0) -> Scene:
    evening = Evening(couple=couple)
    return Scene(evening.conversation, couple, evening.library, TONIGHT + timedelta(hours=hours))


def scored(**signs: int) -> Couple:
    return Couple(
        "c", seed=7, scores={sign: (Scores(EVENING, value, value),) for sign, value in signs.items()}
    )


@pytest.mark.parametrize("sign", PRACTICES)
def test_the_lowest_sign_is_tended_to(sign: str) -> None:
    couple = scored(**(dict.fromkeys(PRACTICES, 7) | {sign: 3}))
    assert tailoring.practice(scene(couple)) in PRACTICES[sign]


def test_the_one_led_longest_ago_comes_next() -> None:
    couple, suggested = scored(sign_talking=2), []
    for _ in range(len(PRACTICES["sign_talking"])):
        practice = tailoring.practice(scene(couple))
        suggested.append(practice)
        couple = tailoring.practised(couple, practice)
    assert sorted(suggested) == sorted(PRACTICES["sign_talking"])
    assert tailoring.practice(scene(couple)) == suggested[0]


def test_when_all_is_well_or_nothing_is_known_something_kind_is_offered() -> None:
    assert tailoring.practice(scene(Couple("c"))) in OTHERWISE
    assert tailoring.practice(scene(scored(**dict.fromkeys(PRACTICES, 9)))) in OTHERWISE


def test_numbers_of_another_evening_do_not_count() -> None:
    couple = replace(scored(), scores={"sign_time": (Scores("2026-11-16", 1, 1),)})
    assert tailoring.practice(scene(couple)) in OTHERWISE


def test_nothing_heavy_is_suggested_late() -> None:
    couple = replace(scored(sign_conflict=2), led=("i_statements", "empathy", "check_in"))
    guides = Evening().library.guides
    assert guides[tailoring.practice(scene(couple))].heavy
    assert not guides[tailoring.practice(scene(couple, hours=3))].heavy


def test_what_was_led_stays_bounded() -> None:
    couple = Couple("c")
    for number in range(50):
        couple = tailoring.practised(couple, f"guide_{number}")
    assert len(couple.led) == MOST_LED
    assert couple.led[-1] == "guide_49"


def checked(evening: Evening, closeness: int, **signs: int) -> list[str]:
    """A closeness check with these numbers from both; the keys of its last reply."""
    evening.hears(h.StartGuide("closeness_check", "full"))
    guide = evening.library.guides["closeness_check"]
    while (place := evening.conversation.place) is not None and place.guide == guide.id:
        step = guide.steps[place.step]
        value = signs.get(step.keep, 7) if isinstance(step, Rate) and step.keep != "closeness" else closeness
        turn = evening.hears(h.Score(value) if isinstance(step, Rate) else h.Done())
    return keys(turn)


def test_a_check_ends_with_the_trend_and_an_offer_that_is_taken_up_at_a_yes() -> None:
    evening = Evening()
    said = checked(evening, 6, sign_talking=2)
    assert "phrases.tailor.early" in said
    assert asked(evening.turns[-1]) == "phrases.offer.practice"
    assert "an active listening talk" in text(evening.turns[-1])
    assert evening.couple.paused is None
    evening.hears(h.Yes())
    assert evening.conversation.place is not None
    assert evening.conversation.place.guide == "active_listening"


def test_a_no_to_the_offer_says_good_night() -> None:
    evening = Evening()
    checked(evening, 6, sign_talking=2)
    turn = evening.hears(h.No())
    assert turn.reply.closes
    assert keys(turn) == ["phrases.bye"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((8, 8, 7, 6, 4, 3), ("early", "early", "early", "further", "further", "further")),
        ((4, 5, 6, 8), ("early", "early", "early", "closer")),
        ((6, 7, 6, 7), ("early", "early", "early", "same")),
    ],
)
def test_over_weeks_the_trend_is_told_and_a_low_number_names_help_and_no_diagnosis(
    numbers: tuple[int, ...], expected: tuple[str, ...]
) -> None:
    evening, trends = Evening(), []
    for closeness in numbers:
        said = checked(evening, closeness)
        trends.append(next(key for key in said if key.startswith("phrases.tailor.")))
        evening.drops()
        evening.passes(days=7)
    assert trends == [f"phrases.tailor.{one}" for one in expected]
    assert ("phrases.tailor.low" in said) == (numbers[-1] < LOW)
    every = {
        key: event.facts["score"] for (kind, key), event in evening.events.items() if kind == "sign_time"
    }
    assert len(every) == 2 * len(numbers)  # all of them are in the history


def test_one_bad_evening_is_no_trend_and_is_not_called_steady_either() -> None:
    evening = Evening()
    for closeness in (7, 7, 7, 7, 2):
        said = checked(evening, closeness)
        evening.drops()
        evening.passes(days=7)
    assert [key for key in said if key.startswith("phrases.tailor.")] == ["phrases.tailor.low"]


def test_numbers_of_the_last_weeks_count_where_that_is_asked() -> None:
    couple = replace(scored(), scores={"sign_time": (Scores("2026-11-16", 1, 1),)})
    assert tailoring.practice(scene(couple), tailoring.RECENT) in PRACTICES["sign_time"]
    old = replace(scored(), scores={"sign_time": (Scores("2026-09-16", 1, 1),)})
    assert tailoring.practice(scene(old), tailoring.RECENT) in OTHERWISE
    ahead = replace(scored(), scores={"sign_time": (Scores("2026-12-16", 1, 1),)})
    assert tailoring.practice(scene(ahead), tailoring.RECENT) in OTHERWISE  # the clock was set back


def test_what_was_passed_by_is_not_offered_at_once_again() -> None:
    couple = scored(sign_talking=2)
    first = tailoring.practice(scene(couple))
    assert tailoring.practice(scene(couple), passed=first) != first
    assert tailoring.practice(scene(couple), passed=first) in PRACTICES["sign_talking"]


@pytest.mark.parametrize(
    ("practice", "words"),
    [
        ("appreciation_round", (h.StartAppreciation(1), h.Done(), h.Done(), h.No())),
        ("date_idea", (h.AskDate(), h.Yes())),
        ("support", (h.StartGuide("support", "full"), h.No(), h.No(), h.No(), h.No())),
    ],
)
def test_features_count_as_practised_as_guides_do(practice: str, words: tuple[h.Heard, ...]) -> None:
    evening = Evening()
    for one in words:
        if practice not in evening.couple.led:
            evening.hears(one)
    assert evening.couple.led == (practice,)


def test_this_weeks_practice_of_a_journey_is_done_when_it_was_led_to_its_end() -> None:
    journey = Journey(("empathy", "date_idea"), EVENING, since=EVENING)
    couple = Couple("c", journey=journey)
    assert tailoring.practised(couple, "date_idea").journey == journey  # next week's
    assert tailoring.practised(couple, "empathy").journey == replace(journey, done=True)
    over = replace(journey, at=2)
    assert tailoring.practised(replace(couple, journey=over), "empathy").journey == over
