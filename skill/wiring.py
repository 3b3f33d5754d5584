"""Puts the parts together. The only reader of environment, clock and chance.

| variable | meaning |
| --- | --- |
| CLOSER_TABLE | name of the DynamoDB table |
| CLOSER_SKILL_ID | the skill's id; others are refused; "any" accepts all, for local use |
| CLOSER_DYNAMODB_ENDPOINT | another address for DynamoDB; empty for the region's own |
| CLOSER_STATE | file of the SQLite store, for hosting without DynamoDB |
| CLOSER_LOG | level of the log, INFO unless told |
"""

from __future__ import annotations

import logging
import os
import random
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skill.alexa import reminders, services
from skill.alexa.handling import answer, build_skill
from skill.alexa.turning import Turning
from skill.content.loading import library
from skill.couple import Couple
from skill.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ask_sdk_core.skill import CustomSkill

    from skill.content.library import Library
    from skill.store import Store

ANY_SKILL = "any"


def clock() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


def seconds() -> int:
    """The present moment in seconds since 1970."""
    return int(time.time())


def library_for(locale: str) -> Library:
    """The content for a locale; English where its language has none yet.

    Nothing but English is written so far, so that is what every locale gets.
    """
    return library("en") if locale else library()


def store_from(environ: Mapping[str, str]) -> Store:
    """The store that the environment names.

    Raises:
        ConfigurationError: it names none.
    """
    if table := environ.get("CLOSER_TABLE"):
        from skill.stores.dynamodb import connect

        return connect(table, seconds, endpoint=environ.get("CLOSER_DYNAMODB_ENDPOINT") or None)
    if state := environ.get("CLOSER_STATE"):
        return local_store(Path(state))
    raise ConfigurationError(
        "the environment",
        "names no place to keep couples in",
        "set CLOSER_TABLE to a DynamoDB table, or CLOSER_STATE to a file",
    )


def local_store(path: Path) -> Store:
    """The store for one's own machine: one SQLite file."""
    from skill.stores.sqlite import SqliteStore

    return SqliteStore(path, seconds)


def skill_from(environ: Mapping[str, str]) -> CustomSkill:
    """The skill as the environment wants it.

    Raises:
        ConfigurationError: something it needs is not set; the message says what.
    """
    skill_id = environ.get("CLOSER_SKILL_ID")
    if not skill_id:
        raise ConfigurationError(
            "CLOSER_SKILL_ID",
            "is not set, and the skill answers no requests but its own",
            'set it to the id in the developer console, or to "any" on your own machine',
        )
    return build_skill(
        Turning(store_from(environ), clock, random.SystemRandom()),
        library_for,
        skill_id=None if skill_id == ANY_SKILL else skill_id,
        fetch=services.fetch,
        send=reminders.send,
    )


def passing_store(couple_id: str) -> Store:
    """A store that is gone when the process ends, with a couple in it that has been here before."""
    from skill.stores.memory import MemoryStore

    store = MemoryStore()
    store.save(Couple(couple_id, seed=1, visits=1))
    return store


def local_skill(
    store: Store,
    zone: str | None = None,
    content: Library | None = None,
    send: reminders.Send | None = None,
) -> CustomSkill:
    """The skill for one's own machine, for any skill id, with other content if some is given.

    Args:
        store: where couples are kept.
        zone: of the device; None goes by the locale.
        content: what it says; None for all there is.
        send: what stands in for Alexa's reminders; None for a device that can set none.
    """
    libraries = library_for if content is None else lambda _: content
    outside = Turning(store, clock, random.SystemRandom())
    return build_skill(outside, libraries, send=send, usual_zone=zone)


def chance(seed: int) -> random.Random:
    """Chance that can be repeated, for simulations."""
    return random.Random(seed)  # noqa: S311 - keeps no secrets


def skill_from_environment() -> CustomSkill:
    """The skill as the environment of this process wants it; see `skill_from`."""
    return skill_from(os.environ)


def log_lines() -> None:
    """One line of JSON a turn on the standard error stream, from the level that CLOSER_LOG names."""
    log = logging.getLogger("closer")
    log.setLevel(os.environ.get("CLOSER_LOG", "INFO"))
    if not log.handlers and not logging.getLogger().handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        log.addHandler(handler)


def lambda_handler() -> Callable[[dict[str, Any], object], dict[str, Any]]:
    """The function that Lambda calls, with everything built beforehand.

    Raises:
        ConfigurationError: something that it needs is not set.
    """
    log_lines()
    skill = skill_from_environment()
    library_for("en-US")  # read while Lambda initialises, not while a couple waits

    def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
        return answer(skill, event, context)

    return handler
