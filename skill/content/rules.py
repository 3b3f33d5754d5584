"""What an editor would look at, one rule one function.

Each rule looks at a library and yields what a writer can act on: the file, the
id, the problem and a hint.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import product
from typing import TypeAlias

from skill.content.guide import END, Ask, Guide, Rate, Recall, Talk, Tell, exits, usual_path
from skill.content.library import Library
from skill.content.problem import Problem
from skill.heard import BUDGETS, DEPTHS, ENERGIES, PLACES

LONGEST_QUESTION = 30
"""Words that a question may have: one breath."""
LONGEST_STATEMENT = 45
"""Words of a statement before it."""
FEWEST_WORDINGS = 3
FEWEST = {"decks": 12, "prompts": 150, "dates": 80, "appreciations": 80}
WORDS_A_SECOND = 2.5
"""How fast the skill speaks: 150 words a minute, a calm reading pace."""
DURATION_SLACK = 0.25
"""How far the declared minutes of a guide may be from what its steps add up to."""
NAMES = frozenset(("speaker", "listener", "first", "second"))
PLACEHOLDERS = {
    "phrases.names.one": {"name"},
    "phrases.resume.stopped": {"what"},
    "phrases.question.tip": {"tip"},
    "phrases.question.tip_brief": {"tip"},
    "phrases.appreciation.close": {"gesture"},
    "phrases.date.planner": {"planner"},
}
"""What some lines may hold besides names."""
ONE_WORDING = ("safety.", "phrases.who.", "phrases.name.")
"""Lines with one wording on purpose: weighed words, and names that people must recognise."""
PARTS = ("phrases.who.", "phrases.name.", "safety.number.")
"""Lines that only ever stand within others."""
SINGLE = ("prompt.", "date.", "appreciation.", "closing.", "deck.", "guide.")
"""Where a line is heard once in a long while; guides' steps are not among them, see `_recurring`."""
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
    "trigger": "is a therapist's word",
    "triggered": "is a therapist's word",
    "unpack": "is a therapist's word",
    "validate": "is a therapist's word",
    "etc": "cannot be spoken",
    "vs": "cannot be spoken",
}
"""Words that are never said, each with the reason."""


Rule: TypeAlias = Callable[[Library], Iterator[Problem]]


def counts(library: Library) -> dict[str, int]:
    """How much there is of everything."""
    return {
        "decks": len(library.decks),
        "prompts": sum(len(deck.prompts) for deck in library.decks.values()),
        "dates": len(library.dates),
        "appreciations": len(library.appreciations),
        "closing gestures": len(library.closings),
        "guides": len(library.guides),
        "steps": sum(len(guide.steps) for guide in library.guides.values()),
        "lines": len(library.lines),
        "wordings": sum(len(wordings) for wordings in library.lines.values()),
    }


def file_of(key: str) -> str:
    """The file in which the line of this key stands."""
    kind, _, rest = key.partition(".")
    match kind:
        case "guide":
            return f"guides/{rest.partition('.')[0]}.toml"
        case "deck":
            return f"decks/{rest.partition('.')[0]}.toml"
        case "prompt":
            return f"decks/{rest.rpartition('-')[0]}.toml"
        case "date":
            return "dates.toml"
        case "appreciation" | "closing":
            return "appreciations.toml"
        case _:
            return f"{kind}.toml"


def seconds(guide: Guide, library: Library) -> float:
    """How long a guide takes when nothing is skipped: its speech, its pauses and its timed turns."""
    total = 0.0
    for step, _ in usual_path(guide):
        for part in ("say", "ask"):
            wordings = library.lines.get(f"guide.{guide.id}.{step.id}.{part}", ("",))
            total += len(wordings[0].split()) / WORDS_A_SECOND
        match step:
            case Tell():
                total += step.pause
            case Talk():
                total += step.seconds
    return total


def _all(library: Library) -> Iterator[tuple[str, str]]:
    for key, wordings in library.lines.items():
        for wording in wordings:
            yield key, wording


