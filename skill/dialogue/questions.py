"""Tonight's question: the same one all evening, both answer, and on from there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.couple import Tonight
from skill.dialogue import keeping, timing
from skill.dialogue.asking import Wanted, after_another, after_answers, after_change, ask
from skill.dialogue.evenings import evening
from skill.dialogue.scene import Scene, Telling, line, who
from skill.heard import (
    DEPTHS,
    Another,
    AskQuestion,
    ChangeDepth,
    Depth,
    Done,
    Explain,
    Next,
    No,
    Previous,
    SaveThis,
    StartOver,
    Yes,
)

if TYPE_CHECKING:
    from skill.content.decks import Prompt
    from skill.heard import Heard

ID = "tonights_question"
ANSWER_SECONDS = 60
"""For each partner's answer."""
TOGETHER_SECONDS = 90
"""For the follow-up, which both talk about."""
BEFORE = {"first": "first", "second": "first", "together": "second"}
CLOSING_QUESTION = {
    "first": "phrases.swap",
    "second": "phrases.question.follow_up_offer",
    "together": "phrases.question.another_offer",
}


def begin(scene: Scene, wish: AskQuestion | None = None) -> Telling:
    """Tonight's question, or one that fits what was asked for."""
    wish = wish or AskQuestion()
    start = Telling(scene.couple)
    if wish.unknown_theme:
        start = start.say("phrases.question.unknown_theme")
    tonight = scene.couple.tonight
    anything = wish.theme not in scene.library.decks and wish.depth is None
    known = tonight is not None and scene.library.prompt(tonight.prompt) is not None
    if anything and known and tonight and tonight.evening == evening(scene.now):
        place = Place(ID, "first", item=tonight.prompt)
        return start.then(_first(scene, place, "phrases.question.lead"))
    return start.then(_another(scene, wish.theme, wish.depth, "phrases.question.lead"))


def speak(scene: Scene, place: Place) -> Telling:
    """The place once more, as after a repeat or a pause."""
    if scene.library.prompt(place.item) is None:  # a release took it away
        return begin(scene)
    match place.step:
        case "second":
            return _second(scene, place)
        case "together":
            return _together(scene, place)
        case _:
            return _first(scene, replace(place, step="first"), "phrases.question.once_more")


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means while tonight's question is on; None when it means nothing special."""
    prompt = scene.library.prompt(place.item)
    if prompt is None or place.step not in BEFORE:
        return begin(scene)
    match heard:
        case Another():
            if place.step == "first":
                scene = scene.having(after_another(scene.couple, prompt))
            return _another(scene, place.theme, None, "phrases.question.another", place.item)
        case ChangeDepth(deeper=deeper):
            return _change_depth(scene, place, prompt.depth, deeper=deeper)
        case Explain():
            return Telling(scene.couple).say(f"deck.{prompt.deck}.why").then(_again(scene, place))
        case SaveThis():
            return keeping.keep_here(scene, place.item, lambda then: speak(then, place))
        case StartOver():
            return _first(scene, replace(place, step="first"), "phrases.question.once_more")
        case Previous():
            return speak(scene, replace(place, step=BEFORE[place.step]))
        case No() if place.step != "first":
            return _farewell(scene)
        case Done() if place.step == "together":
            return _farewell(scene)
        case Yes() | Next() if place.step == "together":
            return _another(scene, place.theme, None, "phrases.question.another", place.item)
    values = who(scene.couple, place.speaker)
    question = CLOSING_QUESTION[place.step]
    return timing.hear(scene, place, heard, question, lambda: _onward(scene, place, prompt), **values)


def _another(scene: Scene, theme: str, depth: Depth | None, lead: str, current: str = "") -> Telling:
    asked = ask(scene.couple, scene.library, Wanted(scene.now, theme, depth, current))
    prompt = asked.prompt
    couple = replace(asked.couple, tonight=Tonight(evening(scene.now), prompt.id))
    place = Place(ID, "first", item=prompt.id, theme=theme if theme in scene.library.decks else "")
    start = Telling(couple)
    if asked.began_again:
        start = start.say("phrases.question.all_heard", deck=line(f"deck.{prompt.deck}.name"))
    return start.then(_first(scene.having(couple), place, lead))


def _change_depth(scene: Scene, place: Place, current: Depth, *, deeper: bool) -> Telling:
    index = DEPTHS.index(current) + (1 if deeper else -1)
    wanted = DEPTHS[max(0, min(index, len(DEPTHS) - 1))]
    # The couple's own depth follows what they ask for.
    scene = scene.having(after_change(scene.couple, deeper=deeper))
    lead = "phrases.question.deeper" if deeper else "phrases.question.lighter"
    return _another(scene, place.theme, wanted, lead, place.item)


def _onward(scene: Scene, place: Place, prompt: Prompt) -> Telling:
    if place.step == "first":
        return _second(scene, place)
    return _together(scene.having(after_answers(scene.couple, prompt)), place)


def _first(scene: Scene, place: Place, lead: str) -> Telling:
    values = who(scene.couple, 0)
    telling = Telling(scene.couple).say(lead).say("phrases.question.starts", **values)
    telling = timing.hush(telling, scene).pause(1).say(f"prompt.{place.item}.question").pause(1)
    # The tip speaks of the question, so it comes after it.
    telling = telling.say("phrases.question.tip", tip=line(f"prompt.{place.item}.tip"))
    return timing.timed(telling, ANSWER_SECONDS, place, CLOSING_QUESTION["first"], **values)


def _second(scene: Scene, place: Place) -> Telling:
    place = replace(place, step="second", speaker=1)
    values = who(scene.couple, 1)
    telling = Telling(scene.couple).say("phrases.question.other_starts", **values)
    telling = telling.say(f"prompt.{place.item}.question")
    return timing.timed(telling, ANSWER_SECONDS, place, CLOSING_QUESTION["second"], **values)


def _together(scene: Scene, place: Place) -> Telling:
    place = replace(place, step="together", speaker=0)
    telling = Telling(scene.couple).say("phrases.question.follow_up")
    telling = telling.say(f"prompt.{place.item}.follow_up")
    return timing.timed(telling, TOGETHER_SECONDS, place, CLOSING_QUESTION["together"])


def _again(scene: Scene, place: Place) -> Telling:
    return speak(scene, place).only_question()


def _farewell(scene: Scene) -> Telling:
    return Telling(scene.couple).say("phrases.question.farewell").end()
