"""Requests translated to what was heard."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from ask_sdk_model import RequestEnvelope
from hypothesis import given
from hypothesis import strategies as st

from skill import heard as h
from skill.alexa import requests
from skill.alexa.contract import INTENTS
from skill.alexa.handling import EnvelopeSerializer
from skill.conversation import Conversation, Place
from skill.simulator.envelopes import Session, Slot, known, unknown


def clock() -> datetime:
    return datetime(2026, 11, 23, 20, tzinfo=UTC)


def read(event: dict[str, object]) -> RequestEnvelope:
    return EnvelopeSerializer().deserialize(json.dumps(event), RequestEnvelope)


def heard(intent: str, **slots: Slot | str) -> h.Heard:
    return requests.heard(read(Session(clock=clock).intent(intent, **slots)))


@pytest.mark.parametrize(
    ("intent", "slots", "expected"),
    [
        ("TonightsQuestionIntent", {}, h.AskQuestion()),
        ("TonightsQuestionIntent", {"Theme": known("money")}, h.AskQuestion(theme="money")),
        ("TonightsQuestionIntent", {"Theme": unknown("tractors")}, h.AskQuestion(unknown_theme=True)),
        ("TonightsQuestionIntent", {"Depth": known("deep")}, h.AskQuestion(depth="deep")),
        ("TonightsQuestionIntent", {"Depth": "deep"}, h.AskQuestion(depth="deep")),
        ("AppreciationRoundIntent", {"Rounds": "3"}, h.StartAppreciation(3)),
        ("AppreciationRoundIntent", {"Rounds": "?"}, h.StartAppreciation(None)),
        ("DateIdeaIntent", {}, h.AskDate()),
        (
            "DateIdeaIntent",
            {
                "Budget": known("free"),
                "Place": known("home"),
                "Energy": known("calm"),
                "Duration": "PT1H30M",
                "Day": known("weekend"),
            },
            h.AskDate(h.DateWish("free", "home", "calm", 90, "weekend")),
        ),
        ("DateIdeaIntent", {"Place": unknown("the moon"), "Day": "someday"}, h.AskDate()),
        ("StartGuideIntent", {"Guide": known("check_in")}, h.StartGuide("check_in")),
        ("StartGuideIntent", {"Guide": unknown("yodelling")}, h.StartGuide("")),
        ("ChangeDepthIntent", {"Direction": known("deeper")}, h.ChangeDepth(deeper=True)),
        ("ChangeDepthIntent", {"Direction": known("lighter")}, h.ChangeDepth(deeper=False)),
        ("ChangeDepthIntent", {}, h.Unclear()),
        ("RateDateIntent", {"Verdict": known("loved")}, h.RateDate("loved")),
        ("RateDateIntent", {}, h.RateDate()),
        ("RateDateIntent", {"Score": "4"}, h.RateDate(stars=4)),
        ("RateDateIntent", {"Verdict": unknown("purple"), "Score": "?"}, h.RateDate()),
        ("RateDateIntent", {"Verdict": "flop", "Score": "lots"}, h.RateDate("flop")),
        ("SurpriseIntent", {}, h.AskSurprise()),
        ("JourneyIntent", {}, h.AskJourney()),
        ("WhatYouKnowIntent", {}, h.WhatYouKnow()),
        ("ReadRitualsIntent", {}, h.ReadRituals()),
        *(("ForgetTasteIntent", {"Taste": known(taste)}, h.ForgetTaste(taste)) for taste in h.TASTES),
        ("ForgetTasteIntent", {}, h.ForgetTaste()),
        ("ForgetTasteIntent", {"Taste": unknown("socks")}, h.ForgetTaste()),
        ("ForgetTasteIntent", {"Taste": "dates"}, h.ForgetTaste("dates")),
        ("WhoStartsIntent", {}, h.WhoStarts()),
        ("WhoStartsIntent", {"Partner": "ben"}, h.WhoStarts("ben")),
        ("WhoStartsIntent", {"Partner": "?"}, h.WhoStarts()),
        ("KeepAppreciationIntent", {"Words": "you are kind"}, h.Note("you are kind", appreciation=True)),
        ("KeepAppreciationIntent", {}, h.Note("", appreciation=True)),
        ("ScheduleIntent", {}, h.Schedule()),
        (
            "ScheduleIntent",
            {"Ritual": known("check_in"), "Day": known("sunday"), "Time": "18:00"},
            h.Schedule("check_in", "sunday", "18:00"),
        ),
        *(("ScheduleIntent", {"Ritual": known(ritual)}, h.Schedule(ritual)) for ritual in h.RITUALS),
        *(
            ("ScheduleIntent", {"Day": known(day)}, h.Schedule(day=day))
            for day in (*h.DAYS, h.EVERY_DAY)
            if day != "tonight"
        ),
        ("ScheduleIntent", {"Day": known("daily", "every day")}, h.Schedule(day="daily")),
        ("ScheduleIntent", {"Day": "daily"}, h.Schedule(day="daily")),
        ("ScheduleIntent", {"Time": "EV"}, h.Schedule(time="EV")),
        ("ScheduleIntent", {"Day": known("sunday", "sunday evening")}, h.Schedule(day="sunday", time="EV")),
        ("ScheduleIntent", {"Day": known("friday", "Friday mornings")}, h.Schedule(day="friday", time="MO")),
        ("ScheduleIntent", {"Day": known("daily", "every night")}, h.Schedule(day="daily", time="NI")),
        ("ScheduleIntent", {"Day": known("tonight", "tonight")}, h.Schedule(day="tonight")),
        (
            "ScheduleIntent",
            {"Day": known("daily", "every night"), "Time": "21:30"},
            h.Schedule(day="daily", time="21:30"),
        ),
        ("ScheduleIntent", {"Time": "half past"}, h.Schedule()),
        (
            "ScheduleIntent",
            {"Time": "?", "Day": unknown("someday"), "Ritual": unknown("tango")},
            h.Schedule(),
        ),
        ("UnscheduleIntent", {}, h.Unschedule()),
        ("UnscheduleIntent", {"Ritual": known("date_idea")}, h.Unschedule("date_idea")),
        ("UnscheduleIntent", {"Ritual": unknown("tango")}, h.Unschedule()),
        ("IntroduceUsIntent", {"FirstPartner": "ana", "SecondPartner": "ben"}, h.Introduce("ana", "ben")),
        ("IntroduceUsIntent", {"FirstPartner": "ana"}, h.Introduce("ana", "")),
        ("ScoreIntent", {"Score": "7"}, h.Score(7)),
        ("ScoreIntent", {"Score": "seven"}, h.Score(None)),
        ("FeelingIntent", {"Feeling": known("calm")}, h.Feeling("calm")),
        ("FeelingIntent", {"Feeling": unknown("he hits me")}, h.Feeling("he hits me")),
        ("NoteIntent", {"Note": "the dishes"}, h.Note("the dishes")),
        ("PreferenceIntent", {"Preference": known("no_timer")}, h.Prefer("no_timer")),
        ("PreferenceIntent", {"Preference": "no timer"}, h.Prefer("no_timer")),
        *(("PreferenceIntent", {"Preference": known(one)}, h.Prefer(one)) for one in h.PREFERENCES),
        ("PreferenceIntent", {"Preference": unknown("louder")}, h.Prefer()),
        ("CrisisIntent", {}, h.Crisis("unsaid")),
        ("CrisisIntent", {"Danger": known("self_harm")}, h.Crisis("self_harm")),
        ("CrisisIntent", {"Danger": unknown("mumble")}, h.Crisis("unsaid")),
        ("AMAZON.NavigateHomeIntent", {}, h.Stop()),
        ("AMAZON.CancelIntent", {}, h.Stop()),
        ("AMAZON.FallbackIntent", {}, h.Unclear()),
        ("NobodyKnowsThisIntent", {}, h.Unclear()),
    ],
)
def test_an_intent_is_heard_as(intent: str, slots: dict[str, Slot | str], expected: h.Heard) -> None:
    assert heard(intent, **slots) == expected


ANYTHING = st.one_of(
    st.text(max_size=12),
    st.text(max_size=12).map(unknown),
    st.text(min_size=1, max_size=12).map(known),
    st.sampled_from(["?", "", "-1", "24:99", "EV", "daily", "loved", "\N{FULLWIDTH DIGIT SEVEN}"]),
)


@given(st.sampled_from(sorted(INTENTS)), st.data())
def test_whatever_stands_in_the_slots_something_is_heard(intent: str, data: st.DataObject) -> None:
    said = heard(intent, **{slot: data.draw(ANYTHING) for slot in INTENTS[intent]})
    match said:
        case h.Schedule(ritual, day, time):
            assert ritual in (None, *h.RITUALS)
            assert day in ("", *h.DAYS, h.EVERY_DAY)
            assert re.fullmatch(r"(\d\d:\d\d|MO|AF|EV|NI)?", time)
        case h.Unschedule(ritual):
            assert ritual in (None, *h.RITUALS)
        case h.RateDate(verdict, stars):
            assert verdict in (None, *h.VERDICTS)
            assert stars is None or isinstance(stars, int)
        case h.DateWish() | h.AskDate(wish=h.DateWish()):
            assert intent == "DateIdeaIntent"
        case _:
            assert said is not None


def test_a_launch_is_heard_as_opened() -> None:
    assert requests.heard(read(Session(clock=clock).launch())) == h.Opened()


def test_every_intent_of_the_contract_has_a_meaning() -> None:
    assert set(INTENTS) <= set(requests.MEANINGS)
    for intent in INTENTS:
        assert heard(intent) is not None


@pytest.mark.parametrize(
    ("duration", "minutes"),
    [
        ("PT2H", 120),
        ("PT45M", 45),
        ("P1D", 1440),
        ("P1W", 10080),
        ("PT30S", None),
        ("P2Y", None),
        ("soon", None),
    ],
)
def test_durations(duration: str, minutes: int | None) -> None:
    assert requests.minutes(duration) == minutes


def test_a_new_session_starts_a_new_conversation_whatever_it_carries() -> None:
    event = Session(clock=clock).launch()
    event["session"]["attributes"] = {"place": {"guide": "check_in", "step": "agree"}}
    assert requests.conversation(read(event)) == Conversation()
    event["session"]["new"] = False
    assert requests.conversation(read(event)).place == Place("check_in", "agree")


def test_the_couple_is_the_account_whoever_speaks() -> None:
    event = Session(clock=clock, user="account-1").launch()
    event["context"]["System"]["person"] = {"personId": "somebody"}
    assert requests.couple_id(read(event)) == "account-1"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_session_attributes_may_be_anything(attributes: object) -> None:
    event = Session(clock=clock).launch()
    event["session"] |= {
        "new": False,
        "attributes": {"place": attributes, "said": attributes, "misses": attributes},
    }
    conversation = requests.conversation(read(json.loads(json.dumps(event))))
    assert 0 <= conversation.misses <= 4


def words(intent: str, **slots: Slot | str) -> tuple[str, ...]:
    return requests.words(read(Session(clock=clock).intent(intent, **slots)))


@pytest.mark.parametrize("intent", [*requests.MEANINGS, "AnIntentOfTomorrow"])
def test_the_words_of_every_slot_are_looked_at_whatever_the_intent(intent: str) -> None:
    assert words(intent, Anything="he hits me", Other=unknown("she does too"), Empty="") == (
        "he hits me",
        "she does too",
    )


def test_what_is_one_of_our_own_values_is_no_word_of_theirs() -> None:
    assert words("StartGuideIntent", Guide=known("repair", "we had a fight")) == ()


def test_a_slot_with_several_values_gives_the_words_of_each() -> None:
    event = Session(clock=clock).intent("NoteIntent", Note="")
    event["request"]["intent"]["slots"]["Note"]["slotValue"] = {
        "type": "List",
        "values": [{"type": "Simple", "value": "the dishes"}, {"type": "Simple", "value": "he hits me"}],
    }
    assert requests.words(read(event)) == ("the dishes", "he hits me")