def _enough(library: Library) -> Iterator[Problem]:
    have = counts(library)
    for what, fewest in FEWEST.items():
        if have[what] < fewest:
            yield Problem("the language", what, f"there are {have[what]}", f"write {fewest} or more")
    for deck in library.decks.values():
        missing = [depth for depth in DEPTHS if depth not in {prompt.depth for prompt in deck.prompts}]
        if missing:
            yield Problem(f"decks/{deck.id}.toml", deck.id, f"has no {missing[0]} prompt", "add some")
    heard = Counter((date.budget, date.place, date.energy) for date in library.dates.values())
    for combination in product(BUDGETS, PLACES, ENERGIES):
        if not heard[combination]:
            yield Problem("dates.toml", "all", f"nothing is {', '.join(combination)}", "add an idea")


def _wordings(library: Library) -> Iterator[Problem]:
    for key, wordings in library.lines.items():
        recurring = not key.startswith((*ONE_WORDING, *SINGLE)) or _recurring(key)
        if recurring and len(wordings) < FEWEST_WORDINGS:
            yield Problem(file_of(key), key, f"has {len(wordings)} wordings", "write three or more")
        if len(set(map(_folded, wordings))) < len(wordings):
            yield Problem(file_of(key), key, "has the same wording twice", "change one of them")


def _recurring(key: str) -> bool:
    """A guide comes back week after week, and so does the reason why a deck is good."""
    return (key.startswith("guide.") and not key.endswith(".name")) or key.endswith(".why")


def _lengths(library: Library) -> Iterator[Problem]:
    for key, wording in _all(library):
        limit = LONGEST_QUESTION if wording.endswith("?") else LONGEST_STATEMENT
        if len(wording.split()) > limit:
            number = len(wording.split())
            yield Problem(
                file_of(key), key, f"has {number} words: {wording!r}", f"at most {limit}, one breath"
            )


def _signs(library: Library) -> Iterator[Problem]:
    for key, wording in _all(library):
        bad = re.findall(r"[^A-Za-z ,.?'{}_-]|[{}][^A-Za-z ,.?'{}_-]", wording)
        if bad:
            yield Problem(
                file_of(key), key, f"{bad[0]!r} in {wording!r}", "write words: no digits, no signs, no haste"
            )
        part = key.endswith(".name") or key.startswith(PARTS)
        if not part and wording[-1] not in ".?}":
            yield Problem(file_of(key), key, f"does not end: {wording!r}", "end it with a full stop")


def _questions(library: Library) -> Iterator[Problem]:
    for key, wordings in library.lines.items():
        asking = {wording.endswith("?") for wording in wordings}
        if len(asking) > 1:
            yield Problem(
                file_of(key), key, "is a question in some wordings only", "make it one or the other"
            )
        for wording in wordings:
            if "?" in wording[:-1]:
                yield Problem(
                    file_of(key), key, f"asks before its end: {wording!r}", "one question, and last"
                )
        must = key.endswith((".question", ".follow_up", ".starter")) or (
            key.startswith("guide.") and key.endswith((".ask", ".ask_unnamed"))
        )
        must_not = key.startswith(("help.", "appreciation.", "closing.")) or key.endswith(
            (".say", ".say_unnamed", ".tip", ".idea", ".plan_b", ".why")
        )
        if key.startswith("phrases."):
            must = must_not = False
        if must and asking != {True}:
            yield Problem(file_of(key), key, "is no question", "end it with a question mark")
        if must_not and asking != {False}:
            yield Problem(file_of(key), key, "is a question", "the question comes last, in a line of its own")


def _words(library: Library) -> Iterator[Problem]:
    for key, wording in _all(library):
        for word in re.findall(r"[a-z']+", wording.lower()):
            if word in BANNED:
                yield Problem(file_of(key), key, f'"{word}" {BANNED[word]}: {wording!r}', "say it plainly")


def _placeholders(library: Library) -> Iterator[Problem]:
    for key, wording in _all(library):
        allowed = set(PLACEHOLDERS.get(key, set()))
        if key.startswith(("guide.", "phrases.", "appreciation.")):
            allowed |= NAMES
        if key.startswith("safety."):
            allowed |= {"abuse", "crisis", "emergency"}
        held = set(re.findall(r"\{([^{}]*)\}", wording))
        for name in sorted(held - allowed):
            yield Problem(
                file_of(key), key, f"{{{name}}} means nothing here", f"use one of {sorted(allowed)}"
            )
        if wording.count("{") != wording.count("}") or wording.count("{") != len(
            re.findall(r"\{[^{}]*\}", wording)
        ):
            yield Problem(file_of(key), key, f"a brace stands alone: {wording!r}", "close it")
        if key.endswith(".invite") and wording.count("{listener}") != 1:
            yield Problem(file_of(key), key, "does not say {listener} once", "it becomes the partner's name")


