"""Safety: nothing is promised or asked that should not be, and every number is whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skill.content.countries import LOCALES, NUMBERS, OTHER, country
from skill.content.problem import Problem
from skill.editing.desk import file_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.content.countries import Country
    from skill.editing.desk import Desk

PROMISES = {
    "confidentiality": r"confidential|in confidence|stays between us|nobody else will (?:ever )?hear"
    r"|your secrets? (?:is|are) safe with me",
    "treatment": r"medical treatment|this (?:is|works like) therapy|i'm a therapist"
    r"|diagnos\w*|cures? (?:you|your)",
    "that somebody was alerted": r"(?:i've|i have|i) (?:called|alerted|notified|informed)"
    r" (?:the|someone|somebody)"
    r"|help is (?:on its way|on the way|coming)",
}
"""What must never be claimed, by what it is."""
SCREENS = re.compile(
    r"\b(?:are (?:you|either of you)|is (?:either of you|your partner)|do (?:you|either of you) feel)\b"
    r"[^.?]*\b(?:afraid|scared|frightened|unsafe|abusive|violent) of\b[^.?]*\b(?:partner|other|you)\b[^.?]*\?"
    r"|\bis either of you (?:afraid|scared|frightened|unsafe|violent)\b"
    r"|\b(?:does|did|has) (?:your partner|either of you|one of you)\b[^.?]*"
    r"\b(?:hit|hits|hurt you|hurts you|threaten\w*|control you|force you)\b[^.?]*\?",
    re.IGNORECASE,
)
"""What asks both of them aloud whether there is violence: whoever has to say yes could not."""
URGES = re.compile(
    r"\b(?:confess|admit|reveal|tell (?:each other|your partner|them)) "
    r"(?:everything|all of it|the whole truth|every detail|your secrets?)\b",
    re.IGNORECASE,
)
"""What urges somebody to disclose what they may have a reason to keep."""
UNKIND = re.compile(
    r"\b(?:pills?|tablets?|overdose|rope|bridge|jump|blade|razor|think of your (?:family|children|partner)"
    r"|selfish|cheer up|look on the bright side|it'll be fine|you should have|why didn't you"
    r"|(?<!isn't )your fault)\b|!",
    re.IGNORECASE,
)
"""What is never said in danger: methods, guilt, cheer."""
LINES = "countries.toml (the numbers)"
DIALLED = re.compile(r"[0-9][0-9 -]{0,14}[0-9]")


def promises(desk: Desk) -> Iterator[Problem]:
    """Nothing claims confidentiality, treatment or that somebody was alerted; nothing screens or urges."""
    for key, some in desk.library.lines.items():
        for wording in some:
            for what, pattern in PROMISES.items():
                if found := re.search(rf"\b(?:{pattern})", wording, re.IGNORECASE):
                    problem = f'"{found[0]}" claims {what}: {wording!r}'
                    yield Problem(file_of(key), key, problem, "say only what is so")
            if SCREENS.search(wording):
                problem = f"asks both of them aloud about violence: {wording!r}"
                yield Problem(file_of(key), key, problem, "leave it to them to say")
            if found := URGES.search(wording):
                problem = f'"{found[0]}" urges somebody to disclose: {wording!r}'
                yield Problem(file_of(key), key, problem, "let them choose what they say")
            if key.startswith("safety.") and (found := UNKIND.search(wording)):
                problem = f'"{found[0]}" is no word for somebody in danger: {wording!r}'
                yield Problem(file_of(key), key, problem, "no methods, no guilt, no cheer")


def helplines(desk: Desk) -> Iterator[Problem]:
    """There is somebody to call, and somebody to help a couple, in every country that Alexa speaks in."""
    known = desk.library.countries
    for locale in LOCALES:
        if country(locale) not in known:
            problem = f"is missing, and {locale} needs it"
            yield Problem(LINES, country(locale), problem, "add a table for it")
    for code, here in known.items():
        if code != OTHER and not here.emergency:
            yield Problem(LINES, code, "has no emergency number", "add it")
        for what in NUMBERS:
            yield from _line(desk, here, what)
        for what in ("counsel", "low_cost"):
            if f"countries.{code}.{what}" not in desk.library.lines:
                hint = "name a body or a kind of place that exists"
                yield Problem("countries.toml", code, f"does not say {what}", hint)
            elif code != OTHER and not _sourced(here, what):
                yield _unsourced(code, what)


def _line(desk: Desk, here: Country, what: str) -> Iterator[Problem]:
    """What is wrong with one line of a country."""
    number, spoken = getattr(here, what), desk.library.lines.get(f"countries.{here.code}.{what}")
    if here.code == OTHER and (number or spoken):
        yield Problem(LINES, here.code, f"names a number: {what}", "the careful default names none")
    elif (number or spoken) and not _sourced(here, what):
        yield _unsourced(here.code, what)
    if number and not DIALLED.fullmatch(number):
        problem = f"cannot be dialled: {what} = {number!r}"
        yield Problem(LINES, here.code, problem, "digits, spaces and hyphens")


def _sourced(here: Country, what: str) -> bool:
    return dict(here.sources).get(what, "").startswith("https://")


def _unsourced(code: str, what: str) -> Problem:
    hint = f'add {what} = "https://..." to its sources'
    return Problem(LINES, code, f"has no source for {what}", hint)
