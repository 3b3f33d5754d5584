from __future__ import annotations

import json

import pytest
from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import get_intent_name, is_intent_name, is_request_type

from skill.errors import ConfigurationError, ContentError
from skill.simulator.envelopes import SKILL_ID
from skill.simulator.sounds import Words
from skill.simulator.telling import Paper
from skill.simulator.terminal import converse
from skill.simulator.understanding import Understanding

from . import MODEL, clock


class Launch(AbstractRequestHandler):
    def can_handle(self, handler_input):
        return is_request_type("LaunchRequest")(handler_input)

    def handle(self, handler_input):
        return (
            handler_input.response_builder.speak("Hello. How close, one to ten?").ask("One to ten?").response
        )


class Score(AbstractRequestHandler):
    def can_handle(self, handler_input):
        return is_intent_name("ScoreIntent")(handler_input)

    def handle(self, handler_input):
        attributes = handler_input.attributes_manager.session_attributes
        score = handler_input.request_envelope.request.intent.slots["Score"].value
        attributes["scores"] = [*attributes.get("scores", []), score]
        said = f"So far {' and '.join(attributes['scores'])}. Another?"
        return handler_input.response_builder.speak(said).ask("Another?").response


class Other(AbstractRequestHandler):
    def can_handle(self, handler_input):
        return is_request_type("IntentRequest")(handler_input)

    def handle(self, handler_input):
        said = f"{get_intent_name(handler_input)}."
        return handler_input.response_builder.speak(said).set_should_end_session(True).response


class Ended(AbstractRequestHandler):
    def can_handle(self, handler_input):
        return is_request_type("SessionEndedRequest")(handler_input)

    def handle(self, handler_input):
        return handler_input.response_builder.response


@pytest.fixture(scope="module")
def understanding():
    return Understanding.from_model(MODEL)


@pytest.fixture
def sent():
    """The requests that reached the skill."""
    return []


@pytest.fixture
def answer(sent):
    """A small skill, built with the SDK as the real one is."""
    builder = SkillBuilder()
    builder.skill_id = SKILL_ID
    for handler in (Launch(), Score(), Other(), Ended()):
        builder.add_request_handler(handler)
    handle = builder.lambda_handler()

    def answer(event):
        sent.append(json.loads(json.dumps(event))["request"])
        return handle(event, None)

    return answer


@pytest.fixture
def talk(understanding):
    """Types lines and gives what was written, and how it ended."""

    def talk(answer, *lines, **more):
        typed, written = iter(lines), []

        def read(_prompt):
            line = next(typed, None)
            if line is None:
                raise EOFError
            if isinstance(line, BaseException):
                raise line
            return line

        paper = Paper(written.append, wait=lambda _seconds: False)
        code = converse(
            answer,
            understanding,
            clock=clock,
            read=read,
            write=written.append,
            paper=paper,
            terminal=False,
            **more,
        )
        return code, written

    return talk


def kinds(sent):
    return [(each["type"], each.get("intent", {}).get("name") or each.get("reason")) for each in sent]


def test_a_whole_talk(talk, answer, sent):
    code, written = talk(answer, "open closer together", "seven", "an 8", "stop", user="us")
    assert code == 0
    assert len(written[:3]) == 3
    assert written[0] == "To begin, type: open closer together"
    assert written[3:] == [
        "you: open closer together",
        "alexa: Hello. How close, one to ten?",
        "       (the microphone is open)",
        "you: seven",
        "alexa: So far 7. Another?",
        "       (the microphone is open)",
        "you: an 8",
        "alexa: So far 7 and 8. Another?",
        "       (the microphone is open)",
        "you: stop",
        "alexa: AMAZON.StopIntent.",
        "       (the session is closed)",
        "Goodbye.",
    ]
    assert kinds(sent) == [
        ("LaunchRequest", None),
        ("IntentRequest", "ScoreIntent"),
        ("IntentRequest", "ScoreIntent"),
        ("IntentRequest", "AMAZON.StopIntent"),
    ]


@pytest.mark.parametrize("leaving", ["/quit", EOFError(), KeyboardInterrupt()])
def test_leaving_ends_an_open_session(talk, answer, sent, leaving):
    code, written = talk(answer, "open closer together", leaving)
    assert (code, written[-1]) == (0, "Goodbye.")
    assert kinds(sent)[-1] == ("SessionEndedRequest", "USER_INITIATED")


