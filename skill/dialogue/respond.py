"""The whole skill in one function: what was heard, and what comes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill.conversation import CHECK, Conversation, Place
from skill.couple import Paused
from skill.dialogue import everywhere, introducing, places, questions, rituals, safety, weeks
from skill.dialogue.evenings import evening, evening_at
from skill.dialogue.scene import Chance, Scene, Telling
from skill.dialogue.wordings import Wordings
from skill.heard import (
    AcceptDate,
    Another,
    ChangeDepth,
    Done,
    Explain,
    ForgetUs,
    MoreTime,
    Next,
    No,
    Previous,
    Repeat,
    SaveThis,
    Score,
    StartOver,
    Stop,
    Yes,
)
from skill.reply import Reply, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from skill.content.library import Library
    from skill.couple import Couple
    from skill.heard import Heard
    from skill.reply import Event

WITHIN = (
    Yes | No | Next | Previous | Repeat | Done | MoreTime | Another | ChangeDepth | Explain | SaveThis
    | StartOver | Score | AcceptDate
)  # fmt: skip
"""Words that speak of something people are in the middle of."""
UNWELCOMED = Stop | ForgetUs
"""What is answered without the first welcome."""
JUST_NOW = 5 * 60
"""Seconds for which a place that stays the same is not kept anew."""
PATIENCE = 3
"""After so many misses in a row one thing is offered; after one more the session closes kindly."""


def respond(
    heard: Heard,
    conversation: Conversation,
    couple: Couple,
    library: Library,
    now: datetime,
    chance: Chance,
    *,
    words: Sequence[str] = (),
    notes: Sequence[Event] = (),
    country: str = "US",
    profile: str = "",
    adrift: bool = False,
) -> Turn:
    """The turn that follows from what was heard. Does nothing, reads no clock, never raises on what is heard.

    Args:
        heard: what people meant.
        conversation: where they are; a fresh one at the start of a session.
        couple: what is known of them.
        library: everything that can be said.
        now: their local time, with its zone.
        chance: draws a new couple's own order of everything, and what to try among date ideas.
        words: all that was said in so many words; looked at for danger, then dropped.
        notes: the couple's own, newest first; needed only when `noting.needed` says so.
        country: ISO 3166 code, for helplines.
        profile: a digest of the voice profile of who speaks; empty where nobody was recognised.
        adrift: nothing can be remembered just now; people are told once.

    Returns:
        What to say, where that leaves them, what is now known of them, and
        what else has to be done.
    """
    scene = Scene(conversation, couple, library, now, country, notes, chance, profile)
    seen = safety.notice(heard, words, library)
    if seen is None and conversation.aside == CHECK and isinstance(heard, No):
        scene = replace(scene, conversation=replace(conversation, aside=None))
        return _apart(scene, Telling(couple).say("safety.not_meant").then(everywhere.reask(scene)))
    if seen is not None or conversation.aside is not None:
        return _apart(scene, safety.tell(scene, heard, seen))

    scene = _begin(scene, chance, adrift=adrift)
    telling = _answer(scene, heard)
    if adrift and not conversation.adrift and not isinstance(heard, Stop):
        telling = Telling(scene.couple).say("phrases.adrift").pause(1).then(telling)
    elif couple.new and not adrift and not isinstance(heard, UNWELCOMED):
        telling = introducing.welcome(scene).then(telling)
    turn = _finish(scene, telling)
    # Whoever was not welcomed yet stays new, so that they hear once who this is for, and who not.
    return replace(turn, couple=couple) if couple.new and isinstance(heard, UNWELCOMED) else turn


def _begin(scene: Scene, chance: Chance, *, adrift: bool) -> Scene:
    """The scene with what every turn starts from: an order of its own, a counted visit, a place."""
    couple, conversation = scene.couple, scene.conversation
    if couple.seed == 0:
        couple = replace(couple, seed=chance.randrange(1, 1_000_000))
    if conversation.fresh or couple.new:
        couple = replace(couple, visits=couple.visits + 1)
        conversation = replace(conversation, visit=couple.visits)
    conversation = replace(conversation, adrift=adrift)
    return replace(scene, couple=couple, conversation=conversation)


def _answer(scene: Scene, heard: Heard) -> Telling:
    place = scene.conversation.place
    if place is None and isinstance(heard, WITHIN):
        place = _lately(scene)
        scene = replace(scene, conversation=replace(scene.conversation, place=place))
    if scene.conversation.misses >= PATIENCE and place is not None and place.guide not in places.MOMENTS:
        # They were asked, in so many words, whether to go on.
        if isinstance(heard, No):
            heard = Stop()
        elif isinstance(heard, Yes):
            heard = Next()
    telling = everywhere.at_once(scene, heard)
    if telling is None and place is not None:
        telling = places.hear(scene, place, heard)
    if telling is None:
        telling = everywhere.answer(scene, heard)
    if telling is None:
        return _unclear(scene)
    took_part = place is not None and place.guide not in places.MOMENTS and isinstance(heard, WITHIN)
    return weeks.took_part(scene, telling) if took_part else telling


def _lately(scene: Scene) -> Place | None:
    """What a new session's first word speaks of: where they paused this evening, or tonight's question."""
    paused, tonight = scene.couple.paused, scene.couple.tonight
    if paused is not None and evening_at(paused.since, scene.now) == evening(scene.now):
        return paused.place
    if tonight is not None and tonight.evening == evening(scene.now) and scene.conversation.fresh:
        return Place(questions.ID, "second", speaker=1, item=tonight.prompt)
    return None


def _unclear(scene: Scene) -> Telling:
    """Help that rises, then a kind close."""
    misses = scene.conversation.misses + 1
    place = scene.conversation.place
    start = Telling(scene.couple)
    if misses == 1:
        telling = start.say("phrases.unclear").then(everywhere.reask(scene))
    elif misses == 2:  # noqa: PLR2004 - the second of three, in order
        telling = start.say(places.help_key(scene, place)).then(everywhere.reask(scene))
    elif misses == PATIENCE:
        telling = start.say("phrases.stuck")
        if place is None or place.guide in places.MOMENTS:
            idle = replace(scene, conversation=replace(scene.conversation, place=None))
            telling = telling.then(everywhere.reask(idle))
        else:
            telling = telling.ask(place, "phrases.move_on")
    else:
        return start.say("phrases.quiet_close").leave()
    return replace(telling, misses=misses)


def _apart(scene: Scene, telling: Telling) -> Turn:
    """A turn of which nothing is kept: couple and conversation stay as they were, to the letter."""
    told = _finish(scene, telling)
    led_back = telling.question is not None and telling.aside is None
    place = told.conversation.place if led_back else scene.conversation.place
    conversation = replace(scene.conversation, place=place, aside=telling.aside)
    reply = replace(told.reply, urgent=True)
    return Turn(reply=reply, conversation=conversation, couple=scene.couple)


def _paused(scene: Scene, place: Place) -> Paused:
    """The place as it is kept; where they were here just now with that moment, so that nothing is saved."""
    now, before = int(scene.now.timestamp()), scene.couple.paused
    if before is not None and before.place == place and 0 <= now - before.since < JUST_NOW:
        return before
    return Paused(place, now)


def _finish(scene: Scene, telling: Telling) -> Turn:
    """Chooses the wordings, keeps the place, and closes or asks."""
    couple, place = telling.couple, telling.place
    if place is not None and place.guide not in places.MOMENTS:
        couple = rituals.begun(scene.having(couple), place.guide)
        couple = replace(couple, paused=_paused(scene, place))
    elif telling.finished:
        couple = replace(couple, paused=None)
    said = scene.conversation.said
    wordings = Wordings(scene.library, scene.conversation.visit, said, named=couple.named)
    say = tuple(wordings.piece(piece) for piece in telling.pieces)
    ask = wordings.line(telling.question) if telling.question else None
    again = wordings.line(telling.question) if telling.question else None
    return Turn(
        reply=Reply(say=say, ask=ask, again=again, pace=couple.tastes.pace, chart=telling.chart),
        conversation=Conversation(
            place=place,
            misses=telling.misses,
            said=wordings.said,
            adrift=scene.conversation.adrift,
            visit=scene.conversation.visit,
            fresh=False,
        ),
        couple=couple,
        effects=telling.effects,
    )
