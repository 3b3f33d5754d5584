"""Date ideas that fit, one at a time, until one is taken."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.couple import Outing
from skill.dialogue import keeping, liking, offering, tailoring
from skill.dialogue.choosing import choose, fitting_dates
from skill.dialogue.evenings import evening
from skill.dialogue.going import meant_for
from skill.dialogue.scene import Scene, Telling, line
from skill.heard import (
    AcceptDate,
    Another,
    AskDate,
    ChangeDepth,
    DateWish,
    Done,
    Explain,
    Next,
    No,
    Previous,
    SaveThis,
    StartOver,
    Yes,
)
from skill.reply import Event

if TYPE_CHECKING:
    from skill.heard import Heard

ID = "date_idea"


def begin(scene: Scene, asked: AskDate | None = None) -> Telling:
    """The first idea that fits."""
    return _next(scene, Place(ID, "offer", wish=asked.wish if asked else DateWish()), "phrases.date.lead")


def speak(scene: Scene, place: Place) -> Telling:
    """The idea once more."""
    if place.item not in scene.library.dates:
        return _next(scene, place, "phrases.date.lead")
    if place.step == "accepted":
        return _accepted(scene, place)
    return _say(scene, place, "phrases.date.once_more")


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means while an idea is on offer; None when it means nothing special."""
    if place.item not in scene.library.dates:
        return speak(scene, place)
    if place.step == "accepted" and (told := _hear_accepted(scene, place, heard)) is not None:
        return told
    match heard:
        case Yes() | AcceptDate():
            return _accept(scene, place)
        case Done():
            return Telling(scene.couple).say("phrases.bye").end()
        case No() | Another() | Next() | ChangeDepth():
            if place.step == "offer":  # what was taken is not passed by
                scene = scene.having(liking.passed_by(scene.couple, scene.library, place.item))
            return _next(scene, place, "phrases.date.another")
        case AskDate(wish=wish):
            merged = merge(place.wish or DateWish(), wish)
            return _next(scene, replace(place, wish=merged), "phrases.date.lead")
        case SaveThis():
            return keeping.keep_here(scene, place.item, lambda then: speak(then, place))
        case Explain():
            return _why(scene, place.item).then(speak(scene, place).only_question())
        case Previous() | StartOver():
            return speak(scene, place)
        case _:
            return None


def who_plans(scene: Scene) -> Telling:
    """Whose turn it is to plan a date; the planner hears "that's you", where the voice is known."""
    if scene.voice == scene.couple.planner:
        return Telling(scene.couple).say("phrases.names.you_plan")
    return _planner(scene, scene.couple.planner)


def merge(wish: DateWish, newer: DateWish) -> DateWish:
    """Both wishes at once; where they differ the newer one holds."""
    named = {one.name: getattr(newer, one.name) for one in fields(DateWish)}
    return replace(wish, **{name: value for name, value in named.items() if value is not None})


def _why(scene: Scene, item: str) -> Telling:
    """Why an idea: what dates are good for, and what of this one they liked before, where that is known."""
    telling = Telling(scene.couple).say("phrases.date.why")
    liked = liking.liked(scene.couple, scene.library, item)
    if liked:
        return telling.say("phrases.outings.liked", what=line(f"phrases.outings.tag.{liked}"))
    if liking.untried(scene.couple, scene.library, item):
        return telling.say("phrases.outings.untried")
    return telling


def _next(scene: Scene, place: Place, lead: str) -> Telling:
    wish = place.wish or DateWish()
    fitting, wish_met = fitting_dates(scene.library, wish, scene.couple.tastes, scene.now)
    if not fitting:
        return Telling(scene.couple).say("phrases.date.none").then(offering.idle(scene))
    couple = liking.without_turns(scene.couple)
    score = liking.scores(couple, scene.library, scene.chance)
    item, couple, again = choose(couple, "dates", fitting, place.item, score=score)
    telling = Telling(couple)
    if wish_met != wish:
        telling = telling.say("phrases.date.loosened")
    elif again:
        telling = telling.say("phrases.date.all_heard")
    return telling.then(_say(scene.having(couple), replace(place, step="offer", item=item), lead))


def _say(scene: Scene, place: Place, lead: str) -> Telling:
    telling = Telling(scene.couple).say(lead).pause(0.5).say(f"date.{place.item}.idea")
    return telling.ask(place, "phrases.date.offer")


def _accept(scene: Scene, place: Place) -> Telling:
    """Takes an idea: from here on it is a date, and the next one is for the other to plan.

    The same idea for the same evening is one date, on however many devices it is taken.
    """
    couple, wish = scene.couple, place.wish or DateWish()
    outing = Outing(place.item, meant_for(scene.library.dates[place.item], wish.day, scene.now))
    after = liking.taken_up(couple, scene.library, outing)
    # Taken already: whose turn it is has changed for it, so who plans this one is the other.
    planner = 1 - couple.planner if after is couple else couple.planner
    couple = replace(after, planner=1 - planner)
    couple = tailoring.practised(couple, ID)
    told = _accepted(scene.having(couple), replace(place, step="accepted", speaker=planner))
    if scene.adrift:
        return told
    return told.record(Event("date_accepted", f"{evening(scene.now)}#{place.item}", {"item": place.item}))


def _accepted(scene: Scene, place: Place) -> Telling:
    """What to know of a date that was taken."""
    date = place.item
    telling = Telling(scene.couple).say("phrases.date.accepted")
    telling = telling.then(_planner(scene, place.speaker)).say("phrases.date.phones")
    if f"date.{date}.plan_b" in scene.library.lines:
        telling = telling.say("phrases.date.plan_b").say(f"date.{date}.plan_b")
    telling = telling.say("phrases.date.starter").say(f"date.{date}.starter").pause(1)
    # It stays open, because a session never closes on a question, and the starter is one.
    return telling.ask(place, "phrases.date.keep_offer")


def _hear_accepted(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    match heard:
        case Yes() | SaveThis():
            return keeping.keep(scene, place.item).say("phrases.date.farewell").end()
        case No() | Done() | Next() | AcceptDate():
            return Telling(scene.couple).say("phrases.date.farewell").end()
        case _:
            return None


def _planner(scene: Scene, planner: int) -> Telling:
    names = (scene.couple.first, scene.couple.second)
    if not scene.couple.named:
        return Telling(scene.couple).say("phrases.date.planner_unnamed")
    return Telling(scene.couple).say("phrases.date.planner", planner=names[planner])
