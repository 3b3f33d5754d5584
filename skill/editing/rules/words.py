"""Words for the ear."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any

from skill.content.countries import NUMBERS
from skill.content.problem import Problem
from skill.editing import desk as desks
from skill.editing.desk import file_of
from skill.heard import EVERY_DAY, WEEK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.editing.desk import Desk

LONGEST_QUESTION = 30
"""Words that a question may have: one breath."""
LONGEST_STATEMENT = 45
"""Words of a statement before it."""
FEWEST_WORDINGS = 3
HIGHEST_GRADE, HIGHEST_MEAN_GRADE = 8.0, 6.0
"""School grades (Flesch and Kincaid) that one item may have, and all of a file together."""
NAMES = frozenset(("speaker", "listener", "first", "second"))
PLACEHOLDERS = {
    **{
        f"phrases.rituals.{name}": {"what"}
        for name in ("ask_which", "permission", "ask_end", "none_such", "today")
    },
    **{
        f"phrases.rituals.{name}": {"what", "when"}
        for name in ("confirm", "set", "moved", "kept", "one", "one_quiet")
    },
    **{f"phrases.rituals.when.{day}": {"time"} for day in (*WEEK, EVERY_DAY)},
    "phrases.rituals.ask_day": {"day"},
    "phrases.rituals.ask_time": {"time"},
    **{
        f"phrases.journey.{name}": {"what"}
        for name in ("first_week", "begun", "today", "today_again", "today_waiting", "swapped", "anew")
    },
    **{f"phrases.journey.{name}": {"week", "what"} for name in ("where", "today_new", "skipped")},
    "phrases.journey.done": {"week"},
    "phrases.journey.look_back": {"one", "two"},
    "phrases.progress.weeks": {"weeks"},
    "phrases.progress.practised_one": {"one"},
    "phrases.progress.practised_two": {"one", "two"},
    "phrases.names.one": {"name"},
    "phrases.resume.stopped": {"what"},
    "guide.support.where.say": {"counsel", "low_cost"},
    "phrases.notes.one": {"note"},
    "phrases.appreciations.one": {"note"},
    "phrases.offer.practice": {"what"},
    "phrases.form.offer": {"what"},
    "phrases.question.tip": {"tip"},
    "phrases.question.tip_brief": {"tip"},
    "phrases.question.all_heard": {"deck"},
    "phrases.appreciation.close": {"gesture"},
    "phrases.date.planner": {"planner"},
    "phrases.outings.met": {"what"},
    "phrases.outings.how_was": {"what"},
    "phrases.outings.liked": {"what"},
}
"""What some lines may hold besides names."""
ONE_WORDING = (
    *("safety.", "countries.", "phrases.who.", "phrases.name."),
    *("phrases.rituals.of.", "phrases.rituals.day.", "phrases.rituals.when.", "phrases.rituals.label."),
    "phrases.outings.tag.",
)
"""Lines with one wording on purpose: weighed words, and names that people must recognise."""
PARTS = (
    *("phrases.who.", "phrases.name.", "safety.number.", "countries."),
    *("phrases.rituals.of.", "phrases.rituals.day.", "phrases.rituals.when.", "phrases.outings.tag."),
)
"""Lines that only ever stand within others."""
SINGLE = ("prompt.", "date.", "appreciation.", "closing.", "gesture.", "deck.")
"""Where a line is heard once in a long while."""
BANNED = {
    "always": "sounds like blame",
    "boundaries": "is a therapist's word",
    "dysfunctional": "is a therapist's word",
    "husband": "presumes gender and marriage",
    "wife": "presumes gender and marriage",
    "boyfriend": "presumes gender",
    "girlfriend": "presumes gender",
    "spouse": "presumes marriage",
    "intimacy": "is not how people talk",
    "journey": "is not how people talk",
    "process": "is a therapist's word",
    "toxic": "blames",
    "trauma": "is a therapist's word",
    "trigger": "is a therapist's word",
    "triggered": "is a therapist's word",
    "unpack": "is a therapist's word",
    "validate": "is a therapist's word",
}
"""Words that are never said, each with the reason."""
ABBREVIATIONS = frozenset(
    ("etc", "vs", "eg", "ie", "mr", "mrs", "dr", "approx", "min", "mins", "hrs", "asap", "tv", "diy", "ok")
)
"""What a voice stumbles over."""


def wordings(desk: Desk) -> Iterator[Problem]:
    """What comes back has three wordings or more, all different."""
    for key, some in desk.library.lines.items():
        recurring = not key.startswith((*ONE_WORDING, *SINGLE)) or key.endswith(".why")
        named = key.startswith("guide.") and key.endswith(".name")
        if recurring and not named and len(some) < FEWEST_WORDINGS:
            yield Problem(file_of(key), key, f"has {len(some)} wordings", "write three or more")
        if len(set(map(folded, some))) < len(some):
            yield Problem(file_of(key), key, "has the same wording twice", "change one of them")


def length(desk: Desk) -> Iterator[Problem]:
    """One breath for a question, two for a statement."""
    for key, wording in desks.wordings(desk.library):
        limit = LONGEST_QUESTION if wording.endswith("?") else LONGEST_STATEMENT
        number = len(wording.split())
        if number > limit:
            problem = f"has {number} words: {wording!r}"
            yield Problem(file_of(key), key, problem, f"at most {limit}, one breath")


def signs(desk: Desk) -> Iterator[Problem]:
    """Words only: no digits, no signs, no haste; and every sentence ends."""
    for key, wording in desks.wordings(desk.library):
        bad = re.findall(r"[^A-Za-z ,.?'{}_-]|[{}][^A-Za-z ,.?'{}_-]", wording)
        if bad:
            hint = "write words: no digits, no signs, no haste"
            yield Problem(file_of(key), key, f"{bad[0]!r} in {wording!r}", hint)
        part = key.endswith(".name") or key.startswith(PARTS)
        if not part and wording[-1] not in ".?}":
            yield Problem(file_of(key), key, f"does not end: {wording!r}", "end it with a full stop")


def abbreviations(desk: Desk) -> Iterator[Problem]:
    """Nothing that only the eye can read."""
    for key, wording in desks.wordings(desk.library):
        for word in re.findall(r"[A-Za-z']+", wording):
            if word.lower() in ABBREVIATIONS or (len(word) > 1 and word.isupper()):
                yield Problem(file_of(key), key, f'"{word}" in {wording!r}', "write it as it is said")


def banned_words(desk: Desk) -> Iterator[Problem]:
    """No word that blames, presumes or belongs to a therapist."""
    for key, wording in desks.wordings(desk.library):
        for word in re.findall(r"[a-z']+", wording.lower()):
            if word in BANNED:
                yield Problem(file_of(key), key, f'"{word}" {BANNED[word]}: {wording!r}', "say it plainly")


def questions(desk: Desk) -> Iterator[Problem]:
    """The question comes last, and is the only one."""
    for key, some in desk.library.lines.items():
        asking = {wording.endswith("?") for wording in some}
        if len(asking) > 1:
            problem = "is a question in some wordings only"
            yield Problem(file_of(key), key, problem, "make it one or the other")
        for wording in some:
            if "?" in wording[:-1]:
                problem = f"asks before its end: {wording!r}"
                yield Problem(file_of(key), key, problem, "one question, and last")
        part = key.rpartition(".")[2].removesuffix("_unnamed").removesuffix("_short")
        guide = key.startswith("guide.")
        must = part in ("question", "follow_up", "starter") or (guide and part == "ask")
        must_not = part in ("tip", "idea", "plan_b", "why") or (guide and part in ("say", "kept", "missed"))
        must_not |= key.startswith(("help.", "appreciation.", "closing.", "gesture."))
        if key.startswith("phrases."):
            must = must_not = False
        if must and asking != {True}:
            yield Problem(file_of(key), key, "is no question", "end it with a question mark")
        if must_not and asking != {False}:
            yield Problem(file_of(key), key, "is a question", "the question comes last, in a line of its own")


def placeholders(desk: Desk) -> Iterator[Problem]:
    """Every {name} is one that something will be put in for."""
    for key, wording in desks.wordings(desk.library):
        allowed = set(PLACEHOLDERS.get(key, set()))
        if key.startswith(("guide.", "phrases.", "appreciation.")):
            allowed |= NAMES
        if key.startswith("safety."):
            allowed |= set(NUMBERS)
        if key.startswith("countries."):
            allowed |= {"number", "other", "phone"}
        held = re.findall(r"\{([^{}]*)\}", wording)
        for name in sorted(set(held) - allowed):
            hint = f"use one of {sorted(allowed)}" if allowed else "leave it out"
            yield Problem(file_of(key), key, f"{{{name}}} means nothing here", hint)
        if wording.count("{") != wording.count("}") or wording.count("{") != len(held):
            yield Problem(file_of(key), key, f"a brace stands alone: {wording!r}", "close it")
        if key.endswith(".invite") and wording.count("{listener}") != 1:
            yield Problem(file_of(key), key, "does not say {listener} once", "it becomes the partner's name")


def reading_grade(desk: Desk) -> Iterator[Problem]:
    """Nobody has to have finished school: the Flesch and Kincaid grade, by textstat."""
    textstat: Any = importlib.import_module("textstat")
    items: dict[str, dict[str, list[str]]] = {}
    for key, some in desk.library.lines.items():
        if not key.endswith(".name") and not key.startswith((*PARTS, "help.", "safety.")):
            item = key if key.startswith(("phrases.", "guide.")) else key.rpartition(".")[0]
            items.setdefault(file_of(key), {}).setdefault(item, []).extend(some)
    for file, texts in items.items():
        for item, said in texts.items():
            grade = textstat.flesch_kincaid_grade(_plain(said))
            if grade > HIGHEST_GRADE:
                problem = f"reads like grade {grade:.1f}"
                hint = f"shorter words and sentences: at most {HIGHEST_GRADE:g}"
                yield Problem(file, item, problem, hint)
        mean = textstat.flesch_kincaid_grade(_plain([line for said in texts.values() for line in said]))
        if mean > HIGHEST_MEAN_GRADE:
            problem = f"as a whole it reads like grade {mean:.1f}"
            yield Problem(file, "all", problem, f"plainer: at most {HIGHEST_MEAN_GRADE:g}")


def folded(text: str) -> str:
    """`text` without what the ear does not tell apart."""
    return " ".join(re.findall(r"[a-z{}]+", text.lower()))


def _plain(some: list[str]) -> str:
    return re.sub(r"\{\w+\}", "Anna", " ".join(some))
