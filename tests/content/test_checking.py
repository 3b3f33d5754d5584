"""Each rule of the content check finds what it is for, and the content that ships passes them all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from skill.content import checking
from skill.content.guide import Ask, Rate, Talk, Tell
from skill.content.loading import library

if TYPE_CHECKING:
    from collections.abc import Callable

    from skill.content.library import Library

LIBRARY = library()


def with_line(key: str, *wordings: str) -> Library:
    return replace(LIBRARY, lines={**LIBRARY.lines, key: wordings})


def without_line(key: str) -> Library:
    return replace(LIBRARY, lines={name: said for name, said in LIBRARY.lines.items() if name != key})


def with_step(step: object, before: str = "welcome") -> Library:
    guide = LIBRARY.guides["check_in"]
    steps = {**guide.steps, step.id: step}  # type: ignore[attr-defined]
    if before:
        steps[before] = replace(steps[before], next=step.id)  # type: ignore[attr-defined, call-arg]
    return replace(LIBRARY, guides={**LIBRARY.guides, "check_in": replace(guide, steps=steps)})


def with_dates(count: int) -> Library:
    return replace(LIBRARY, dates=dict(list(LIBRARY.dates.items())[:count]))


def with_shallow_money() -> Library:
    deck = LIBRARY.decks["money"]
    light = tuple(prompt for prompt in deck.prompts if prompt.depth == "light")
    return replace(LIBRARY, decks={**LIBRARY.decks, "money": replace(deck, prompts=light)})


def with_twin_prompt() -> Library:
    deck = LIBRARY.decks["money"]
    twin = replace(deck, prompts=(*deck.prompts, deck.prompts[0]))
    return replace(LIBRARY, decks={**LIBRARY.decks, "money": twin})


def test_what_ships_has_nothing_to_mend() -> None:
    assert [str(problem) for problem in checking.check(LIBRARY)] == []


def test_there_is_as_much_as_promised() -> None:
    counts = checking.counts(LIBRARY)
    for what, fewest in {"decks": 12, "prompts": 150, "dates": 80, "appreciations": 80}.items():
        assert counts[what] >= fewest


@pytest.mark.parametrize(
    ("make", "file", "problem"),
    [
        (lambda: with_dates(20), "the language", "there are 20"),
        (lambda: with_dates(90), "dates.toml", "nothing is"),
        (with_shallow_money, "decks/money.toml", "has no medium prompt"),
        (lambda: with_line("phrases.bye", "Bye.", "Good night."), "phrases.toml", "has 2 wordings"),
        (lambda: with_line("phrases.bye", "Bye.", "bye", "Hm."), "phrases.toml", "same wording twice"),
        (lambda: with_line("phrases.bye", "Oh. " * 46, "B.", "C."), "phrases.toml", "has 46 words"),
        (
            lambda: with_line("prompt.money-001.question", "so " * 30 + "what?"),
            "decks/money.toml",
            "has 31 words",
        ),
        (lambda: with_line("prompt.money-001.tip", "Wait 5 minutes."), "decks/money.toml", "'5'"),
        (lambda: with_line("prompt.money-001.tip", "Wait!"), "decks/money.toml", "'!'"),
        (lambda: with_line("prompt.money-001.tip", "Wait <break/>."), "decks/money.toml", "'<'"),
        (lambda: with_line("prompt.money-001.tip", "Wait"), "decks/money.toml", "does not end"),
        (lambda: with_line("phrases.bye", "A.", "B?", "C."), "phrases.toml", "in some wordings only"),
        (lambda: with_line("phrases.ready", "Yes? No?", "B?", "C?"), "phrases.toml", "asks before its end"),
        (lambda: with_line("prompt.money-001.question", "Tell me."), "decks/money.toml", "is no question"),
        (lambda: with_line("date.date-001.idea", "Shall we?"), "dates.toml", "is a question"),
        (lambda: with_line("date.date-001.idea", "Kiss your wife."), "dates.toml", "presumes gender"),
        (lambda: with_line("date.date-001.idea", "Go with {speaker}."), "dates.toml", "means nothing here"),
        (lambda: with_line("phrases.bye", "A {speaker.", "B.", "C."), "phrases.toml", "a brace stands alone"),
        (
            lambda: with_line("appreciation.thanks-001.invite", "Say it."),
            "appreciations.toml",
            "{listener} once",
        ),
        (
            lambda: with_line("prompt.money-001.question", *LIBRARY.lines["prompt.money-002.question"]),
            "decks/money.toml",
            "says the same as",
        ),
        (with_twin_prompt, "decks/money.toml", "two have this id"),
        (lambda: with_step(Tell("astray", "nowhere")), "guides/check_in.toml", "which is no step"),
        (lambda: with_step(Tell("astray", "end"), before=""), "guides/check_in.toml", "reached from nowhere"),
        (lambda: with_step(Tell("astray", "astray")), "guides/check_in.toml", "goes round for ever"),
        (lambda: with_step(Tell("astray", "end")), "guides/check_in.toml", "has no say"),
        (lambda: with_step(Ask("astray", "end", "end", "end")), "guides/check_in.toml", "has no ask"),
        (lambda: with_step(Rate("astray", "end", "closeness")), "guides/check_in.toml", "has no ask"),
        (lambda: with_step(Talk("astray", "end", 900)), "guides/check_in.toml", "900 seconds"),
        (lambda: with_step(Tell("astray", "end", 11)), "guides/check_in.toml", "pauses 11 seconds"),
        (
            lambda: replace(LIBRARY, guides={"check_in": replace(LIBRARY.guides["check_in"], minutes=60)}),
            "guides/check_in.toml",
            "declares 60 minutes",
        ),
        (lambda: without_line("guide.check_in.last_time.missed"), "guides/check_in.toml", "has no missed"),
        (lambda: replace(LIBRARY, helplines={}), "helplines.toml", "careful default"),
        (
            lambda: replace(
                LIBRARY, helplines={**LIBRARY.helplines, "US": replace(LIBRARY.helplines["US"], emergency="")}
            ),
            "helplines.toml",
            "no emergency number",
        ),
    ],
)
def test_a_rule_names_the_file_the_problem_and_a_hint(
    make: Callable[[], Library], file: str, problem: str
) -> None:
    found = checking.check(make())
    assert any(one.file == file and problem in one.problem and one.hint for one in found), list(
        map(str, found)
    )


def test_the_report_says_what_there_is_and_what_is_wrong() -> None:
    problem = checking.Problem("a.toml", "b", "is odd", "mend it")
    report = checking.report(LIBRARY, [problem])
    assert "208 prompts" in report
    assert "minutes of the weekly check-in" in report
    assert "a.toml: b: is odd (mend it)" in report


def test_every_line_the_code_speaks_of_exists() -> None:
    import re
    from pathlib import Path

    used = set()
    for file in Path("skill").rglob("*.py"):
        used |= set(
            re.findall(r'"((?:phrases|help|safety)\.[a-z_.]*[a-z_])"', file.read_text(encoding="utf-8"))
        )
    missing = [
        key for key in used if not any(line == key or line.startswith(f"{key}.") for line in LIBRARY.lines)
    ]
    assert len(used) > 60
    assert missing == []
