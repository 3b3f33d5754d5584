"""Requests that are no conversation: a session's end, skill events, and what the skill does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_model import Response, SessionEndedRequest
from ask_sdk_model.canfulfill import (
    CanFulfillIntent,
    CanFulfillIntentRequest,
    CanFulfillIntentValues,
    CanFulfillSlot,
    CanFulfillSlotValues,
    CanUnderstandSlotValues,
)
from ask_sdk_model.events.skillevents import SkillDisabledRequest

from skill.alexa import reminders, requests, services
from skill.reply import CancelReminders

if TYPE_CHECKING:
    from ask_sdk_core.handler_input import HandlerInput

    from skill.alexa.turning import Turning

FULFILLED = frozenset(
    (
        "TonightsQuestionIntent",
        "AppreciationRoundIntent",
        "DateIdeaIntent",
        "StartGuideIntent",
        "SupportIntent",
        "CrisisIntent",
    )
)
"""What makes sense without having opened the skill."""


class SessionEndedHandler(AbstractRequestHandler):
    """A session that ended needs nothing: the place was saved before the last reply left."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether the session ended."""
        return isinstance(handler_input.request_envelope.request, SessionEndedRequest)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Nothing may be said any more."""
        return Response()


class SkillDisabledHandler(AbstractRequestHandler):
    """Who takes the skill off their account is forgotten."""

    def __init__(self, outside: Turning, send: reminders.Send | None = None) -> None:
        self.outside = outside
        self.send = send

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether the skill was disabled."""
        return isinstance(handler_input.request_envelope.request, SkillDisabledRequest)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Deletes everything about the couple, and then its reminders as far as Alexa still lets the skill.

        Raises:
            StoreUnavailable: it could not; Alexa sends the event again then.
        """
        envelope = handler_input.request_envelope
        couple_id = requests.couple_id(envelope)
        if couple_id:
            self.outside.store.forget(couple_id)
        if self.send is not None and (way := services.way(envelope)) is not None:
            now = self.outside.clock()
            left = reminders.Reminders(way, self.send, self.outside.clock, now, None, "en-US", str)
            left.run(CancelReminders((), every=True))
        return Response()


class CanFulfillHandler(AbstractRequestHandler):
    """Answers whether the skill could serve a wish, without doing anything."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether Alexa asks so."""
        return isinstance(handler_input.request_envelope.request, CanFulfillIntentRequest)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Yes for what makes sense by itself, maybe for what needs a conversation, no for the unknown."""
        intent = cast("CanFulfillIntentRequest", handler_input.request_envelope.request).intent
        name = (intent.name if intent else None) or ""
        if name in FULFILLED:
            able = CanFulfillIntentValues.YES
        else:
            able = CanFulfillIntentValues.MAYBE if name in requests.MEANINGS else CanFulfillIntentValues.NO
        known = able != CanFulfillIntentValues.NO
        slots = {
            slot: CanFulfillSlot(
                can_understand=CanUnderstandSlotValues.YES if known else CanUnderstandSlotValues.NO,
                can_fulfill=CanFulfillSlotValues.YES if known else CanFulfillSlotValues.NO,
            )
            for slot in ((intent.slots if intent else None) or {})
        }
        return Response(can_fulfill_intent=CanFulfillIntent(can_fulfill=able, slots=slots))


class OtherwiseHandler(AbstractRequestHandler):
    """Any other request is acknowledged in silence."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Always; it is asked last."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """Nothing: most of these requests allow no speech in the answer."""
        return Response()
