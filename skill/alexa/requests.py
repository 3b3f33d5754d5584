"""What an Alexa request says, in the skill's own terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from ask_sdk_model import IntentRequest, LaunchRequest, ListSlotValue, SimpleSlotValue
from ask_sdk_model.slu.entityresolution import StatusCode

from skill import heard as h
from skill.conversation import Conversation, conversation_from_data

if TYPE_CHECKING:
    from ask_sdk_model import Intent, RequestEnvelope, Slot

Slots: TypeAlias = Mapping[str, "Slot"]
DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
MINUTES = (7 * 24 * 60, 24 * 60, 60, 1)


def heard(envelope: RequestEnvelope) -> h.Heard:
    """What people meant; `Unclear` for an intent that is not known."""
    if (intent := _intent(envelope)) is not None:
        meaning = MEANINGS.get(intent.name or "")
        return meaning(intent.slots or {}) if meaning else h.Unclear()
    return h.Opened() if isinstance(envelope.request, LaunchRequest) else h.Unclear()


def conversation(envelope: RequestEnvelope) -> Conversation:
    """Where the conversation is, from the session's attributes."""
    session = envelope.session
    if session is None or session.new:
        return Conversation()
    return conversation_from_data(session.attributes)


def attributes(envelope: RequestEnvelope) -> Mapping[str, Any]:
    """The session's attributes as they came; none in a new session."""
    session = envelope.session
    return (session.attributes or {}) if session is not None and not session.new else {}


def words(envelope: RequestEnvelope) -> tuple[str, ...]:
    """All that was said in so many words: whatever stands in a slot and is none of our own values.

    Alexa gives no text with AMAZON.FallbackIntent; if a platform puts any into a
    slot of it, or of an intent that the skill does not know, it is among these.
    """
    intent = _intent(envelope)
    slots = (intent.slots if intent else None) or {}
    return tuple(said for name in slots if not resolved(slots, name) for said in _said(slots[name]))


def cries(envelope: RequestEnvelope) -> bool:
    """Whether a request is a cry for help, or comes after one, as far as its outside tells."""
    intent = _intent(envelope)
    return "aside" in attributes(envelope) or (intent is not None and intent.name == "CrisisIntent")


def _intent(envelope: RequestEnvelope) -> Intent | None:
    request = envelope.request
    return request.intent if isinstance(request, IntentRequest) else None


def _said(slot: Slot) -> Iterator[str]:
    """The words in a slot, and those of all its values where it has several."""
    if slot.value:
        yield str(slot.value)
    many = slot.slot_value
    for one in (many.values or ()) if isinstance(many, ListSlotValue) else ():
        if isinstance(one, SimpleSlotValue) and one.value:
            yield str(one.value)


def couple_id(envelope: RequestEnvelope) -> str:
    """The account, which is the couple."""
    user = envelope.context.system.user if envelope.context and envelope.context.system else None
    if user is None and envelope.session is not None:
        user = envelope.session.user
    return user.user_id if user is not None and user.user_id else ""


def locale(envelope: RequestEnvelope) -> str:
    """Such as "en-US", which is also what an unknown one is taken for."""
    return getattr(envelope.request, "locale", None) or "en-US"


def canonical(slots: Slots, name: str, allowed: tuple[str, ...] = ()) -> str:
    """The id that a slot resolved to; empty when it is unfilled or resolved to none.

    Where the platform sent no resolution, what was said counts if it is an id itself.
    """
    if found := resolved(slots, name):
        return found
    plain = spoken(slots, name).strip().lower().replace(" ", "_")
    return plain if plain in allowed else ""


def resolved(slots: Slots, name: str) -> str:
    """The id of the value of ours that a slot resolved to; empty when it resolved to none."""
    slot = slots.get(name)
    authorities = (slot.resolutions.resolutions_per_authority or ()) if slot and slot.resolutions else ()
    for authority in authorities:
        if authority.status and authority.status.code == StatusCode.ER_SUCCESS_MATCH and authority.values:
            value = authority.values[0].value
            return (value.id or value.name or "") if value else ""
    return ""


def spoken(slots: Slots, name: str) -> str:
    """What was said for a slot; empty when it is unfilled."""
    slot = slots.get(name)
    return str(slot.value) if slot is not None and slot.value and slot.value != "?" else ""


def number(slots: Slots, name: str) -> int | None:
    """The whole number in a slot; None when there is none."""
    value = spoken(slots, name)
    return int(value) if re.fullmatch(r"-?\d{1,6}", value) else None


def minutes(duration: str) -> int | None:
    """The minutes of an ISO 8601 duration, as AMAZON.DURATION gives it; None for anything else."""
    match = DURATION.fullmatch(duration)
    if match is None:
        return None
    parts = [int(part or 0) for part in match.groups()]
    total = sum(part * worth for part, worth in zip(parts, MINUTES, strict=False))
    return min(total, 100_000) or None


