"""Rituals: what a couple does at its own time, and being reminded of it.

A ritual is the couple's; the reminder is Alexa's. Where there can be no
reminder the ritual stays all the same, and whoever opens the skill on its
evening comes to it first.

Setting and cancelling are errands: the first half of a turn says what is to be
done and waits at a place, the second half (`reminded`) tells what came of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.dialogue import clock, dating, ending, listing, offering, opening, rituals, scheduling
from skill.dialogue.scene import Scene, Telling
from skill.heard import EVERY_DAY, RITUALS, Done, Next, No, Schedule, Yes
from skill.reply import AskPermission, Line, SetReminder

if TYPE_CHECKING:
    from skill.couple import Couple
    from skill.dialogue.scheduling import Wanted
    from skill.heard import Consented, Heard, Reminded, Ritual, Unschedule

ID = scheduling.ID
READ, TODAY, SETTING = "read", "today", "setting"
ASKED, MOVED = 1, 1
"""In a place's count: the permission was asked for just now. In its `of`: the ritual was there before."""


def begin(scene: Scene) -> Telling:
    """Reads the rituals there are."""
    return speak(scene, Place(ID, READ))


def schedule(scene: Scene, heard: Schedule) -> Telling:
    """Sets or moves a ritual; asks for what was not said."""
    if scene.adrift:
        return Telling(scene.couple).say("phrases.rituals.adrift").then(offering.idle(scene))
    return _go_on(scene, scheduling.merged(scene, heard, scheduling.Wanted()))


def unschedule(scene: Scene, heard: Unschedule) -> Telling:
    """Ends one ritual, or all of them."""
    return ending.begin(scene, heard.ritual)


def consented(scene: Scene, heard: Consented) -> Telling:
    """Goes on after Alexa asked for the permission."""
    telling = Telling(scene.couple)
    if scene.adrift:
        return telling.say("phrases.rituals.adrift").then(offering.idle(scene))
    wish = heard.wish
    known, _ = clock.understood(wish.time, hold=True)  # it was settled before Alexa asked
    wanted = scheduling.merged(scene, replace(wish, time=""), scheduling.Wanted(time=known))
    complete = wish.ritual is not None and wanted.missing == ""
    if heard.answer == "accepted":
        scene = scene.having(replace(scene.couple, unasked=False))
        return _set(scene, wanted, ASKED) if complete else _go_on(scene, wanted)
    # The ritual stays: people asked for it, and only the reminder was turned down.
    couple = _kept(scene.couple, wanted) if complete else scene.couple
    if heard.answer == "denied":
        couple = replace(couple, unasked=True)
    telling = telling.with_couple(couple).say(f"phrases.rituals.{heard.answer}")
    if complete and wanted.ritual is not None:
        named = rituals.named(wanted.ritual, couple.rituals[wanted.ritual])
        telling = telling.say("phrases.rituals.kept", **named)
    return telling.then(_onward(scene.having(couple)))


def reminded(scene: Scene, heard: Reminded) -> Telling:
    """What came of an errand, told to people."""
    place = scene.conversation.place
    if place is None or place.guide != ID:
        return offering.idle(scene)
    if place.step in ending.ERRANDS:
        return ending.done(scene, place, heard.outcome).then(
            _onward(ending.without(scene, place, heard.outcome))
        )
    wanted = scheduling.wanted_at(place)
    kept = scene.couple.rituals.get(wanted.ritual) if wanted.ritual else None
    if kept is None or wanted.ritual is None:
        return offering.idle(scene)
    told = Telling(scene.couple)
    named = rituals.named(wanted.ritual, kept)
    if heard.outcome == "done":
        couple = rituals.having(scene.couple, wanted.ritual, replace(kept, alert=heard.alert))
        done = "moved" if place.of == MOVED else "set"
        told = told.with_couple(replace(couple, unasked=False)).say(f"phrases.rituals.{done}", **named)
        return told.then(_onward(scene.having(told.couple)))
    if heard.outcome == "no_permission" and place.count != ASKED:
        asking = AskPermission(Schedule(wanted.ritual, wanted.day, wanted.time))
        return told.say("phrases.rituals.permission", what=named["what"]).doing(asking).leave()
    told = told.say(f"phrases.rituals.{heard.outcome}").say("phrases.rituals.kept", **named)
    if kept.alert:
        told = told.say("phrases.rituals.old_stands")
    return told.then(_onward(scene))


def weekly_today(scene: Scene) -> bool:
    """Whether a weekly ritual is today's and was not offered yet this evening."""
    ritual = rituals.todays(scene)
    return ritual is not None and scene.couple.rituals[ritual].day != EVERY_DAY


