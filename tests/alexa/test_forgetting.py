"""Deleting leaves nothing: by voice and by Alexa's own event, in the real DynamoDB Local."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from skill.alexa.handling import answer
from skill.simulator.envelopes import known
from skill.stores.dynamodb import DynamoStore
from tests.alexa.test_handling import Clock, Device, speech
from tests.live import dynamodb_local

if TYPE_CHECKING:
    from collections.abc import Callable

LEFT = {"couple", "note", "kept", "date_accepted"}
"""What the couple leaves."""
YEARS = 5 * 365 * 86400


@pytest.fixture
def device(dynamodb_endpoint: str, dynamodb_table: str) -> Device:
    """An Echo whose couple has left every kind of thing in the table."""
    client = dynamodb_local.client(dynamodb_endpoint)
    now = int(Clock()().timestamp()) + YEARS  # DynamoDB Local's own clock is the real one
    device = Device(DynamoStore(client, dynamodb_table, lambda: now))  # type: ignore[arg-type] - any store will do
    device.says("IntroduceUsIntent", FirstPartner="Ana", SecondPartner="Ben")
    device.says("NoteIntent", Note="the summer by the sea")
    device.says("TonightsQuestionIntent")
    device.says("SaveThisIntent")
    device.says("DateIdeaIntent")
    device.says("AcceptDateIntent")
    device.says("StartGuideIntent", Guide=known("closeness_check"))
    device.says("AMAZON.YesIntent")
    device.says("ScoreIntent", Score="7")
    return device


@pytest.fixture
def everything(dynamodb_endpoint: str, dynamodb_table: str) -> Callable[[], list[dict[str, Any]]]:
    """All items of the table."""
    client = dynamodb_local.client(dynamodb_endpoint)

    def scan() -> list[dict[str, Any]]:
        pages = client.get_paginator("scan").paginate(TableName=dynamodb_table, ConsistentRead=True)
        return [item for page in pages for item in page["Items"]]

    return scan


def kinds(items: list[dict[str, Any]]) -> set[str]:
    return {item["sk"]["S"].split("#")[1] if "#" in item["sk"]["S"] else "couple" for item in items}


def test_delete_everything_by_voice_leaves_no_item(
    device: Device, everything: Callable[[], list[dict[str, Any]]]
) -> None:
    assert kinds(everything()) >= LEFT
    device.says("ForgetUsIntent")
    assert kinds(everything()) >= LEFT  # it asks first
    device.says("AMAZON.YesIntent")
    assert everything() == []
    assert "elcome" in speech(device.opens())  # strangers again


def test_a_no_deletes_nothing(device: Device, everything: Callable[[], list[dict[str, Any]]]) -> None:
    device.says("ForgetUsIntent")
    device.says("AMAZON.NoIntent")
    assert kinds(everything()) >= LEFT


def test_disabling_the_skill_leaves_no_item(
    device: Device, everything: Callable[[], list[dict[str, Any]]]
) -> None:
    event = device.session.launch()
    event.pop("session")
    event["request"] = {
        "type": "AlexaSkillEvent.SkillDisabled",
        "requestId": "1",
        "timestamp": event["request"]["timestamp"],
        "eventCreationTime": event["request"]["timestamp"],
        "eventPublishingTime": event["request"]["timestamp"],
    }
    assert answer(device.skill, event)["response"] == {}
    assert everything() == []
