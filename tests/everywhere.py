"""Everywhere that people can be: each place of each guide and feature, found by walking there.

    for spot, (conversation, couple) in everywhere().items():
        turn = hear(h.Stop(), conversation, couple)

A test that has to hold "in every state" stands in each of these in turn, in place of drawing some by
chance. The walk goes breadth first from everything that can be begun, with every plain answer from
every spot, so that the first way found to a spot is a shortest one. It draws no chance and reads no
clock, so it finds the same spots in the same order every time; it is done once for all tests.

Words of danger are no plain answers, so safety is nowhere among the spots: no conversation is in the
middle of it. Conversations and couples are frozen, so a test may go on from them as it likes.
"""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from skill import heard as h
from skill.content.loading import library
from skill.conversation import Conversation, Place
from skill.couple import Couple, Journey, Outing, Paused, Ritual, Scores, Surprise
from skill.dialogue import rituals
from skill.dialogue.evenings import evening
from skill.dialogue.respond import respond
from skill.dialogue.tailoring import PRACTICES
from tests.evening import TONIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from skill.heard import Heard
    from skill.reply import Turn

MOVES: tuple[Heard, ...] = (
    h.Yes(), h.No(), h.Next(), h.Done(), h.Previous(), h.Score(7), h.Another(), h.MoreTime(), h.Unclear(),
    h.Help(), h.Repeat(), h.Explain(), h.SaveThis(), h.StartOver(),
)  # fmt: skip
"""What is said at every spot to find out where it leads."""
FEATURES: tuple[Heard, ...] = (
    h.AskQuestion(), h.AskDate(), h.SmallGesture(), h.Introduce(), h.ReadSaved(), h.ForgetUs(),
    h.RateDate(), h.Schedule(), h.Schedule(time="18:00"), h.Schedule("check_in", "sunday", "06:00"),
    h.ReadRituals(), h.Unschedule(), h.WhatYouKnow(), h.Progress(), h.AskSurprise(), h.AskJourney(),
    h.ReadNotes(),
)  # fmt: skip
LATE = TONIGHT.replace(hour=23)
LAST_WEEK = TONIGHT - timedelta(days=7)
NEW = Couple("couple", seed=7)
"""Somebody who was never here."""
KNOWN = replace(
    NEW,
    first="Ana",
    second="Ben",
    agreed=evening(LAST_WEEK),
    kept=("money-001", "date-001", "gesture-001", "money-002", "money-003"),
    visits=3,
    version=1,
)
"""Names, something agreed last week, and enough kept to be read in parts."""
DATED = replace(KNOWN, outings=(Outing("date-001", evening(LAST_WEEK)),))
"""With a date whose day is over."""
USED = replace(
    KNOWN,
    rituals={
        "check_in": Ritual(rituals.weekday(TONIGHT), "18:00", "alert-1"),
        "date_idea": Ritual("friday", "18:00"),
        "appreciation_round": Ritual("sunday", "10:00", "alert-2"),
    },
)
"""With rituals, one of them tonight."""
JOURNEY = Journey(
    ("appreciation_round", "empathy", "daily_debrief", "know_each_other", "affection", "shared_interests"),
    evening(LAST_WEEK),
    since=evening(LAST_WEEK),
)
UNDER_WAY = replace(KNOWN, journey=JOURNEY)
"""On a journey, in its first week."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What tells one spot from another: the place, but not which question or date it is about."""

    guide: str
    """A guide's or a feature's id; empty before anything has begun."""
    step: str = ""
    speaker: int = 0
    count: int = 0
    of: int = 0
    short: bool = False
    kind: str = ""
    """What is talked about: "prompt", "date", "gesture", "appreciation", "guide", "feature" or empty."""
    misses: int = 0

    def __str__(self) -> str:
        """All of it in one line, for the report of a test."""
        form = "short" if self.short else "full"
        what = f"{self.guide or 'nowhere'}.{self.step} ({form}, speaker {self.speaker}, misses {self.misses}"
        return f"{what}, {self.count} of {self.of} {self.kind})"


