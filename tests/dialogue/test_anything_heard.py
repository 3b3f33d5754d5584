"""Property: whatever is heard, in whatever order, with drops, the laws hold at every turn."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill import heard as h
from skill.content.loading import library
from skill.dialogue import opening
from tests.evening import Evening

pytestmark = pytest.mark.no_cover
"""Tracing would take most of the time, and the other tests cover it all."""
LIBRARY = library()
WORDS = st.sampled_from(["", "ana", "the dishes", "he hits me", "kill the lights", "i want to die", "<&>"])
GUIDES = st.sampled_from(
    ["", "tango", "tonights_question", "date_idea", "small_gesture", "check_in", *LIBRARY.guides]
)
LENGTHS = st.sampled_from([None, *h.LENGTHS])
WISHES = st.builds(
    h.DateWish,
    budget=st.sampled_from([None, *h.BUDGETS]),
    place=st.sampled_from([None, *h.PLACES]),
    energy=st.sampled_from([None, *h.ENERGIES]),
    minutes=st.sampled_from([None, 1, 60, 5000]),
    day=st.sampled_from([None, *h.DAYS]),
)
SCHEDULES = st.builds(
    h.Schedule,
    ritual=st.sampled_from([None, *h.RITUALS]),
    day=st.sampled_from(["", h.EVERY_DAY, *h.DAYS]),
    time=st.sampled_from(["", "06:00", "18:00", "23:59", "MO", "AF", "EV", "NI"]),
)
PLAIN = [
    h.Opened, h.Yes, h.No, h.Next, h.Previous, h.Repeat, h.Help, h.Stop, h.Pause, h.Resume, h.StartOver,
    h.Done, h.MoreTime, h.Another, h.Explain, h.SaveThis, h.ReadSaved, h.AcceptDate, h.RateDate, h.WhoPlans,
    h.SmallGesture, h.ReadNotes, h.Progress, h.ReadRituals, h.WhatYouKnow, h.AskSurprise, h.AskJourney,
    h.AskSupport, h.ForgetUs, h.Unclear,
]  # fmt: skip
HEARD: st.SearchStrategy[h.Heard] = st.one_of(
    st.sampled_from([kind() for kind in PLAIN]),
    st.builds(h.ChangeDepth, deeper=st.booleans()),
    st.builds(
        h.AskQuestion,
        theme=st.sampled_from(["", "money", "nothing_like_it"]),
        depth=st.sampled_from([None, *h.DEPTHS]),
        unknown_theme=st.booleans(),
    ),
    st.builds(h.StartAppreciation, rounds=st.sampled_from([None, -3, 0, 1, 5, 999])),
    st.builds(h.AskDate, wish=WISHES),
    st.builds(h.StartGuide, guide=GUIDES, length=LENGTHS),
    st.builds(h.Introduce, first=WORDS, second=WORDS),
    st.builds(h.Score, value=st.sampled_from([None, -1, 0, 1, 7, 10, 11])),
    st.builds(h.Feeling, feeling=WORDS),
    st.builds(h.Note, words=WORDS, appreciation=st.booleans()),
    st.builds(
        h.RateDate,
        verdict=st.sampled_from([None, *h.VERDICTS]),
        stars=st.sampled_from([None, -1, 0, 1, 3, 5, 9]),
    ),
    SCHEDULES,
    st.builds(h.Unschedule, ritual=st.sampled_from([None, *h.RITUALS])),
    st.builds(h.Consented, answer=st.sampled_from(["accepted", "denied", "unanswered"]), wish=SCHEDULES),
    st.builds(
        h.Reminded,
        outcome=st.sampled_from(
            ["done", "no_permission", "too_many", "unsupported", "unreachable", "refused"]
        ),
        alert=st.sampled_from(["", "an-alert"]),
    ),
    st.builds(h.ForgetTaste, taste=st.sampled_from(["", "socks", *h.TASTES])),
    st.builds(h.WhoStarts, name=WORDS),
    st.builds(h.Prefer, preference=st.sampled_from(["", "loud", *h.PREFERENCES])),
    st.builds(h.Crisis, danger=st.sampled_from(h.DANGERS)),
)
PLAIN_STARTS: st.SearchStrategy[h.Heard] = st.sampled_from(
    [
        h.Opened(),
        h.AskQuestion(),
        h.StartAppreciation(1),
        h.StartAppreciation(5),
        h.AskDate(),
        h.StartGuide("check_in"),
        h.SmallGesture(),
        h.AskSupport(),
        h.ReadSaved(),
        h.ForgetUs(),
        h.Introduce(),
        h.RateDate(),
        h.Schedule(),
        h.ReadRituals(),
        h.WhatYouKnow(),
        h.Progress(),
        h.AskSurprise(),
        h.AskJourney(),
        h.ReadNotes(),
    ]
)
STARTS = st.one_of(PLAIN_STARTS, st.builds(h.StartGuide, guide=GUIDES, length=LENGTHS))
MOVES: st.SearchStrategy[h.Heard] = st.sampled_from([
    h.Yes(), h.Yes(), h.Done(), h.Done(), h.Next(), h.Next(), h.No(), h.Score(7), h.SaveThis(),
    h.Another(), h.Previous(), h.Unclear(), h.MoreTime(), h.Help(), h.Repeat(), h.Explain(), h.StartOver(),
])  # fmt: skip
TROUBLE = st.sampled_from(["drop", "adrift", "an hour", "a day", "three weeks"])
# Something is begun and mostly gone on with, so that long evenings get somewhere.
USUALLY = st.integers(0, 11).flatmap(lambda draw: TROUBLE if draw == 0 else HEARD if draw == 1 else MOVES)
STRETCHES = st.tuples(STARTS, st.lists(USUALLY, min_size=8, max_size=24))
HAPPENINGS = st.one_of(
    st.lists(st.one_of(HEARD, HEARD, HEARD, TROUBLE), max_size=40),
    st.lists(STRETCHES, min_size=2, max_size=4).map(
        lambda some: [one for first, rest in some for one in (first, *rest)][:40]
    ),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HAPPENINGS)
def test_any_sequence_keeps_every_law(happenings: list[h.Heard | str]) -> None:
    evening = Evening(library=LIBRARY)
    adrift = False
    for happening in happenings:
        match happening:
            case "drop":
                evening.drops()
            case "adrift":
                adrift = not adrift
            case "an hour":
                evening.passes(hours=1)
            case "a day":
                evening.drops()
                evening.passes(days=1)
            case "three weeks":
                evening.drops()
                evening.passes(weeks=3)
            case _:
                evening.hears(happening, adrift=adrift)  # Evening checks the laws


@settings(max_examples=150, deadline=None)
@given(st.lists(HEARD, max_size=15))
def test_stop_ends_at_once_wherever_people_are(before: list[h.Heard]) -> None:
    evening = Evening(library=LIBRARY)
    evening.hears(h.Opened(), *before)
    turn = evening.hears(h.Stop())
    assert turn.reply.closes
    assert len(turn.reply.say) == 1
    assert evening.hears(h.Stop(), adrift=True).reply.say[0].key == "phrases.bye"  # type: ignore[union-attr]


@settings(max_examples=150, deadline=None)
@given(st.lists(HEARD, max_size=15), st.sampled_from(h.DANGERS))
def test_danger_wins_wherever_people_are_and_leaves_the_couple_as_it_was(
    before: list[h.Heard], danger: h.Danger
) -> None:
    evening = Evening(library=LIBRARY)
    evening.hears(h.Opened(), *before)
    couple = evening.couple
    turn = evening.hears(h.Crisis(danger))
    assert turn.reply.urgent
    assert turn.reply.say[0].key == f"safety.{danger}.first"
    assert evening.couple == couple
    after = evening.hears(h.Repeat())
    assert after.reply.closes
    assert evening.couple == couple


@settings(max_examples=150, deadline=None)
@given(STRETCHES.map(lambda stretch: [one for one in (stretch[0], *stretch[1]) if not isinstance(one, str)]))
def test_a_dropped_session_resumes_exactly_where_it_was(before: list[h.Heard]) -> None:
    evening = Evening(library=LIBRARY)
    evening.hears(h.Opened(), *before)
    place = evening.conversation.place
    if place is None or evening.couple.paused is None or evening.couple.paused.place != place:
        return
    evening.drops()
    evening.passes(minutes=5)
    # Finding help is gone on with when somebody asks; opening the skill tells the room nothing of it.
    evening.hears(h.Resume() if place.guide in opening.DISCREET else h.Opened())
    assert evening.conversation.place == place
