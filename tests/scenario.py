r"""Plays a spoken script against the whole skill and holds it to what it expects.

A script is meant to be read aloud. Its lines:

    # a remark
    It is 2026-11-23, 20:15, in America/New_York.
    you: open closer together
    Sam says: we want to plan a surprise
    skill: [welcome.for] ... [question.lead] "whoever" (quiet 60) [swap] (listens)
    The session drops.
    Nobody says anything.
    An hour later.           10 minutes later.      Three days later, 21:00.
    On the bedroom device:
    The store is down.       The store is back.
    Alexa asks for permission: they say yes.       … they say no.       … they say nothing.
    They take the permission back.
    The reminders are full.       This device has no reminders.
    The reminders do not answer.  The reminders are back.
    Alexa reminds them "your weekly check-in" every sunday at 18:00.
    Alexa reminds them of nothing.

What you say is understood by way of the interaction model, becomes a genuine
request, and goes through the same handler as on Lambda. Whoever has a name speaks in
a voice that Alexa recognises, "you" in one that it does not. In the skill's line
[key] stands for any wording of that line of the content (phrases unless it
says another kind, with * for any part of it), "words" for themselves; both must be heard in this order.
(quiet N) is N seconds of timed silence in all, (listens) and (closes) say what
the microphone does.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from skill.alexa.handling import answer, build_skill
from skill.alexa.reminders import rule
from skill.alexa.turning import Turning
from skill.content.loading import library
from skill.editing.commands import interaction_models
from skill.errors import StoreUnavailable
from skill.simulator import sounds
from skill.simulator.envelopes import Session
from skill.simulator.listening import Command, Launch, OneShot, Silence, Unheard, Utterance, listen
from skill.simulator.reminders import TOKEN as API_TOKEN
from skill.simulator.reminders import Service
from skill.simulator.understanding import Understanding
from skill.stores.memory import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from skill.couple import Couple
    from skill.simulator.envelopes import Permission

LIBRARY = library()
TOKEN = re.compile(
    r'\[(?P<key>[\w.*-]+)\]|"(?P<words>[^"]+)"|\(quiet (?P<quiet>\d+)\)|\((?P<state>listens|closes)\)'
)
SAYING = re.compile(r"(?:you|(?P<voice>[A-Z]\w*) says):")
"""How a line begins that people speak; with a name where a voice profile tells whose voice it is."""
ANSWERS: Mapping[str, Permission] = {"yes": "ACCEPTED", "no": "DENIED", "nothing": "NOT_ANSWERED"}
NUMBERS = {"Two": 2, "Three": 3, "Four": 4, "Five": 5, "Six": 6}
UNITS = {"minute": "minutes", "hour": "hours", "day": "days", "week": "weeks"}


class Away(MemoryStore):
    """A store that can be taken away."""

    def __init__(self) -> None:
        super().__init__()
        self.down = False

    def load(self, couple_id: str) -> Couple | None:
        self._check()
        return super().load(couple_id)

    def save(self, couple: Couple, events: Any = ()) -> Couple:
        self._check()
        return super().save(couple, events)

    def forget(self, couple_id: str) -> None:
        self._check()
        super().forget(couple_id)

    def _check(self) -> None:
        if self.down:
            raise StoreUnavailable("the script", "the store is down", "wait until it is back")


@dataclass
class Stage:
    """Everything a script plays on."""

    now: datetime = datetime(2026, 11, 23, 20, 15, tzinfo=ZoneInfo("America/New_York"))
    store: Away = field(default_factory=Away)
    reminders: Service = field(default_factory=Service)
    devices: dict[str, Session] = field(default_factory=dict)
    device: str = "kitchen"
    last: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.store._clock = lambda: int(self.now.timestamp())
        outside = Turning(self.store, lambda: self.now, random.Random(11))
        zone = str(self.now.tzinfo)
        self.skill = build_skill(outside, lambda _: LIBRARY, send=self.reminders, usual_zone=zone)

    @property
    def session(self) -> Session:
        """The one of the device that people are at."""
        if self.device not in self.devices:
            self.devices[self.device] = Session(clock=lambda: self.now, user="couple")
            self.devices[self.device].api_token = API_TOKEN
        return self.devices[self.device]

    def play(self, line: str) -> None:
        """One line of a script."""
        if (said := SAYING.match(line)) is not None:
            self.session.person = f"amzn1.ask.person.{said['voice']}" if said["voice"] else ""
            self._say(line[said.end() :].strip())
        elif line.startswith("skill:"):
            self._expect(line.removeprefix("skill:").strip())
        else:
            self._happen(line)

    def _say(self, text: str) -> None:
        session = self.session
        match listen(text, understanding(), session_open=session.open):
            case Launch():
                self._send(session.launch())
            case OneShot(understood):
                session.leave()
                self._send(session.intent(understood.intent, **understood.slots))
            case Utterance(understood):
                self._send(session.intent(understood.intent, **understood.slots))
            case Unheard(hint):
                msg = f"the device is not listening: {hint}"
                raise AssertionError(msg)
            case Silence() | Command():
                msg = f"nobody says {text!r}"
                raise AssertionError(msg)

    def _send(self, event: dict[str, Any]) -> None:
        self.last = answer(self.skill, json.loads(json.dumps(event)))
        self.session.answered(self.last)

    def _expect(self, expected: str) -> None:
        body = self.last["response"]
        heard = sounds.sounds(body["outputSpeech"])
        text = " ".join(one.text for one in heard if isinstance(one, sounds.Words))
        at = 0
        matched = 0
        for token in TOKEN.finditer(expected):
            matched += 1
            if token["quiet"]:
                timed = sum(
                    one.seconds for one in heard if isinstance(one, sounds.Silence) and one.seconds >= 10
                )
                assert timed == int(token["quiet"]), f"{timed} seconds of quiet in {text!r}"
            elif token["state"]:
                closes = body["shouldEndSession"]
                assert closes == (token["state"] == "closes"), (
                    f"the session is {'closed' if closes else 'open'}"
                )
            else:
                found = pattern(token["key"], token["words"]).search(text, at)
                assert found, f"{token[0]} is not heard in {text[at:]!r}"
                at = found.end()
        assert matched, f"nothing is expected in {expected!r}"

    def _happen(self, line: str) -> None:
        if match := re.fullmatch(r"It is (\d{4}-\d\d-\d\d), (\d\d:\d\d), in ([\w/]+)\.", line):
            zone = ZoneInfo(match[3])
            self.now = datetime.fromisoformat(f"{match[1]}T{match[2]}").replace(tzinfo=zone)
            self.__post_init__()
        elif match := re.fullmatch(
            rf"(An?|\d+|{'|'.join(NUMBERS)}) (minute|hour|day|week)s? later(?:, (\d\d):(\d\d))?\.", line
        ):
            number = int(match[1]) if match[1].isdigit() else NUMBERS.get(match[1], 1)
            self.now += timedelta(**{UNITS[match[2]]: number})
            if match[3]:
                self.now = self.now.replace(hour=int(match[3]), minute=int(match[4]))
        elif line == "The session drops.":
            answer(self.skill, self.session.ended("ERROR"))
        elif line == "Nobody says anything.":
            answer(self.skill, self.session.ended("EXCEEDED_MAX_REPROMPTS"))
        elif match := re.fullmatch(r"On the (\w+) device:", line):
            self.device = match[1]
        elif line in ("The store is down.", "The store is back."):
            self.store.down = line == "The store is down."
        elif self._remind(line):
            pass
        elif line == "Nothing is kept about the couple.":
            assert self.store.export("couple") == []
        else:
            msg = f"a script cannot say {line!r}; see {__name__}"
            raise AssertionError(msg)

    def _remind(self, line: str) -> bool:
        """What happens to Alexa's reminders; false for anything else."""
        service = self.reminders
        if match := re.fullmatch(r"Alexa asks for permission: they say (yes|no|nothing)\.", line):
            assert self.session.asked is not None, "Alexa was not told to ask"
            service.granted = service.granted or match[1] == "yes"
            self._send(self.session.permission(ANSWERS[match[1]]))
        elif match := re.fullmatch(r'Alexa reminds them "([^"]+)" every (\w+) at (\d\d:\d\d)\.', line):
            wanted = f"{match[1]}. {rule('daily' if match[2] == 'day' else match[2], match[3])}"
            told = [one.lower() for one in service.told()]
            assert any(one.startswith(wanted.lower()) for one in told), told
        elif line == "Alexa reminds them of nothing.":
            assert service.told() == []
        elif line == "They take the permission back.":
            service.granted = False
        elif line == "The reminders are full.":
            service.most = len(service.kept)
        elif line == "This device has no reminders.":
            service.supported = False
        elif line in ("The reminders do not answer.", "The reminders are back."):
            service.down = line == "The reminders do not answer."
        else:
            return False
        return True


