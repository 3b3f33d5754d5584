"""The command line: talk to the skill, check what it says and hears, host it, look at what is kept."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skill import wiring
from skill.alexa import models, services
from skill.alexa.handling import answer
from skill.content.guide_files import read_guide
from skill.content.loading import library, with_guide
from skill.content.tables import read
from skill.errors import CloserError, ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable

    from skill.editing.desk import Desk

LOCALES = ("en-US",)
LOCAL_USER = "amzn1.ask.account.LOCAL"
"""The couple at this machine."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        arguments: the words after "closer"; None for those of this process.

    Returns:
        0, or 1 when something was wrong; it says what.
    """
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except CloserError as error:
        print(f"closer: {error}", file=sys.stderr)
        return 1


def interaction_models() -> Path:
    """The folder of interaction models, in a checkout or in an installed package."""
    package = Path(str(resources.files("skill")))
    beside = package.parent / "interaction_models"
    return beside if beside.is_dir() else package / "interaction_models"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="closer", description="Closer Together, a voice skill for couples.")
    commands = parser.add_subparsers(required=True, metavar="command")

    talk = commands.add_parser("talk", help="talk to the skill as if at the speaker")
    talk.add_argument("--say", metavar="TEXT", help="say one thing, hear the answer, and leave")
    talk.add_argument(
        "--voice",
        nargs="?",
        const="",
        metavar="FILE.wav",
        help="speak aloud, or into a file",
    )
    talk.add_argument("--locale", default="en-US", choices=LOCALES)
    talk.add_argument("--state", type=Path, metavar="FILE", help="where to keep the couple (SQLite)")
    talk.add_argument("--zone", metavar="NAME", help='the time zone, such as "Europe/Berlin"')
    talk.add_argument(
        "--guide", type=Path, metavar="FILE.toml", help="lead through this guide, a file of your own"
    )
    talk.add_argument("--short", action="store_true", help="with --guide: in its short form")
    talk.add_argument("--fast", action="store_true", help="do not wait through the timed silence")
    talk.set_defaults(run=_talk)

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

    hears = commands.add_parser(
        "models", help="fill the slot types of the interaction models from the content"
    )
    hears.add_argument(
        "--check", action="store_true", help="change nothing; fail where something is stale or wrong"
    )
    hears.set_defaults(run=_models)

    serve = commands.add_parser("serve", help="host the skill over HTTP, behind a TLS proxy")
    serve.add_argument("--port", type=int, default=5000)
    serve.set_defaults(run=_serve)

    export = commands.add_parser("export", help="print all that is kept about a couple, as JSON")
    export.add_argument("couple", nargs="?", default=LOCAL_USER, help="the userId; yours unless told")
    export.add_argument("--state", type=Path, metavar="FILE", help="the SQLite file; yours unless told")
    export.set_defaults(run=_export)
    return parser


def _talk(options: argparse.Namespace) -> int:
    from tzlocal import get_localzone_name

    from skill.simulator import terminal, voice
    from skill.simulator.envelopes import known
    from skill.simulator.listening import OneShot
    from skill.simulator.understanding import Understanding, Understood

    zone = options.zone or get_localzone_name() or "UTC"
    if not services.is_zone(zone):
        raise ConfigurationError("--zone", f'there is no time zone "{zone}"', 'write it like "Europe/Berlin"')
    opening = None
    if options.guide:
        guide, lines = read_guide(options.guide)
        content = with_guide(library("en"), guide, lines)
        slots = {"Guide": known(guide.id), **({"Length": known("short")} if options.short else {})}
        opening = OneShot(Understood("StartGuideIntent", slots))
        # A guide that is being written must not leave a place in anybody's own evening.
        skill = wiring.local_skill(wiring.passing_store(LOCAL_USER), zone, content)
    else:
        store = wiring.local_store(options.state or _state())
        store.load(LOCAL_USER)  # a file that cannot be used is said so now, and not by the skill later
        skill = wiring.local_skill(store, zone)
    model = json.loads((interaction_models() / f"{options.locale}.json").read_text(encoding="utf-8"))
    speaker = None
    if options.voice is not None:
        speaker = voice.speaker(options.locale, Path(options.voice) if options.voice else None)
    return terminal.converse(
        lambda event: answer(skill, event),
        Understanding.from_model(model),
        clock=wiring.clock,
        say=options.say,
        opening=opening,
        voice=speaker,
        locale=options.locale,
        user=LOCAL_USER,
        zone=zone,
        fast=options.fast,
    )


def _state() -> Path:
    from platformdirs import user_data_path

    return user_data_path("closer-together") / "couple.sqlite"


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


def _serve(options: argparse.Namespace) -> int:
    from skill.web.app import from_environment, serve

    app = from_environment()
    print(f"Listening on http://127.0.0.1:{options.port}/alexa (docs/self-hosting.md says what Alexa needs)")
    serve(app, port=options.port)
    return 0


def _export(options: argparse.Namespace) -> int:
    store = wiring.local_store(options.state or _state())
    for item in store.export(options.couple):
        print(json.dumps(item, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