def spot(conversation: Conversation) -> Spot:
    """Where a conversation is."""
    place = conversation.place
    if place is None:
        return Spot("", misses=conversation.misses)
    return Spot(
        place.guide,
        place.step,
        place.speaker,
        place.count,
        place.of,
        place.short,
        kind_of(place.item),
        conversation.misses,
    )


def kind_of(item: str) -> str:
    """What kind of thing an id belongs to."""
    content = library()
    if not item:
        return ""
    if content.prompt(item) is not None:
        return "prompt"
    kinds = {"date": content.dates, "gesture": content.gestures, "appreciation": content.appreciations}
    known = next((kind for kind, some in kinds.items() if item in some), "")
    return known or ("guide" if item in content.guides else "feature")


def hear(heard: Heard, conversation: Conversation, couple: Couple, now: datetime = TONIGHT) -> Turn:
    """What the skill answers, standing somewhere; nothing of it is kept."""
    return respond(heard, conversation, couple, library(), now, random.Random(3))


def beginnings() -> Iterator[tuple[Heard, Couple, datetime]]:
    """Everything that can be begun: by which words, by whom, and when."""
    yield h.Opened(), NEW, TONIGHT
    yield h.Opened(), KNOWN, TONIGHT
    for guide in library().guides:
        for length in h.LENGTHS:
            yield h.StartGuide(guide, length), KNOWN, TONIGHT
    yield h.StartGuide("check_in"), KNOWN, LATE  # the short form is offered first
    yield h.StartGuide(""), KNOWN, TONIGHT  # something is offered
    paused = Paused(Place("repair", "calm"), int(LAST_WEEK.timestamp()))
    yield h.Opened(), replace(KNOWN, paused=paused), TONIGHT  # whether to carry on
    low = {"closeness": (Scores(evening(LAST_WEEK), 2, 2),)}
    yield h.StartGuide("closeness_check", "short"), replace(KNOWN, scores=low), TONIGHT
    yield from ((heard, KNOWN, TONIGHT) for heard in FEATURES)
    yield from ((heard, DATED, TONIGHT) for heard in (h.Opened(), h.RateDate()))
    yield from ((heard, USED, TONIGHT) for heard in (h.Opened(), h.ReadRituals(), h.Unschedule()))
    yield from ((heard, UNDER_WAY, TONIGHT) for heard in (h.Opened(), h.AskJourney(), h.Progress()))
    yield h.AskJourney(), replace(KNOWN, journey=replace(JOURNEY, at=5, done=True)), TONIGHT
    signs = {sign: (Scores(evening(LAST_WEEK), 3, 4),) for sign in PRACTICES}
    yield h.AskJourney(), replace(KNOWN, scores=signs), TONIGHT
    yield h.AskSurprise(), replace(KNOWN, surprise=Surprise(0, "gesture-001", evening(LAST_WEEK))), TONIGHT
    yield from ((h.StartAppreciation(rounds), KNOWN, TONIGHT) for rounds in range(1, 6))


@cache
def everywhere() -> Mapping[Spot, tuple[Conversation, Couple]]:
    """Every spot that can be reached, with a conversation and a couple to stand in it."""
    found: dict[Spot, tuple[Conversation, Couple]] = {}
    frontier: deque[Spot] = deque()

    def arrive(turn: Turn) -> None:
        conversation = turn.conversation
        paused = turn.couple.paused
        if conversation.place is None:
            # The session closed: whoever opens the skill again comes back to where they paused.
            if paused is None or spot(Conversation(place=paused.place)) in found:
                return
            turn = hear(h.Opened(), Conversation(), turn.couple)
            conversation = turn.conversation
        here = spot(conversation)
        if here not in found:
            found[here] = conversation, turn.couple
            frontier.append(here)

    found[Spot("", kind="new")] = Conversation(), NEW
    found[Spot("", kind="known")] = Conversation(), KNOWN
    for heard, couple, now in beginnings():
        arrive(hear(heard, Conversation(), couple, now))
    frontier.extend(tuple(found)[:2])
    while frontier:
        conversation, couple = found[frontier.popleft()]
        for heard in MOVES:
            arrive(hear(heard, conversation, couple))
    return MappingProxyType(found)
