"""How are we doing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from skill import heard as h
from skill.content.loading import library
from skill.couple import Couple, Journey, Scores, Weeks
from skill.dialogue import weeks
from skill.dialogue.progress import UNTOLD
from skill.dialogue.tailoring import GENTLE, PRACTICES
from skill.reply import Line, Pause, Turn
from tests.evening import TONIGHT, Evening, asked, keys, text

TODAY = "2026-11-23"
LIBRARY = library()
EVERY = [
    *(
        h.Yes(),
        h.No(),
        h.Next(),
        h.Done(),
        h.Repeat(),
        h.Previous(),
        h.StartOver(),
        h.Another(),
        h.SaveThis(),
    ),
    *(h.Explain(), h.MoreTime(), h.Score(7), h.Feeling("glad"), h.Unclear(), h.ChangeDepth(deeper=False)),
    *(h.ChangeDepth(deeper=True), h.Help(), h.Opened(), h.AskJourney(), h.Progress()),
]


def close(*numbers: int, ago: int = 0) -> dict[str, tuple[Scores, ...]]:
    """Closeness of so many weeks, the last of them so many days ago."""
    last = date.fromisoformat(TODAY) - timedelta(days=ago)
    return {
        "closeness": tuple(
            Scores((last - timedelta(weeks=len(numbers) - 1 - number)).isoformat(), one, one)
            for number, one in enumerate(numbers)
        )
    }


def evening(couple: Couple | None = None, **known: object) -> Evening:
    return Evening(couple=replace(couple or Couple("c", seed=7, version=1), **known))  # type: ignore[arg-type]


def offered(turn: Turn) -> str:
    place = turn.conversation.place
    assert place is not None
    return place.item


def row(number: int, ago: int = 0) -> Weeks:
    return Weeks(weeks.number(TODAY) - ago, number, number, number)


@pytest.mark.parametrize(
    ("numbers", "line"),
    [
        ((), "none"),
        ((6,), "early"),
        ((6, 7, 8), "early"),
        ((5, 6, 7, 8), "closer"),
        ((6, 7, 6, 7), "same"),
        ((8, 7, 6, 5), "further"),
        ((3,), "low"),
        ((3, 3, 3, 3), "low"),
    ],
)
def test_first_it_says_which_way_closeness_goes(numbers: tuple[int, ...], line: str) -> None:
    turn = evening(scores=close(*numbers) if numbers else {}).hears(h.Progress())
    assert keys(turn)[0] == f"phrases.progress.{line}"
    assert not any(letter.isdigit() for letter in text(turn))  # a number would be read as a verdict


def test_old_numbers_say_nothing_of_now_and_a_check_is_offered() -> None:
    turn = evening(scores=close(9, 8, 7, 6, ago=60)).hears(h.Progress())
    assert keys(turn)[0] == "phrases.progress.long_ago"
    assert offered(turn) == "closeness_check"
    assert turn.reply.chart is not None


def test_without_numbers_a_check_is_offered_and_there_is_nothing_to_show() -> None:
    it = evening()
    turn = it.hears(h.Progress())
    assert offered(turn) == "closeness_check"
    assert turn.reply.chart is None
    it.hears(h.Yes())
    assert it.conversation.place is not None
    assert it.conversation.place.guide == "closeness_check"


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (row(5), "phrases.progress.weeks"),
        (row(5, ago=1), "phrases.progress.weeks"),
        (row(2), "phrases.progress.weeks"),
        (row(1), None),  # one week is no row
        (row(9, ago=2), None),  # a lost one is not spoken of
        (row(9, ago=3), "phrases.progress.back"),
        (Weeks(), None),
    ],
)
def test_weeks_in_a_row_are_told_only_as_good_news(known: Weeks, expected: str | None) -> None:
    turn = evening(scores=close(6, 7, 6, 7), weeks=known).hears(h.Progress())
    told = [key for key in keys(turn) if key in ("phrases.progress.weeks", "phrases.progress.back")]
    assert told == ([expected] if expected else [])


def test_what_they_practised_latest_is_told_by_two_names_at_most() -> None:
    assert not any("practised" in key for key in keys(evening(led=("support",)).hears(h.Progress())))
    one = evening(led=("empathy", "support", "plan_surprise")).hears(h.Progress())
    assert "phrases.progress.practised_one" in keys(one)
    assert "a talk in each other's shoes" in text(one)
    many = evening(led=("empathy", "check_in", "support", "appreciation_round")).hears(h.Progress())
    assert "phrases.progress.practised_two" in keys(many)
    assert "the weekly check-in" in text(many)
    assert "an appreciation round" in text(many)
    assert "shoes" not in text(many)


@pytest.mark.parametrize("alone", sorted(UNTOLD))
def test_what_one_of_them_did_alone_is_told_to_nobody(alone: str) -> None:
    turn = evening(led=(alone,), scores=close(6, 7, 6, 7)).hears(h.Progress())
    assert not any("practised" in key for key in keys(turn))
    assert "counselor" not in text(turn)


def test_falling_closeness_is_met_with_something_gentle() -> None:
    low_signs = {"sign_conflict": (Scores(TODAY, 2, 2),)}
    turn = evening(scores=close(8, 7, 6, 5) | low_signs).hears(h.Progress())
    assert offered(turn) in GENTLE
    assert "phrases.progress.gently" in keys(turn)
    assert "phrases.progress.support" not in keys(turn)


@pytest.mark.parametrize("numbers", [(9, 8, 7, 6, 5), (9, 8, 8, 7, 6, 5, 5), (7, 7, 3, 3), (2, 2)])
def test_after_several_weeks_support_is_offered_and_begins_at_a_yes(numbers: tuple[int, ...]) -> None:
    it = evening(scores=close(*numbers))
    turn = it.hears(h.Progress())
    assert asked(turn) == "phrases.offer.support"
    assert "phrases.progress.support" in keys(turn)
    it.hears(h.Yes())
    assert it.conversation.place is not None
    assert it.conversation.place.guide == "support"


def test_otherwise_the_lowest_sign_of_the_last_weeks_is_tended_to() -> None:
    signs = {"sign_talking": (Scores("2026-11-10", 3, 3),), "sign_time": (Scores("2026-11-10", 7, 7),)}
    turn = evening(scores=close(6, 7, 6, 7) | signs).hears(h.Progress())
    assert offered(turn) in PRACTICES["sign_talking"]


def test_on_a_journey_this_weeks_practice_is_what_is_offered() -> None:
    walking = Journey(("empathy", "date_idea"), "2026-11-20", since="2026-11-20")
    it = evening(scores=close(6, 7, 6, 7), journey=walking)
    turn = it.hears(h.Progress())
    assert offered(turn) == "empathy"
    assert "phrases.progress.journey" in keys(turn)
    feature = evening(scores=close(6, 7, 6, 7), journey=replace(walking, at=1))
    assert offered(feature.hears(h.Progress())) == "date_idea"
    done = evening(scores=close(6, 7, 6, 7), journey=replace(walking, done=True))
    assert offered(done.hears(h.Progress())) != "empathy"
    over = evening(scores=close(6, 7, 6, 7), journey=replace(walking, at=2))
    assert offered(over.hears(h.Progress())) not in walking.path
    falling = evening(scores=close(9, 8, 7, 6, 5), journey=walking)
    assert offered(falling.hears(h.Progress())) == "support"


def test_a_new_week_of_a_journey_is_counted_when_its_practice_is_done_from_here() -> None:
    last_week = Journey(("empathy", "date_idea"), "2026-11-10", since="2026-11-10", done=True)
    it = evening(scores=close(6, 7, 6, 7), journey=last_week)
    assert offered(it.hears(h.Progress())) == "date_idea"
    it.hears(h.Yes(), h.Yes())
    assert it.couple.journey is not None
    assert (it.couple.journey.at, it.couple.journey.done) == (1, True)


def test_nothing_heavy_is_offered_late() -> None:
    signs = {"sign_conflict": (Scores(TODAY, 2, 2),)}
    it = evening(scores=close(6, 7, 6, 7) | signs, led=("i_statements", "empathy", "check_in"))
    assert LIBRARY.guides[offered(it.hears(h.Progress()))].heavy
    it.drops()
    it.now = TONIGHT.replace(hour=23)
    assert not LIBRARY.guides[offered(it.hears(h.Progress()))].heavy
    walking = Journey(("hear_without_defending",), "2026-11-20", since="2026-11-20")
    late = evening(scores=close(6, 7, 6, 7), journey=walking)
    late.now = TONIGHT.replace(hour=23)
    assert offered(late.hears(h.Progress())) != "hear_without_defending"


def test_a_screen_gets_the_evenings_the_medians_and_the_line() -> None:
    scores = close(5, 6, 7, 8)
    chart = evening(scores=scores).hears(h.Progress()).reply.chart
    assert chart is not None
    assert chart.evenings == tuple(one.evening for one in scores["closeness"])
    assert chart.values == (5, 6, 7, 8)
    assert chart.line == (5, 8)
    early = evening(scores=close(5, 6)).hears(h.Progress()).reply.chart
    assert early is not None
    assert early.line is None


@pytest.mark.parametrize(
    "numbers", [(), (6,), (5, 6, 7, 8), (6, 7, 6, 7), (8, 7, 6, 5), (9, 8, 7, 6, 5), (2, 2)]
)
def test_it_is_said_in_two_breaths_in_every_wording(numbers: tuple[int, ...]) -> None:
    led = ("quality_time", "empathy")  # the longest names
    for visit, known in product(range(1, 7), (row(12), row(9, ago=3))):
        couple = Couple("c", seed=7, version=1, visits=visit, led=led, weeks=known)
        turn = evening(couple, scores=close(*numbers) if numbers else {}).hears(h.Progress())
        assert len(breaths(turn)) <= 2
        assert all(words <= 45 for words in breaths(turn)), (breaths(turn), text(turn))


def breaths(turn: Turn) -> list[int]:
    """Words of each statement, told apart by pauses."""
    counted = [0]
    for piece in turn.reply.say:
        if isinstance(piece, Pause):
            counted.append(0)
        elif isinstance(piece, Line):
            alone = replace(turn.reply, say=(piece,), ask=None)
            counted[-1] += len(text(replace(turn, reply=alone)).split())
    return counted


def test_no_word_of_it_judges_or_names_an_illness() -> None:
    banned = ("diagnos", "score of", "disorder", "unhealthy", "toxic", "fail ", "should", "streak", "lost a")
    some = [one for key, few in LIBRARY.lines.items() if key.startswith("phrases.progress.") for one in few]
    assert len(some) > 40
    for wording in some:
        assert not any(word in wording.lower() for word in banned), wording


def test_out_of_reach_it_says_so_and_keeps_nothing() -> None:
    it = evening(scores=close(5, 6, 7, 8))
    it.hears(h.Opened(), adrift=True)
    turn = it.hears(h.Progress(), adrift=True)
    assert keys(turn)[0] == "phrases.progress.out_of_reach"
    assert turn.reply.chart is None
    assert turn.effects == ()


@pytest.mark.parametrize("heard", [h.No(), h.Next(), h.Done()])
def test_a_no_ends_kindly_and_leaves_what_was_paused(heard: h.Heard) -> None:
    it = evening(scores=close(6, 7, 6, 7))
    it.hears(h.StartGuide("empathy", "full"), h.Progress())
    paused = it.couple.paused
    assert paused is not None
    assert it.hears(heard).reply.closes
    assert it.couple.paused == paused


def test_another_one_is_something_else_and_gentle() -> None:
    it = evening(scores=close(6, 7, 6, 7))
    first = offered(it.hears(h.Progress()))
    second = offered(it.hears(h.Another()))
    third = offered(it.hears(h.ChangeDepth(deeper=False)))
    assert len({first, second, third}) >= 2
    assert first != second != third
    assert it.hears(h.Yes()).conversation.place != it.turns[-2].conversation.place


def test_again_it_is_told_in_other_words() -> None:
    it = evening(scores=close(6, 7, 6, 7), weeks=row(4), led=("empathy",))
    first, again = it.hears(h.Progress()), it.hears(h.Repeat())
    assert set(keys(first)) <= set(keys(again))
    assert offered(first) == offered(again)


@pytest.mark.parametrize("numbers", [(), (6, 7, 6, 7), (9, 8, 7, 6, 5)])
@pytest.mark.parametrize("heard", EVERY, ids=str)
def test_every_word_gets_an_answer(numbers: tuple[int, ...], heard: h.Heard) -> None:
    it = evening(scores=close(*numbers) if numbers else {})
    it.hears(h.Progress(), heard)  # Evening checks every law
    assert it.turns[-1].reply.say or it.turns[-1].reply.ask
