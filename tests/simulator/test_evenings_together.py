"""What natural sentences about rituals, tastes, dates, surprises and the journey become."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skill.simulator.understanding import Understanding

MODEL = Path(__file__).parents[2] / "interaction_models" / "en-US.json"
HEARD = {
    "WhatYouKnowIntent": [
        ("what do you know about us", {}),
        ("what do you remember about us", {}),
        ("how do we like it", {}),
        ("what do you have stored about us", {}),
        ("do you still know what we like", {}),
    ],
    "ForgetTasteIntent": [
        ("forget our budget", {"Taste": "budget"}),
        ("forget our names", {"Taste": "names"}),
        ("forget that we don't drink", {"Taste": "alcohol"}),
        ("forget how our dates went", {"Taste": "dates"}),
        ("forget whose voice is whose", {"Taste": "voices"}),
        ("please forget what you know about our faith", {"Taste": "faith"}),
        ("forget what we told you about kids", {"Taste": "children"}),
        ("forget how fast you talk", {"Taste": "pace"}),
        ("forget where we like to go", {"Taste": "place"}),
        ("forget how deep we like it", {"Taste": "depth"}),
        ("forget the music", {"Taste": "music"}),
    ],
    "ForgetUsIntent": [("forget us", {}), ("delete everything", {})],
    "WhoStartsIntent": [
        ("Ben goes first", {"Partner": "Ben"}),
        ("let anna start", {"Partner": "anna"}),
        ("Yuki should go first tonight", {"Partner": "Yuki"}),
        ("start with Sam", {"Partner": "Sam"}),
        ("who starts", {}),
        ("swap who starts", {}),
        ("the other one starts", {}),
        ("who of us goes first", {}),
    ],
    "IntroduceUsIntent": [
        ("it's Ben speaking", {"FirstPartner": "Ben"}),
        ("hi i'm ben", {"FirstPartner": "ben"}),
        ("i'm Ben", {"FirstPartner": "Ben"}),
    ],
    "FeelingIntent": [
        ("i'm happy", {"Feeling": "happy"}),
        ("calm", {"Feeling": "calm"}),
        ("free", {"Feeling": "free"}),
        ("great", {"Feeling": "happy"}),
    ],
    "ReadRitualsIntent": [
        ("what reminders do we have", {}),
        ("when is our check-in", {}),
        ("list our rituals", {}),
        ("which reminders did we set", {}),
    ],
    "ScheduleIntent": [
        ("remind us every Sunday at six", {"Day": "sunday", "Time": "06:00"}),
        ("remind us every sunday at six in the evening", {"Day": "sunday", "Time": "18:00"}),
        ("remind us every Friday at 6:30 pm", {"Day": "friday", "Time": "18:30"}),
        ("remind us at half past seven", {"Time": "07:30"}),
        ("remind us in the evening", {"Time": "EV"}),
        ("every night at nine", {"Day": "daily", "Time": "09:00"}),
        ("every day at eight", {"Day": "daily", "Time": "08:00"}),
        ("remind us about tonight's question every night at nine",
         {"Ritual": "tonights_question", "Day": "daily", "Time": "09:00"}),
        ("remind us to say thank you every night", {"Ritual": "appreciation_round", "Day": "daily"}),
        ("remind us of date night on fridays", {"Ritual": "date_idea", "Day": "friday"}),
        ("would you remind us of date night on fridays maybe", {"Ritual": "date_idea", "Day": "friday"}),
        ("move our check-in to Monday", {"Ritual": "check_in", "Day": "monday"}),
        ("change the check-in to seven", {"Ritual": "check_in", "Time": "07:00"}),
        ("move date night to friday at eight", {"Ritual": "date_idea", "Day": "friday", "Time": "08:00"}),
        ("every Sunday", {"Day": "sunday"}),
        ("on Sundays at six", {"Day": "sunday", "Time": "06:00"}),
        ("at six", {"Time": "06:00"}),
        ("half past seven", {"Time": "07:30"}),
        ("six pm", {"Time": "18:00"}),
        ("Sunday evening", {"Day": "sunday"}),
        ("sunday", {"Day": "sunday"}),
    ],
    "ScoreIntent": [("seven", {"Score": "7"}), ("probably around a six", {"Score": "6"})],
    "UnscheduleIntent": [
        ("stop reminding us about the check-in", {"Ritual": "check_in"}),
        ("stop reminding us", {}),
        ("get rid of the check in reminder", {"Ritual": "check_in"}),
    ],
    "RateDateIntent": [
        ("rate our date", {}),
        ("we loved it", {"Verdict": "loved"}),
        ("we really enjoyed it", {"Verdict": "loved"}),
        ("the evening was perfect", {"Verdict": "loved"}),
        ("it was okay", {"Verdict": "fine"}),
        ("it was a flop", {"Verdict": "flop"}),
        ("it was a disaster", {"Verdict": "flop"}),
        ("we didn't like it", {"Verdict": "flop"}),
        ("four stars", {"Score": "4"}),
        ("we'd give it four out of five", {"Score": "4"}),
        ("i'd give it five stars", {"Score": "5"}),
    ],
    "PreferenceIntent": [
        ("we don't have much money", {"Preference": "cheap"}),
        ("we have no money for dates", {"Preference": "free"}),
        ("we can spend a little", {"Preference": "moderate"}),
        ("money is no object", {"Preference": "any_budget"}),
        ("we'd rather stay home", {"Preference": "at_home"}),
        ("we like going out", {"Preference": "going_out"}),
        ("anywhere is fine", {"Preference": "anywhere"}),
        ("we like quiet evenings", {"Preference": "calm"}),
        ("we like being active", {"Preference": "active"}),
        ("calm or active", {"Preference": "any_energy"}),
        ("faith matters to us", {"Preference": "faith"}),
        ("nothing about religion", {"Preference": "no_faith"}),
        ("slow down", {"Preference": "slower"}),
    ],
    "DateIdeaIntent": [
        ("something cheap at home", {"Budget": "cheap", "Place": "home"}),
        ("something free", {"Budget": "free"}),
        ("we want to stay home", {"Place": "home"}),
        ("we want something calm", {"Energy": "calm"}),
    ],
    "KeepAppreciationIntent": [
        ("keep the appreciation that you always make me laugh", {"Words": "you always make me laugh"}),
        ("keep the words thank you for everything", {"Words": "thank you for everything"}),
        ("remember that i said i love her laugh", {"Words": "i love her laugh"}),
        ("save what i said that she is brave", {"Words": "she is brave"}),
    ],
    "StartGuideIntent": [("we want to plan a surprise", {"Guide": "plan_surprise"})],
    "SmallGestureIntent": [("a surprise for my partner", {}), ("help me surprise my partner", {})],
    "SurpriseIntent": [
        ("what is my surprise", {}),
        ("read me my surprise", {}),
        ("whose turn is it to surprise", {}),
        ("what was the surprise i planned", {}),
    ],
    "JourneyIntent": [
        ("start our journey", {}),
        ("the six week journey", {}),
        ("where are we on our journey", {}),
        ("what's this week's practice", {}),
        ("continue our path", {}),
        ("how is our journey coming along", {}),
    ],
    "ProgressIntent": [("how are we doing", {}), ("are we getting closer", {})],
}  # fmt: skip
"""The intent, and what people say for it, with what is in the slots."""


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding.from_model(json.loads(MODEL.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("said", "slots", "intent"), [(*one, intent) for intent, some in HEARD.items() for one in some]
)
def test_a_sentence_is_understood(understanding, said, slots, intent):
    understood = understanding.understand(said, open_session=True)
    filled = {name: slot.id or slot.said for name, slot in understood.slots.items() if slot.said}
    assert (understood.intent, filled) == (intent, slots)


def test_there_are_sentences_enough():
    assert sum(map(len, HEARD.values())) >= 100