def today(scene: Scene) -> tuple[Ritual, Couple] | None:
    """The ritual of the day, weekly ones first, and the couple having been offered it; None for none."""
    ritual = rituals.todays(scene)
    return (ritual, rituals.begun(scene, ritual)) if ritual is not None else None


def offer(scene: Scene, ritual: Ritual) -> Telling:
    """Offers the ritual of the day, at the step `places.TODAY`."""
    return speak(scene, Place(ID, TODAY, item=ritual))


def announce(scene: Scene, ritual: Ritual) -> Telling:
    """What is said before a ritual that begins by itself: whose turn it is to plan the date."""
    telling = Telling(scene.couple)
    if ritual != "date_idea":
        return telling
    return telling.say("phrases.rituals.date_evening").then(dating.who_plans(scene))


def speak(scene: Scene, place: Place) -> Telling:
    """The place once more."""
    telling = Telling(scene.couple)
    if place.step == READ:
        if scene.adrift:
            return telling.say("phrases.rituals.out_of_reach").then(offering.idle(scene))
        return listing.read(scene, place, _lines(scene.couple), "rituals")
    if place.step in scheduling.STEPS:
        return scheduling.speak(scene, place)
    if place.step in ending.STEPS:
        return ending.speak(scene, place)
    if place.step == TODAY and place.item in RITUALS:
        return telling.ask(place, "phrases.rituals.today", what=rituals.what(place.item))
    if place.step in (SETTING, *ending.ERRANDS):
        return telling.ask(place, "phrases.rituals.meanwhile")
    return offering.idle(scene)


def hear(scene: Scene, place: Place, heard: Heard) -> Telling | None:
    """What a word means there; None when it means nothing special."""
    if place.step == READ:
        return listing.hear(scene, place, heard, speak)
    if isinstance(heard, Done):
        return Telling(scene.couple).say("phrases.bye").leave()
    if scene.adrift and place.step != TODAY and isinstance(heard, Yes | No | Next | Schedule):
        return Telling(scene.couple).say("phrases.rituals.adrift").then(offering.idle(scene))
    if place.step in scheduling.STEPS:
        answer = scheduling.answered(scene, place, heard)
        if answer is None and isinstance(heard, No | Next):
            return _let_be(scene)
        return _go_on(scene, answer) if isinstance(answer, scheduling.Wanted) else answer
    if place.step in ending.STEPS:
        told = ending.hear(scene, place, heard)
        return _let_be(scene) if told is None and isinstance(heard, No | Next) else told
    if place.step == TODAY and isinstance(heard, No | Next):
        return Telling(scene.couple).say("phrases.rituals.another_time")
    if place.step in (SETTING, *ending.ERRANDS) and isinstance(heard, Yes | No | Next):
        return offering.idle(scene)
    return None


def _go_on(scene: Scene, wanted: Wanted) -> Telling:
    return scheduling.ask(scene, wanted) if wanted.missing else _set(scene, wanted)


def _set(scene: Scene, wanted: Wanted, asked: int = 0) -> Telling:
    """The first half: the ritual is kept, and the errand named. Its question is hardly ever heard."""
    if wanted.ritual is None:
        return scheduling.ask(scene, wanted)
    before = scene.couple.rituals.get(wanted.ritual)
    errand = SetReminder(wanted.ritual, wanted.day, wanted.time, before.alert if before else "")
    place = replace(wanted.at(SETTING, asked), of=MOVED if before and before.alert else 0)
    scene = scene.having(_kept(scene.couple, wanted))
    return speak(scene, place).doing(errand)


def _kept(couple: Couple, wanted: Wanted) -> Couple:
    return rituals.moved(couple, wanted.ritual, wanted.day, wanted.time) if wanted.ritual else couple


def _let_be(scene: Scene) -> Telling:
    return Telling(scene.couple).say("phrases.rituals.let_be").then(_onward(scene))


def _onward(scene: Scene) -> Telling:
    """Back to what they were in just now, or an offer where there was nothing."""
    paused = opening.aloud(scene)
    if paused is None or opening.since(scene, paused) > opening.SOON:
        return offering.idle(scene)
    return opening.carry_on(scene, paused)


def _lines(couple: Couple) -> list[Line]:
    found = []
    for ritual in RITUALS:
        if (kept := couple.rituals.get(ritual)) is not None:
            key = "phrases.rituals.one" if kept.alert else "phrases.rituals.one_quiet"
            found.append(Line(key, tuple(rituals.named(ritual, kept).items())))
    return found
