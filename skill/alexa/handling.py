"""The skill as ask-sdk-core runs it: one handler for everything that is talk."""

from __future__ import annotations

import json
import logging
import traceback
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from zoneinfo import ZoneInfo

from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model import Context, RequestEnvelope, Response

from skill.alexa import names, reminders, requests, responses, services
from skill.alexa.events import CanFulfillHandler, OtherwiseHandler, SessionEndedHandler, SkillDisabledHandler
from skill.alexa.turning import Asking, nobody, take_turn
from skill.content.countries import country
from skill.conversation import conversation_as_data
from skill.dialogue import safety
from skill.reply import AskPermission, Line, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from ask_sdk_core.handler_input import HandlerInput
    from ask_sdk_core.skill import CustomSkill

    from skill.alexa.turning import Turning
    from skill.content.library import Library
    from skill.heard import Reminded
    from skill.reply import Errand

Event: TypeAlias = dict[str, Any]
"""A request or a response envelope, as JSON data."""

log = logging.getLogger("closer")


def build_skill(
    outside: Turning,
    library_for: Callable[[str], Library],
    *,
    skill_id: str | None = None,
    fetch: services.Fetch | None = None,
    send: reminders.Send | None = None,
    usual_zone: str | None = None,
) -> CustomSkill:
    """The skill, to be built once and asked often.

    Args:
        outside: store, clock and chance.
        library_for: the content for a locale.
        skill_id: requests for another skill are refused; None accepts all, for local use.
        fetch: asks Alexa for a device's time zone; None never asks.
        send: calls Alexa's reminders; None for a device that can set none.
        usual_zone: the zone of a device that is not known; None goes by the locale.
    """
    builder = SkillBuilder()
    # Its comment type says None, which is only what it starts with.
    setattr(builder, "skill_id", skill_id)  # noqa: B010 - see above
    builder.add_request_handler(ConversationHandler(outside, library_for, fetch, usual_zone, send))
    builder.add_request_handler(SessionEndedHandler())
    builder.add_request_handler(CanFulfillHandler())
    builder.add_request_handler(SkillDisabledHandler(outside, send))
    builder.add_request_handler(OtherwiseHandler())
    builder.add_exception_handler(ApologyHandler(library_for))
    skill = builder.create()
    skill.serializer = EnvelopeSerializer()
    return skill


def answer(skill: CustomSkill, event: Event, context: object = None) -> Event:
    """The response envelope for a request envelope, both as JSON data.

    Raises:
        AskSdkException: the request is for another skill.
    """
    envelope = skill.serializer.deserialize(json.dumps(event), RequestEnvelope)
    return cast("Event", skill.serializer.serialize(skill.invoke(envelope, context)))


class EnvelopeSerializer(DefaultSerializer):
    """The SDK's serialiser, forgiving about requests that it does not know."""

    def deserialize(self, payload: str | None, obj_type: Any) -> Any:
        """An envelope whatever the request's type; everything else as the SDK does it.

        The SDK raises on a type of request that is newer than itself. Such a
        request is read as one that was not understood.
        """
        if obj_type is not RequestEnvelope:
            return super().deserialize(payload, obj_type)
        try:
            envelope = super().deserialize(payload, obj_type)
        except SerializationException:
            envelope = super().deserialize(json.dumps(_readable(payload)), obj_type)
        system = envelope.context.system if envelope.context else None
        if system is None or system.application is None:
            # Without one the SDK stumbles where it should refuse: this is the id of no skill.
            envelope.context = super().deserialize(json.dumps(_context({})), Context)
        return envelope


