"""Two devices, two sessions, one couple: nothing said is lost, and nothing counts double.

A turn loads the couple, answers, and saves on the version that it loaded. It has its effect at one
moment: when its save succeeds, or, where it saves nothing, when it loads. A save succeeds only if
nobody saved since the load, and a load changes nothing. So any schedule of the loads and saves of
some devices comes to the same as one in which others take whole turns between a device's load and
its save:

- Of a turn whose save succeeds no other save lies between its load and its save. A load of another
  device in between reads the version that was there before it, so it may as well come after it, and
  that device's save will fail.
- An attempt that fails has no effect but to be made again. So it is enough that for each attempt
  there is somebody who saves during it, and when that one loaded does not matter.

So the machine here lets devices talk between the load and the save of each other, one within the
other, as deep as there are devices, and at each attempt.
"""

from __future__ import annotations

import itertools
import random
import tempfile
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from skill import heard as h
from skill.alexa.turning import Asking, Turning, take_turn
from skill.content.loading import library
from skill.conversation import Conversation, conversation_as_data, conversation_from_data
from skill.couple import Couple
from skill.dialogue import weeks
from skill.dialogue.evenings import evening
from skill.dialogue.respond import WITHIN
from skill.errors import StaleCouple
from skill.reply import CancelReminders, Errand, Event, Forget, Record, SetReminder
from skill.stores.dynamodb import DynamoStore
from skill.stores.items import attributes, written
from skill.stores.memory import MemoryStore
from skill.stores.sqlite import SqliteStore
from tests.contracts import NOW, READ_UNIT, Clock
from tests.evening import TONIGHT, keys
from tests.live import dynamodb_local

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from skill.heard import Heard
    from skill.reply import Turn
    from skill.store import Store

pytestmark = pytest.mark.no_cover
"""Thousands of turns: tracing them would take most of the time, and the other tests cover it all."""

LIBRARY = library()
DEVICES = ("kitchen", "bedroom", "hall")


# What people say


ACTS: dict[str, Callable[[int], Heard]] = {
    "note": lambda number: h.Note(f"note {number:03}"),
    "appreciation": lambda number: h.Note(f"thanks {number:03}", appreciation=True),
    "open": lambda _: h.Opened(),
    "question": lambda _: h.AskQuestion(),
    "yes": lambda _: h.Yes(),
    "no": lambda _: h.No(),
    "done": lambda _: h.Done(),
    "next": lambda _: h.Next(),
    "another": lambda _: h.Another(),
    "keep": lambda _: h.SaveThis(),
    "number": lambda number: h.Score(1 + number % 10),
    "help": lambda _: h.Help(),
    "repeat": lambda _: h.Repeat(),
    "mumble": lambda _: h.Unclear(),
    "pause": lambda _: h.Pause(),
    "resume": lambda _: h.Resume(),
    "stop": lambda _: h.Stop(),
    "date": lambda _: h.AskDate(),
    "date tonight": lambda _: h.AskDate(h.DateWish(day="tonight")),
    "accept": lambda _: h.AcceptDate(),
    "rate": lambda number: h.RateDate(h.VERDICTS[number % 3]),
    "planner": lambda _: h.WhoPlans(),
    "check": lambda _: h.StartGuide("closeness_check", "short"),
    "check in": lambda _: h.StartGuide("check_in", "short"),
    "gesture": lambda _: h.SmallGesture(),
    "names": lambda number: h.Introduce("Ana", "Ben" if number % 2 else "Bea"),
    "who starts": lambda _: h.WhoStarts(),
    "slower": lambda _: h.Prefer("slower"),
    "cheap": lambda _: h.Prefer("cheap"),
    "forget budget": lambda _: h.ForgetTaste("budget"),
    "schedule": lambda number: h.Schedule("check_in", h.WEEK[number % 7], "18:00"),
    "unschedule": lambda _: h.Unschedule("check_in"),
    "journey": lambda _: h.AskJourney(),
    "surprise": lambda _: h.AskSurprise(),
    "read": lambda _: h.ReadSaved(),
    "read notes": lambda _: h.ReadNotes(),
    "progress": lambda _: h.Progress(),
    "forget us": lambda _: h.ForgetUs(),
}
OFTEN = ("note", "yes", "yes", "done", "number", "open", "accept", "rate", "date", "check", "schedule")
DROP, NIGHT, WEEK = "the session drops", "a night passes", "a week passes"
BEGINNINGS: dict[str, tuple[str, ...]] = {
    "nobody was here before": (),
    "they know the skill": ("open", "names", "done", "done", "no"),
    "a date is on offer": ("open", "names", "date"),
    "a date is over": ("open", "date tonight", "accept", "no", NIGHT, NIGHT),
    "a check is on": ("open", "check", "number"),
    "a ritual is there": ("open", "schedule", "stop"),
    "a journey is there": ("open", "check", *["number"] * 10, "stop", "journey", "yes", "stop", WEEK),
}


