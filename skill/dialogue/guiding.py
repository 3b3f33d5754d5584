"""Leads through a guide: speaks on until something is asked, then waits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from skill.content.guide import (
    Ask,
    Breathe,
    Guide,
    Lead,
    Rate,
    Recall,
    Rest,
    Suggest,
    Swap,
    Talk,
    Tell,
    stops_before,
    usual_path,
    waits,
)
from skill.conversation import Place
from skill.dialogue import keeping, scoring, timing
from skill.dialogue.evenings import evening
from skill.dialogue.leading import onward, question
from skill.dialogue.scene import Scene, Telling, who
from skill.heard import (
    Done,
    Explain,
    MoreTime,
    Next,
    No,
    Previous,
    SaveThis,
    Score,
    StartGuide,
    StartOver,
    Yes,
)
from skill.reply import Event

if TYPE_CHECKING:
    from skill.heard import Heard

THINKING_SECONDS = 30
"""What "more time" gives where nobody has the floor."""
WHOSE = ("first", "second")
HIGHEST = 10


def begin(scene: Scene, guide: Guide, *, short: bool = False) -> Telling:
    """The opening of a guide in one of its forms, up to its first question."""
    return onward(scene, guide, Place(guide.id, guide.first, short=short), Telling(scene.couple))


def speak(scene: Scene, guide: Guide, place: Place) -> Telling:
    """The place once more; the beginning when a release took the step away."""
    step = guide.steps.get(place.step)
    if step is None or not waits(step):
        return begin(scene, guide, short=place.short)
    return onward(scene, guide, place, Telling(scene.couple))


def hear(scene: Scene, guide: Guide, place: Place, heard: Heard) -> Telling | None:
    """What a word means at this step; None when it means nothing special."""
    step = guide.steps.get(place.step)
    if step is None:
        return begin(scene, guide, short=place.short)
    match heard:
        case StartOver():
            return begin(scene, guide, short=place.short)
        case StartGuide(guide=which, length=str() as length) if which in ("", guide.id):
            return _in_form(scene, guide, replace(place, short=length == "short"))
        case Explain():
            why = Telling(scene.couple).say(f"guide.{guide.id}.why")
            return why.then(speak(scene, guide, place).only_question())
        case SaveThis() if scene.library.prompt(place.item) is not None:
            return keeping.keep_here(scene, place.item, lambda then: speak(then, guide, place))
        case Previous():
            return _previous(scene, guide, place)
    match step:
        case Talk():
            values = who(scene.couple, place.speaker)
            asked = question(scene, guide, step)
            following = replace(place, step=step.next)
            return timing.hear(
                scene,
                place,
                heard,
                asked,
                lambda: onward(scene, guide, following, Telling(scene.couple)),
                **values,
            )
        case Ask():
            return _hear_ask(scene, guide, place, step, heard)
        case Rate():
            return _hear_rate(scene, guide, place, step, heard)
        case Recall():
            return _hear_recall(scene, guide, place, step, heard)
        case Tell() | Swap() | Breathe() | Rest() | Lead() | Suggest():
            # Nobody can stand here, unless a release changed the step's kind.
            return begin(scene, guide, short=place.short)
        case _:
            assert_never(step)


def path(guide: Guide, *, short: bool = False) -> list[tuple[str, int]]:
    """The stops of a form, (step, speaker), when every question is answered with yes."""
    return [(step.id, speaker) for step, speaker in usual_path(guide, short=short) if waits(step)]


def _hear_ask(scene: Scene, guide: Guide, place: Place, step: Ask, heard: Heard) -> Telling | None:
    match heard:
        case Yes():
            couple = scene.couple
            if step.mark:
                couple = replace(couple, agreed=evening(scene.now))
            return onward(scene.having(couple), guide, replace(place, step=step.yes), Telling(couple))
        case No():
            return onward(scene, guide, replace(place, step=step.no), Telling(scene.couple))
        case Next() | Done():  # "that's all from me" is no yes
            return onward(scene, guide, replace(place, step=step.skip), Telling(scene.couple))
        case MoreTime():
            return _wait(scene, guide, place)
        case _:
            return None


def _hear_rate(scene: Scene, guide: Guide, place: Place, step: Rate, heard: Heard) -> Telling | None:
    following = replace(place, step=step.next, count=0)
    mark = _number_of(guide, step)
    again = place.count == mark
    if again:  # the other one gave a number already, so nobody is asked twice
        following = replace(following, speaker=1)
    match heard:
        case Score(value=int() as value) if 1 <= value <= HIGHEST:
            speaker = place.speaker if again else _whose(scene, guide, place, step)
            key = f"{evening(scene.now)}#{WHOSE[speaker]}"
            couple = scoring.rated(scene.couple, step.keep, evening(scene.now), speaker, value)
            telling = Telling(couple).record(Event(step.keep, key, {"score": value}))
            if speaker != place.speaker:
                telling = telling.say("phrases.names.your_number", **who(couple, speaker))
                asked = replace(place, count=mark)
                return telling.then(speak(scene.having(couple), guide, asked).only_question())
            if again and scene.voice == 1 - place.speaker:
                # The same voice twice: Alexa takes one for the other, so the other is asked after all.
                following = replace(following, speaker=place.speaker)
            return onward(scene.having(couple), guide, following, telling.say("phrases.rate.thanks"))
        case Score():
            return (
                Telling(scene.couple)
                .say("phrases.rate.range")
                .then(speak(scene, guide, place).only_question())
            )
        case Next() | No() | Done():
            return onward(scene, guide, following, Telling(scene.couple))
        case MoreTime():
            return _wait(scene, guide, place)
        case _:
            return None


def _whose(scene: Scene, guide: Guide, place: Place, step: Rate) -> int:
    """Whose number it is: that of the voice, where both are asked, or else of whoever was asked."""
    after = guide.steps.get(step.next)
    both = isinstance(after, Swap) and after.back == step.id
    return scene.voice if both and scene.voice is not None else place.speaker


def _number_of(guide: Guide, step: Rate) -> int:
    """Which of the steps it is, from 1; `Place.count` is that once a number counted for the other one."""
    return [*guide.steps].index(step.id) + 1


def _hear_recall(scene: Scene, guide: Guide, place: Place, step: Recall, heard: Heard) -> Telling | None:
    match heard:
        case Yes() | No() if scene.couple.agreed:
            kept = not isinstance(heard, No)
            # Only that it was kept or not; what it was is the couple's own.
            key = f"{scene.couple.agreed}#{WHOSE[place.speaker]}"
            telling = Telling(scene.couple).record(Event("agreement", key, {"kept": int(kept)}))
            telling = telling.say(f"guide.{guide.id}.{place.step}.{'kept' if kept else 'missed'}")
            return _recalled(scene, guide, place, step, telling)
        case Next() | Yes() | No() | Done():
            return _recalled(scene, guide, place, step, Telling(scene.couple))
        case MoreTime():
            return _wait(scene, guide, place)
        case _:
            return None


def _recalled(scene: Scene, guide: Guide, place: Place, step: Recall, telling: Telling) -> Telling:
    """Asks the other partner, or goes on and closes the matter."""
    if place.speaker == 0:
        return onward(scene, guide, replace(place, speaker=1), telling)
    couple = replace(scene.couple, agreed="")
    following = replace(place, step=step.next, speaker=0)
    return onward(scene.having(couple), guide, following, telling.with_couple(couple))


def _wait(scene: Scene, guide: Guide, place: Place) -> Telling:
    telling = Telling(scene.couple).say("phrases.thinking_time").quiet(THINKING_SECONDS)
    return telling.then(speak(scene, guide, place).only_question())


def _in_form(scene: Scene, guide: Guide, place: Place) -> Telling:
    """On from here in the other form."""
    lead = "phrases.form.shorter" if place.short else "phrases.form.longer"
    return Telling(scene.couple).say(lead).then(speak(scene, guide, place))


def _previous(scene: Scene, guide: Guide, place: Place) -> Telling:
    """Back to the stop before this one on the form's usual path."""
    stops = path(guide, short=place.short)
    here = (place.step, place.speaker)
    if here in stops:
        step, speaker = stops[max(0, stops.index(here) - 1)]
    else:  # on a side path: the stop that led here
        before = stops_before(guide, place.step, short=place.short)
        step, speaker = (before[0], place.speaker) if before else (guide.first, 0)
    return onward(scene, guide, replace(place, step=step, speaker=speaker), Telling(scene.couple))
