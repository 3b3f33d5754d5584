"""The command line: talk to the skill, check what it says and hears, host it, look at what is kept."""

from __future__ import annotations

import argparse
import json
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from skill import wiring
from skill.alexa import services
from skill.alexa.handling import answer
from skill.content.guide_files import read_guide
from skill.content.loading import library, with_guide
from skill.editing import commands as commands_for_writers
from skill.editing.commands import LOCALES, interaction_models
from skill.errors import CloserError, ConfigurationError
from skill.stores import exports
from skill.stores.exports import FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skill.store import Store

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

    commands_for_writers.add_to(commands)

    serve = commands.add_parser("serve", help="host the skill over HTTP, behind a TLS proxy")
    serve.add_argument("--port", type=int, default=5000)
    serve.set_defaults(run=_serve)

    export = commands.add_parser("export", help="print all that is kept about a couple, as lines of JSON")
    export.add_argument("couple", nargs="?", default=LOCAL_USER, help="the userId; yours unless told")
    _add_store(export)
    export.add_argument(
        "--as", dest="form", default="json", choices=FORMS, help="plain JSON, or DynamoDB's own form"
    )
    export.add_argument("--to", type=Path, metavar="FILE", help="write it there instead")
    export.set_defaults(run=_export)

    bring = commands.add_parser("import", help="bring back a couple that was exported")
    bring.add_argument("file", type=Path, help="what export wrote, in either form")
    _add_store(bring)
    bring.add_argument("--as-couple", metavar="ID", help="under this userId; their own unless told")
    bring.add_argument("--replace", action="store_true", help="forget a couple of that id first")
    bring.set_defaults(run=_import)
    return parser


def _add_store(command: argparse.ArgumentParser) -> None:
    where = command.add_mutually_exclusive_group()
    where.add_argument("--state", type=Path, metavar="FILE", help="the SQLite file; yours unless told")
    where.add_argument("--table", metavar="NAME", help="a DynamoDB table instead")
    command.add_argument("--endpoint", metavar="URL", help="with --table: another address for DynamoDB")


def _talk(options: argparse.Namespace) -> int:
    from tzlocal import get_localzone_name

    from skill.simulator import terminal, voice
    from skill.simulator.envelopes import known
    from skill.simulator.listening import OneShot
    from skill.simulator.reminders import Service
    from skill.simulator.understanding import Understanding, Understood

    zone = options.zone or get_localzone_name() or "UTC"
    if not services.is_zone(zone):
        raise ConfigurationError("--zone", f'there is no time zone "{zone}"', 'write it like "Europe/Berlin"')
    opening = None
    reminders = Service()
    if options.guide:
        guide, lines = read_guide(options.guide)
        content = with_guide(library("en"), guide, lines)
        slots = {"Guide": known(guide.id), **({"Length": known("short")} if options.short else {})}
        opening = OneShot(Understood("StartGuideIntent", slots))
        # A guide that is being written must not leave a place in anybody's own evening.
        skill = wiring.local_skill(wiring.passing_store(LOCAL_USER), zone, content, reminders)
    else:
        store = wiring.local_store(options.state or _state())
        store.load(LOCAL_USER)  # a file that cannot be used is said so now, and not by the skill later
        skill = wiring.local_skill(store, zone, send=reminders)
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
        reminders=reminders,
        fast=options.fast,
    )


def _state() -> Path:
    from platformdirs import user_data_path

    return user_data_path("closer-together") / "couple.sqlite"


def _serve(options: argparse.Namespace) -> int:
    from skill.web.app import from_environment, serve

    app = from_environment()
    print(f"Listening on http://127.0.0.1:{options.port}/alexa (docs/self-hosting.md says what Alexa needs)")
    serve(app, port=options.port)
    return 0


def _export(options: argparse.Namespace) -> int:
    kept = _store(options, there=True).export(options.couple)
    if not kept:
        raise ConfigurationError(
            options.couple, "nothing is kept of them", "see whether id and store are right"
        )
    text = "".join(f"{line}\n" for line in exports.lines(kept, options.form))
    if options.to is None:
        if isinstance(sys.stdout, TextIOWrapper):  # import reads UTF-8, whatever this terminal speaks
            sys.stdout.reconfigure(encoding="utf-8")
        print(text, end="")
        return 0
    try:
        options.to.touch(mode=0o600)
        options.to.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigurationError(
            str(options.to), f"cannot be written: {error.strerror}", "name another"
        ) from error
    print(f"{options.to}: {len(kept)} items of {options.couple}")
    return 0


def _import(options: argparse.Namespace) -> int:
    kept = exports.read(options.file, options.as_couple)
    number = exports.bring_back(_store(options), kept, wiring.seconds(), replace=options.replace)
    expired = f" ({len(kept) - number} more had expired)" if number < len(kept) else ""
    print(f"{kept[0]['pk']}: {number} items are back{expired}")
    return 0


def _store(options: argparse.Namespace, *, there: bool = False) -> Store:
    """The store that the options name. A file that has to be there already is not made."""
    if options.table is not None:
        environ = {"CLOSER_TABLE": options.table, "CLOSER_DYNAMODB_ENDPOINT": options.endpoint or ""}
        return wiring.store_from(environ)
    if options.endpoint is not None:
        raise ConfigurationError("--endpoint", "is an address of DynamoDB", "name a table there with --table")
    file = options.state or _state()
    if there and not file.exists():
        raise ConfigurationError(
            str(file), "is not there", "name the file with --state, or a table with --table"
        )
    return wiring.local_store(file)


if __name__ == "__main__":
    sys.exit(main())
