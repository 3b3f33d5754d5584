"""A path of six weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from skill import heard as h
from skill.content.guide import Rate
from skill.content.loading import library
from skill.conversation import Place
from skill.couple import WEEKS_OF_A_JOURNEY, Couple, Journey, Paused, Scores
from skill.dialogue import journeying, paths, places
from skill.dialogue.journeying import AHEAD, LEAVE, OFFER, WEEK
from skill.dialogue.places import TODAY
from skill.dialogue.respond import respond
from skill.dialogue.scene import Scene
from skill.dialogue.tailoring import PRACTICES, practised
from tests.evening import TONIGHT, Evening, asked, keys, text

if TYPE_CHECKING:
    from skill.reply import Turn

NOW = "2026-11-23"
PATH = ("i_statements", "quality_time", "empathy", "daily_debrief", "hear_without_defending", "date_idea")
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
    *(h.ChangeDepth(deeper=True), h.Help(), h.Opened(), h.AskJourney(), h.Progress(), h.AcceptDate()),
]


def days_ago(days: int) -> str:
    return (date.fromisoformat(NOW) - timedelta(days=days)).isoformat()


def walking(at: int = 0, since: int = 0, *, done: bool = False, begun: int = 40) -> Journey:
    return Journey(PATH, days_ago(max(begun, since)), at, days_ago(since), done)


def evening(journey: Journey | None = None, **known: object) -> Evening:
    scores = {
        **{sign: (Scores(days_ago(3), 7, 7),) for sign in PRACTICES},
        "sign_conflict": (Scores(days_ago(3), 2, 3),),
        "sign_time": (Scores(days_ago(3), 4, 4),),
    }
    usual = {"seed": 7, "version": 1, "scores": scores, "journey": journey}
    return Evening(couple=Couple("c", **(usual | known)))  # type: ignore[arg-type]


def here(it: Evening) -> Place:
    assert it.conversation.place is not None
    return it.conversation.place


def step(turn: Turn) -> str:
    return turn.conversation.place.step if turn.conversation.place else ""


# Beginning


def test_from_the_closeness_check_a_path_is_offered_and_a_yes_begins_it() -> None:
    it = evening()
    turn = it.hears(h.AskJourney())
    assert keys(turn)[:2] == ["phrases.journey.what", "phrases.journey.first_week"]
    assert asked(turn) == "phrases.journey.offer"
    turn = it.hears(h.Yes())
    journey = it.couple.journey
    assert journey is not None
    assert journey.path[0] in PRACTICES["sign_conflict"]
    assert (journey.at, journey.begun, journey.since, journey.done) == (0, NOW, NOW, False)
    assert keys(turn)[0] == "phrases.journey.begun"
    assert (here(it).step, here(it).item) == (WEEK, journey.path[0])
    it.hears(h.Yes())
    assert here(it).guide == journey.path[0]


@pytest.mark.parametrize("scores", [{}, {"sign_time": (Scores(days_ago(31), 2, 2),)}])
def test_without_fresh_numbers_the_check_comes_first(scores: dict[str, tuple[Scores, ...]]) -> None:
    it = evening(scores=scores)
    assert keys(it.hears(h.AskJourney()))[0] == "phrases.journey.first_check"
    it.hears(h.Yes())
    assert here(it).guide == "closeness_check"
    assert it.couple.journey is None


@pytest.mark.parametrize("heard", [h.No(), h.Another(), h.ChangeDepth(deeper=False)])
def test_whoever_does_not_want_six_weeks_is_offered_one_practice(heard: h.Heard) -> None:
    it = evening()
    turn = it.hears(h.AskJourney(), heard)
    assert keys(turn)[0] == "phrases.journey.declined"
    assert it.couple.journey is None
    assert here(it).item in PRACTICES["sign_conflict"]
    assert it.hears(h.No()).reply.closes


def check(it: Evening, closeness: int = 7, **signs: int) -> Turn:
    """A closeness check with these numbers from both."""
    it.hears(h.StartGuide("closeness_check", "full"))
    guide = it.library.guides["closeness_check"]
    while (place := it.conversation.place) is not None and place.guide == guide.id:
        one = guide.steps[place.step]
        value = closeness if isinstance(one, Rate) and one.keep == "closeness" else 8
        if isinstance(one, Rate):
            value = signs.get(one.keep, value)
        turn = it.hears(h.Score(value) if isinstance(one, Rate) else h.Done())
    return turn


def test_a_check_with_several_low_signs_ends_with_the_journey() -> None:
    it = evening(scores={})
    turn = check(it, sign_time=3, sign_talking=5)
    assert asked(turn) == "phrases.journey.offer"
    assert it.couple.paused is None
    it.hears(h.Yes())
    assert it.couple.journey is not None
    assert it.couple.journey.path[0] in PRACTICES["sign_time"]


def test_a_check_with_one_low_sign_offers_its_practice_and_names_the_journey_once() -> None:
    it, said = evening(scores={}), []
    for _ in range(3):
        turn = check(it, sign_time=3)
        assert asked(turn).startswith("phrases.offer.")
        said.append(keys(turn))
        it.drops()
        it.passes(days=7)
    assert [("phrases.journey.mention" in one) for one in said] == [True, False, False]


def test_a_check_on_the_way_offers_no_second_journey() -> None:
    it = evening(walking())
    turn = check(it, sign_time=3, sign_talking=3)
    assert asked(turn) != "phrases.journey.offer"
    assert "phrases.journey.mention" not in keys(turn)


# Where they are


def test_it_says_where_they_are_and_offers_this_weeks_practice() -> None:
    it = evening(walking(at=2, since=3))
    turn = it.hears(h.AskJourney())
    assert keys(turn)[0] == "phrases.journey.where"
    assert "3" in text(turn)
    assert "shoes" in text(turn)
    it.hears(h.Yes())
    assert here(it).guide == "empathy"


def test_no_can_end_it_and_asks_before() -> None:
    it = evening(walking())
    turn = it.hears(h.AskJourney(), h.No())
    assert (step(turn), asked(turn)) == (LEAVE, "phrases.journey.keep")
    turn = it.hears(h.No())
    assert keys(turn) == ["phrases.journey.ended"]
    assert turn.reply.closes
    assert it.couple.journey is None


@pytest.mark.parametrize("heard", [h.Yes(), h.Next(), h.Done()])
def test_whoever_only_cannot_now_keeps_it(heard: h.Heard) -> None:
    it = evening(walking(at=1))
    turn = it.hears(h.AskJourney(), h.No(), heard)
    assert keys(turn) == ["phrases.journey.kept"]
    assert it.couple.journey == walking(at=1)


@pytest.mark.parametrize("way", [h.AskJourney(), h.Opened()])
@pytest.mark.parametrize("heard", [h.Another(), h.ChangeDepth(deeper=True), h.ChangeDepth(deeper=False)])
def test_this_weeks_practice_can_be_swapped(way: h.Heard, heard: h.Heard) -> None:
    it = evening(walking(at=4, since=2))
    turn = it.hears(way, heard)
    journey = it.couple.journey
    assert journey is not None
    assert journey.path[4] not in PATH
    assert (*journey.path[:4], *journey.path[5:]) == (*PATH[:4], *PATH[5:])
    assert keys(turn)[0] == "phrases.journey.swapped"
    assert here(it).item == journey.path[4]
    if isinstance(heard, h.ChangeDepth) and not heard.deeper:
        assert not it.library.guides[journey.path[4]].heavy
    it.hears(h.Yes())
    assert here(it).guide == journey.path[4]


def test_next_skips_to_the_next_week_and_the_last_one_to_the_look_back() -> None:
    it = evening(walking())
    it.hears(h.AskJourney())
    for at in range(1, WEEKS_OF_A_JOURNEY):
        turn = it.hears(h.Next())
        assert keys(turn)[0] == "phrases.journey.skipped"
        assert it.couple.journey is not None
        assert (it.couple.journey.at, it.couple.journey.since) == (at, NOW)
    assert keys(it.hears(h.Next()))[0] == "phrases.journey.look_back"
    assert it.couple.journey is None


@pytest.mark.parametrize("way", [h.AskJourney(), h.Opened()])
def test_it_can_be_begun_anew(way: h.Heard) -> None:
    it = evening(walking(at=3, since=2))
    turn = it.hears(way, h.StartOver())
    assert keys(turn)[0] == "phrases.journey.anew"
    assert it.couple.journey is not None
    assert (it.couple.journey.at, it.couple.journey.begun) == (0, NOW)


def test_when_this_week_is_done_the_next_can_come_early_or_wait() -> None:
    it = evening(walking(at=1, since=3, done=True))
    turn = it.hears(h.AskJourney())
    assert (keys(turn)[0], step(turn)) == ("phrases.journey.done", AHEAD)
    it.hears(h.Yes())
    assert it.couple.journey == walking(at=2, since=0)
    assert here(it).item == "empathy"
    waiting = evening(walking(at=1, since=3, done=True))
    assert step(waiting.hears(h.AskJourney(), h.No())) == LEAVE
    waiting.hears(h.Yes())
    assert waiting.couple.journey == walking(at=1, since=3, done=True)


# On the way in


def test_on_the_way_in_this_weeks_practice_is_offered_and_begun_at_a_yes() -> None:
    it = evening(walking(at=2, since=3))
    turn = it.hears(h.Opened())
    assert "phrases.journey.today" in keys(turn)
    assert (here(it).guide, here(it).step, here(it).item) == (journeying.ID, TODAY, "empathy")
    it.hears(h.Yes())
    assert here(it).guide == "empathy"


@pytest.mark.parametrize("heard", [h.No(), h.Next()])
def test_a_no_leads_on_to_tonights_question_and_it_is_not_asked_again_tonight(heard: h.Heard) -> None:
    it = evening(walking(at=2, since=3))
    turn = it.hears(h.Opened(), heard)
    assert keys(turn)[0] == "phrases.journey.not_today"
    assert here(it).guide == "tonights_question"
    it.hears(h.Next(), h.Next(), h.Done())
    turn = it.hears(h.Opened())
    assert not any(key.startswith("phrases.journey.") for key in keys(turn))
    it.drops()
    it.passes(days=1)
    assert "phrases.journey.today" in keys(it.hears(h.Opened()))


def test_done_on_the_way_in_closes() -> None:
    it = evening(walking())
    assert it.hears(h.Opened(), h.Done()).reply.closes


@pytest.mark.parametrize(
    ("journey", "hour", "paused"),
    [
        (None, 20, False),
        (walking(since=3, done=True), 20, False),
        (walking(at=4, since=3), 23, False),  # heavy, and it is late
        (walking(since=3), 20, True),  # first what they were in
    ],
)
def test_nothing_is_offered_on_the_way_in_where_it_does_not_fit(
    journey: Journey | None, hour: int, *, paused: bool
) -> None:
    place = Place("empathy", "shoes") if paused else None
    since = int((TONIGHT - timedelta(days=1)).timestamp())
    it = evening(journey, paused=Paused(place, since) if place else None)
    it.now = TONIGHT.replace(hour=hour)
    assert not any(key.startswith("phrases.journey.") for key in keys(it.hears(h.Opened())))


@pytest.mark.parametrize(
    ("journey", "key"),
    [
        (walking(since=0), "today"),
        (walking(at=2, since=0), "today_new"),
        (walking(at=2, since=1), "today"),
        (walking(at=2, since=7), "today_again"),
        (walking(at=2, since=14), "today_waiting"),
        (walking(at=2, since=400), "today_waiting"),
        (walking(at=1, since=7, done=True), "today_new"),
        (walking(at=1, since=400, done=True), "today_new"),
    ],
)
def test_it_is_offered_in_words_that_fit_and_never_scold(journey: Journey, key: str) -> None:
    assert f"phrases.journey.{key}" in keys(evening(journey).hears(h.Opened()))
    for wording in library().lines[f"phrases.journey.{key}"]:
        words = wording.lower()
        assert not any(
            one in words for one in ("missed", "late", "behind", "failed", "still haven't", "forgot")
        )


# Moving on


@pytest.mark.parametrize("since", [7, 8, 30, 365])
def test_after_a_week_it_moves_on_by_one_whatever_time_passed(since: int) -> None:
    it = evening(walking(at=1, since=since, done=True))
    it.hears(h.Opened())
    assert it.couple.journey == walking(at=2, since=0, begun=max(40, since))


@pytest.mark.parametrize("journey", [walking(at=1, since=6, done=True), walking(at=1, since=30)])
def test_it_stays_before_a_week_has_passed_and_while_it_is_not_done(journey: Journey) -> None:
    it = evening(journey)
    it.hears(h.AskJourney())
    assert it.couple.journey == journey


def test_two_devices_cannot_move_it_on_twice() -> None:
    it = evening(walking(at=1, since=9, done=True))
    before, content = it.couple, it.library
    turns = [
        respond(h.Opened(), it.conversation, couple, content, TONIGHT, _Chance())
        for couple in (before, before)  # both read the same version; one of them is stale
    ]
    assert turns[0].couple.journey == turns[1].couple.journey == walking(at=2, since=0)
    # The stale one is heard again, on what the other one saved.
    again = respond(h.Opened(), it.conversation, turns[0].couple, content, TONIGHT, _Chance())
    assert again.couple.journey == walking(at=2, since=0)
    # And what was swapped or ended on one device is so on the other.
    other = Evening(couple=before, conversation=it.conversation)
    other.hears(h.AskJourney())
    other.couple = replace(other.couple, journey=None)
    assert other.hears(h.No()).reply.closes


class _Chance:
    def randrange(self, start: int, _stop: int) -> int:
        return start

    def betavariate(self, _alpha: float, _beta: float) -> float:
        return 0.5


def test_a_clock_that_was_set_back_moves_nothing() -> None:
    ahead = replace(walking(at=1, done=True), since=days_ago(-20))
    assert evening(ahead).hears(h.AskJourney()).couple.journey == ahead


def test_a_practice_led_to_its_end_is_this_weeks_even_when_it_was_not_asked_for_here() -> None:
    it = evening(walking(at=5, since=3), seed=9)
    it.hears(h.AskDate(), h.Yes())
    assert it.couple.journey is not None
    assert it.couple.journey.done


def test_a_practice_that_a_release_took_away_is_swapped_and_an_empty_path_is_none() -> None:
    it = evening(replace(walking(at=1), path=("i_statements", "tango", "date_idea")))
    it.hears(h.AskJourney())
    assert it.couple.journey is not None
    assert paths.known(Scene(it.conversation, it.couple, it.library, it.now), it.couple.journey.path[1])
    empty = evening(Journey((), NOW, since=NOW))
    assert asked(empty.hears(h.AskJourney())) == "phrases.journey.offer"


# The look back


@pytest.mark.parametrize("way", [h.AskJourney(), h.Opened()])
@pytest.mark.parametrize(
    ("numbers", "key"),
    [
        (((45, 5), (2, 8)), "closer"),
        (((45, 6), (2, 6)), "same"),
        (((45, 8), (10, 6), (2, 5)), "further"),
        (((45, 5), (35, 9)), "unknown"),  # that was in its first weeks
        (((2, 5),), "unknown"),
        ((), "unknown"),
    ],
)
def test_after_the_sixth_there_is_a_look_back_and_the_journey_is_over(
    way: h.Heard, numbers: tuple[tuple[int, int], ...], key: str
) -> None:
    scores = {"closeness": tuple(Scores(days_ago(ago), one, one) for ago, one in numbers)}
    it = evening(walking(at=5, since=1, done=True), scores=scores)
    turn = it.hears(way)
    said = [one for one in keys(turn) if one.startswith("phrases.journey.")]
    assert said[:3] == ["phrases.journey.look_back", f"phrases.journey.{key}", "phrases.journey.thanks"]
    assert "the I feel and I need talk" in text(turn)
    assert asked(turn) == "phrases.journey.see"
    assert it.couple.journey is None
    it.hears(h.Yes())
    assert here(it).guide == "closeness_check"


def test_after_the_look_back_on_the_way_in_a_no_leads_on_and_otherwise_it_closes() -> None:
    it = evening(walking(at=5, since=1, done=True))
    it.hears(h.Opened(), h.Repeat(), h.No())
    assert here(it).guide == "tonights_question"
    asked_for = evening(walking(at=5, since=1, done=True))
    assert asked_for.hears(h.AskJourney(), h.No()).reply.closes


def test_six_weeks_with_pauses_lose_nothing_and_repeat_nothing() -> None:
    it, done = evening(), []
    it.hears(h.AskJourney(), h.Yes())
    assert it.couple.journey is not None
    path = it.couple.journey.path
    for gap in (1, 7, 40, 8, 90, 7):
        it.drops()
        it.passes(days=gap)
        if gap >= 7:
            it.hears(h.Opened())
            it.drops()
        assert it.couple.journey is not None
        now = it.couple.journey.path[it.couple.journey.at]
        done.append(now)
        it.couple = practised(it.couple, now)
    assert tuple(done) == path
    it.passes(days=1)
    assert "phrases.journey.look_back" in keys(it.hears(h.Opened()))


# Everywhere


def test_steps_are_the_ones_that_places_knows() -> None:
    assert journeying.TODAY == places.TODAY
    assert journeying.ID in places.MOMENTS


def test_out_of_reach_it_says_so_and_keeps_nothing() -> None:
    it = evening(walking(at=2, since=3))
    it.hears(h.Opened(), adrift=True)
    turn = it.hears(h.AskJourney(), adrift=True)
    assert keys(turn)[0] == "phrases.journey.out_of_reach"
    assert turn.effects == ()
    later = evening()
    later.hears(h.AskJourney())
    turn = later.hears(h.Yes(), adrift=True)
    assert "phrases.journey.out_of_reach" in keys(turn)
    assert turn.couple.journey is None


PLACES = [
    (None, (h.AskJourney(),), OFFER),
    (walking(at=2, since=3), (h.AskJourney(),), WEEK),
    (walking(at=2, since=3), (h.Opened(),), TODAY),
    (walking(at=2, since=3), (h.AskJourney(), h.No()), LEAVE),
    (walking(at=2, since=3, done=True), (h.AskJourney(),), AHEAD),
    (walking(at=5, since=1, done=True), (h.AskJourney(),), WEEK),
    (walking(at=5, since=1, done=True), (h.Opened(),), TODAY),
]


@pytest.mark.parametrize(("journey", "way", "at"), PLACES)
@pytest.mark.parametrize("heard", EVERY, ids=str)
@pytest.mark.parametrize("adrift", [False, True])
def test_every_word_gets_an_answer_at_every_place(
    journey: Journey | None, way: tuple[h.Heard, ...], at: str, heard: h.Heard, *, adrift: bool
) -> None:
    it = evening(journey)
    assert step(it.hears(*way)) == at
    it.hears(heard, adrift=adrift)  # Evening checks every law
    if it.conversation.place is not None:
        it.hears(h.Repeat(), adrift=adrift)


@pytest.mark.parametrize(("journey", "way", "at"), PLACES)
def test_asking_why_says_why_and_asks_again(
    journey: Journey | None, way: tuple[h.Heard, ...], at: str
) -> None:
    it = evening(journey)
    question = asked(it.hears(*way))
    turn = it.hears(h.Explain())
    assert keys(turn)[0] == "phrases.journey.why"
    assert (asked(turn), step(turn)) == (question, at)
