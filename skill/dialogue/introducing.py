"""The first welcome, names and voices: offered, never demanded; and who of the two starts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import Place
from skill.couple import LONGEST_NAME
from skill.dialogue.scene import Scene, Telling, who
from skill.heard import Done, Introduce, Next, No, Yes

if TYPE_CHECKING:
    from skill.couple import Couple
    from skill.heard import Heard, WhoStarts

ID = "names"


def welcome(scene: Scene) -> Telling:
    """Who it is for and who not, in two breaths; said once."""
    telling = Telling(scene.couple).say("phrases.welcome.for").pause(1)
    return telling.say("phrases.welcome.not_for").pause(1).say("phrases.welcome.names").pause(1)


def introduce(scene: Scene, heard: Introduce) -> Telling | None:
    """Learns one name or both, and whose voice says "my name is Sam"; None when no name was understood."""
    first, second = name(heard.first), name(heard.second)
    if first and second:
        telling = _both(scene, first, second)
    elif first:
        telling = _oneself(scene, first)
    elif second:
        telling = _partner(scene, second)
    else:
        return None
    return telling.say("phrases.prefer.adrift") if scene.adrift else telling


def who_starts(scene: Scene, heard: WhoStarts) -> Telling:
    """Changes or tells the order that people agreed on; asks nothing."""
    couple, wanted = scene.couple, name(heard.name)
    telling, index = Telling(couple), _index(couple, wanted)
    if index is None and not couple.named:
        return telling.say("phrases.names.no_order")
    if not wanted:
        return telling.say("phrases.names.starts", **who(couple, 0))
    if index is None:
        return telling.say("phrases.names.stranger", **who(couple, 0))
    if index == 0:
        return telling.say("phrases.names.starts_already", **who(couple, 0))
    if _between_turns(scene):
        return telling.say("phrases.names.mid_turn")
    changed = exchanged(couple)
    if (paused := changed.paused) is not None and paused.place.speaker:
        # What waits from another time begins its round again, so that nobody is left out.
        changed = replace(changed, paused=replace(paused, place=replace(paused.place, speaker=0)))
    telling = Telling(changed).say("phrases.names.now_starts", **who(changed, 0))
    return telling.say("phrases.prefer.adrift") if scene.adrift else telling


def exchanged(couple: Couple) -> Couple:
    """The same two people in the other order, with all that hangs on it; doing it twice changes nothing."""
    planned = couple.surprise
    return replace(
        couple,
        first=couple.second,
        second=couple.first,
        voices=couple.voices[::-1],
        planner=1 - couple.planner,
        surpriser=1 - couple.surpriser,
        surprise=replace(planned, planner=1 - planned.planner) if planned else None,
        scores={
            kept: tuple(replace(one, first=one.second, second=one.first) for one in some)
            for kept, some in couple.scores.items()
        },
    )


def speak(scene: Scene, _place: Place) -> Telling:
    """Asks for the names."""
    return Telling(scene.couple).ask(Place(ID, "ask"), "phrases.names.ask")


def hear(scene: Scene, _place: Place, heard: Heard) -> Telling | None:
    """A no to names is as good as a name; `respond` goes on to something worth hearing."""
    match heard:
        case Introduce():
            return introduce(scene, heard)
        case Yes():
            return speak(scene, _place)
        case No() | Next() | Done():
            return Telling(scene.couple).say("phrases.names.fine")
        case _:
            return None


def name(words: str) -> str:
    """A name as it is kept: letters, spaces, hyphens and apostrophes, at most `LONGEST_NAME`."""
    kept = "".join(sign for sign in words if sign.isalpha() or sign in " -'\N{RIGHT SINGLE QUOTATION MARK}")
    kept = " ".join(kept.split())[:LONGEST_NAME].strip()
    return kept if not kept.islower() else kept.title()


def _both(scene: Scene, first: str, second: str) -> Telling:
    """Both names. Whoever is known keeps their side, for the order is another matter; no voice is linked."""
    couple = scene.couple
    if _index(couple, first) == 1 or _index(couple, second) == 0:
        learnt = _called(couple, second, first)
    else:
        learnt = _called(couple, first, second)
    return Telling(learnt).say("phrases.names.both", first=first, second=second)


def _oneself(scene: Scene, own: str) -> Telling:
    """The name of who speaks, and with it their voice, where Alexa recognised it."""
    couple, index = scene.couple, _index(scene.couple, own)
    if index is None:
        index = _side(scene)
        if index is None:
            return Telling(couple).say("phrases.names.two_known", **who(couple, 0))
        couple = _named(couple, index, own)
    elif couple.first.casefold() == couple.second.casefold() and couple.voices[0] not in ("", scene.profile):
        index = 1  # two of the same name, and this is not the voice of the first
    if not scene.profile or scene.adrift or couple.voices[index] == scene.profile:
        return _met(scene, couple, own)
    voices = ["" if voice == scene.profile else voice for voice in couple.voices]
    voices[index] = scene.profile
    linked = replace(couple, voices=(voices[0], voices[1]))
    return Telling(linked).say("phrases.names.voice", **who(linked, index))


def _partner(scene: Scene, other: str) -> Telling:
    """The name of the other one: not that of a known voice, else the one that is missing, or the second."""
    couple = scene.couple
    if _index(couple, other) is not None:
        return _met(scene, couple, other)
    index = 1 if couple.first or not couple.second else 0
    if scene.voice is not None:
        index = 1 - scene.voice
    return _met(scene, _named(couple, index, other), other)


def _met(scene: Scene, couple: Couple, one: str) -> Telling:
    if couple == scene.couple:
        return Telling(couple).say("phrases.names.known")
    return Telling(couple).say("phrases.names.one", name=one)


def _named(couple: Couple, index: int, one: str) -> Couple:
    return _called(couple, couple.first, one) if index else _called(couple, one, couple.second)


def _called(couple: Couple, first: str, second: str) -> Couple:
    """The couple with these names. A voice belongs to a name: that of a name that is gone is forgotten."""
    renamed = zip((couple.first, couple.second), (first, second), couple.voices, strict=True)
    voices = [voice if old.casefold() == new.casefold() else "" for old, new, voice in renamed]
    return replace(couple, first=first, second=second, voices=(voices[0], voices[1]))


def _side(scene: Scene) -> int | None:
    """Whose name is new: that of a voice that is known, else the one that is missing; None for neither."""
    if scene.voice is not None:
        return scene.voice
    couple = scene.couple
    if not couple.first:
        return 0
    return None if couple.second else 1


def _index(couple: Couple, one: str) -> int | None:
    """Which of the two has this name; None for neither."""
    names = [known.casefold() for known in (couple.first, couple.second)]
    return names.index(one.casefold()) if one and one.casefold() in names else None


def _between_turns(scene: Scene) -> bool:
    """Whether a place that will be gone on with tells the two apart by their order."""
    place, paused = scene.conversation.place, scene.couple.paused
    if place is None or paused is None or paused.place != place:
        return False
    return place.speaker == 1 or place.step == "accepted"