def test_silence_is_met_with_the_reprompt_once(talk, answer, sent):
    _, written = talk(answer, "open closer together", "", "/how", "", "")
    assert written.count("alexa: One to ten?") == 1
    assert "       (the microphone is open once more)" in written
    assert "       (nobody answered; the session is closed)" in written
    assert any(
        "nothing is going on" in line or "No conversation is going on" in line for line in written[-4:]
    )
    assert kinds(sent) == [("LaunchRequest", None), ("SessionEndedRequest", "EXCEEDED_MAX_REPROMPTS")]


def test_an_answer_after_the_reprompt_counts_from_the_start(talk, answer, sent):
    talk(answer, "open closer together", "", "seven", "", "eight")
    assert [kind for kind, _ in kinds(sent)] == [
        "LaunchRequest",
        "IntentRequest",
        "IntentRequest",
        "SessionEndedRequest",
    ]


def test_silence_without_a_reprompt_ends_at_once(talk, sent):
    def answer(event):
        sent.append(event["request"])
        return {"version": "1.0", "response": {"shouldEndSession": False}}

    talk(answer, "open closer together", "")
    assert kinds(sent)[-1] == ("SessionEndedRequest", "EXCEEDED_MAX_REPROMPTS")


def test_a_lost_connection(talk, answer, sent):
    _, written = talk(answer, "/drop", "open closer together", "/drop")
    assert "       (there is no session to drop)" in written
    assert kinds(sent)[-1] == ("SessionEndedRequest", "ERROR")
    assert sent[-1]["error"]["type"] == "DEVICE_COMMUNICATION_ERROR"


def test_a_wish_in_the_middle_begins_a_new_session(talk):
    sessions = []

    def answer(event):
        sessions.append((event["session"]["sessionId"], event["session"]["new"]))
        return {"version": "1.0", "sessionAttributes": {}, "response": {"shouldEndSession": False}}

    talk(answer, "open closer together", "ask closer together for tonight's question", "yes")
    (first, _), (second, new), (third, newer), _ended = sessions
    assert first != second
    assert second == third
    assert (new, newer) == (True, False)


def test_a_wish_that_is_not_understood_opens_the_skill(talk, answer, sent):
    _, written = talk(answer, "ask closer together what the weather is")
    assert any('"what the weather is" was not understood' in line for line in written)
    assert kinds(sent)[0] == ("LaunchRequest", None)


def test_commands(talk, answer):
    _, written = talk(
        answer, "/how", "open closer together", "seven", "/how", "/help", "/dance", zone="Europe/Rome"
    )
    assert "       (nothing was understood yet)" in written
    assert "       (ScoreIntent with Score = 7, word for word from a sample)" in written
    assert any("Europe/Rome" in line for line in written)
    assert any("there is no command /dance" in line for line in written)


def test_how_tells_of_likeness_and_of_nothing(talk, answer):
    _, written = talk(
        answer,
        "open closer together",
        "we want to talk about something",
        "/how",
        "open closer together",
        "it rains",
        "/how",
    )
    assert any("by its likeness to a sample" in line for line in written)
    assert any("AMAZON.FallbackIntent, for want of anything better" in line for line in written)


def failing(error):
    def answer(event):
        if event["request"]["type"] == "IntentRequest":
            raise error
        return {"version": "1.0", "response": {"shouldEndSession": False}}

    return answer


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError("no such step"), "The skill failed: ValueError: no such step"),
        (
            ContentError("guides/repair.toml", "has no steps", "add one"),
            "guides/repair.toml: has no steps (add one)",
        ),
    ],
)
def test_a_skill_that_fails_ends_its_session_and_the_talk_goes_on(talk, error, told):
    code, written = talk(failing(error), "open closer together", "seven", "open closer together")
    assert code == 0
    place = written.index(told)
    assert written[place - 1] == "alexa: There was a problem with the requested skill's response."
    assert written[place + 1] == "you: open closer together"


@pytest.mark.parametrize("response", [None, {}, [], {"response": "hello"}])
def test_what_is_no_response(talk, response, sent):
    def answer(event):
        sent.append(event["request"])
        return response

    _, written = talk(answer, "open closer together")
    assert any("no response envelope" in line for line in written)
    assert kinds(sent) == [("LaunchRequest", None), ("SessionEndedRequest", "ERROR")]


def test_speech_that_cannot_be_spoken_is_told(talk, sent):
    def answer(event):
        sent.append(event["request"])
        speech = {"type": "SSML", "ssml": "<speak>Ben & Anna</speak>"}
        return {"version": "1.0", "response": {"outputSpeech": speech, "shouldEndSession": False}}

    _, written = talk(answer, "open closer together")
    assert any("not well-formed" in line and "Ben & Anna" in line for line in written)
    assert sent[-1]["error"]["type"] == "INVALID_RESPONSE"


