"""What the privacy pages say is what the code does: fields, events, days, and who is asked for what."""

from __future__ import annotations

import ast
import importlib
import json
import os
import random
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from samtranslator.yaml_helper import yaml_parse
from textstat import textstat

from skill.alexa.handling import answer, build_skill
from skill.alexa.turning import Turning
from skill.content.guide import Rate
from skill.content.loading import library
from skill.conversation import Conversation, Place, conversation_as_data, place_as_data
from skill.couple import Couple, Journey, Outing, Paused, Ritual, Scores, Surprise, Tastes, Tonight, Weeks
from skill.couple_data import couple_as_data
from skill.dialogue import noting
from skill.heard import DateWish
from skill.simulator.envelopes import Session, unknown
from skill.stores.items import LIFE, LIVES
from skill.stores.memory import MemoryStore
from skill.stores.sqlite import SqliteStore
from tests.evening import TONIGHT

ROOT = Path(__file__).resolve().parents[1]
PRIVACY = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
STORE = ROOT / "docs" / "store"
README = (STORE / "README.md").read_text(encoding="utf-8")
PAGES = {
    name: (STORE / f"{name}.html").read_text(encoding="utf-8") for name in ("privacy-policy", "terms-of-use")
}
MANIFEST = json.loads((ROOT / "interaction_models" / "skill.json").read_text(encoding="utf-8"))["manifest"]
DAY = 24 * 60 * 60

Json = dict[str, Any]


# Fields, kinds of events, and the rest that is kept


