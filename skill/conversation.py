"""Where a conversation is: all that lives between two turns of a session."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from skill.heard import BUDGETS, DANGERS, DAYS, ENERGIES, PLACES, Danger, DateWish

if TYPE_CHECKING:
    from collections.abc import Mapping

Aside: TypeAlias = Danger | Literal["check"]
"""What safety asks about: whether to say once more what it said of a danger, or whether there is one."""
CHECK: Literal["check"] = "check"
ASIDES: tuple[Aside, ...] = (CHECK, *DANGERS)


@dataclass(frozen=True, slots=True)
class Place:
    """A program counter that can be saved: which step of which guide, whose turn."""

    guide: str
    """A guide's or a feature's id."""
    step: str
    """The step's id within it."""
    speaker: int = 0
    """Whose turn: 0 for who starts, 1 for the other."""
    item: str = ""
    """What is being talked about: the id of a prompt, a date, an appreciation, or a guide on offer."""
    count: int = 0
    """How many turns, rounds or offers lie behind."""
    of: int = 0
    """How many there will be; 0 where that has no meaning."""
    theme: str = ""
    """The deck that was asked for by name; empty for any."""
    wish: DateWish | None = None
    """What the date ideas on offer have to fit."""
    short: bool = False
    """Whether a guide is led in its short form."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Kept in the session's attributes; gone when the session ends."""

    place: Place | None = None
    """None when nothing is going on."""
    misses: int = 0
    """How many times in a row people were not understood, 0 to 4."""
    said: Mapping[str, int] = field(default_factory=dict)
    """How often each line with several wordings was said in this session."""
    adrift: bool = False
    """True once people were told that nothing can be remembered just now."""
    visit: int = 0
    """The number of this session among all of the couple's; where wordings begin."""
    fresh: bool = True
    """True until the first turn of the session that counts; never written down."""
    aside: Aside | None = None
    """What safety asked last, while all the rest waits as it was; None when it asked nothing."""


def place_as_data(place: Place) -> dict[str, Any]:
    """`place` as plain JSON data, without what is empty."""
    data: dict[str, Any] = {"guide": place.guide, "step": place.step}
    if place.speaker:
        data["speaker"] = place.speaker
    if place.item:
        data["item"] = place.item
    if place.count:
        data["count"] = place.count
    if place.of:
        data["of"] = place.of
    if place.theme:
        data["theme"] = place.theme
    if place.short:
        data["short"] = True
    if place.wish is not None:
        wish = place.wish
        data["wish"] = {
            name: value
            for name, value in (
                ("budget", wish.budget),
                ("place", wish.place),
                ("energy", wish.energy),
                ("minutes", wish.minutes),
                ("day", wish.day),
            )
            if value is not None
        }
    return data


def place_from_data(data: object) -> Place | None:
    """The place in plain JSON data; None where there is none that makes sense."""
    if not isinstance(data, dict):
        return None
    guide, step = data.get("guide"), data.get("step")
    if not isinstance(guide, str) or not isinstance(step, str):
        return None
    item, theme = data.get("item", ""), data.get("theme", "")
    return Place(
        guide=guide,
        step=step,
        speaker=1 if data.get("speaker") == 1 else 0,
        item=item if isinstance(item, str) else "",
        count=whole(data.get("count")),
        of=whole(data.get("of")),
        theme=theme if isinstance(theme, str) else "",
        wish=_wish_from_data(data["wish"]) if "wish" in data else None,
        short=data.get("short") is True,
    )


def conversation_as_data(conversation: Conversation) -> dict[str, Any]:
    """`conversation` as plain JSON data, without what is empty."""
    data: dict[str, Any] = {}
    if conversation.place is not None:
        data["place"] = place_as_data(conversation.place)
    if conversation.misses:
        data["misses"] = conversation.misses
    if conversation.said:
        data["said"] = dict(conversation.said)
    if conversation.adrift:
        data["adrift"] = True
    if conversation.visit:
        data["visit"] = conversation.visit
    if conversation.aside is not None:
        # A number, not a word: attributes travel, and this one should tell nobody anything.
        data["aside"] = ASIDES.index(conversation.aside) + 1
    return data


def conversation_from_data(data: object) -> Conversation:
    """The conversation in plain JSON data; a fresh one where it makes no sense.

    Session attributes come from outside, perhaps from an older release.
    """
    if not isinstance(data, dict):
        return Conversation(fresh=False)
    said, aside, visit = data.get("said"), whole(data.get("aside")), whole(data.get("visit"))
    return Conversation(
        place=place_from_data(data.get("place")),
        misses=min(whole(data.get("misses")), 4),
        said={str(key): whole(times) for key, times in said.items()} if isinstance(said, dict) else {},
        adrift=data.get("adrift") is True,
        visit=visit,
        fresh=not visit,
        aside=ASIDES[aside - 1] if 1 <= aside <= len(ASIDES) else None,
    )


LARGEST = 1_000_000
"""No number that is kept is larger."""


def whole(value: object) -> int:
    """`value` as a whole number from 0 to `LARGEST`; 0 for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0
    if not 0 <= value <= LARGEST:  # also refuses what is not a number
        return 0
    return int(value)


def _wish_from_data(data: object) -> DateWish:
    if not isinstance(data, dict):
        return DateWish()
    given = cast("dict[str, Any]", data)
    return DateWish(
        budget=given["budget"] if given.get("budget") in BUDGETS else None,
        place=given["place"] if given.get("place") in PLACES else None,
        energy=given["energy"] if given.get("energy") in ENERGIES else None,
        minutes=whole(given.get("minutes")) or None,
        day=given["day"] if given.get("day") in DAYS else None,
    )
