"""The commands of a writer: check what the skill says and hears, read it aloud, write it up, learn from it.

Each loads what it needs when it runs, so that talking to the skill need not wait for it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skill import wiring
from skill.alexa import models
from skill.content.countries import countries, stale
from skill.content.guide_files import read_guide
from skill.content.loading import library, with_guide
from skill.content.tables import read

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from skill.editing.desk import Desk

LOCALES = ("en-US",)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands to those of the command line."""
    content = commands.add_parser("content", help="check everything that the skill says")
    content.add_argument(
        "file", nargs="?", type=Path, help="check this guide only, a file that need not be in place"
    )
    content.set_defaults(run=_content)

    aloud = commands.add_parser("aloud", help="read aloud what was not yet, and keep how long it takes")
    aloud.add_argument("--all", action="store_true", help="measure everything anew")
    aloud.set_defaults(run=_aloud)

    pages = commands.add_parser("pages", help="write the pages of docs/ that come from the content")
    pages.add_argument("--check", action="store_true", help="change nothing; fail where one is stale")
    pages.set_defaults(run=_pages)

    lives = commands.add_parser("lives", help="simulate couples over three years of nights")
    lives.add_argument("--couples", type=int, default=1000)
    lives.add_argument("--seed", type=int, default=1)
    lives.set_defaults(run=_lives)

    outings = commands.add_parser("outings", help="simulate couples over two years of dates")
    outings.add_argument("--couples", type=int, default=1000)
    outings.add_argument("--seed", type=int, default=1)
    outings.set_defaults(run=_outings)

    journeys = commands.add_parser("journeys", help="simulate couples on a journey of six weeks")
    journeys.add_argument("--couples", type=int, default=1000)
    journeys.add_argument("--seed", type=int, default=1)
    journeys.set_defaults(run=_journeys)

    hears = commands.add_parser(
        "models", help="fill the slot types of the interaction models from the content"
    )
    hears.add_argument(
        "--check", action="store_true", help="change nothing; fail where something is stale or wrong"
    )
    hears.set_defaults(run=_models)

    learn = commands.add_parser(
        "learn", help="learn which words weigh toward danger, from skill/editing/dangers"
    )
    learn.add_argument(
        "--check", action="store_true", help="change nothing; fail where the weights are stale"
    )
    learn.set_defaults(run=_learn)

    release = commands.add_parser("release", help="check what has to be fresh on the day of a release")
    release.set_defaults(run=_release)


def interaction_models() -> Path:
    """The folder of interaction models, in a checkout or in an installed package."""
    package = Path(str(resources.files("skill")))
    beside = package.parent / "interaction_models"
    return beside if beside.is_dir() else package / "interaction_models"


def _content(options: argparse.Namespace) -> int:
    from skill.editing import checking

    here, only = desk(), ""
    if options.file:
        guide, lines = read_guide(options.file)
        here = replace(here, library=with_guide(here.library, guide, lines))
        only = f"guides/{guide.id}.toml"
    problems = checking.check(here)
    if only:
        problems = {
            rule: mine for rule, some in problems.items() if (mine := [p for p in some if p.file == only])
        }
    print(checking.report(here, problems))
    number = sum(map(len, problems.values()))
    print(f"{number} problems" if number else "nothing to mend")
    return 1 if number else 0


def desk() -> Desk:
    """The editor's desk with the English content on it."""
    from skill.editing import desk as desks
    from skill.editing import spoken
    from skill.simulator.likeness import encoder

    model = (interaction_models() / "en-US.json").read_text(encoding="utf-8")
    return desks.lay(resources.files("skill.content") / "en", model, spoken.opened(spoken.file()), encoder())


def _aloud(options: argparse.Namespace) -> int:
    from skill.editing import reading, spoken
    from skill.simulator.voice import Neural

    path = spoken.file()
    known = spoken.opened(path)
    number = reading.read(library("en"), known, Neural(), path, everything=options.all)
    print(f"{number:,} lines read aloud, {len(known.seconds):,} known")
    return 0


