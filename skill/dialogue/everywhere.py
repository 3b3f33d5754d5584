"""What words mean where the place gives them no meaning of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from skill.dialogue import (
    appreciation,
    dating,
    forgetting,
    gesturing,
    introducing,
    journeying,
    keeping,
    noting,
    offering,
    opening,
    places,
    preferring,
    progress,
    questions,
    rating,
    reminding,
    surprising,
)
from skill.dialogue.scene import Scene, Telling
from skill.heard import (
    AcceptDate,
    Another,
    AskDate,
    AskJourney,
    AskQuestion,
    AskSupport,
    AskSurprise,
    ChangeDepth,
    Consented,
    Crisis,
    Done,
    Explain,
    Feeling,
    ForgetTaste,
    ForgetUs,
    Help,
    Introduce,
    MoreTime,
    Next,
    No,
    Note,
    Opened,
    Pause,
    Prefer,
    Previous,
    Progress,
    RateDate,
    ReadNotes,
    ReadRituals,
    ReadSaved,
    Reminded,
    Repeat,
    Resume,
    SaveThis,
    Schedule,
    Score,
    SmallGesture,
    StartAppreciation,
    StartGuide,
    StartOver,
    Stop,
    Unclear,
    Unschedule,
    WhatYouKnow,
    WhoPlans,
    WhoStarts,
    Yes,
)

if TYPE_CHECKING:
    from skill.heard import Heard

THINKING_SECONDS = 30


def at_once(scene: Scene, heard: Heard) -> Telling | None:
    """What comes before any meaning that a place could give a word; None for everything else."""
    place = scene.conversation.place
    match heard:
        case Stop():
            return Telling(scene.couple).say("phrases.bye").leave()
        case Pause():
            return Telling(scene.couple).say("phrases.paused").leave()
        case Opened():
            return launch(scene)
        case Help():
            return Telling(scene.couple).say(places.help_key(scene, place)).then(reask(scene))
        case Repeat():
            if place is None:
                return reask(scene)
            return Telling(scene.couple).say("phrases.repeat").then(places.speak(scene, place))
        case _:
            return None


def answer(scene: Scene, heard: Heard) -> Telling | None:  # noqa: C901, PLR0912 - one case for everything that can be heard
    """What is answered the same in every state; None when it was not understood."""
    place = scene.conversation.place
    match heard:
        case AskQuestion():
            return questions.begin(scene, heard)
        case StartAppreciation():
            return appreciation.begin(scene, heard)
        case AskDate():
            return dating.begin(scene, heard)
        case AcceptDate():
            return dating.begin(scene)
        case StartGuide(guide=guide, length=length):
            return places.begin(scene, guide, length)
        case SmallGesture():
            return gesturing.begin(scene)
        case AskSupport():
            return places.begin(scene, "support")
        case ForgetUs():
            return forgetting.begin(scene)
        case ReadSaved():
            return keeping.begin(scene)
        case WhoPlans():
            return _aside(scene, dating.who_plans(scene))
        case Introduce():
            learnt = introducing.introduce(scene, heard)
            if learnt is None:
                return (
                    Telling(scene.couple)
                    .say("phrases.names.unheard")
                    .then(introducing.speak(scene, places.NAMES))
                )
            return _aside(scene.having(learnt.couple), learnt)
        case Prefer(preference=preference):
            return _aside(scene, preferring.prefer(scene, preference))
        case ForgetTaste(taste=taste):
            return _aside(scene, preferring.forget(scene, taste))
        case WhatYouKnow():
            return preferring.begin(scene)
        case WhoStarts():
            return _aside(scene, introducing.who_starts(scene, heard))
        case Note():
            return _aside(scene, noting.keep(scene, heard))
        case ReadNotes():
            return noting.begin(scene)
        case RateDate():
            told = rating.begin(scene, heard)
            return told if told.question else _aside(scene, told)
        case Progress():
            return progress.begin(scene)
        case AskJourney():
            return journeying.begin(scene)
        case AskSurprise():
            return surprising.begin(scene)
        case Schedule():
            return reminding.schedule(scene, heard)
        case Unschedule():
            return reminding.unschedule(scene, heard)
        case ReadRituals():
            return reminding.begin(scene)
        case Consented():
            return reminding.consented(scene, heard)
        case Reminded():
            return reminding.reminded(scene, heard)
        case SaveThis():
            return _aside(scene, Telling(scene.couple).say("phrases.keep.nothing"))
        case Explain():
            return _aside(scene, Telling(scene.couple).say("phrases.why_all"))
        case Resume():
            return _resume(scene)
        case ChangeDepth(deeper=deeper) if place is None:
            return questions.begin(scene, AskQuestion(depth="deep" if deeper else "light"))
        case ChangeDepth():
            return _aside(scene, Telling(scene.couple).say("phrases.not_here"))
        case MoreTime() if place is not None:
            waiting = Telling(scene.couple).say("phrases.thinking_time").quiet(THINKING_SECONDS)
            return waiting.then(reask(scene))
        case Another() if place is not None:
            return places.hear(scene, place, Next())
        case Feeling() if place is None:
            return Telling(scene.couple).say("phrases.feeling").then(offering.idle(scene))
        case Yes() | Next() | Another() | StartOver() | Previous() | MoreTime() if place is None:
            return questions.begin(scene)
        case No() | Done() if place is None:
            return Telling(scene.couple).say("phrases.bye").leave()
        case Previous() | StartOver() if place is not None:
            return Telling(scene.couple).say("phrases.repeat").then(places.speak(scene, place))
        case Yes() | No() | Next() | Done() | MoreTime() | Another() | Previous() | StartOver():
            return None
        case Crisis():  # safety's, in `respond`, before anything else
            return None
        case Score() | Feeling() | Unclear():
            return None
        case Stop() | Pause() | Opened() | Help() | Repeat():
            return at_once(scene, heard)
        case _:
            assert_never(heard)


def launch(scene: Scene) -> Telling:
    """The first reply after "open closer together": something worth hearing at once."""
    if scene.couple.new or scene.adrift:
        return questions.begin(scene)  # `respond` welcomes newcomers
    paused = opening.aloud(scene)
    # A session that dropped goes on; what was left a while ago waits for the ritual of the day.
    within = opening.SOON if reminding.today(scene) is None else opening.DROPPED
    if paused is not None and opening.since(scene, paused) <= within:
        return Telling(scene.couple).say("phrases.resume.soon").then(places.speak(scene, paused.place))
    greeting = opening.greet(scene)
    if not reminding.weekly_today(scene) and (asked := rating.due(scene)) is not None:
        return greeting.then(asked)
    return greeting.then(places.comes_first(scene))


def reask(scene: Scene) -> Telling:
    """The question that is open, or an offer when there is none."""
    place = scene.conversation.place
    return offering.idle(scene) if place is None else places.speak(scene, place).only_question()


def _aside(scene: Scene, told: Telling) -> Telling:
    return told.then(reask(scene.having(told.couple)))


def _resume(scene: Scene) -> Telling:
    paused = opening.resumable(scene)
    if paused is None:
        return questions.begin(scene)
    return Telling(scene.couple).say("phrases.resume.on").then(places.speak(scene, paused.place))
