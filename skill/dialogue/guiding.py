"""Leads through a guide: speaks on until something is asked, then waits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from skill.content.guide import END, Ask, Guide, Rate, Recall, Step, Swap, Talk, Tell, usual_path, waits
from skill.conversation import Place
from skill.dialogue import timing
from skill.dialogue.evenings import evening
from skill.dialogue.scene import Scene, Telling, who
from skill.heard import Done, Explain, MoreTime, Next, No, Previous, Score, StartOver, Yes
from skill.reply import Event

if TYPE_CHECKING:
    from skill.heard import Heard

THINKING_SECONDS = 30
"""What "more time" gives where nobody has the floor."""
WHOSE = ("first", "second")
HIGHEST = 10


def begin(scene: Scene, guide: Guide) -> Telling:
    """The opening of a guide, up to its first question."""
    return _from(scene, guide, guide.first, 0, Telling(scene.couple))


def speak(scene: Scene, guide: Guide, place: Place) -> Telling:
    """The place once more; the beginning when a release took the step away."""
    step = guide.steps.get(place.step)
    if step is None or not waits(step):
        return begin(scene, guide)
    return _from(scene, guide, step.id, place.speaker, Telling(scene.couple))


def hear(scene: Scene, guide: Guide, place: Place, heard: Heard) -> Telling | None:
    """What a word means at this step; None when it means nothing special."""
    step = guide.steps.get(place.step)
    if step is None:
        return begin(scene, guide)
    match heard:
        case StartOver():
            return begin(scene, guide)
        case Explain():
            why = Telling(scene.couple).say(f"guide.{guide.id}.why")
            return why.then(speak(scene, guide, place).only_question())
        case Previous():
            return _previous(scene, guide, place)
    match step:
        case Talk():
            values = who(scene.couple, place.speaker)
            question = _question(scene, guide, step)
            return timing.hear(scene, place, heard, question, lambda: _onward(scene, guide, place), **values)
        case Ask():
            return _hear_ask(scene, guide, place, step, heard)
        case Rate():
            return _hear_rate(scene, guide, place, step, heard)
        case Recall():
            return _hear_recall(scene, guide, place, heard)
        case Tell() | Swap():  # nobody can stand here, unless a release changed the step's kind
            return begin(scene, guide)
        case _:
            assert_never(step)


def _hear_ask(scene: Scene, guide: Guide, place: Place, step: Ask, heard: Heard) -> Telling | None:
    match heard:
        case Yes():
            couple = scene.couple
            if step.mark:
                couple = replace(couple, agreed=evening(scene.now))
            return _from(scene.having(couple), guide, step.yes, place.speaker, Telling(couple))
        case No():
            return _from(scene, guide, step.no, place.speaker, Telling(scene.couple))
        case Next() | Done():  # "that's all from me" is no yes
            return _from(scene, guide, step.skip, place.speaker, Telling(scene.couple))
        case MoreTime():
            return _wait(scene, guide, place)
        case _:
            return None


def _hear_rate(scene: Scene, guide: Guide, place: Place, step: Rate, heard: Heard) -> Telling | None:
    match heard:
        case Score(value=int() as value) if 1 <= value <= HIGHEST:
            key = f"{evening(scene.now)}#{WHOSE[place.speaker]}"
            telling = Telling(scene.couple).record(Event(step.keep, key, {"score": value}))
            telling = telling.say("phrases.rate.thanks")
            return _from(scene, guide, step.next, place.speaker, telling)
        case Score():
            return (
                Telling(scene.couple)
                .say("phrases.rate.range")
                .then(speak(scene, guide, place).only_question())
            )
        case Next() | No() | Done():
            return _from(scene, guide, step.next, place.speaker, Telling(scene.couple))
        case MoreTime():
            return _wait(scene, guide, place)
        case _:
            return None


def _hear_recall(scene: Scene, guide: Guide, place: Place, heard: Heard) -> Telling | None:
    match heard:
        case Yes() | No() if scene.couple.agreed:
            kept = not isinstance(heard, No)
            # Only that it was kept or not; what it was is the couple's own.
            key = f"{scene.couple.agreed}#{WHOSE[place.speaker]}"
            telling = Telling(scene.couple).record(Event("agreement", key, {"kept": int(kept)}))
            telling = telling.say(f"guide.{guide.id}.{place.step}.{'kept' if kept else 'missed'}")
            return _recalled(scene, guide, place, telling)
        case Next() | Yes() | No() | Done():
            return _recalled(scene, guide, place, Telling(scene.couple))
        case MoreTime():
            return _wait(scene, guide, place)
        case _:
            return None


def _recalled(scene: Scene, guide: Guide, place: Place, telling: Telling) -> Telling:
    """Asks the other partner, or goes on and closes the matter."""
    if place.speaker == 0:
        return _from(scene, guide, place.step, 1, telling)
    couple = replace(scene.couple, agreed="")
    onward = guide.steps[place.step]
    following = onward.next if isinstance(onward, Recall) else END
    return _from(scene.having(couple), guide, following, 0, telling.with_couple(couple))


def _wait(scene: Scene, guide: Guide, place: Place) -> Telling:
    telling = Telling(scene.couple).say("phrases.thinking_time").quiet(THINKING_SECONDS)
    return telling.then(speak(scene, guide, place).only_question())


def _onward(scene: Scene, guide: Guide, place: Place) -> Telling:
    step = guide.steps[place.step]
    following = step.next if isinstance(step, Talk) else END
    return _from(scene, guide, following, place.speaker, Telling(scene.couple))


def _from(scene: Scene, guide: Guide, step_id: str, speaker: int, telling: Telling) -> Telling:
    """Speaks from a step on, up to the next question or the end."""
    for _ in range(2 * len(guide.steps) + 2):  # a circle of `tell`s is refused when content is checked
        step = guide.steps.get(step_id)
        if step is None:  # `END`, or a step that a release took away
            break
        values = who(telling.couple, speaker)
        match step:
            case Tell():
                telling = telling.say(_key(guide, step, "say"), **values).pause(step.pause)
                step_id = step.next
            case Swap():
                if speaker == 0 and not telling.couple.named:
                    telling = telling.say("phrases.swapped")  # nobody's name says so
                step_id = step.back if speaker == 0 else step.next
                speaker = 1 - speaker
            case Recall() if not telling.couple.agreed or telling.couple.agreed == evening(scene.now):
                step_id, speaker = step.next, 0
            case _:
                return _ask(scene, guide, step, speaker, telling)
    return telling.say("phrases.guide.farewell").end()


def _ask(scene: Scene, guide: Guide, step: Step, speaker: int, telling: Telling) -> Telling:
    """What a step says and asks."""
    values = who(telling.couple, speaker)
    place = Place(guide.id, step.id, speaker=speaker)
    question = _question(scene, guide, step)
    if isinstance(step, Talk):
        telling = timing.hush(telling, scene)
    if _key(guide, step, "say") in scene.library.lines:
        telling = telling.say(_key(guide, step, "say"), **values)
    if isinstance(step, Talk):
        return timing.timed(telling, step.seconds, place, question, **values)
    return telling.ask(place, question, **values)


def _question(scene: Scene, guide: Guide, step: Step) -> str:
    own = _key(guide, step, "ask")
    return own if own in scene.library.lines else "phrases.ready"


def _key(guide: Guide, step: Step, part: str) -> str:
    return f"guide.{guide.id}.{step.id}.{part}"


def _previous(scene: Scene, guide: Guide, place: Place) -> Telling:
    """Back to the stop before this one on the guide's usual path."""
    stops = path(guide)
    here = (place.step, place.speaker)
    before = stops[max(0, stops.index(here) - 1)] if here in stops else _leading_to(guide, place)
    return _from(scene, guide, before[0], before[1], Telling(scene.couple))


def path(guide: Guide) -> list[tuple[str, int]]:
    """The stops of a guide, (step, speaker), when every question is answered with yes."""
    return [(step.id, speaker) for step, speaker in usual_path(guide) if waits(step)]


def _leading_to(guide: Guide, place: Place) -> tuple[str, int]:
    """For a stop on a side path: the question whose "no" or "skip" led here."""
    for step in guide.steps.values():
        if isinstance(step, Ask) and place.step in (step.no, step.skip):
            return step.id, place.speaker
    return guide.first, 0
