"""Teaching Alexa the couple's first names while a session is open, so that they are heard right.

The directive is Dialog.UpdateDynamicEntities: at most a hundred values, which Alexa drops by
itself after thirty minutes (Amazon, "Use Dynamic Entities for Customized Interactions"). A couple
has two. Names are taught again when they change, and taken back when they are forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from ask_sdk_model.dialog import DynamicEntitiesDirective
from ask_sdk_model.er.dynamic import Entity, EntityListItem, EntityValueAndSynonyms, UpdateBehavior

from skill.reply import AskPermission, Forget

if TYPE_CHECKING:
    from skill.couple import Couple
    from skill.reply import Turn

ATTRIBUTE = "taught"
"""Of the session: which names Alexa was taught in it, as a number."""
SLOT_TYPE = "AMAZON.FirstName"
IDS = ("first", "second")
NOTHING = 0


def lesson(turn: Turn, taught: object) -> tuple[DynamicEntitiesDirective | None, int]:
    """What Alexa has to be taught with this turn.

    Args:
        turn: the turn that is answered.
        taught: `ATTRIBUTE` as the session has it.

    Returns:
        The directive, or None, and what `ATTRIBUTE` is from here on.
    """
    known = taught if isinstance(taught, int) and not isinstance(taught, bool) else NOTHING
    if turn.reply.urgent or turn.conversation.adrift:
        return None, known  # danger leaves no trace; and a name that is out of reach is not forgotten
    if any(isinstance(effect, AskPermission) for effect in turn.effects):
        return None, known  # that takes a directive of its own, and the two do not go together
    if any(isinstance(effect, Forget) for effect in turn.effects):
        return DynamicEntitiesDirective(UpdateBehavior.CLEAR), NOTHING
    now = digest(turn.couple)
    if now == known:
        return None, known
    if now == NOTHING:
        return DynamicEntitiesDirective(UpdateBehavior.CLEAR), NOTHING
    if turn.reply.closes:
        return None, known
    return DynamicEntitiesDirective(UpdateBehavior.REPLACE, [_names(turn.couple)]), now


def digest(couple: Couple) -> int:
    """A number that stands for a couple's names; `NOTHING` without any."""
    if not couple.first and not couple.second:
        return NOTHING
    return crc32(f"{couple.first}\n{couple.second}".encode()) or 1


def _names(couple: Couple) -> EntityListItem:
    names = dict(zip(IDS, (couple.first, couple.second), strict=True))
    values = [
        Entity(one, EntityValueAndSynonyms(value, synonyms=[]))
        for one, value in names.items()
        if value and not (one == IDS[1] and value == couple.first)  # one value can have just one id
    ]
    return EntityListItem(SLOT_TYPE, values)
