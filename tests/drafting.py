"""Drafts the spoken scripts of the guides by playing them, for people to read and to hold on to.

A script has four parts: the full form and the short form with a yes to everything; the
guide asked for by its occasion; and evenings with a "no" at every place where one can be
said, one place after the other, until each had its own.

    python -m tests.drafting            # all guides
    python -m tests.drafting empathy    # one
"""

from __future__ import annotations

import re
import sys
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from skill import heard as h
from skill.content.guide import Ask, Guide, Rate, Recall, Talk
from skill.content.loading import library
from skill.content.tables import read
from skill.couple import Couple
from tests.evening import Evening, keys, quiet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.heard import Heard
    from skill.reply import Turn

SCRIPTS = Path(__file__).parent / "scenarios" / "guides"
SLOTS = Path("skill/content/en/slots.toml")
UNSAID = (
    "countries.",
    "phrases.who.",
    "phrases.name.",
    "phrases.breathe.",
    "phrases.until_chime",
    "phrases.finish_thought",
)
"""Lines that a reader of a script need not look at."""
OCCASIONS = ("we", "i", "my", "it's")
YES = cycle([("yes", h.Yes()), ("sure", h.Yes()), ("yes please", h.Yes())])
DONE = cycle([("done", h.Done()), ("next", h.Next()), ("yes", h.Yes()), ("we're done", h.Done())])
NUMBERS = cycle([("seven", h.Score(7)), ("eight", h.Score(8)), ("six", h.Score(6))])
NO = cycle([("no", h.No()), ("no thanks", h.No()), ("not now", h.No())])


class Player:
    """One guide, played and written down."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.name = guide.id.replace("_", " ")
        self.lines = [
            f"# {guide.name[0].upper()}{guide.name[1:]}: full, short, by its occasion, and every no.",
            "It is 2026-11-23, 20:15, in America/New_York.",
        ]
        self.evening = Evening(couple=Couple("couple", seed=7))
        self.refused: set[str] = set()
        """Steps at which somebody has said no, with the form."""
        self.here: set[str] = set()
        """Steps at which somebody has said no in the evening that is on."""

    def script(self) -> str:
        """The whole script."""
        self.say("open closer together", h.Opened())
        self.say("we are ana and ben", h.Introduce("ana", "ben"))
        self.part("The full form, with a yes to everything.", "to start", None, refusing=False)
        self.part("The short form, for a tired evening.", "for the short version of", "short", refusing=False)
        self.occasion()
        for length in ("full", "short"):
            while self.open_refusals(length):
                before = len(self.refused)
                self.part(f"With a no, {length} form.", f"for the {length} version of", length, refusing=True)
                assert len(self.refused) > before, self.open_refusals(length)
        return "\n".join(self.lines) + "\n"

    def part(self, title: str, wish: str, length: str | None, *, refusing: bool) -> None:
        """One evening with the guide."""
        self.lines += ["", f"# {title}", "1 day later, 20:15."]
        self.evening.drops()
        self.evening.passes(days=1)
        self.here = set()
        turn = self.say(f"ask closer together {wish} {self.name}", h.StartGuide(self.guide.id, length))
        for _ in range(200):
            if turn.reply.closes:
                return self.come_back(refusing=refusing)
            place = self.evening.conversation.place
            assert place is not None
            if place.guide != self.guide.id:  # it led over, or offers something else
                turn = self.say("stop", h.Stop())
            else:
                turn = self.say(*self.word(refusing=refusing))
        msg = f"{self.guide.id} does not end"
        raise AssertionError(msg)

    def come_back(self, *, refusing: bool) -> None:
        """After a rest: back, a little later, where they were."""
        paused = self.evening.couple.paused
        if paused is None or paused.place.guide != self.guide.id:
            return
        self.lines.append("30 minutes later.")
        self.evening.passes(minutes=30)
        turn = self.say("open closer together", h.Opened())
        for _ in range(200):
            if turn.reply.closes:
                return
            turn = self.say(*self.word(refusing=refusing))

    def occasion(self) -> None:
        """The guide asked for as people would, in the middle of an evening."""
        ways = read(SLOTS)["Guide"][self.guide.id]
        said = next((way for way in reversed(ways) if way.split()[0] in OCCASIONS), ways[-1])
        self.lines += ["", "# By its occasion.", "1 day later, 20:15."]
        self.evening.drops()
        self.evening.passes(days=1)
        self.say("open closer together", h.Opened())
        self.say(said, h.StartGuide(self.guide.id))
        self.say("stop", h.Stop())

    def word(self, *, refusing: bool) -> tuple[str, Heard]:
        """What somebody says at the place they are at."""
        place = self.evening.conversation.place
        assert place is not None
        step = self.guide.steps[place.step]
        name = self.key(step.id, short=place.short)
        if refusing and name not in self.here and (name not in self.refused or not isinstance(step, Ask)):
            self.here.add(name)
            if name not in self.refused:
                self.refused.add(name)
                return next(NO)
        match step:
            case Ask() | Recall():
                return next(YES)
            case Rate():
                return next(NUMBERS)
            case _:
                return next(DONE)

    def open_refusals(self, length: str) -> list[str]:
        """Places of a form at which nobody has said no yet."""
        from skill.editing.rules.steps import reached

        short = length == "short"
        return sorted(
            name
            for step_id in reached(self.guide, short=short)
            if isinstance(self.guide.steps[step_id], Ask | Rate | Talk)
            and (name := self.key(step_id, short=short)) not in self.refused
        )

    @staticmethod
    def key(step: str, *, short: bool) -> str:
        """A step in a form."""
        return f"{step}, {'short' if short else 'full'}"

    def say(self, words: str, heard: Heard) -> Turn:
        """Somebody says something, and what is heard is written down."""
        turn = self.evening.hears(heard)
        self.lines += [f"you: {words}", f"skill: {' '.join(self.heard(turn))}"]
        return turn

    def heard(self, turn: Turn) -> Iterator[str]:
        """What a reader should hold a reply to."""
        for key in keys(turn):
            if not key.startswith(UNSAID) and not key.endswith(".name"):
                plain = key.removeprefix("phrases.").removesuffix("_brief").removesuffix("_unnamed")
                # Which question comes is the couple's own.
                yield f"[{re.sub(r'(?<=^prompt.)[^.]+', '*', plain)}]"
        if quiet(turn):
            yield f"(quiet {quiet(turn)})"
        yield "(closes)" if turn.reply.closes else "(listens)"


def main(names: list[str]) -> None:
    """Writes the scripts of these guides, or of all."""
    SCRIPTS.mkdir(exist_ok=True)
    for name, guide in library().guides.items():
        if not names or name in names:
            (SCRIPTS / f"{name}.txt").write_text(Player(guide).script(), encoding="utf-8")
            print(f"{SCRIPTS.name}/{name}.txt")


if __name__ == "__main__":
    main(sys.argv[1:])
