"""An appreciation round: in turns, each says what they value; the other says thank you."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.dialogue import tailoring, timing
from skill.dialogue.choosing import choose
from skill.dialogue.scene import Scene, Telling, line, who
from skill.heard import (
    Another,
    ChangeDepth,
    Done,
    Explain,
    Next,
    No,
    Previous,
    SaveThis,
    StartAppreciation,
    StartOver,
    Yes,
)

if TYPE_CHECKING:
    from skill.heard import Heard

ID = "appreciation_round"
MOST_ROUNDS = 5
USUAL_ROUNDS = 2
TURN_SECONDS = 30


def begin(scene: Scene, wish: StartAppreciation | None = None) -> Telling:
    """The first turn of a round."""
    asked = wish.rounds if wish else None
    rounds = USUAL_ROUNDS if asked is None else max(1, min(asked, MOST_ROUNDS))
    telling = Telling(scene.couple).say("phrases.appreciation.lead")
    if asked is not None and asked != rounds:
        telling = telling.say("phrases.appreciation.held")
    telling = timing.hush(telling, scene)
    return telling.then(_turn(scene, Place(ID, "turn", of=rounds)))


def speak(scene: Scene, place: Place) -> Telling:
    """The place once more."""
    if place.step == "more":
        return Telling(scene.couple).ask(place, "phrases.appreciation.more")
    if place.item not in scene.library.appreciations:
        return _turn(scene, place)
    return _say(scene, place)


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means during a round; None when it means nothing special."""
    match heard:
        case StartOver():
            return begin(scene, StartAppreciation(place.of))
        case Explain():
            why = Telling(scene.couple).say("phrases.appreciation.why")
            return why.then(speak(scene, place).only_question())
        case SaveThis():
            # What was said is not known here, on purpose: only words that somebody asks to keep are kept.
            how = Telling(scene.couple).say("phrases.appreciations.how")
            return how.then(speak(scene, place).only_question())
        case Previous():
            before = replace(place, step="turn", count=max(0, place.count - 1))
            return _turn(scene, before)
    if place.step == "more":
        return _hear_more(scene, place, heard)
    match heard:
        case Another() | ChangeDepth():
            return Telling(scene.couple).say("phrases.appreciation.another").then(_turn(scene, place))
        case _:
            values = who(scene.couple, place.speaker)
            question = "phrases.appreciation.ready"
            return timing.hear(scene, place, heard, question, lambda: _on(scene, place), **values)


def _hear_more(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    match heard:
        case Yes() | Next() | Another():
            return _turn(scene, replace(place, step="turn", of=place.of + 1))
        case No() | Done():
            return _close(scene)
        case _:
            return None


def _on(scene: Scene, place: Place) -> Telling:
    turn = place.count + 1
    if turn < 2 * place.of:
        return _turn(scene, replace(place, count=turn))
    if place.of >= MOST_ROUNDS:
        return _close(scene)
    more = replace(place, step="more", count=turn, speaker=0, item="")
    return Telling(scene.couple).say("phrases.appreciation.thanks").ask(more, "phrases.appreciation.more")


def _turn(scene: Scene, place: Place) -> Telling:
    """The turn with the number `place.count`, with an invitation that was not heard lately."""
    item, couple, _ = choose(scene.couple, "appreciations", scene.library.appreciations, current=place.item)
    return _say(scene.having(couple), replace(place, step="turn", item=item, speaker=place.count % 2))


def _say(scene: Scene, place: Place) -> Telling:
    values = who(scene.couple, place.speaker)
    telling = Telling(scene.couple).say("phrases.appreciation.turn", **values)
    telling = telling.say(f"appreciation.{place.item}.invite", **values)
    telling = telling.say("phrases.appreciation.receive", **values)
    return timing.timed(telling, TURN_SECONDS, place, "phrases.appreciation.ready", **values)


def _close(scene: Scene) -> Telling:
    practised = tailoring.practised(scene.couple, ID)
    item, couple, _ = choose(practised, "closings", scene.library.closings)
    telling = Telling(couple).say("phrases.appreciation.close", gesture=line(f"closing.{item}.gesture"))
    return telling.pause(5).say("phrases.appreciation.farewell").end()