def test_a_skill_that_speaks_or_fails_when_all_is_over(talk):
    def speaks(_event):
        speech = {"type": "PlainText", "text": "Bye"}
        return {"version": "1.0", "response": {"outputSpeech": speech, "shouldEndSession": False}}

    assert any("spoke after the end" in line for line in talk(speaks, "open closer together")[1])

    def fails(event):
        if event["request"]["type"] == "SessionEndedRequest":
            raise KeyError("place")
        return {"version": "1.0", "response": {"shouldEndSession": False}}

    code, written = talk(fails, "open closer together")
    assert code == 0
    assert "The skill failed when its session ended: KeyError: 'place'" in written


def test_saying_one_thing(talk, answer, sent):
    code, written = talk(answer, say="ask closer together for tonight's question")
    assert (code, written[0]) == (0, "alexa: TonightsQuestionIntent.")
    code, written = talk(answer, say="open closer together")
    assert (code, written) == (0, ["alexa: Hello. How close, one to ten?", "       (the microphone is open)"])
    assert kinds(sent)[-1] == ("SessionEndedRequest", "USER_INITIATED")


def test_saying_one_thing_waits_for_nothing(understanding):
    def answer(event):
        speech = {"type": "SSML", "ssml": '<speak>Go. <break time="10s"/>Swap.</speak>'}
        return {"version": "1.0", "response": {"outputSpeech": speech, "shouldEndSession": True}}

    written, waited = [], []
    paper = Paper(written.append, wait=lambda seconds: bool(waited.append(seconds)))
    assert converse(answer, understanding, clock=clock, say="open closer together", paper=paper) == 0
    assert written[1] == "       (quiet, ten seconds, skipped)"
    assert waited == []


@pytest.mark.parametrize("said", ["what is the weather", "yes", "/help", "quit"])
def test_saying_one_thing_that_reaches_nothing(talk, answer, sent, said):
    code, written = talk(answer, say=said)
    assert code == 1
    assert written == [
        f'"{said}" reached nothing. Try "open closer together", or "ask closer together for ...".'
    ]
    assert sent == []


def test_saying_one_thing_to_a_skill_that_fails(talk):
    assert talk(failing(ValueError("x")), say="tonight's question")[0] == 1


def test_saying_one_thing_interrupted(talk, sent):
    def answer(event):
        sent.append(event["request"])
        if event["request"]["type"] == "LaunchRequest":
            raise KeyboardInterrupt
        return {"version": "1.0", "response": {}}

    assert talk(answer, say="open closer together")[0] == 0
    assert kinds(sent)[-1] == ("SessionEndedRequest", "USER_INITIATED")


def test_saying_nothing(talk, answer):
    with pytest.raises(ConfigurationError, match="is empty"):
        talk(answer, say="  ")


class Hoarse:
    records = False

    def __init__(self) -> None:
        self.heard = []

    def say(self, heard):
        self.heard.append(heard)
        if len(self.heard) > 1:
            raise ConfigurationError("speaking aloud", "aplay could not play", "write a file")


def test_a_voice_that_fails_is_told_once_and_the_talk_goes_on(talk, answer):
    voice = Hoarse()
    _, written = talk(answer, "open closer together", "seven", "eight", voice=voice)
    assert voice.heard[0] == [Words("Hello. How close, one to ten?")]
    assert " ".join(written).count("going on without") == 1
    assert any("So far 7 and 8" in line for line in written)


def test_sitting_at_a_terminal_there_is_a_prompt(answer, understanding, capsys):
    prompts = []

    def read(prompt):
        prompts.append(prompt)
        if len(prompts) > 1:
            raise EOFError
        return "open closer together"

    assert converse(answer, understanding, clock=clock, read=read, terminal=True, fast=True) == 0
    shown = capsys.readouterr().out
    assert prompts == ["you: ", "you: "]
    assert "alexa: Hello." in shown
    assert "\033[2m" in shown


def test_reading_from_a_pipe(answer, understanding, monkeypatch, capsys):
    lines = iter(["open closer together"])

    def read(prompt):
        assert prompt == ""
        try:
            return next(lines)
        except StopIteration as stop:
            raise EOFError from stop

    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert converse(answer, understanding, clock=clock, read=read) == 0
    assert "you: open closer together\nalexa: Hello." in capsys.readouterr().out
