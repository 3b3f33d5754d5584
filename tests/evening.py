"""An evening for tests: talks to the engine, keeps what it says, and checks the laws at every turn."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from skill.content.loading import library
from skill.conversation import Conversation, conversation_as_data, conversation_from_data
from skill.couple import Couple
from skill.couple_data import couple_as_data, couple_from_data
from skill.dialogue import noting, places
from skill.dialogue.respond import respond
from skill.rendering import ssml
from skill.reply import Event, Forget, Line, Piece, Quiet, Record, Telephone, Turn

if TYPE_CHECKING:
    from skill.content.library import Library
    from skill.heard import Heard

TONIGHT = datetime(2026, 11, 23, 20, 15, tzinfo=ZoneInfo("America/New_York"))
MARKUP = {"speak", "break", "audio", "prosody", "say-as"}


@dataclass
class Evening:
    """One couple, one device; state makes a JSON round trip at every turn, as it does for real."""

    now: datetime = TONIGHT
    couple: Couple = field(default_factory=lambda: Couple("couple-1", seed=7))
    library: Library = field(default_factory=library)
    conversation: Conversation = field(default_factory=Conversation)
    events: dict[tuple[str, str], Event] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    forgotten: int = 0
    spoken_before: str = ""
    profile: str = ""
    """The digest of the voice that is heard; empty for one that is not recognised."""

    def hears(self, *heard: Heard, adrift: bool = False) -> Turn:
        """The last of the turns that follow."""
        for one in heard:
            turn = self._one(one, adrift=adrift)
        return turn

    def drops(self) -> None:
        """The session ends without warning."""
        self.conversation = Conversation()
        self.spoken_before = ""

    def passes(self, **span: float) -> None:
        """Time goes by."""
        self.now += timedelta(**span)

    def _one(self, heard: Heard, *, adrift: bool) -> Turn:
        before = self.couple
        kind = noting.needed(heard, self.conversation)
        turn = respond(
            heard,
            self.conversation,
            before,
            self.library,
            self.now,
            random.Random(3),
            notes=sorted(
                (one for one in self.events.values() if kind and one.kind == kind),
                key=lambda one: one.key,
                reverse=True,
            ),
            profile=self.profile,
            adrift=adrift,
        )
        self._check_laws(heard, turn, before)
        self.turns.append(turn)
        for effect in turn.effects:
            match effect:
                case Record(event):
                    self.events[event.kind, event.key] = event
                case Forget():
                    self.forgotten += 1
        if any(isinstance(effect, Forget) for effect in turn.effects):
            self.couple = Couple(before.id)
        elif not adrift and (turn.couple != before or turn.effects):
            written = json.loads(json.dumps(couple_as_data(turn.couple)))
            self.couple = couple_from_data(before.id, before.version + 1, written)
            assert self.couple == replace(turn.couple, version=before.version + 1)
        written = json.loads(json.dumps(conversation_as_data(turn.conversation)))
        self.conversation = conversation_from_data(written)
        assert self.conversation == turn.conversation
        if turn.reply.closes:
            self.drops()
        return turn

    def _check_laws(self, heard: Heard, turn: Turn, before: Couple) -> None:
        reply, place = turn.reply, turn.conversation.place
        # Law 3: one question, last, or the session closes.
        if reply.urgent:
            assert (reply.ask is None) or place is not None or turn.conversation.aside is not None
        else:
            assert (reply.ask is None) == (place is None)
        speech = ssml.speech(reply, self.library)
        root = ET.fromstring(speech)
        text = "".join(root.itertext()).strip()
        assert text
        if reply.ask is None:
            assert ssml.reprompt(reply, self.library) is None
            assert "?" not in text
        else:
            assert text.endswith("?")
            again = ssml.reprompt(reply, self.library)
            assert again is not None
            assert "".join(ET.fromstring(again).itertext()).endswith("?")
        # The platform's limits.
        assert len(speech) <= 8000
        assert {element.tag for element in root.iter()} <= MARKUP
        for element in root.iter("break"):
            assert breath(element.attrib["time"]) <= 10
        assert len(list(root.iter("audio"))) <= 5
        # Law 7: where they are is saved before the reply leaves.
        if place is not None and place.guide not in places.MOMENTS and not reply.urgent:
            assert turn.couple.paused is not None
            assert turn.couple.paused.place == place
        # Safety leaves no trace.
        if reply.urgent:
            assert turn.couple == before
            assert turn.effects == ()
            assert replace(turn.conversation, aside=None, place=None) == replace(
                self.conversation, aside=None, place=None
            )
        else:
            # The words of this turn differ from those of the last one, asked for or not.
            assert speech != self.spoken_before, (heard, speech)
            self.spoken_before = speech
        self._check_wordings(turn)

    def _check_wordings(self, turn: Turn) -> None:
        """No line with several wordings is heard in the same one twice running."""
        if not self.turns or self.conversation.fresh:
            return
        last = {line.key: line.variant for line in lines(self.turns[-1]) if line.variant is not None}
        for line in lines(turn):
            if line.key.startswith("phrases.breathe."):
                continue  # breaths are counted, not told: their words may come round again
            if line.key in last and self.library.wordings(line.key) > 1:
                assert line.variant != last[line.key], line


def breath(time: str) -> float:
    """Seconds of a break's time."""
    match = re.fullmatch(r"(\d+)(ms|s)", time)
    assert match
    return int(match[1]) / (1000 if match[2] == "ms" else 1)


def lines(turn: Turn) -> list[Line]:
    """Every line of a turn's reply in the order of speaking, those within others too."""
    found: list[Line] = []

    def add(piece: Piece | Telephone | str | None) -> None:
        match piece:
            case Line(values=values):
                found.append(piece)
                for _, value in values:
                    add(value)
            case Quiet(nudge=nudge):
                add(nudge)

    for piece in (*turn.reply.say, turn.reply.ask):
        add(piece)
    return found


def keys(turn: Turn) -> list[str]:
    """The keys of all lines of a reply."""
    return [line.key for line in lines(turn)]


def asked(turn: Turn) -> str:
    """The key of the question; empty when the session closed."""
    return turn.reply.ask.key if turn.reply.ask else ""


def quiet(turn: Turn) -> int:
    """Seconds of timed silence in a reply."""
    return sum(piece.seconds for piece in turn.reply.say if isinstance(piece, Quiet))


def text(turn: Turn, content: Library | None = None) -> str:
    """What is spoken, without markup."""
    speech = ssml.speech(turn.reply, content or library())
    return "".join(ET.fromstring(speech).itertext())