def _pages(options: argparse.Namespace) -> int:
    from skill.editing import pages

    stale = pages.write(desk(), Path("docs"), check=options.check)
    said = "is not what the content makes of it (run `make pages`)" if options.check else "written"
    for name in stale:
        print(f"docs/{name}: {said}")
    return 1 if options.check and stale else 0


def _lives(options: argparse.Namespace) -> int:
    from skill.editing import lives
    from skill.editing.progress import slowly

    content, some = library("en"), []
    for number in slowly(range(options.couples), "living", "couple"):
        chance = wiring.chance(options.seed * 1_000_000 + number)
        some.append(lives.live(content, lives.temper(content, chance), chance))
    for what, figure in lives.figures(some).items():
        print(f"{figure:>14,.2f} {what}" if figure % 1 else f"{figure:>14,.0f} {what}")
    return 0


def _outings(options: argparse.Namespace) -> int:
    from skill.editing import outings
    from skill.editing.progress import slowly

    content = library("en")
    lives: dict[str, list[outings.Life]] = {way: [] for way in outings.WAYS}
    for number in slowly(range(options.couples), "going out", "couple"):
        one = outings.pair(wiring.chance(options.seed * 1_000_000 + number))
        for way, some in lives.items():
            some.append(outings.live(content, one, way, wiring.chance(one.seed)))
    for what, figure in outings.figures(lives).items():
        print(f"{figure:>14,.2f} {what}" if figure % 1 else f"{figure:>14,.0f} {what}")
    print(outings.picture(lives))
    return 0


def _journeys(options: argparse.Namespace) -> int:
    from skill.editing import journeys
    from skill.editing.progress import slowly

    content = library("en")
    walks = (
        journeys.walk(content, wiring.chance(options.seed * 1_000_000 + number))
        for number in slowly(range(options.couples), "walking", "couple")
    )
    for what, figure in journeys.figures(walks).items():
        print(f"{figure:>14,.2f} {what}" if figure % 1 else f"{figure:>14,.0f} {what}")
    return 0


def _models(options: argparse.Namespace) -> int:
    slots, decks = vocabulary(resources.files("skill.content") / "en")
    wrong = 0
    for locale in LOCALES:
        file = interaction_models() / f"{locale}.json"
        model = json.loads(file.read_text(encoding="utf-8"))
        stale = models.stale(model, slots, decks)
        if options.check:
            for name in stale:
                print(f"{file.name}: {name}: is not what the content makes of it (run `make models`)")
            wrong += len(stale)
        else:
            model = models.generate(model, slots, decks)
            file.write_text(models.text(model), encoding="utf-8")
            print(f"{file.name}: {len(stale)} slot types filled anew")
        manifest = json.loads((interaction_models() / "skill.json").read_text(encoding="utf-8"))
        problems = [*models.check(model, file.name), *models.check_manifest(manifest, model)]
        for problem in problems:
            print(problem)
        wrong += len(problems)
        language = model["interactionModel"]["languageModel"]
        samples = sum(len(intent["samples"]) for intent in language["intents"])
        print(f"{file.name}: {len(language['intents'])} intents, {samples:,} samples, {wrong} problems")
    return 1 if wrong else 0


def vocabulary(folder: Traversable) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """The slot values of a language: the tables of slots.toml, and its decks."""
    decks = sorted((folder / "decks").iterdir(), key=lambda file: file.name)
    return read(folder / "slots.toml"), [read(file) for file in decks if file.name.endswith(".toml")]


def _learn(options: argparse.Namespace) -> int:
    from skill.editing import learning

    learned = learning.learn(desk(), wiring.chance(1))
    path = learning.file()
    if options.check:
        known = json.loads(path.read_text(encoding="utf-8"))
        if learning.differ(known, learned):
            print(f"{path.name}: is not what the sentences make of it (run `make learn`)")
        return 1 if learning.differ(known, learned) else 0
    learning.write(learned, path)
    print(f"{path.name}: {len(learned['weights']):,} words and pairs of words weigh something")
    return 0


def _release(_options: argparse.Namespace) -> int:
    found = list(stale(countries().values(), wiring.clock().date()))
    for error in found:
        print(error)
    print(f"{len(found)} countries to check again" if found else "every helpline was checked in time")
    return 1 if found else 0
