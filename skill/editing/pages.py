"""Pages of the documentation that come from the content: one a guide, the decks, the coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.content.guide import (
    END,
    Ask,
    Breathe,
    Guide,
    Lead,
    Rate,
    Recall,
    Rest,
    Step,
    Suggest,
    Swap,
    Talk,
    Tell,
)
from skill.editing.rules.care import CONSENT, KIND_ACT, NEXT_STEP
from skill.editing.rules.sound import seconds
from skill.heard import DEPTHS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from skill.editing.desk import Desk

MADE = "<!-- Made from the content by `make pages`. Change the content, not this page. -->"
PARTS = {
    "say": "says",
    "say_unnamed": "says without names",
    "say_short": "says in the short form",
    "say_short_unnamed": "says in the short form without names",
    "ask": "asks",
    "ask_unnamed": "asks without names",
    "kept": "after a yes",
    "missed": "after a no",
}
KINDS: dict[type[Step], str] = {
    Tell: "tells",
    Ask: "asks",
    Talk: "timed turn",
    Breathe: "breathes",
    Rate: "asks for a number",
    Swap: "swaps",
    Recall: "asks after last time",
    Rest: "closes until later",
    Lead: "leads over",
    Suggest: "suggests what fits",
}


def write(desk: Desk, docs: Path, *, check: bool = False) -> list[str]:
    """Writes the pages that differ from what the content makes of them, and removes those nobody needs.

    Args:
        desk: the content.
        docs: the folder of the documentation.
        check: changes nothing.

    Returns:
        The names of the pages that differ.
    """
    wanted = dict(pages(desk))
    old = {f"guides/{file.name}" for file in (docs / "guides").glob("*.md")}
    stale = sorted(
        name
        for name in {*wanted, *old}
        if name not in wanted
        or not (docs / name).is_file()
        or (docs / name).read_text(encoding="utf-8") != wanted[name]
    )
    if not check:
        (docs / "guides").mkdir(exist_ok=True)
        for name in stale:
            if name in wanted:
                (docs / name).write_text(wanted[name], encoding="utf-8")
            else:
                (docs / name).unlink()
    return stale


def pages(desk: Desk) -> Iterator[tuple[str, str]]:
    """Every page, by its name below docs/."""
    for guide in desk.library.guides.values():
        yield f"guides/{guide.id}.md", _page(_guide(desk, guide))
    yield "guides/README.md", _page(_index(desk))
    yield "decks.md", _page(_decks(desk))
    yield "practices.md", _page(_practices(desk))


def flow(guide: Guide) -> Iterator[str]:
    """A guide as a Mermaid flowchart, line by line."""
    yield "flowchart TD"
    for step in guide.steps.values():
        only = f", {guide.only[step.id]} form only" if step.id in guide.only else ""
        words = f'"{step.id}<br/><i>{KINDS[type(step)]}{_measure(guide, step)}{only}</i>"'
        shape = {Ask: ("{{", "}}"), Rate: ("{{", "}}"), Recall: ("{{", "}}"), Talk: ("([", "])")}
        left, right = shape.get(type(step), ("[", "]"))
        yield f"    {_node(step.id)}{left}{words}{right}"
    for step in guide.steps.values():
        for target, why in _ways(step):
            arrow = f"-- {why} -->" if why else "-->"
            yield f"    {_node(step.id)} {arrow} {_node(target) if target != END else 'finish((end))'}"


def _measure(guide: Guide, step: Step) -> str:
    """How long a step takes, in the forms that have it."""
    forms = [short for short in (False, True) if guide.has(step.id, short=short)]
    match step:
        case Talk():
            return f", {' or '.join(str(step.lasts(short=short)) for short in forms)} seconds"
        case Breathe():
            breaths = " or ".join(str(step.lasts(short=short)) for short in forms)
            return f", {breaths} breaths of {step.inhale:g} and {step.exhale:g} seconds"
        case _:
            return ""


def _node(step_id: str) -> str:
    return f"s_{step_id}"  # "end" means something to Mermaid


def _ways(step: Step) -> list[tuple[str, str]]:
    """Where a step leads, and when."""
    match step:
        case Ask():
            ways = {step.yes: ["yes"]}
            ways.setdefault(step.no, []).append("no")
            ways.setdefault(step.skip, []).append("skip")
            return [(target, " or ".join(words)) for target, words in ways.items()]
        case Swap():
            return [(step.back, "the other one's turn"), (step.next, "then")]
        case Rest():
            return [(step.next, "when they come back")]
        case Lead():
            return [(END, f"over into {step.to}")]
        case Suggest():
            return [(END, "")]
        case _:
            return [(step.next, "")]


def _guide(desk: Desk, guide: Guide) -> Iterator[str]:
    asked = desk.practices.get(guide.id, {})
    name = guide.name[0].upper() + guide.name[1:]
    yield f"# {name}"
    yield ""
    full, short = (seconds(desk, guide, short=form) / 60 for form in (False, True))
    yield f"`{guide.id}`, in `skill/content/en/guides/{guide.id}.toml`."
    yield ""
    yield "| | full form | short form |"
    yield "| --- | --- | --- |"
    yield f"| minutes declared | {guide.minutes:g} | {guide.short_minutes:g} |"
    yield f"| minutes as spoken | {full:.1f} | {short:.1f} |"
    if articles := asked.get("articles"):
        yield ""
        yield f"Asked for by {_articles(articles)} of the five articles: [practices.md](../practices.md)."
    if guide.heavy:
        yield ""
        yield "It asks a lot of people, so it is never offered late in the evening."
    yield ""
    yield "## Why"
    yield ""
    yield from (f"- {wording}" for wording in desk.library.lines[f"guide.{guide.id}.why"])
    yield ""
    yield "## How it goes"
    yield ""
    yield "```mermaid"
    yield from flow(guide)
    yield "```"
    yield ""
    yield "## What it says"
    for step in guide.steps.values():
        yield ""
        yield f"### {step.id}"
        yield ""
        does = ", ".join(guide.covers.get(step.id, ()))
        only = f" Only in the {guide.only[step.id]} form." if step.id in guide.only else ""
        kind = KINDS[type(step)]
        yield f"{kind[0].upper()}{kind[1:]}{_measure(guide, step)}.{only}{f' For: {does}.' if does else ''}"
        for part, words in PARTS.items():
            some = desk.library.lines.get(f"guide.{guide.id}.{step.id}.{part}")
            if some:
                yield ""
                yield f"It {words}:" if part not in ("kept", "missed") else f"{words[0].upper()}{words[1:]}:"
                yield ""
                yield from (f"- {wording}" for wording in some)


def _index(desk: Desk) -> Iterator[str]:
    yield "# The guided conversations"
    yield ""
    yield "| say | it is | minutes, full and short | steps |"
    yield "| --- | --- | --- | --- |"
    for guide in sorted(desk.library.guides.values(), key=lambda one: one.id):
        ways = desk.slots.get("Guide", {}).get(guide.id, ())
        say = ", ".join(f'"{way}"' for way in (guide.id.replace("_", " "), *ways[-2:]))
        yield (
            f"| {say} | [{guide.name}]({guide.id}.md) | {guide.minutes:g} and {guide.short_minutes:g} |"
            f" {len(guide.steps)} |"
        )


def _decks(desk: Desk) -> Iterator[str]:
    decks = desk.library.decks.values()
    total = sum(len(deck.prompts) for deck in decks)
    yield "# The decks"
    yield ""
    yield (
        f"{total:,} questions in {len(desk.library.decks)} decks, each with a tip for the listener and a"
        " follow-up. Some presume something, such as children, and are asked only of couples who said so, or"
        " who asked for the theme."
    )
    yield ""
    yield "| deck | questions | light | medium | deep | asked only of some |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for deck in decks:
        numbers = [sum(prompt.depth == depth for prompt in deck.prompts) for depth in DEPTHS]
        tagged = sum(bool(prompt.tags) for prompt in deck.prompts)
        yield f"| {deck.name} | {len(deck.prompts)} | {' | '.join(map(str, numbers))} | {tagged or ''} |"
    library = desk.library
    yield ""
    yield "And besides:"
    yield ""
    yield "| | how many |"
    yield "| --- | --- |"
    yield f"| date ideas | {len(library.dates)} |"
    yield f"| invitations to appreciate | {len(library.appreciations)} |"
    yield f"| gestures that close a round | {len(library.closings)} |"
    yield f"| small gestures | {len(library.gestures)} |"
    yield f"| feelings that are understood | {len(desk.slots.get('Feeling', {}))} |"


def _practices(desk: Desk) -> Iterator[str]:
    yield "# What each practice must contain, and where it does"
    yield ""
    yield (
        "Row by row, from `skill/content/practices.toml`. `make content` fails when a point has no step"
        " (the rule of coverage). The articles are the five on restoring emotional intimacy that the product"
        " was asked to follow."
    )
    yield ""
    yield "| practice | must contain | where | articles |"
    yield "| --- | --- | --- | --- |"
    for practice, asked in desk.practices.items():
        articles = ", ".join(map(str, asked["articles"]))
        guide = desk.library.guides.get(practice)
        name = f"[`{practice}`](guides/{practice}.md)" if guide else f"`{practice}`"
        for what, where in asked.get("features", {}).items():
            yield f"| {name} | {what} | {where} | {articles} |"
        if guide is None:
            continue
        for what in (CONSENT, *asked.get("must", ()), KIND_ACT, NEXT_STEP):
            steps = [f"`{step}`" for step, does in guide.covers.items() if what in does]
            yield f"| {name} | {what} | {', '.join(steps)} | {articles} |"


def _articles(numbers: list[int]) -> str:
    words = [
        ("", "the first", "the second", "the third", "the fourth", "the fifth")[number] for number in numbers
    ]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _page(lines: Iterator[str]) -> str:
    title, *rest = lines
    return "\n".join([title, "", MADE, *rest]) + "\n"
