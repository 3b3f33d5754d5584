"""What an Alexa request says, in the skill's own terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2s
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from ask_sdk_model import IntentRequest, LaunchRequest, ListSlotValue, SimpleSlotValue
from ask_sdk_model.interfaces.connections import ConnectionsResponse
from ask_sdk_model.slu.entityresolution import StatusCode

from skill import heard as h
from skill.alexa import names
from skill.conversation import Conversation, conversation_from_data

if TYPE_CHECKING:
    from ask_sdk_model import Intent, RequestEnvelope, Slot
    from ask_sdk_model.slu.entityresolution import ValueWrapper

Slots: TypeAlias = Mapping[str, "Slot"]
One = TypeVar("One", bound=str)
TIME = r"[0-2]\d:[0-5]\d|MO|AF|EV|NI"
"""As AMAZON.TIME gives it."""
PARTS_OF_DAY = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
ASK_FOR = "AskFor"
"""The name of the connection by which Alexa asks people for a permission."""
CONSENTS: Mapping[str, h.Consent] = {"ACCEPTED": "accepted", "DENIED": "denied"}
DIGEST = 6
"""Bytes of a digest: enough to tell two people apart, too few to find anybody by."""
MINUTES = (7 * 24 * 60, 24 * 60, 60, 1)


def heard(envelope: RequestEnvelope) -> h.Heard:
    """What people meant; `Unclear` for an intent that is not known."""
    if (intent := _intent(envelope)) is not None:
        meaning = MEANINGS.get(intent.name or "")
        return meaning(intent.slots or {}) if meaning else h.Unclear()
    if isinstance(envelope.request, ConnectionsResponse):
        return _consented(envelope.request)
    return h.Opened() if isinstance(envelope.request, LaunchRequest) else h.Unclear()


def spoken_to(envelope: RequestEnvelope) -> bool:
    """Whether somebody spoke, to the skill or to Alexa on its behalf."""
    request = envelope.request
    if isinstance(request, ConnectionsResponse):
        return request.name == ASK_FOR
    return isinstance(request, LaunchRequest | IntentRequest)


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


def profile(envelope: RequestEnvelope) -> str:
    """A digest of the voice profile of who speaks; empty where Alexa did not recognise anybody.

    Alexa's own id of a person is never kept.
    """
    system = envelope.context.system if envelope.context else None
    person = system.person if system else None
    if person is None or not person.person_id:
        return ""
    return blake2s(person.person_id.encode(), digest_size=DIGEST).hexdigest()


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
    for first, *_ in _matches(slots, name):
        return (first.value.id or first.value.name or "") if first.value else ""
    return ""


def _matches(slots: Slots, name: str) -> Iterator[list[ValueWrapper]]:
    """The values that a slot resolved to, of each authority that found any."""
    slot = slots.get(name)
    authorities = (slot.resolutions.resolutions_per_authority or ()) if slot and slot.resolutions else ()
    for authority in authorities:
        if authority.status and authority.status.code == StatusCode.ER_SUCCESS_MATCH and authority.values:
            yield authority.values


def spoken(slots: Slots, name: str) -> str:
    """What was said for a slot; empty when it is unfilled."""
    slot = slots.get(name)
    return str(slot.value) if slot is not None and slot.value and slot.value != "?" else ""


def first_name(slots: Slots, name: str) -> str:
    """A first name: as Alexa was taught it where it is one of the couple's, else as it was heard."""
    for values in _matches(slots, name):
        for value in values:
            if value.value and value.value.id in names.IDS and value.value.name:
                return str(value.value.name)
    return spoken(slots, name)


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


def _rate(slots: Slots) -> h.Heard:
    return h.RateDate(_one(canonical(slots, "Verdict", h.VERDICTS), h.VERDICTS), number(slots, "Score"))


def _ritual(slots: Slots) -> h.Ritual | None:
    return _one(canonical(slots, "Ritual", h.RITUALS), h.RITUALS)


def _schedule(slots: Slots) -> h.Heard:
    days = (*h.DAYS, h.EVERY_DAY)
    day, time = canonical(slots, "Day", days), spoken(slots, "Time") or _part_of_day(spoken(slots, "Day"))
    return h.Schedule(_ritual(slots), day if day in days else "", time if re.fullmatch(TIME, time) else "")


def _part_of_day(said: str) -> str:
    """The part of the day in what was said for a day, as AMAZON.TIME would give it: "sunday evening"."""
    last = said.lower().split()[-1:]
    return next((part for word, part in PARTS_OF_DAY.items() if last in ([word], [f"{word}s"])), "")


def permission_token(wish: h.Schedule) -> str:
    """What comes back with the answer to a question for permission: ids and a time, nothing else."""
    return "/".join((wish.ritual or "", wish.day, wish.time))


def _consented(response: ConnectionsResponse) -> h.Heard:
    """What people answered when Alexa asked for the permission; "unanswered" where that is not plain."""
    payload: object = response.payload
    status = payload.get("status") if isinstance(payload, dict) else None
    scopes = payload.get("permissionScopes") if isinstance(payload, dict) else None
    for scope in scopes if isinstance(scopes, list) and not isinstance(status, str) else ():
        # Version 2 is described with the status among the scopes.
        found = scope.get("status") if isinstance(scope, dict) else None
        status = found if isinstance(found, str) else status
    code = response.status.code if response.status else None
    good = str(code or "200") == "200"
    ritual, _, rest = str(response.token or "").partition("/")
    day, _, time = rest.partition("/")
    wish = h.Schedule(
        _one(ritual, h.RITUALS),
        day if day in (*h.WEEK, h.EVERY_DAY) else "",
        time if re.fullmatch(TIME, time) else "",
    )
    return h.Consented(CONSENTS.get(str(status), "unanswered") if good else "unanswered", wish)


def _one(value: str, known: tuple[One, ...]) -> One | None:
    """`value` where it is one of those that are known."""
    return value if value in known else None


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
    "RateDateIntent": _rate,
    "PlannerTurnIntent": _always(h.WhoPlans()),
    "SmallGestureIntent": _always(h.SmallGesture()),
    "IntroduceUsIntent": lambda slots: h.Introduce(
        first_name(slots, "FirstPartner"), first_name(slots, "SecondPartner")
    ),
    "ScoreIntent": lambda slots: h.Score(number(slots, "Score")),
    "FeelingIntent": _feeling,
    "NoteIntent": lambda slots: h.Note(spoken(slots, "Note")),
    "ReadNotesIntent": _always(h.ReadNotes()),
    "ProgressIntent": _always(h.Progress()),
    "ScheduleIntent": _schedule,
    "UnscheduleIntent": lambda slots: h.Unschedule(_ritual(slots)),
    "ReadRitualsIntent": _always(h.ReadRituals()),
    "WhatYouKnowIntent": _always(h.WhatYouKnow()),
    "ForgetTasteIntent": lambda slots: h.ForgetTaste(canonical(slots, "Taste", h.TASTES)),
    "WhoStartsIntent": lambda slots: h.WhoStarts(first_name(slots, "Partner")),
    "KeepAppreciationIntent": lambda slots: h.Note(spoken(slots, "Words"), appreciation=True),
    "SurpriseIntent": _always(h.AskSurprise()),
    "JourneyIntent": _always(h.AskJourney()),
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