def section(title: str) -> str:
    """What stands in docs/privacy.md under a heading, up to the next one."""
    found = re.search(rf"^#+ {re.escape(title)}$(.*?)(?=^#)", PRIVACY, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def first_column(text: str) -> set[str]:
    """The names in code in the first column of a table."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("|")]
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def lived() -> Couple:
    """A couple with something in every field."""
    return Couple(
        "ana-and-ben",
        seed=7,
        first="Ana",
        second="Ben",
        tastes=Tastes(
            alcohol=False,
            children=True,
            timer=False,
            pace="slow",
            budget="free",
            place="home",
            energy="calm",
            faith=True,
            music=False,
        ),
        heard={"dreams": 5},
        openness=4,
        turns={"dreams": 3},
        shunned={"money": 1},
        scores={"closeness": (Scores("2026-11-23", 7, 8),)},
        led=("check_in",),
        tonight=Tonight("2026-11-23", "dreams-001"),
        planner=1,
        paused=Paused(Place("date_idea", "offer"), 1),
        agreed="2026-11-23",
        kept=("dreams-001",),
        visits=3,
        voices=("0123456789ab", ""),
        rituals={"check_in": Ritual("sunday", "18:00", "alert", "2026-11-22")},
        unasked=True,
        outings=(Outing("date-001", "2026-11-28", "loved"),),
        arms={"walk": (4, 1)},
        surprise=Surprise(1, "gesture-001", "2026-11-23"),
        surpriser=1,
        journey=Journey(("empathy",), "2026-11-01", since="2026-11-01"),
        weeks=Weeks(2970, 2, 3, 4),
    )


def test_every_field_of_the_couple_is_named() -> None:
    written = couple_as_data(lived())
    around = {"pk", "sk", "version", "mark", "expires"}
    named = first_column(section("The couple"))
    assert named == written.keys() | around
    # The couple above is a full one: nothing of it is as it is for a couple that is new.
    fields = set(Couple.__slots__) - {"id", "version"}
    assert written.keys() == fields
    for taste in written["tastes"]:
        assert f"(`{taste}`)" in section("The couple")
    assert written["tastes"].keys() == set(Tastes.__slots__)


def kinds() -> set[str]:
    """Of all events that the dialogue writes."""
    found: set[str] = set()
    for file in sorted((ROOT / "skill" / "dialogue").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Event"
            ):
                continue
            match node.args[0]:
                case ast.Constant(value=str(kind)):
                    found.add(kind)
                case ast.Name(id=name):
                    found.add(getattr(importlib.import_module(f"skill.dialogue.{file.stem}"), name))
                case ast.Attribute(attr="keep"):
                    steps = [step for guide in library().guides.values() for step in guide.steps.values()]
                    found |= {step.keep for step in steps if isinstance(step, Rate)}
                case other:
                    pytest.fail(f"{file.name}: an event of the kind {ast.unparse(other)}")
    return found


def test_every_kind_of_event_is_named_and_no_other() -> None:
    assert {"note", "kept", "agreement", "closeness"} <= kinds()
    assert first_column(section("Events")) == kinds()


def test_what_travels_with_a_session_is_named() -> None:
    full = Conversation(
        Place("check_in", "start"), 1, {"phrases.bye": 1}, adrift=True, visit=2, aside="check"
    )
    for name in (*conversation_as_data(full), "zone"):
        assert f"`{name}`" in section("While a session is open"), name


def test_a_place_has_what_is_said_of_it_and_a_day_is_among_it() -> None:
    place = Place(
        "date_idea", "offer", 1, "x", 1, 1, "us", DateWish("free", "home", "calm", 60, "friday"), short=True
    )
    data = place_as_data(place)
    assert set(data) == {"guide", "step", "speaker", "item", "count", "of", "theme", "short", "wish"}
    assert set(data["wish"]) == {"budget", "place", "energy", "minutes", "day"}
    assert '(money, place, energy, minutes, and a day such as "friday")' in section("The couple")


# Days


NUMBERS = {"one": 1, "two": 2, "three": 3, "seven": 7, "thirty": 30, "ninety": 90}
UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
SPAN = re.compile(rf"\b(\d+|{'|'.join(NUMBERS)})[ -]({'|'.join(UNITS)})s?\b", re.IGNORECASE)


def plain(page: str) -> str:
    """The words of an HTML page."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    return " ".join("".join(reader.words).split())


def days(text: str) -> set[int]:
    """All spans of time that a text names, in days."""
    found = SPAN.findall(" ".join(text.split()))
    return {int(NUMBERS.get(number.lower(), number)) * UNITS[unit.lower()] for number, unit in found}


def promised() -> set[int]:
    """The days for which things are kept."""
    resources = yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8"))["Resources"]
    recovery = resources["Table"]["Properties"]["PointInTimeRecoverySpecification"]["RecoveryPeriodInDays"]
    return {
        LIFE // DAY,
        LIVES[noting.KIND] // DAY,
        resources["Logs"]["Properties"]["RetentionInDays"],
        recovery,
    }


@pytest.mark.parametrize("page", PAGES)
def test_the_days_of_the_store_pages_are_those_of_the_code(page: str) -> None:
    assert len(promised()) == 4
    assert days(plain(PAGES[page])) == promised()


def test_the_days_of_the_document_are_those_of_the_code() -> None:
    of_aws = 35  # for a table that is deleted; docs/deploying.md says the same
    assert days(PRIVACY) == promised() | {of_aws}
    deploying = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
    assert f"last backup of a deleted table for {of_aws} days" in deploying
    rows = {
        row.split("|")[1].strip(): row.split("|")[3]
        for row in section("Where, and for how long").splitlines()
        if "|" in row
    }
    assert days(rows["notes"]) == {LIVES[noting.KIND] // DAY}
    assert days(rows["the couple's item"]) == days(rows["events"]) == {LIFE // DAY}


def test_only_notes_live_shorter() -> None:
    assert set(LIVES) == {noting.KIND}


# What people say


class Household:
    """The skill over a store, with a clock that can be moved."""

    def __init__(self) -> None:
        self.now = TONIGHT.astimezone(UTC)
        self.store = MemoryStore(lambda: int(self.now.timestamp()))
        self.skill = build_skill(Turning(self.store, self.clock, random.Random(5)), lambda _: library())
        self.session = Session(clock=self.clock, user="couple-1")

    def clock(self) -> datetime:
        return self.now

    def sends(self, event: Json) -> str:
        response = answer(self.skill, json.loads(json.dumps(event)))
        self.session.answered(response)
        return str(response["response"]["outputSpeech"]["ssml"])

    def says(self, intent: str, **slots: Any) -> str:
        return self.sends(self.session.intent(intent, **slots))

    def kept(self) -> str:
        return json.dumps(self.store.export("couple-1"))


def test_what_is_said_is_not_kept_but_for_names_and_notes() -> None:
    household = Household()
    household.sends(household.session.launch())
    household.says("FeelingIntent", Feeling=unknown("marked like a zebra"))
    household.says("TonightsQuestionIntent", Theme=unknown("marked socks"))
    household.says("StartGuideIntent", Guide=unknown("marked talk"))
    household.says("DateIdeaIntent", Place=unknown("marked castle"))
    household.says("AMAZON.FallbackIntent", Anything="marked answer")
    assert "marked" not in household.kept()
    household.says("IntroduceUsIntent", FirstPartner="marked", SecondPartner="ben")
    assert "Marked" in household.kept()
    household.says("NoteIntent", Note="the zebra in the attic")
    assert "the zebra in the attic" in household.kept()


def test_a_note_is_gone_after_its_days() -> None:
    household = Household()
    household.sends(household.session.launch())
    household.says("NoteIntent", Note="zebra " * 100)
    (event,) = household.store.recall("couple-1", noting.KIND)
    assert 190 < len(str(event.facts["words"])) <= noting.LONGEST == 200
    assert "at most 200 letters" in section("Events")
    household.now += timedelta(seconds=LIVES[noting.KIND] - 1)
    household.sends(household.session.launch())
    assert "zebra" in household.says("ReadNotesIntent")
    household.now += timedelta(seconds=1)
    household.sends(household.session.launch())
    assert "zebra" not in household.says("ReadNotesIntent")
    assert "zebra" not in household.kept()


def test_the_manifest_asks_for_reminders_and_nothing_else() -> None:
    assert MANIFEST["permissions"] == [{"name": "alexa::alerts:reminders:skill:readwrite"}]
    assert MANIFEST["apis"]["custom"]["interfaces"] == []
    compliance = MANIFEST["privacyAndCompliance"]
    assert (
        compliance["containsAds"] is compliance["allowsPurchases"] is compliance["isChildDirected"] is False
    )
    assert compliance["usesPersonalInfo"] is True


def test_the_skill_is_where_the_pages_say() -> None:
    assert MANIFEST["publishingInformation"]["distributionCountries"] == ["US"]
    assert MANIFEST["apis"]["custom"]["endpoint"]["uri"].startswith("arn:aws:lambda:us-east-1:")
    assert "For couples in the United States that is in the United States" in plain(PAGES["privacy-policy"])
    assert "911 in the United States" in plain(PAGES["terms-of-use"])


def test_the_operators_command_deletes(tmp_path: Path) -> None:
    command = re.search(r"^ *(CLOSER_TABLE=NAME .*'ID'\)\")$", PRIVACY, re.MULTILINE)
    assert command
    file = tmp_path / "couples.sqlite"
    store = SqliteStore(file, lambda: 0)
    for couple_id in ("ana", "cleo"):
        store.save(Couple(couple_id))
    _, python, *arguments = shlex.split(command[1].replace("'ID'", "'ana'"))
    assert python == ".venv/bin/python"
    environment = {**os.environ, "CLOSER_STATE": str(file)}
    environment.pop("CLOSER_TABLE", None)
    subprocess.run([sys.executable, *arguments], check=True, cwd=ROOT, env=environment)
    assert store.load("ana") is None
    assert store.load("cleo") is not None


# The pages


class Reader(HTMLParser):
    """Reads a page strictly: what opens has to close, in order."""

    VOID = frozenset(("meta", "br", "hr"))
    PLAIN = frozenset((
        "html", "head", "title", "style", "body", "main", "div", "h1", "h2", "p", "a", "em", "strong",
        "ul", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td",
    ))  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.comments: list[str] = []
        self.style = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.PLAIN | self.VOID, tag
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag in {"p", "li", "h1", "h2", "dt", "dd", "td", "th"}:
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, self.getpos()

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            self.style += data
        elif "body" in self.open:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_whole_and_loads_nothing(page: str) -> None:
    reader = Reader()
    reader.feed(PAGES[page])
    reader.close()
    assert reader.open == []
    assert PAGES[page].startswith("<!doctype html>\n")
    names = [tag for tag, _ in reader.tags]
    assert [names.count(once) for once in ("html", "head", "title", "style", "body", "h1")] == [1] * 6
    assert ("html", {"lang": "en"}) in reader.tags
    assert ("meta", {"charset": "utf-8"}) in reader.tags
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in [
        it for _, it in reader.tags
    ]
    for tag, attributes in reader.tags:
        assert attributes.keys() <= {"lang", "charset", "name", "content", "class", "scope", "href"}, tag
        target = attributes.get("href")
        assert target is None or (STORE / target).is_file()
    assert not re.search(r"url\(|@import|@font-face|http|//", reader.style + PAGES[page].split("<html", 1)[1])


@pytest.mark.parametrize(
    ("page", "placeholders"),
    [
        ("privacy-policy", {"PUBLISHER", "CONTACT", "DATE"}),
        ("terms-of-use", {"PUBLISHER", "CONTACT", "DATE", "LAW"}),
    ],
)
def test_only_the_placeholders_are_to_be_filled_in_and_the_page_lists_them(
    page: str, placeholders: set[str]
) -> None:
    reader = Reader()
    reader.feed(PAGES[page])
    (comment,) = reader.comments
    assert set(re.findall(r"^  ([A-Z]+)  ", comment, re.MULTILINE)) == placeholders
    assert set(re.findall(r"\{\{(.*?)\}\}", PAGES[page])) == placeholders
    assert not re.search(r"[{}]", plain(re.sub(r"\{\{[A-Z]+\}\}", "", PAGES[page])))
    for name in placeholders:
        assert f"| `{{{{{name}}}}}` |" in README
        assert f"s|{{{{{name}}}}}|" in README


SAID = {
    "privacy-policy": [
        "In effect from {{DATE}}", "published by {{PUBLISHER}}", "at {{CONTACT}}", "What we keep, and why",
        "First names", "in your own words", "never keep", "what you say to each other",
        "perform the service", "consent", "Amazon Web Services", "encrypted", "Nobody else", "no ads",
        "sell nothing", "no profile", "See it", "Correct it", "Take it along", "Delete it",
        "delete everything", "It asks once", "disable the skill", "write to us", "shared room",
        "voice history", "Alexa app", "Review Voice History", "read aloud to whoever is in the room",
        "When somebody is in danger", "We keep nothing about that turn", "We alert nobody",
        "Another phone may be safer", "under 18", "Changes",
    ],
    "terms-of-use": [
        "In effect from {{DATE}}", "published by {{PUBLISHER}}", "for couples who both want it",
        "no therapy", "no substitute for professional help",
        "not for a relationship in which somebody is afraid", "alerts nobody", "no emergency service",
        "numbers may change", "In danger, call the emergency number", "18 or older", "free of charge",
        "no warranty beyond what the law requires", "watch or test your partner", "Ending",
        "The law of {{LAW}}",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("page", "words"), [(page, words) for page in SAID for words in SAID[page]])
def test_a_page_says_what_it_has_to(page: str, words: str) -> None:
    assert words in plain(PAGES[page])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_in_plain_words(page: str) -> None:
    sentences = re.findall(r"<(?:p|dd|li)\b[^>]*>(.*?)</(?:p|dd|li)>", PAGES[page], re.DOTALL)
    assert textstat.flesch_kincaid_grade(plain(f"<body>{' '.join(sentences)}</body>")) <= 8


def test_the_addresses_that_are_to_be_set_are_in_the_manifest() -> None:
    for locale in MANIFEST["privacyAndCompliance"]["locales"].values():
        for name in ("privacyPolicyUrl", "termsOfUseUrl"):
            assert locale[name].startswith("https://")
            assert f"| `{name}` |" in README


# The claims


def claims() -> list[tuple[str, str, str]]:
    """The rows of the table at the end of docs/privacy.md."""
    table = PRIVACY.partition("## What shows that this is true")[2]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.splitlines()
        if line.startswith("| ")
    ]
    return [(claim, where, shown) for claim, where, shown in rows if where.startswith("`")]


def test_every_claim_is_enforced_somewhere_and_shown_by_tests_that_exist() -> None:
    assert len(claims()) > 20
    for claim, where, shown in claims():
        for path in re.findall(r"`([^`]+)`", where):
            assert (ROOT / path).exists(), claim
        tests = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", shown)
        assert tests, claim
        assert shown == ", ".join(f"`{file}::{name}`" for file, name in tests), claim
        for file, name in tests:
            tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
            assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, (
                f"{file}::{name}"
            )
