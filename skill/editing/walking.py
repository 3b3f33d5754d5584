"""Goes through a guide as the skill leads through it, without anybody there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from skill.content.guide import Rate
from skill.conversation import Conversation
from skill.couple import Couple
from skill.dialogue.respond import respond
from skill.heard import Score, StartGuide, Yes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.content.guide import Guide
    from skill.content.library import Library
    from skill.reply import Reply

EARLY = datetime(2026, 11, 24, 19, 0, tzinfo=ZoneInfo("America/New_York"))
MOST_TURNS = 100


class _Drawn:
    """Stands for chance, which nobody asks: the couple has its order already."""

    def randrange(self, start: int, stop: int) -> int:  # noqa: ARG002 - as the dialogue calls it
        return start

    def betavariate(self, alpha: float, beta: float) -> float:
        return alpha / (alpha + beta)


def replies(library: Library, guide: Guide, *, short: bool, name: str) -> Iterator[Reply]:
    """Every reply of a form, when all is answered with yes.

    Args:
        library: the content, with the guide in it.
        guide: which one.
        short: in which form.
        name: what both partners are called.
    """
    couple = Couple("nobody", seed=1, first=name, second=name, visits=1, version=1)
    conversation = Conversation(fresh=False, visit=1)
    heard: StartGuide | Score | Yes = StartGuide(guide.id, "short" if short else "full")
    for _ in range(MOST_TURNS):
        turn = respond(heard, conversation, couple, library, EARLY, _Drawn())
        yield turn.reply
        couple, conversation = turn.couple, turn.conversation
        place = conversation.place
        if place is None or place.guide != guide.id:
            return
        heard = Score(7) if isinstance(guide.steps.get(place.step), Rate) else Yes()