@dataclass(frozen=True)
class Act:
    """What somebody says on a device, and what others say there before it is saved, attempt by attempt."""

    device: str
    says: str
    meanwhile: tuple[tuple[Act, ...], ...] = ()
    lost: bool = False
    """Whether the reply to the first save that succeeds is lost: the client does not know, and asks again."""

    def __repr__(self) -> str:
        inside = f" ({' / '.join(str(list(some)) for some in self.meanwhile)})" if self.meanwhile else ""
        return f"{self.device}: {self.says}{' [lost]' if self.lost else ''}{inside}"


@st.composite
def acts(draw: st.DrawFn, devices: tuple[str, ...], *, lost: bool = False) -> Act:
    device = draw(st.sampled_from(devices))
    others = tuple(one for one in devices if one != device)
    says = draw(st.sampled_from([*ACTS, *OFTEN, *OFTEN, DROP, NIGHT, WEEK]))
    meanwhile: tuple[tuple[Act, ...], ...] = ()
    if others and says in ACTS and draw(st.booleans()):
        attempts = st.lists(st.lists(acts(others, lost=lost), min_size=1, max_size=2), min_size=1, max_size=3)
        meanwhile = tuple(tuple(some) for some in draw(attempts))
    return Act(device, says, meanwhile, lost and says in ACTS and draw(st.booleans()))


# The house


@dataclass
class Taken:
    """One turn that was taken, at the moment when it had its effect."""

    number: int
    device: str
    heard: Heard
    moment: datetime
    turn: Turn
    kept: str
    before: Conversation
    """Of the device's session."""
    same: bool
    """Whether another device had saved the very same."""


@dataclass
class Reminders:
    """Alexa's reminders of the account."""

    there: set[str] = field(default_factory=set)
    made: int = 0

    def run(self, errand: Errand) -> h.Reminded:
        match errand:
            case SetReminder(instead=old) if old in self.there:
                return h.Reminded("done", old)
            case SetReminder():
                self.made += 1
                token = str(uuid.UUID(int=self.made))
                self.there.add(token)
                return h.Reminded("done", token)
            case CancelReminders(alerts=alerts, every=every):
                self.there -= self.there if every else set(alerts)
                return h.Reminded("done")