@cache
def understanding() -> Understanding:
    """What Alexa would make of a sentence; the sentence encoder is not needed for samples."""
    model = json.loads((interaction_models() / "en-US.json").read_text(encoding="utf-8"))
    return Understanding.from_model(model)


@cache
def pattern(key: str | None, said: str | None) -> re.Pattern[str]:
    """What matches any wording of a line, with anything in its placeholders."""
    if key is None:
        return re.compile(re.escape(said or ""), re.IGNORECASE)
    names = [key, f"phrases.{key}"]
    wordings = [
        wording
        for name, some in LIBRARY.lines.items()
        if any(fnmatchcase(name.removesuffix("_brief").removesuffix("_unnamed"), one) for one in names)
        or name in names
        for wording in some
    ]
    assert wordings, f"there is no line {key!r}"
    choices = (re.sub(r"\\\{\w+\\\}", ".+?", re.escape(wording)) for wording in wordings)
    return re.compile("|".join(choices), re.IGNORECASE)


def play(script: Path) -> int:
    """Plays a whole script.

    Returns:
        How many times somebody spoke.

    Raises:
        AssertionError: something else was heard; it names the line.
    """
    stage, spoken = Stage(), 0
    for number, line in enumerate(script.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            stage.play(line.strip())
        except AssertionError as error:
            msg = f"{script.name}:{number}: {line.strip()}\n{error}"
            raise AssertionError(msg) from error
        spoken += SAYING.match(line) is not None
    return spoken