class ConversationHandler(AbstractRequestHandler):
    """Every launch and every intent."""

    def __init__(
        self,
        outside: Turning,
        library_for: Callable[[str], Library],
        fetch: services.Fetch | None,
        usual_zone: str | None,
        send: reminders.Send | None,
    ) -> None:
        self.outside = outside
        self.library_for = library_for
        self.fetch = fetch
        self.usual_zone = usual_zone
        self.send = send

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether somebody spoke."""
        envelope = handler_input.request_envelope
        return requests.spoken_to(envelope) and bool(requests.couple_id(envelope))

    def handle(self, handler_input: HandlerInput) -> Response:
        """The next turn; its place is saved before this returns."""
        envelope = handler_input.request_envelope
        began = self.outside.clock()
        locale = requests.locale(envelope)
        library = self.library_for(locale)
        heard, words = requests.heard(envelope), requests.words(envelope)
        before = requests.conversation(envelope)
        # Nobody is asked anything, not even for the time zone, in a turn that must leave no trace.
        apart = safety.concerns(heard, words, before, library)
        zone, guessed = self._zone(envelope, locale, ask=not apart)
        couple_id = requests.couple_id(envelope)
        asking = Asking(
            heard,
            words,
            before,
            couple_id,
            country(locale),
            ZoneInfo(zone),
            apart=apart,
            profile=requests.profile(envelope),
            run=self._errands(envelope, library, locale, zone, guessed=guessed),
        )
        turn, stored = take_turn(self.outside, asking, library)
        attributes = conversation_as_data(turn.conversation)
        if not apart or requests.attributes(envelope).get("zone"):
            attributes["zone"] = zone
            if guessed:
                attributes["guessed"] = True
        lesson, taught = names.lesson(turn, requests.attributes(envelope).get(names.ATTRIBUTE))
        if taught:
            attributes[names.ATTRIBUTE] = taught
        handler_input.attributes_manager.session_attributes = attributes
        if not turn.reply.urgent:
            place = turn.conversation.place
            self._log(
                guide=place.guide if place else None,
                step=place.step if place else None,
                heard=type(heard).__name__,
                locale=locale,
                store=stored,
                ms=round((self.outside.clock() - began).total_seconds() * 1000),
            )
        wish = next((effect.wish for effect in turn.effects if isinstance(effect, AskPermission)), None)
        response = responses.build(turn.reply, library, wish)
        if lesson is not None:
            response.directives = [*(response.directives or ()), lesson]
        return response

    def _errands(
        self, envelope: RequestEnvelope, library: Library, locale: str, zone: str, *, guessed: bool
    ) -> Callable[[Errand], Reminded]:
        """What runs the errands of this turn; a zone that is only guessed is left to the device."""
        way = services.way(envelope)
        if self.send is None or way is None:
            return nobody
        return reminders.Reminders(
            way,
            self.send,
            self.outside.clock,
            self.outside.clock().astimezone(ZoneInfo(zone)),
            None if guessed else zone,
            locale,
            lambda ritual: library.lines[f"phrases.rituals.label.{ritual}"][0],
        ).run

    def _zone(self, envelope: RequestEnvelope, locale: str, *, ask: bool) -> tuple[str, bool]:
        """The device's time zone, asked for once a session if anybody may be; and whether it is a guess."""
        attributes = requests.attributes(envelope)
        known = attributes.get("zone")
        if isinstance(known, str) and services.is_zone(known):
            return known, attributes.get("guessed") is True
        told = services.device_zone(envelope, self.fetch) if self.fetch and ask else None
        told = told or self.usual_zone
        return told or services.USUAL_ZONE.get(locale, "UTC"), told is None

    @staticmethod
    def _log(**facts: object) -> None:
        """One line a turn; never a name, a word that was spoken, or a slot's value."""
        log.info(json.dumps(facts))


class ApologyHandler(AbstractExceptionHandler):
    """When the skill itself fails: it says sorry, and keeps the place and the session."""

    def __init__(self, library_for: Callable[[str], Library]) -> None:
        self.library_for = library_for

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:  # noqa: ARG002 - the SDK's signature
        """Only where speech is allowed; an event that failed is to be sent again."""
        return requests.spoken_to(handler_input.request_envelope)

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        """An apology and a question, with the session's attributes as they came; careful words in danger."""
        library = self.library_for(requests.locale(handler_input.request_envelope))
        if self._in_danger(handler_input, library):
            handler_input.attributes_manager.session_attributes = {}
            return responses.build(safety.without_numbers(), library)
        # Where it happened, without the message, which could quote what was said.
        frames = traceback.extract_tb(exception.__traceback__)
        where = [f"{frame.name}:{frame.lineno}" for frame in frames]
        log.error(json.dumps({"failed": type(exception).__name__, "at": where[-6:]}))
        said = len(where) % library.wordings("phrases.sorry")
        reply = Reply(say=(Line("phrases.sorry", variant=said),), ask=Line("phrases.sorry_again"))
        return responses.build(reply, library)

    @staticmethod
    def _in_danger(handler_input: HandlerInput, library: Library) -> bool:
        """Whether the turn that failed was safety's."""
        envelope = handler_input.request_envelope
        try:
            heard, words = requests.heard(envelope), requests.words(envelope)
            return safety.concerns(heard, words, requests.conversation(envelope), library)
        except Exception:  # noqa: BLE001 - whatever failed before may fail here again, in any way
            return requests.cries(envelope)


def _readable(payload: str | None) -> Event:
    """An envelope that the SDK can read, from one that it cannot."""
    try:
        event = json.loads(payload or "{}")
    except ValueError:
        event = {}
    if not isinstance(event, dict):
        event = {}
    request = event.get("request")
    request = request if isinstance(request, dict) else {}
    session = event.get("session")
    readable: Event = {"version": "1.0", "context": _context(event.get("context"))}
    if isinstance(session, dict) and request.get("type") != "SessionEndedRequest":
        readable["session"] = {
            "new": session.get("new") is True,
            "attributes": session["attributes"] if isinstance(session.get("attributes"), dict) else {},
            "user": _user(session.get("user")),
        }
        readable["request"] = {
            "type": "IntentRequest",
            "locale": request["locale"] if isinstance(request.get("locale"), str) else "en-US",
            "intent": {"name": "AMAZON.FallbackIntent"},
        }
    else:
        readable["request"] = {"type": "SessionEndedRequest"}
    return readable


def _context(context: object) -> Event:
    system = context.get("System") if isinstance(context, dict) else None
    system = system if isinstance(system, dict) else {}
    application = system.get("application")
    application_id = application.get("applicationId") if isinstance(application, dict) else None
    return {
        "System": {
            "application": {"applicationId": application_id if isinstance(application_id, str) else ""},
            "user": _user(system.get("user")),
        }
    }


def _user(user: object) -> Event:
    user_id = user.get("userId") if isinstance(user, dict) else None
    return {"userId": user_id} if isinstance(user_id, str) else {}
