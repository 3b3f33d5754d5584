"""What several folders of tests share."""

from __future__ import annotations

import os
import uuid
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from skill.stores.dynamodb import create_table
from tests.live import dynamodb_local

if TYPE_CHECKING:
    from collections.abc import Iterator


# A build machine tries the same examples every time, so that it never fails over something that a
# change has nothing to do with. Everywhere else new ones are tried at each run.
settings.register_profile("build", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("build" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def dynamodb_endpoint() -> Iterator[str]:
    """The address of DynamoDB Local, empty at first. It is installed if need be, and ends with the tests."""
    with dynamodb_local.running() as endpoint:
        yield endpoint


@pytest.fixture
def dynamodb_table(dynamodb_endpoint: str) -> Iterator[str]:
    """The name of a table of the store's form that nobody has used before."""
    client = dynamodb_local.client(dynamodb_endpoint)
    name = f"test-{uuid.uuid4().hex}"
    create_table(client, name)
    yield name
    client.delete_table(TableName=name)