class Chance(random.Random):
    """The same draws at every attempt of a turn."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def again(self) -> None:
        self.seed(self.number)


class House:
    """A couple, its devices, and the store."""

    def __init__(self, store: Store, couple_id: str) -> None:
        self.store = store
        self.couple_id = couple_id
        self.sessions = dict.fromkeys(DEVICES, Conversation())
        self.now = TONIGHT
        self.numbers = itertools.count(1)
        self.taken: list[Taken] = []
        self.reminders = Reminders()

    def act(self, act: Act) -> None:
        """Somebody says something, or time passes."""
        self.now += timedelta(seconds=5)
        if act.says == DROP:
            self.sessions[act.device] = Conversation()
        elif act.says in (NIGHT, WEEK):
            self.now += timedelta(days=1 if act.says == NIGHT else 8)
        else:
            number = next(self.numbers)
            heard = ACTS[act.says](number)
            # The first word of a session speaks of what was paused, wherever that is by then: the one
            # thing that a lost reply can move, as docs/two-devices.md tells.
            speaks_of_paused = isinstance(heard, WITHIN) and self.sessions[act.device].place is None
            lost = act.lost and not speaks_of_paused
            self.say(act.device, heard, number, _Between(self, Chance(number), act.meanwhile, lost=lost))

    def say(self, device: str, heard: Heard, number: int, between: _Between) -> Taken:
        moment, before = self.now, self.sessions[device]
        ticks = itertools.count()
        clock = lambda: moment + timedelta(seconds=next(ticks) / 20)  # noqa: E731 - a clock that runs
        outside = Turning(between, clock, between.chance)
        asking = Asking(
            heard, (), before, self.couple_id, "US", TONIGHT.tzinfo, apart=False,
            run=self.reminders.run,
        )  # fmt: skip
        turn, kept = take_turn(outside, asking, LIBRARY)
        assert kept in ("kept", "unchanged", "forgotten"), kept
        after = conversation_from_data(conversation_as_data(turn.conversation))
        self.sessions[device] = Conversation() if turn.reply.closes else after
        taken = Taken(number, device, heard, moment, turn, kept, before, between.same)
        # Others who spoke meanwhile stand before it: their saves came first.
        self.taken.append(taken)
        assert between.saves <= 1
        assert (kept == "kept") == bool(between.saves)
        if kept == "unchanged":
            assert turn.couple == (between.read or Couple(self.couple_id))
        elif kept == "kept" and between.read is not None:
            events = [one for one in turn.effects if isinstance(one, Record)]
            assert events or turn.couple != between.read
        return taken


class _Between:
    """A store of one turn: before it saves, others speak."""

    def __init__(
        self, house: House, chance: Chance, meanwhile: Sequence[Sequence[Act]] = (), *, lost: bool = False
    ) -> None:
        self.house = house
        self.attempts = list(meanwhile)
        self.lost = lost
        self.chance = chance
        self.saves = 0
        self.same = False
        self.read: Couple | None = None

    def load(self, couple_id: str) -> Couple | None:
        self.chance.again()
        self.read = self.house.store.load(couple_id)
        return self.read

    def save(self, couple: Couple, events: Sequence[Event] = ()) -> Couple:
        self._others()
        there = self.house.store.load(couple.id)
        saved = self.house.store.save(couple, events)
        # Somebody saved the very same meanwhile: then it counts once, as a save that is repeated.
        self.same = (there.version if there else 0) != couple.version
        if self.lost:
            # Carried out, but nobody was told. The client asks again, perhaps after others spoke.
            self.lost = False
            self._others()
            saved = self.house.store.save(couple, events)
        self.saves += 1
        return saved

    def forget(self, couple_id: str) -> None:
        self._others()
        self.house.store.forget(couple_id)

    def recall(self, couple_id: str, kind: str, limit: int = 20) -> list[Event]:
        return self.house.store.recall(couple_id, kind, limit)

    def export(self, couple_id: str) -> list[dict[str, Any]]:
        return self.house.store.export(couple_id)

    def _others(self) -> None:
        for act in self.attempts.pop(0) if self.attempts else ():
            self.house.act(act)


# What has to hold


def check_one_after_the_other(house: House) -> None:
    """All is as if the same had been said one after the other, in the order of the saves."""
    alone = House(MemoryStore(Clock()), house.couple_id)
    for one in house.taken:
        if one.same:
            continue
        alone.now, alone.sessions[one.device] = one.moment, one.before
        again = alone.say(one.device, one.heard, one.number, _Between(alone, Chance(one.number)))
        assert _untold(again.turn) == _untold(one.turn), one
    assert _without_tokens(alone.store.export(house.couple_id)) == _without_tokens(
        house.store.export(house.couple_id)
    )


def _untold(turn: Turn) -> Turn:
    """A turn without the tokens of reminders, which Alexa gives as it likes."""
    rituals = {name: replace(one, alert=str(bool(one.alert))) for name, one in turn.couple.rituals.items()}
    effects = tuple(
        type(one) if isinstance(one, SetReminder | CancelReminders) else one for one in turn.effects
    )
    couple = replace(turn.couple, rituals=rituals)
    if Forget() in effects:  # whatever was known, others may have added to it: it is gone
        couple = Couple(couple.id)
    return replace(turn, couple=couple, effects=effects)


def _without_tokens(exported: list[dict[str, Any]]) -> list[dict[str, Any]]:
    plain = []
    for item in exported:
        kept = {name: value for name, value in item.items() if name != "mark"}
        if item["sk"] == "couple" and "rituals" in item["body"]:
            rituals = {
                name: [*one[:2], bool(one[2]), one[3]] for name, one in item["body"]["rituals"].items()
            }
            kept["body"] = item["body"] | {"rituals": rituals}
        plain.append(kept)
    return plain


def check_rules(house: House) -> None:
    """Nothing said is lost, and nothing counts double."""
    couple = house.store.load(house.couple_id)
    forgotten = [n for n, one in enumerate(house.taken) if one.kept == "forgotten"]
    since = house.taken[forgotten[-1] + 1 if forgotten else 0 :]
    # Events: every one that was recorded is there, the same one once, the later word holds.
    told = {
        f"event#{one.event.kind}#{one.event.key}": dict(one.event.facts)
        for taken in since
        for one in taken.turn.effects
        if isinstance(one, Record)
    }
    there = {
        item["sk"]: item["body"] for item in house.store.export(house.couple_id) if item["sk"] != "couple"
    }
    assert there == told
    # Notes and appreciations: each that was said is there, once.
    said = [taken.heard.words for taken in since if isinstance(taken.heard, h.Note)]
    kept = [body["words"] for body in there.values() if "words" in body]
    assert sorted(kept) == sorted(said)
    # Reminders: those that the couple knows of, and no others.
    alerts = [one.alert for one in couple.rituals.values() if one.alert] if couple else []
    assert sorted(alerts) == sorted(house.reminders.there)
    if couple is None:
        return
    # Numbers: one each and evening, the later one holds.
    for taken in since:
        for one in taken.turn.effects:
            if isinstance(one, Record) and "score" in one.event.facts:
                when, _, whose = one.event.key.partition("#")
                known = {scores.evening: scores for scores in couple.scores[one.event.kind]}
                if when in known:
                    assert (
                        getattr(known[when], whose)
                        == told[f"event#{one.event.kind}#{one.event.key}"]["score"]
                    )
    # Ratings: the last word on each date is what is known of it.
    for outing in couple.outings:
        rated = told.get(f"event#date_rated#{outing.day}#{outing.item}")
        if rated is not None:
            assert outing.verdict in (rated["verdict"], "missed")
    # Dates: each that was taken counts once for whose turn it is to plan.
    dates = {(one.item, one.day) for taken in since for one in taken.turn.couple.outings}
    assert couple.planner == len(dates) % 2
    # Weeks: each counts once.
    counted = {
        number
        for taken in since
        if taken.turn.couple.weeks.last == (number := weeks.number(evening(taken.moment)))
    }
    assert couple.weeks.all == len(counted)
    # What is kept is kept once.
    assert len(set(couple.kept)) == len(couple.kept)
    # And all of it is one read.
    item, _ = written(replace(couple, version=couple.version - 1), (), NOW)
    assert sum(len(name) + len(str(value).encode()) for name, value in attributes(item).items()) <= READ_UNIT


def play(house: House, beginning: str, schedule: list[Act]) -> None:
    for says in BEGINNINGS[beginning]:
        house.act(Act("kitchen", says))
    for act in schedule:
        house.act(act)


# Every store


@pytest.fixture(params=["memory", "sqlite", "dynamodb"])
def new_store(request, tmp_path) -> Callable[[], Store]:
    if request.param == "memory":
        return lambda: MemoryStore(Clock())
    if request.param == "sqlite":
        return lambda: SqliteStore(Path(tempfile.mkdtemp(dir=tmp_path)) / "couple.sqlite", Clock())
    table = request.getfixturevalue("dynamodb_table")
    client = dynamodb_local.client(request.getfixturevalue("dynamodb_endpoint"))
    return lambda: DynamoStore(client, table, Clock())


EXAMPLES = {"memory": 80, "sqlite": 12, "dynamodb": 12}


def tried(request, test: Callable[[str, list[Act]], None], *, lost: bool = False) -> None:
    """Holds `test` for schedules of two or three devices; shrinks where that is quick."""
    kind = request.node.callspec.params["new_store"]
    schedules = st.sampled_from([DEVICES[:2], DEVICES]).flatmap(
        lambda devices: st.lists(acts(devices, lost=lost), min_size=1, max_size=8)
    )
    limits = settings(
        max_examples=EXAMPLES[kind],
        deadline=None,
        phases=[phase for phase in Phase if phase not in (Phase.shrink, Phase.explain)],
        suppress_health_check=list(HealthCheck),
    )
    limits(given(st.sampled_from(sorted(BEGINNINGS)), schedules)(test))()


def test_whatever_two_devices_say_at_once_is_as_if_said_one_after_the_other(request, new_store):
    def holds(beginning: str, schedule: list[Act]) -> None:
        house = House(new_store(), uuid.uuid4().hex)
        play(house, beginning, schedule)
        check_one_after_the_other(house)
        check_rules(house)

    tried(request, holds)


def test_a_save_whose_reply_is_lost_counts_once_even_when_others_spoke_before_it_was_tried_again(
    request, new_store
):
    def holds(beginning: str, schedule: list[Act]) -> None:
        house = House(new_store(), uuid.uuid4().hex)
        play(house, beginning, schedule)
        check_rules(house)

    tried(request, holds, lost=True)


# The rules one by one, where chance would seldom find the way


def house(*says: str, store: Store | None = None) -> House:
    """A house where the kitchen said so much already."""
    made = House(store or MemoryStore(Clock()), uuid.uuid4().hex)
    for one in says:
        made.act(Act("kitchen", one))
    return made


def known(made: House) -> Couple:
    couple = made.store.load(made.couple_id)
    assert couple is not None
    return couple


def test_a_date_that_both_devices_take_is_one_date_and_one_turn_of_planning():
    made = house("open", "date")
    made.act(Act("bedroom", "open"))  # comes to the same date
    made.act(Act("kitchen", "accept", ((Act("bedroom", "accept"),),)))
    assert len(made.taken[-1].turn.couple.outings) == 1
    assert known(made).planner == 1
    check_rules(made)
    check_one_after_the_other(made)


def test_a_journey_that_both_devices_move_on_moves_on_by_one_week():
    made = house("open", "check", *["number"] * 12, "stop", "journey", "yes")
    journey = known(made).journey
    assert journey is not None
    made.store.save(replace(known(made), journey=replace(journey, done=True)))
    made.act(Act("kitchen", "journey"))
    made.act(Act("bedroom", "journey"))
    # Both are asked whether they want the next week's practice already.
    made.act(Act("kitchen", "yes"))
    made.act(Act("bedroom", "yes"))
    after = known(made).journey
    assert after is not None
    assert after.at == journey.at + 1
    # And the same where both would rather have the one after it.
    made.act(Act("kitchen", "next"))
    made.act(Act("bedroom", "next"))
    after = known(made).journey
    assert after is not None
    assert after.at == journey.at + 2


def test_a_note_whose_save_was_carried_out_unknown_to_the_client_is_one_note():
    made = house("open")
    others = ((), (Act("bedroom", "note"),))  # between the save that is carried out and the second attempt
    made.act(Act("kitchen", "note", others, lost=True))
    assert [one.facts["words"] for one in made.store.recall(made.couple_id, "note")] == [
        "note 003",
        "note 002",
    ]


def test_the_later_rating_holds_and_is_one():
    made = house("open", "date tonight", "accept", "no", NIGHT)
    made.act(Act("kitchen", "rate", ((Act("bedroom", "rate"),),)))
    assert len(made.store.recall(made.couple_id, "date_rated")) == 1
    rated = made.taken[-1].turn.couple.outings[0].verdict
    assert rated == h.VERDICTS[made.taken[-1].number % 3]
    assert known(made).outings[0].verdict == rated
    check_rules(made)


def test_whoever_is_given_up_on_hears_that_nothing_was_kept():
    """After a second of being stale; two devices, each of which says a thing every few seconds, never are."""
    made = house("open")

    class NeverRight(MemoryStore):
        def save(self, couple: Couple, events: Sequence[Event] = ()) -> Couple:  # noqa: ARG002
            raise StaleCouple("the couple", "was saved by somebody else", "load it again")

    ticks = itertools.count()
    outside = Turning(NeverRight(), lambda: TONIGHT + timedelta(seconds=next(ticks) / 10), random.Random(1))
    asking = Asking(
        h.Note("the zebra"), (), made.sessions["kitchen"], "ana", "US", TONIGHT.tzinfo, apart=False
    )
    turn, kept = take_turn(outside, asking, LIBRARY)
    assert kept == "StaleCouple"
    assert keys(turn)[:2] == ["phrases.adrift", "phrases.notes.adrift"]
    assert turn.effects == ()


@pytest.mark.parametrize("kind", ["sqlite", "dynamodb"])
def test_two_real_threads_lose_nothing(request, tmp_path, kind):
    if kind == "sqlite":
        store: Store = SqliteStore(tmp_path / "couple.sqlite", Clock())
    else:
        table = request.getfixturevalue("dynamodb_table")
        client = dynamodb_local.client(request.getfixturevalue("dynamodb_endpoint"))
        store = DynamoStore(client, table, Clock())
    couple_id, numbers, talk = uuid.uuid4().hex, itertools.count(1), threading.Lock()
    said: list[str] = []
    adrift: list[str] = []

    def talks(device: str) -> None:
        session = Conversation()
        for number in range(20):
            with talk:
                moment = TONIGHT + timedelta(seconds=next(numbers))
            heard: Heard = [h.Opened(), h.Note(f"{device} {number}"), h.SaveThis(), h.Done()][number % 4]
            began = itertools.count()
            clock = lambda m=moment, t=began: m + timedelta(seconds=next(t) / 1000)  # noqa: E731
            outside = Turning(store, clock, random.Random(number))
            asking = Asking(heard, (), session, couple_id, "US", TONIGHT.tzinfo, apart=False)
            turn, kept = take_turn(outside, asking, LIBRARY)
            session = Conversation() if turn.reply.closes else turn.conversation
            if kept not in ("kept", "unchanged"):
                adrift.append(kept)
            elif isinstance(heard, h.Note):
                said.append(heard.words)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(talks, DEVICES[:2]))
    assert adrift == []
    couple = store.load(couple_id)
    assert couple is not None
    assert len(said) == 10
    assert sorted(one.facts["words"] for one in store.recall(couple_id, "note", 99)) == sorted(said)
    assert couple.weeks.all == 1
    kept = {one.facts["item"] for one in store.recall(couple_id, "kept", 99)}
    assert set(couple.kept) == kept
