"""On through a guide: everything that is said up to the next question, or the end."""

from __future__ import annotations

from dataclasses import replace

from skill.content.guide import (
    Breathe,
    Guide,
    Lead,
    Recall,
    Rest,
    Step,
    Suggest,
    Swap,
    Talk,
    Tell,
    passed_over,
)
from skill.conversation import Place
from skill.couple import Paused
from skill.dialogue import breathing, calling, journeying, tailoring, timing
from skill.dialogue.asking import Wanted, ask
from skill.dialogue.evenings import evening
from skill.dialogue.scene import Scene, Telling, who


def onward(scene: Scene, guide: Guide, place: Place, telling: Telling) -> Telling:
    """Speaks from a place on, up to the next question or the end."""
    for _ in range(2 * len(guide.steps) + 2):  # a circle of `tell`s is refused when content is checked
        step = guide.steps.get(place.step)
        if step is None:  # `END`, or a step that a release took away
            break
        if not guide.has(step.id, short=place.short):
            place = replace(place, step=passed_over(step))
            continue
        if isinstance(step, Rest | Lead | Suggest):
            return _out(scene, guide, step, place, telling)
        moved = _moved(scene, guide, step, place, telling)
        if moved is None:
            return _ask(scene, guide, step, place, telling)
        telling, place = moved
    return _end(guide, telling)


def _moved(
    scene: Scene, guide: Guide, step: Step, place: Place, telling: Telling
) -> tuple[Telling, Place] | None:
    """What a step says that asks nothing, and where it goes on; None for a step that asks."""
    values = who(telling.couple, place.speaker)
    match step:
        case Tell():
            key = _key(scene, guide, step, place, "say")
            telling = telling.say(key, **values, **calling.counsel(scene, key)).pause(step.pause)
            return telling, replace(place, step=step.next)
        case Breathe():
            if (key := _key(scene, guide, step, place, "say")) in scene.library.lines:
                telling = telling.say(key, **values).pause(1)
            return breathing.breathe(telling, step, short=place.short), replace(place, step=step.next)
        case Swap():
            if place.speaker == 0 and not telling.couple.named:
                telling = telling.say("phrases.swapped")  # nobody's name says so
            following = step.back if place.speaker == 0 else step.next
            return telling, replace(place, step=following, speaker=1 - place.speaker)
        case Recall() if not telling.couple.agreed or telling.couple.agreed == evening(scene.now):
            return telling, replace(place, step=step.next, speaker=0)
        case _:
            return None


def _out(scene: Scene, guide: Guide, step: Rest | Lead | Suggest, place: Place, telling: Telling) -> Telling:
    """What leads out of a guide: a rest, another guide, or the practice that fits."""
    if isinstance(step, Rest):
        values = who(telling.couple, place.speaker)
        back = Paused(replace(place, step=step.next), int(scene.now.timestamp()))
        telling = telling.say(_key(scene, guide, step, place, "say"), **values)
        return telling.with_couple(replace(telling.couple, paused=back)).leave()
    if isinstance(step, Lead) and step.to not in scene.library.guides:  # a release took it away
        return _end(guide, telling)
    telling = telling.with_couple(tailoring.practised(telling.couple, guide.id))
    if isinstance(step, Lead):
        other = scene.library.guides[step.to]
        return onward(scene, other, Place(other.id, other.first, short=place.short), telling)
    return journeying.suggest(scene.having(telling.couple), telling)


def _end(guide: Guide, telling: Telling) -> Telling:
    telling = telling.with_couple(tailoring.practised(telling.couple, guide.id))
    if not telling.pieces:
        telling = telling.say("phrases.guide.farewell")
    return telling.end()


def _ask(scene: Scene, guide: Guide, step: Step, place: Place, telling: Telling) -> Telling:
    """What a step says and asks."""
    values = who(telling.couple, place.speaker)
    asked = question(scene, guide, step)
    if isinstance(step, Talk) and not step.still:
        telling = timing.hush(telling, scene)
    if (key := _key(scene, guide, step, place, "say")) in scene.library.lines:
        telling = telling.say(key, **values)
    if not isinstance(step, Talk):
        return telling.ask(place, asked, **values)
    if step.deck in scene.library.decks:
        telling, place = _drawn(scene, step.deck, place, telling)
    wait = timing.still if step.still else timing.timed
    return wait(telling, step.lasts(short=place.short), place, asked, **values)


def _drawn(scene: Scene, deck: str, place: Place, telling: Telling) -> tuple[Telling, Place]:
    """A question of a deck: the one they have at this place already, or the next."""
    here = scene.library.prompt(place.item)
    if here is None or here.deck != deck:
        drawn = ask(telling.couple, scene.library, Wanted(scene.now, theme=deck))
        telling, place = telling.with_couple(drawn.couple), replace(place, item=drawn.prompt.id)
    return telling.pause(1).say(f"prompt.{place.item}.question"), place


def question(scene: Scene, guide: Guide, step: Step) -> str:
    """The line that a step asks: its own, or the one for all."""
    own = f"guide.{guide.id}.{step.id}.ask"
    return own if own in scene.library.lines else "phrases.ready"


def _key(scene: Scene, guide: Guide, step: Step, place: Place, part: str) -> str:
    """The line of a step, the short form's own where it has one."""
    key = f"guide.{guide.id}.{step.id}.{part}"
    return f"{key}_short" if place.short and f"{key}_short" in scene.library.lines else key
