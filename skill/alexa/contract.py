"""The voice contract: the names that Alexa and the skill agree on.

Other people's test suites are written against them, and couples' paused
conversations hold some, so none is ever renamed. What they mean to people
stands in docs/intents.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.heard import (
    BUDGETS,
    DANGERS,
    DAYS,
    DEPTHS,
    ENERGIES,
    EVERY_DAY,
    LENGTHS,
    PLACES,
    PREFERENCES,
    RITUALS,
    TASTES,
    VERDICTS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMBER, QUERY, NAME = "AMAZON.NUMBER", "AMAZON.SearchQuery", "AMAZON.FirstName"
INTENTS: Mapping[str, Mapping[str, str]] = {
    "TonightsQuestionIntent": {"Theme": "THEME", "Depth": "DEPTH"},
    "AppreciationRoundIntent": {"Rounds": NUMBER},
    "DateIdeaIntent": {
        "Budget": "BUDGET",
        "Place": "PLACE",
        "Energy": "ENERGY",
        "Duration": "AMAZON.DURATION",
        "Day": "DAY",
    },
    "StartGuideIntent": {"Guide": "GUIDE", "Length": "LENGTH"},
    "AnotherIntent": {},
    "ChangeDepthIntent": {"Direction": "DIRECTION"},
    "SaveThisIntent": {},
    "ReadSavedIntent": {},
    "AcceptDateIntent": {},
    "RateDateIntent": {"Score": NUMBER, "Verdict": "VERDICT"},
    "PlannerTurnIntent": {},
    "SmallGestureIntent": {},
    "SurpriseIntent": {},
    "IntroduceUsIntent": {"FirstPartner": NAME, "SecondPartner": NAME},
    "WhoStartsIntent": {"Partner": NAME},
    "ScoreIntent": {"Score": NUMBER},
    "FeelingIntent": {"Feeling": "FEELING"},
    "NoteIntent": {"Note": QUERY},
    "ReadNotesIntent": {},
    "KeepAppreciationIntent": {"Words": QUERY},
    "ProgressIntent": {},
    "JourneyIntent": {},
    "ScheduleIntent": {"Ritual": "RITUAL", "Day": "DAY", "Time": "AMAZON.TIME"},
    "UnscheduleIntent": {"Ritual": "RITUAL"},
    "ReadRitualsIntent": {},
    "DoneIntent": {},
    "MoreTimeIntent": {},
    "ExplainIntent": {},
    "PreferenceIntent": {"Preference": "PREFERENCE"},
    "WhatYouKnowIntent": {},
    "ForgetTasteIntent": {"Taste": "TASTE"},
    "SupportIntent": {},
    "CrisisIntent": {"Danger": "DANGER"},
    "ForgetUsIntent": {},
}
"""Every intent of our own with its slots and their types. People phrase all of them freely."""
BUILT_IN = tuple(
    f"AMAZON.{name}Intent"
    for name in (
        *("Yes", "No", "Help", "Stop", "Cancel", "Repeat", "Next", "Previous", "Pause", "Resume"),
        *("StartOver", "Fallback", "NavigateHome"),
    )
)
GUIDES = (
    *("tonights_question", "appreciation_round", "date_idea", "quality_time", "check_in", "heart_to_heart"),
    *("daily_debrief", "active_listening", "empathy", "i_statements", "hear_without_defending"),
    *("body_language", "closeness_check", "root_cause", "know_each_other", "shared_interests", "affection"),
    *(
        "breathing",
        "apology",
        "forgiveness",
        "repair",
        "trust",
        "plan_surprise",
        "small_gesture",
        "self_work",
    ),
    *("first_step", "no_perfect_marriage", "support"),
)
VALUES: Mapping[str, tuple[str, ...]] = {
    "DEPTH": DEPTHS,
    "BUDGET": BUDGETS,
    "PLACE": PLACES,
    "ENERGY": ENERGIES,
    "DAY": (*DAYS, EVERY_DAY),
    "DIRECTION": ("deeper", "lighter"),
    "VERDICT": VERDICTS,
    "RITUAL": RITUALS,
    "PREFERENCE": PREFERENCES,
    "TASTE": TASTES,
    "GUIDE": GUIDES,
    "LENGTH": LENGTHS,
    "DANGER": tuple(danger for danger in DANGERS if danger != "unsaid"),
}
"""The values that a slot type must have: all that the dialogue knows of."""
SAME: Mapping[str, str] = {
    "tonights_question": "TonightsQuestionIntent",
    "appreciation_round": "AppreciationRoundIntent",
    "date_idea": "DateIdeaIntent",
    "small_gesture": "SmallGestureIntent",
    "support": "SupportIntent",
}
"""Guides that have an intent of their own. Both may claim the same words, for both start the same."""
