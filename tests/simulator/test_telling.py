from __future__ import annotations

import os
import pty

import pytest

from skill.errors import CloserError
from skill.simulator import telling
from skill.simulator.sounds import Silence, Words
from skill.simulator.telling import Paper, check, in_words, slept, speak, tell

CHIME = '<audio src="soundbank://soundlibrary/musical/amzn_sfx_bell_short_chime_01"/>'


class Desk:
    """Paper that remembers what was written and how much time passed."""

    def __init__(self, *, cut_after: float | None = None, **more) -> None:
        self.lines: list[str] = []
        self.drawn: list[str] = []
        self.passed = 0.0
        self.cut_after = cut_after
        self.paper = Paper(self.lines.append, wait=self.wait, draw=self.drawn.append, **more)

    def wait(self, seconds: float) -> bool:
        self.passed += seconds
        return self.cut_after is not None and self.passed >= self.cut_after


class Parrot:
    def __init__(self, *, records: bool = False) -> None:
        self.records = records
        self.heard: list[list[object]] = []

    def say(self, heard) -> None:
        self.heard.append(list(heard))


def ssml(inner: str, *, ends: bool | None = False, **more):
    body = {"outputSpeech": {"type": "SSML", "ssml": f"<speak>{inner}</speak>"}, **more}
    if ends is not None:
        body["shouldEndSession"] = ends
    return {"version": "1.0", "response": body}


def test_words_are_wrapped_and_the_microphone_is_open():
    desk = Desk(width=40)
    tell(ssml("Welcome back, you two. What made you smile at each other today?"), desk.paper)
    assert desk.lines == [
        "alexa: Welcome back, you two. What made",
        "       you smile at each other today?",
        "       (the microphone is open)",
    ]


@pytest.mark.parametrize("ends", [True, None])
def test_the_session_is_closed(ends):
    desk = Desk()
    tell(ssml("Good night.", ends=ends), desk.paper)
    assert desk.lines[-1] == "       (the session is closed)"


def test_pauses_and_chimes_are_named_where_they_come():
    desk = Desk()
    tell(ssml(f'Ready? <break time="2s"/>Go. <break time="300ms"/>Now.{CHIME}'), desk.paper)
    assert desk.lines[:-1] == [
        "alexa: Ready?",
        "       (pause, two seconds)",
        "       Go. Now.",
        "       (chime)",
    ]
    assert desk.passed == 0


def test_asides_are_dimmed_for_people_only():
    seated = Desk(terminal=True)
    tell(ssml("Hello."), seated.paper)
    assert seated.lines == ["alexa: Hello.", "\033[2m       (the microphone is open)\033[0m"]


def test_a_telephone_number_is_told_in_digits():
    desk = Desk()
    number = '<prosody rate="slow"><say-as interpret-as="telephone">116 016</say-as></prosody>'
    tell(ssml(f"Call {number}."), desk.paper)
    assert desk.lines[0] == "alexa: Call 1 1 6, 0 1 6."
    narrow = Desk(width=20)
    tell(ssml(f"Call {number}."), narrow.paper)
    assert narrow.lines[:2] == ["alexa: Call 1 1 6,", "       0 1 6."]


def test_ten_seconds_are_quiet_too():
    desk = Desk()
    tell(ssml('Finish that thought. <break time="10s"/>Swap.'), desk.paper)
    assert desk.lines[1] == "       (quiet, ten seconds)"
    assert desk.passed == 10


QUIET = f'Go. {"<break time=" + chr(34) + "10s" + chr(34) + "/>"}<break time="2s"/>{CHIME}Swap.'


def test_quiet_passes_without_a_bar_where_nobody_looks():
    desk = Desk()
    tell(ssml(QUIET), desk.paper)
    assert desk.lines[:4] == [
        "alexa: Go.",
        "       (quiet, twelve seconds)",
        "       (chime)",
        "       Swap.",
    ]
    assert desk.passed == 12
    assert desk.drawn == []


def test_quiet_has_a_bar_that_fills():
    desk = Desk(terminal=True)
    tell(ssml(QUIET), desk.paper)
    assert desk.passed == 12
    assert desk.drawn[0] == f"       [{' ' * 30}] 0:12 left "
    assert desk.drawn[12] == f"       [{'=' * 15}{' ' * 15}] 0:06 left "
    assert desk.drawn[-1] == "", "the bar goes when the quiet is over"
    assert "Enter ends it" in desk.lines[1]


def test_enter_ends_the_quiet_early():
    desk = Desk(terminal=True, cut_after=3)
    tell(ssml(QUIET), desk.paper)
    assert desk.passed == 3
    assert "Swap." in desk.lines[-2]


def test_fast_skips_the_quiet():
    desk = Desk(fast=True)
    tell(ssml(QUIET), desk.paper)
    assert desk.lines[1] == "       (quiet, twelve seconds, skipped)"
    assert desk.passed == 0


def test_a_voice_speaks_round_the_quiet():
    desk, parrot = Desk(), Parrot()
    tell(ssml(QUIET), desk.paper, parrot)
    assert [[type(each).__name__ for each in part] for part in parrot.heard] == [
        ["Words"],
        ["Sound", "Words"],
    ]
    assert desk.passed == 12


def test_a_recording_holds_the_quiet_and_nobody_waits():
    desk, parrot = Desk(), Parrot(records=True)
    tell(ssml(QUIET), desk.paper, parrot)
    assert parrot.heard[1] == [Silence(12.0)]
    assert desk.passed == 0


def test_what_is_said_once_more_comes_from_the_reprompt():
    body = {"reprompt": {"outputSpeech": {"type": "PlainText", "text": "Still there?"}}}
    assert telling.reprompt(body) == (Words("Still there?"),)
    assert telling.reprompt({}) == ()


def test_cards_are_mentioned():
    desk = Desk()
    tell(ssml("Look.", card={"type": "Simple", "title": "Your streak"}), desk.paper)
    assert desk.lines[1] == "       (in the Alexa app: Your streak)"


def test_nothing_said_at_all():
    desk = Desk()
    tell({"response": {}}, desk.paper)
    assert desk.lines == ["       (the session is closed)"]
    speak((), desk.paper)
    assert len(desk.lines) == 1


def test_a_broken_reprompt_is_found_before_anybody_is_silent():
    check(ssml("Fine."))
    with pytest.raises(CloserError, match="not well-formed"):
        check(ssml("Fine.", reprompt={"outputSpeech": {"type": "SSML", "ssml": "<speak>"}}))
    with pytest.raises(CloserError, match="not well-formed"):
        check(ssml("<p>Fine."))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.5, "half a second"),
        (1, "one second"),
        (1.5, "one and a half seconds"),
        (2, "two seconds"),
        (59.9, "sixty seconds"),
        (60, "one minute"),
        (61, "one minute and one second"),
        (100, "one minute and forty seconds"),
        (120, "two minutes"),
    ],
)
def test_lengths_in_words(seconds, words):
    assert in_words(seconds) == words


def test_enter_at_a_real_terminal_cuts_the_waiting_short(monkeypatch):
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "r") as stdin, os.fdopen(ours, "wb", buffering=0) as keyboard:
        monkeypatch.setattr("sys.stdin", stdin)
        assert slept(0.01) is False
        keyboard.write(b"\n")
        assert slept(60) is True
        assert slept(0.01) is False


def test_drawing_stays_on_its_line(capsys):
    telling.drawn("half")
    assert capsys.readouterr().out == "\r\033[Khalf"