def _question(slots: Slots) -> h.Heard:
    theme = canonical(slots, "Theme")
    return h.AskQuestion(
        theme=theme,
        depth=_depth(slots),
        unknown_theme=not theme and bool(spoken(slots, "Theme")),
    )


def _depth(slots: Slots) -> h.Depth | None:
    depth = canonical(slots, "Depth", h.DEPTHS)
    return depth if depth in h.DEPTHS else None


def _date(slots: Slots) -> h.Heard:
    def one(name: str, allowed: tuple[str, ...]) -> Any:
        value = canonical(slots, name, allowed)
        return value if value in allowed else None

    return h.AskDate(
        h.DateWish(
            budget=one("Budget", h.BUDGETS),
            place=one("Place", h.PLACES),
            energy=one("Energy", h.ENERGIES),
            minutes=minutes(spoken(slots, "Duration")),
            day=one("Day", h.DAYS),
        )
    )


def _guide(slots: Slots) -> h.Heard:
    length = canonical(slots, "Length", h.LENGTHS)
    return h.StartGuide(canonical(slots, "Guide"), length if length in h.LENGTHS else None)


def _crisis(slots: Slots) -> h.Heard:
    danger = canonical(slots, "Danger", h.DANGERS)
    return h.Crisis(danger if danger in h.DANGERS else "unsaid")


def _direction(slots: Slots) -> h.Heard:
    direction = canonical(slots, "Direction", ("deeper", "lighter"))
    return h.ChangeDepth(deeper=direction == "deeper") if direction else h.Unclear()


def _feeling(slots: Slots) -> h.Heard:
    return h.Feeling(canonical(slots, "Feeling") or spoken(slots, "Feeling"))


def _always(meaning: h.Heard) -> Callable[[Slots], h.Heard]:
    return lambda _slots: meaning


MEANINGS: Mapping[str, Callable[[Slots], h.Heard]] = {
    "TonightsQuestionIntent": _question,
    "AppreciationRoundIntent": lambda slots: h.StartAppreciation(number(slots, "Rounds")),
    "DateIdeaIntent": _date,
    "StartGuideIntent": _guide,
    "AnotherIntent": _always(h.Another()),
    "ChangeDepthIntent": _direction,
    "SaveThisIntent": _always(h.SaveThis()),
    "ReadSavedIntent": _always(h.ReadSaved()),
    "AcceptDateIntent": _always(h.AcceptDate()),
    "RateDateIntent": lambda slots: h.RateDate(canonical(slots, "Verdict", ("loved", "fine", "flop"))),
    "PlannerTurnIntent": _always(h.WhoPlans()),
    "SmallGestureIntent": _always(h.SmallGesture()),
    "IntroduceUsIntent": lambda slots: h.Introduce(
        spoken(slots, "FirstPartner"), spoken(slots, "SecondPartner")
    ),
    "ScoreIntent": lambda slots: h.Score(number(slots, "Score")),
    "FeelingIntent": _feeling,
    "NoteIntent": lambda slots: h.Note(spoken(slots, "Note")),
    "ReadNotesIntent": _always(h.ReadNotes()),
    "ProgressIntent": _always(h.Progress()),
    "ScheduleIntent": _always(h.Schedule()),
    "UnscheduleIntent": _always(h.Unschedule()),
    "DoneIntent": _always(h.Done()),
    "MoreTimeIntent": _always(h.MoreTime()),
    "ExplainIntent": _always(h.Explain()),
    "PreferenceIntent": lambda slots: h.Prefer(canonical(slots, "Preference", h.PREFERENCES)),
    "SupportIntent": _always(h.AskSupport()),
    "CrisisIntent": _crisis,
    "ForgetUsIntent": _always(h.ForgetUs()),
    "AMAZON.YesIntent": _always(h.Yes()),
    "AMAZON.NoIntent": _always(h.No()),
    "AMAZON.HelpIntent": _always(h.Help()),
    "AMAZON.StopIntent": _always(h.Stop()),
    "AMAZON.CancelIntent": _always(h.Stop()),
    "AMAZON.NavigateHomeIntent": _always(h.Stop()),
    "AMAZON.RepeatIntent": _always(h.Repeat()),
    "AMAZON.NextIntent": _always(h.Next()),
    "AMAZON.PreviousIntent": _always(h.Previous()),
    "AMAZON.PauseIntent": _always(h.Pause()),
    "AMAZON.ResumeIntent": _always(h.Resume()),
    "AMAZON.StartOverIntent": _always(h.StartOver()),
    "AMAZON.FallbackIntent": _always(h.Unclear()),
}
"""Every intent of the voice contract."""
