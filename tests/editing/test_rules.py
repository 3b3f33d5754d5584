"""What else each rule finds, by the smallest change to the content that ships."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from skill.content.guide import Ask, Breathe, Lead, Rate, Recall, Rest, Talk, Tell
from skill.editing.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from skill.content.library import Library
    from skill.editing.desk import Desk

    Change = Callable[[Desk], Desk]


def library(**changes: Any) -> Change:
    def change(desk: Desk) -> Desk:
        return replace(desk, library=replace(desk.library, **changes))

    return change


def line(key: str, *wordings: str) -> Change:
    return lambda desk: library(lines={**desk.library.lines, key: wordings})(desk)


def without(key: str) -> Change:
    def change(desk: Desk) -> Desk:
        lines = {name: said for name, said in desk.library.lines.items() if name != key}
        return library(lines=lines)(desk)

    return change


def step(new: Any, before: str = "welcome", guide: str = "check_in") -> Change:
    """A step more, which `before` leads to."""

    def change(desk: Desk) -> Desk:
        led = desk.library.guides[guide]
        steps = {**led.steps, new.id: new}
        if before:
            steps[before] = replace(steps[before], next=new.id)  # type: ignore[call-arg]
        return library(guides={**desk.library.guides, guide: replace(led, steps=steps)})(desk)

    return change


def first(new: Any, guide: str, only: str = "") -> Change:
    """A step before the one that opens a guide, in one form or in both."""

    def change(desk: Desk) -> Desk:
        led = desk.library.guides[guide]
        forms = {**led.only, new.id: only} if only else led.only
        led = replace(led, steps={new.id: new, **led.steps}, only=forms)  # type: ignore[arg-type]
        return library(guides={**desk.library.guides, guide: led})(desk)

    return change


def leading(guide: str, step: str, **elsewhere: str) -> Change:
    """A step of a guide that leads elsewhere."""

    def change(desk: Desk) -> Desk:
        led = desk.library.guides[guide]
        steps = {**led.steps, step: replace(led.steps[step], **elsewhere)}  # type: ignore[arg-type]
        return library(guides={**desk.library.guides, guide: replace(led, steps=steps)})(desk)

    return change


def every(*changes: Change) -> Change:
    """One change after the other."""

    def change(desk: Desk) -> Desk:
        for one in changes:
            desk = one(desk)
        return desk

    return change


def guide(name: str, **changes: Any) -> Change:
    def change(desk: Desk) -> Desk:
        led = replace(desk.library.guides[name], **changes)
        return library(guides={**desk.library.guides, name: led})(desk)

    return change


def without_guide(name: str) -> Change:
    def change(desk: Desk) -> Desk:
        return library(guides={one: led for one, led in desk.library.guides.items() if one != name})(desk)

    return change


def twin(desk: Desk) -> Desk:
    deck = desk.library.decks["money"]
    decks = {**desk.library.decks, "money": replace(deck, prompts=(*deck.prompts, deck.prompts[0]))}
    return library(decks=decks)(desk)


def unheard_theme(desk: Desk) -> Desk:
    model: Any = copy.deepcopy(desk.model)
    themes = next(
        one for one in model["interactionModel"]["languageModel"]["types"] if one["name"] == "THEME"
    )
    themes["values"] = [value for value in themes["values"] if value["id"] != "money"]
    return replace(desk, model=model)


def few_ways(desk: Desk) -> Desk:
    return replace(desk, slots={**desk.slots, "Guide": {**desk.slots["Guide"], "empathy": ["empathy game"]}})


def said_at_different_times(desk: Desk) -> Desk:
    """Said in the short form before a question and in the full one after it: each is right by itself."""
    led = desk.library.guides["trust"]
    steps = {
        **led.steps,
        "welcome": Tell("welcome", "plainly"),
        "plainly": Tell("plainly", "now"),
        "now": Ask("now", "later", "another_time", "another_time"),
        "later": Tell("later", "meantime"),
    }
    covers = {**led.covers, "later": led.covers["plainly"]}
    return guide("trust", steps=steps, covers=covers, only={"plainly": "short", "later": "full"})(desk)


def country(code: str, **changes: Any) -> Change:
    def change(desk: Desk) -> Desk:
        known: Library = desk.library
        return library(countries={**known.countries, code: replace(known.countries[code], **changes)})(desk)

    return change


MONEY = "decks/money.toml"
CHECK_IN = "guides/check_in.toml"
NUMBERS = "countries.toml (the numbers)"
PHRASES = "phrases.toml"
REPAIR = "guides/repair.toml"
FORGIVENESS = "guides/forgiveness.toml"
TRUST = "guides/trust.toml"
TOUCHY = {"conflict", "apology", "forgiveness", "trust", "touch"}
MARKED = [
    "repair",
    "root_cause",
    "i_statements",
    "hear_without_defending",
    "apology",
    "forgiveness",
    "trust",
    "affection",
]


@pytest.mark.parametrize(
    ("rule", "change", "file", "problem"),
    [
        ("amounts", library(dates={}), "the language", "there are 0"),
        ("date combinations", library(dates={}), "dates.toml", "0 are free, home, calm, spring"),
        ("kinds", library(gestures={}), "gestures.toml", "of the kind bold"),
        ("reach", few_ways, "slots.toml", "has 1 ways to ask for it"),
        ("reach", few_ways, "slots.toml", "has 0 occasions"),
        ("reach", unheard_theme, MONEY, "no sample utterance reaches it"),
        ("references", step(Tell("astray", "nowhere")), CHECK_IN, 'leads to "nowhere", which is no step'),
        ("references", step(Ask("astray", "nowhere", "end", "end")), CHECK_IN, "which is no step"),
        ("references", step(Lead("astray", "tango")), CHECK_IN, 'leads over to "tango", which is no guide'),
        ("references", step(Talk("astray", "end", 60, deck="tango")), CHECK_IN, "which is no deck"),
        ("references", step(Rest("astray", "welcome")), CHECK_IN, "does not rest before a question"),
        ("dead steps", step(Tell("astray", "end"), before=""), CHECK_IN, "from nowhere in the full form"),
        ("dead steps", step(Tell("astray", "end"), before=""), CHECK_IN, "from nowhere in the short form"),
        ("dead steps", guide("check_in", only={"agree_swap": "full"}), CHECK_IN, ""),
        ("circles", step(Tell("astray", "astray")), CHECK_IN, "goes round for ever"),
        ("circles", step(Breathe("astray", "astray", 1, 1, 4, 6)), CHECK_IN, "goes round for ever"),
        ("step texts", step(Tell("astray", "end")), CHECK_IN, "has no say"),
        ("step texts", step(Ask("astray", "end", "end", "end")), CHECK_IN, "has no ask"),
        ("step texts", step(Rate("astray", "end", "closeness")), CHECK_IN, "has no ask"),
        ("step texts", step(Recall("astray", "end")), CHECK_IN, "has no missed"),
        ("step texts", without("guide.check_in.last_time.missed"), CHECK_IN, "has no missed"),
        ("limits", step(Talk("astray", "end", 900)), CHECK_IN, "seconds is 900"),
        ("limits", step(Talk("astray", "end", 60, short=5)), CHECK_IN, "short is 5"),
        ("limits", step(Tell("astray", "end", 11)), CHECK_IN, "pause is 11"),
        ("limits", step(Breathe("astray", "end", 90, 1, 4, 6)), CHECK_IN, "breaths is 90"),
        ("limits", step(Breathe("astray", "end", 3, 1, 1, 6)), CHECK_IN, "inhale is 1"),
        ("wordings", line("phrases.bye", "Bye.", "Good night."), "phrases.toml", "has 2 wordings"),
        ("wordings", line("phrases.bye", "Bye.", "bye", "Hm."), "phrases.toml", "same wording twice"),
        ("wordings", line("deck.money.why", "Because."), MONEY, "has 1 wordings"),
        ("length", line("phrases.bye", "Oh. " * 46, "B.", "C."), "phrases.toml", "has 46 words"),
        ("length", line("prompt.money-001.question", "so " * 30 + "what?"), MONEY, "has 31 words"),
        ("signs", line("prompt.money-001.tip", "Wait 5 minutes."), MONEY, "'5'"),
        ("signs", line("prompt.money-001.tip", "Wait!"), MONEY, "'!'"),
        ("signs", line("prompt.money-001.tip", "Wait <break/>."), MONEY, "'<'"),
        ("signs", line("prompt.money-001.tip", "Wait"), MONEY, "does not end"),
        ("abbreviations", line("prompt.money-001.tip", "Ask about the NASA."), MONEY, '"NASA"'),
        ("questions", line("phrases.bye", "A.", "B?", "C."), "phrases.toml", "in some wordings only"),
        ("questions", line("phrases.ready", "Yes? No?", "B?", "C?"), "phrases.toml", "asks before its end"),
        ("questions", line("prompt.money-001.question", "Tell me."), MONEY, "is no question"),
        ("questions", line("guide.check_in.suits.ask", "A.", "B.", "C."), CHECK_IN, "is no question"),
        ("questions", line("guide.check_in.welcome.say_short", "A?", "B?", "C?"), CHECK_IN, "is a question"),
        ("questions", line("date.date-001.idea", "Shall we?"), "dates.toml", "is a question"),
        ("questions", line("gesture.gesture-001.text", "Shall we?"), "gestures.toml", "is a question"),
        ("banned words", line("date.date-001.idea", "Kiss your wife."), "dates.toml", "presumes gender"),
        (
            "placeholders",
            line("date.date-001.idea", "Go with {speaker}."),
            "dates.toml",
            "means nothing here",
        ),
        (
            "placeholders",
            line("phrases.bye", "A {speaker.", "B.", "C."),
            "phrases.toml",
            "a brace stands alone",
        ),
        (
            "placeholders",
            line("appreciation.thanks-001.invite", "Say it."),
            "appreciations.toml",
            "{listener} once",
        ),
        (
            "reading grade",
            line(
                "prompt.money-001.tip",
                "Notwithstanding institutional considerations, deliberate extraordinarily conscientiously.",
            ),
            MONEY,
            "reads like grade",
        ),
        ("ids", twin, MONEY, "two have this id"),
        (
            "near duplicates",
            line("gesture.gesture-001.text", "Serve breakfast at dinner, and come to table in a blanket."),
            "gestures.toml",
            "like gesture.gesture-002.text",
        ),
        ("durations", guide("check_in", minutes=60), CHECK_IN, "declares minutes = 60"),
        ("durations", guide("check_in", short_minutes=1), CHECK_IN, "declares short_minutes = 1"),
        ("forms", guide("support", only={}), "guides/support.toml", "its short form takes 100%"),
        ("consent", guide("empathy", covers={}), "guides/empathy.toml", "the short form asks for no consent"),
        (
            "consent",
            line("guide.empathy.welcome.say_short", "Stop as you like.", "Stop.", "Just stop."),
            "guides/empathy.toml",
            "gives no leave to skip and to stop",
        ),
        (
            "free to go",
            line("guide.affection.welcome.say_short", "Touch. You can skip or stop, no reason needed."),
            "guides/affection.toml",
            "doesn't say at once who may skip and stop",
        ),
        (
            "free to go",
            line("guide.affection.welcome.say_unnamed", "Touch. Either of you can skip or stop."),
            "guides/affection.toml",
            "doesn't say that no reason is needed",
        ),
        (
            "free to go",
            line("guide.repair.welcome.say", "Either of you can skip. Or stop, no reason needed."),
            "guides/repair.toml",
            "who may skip and stop, though it touches conflict",
        ),
        ("free to go", first(Ask("astray", "welcome", "end", "end"), "repair"), REPAIR, "without a word"),
        ("free to go", first(Breathe("astray", "welcome", 1, 1, 4, 6), "repair"), REPAIR, "without a word"),
        ("free to go", first(Tell("astray", "welcome"), "repair", only="short"), REPAIR, ""),
        (
            "free to go",
            every(
                first(Tell("astray", "welcome"), "repair", only="short"),
                line("guide.repair.astray.say", "Let's begin.", "Here we go.", "Welcome."),
            ),
            REPAIR,
            "no reason is needed",
        ),
        (
            "free to go",
            line("guide.first_step.welcome.say", "You can skip or stop, and you don't have to say why."),
            "guides/first_step.toml",
            "",
        ),
        (
            "free to go",
            line("guide.quality_time.welcome.say", "Skip or stop."),
            "guides/quality_time.toml",
            "",
        ),
        ("ways out", leading("forgiveness", "what_it_is", next="now"), FORGIVENESS, "now, which"),
        ("ways out", leading("forgiveness", "now", no="own_slip"), FORGIVENESS, ""),
        ("ways out", guide("forgiveness", only={"not_for": "full"}), FORGIVENESS, "in the short form"),
        (
            "ways out",
            line("guide.forgiveness.not_for.say", "Not where somebody is afraid or hurt."),
            FORGIVENESS,
            "without a word of helpline",
        ),
        (
            "ways out",
            line("guide.forgiveness.not_for.say_unnamed", "Where it's hard, ask me for a helpline."),
            FORGIVENESS,
            "without a word of afraid",
        ),
        ("ways out", leading("trust", "now", skip="meantime"), TRUST, "by way of welcome, now, meantime"),
        ("ways out", leading("trust", "another_time", next="freely"), TRUST, "another_time, freely"),
        ("ways out", leading("trust", "days_ahead", next="end"), TRUST, 'misses "the way to one"'),
        ("ways out", leading("trust", "meantime", skip="end"), TRUST, 'misses "the way to one"'),
        ("ways out", leading("trust", "plainly", next="end"), TRUST, 'misses "the way to one"'),
        ("ways out", guide("trust", only={"way": "short"}), TRUST, "in the full form, by way of welcome"),
        ("ways out", said_at_different_times, TRUST, "in the full form, by way of welcome, now, meantime"),
        ("ways out", leading("trust", "way", yes="rest_well"), TRUST, "does not lead over to support"),
        ("ways out", leading("trust", "support", to="tango"), TRUST, "does not lead over to support"),
        ("ways out", guide("trust", only={"support": "full"}), TRUST, "does not lead over to support"),
        ("ways out", line("guide.trust.way.ask", "Shall I go on?"), TRUST, "without a word of counselor"),
        ("closing", guide("empathy", covers={}), "guides/empathy.toml", "the full form has no kind act"),
        ("closing", guide("empathy", covers={}), "guides/empathy.toml", "the short form has no next step"),
        ("coverage", without_guide("empathy"), "the language", "has no guide"),
        (
            "coverage",
            guide("empathy", covers={"welcome": ("tango",)}),
            "guides/empathy.toml",
            "nobody asked for",
        ),
        ("presumption", line("date.date-001.idea", "Sit in your garden."), "dates.toml", "presumes money"),
        ("presumption", line("guide.empathy.welcome.say", "Pray."), "guides/empathy.toml", "presumes faith"),
        ("presumption", line("gesture.gesture-001.text", "Kiss her."), "gestures.toml", "presumes gender"),
        (
            "presumption",
            line("prompt.money-001.tip", "Think of your wedding day."),
            MONEY,
            "presumes married",
        ),
        ("arguments", line("date.date-001.starter", "Who is to blame?"), "dates.toml", "start an argument"),
        ("promises", line("phrases.bye", "This is confidential.", "B.", "C."), PHRASES, "confidentiality"),
        ("promises", line("phrases.bye", "I've called the police.", "B.", "C."), PHRASES, "alerted"),
        ("promises", line("phrases.bye", "Help is on the way.", "B.", "C."), PHRASES, "alerted"),
        ("promises", line("phrases.bye", "This is therapy.", "B.", "C."), PHRASES, "claims treatment"),
        ("promises", line("phrases.ready", "Is either of you afraid?", "B?", "C?"), PHRASES, "violence"),
        ("promises", line("phrases.ready", "Does your partner hit you?", "B?", "C?"), PHRASES, "violence"),
        ("promises", line("phrases.bye", "Tell each other everything.", "B.", "C."), PHRASES, "disclose"),
        ("promises", line("safety.self_harm.first", "Think of your family."), "safety.toml", "in danger"),
        ("promises", line("safety.self_harm.first", "Put the pills away."), "safety.toml", "in danger"),
        ("promises", line("safety.close", "Cheer up."), "safety.toml", "in danger"),
        ("helplines", library(countries={}), NUMBERS, "en-US needs it"),
        ("helplines", country("US", emergency=""), NUMBERS, "no emergency number"),
        ("helplines", country("US", crisis="nine eight eight"), NUMBERS, "cannot be dialled"),
        ("helplines", country("US", sources=()), NUMBERS, "no source for abuse"),
        ("helplines", country("other", crisis="112"), NUMBERS, "names a number"),
        ("helplines", without("countries.US.counsel"), "countries.toml", "does not say counsel"),
    ],
)
def test_a_rule_finds(desk: Desk, rule: str, change: Change, file: str, problem: str) -> None:
    found = list(RULES[rule](change(desk)))
    if not problem:  # what looks odd and is right
        assert found == []
        return
    assert any(one.file == file and problem in one.problem and one.hint for one in found), [*map(str, found)]


def test_what_a_tag_allows_is_not_presumed(desk: Desk) -> None:
    child = next(one for one in desk.library.decks["parenthood"].prompts if "children" in one.tags)
    changed = line(f"prompt.{child.id}.question", "What did your child teach you?")(desk)
    assert list(RULES["presumption"](changed)) == []


def test_the_marks_of_care_and_the_ways_out_speak_of_what_there_is(desk: Desk) -> None:
    care = {practice: asked["care"] for practice, asked in desk.practices.items() if "care" in asked}
    assert set(care.values()) == TOUCHY
    assert set(MARKED) <= set(care) <= set(desk.library.guides)
    sent = {practice for practice, asked in desk.practices.items() if "ways_out" in asked}
    assert sent == {"forgiveness", "trust"}
    for practice in sent:
        asked = desk.practices[practice]
        for wanted in asked["ways_out"]:
            assert {wanted["covers"], *wanted.get("before", ())} <= {*asked["must"]}
            assert set(wanted) <= {"covers", "before", "says", "to"}
            assert wanted.get("to", "support") in desk.library.guides
