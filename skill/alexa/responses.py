"""A turn as an Alexa response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ask_sdk_model import Response
from ask_sdk_model.ui import Reprompt, SsmlOutputSpeech

from skill.rendering import ssml

if TYPE_CHECKING:
    from skill.content.library import Library
    from skill.reply import Reply


def build(reply: Reply, library: Library) -> Response:
    """The response that speaks a reply. Open exactly when it asks something; no card, nothing shown."""
    again = ssml.reprompt(reply, library)
    return Response(
        output_speech=SsmlOutputSpeech(ssml=ssml.speech(reply, library)),
        reprompt=Reprompt(output_speech=SsmlOutputSpeech(ssml=again)) if again else None,
        should_end_session=reply.closes,
    )
