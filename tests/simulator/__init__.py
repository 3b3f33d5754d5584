"""A small interaction model to test with, and a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any


def _value(value_id: str, name: str, *synonyms: str) -> dict[str, Any]:
    return {"id": value_id, "name": {"value": name, "synonyms": list(synonyms)}}


def _intent(name: str, *samples: str, **slots: str) -> dict[str, Any]:
    return {
        "name": name,
        "slots": [{"name": slot, "type": kind} for slot, kind in slots.items()],
        "samples": list(samples),
    }


AMAZON = (
    "Yes",
    "No",
    "Stop",
    "Cancel",
    "Help",
    "Repeat",
    "Next",
    "Pause",
    "Resume",
    "NavigateHome",
    "Fallback",
)

MODEL: dict[str, Any] = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "closer together",
            "intents": [
                *(_intent(f"AMAZON.{name}Intent") for name in AMAZON),
                _intent(
                    "TonightsQuestionIntent",
                    "tonight's question",
                    "ask us a question",
                    "give us something to talk about",
                    "a {Depth} question",
                    "a question about {Theme}",
                    "a {Depth} question about {Theme}",
                    Theme="Theme",
                    Depth="Depth",
                ),
                _intent(
                    "DateIdeaIntent",
                    "give us a date idea",
                    "what shall we do together {Day}",
                    "a date idea for {Duration}",
                    Day="AMAZON.DayOfWeek",
                    Duration="AMAZON.DURATION",
                ),
                _intent(
                    "StartGuideIntent", "{Guide}", "start {Guide}", "help us with {Guide}", Guide="Guide"
                ),
                _intent("ScoreIntent", "{Score}", "i'd say {Score}", Score="AMAZON.NUMBER"),
                _intent("FeelingIntent", "{Feeling}", "i'm {Feeling}", "i feel {Feeling}", Feeling="Feeling"),
                _intent(
                    "IntroduceUsIntent",
                    "i'm {FirstPartner}",
                    "we are {FirstPartner} and {SecondPartner}",
                    "my name is {FirstPartner}",
                    FirstPartner="AMAZON.FirstName",
                    SecondPartner="AMAZON.FirstName",
                ),
                _intent("NoteIntent", "remind us to talk about {Note}", Note="AMAZON.SearchQuery"),
                _intent(
                    "ScheduleIntent",
                    "remind us every {Day} at {Time}",
                    Day="AMAZON.DayOfWeek",
                    Time="AMAZON.TIME",
                ),
                _intent("DoneIntent", "we're done", "i'm finished"),
                _intent("CrisisIntent", "i'm scared of my partner", "i feel afraid", "he hits me"),
            ],
            "types": [
                {
                    "name": "Theme",
                    "values": [
                        _value("dreams", "dreams", "our dreams", "what we dream of"),
                        _value("money", "money", "our budget"),
                    ],
                },
                {
                    "name": "Depth",
                    "values": [_value("light", "light", "easy"), _value("deep", "deep", "serious")],
                },
                {
                    "name": "Guide",
                    "values": [
                        _value("check_in", "check-in", "the weekly check-in"),
                        _value("repair", "repair", "we just had an argument", "let's make up"),
                    ],
                },
                {"name": "Feeling", "values": [_value("sad", "sad", "blue"), _value("afraid", "afraid")]},
                {"name": "AMAZON.DayOfWeek", "values": [_value("weekend", "weekend", "this weekend")]},
            ],
        },
    },
}


def clock() -> datetime:
    """Monday evening, for ever."""
    return datetime(2026, 11, 23, 19, 30, tzinfo=UTC)