def _repeated(library: Library) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for key, wording in _all(library):
        if key.endswith(".name") or key.startswith(("phrases.", "guide.", "help.", "safety.")):
            continue
        other = seen.setdefault(_folded(wording), key)
        if other != key:
            yield Problem(file_of(key), key, f"says the same as {other}: {wording!r}", "write a new one")
    ids: dict[str, list[str]] = defaultdict(list)
    ids["appreciations.toml"] = [*library.appreciations, *library.closings]
    ids["dates.toml"] = [date.id for date in library.dates.values()]
    for deck in library.decks.values():
        ids[f"decks/{deck.id}.toml"] = [prompt.id for prompt in deck.prompts]
    for file, members in ids.items():
        for twice in (member for member, number in Counter(members).items() if number > 1):
            yield Problem(file, twice, "two have this id", "give one the next free number")


def _references(library: Library) -> Iterator[Problem]:
    for guide in library.guides.values():
        file = f"guides/{guide.id}.toml"
        for step in guide.steps.values():
            for target in exits(step):
                if target != END and target not in guide.steps:
                    yield Problem(file, step.id, f'leads to "{target}", which is no step', "mend the name")
        reached, frontier = set[str](), [guide.first]
        while frontier:
            step_id = frontier.pop()
            if step_id in guide.steps and step_id not in reached:
                reached.add(step_id)
                frontier.extend(exits(guide.steps[step_id]))
        for step_id in guide.steps.keys() - reached:
            yield Problem(file, step_id, "is reached from nowhere", "name it as a next step, or remove it")


def _circles(library: Library) -> Iterator[Problem]:
    """Steps that only tell must come to a question or an end: a circle of them would never stop."""
    for guide in library.guides.values():
        for start in guide.steps.values():
            step_id, seen = start.id, set[str]()
            while isinstance(step := guide.steps.get(step_id), Tell):
                if step_id in seen:
                    yield Problem(f"guides/{guide.id}.toml", start.id, "goes round for ever", "lead it out")
                    break
                seen.add(step_id)
                step_id = step.next


def _step_texts(library: Library) -> Iterator[Problem]:
    needs = {Tell: ("say",), Talk: ("say",), Ask: ("ask",), Rate: ("ask",), Recall: ("ask", "kept", "missed")}
    for guide in library.guides.values():
        for step in guide.steps.values():
            for part in needs.get(type(step), ()):
                if f"guide.{guide.id}.{step.id}.{part}" not in library.lines:
                    hint = f'add {part} = ["…", "…", "…"]'
                    yield Problem(f"guides/{guide.id}.toml", step.id, f"has no {part}", hint)
            if isinstance(step, Talk) and not 10 <= step.seconds <= 300:  # noqa: PLR2004 - see `Talk`
                yield Problem(f"guides/{guide.id}.toml", step.id, f"{step.seconds} seconds", "10 to 300")
            if isinstance(step, Tell) and not 0 <= step.pause <= 10:  # noqa: PLR2004 - see `Tell`
                yield Problem(f"guides/{guide.id}.toml", step.id, f"pauses {step.pause} seconds", "0 to 10")


def _durations(library: Library) -> Iterator[Problem]:
    for guide in library.guides.values():
        real = seconds(guide, library) / 60
        if abs(real - guide.minutes) > max(1, DURATION_SLACK * guide.minutes):
            problem = f"declares {guide.minutes} minutes but takes {real:.1f}"
            yield Problem(f"guides/{guide.id}.toml", guide.id, problem, f"set minutes = {round(real)}")


def _helplines(library: Library) -> Iterator[Problem]:
    if "other" not in library.helplines:
        yield Problem("helplines.toml", "other", "there is no careful default", "add a table [other]")
    for country, line in library.helplines.items():
        if country != "other" and not line.emergency:
            yield Problem("helplines.toml", country, "has no emergency number", "add it")


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[a-z{}]+", text.lower()))


RULES: tuple[Rule, ...] = (
    _enough,
    _wordings,
    _lengths,
    _signs,
    _questions,
    _words,
    _placeholders,
    _repeated,
    _references,
    _circles,
    _step_texts,
    _durations,
    _helplines,
)
