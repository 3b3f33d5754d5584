"""A turn as an Alexa response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ask_sdk_model import Response
from ask_sdk_model.interfaces.connections import SendRequestDirective
from ask_sdk_model.ui import Reprompt, SsmlOutputSpeech

from skill.alexa import requests
from skill.rendering import ssml

if TYPE_CHECKING:
    from skill.content.library import Library
    from skill.heard import Schedule
    from skill.reply import Reply

REMINDERS = "alexa::alerts:reminders:skill:readwrite"
"""The permission to set reminders."""


def build(reply: Reply, library: Library, wish: Schedule | None = None) -> Response:
    """The response that speaks a reply. Open exactly when it asks something; no card, nothing shown.

    Args:
        reply: what is said.
        library: the words for it.
        wish: the reminder for which Alexa is to ask people for permission; None asks for none. Then
            the response says neither that the session ends nor that it listens: Alexa has the floor.
    """
    again = ssml.reprompt(reply, library)
    return Response(
        output_speech=SsmlOutputSpeech(ssml=ssml.speech(reply, library)),
        reprompt=Reprompt(output_speech=SsmlOutputSpeech(ssml=again)) if again else None,
        should_end_session=reply.closes if wish is None else None,
        directives=[_ask_for(wish)] if wish is not None else None,
    )


def _ask_for(wish: Schedule) -> SendRequestDirective:
    """Has Alexa ask for the permission, in words of its own."""
    scope = {"permissionScope": REMINDERS, "consentLevel": "ACCOUNT"}
    payload: dict[str, object] = {
        "@type": "AskForPermissionsConsentRequest",
        "@version": "2",
        "permissionScopes": [scope],
    }
    return SendRequestDirective(requests.ASK_FOR, payload, requests.permission_token(wish))
