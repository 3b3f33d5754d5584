"""Words of danger win in every state, and leave no trace.

Two breaths, the numbers to call, once more if asked, and the session closes.
All of it happens aside: the place, the couple and all that is kept stay as they
were, to the letter, and nobody who looks later can tell that anything was said.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.content.countries import NUMBERS
from skill.conversation import CHECK
from skill.dialogue import calling
from skill.dialogue.noticing import noticed
from skill.dialogue.scene import Scene, Telling, line
from skill.heard import Crisis, Feeling, Help, Introduce, Note, Repeat, Resume, StartOver, Unclear, Yes
from skill.reply import Pause, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from skill.content.library import Library
    from skill.conversation import Aside, Conversation
    from skill.heard import Danger, Heard
    from skill.reply import Piece, Value


FARTHEST = -2.0
"""The weight up to which words that Alexa took for a cry for help were surely taken so by mistake."""


def notice(heard: Heard, words: Sequence[str], library: Library) -> Aside | None:
    """What safety has to say to what was heard: the danger, `CHECK` where there may be one, None for nothing.

    Args:
        heard: what people meant.
        words: all that they said in so many words, in whatever slot it came.
        library: knows by which signs danger is noticed.
    """
    found = [noticed(one, library.dangers) for one in (*words, *_carried(heard))]
    if isinstance(heard, Feeling):
        # What we put before it would weigh more than all that was said.
        found.append(noticed(f"i feel {heard.feeling}", library.dangers, weighed=False))
    dangers = [one for one in found if one is not None and one != CHECK]
    match heard:
        case Crisis(danger=kind) if kind != "unsaid":
            return kind
        case _ if dangers:
            return dangers[0]
        case Crisis() if not any(words):
            return "unsaid"  # a cry for help without any words of its own is believed
        case Crisis() if any(library.dangers.weight(one) > FARTHEST for one in words):
            return CHECK
        case _:
            return CHECK if CHECK in found else None


def concerns(heard: Heard, words: Sequence[str], conversation: Conversation, library: Library) -> bool:
    """Whether this turn is safety's: then nothing may be read, kept or logged for it."""
    return conversation.aside is not None or notice(heard, words, library) is not None


def tell(scene: Scene, heard: Heard, seen: Aside | None) -> Telling:
    """What safety says. A plain no to its gentle question never gets here.

    Args:
        scene: where people are; `scene.conversation.aside` is what safety asked last.
        heard: what people meant.
        seen: what `notice` saw in it.
    """
    asked = scene.conversation.aside
    if seen is not None and seen != CHECK:
        return _answer(scene, seen)
    if asked is None:
        return _check(scene)
    if asked == CHECK:
        # Whoever does not say no may not be able to say yes.
        if seen is not None or isinstance(heard, Yes | Help | Unclear | Crisis):
            return _answer(scene, "unsaid")
        return _check(scene) if isinstance(heard, Repeat) else _close(scene)
    if seen is not None or isinstance(heard, Yes | Repeat | Resume | StartOver | Help):
        return _told(scene, asked).say("safety.close")
    return _close(scene)


def without_numbers() -> Reply:
    """What is said of any danger when the skill itself has failed: it needs no country, couple or place."""
    values: dict[str, Value] = {what: line(f"safety.number.{what}") for what in NUMBERS}
    return Reply(say=_breaths("unsaid", values), urgent=True)


def _answer(scene: Scene, kind: Danger) -> Telling:
    """What to do now, in two breaths; then the question whether to hear it once more."""
    return replace(_told(scene, kind), question=line("safety.again"), aside=kind)


def _check(scene: Scene) -> Telling:
    """Asks gently whether somebody is in danger."""
    return replace(Telling(scene.couple), question=line("safety.check"), aside=CHECK)


def _close(scene: Scene) -> Telling:
    return Telling(scene.couple).say("safety.close")


def _carried(heard: Heard) -> tuple[str, ...]:
    """The free words that some meanings carry."""
    match heard:
        case Note(words=words):
            return (words,)
        case Feeling(feeling=feeling):
            return (feeling,)
        case Introduce(first=first, second=second):
            return (first, second, f"{first} {second}")
        case _:
            return ()


def _told(scene: Scene, kind: Danger) -> Telling:
    """The answer to a kind of danger, with the numbers of the country."""
    return Telling(scene.couple, _breaths(kind, calling.numbers(scene)))


def _breaths(kind: Danger, values: Mapping[str, Value]) -> tuple[Piece, ...]:
    """The two breaths of an answer, and that others may hear it."""
    first, second = (line(f"safety.{kind}.{part}", **values) for part in ("first", "second"))
    return (first, Pause(1), second, Pause(1), line("safety.overheard"))
