"""Words of danger win in every state, and leave no trace.

Two breaths, the numbers to call, once more if asked, and the session closes.
Nothing of it reaches the couple's item, the history, a log or a screen; the
paused place stays as it was.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast, get_args

from skill.conversation import Place
from skill.dialogue.scene import Scene, Telling, line
from skill.heard import Crisis, Danger, Feeling, Introduce, Note, Repeat, Resume, StartOver, Yes
from skill.reply import Telephone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skill.content.library import Library
    from skill.heard import Heard
    from skill.reply import Value

ID = "safety"
CHECK = "check"
"""The step at which the skill asks whether it heard danger rightly."""
WORRYING = frozenset(
    ("kill", "kills", "killed", "die", "dying", "suicide", "weapon", "gun", "knife", "hit", "hits", "hurts")
)
"""Words in a note that deserve a gentle check when no known sentence of danger is in it."""


def danger(heard: Heard, library: Library) -> Danger | None:
    """The danger in what was heard, also in words that came as something else; None for none."""
    match heard:
        case Crisis(danger=kind):
            return kind
        case Note(words=words) | Feeling(feeling=words):
            return in_words(words, library)
        case Introduce(first=first, second=second):
            return in_words(f"{first} {second}", library)
        case _:
            return None


def in_words(words: str, library: Library) -> Danger | None:
    """The danger that a known sentence within `words` speaks of; None for none."""
    spoken = f" {plain(words)} "
    return next((kind for sentence, kind in library.dangers if f" {plain(sentence)} " in spoken), None)


def plain(words: str) -> str:
    """`words` in lower case, without punctuation: the form in which sentences are compared."""
    return " ".join(re.sub(r"[^\w\s]", "", words.lower()).split())


def worrying(heard: Heard) -> bool:
    """Whether a note holds a word that may be an idiom and may be danger."""
    return isinstance(heard, Note) and not WORRYING.isdisjoint(plain(heard.words).split())


def answer(scene: Scene, kind: Danger) -> Telling:
    """What to do now, in two breaths; then the question whether to hear it once more."""
    told = _told(scene, kind)
    return replace(told.ask(Place(ID, kind), "safety.again"), urgent=True)


def check(scene: Scene) -> Telling:
    """Asks gently whether somebody is in danger."""
    return replace(Telling(scene.couple).ask(Place(ID, CHECK), "safety.check"), urgent=True)


def hear(scene: Scene, place: Place, heard: Heard) -> Telling:
    """After a safety answer: once more if asked, then close. A no to `check` never gets here."""
    if place.step == CHECK and isinstance(heard, Yes):
        return answer(scene, "unsaid")
    kind = cast("Danger", place.step) if place.step in get_args(Danger) else "unsaid"
    match heard:
        case Repeat() if place.step == CHECK:
            return check(scene)
        case Yes() | Repeat() | Resume() | StartOver() if place.step != CHECK:
            closing = _told(scene, kind).say("safety.close").leave()
        case _:
            closing = Telling(scene.couple).say("safety.close").leave()
    return replace(closing, urgent=True)


def _told(scene: Scene, kind: Danger) -> Telling:
    helpline = scene.library.helpline(scene.country)
    emergency: Value = (
        Telephone(helpline.emergency) if helpline.emergency else line("safety.number.emergency")
    )
    values: dict[str, Value] = {
        "abuse": _numbers(helpline.abuse, "safety.number.abuse"),
        "crisis": _numbers(helpline.crisis, "safety.number.crisis"),
        "emergency": emergency,
    }
    telling = Telling(scene.couple).say(f"safety.{kind}.first", **values).pause(1)
    return telling.say(f"safety.{kind}.second", **values).pause(1).say("safety.overheard")


def _numbers(numbers: Sequence[str], otherwise: str) -> Value:
    return Telephone(numbers[0]) if numbers else line(otherwise)
