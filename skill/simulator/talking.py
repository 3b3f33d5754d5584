"""A talk with the skill: what each line that was typed makes happen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from skill.errors import CloserError
from skill.simulator import telling
from skill.simulator.built_in import UTTERANCES
from skill.simulator.envelopes import Json, Permission, Reason, Session
from skill.simulator.listening import Command, Launch, Meant, OneShot, Silence, Unheard, Utterance, listen
from skill.simulator.model import plain
from skill.simulator.sounds import Words

if TYPE_CHECKING:
    from skill.simulator.reminders import Service
    from skill.simulator.telling import Paper, Voice
    from skill.simulator.understanding import Understanding, Understood

Answer: TypeAlias = Callable[[Json], Mapping[str, Any]]
"""The skill: a request envelope to its response envelope."""

COMMANDS: Final = """\
Type what you would say to an Echo, such as
  open {name}
  ask {name} for tonight's question
  stop
Enter alone says nothing. For the terminal and not for the skill are
  /how   to see how your last sentence was understood
  /drop  to lose the connection, as in a bad network
  /quit  to leave, and so does Ctrl-D
This device is set to {locale} and {zone}.
Its account is {user}."""


PERMISSION: Final = "Do you give {name} permission to update your reminders? You can say I approve, or no."
"""What Alexa asks by itself (developer.amazon.com, "Set Up Voice Permissions for Reminders")."""
AGREED: Final = frozenset((*UTTERANCES["AMAZON.YesIntent"].split("|"), "i approve", "approve", "approved"))
DECLINED: Final = frozenset((*UTTERANCES["AMAZON.NoIntent"].split("|"), "i don't approve"))


@dataclass(frozen=True, slots=True)
class Permitted:
    """What is answered to Alexa's own question."""

    status: Permission
    unclear: bool = False
    """Whether something was said that is no answer: Alexa asks once more then."""


class Failed(Exception):
    """The skill gave nothing that could be spoken, and that has been told."""


@dataclass
class Talk:
    """One terminal, one device, one skill."""

    answer: Answer
    understanding: Understanding
    session: Session
    paper: Paper
    voice: Voice | None
    about: Mapping[str, str]
    last: Json | None = None
    """The body of the last response, for its reprompt."""
    silences: int = 0
    """How often in a row nobody answered."""
    understood: Understood | None = None
    reminders: Service | None = None
    """What stands in for Alexa's reminders; None where there are none."""
    unclear: int = 0
    """How often in a row Alexa's own question was not answered."""

    def turn(self, meant: Meant | Permitted) -> bool:
        """Do what one line meant; false when the talk is over."""
        if not isinstance(meant, Silence | Command):
            self.silences = 0
        match meant:
            case Launch(unclear):
                if unclear:
                    self.paper.aside(f'"{unclear}" was not understood, so the skill is just opened')
                self.send(self.session.launch())
            case OneShot(understood):
                self.session.leave()
                self.intend(understood)
            case Utterance(understood):
                self.intend(understood)
            case Silence():
                self.silence()
            case Unheard(hint):
                self.paper.aside(hint)
            case Permitted():
                self.permit(meant)
            case Command(name):
                return self.command(name)
        return True

    def intend(self, understood: Understood) -> None:
        """Send what was understood."""
        self.understood = understood
        self.send(self.session.intent(understood.intent, **understood.slots))

    def send(self, request: Json) -> None:
        """Let the skill answer, and tell it.

        Raises:
            Failed: nothing that can be told came of it.
        """
        try:
            response = self.answer(request)
            if not isinstance(response, Mapping) or not isinstance(response.get("response"), Mapping):
                self.fail(f"The answer is no response envelope: {response!r:.200}", "INVALID_RESPONSE")
            telling.check(response)  # an Echo ends the session over speech that it cannot speak
            self.session.answered(response)
            self.last = dict(response["response"])
            telling.tell(response, self.paper, self.voice)
            if self.session.asked is not None:
                self.ask()
        except CloserError as error:
            self.fail(str(error), str(error))
        except Failed:
            raise
        except Exception as error:  # noqa: BLE001 - a bug in the skill ends its turn and not the terminal
            failed = f"{type(error).__name__}: {error}"
            self.fail(f"The skill failed: {failed}", failed)

    def ask(self) -> None:
        """Alexa asks for the permission."""
        said = PERMISSION.format(name=self.understanding.invocation.title())
        telling.speak([Words(said)], self.paper, self.voice)

    def permit(self, answer: Permitted) -> None:
        """Give Alexa's own question its answer; the skill hears of it."""
        self.unclear += answer.unclear
        if answer.unclear and self.unclear == 1:
            self.ask()
            return
        self.unclear = 0
        if self.reminders is not None:
            self.reminders.granted = answer.status == "ACCEPTED" or self.reminders.granted
        self.send(self.session.permission(answer.status))

    def fail(self, told: str, problem: str) -> None:
        """Say what an Echo would say of a skill that failed, and why; the session ends."""
        self.paper.write(f"{telling.SPEAKER}There was a problem with the requested skill's response.")
        self.paper.write(told)
        self.end("ERROR", problem)
        raise Failed

    def end(self, reason: Reason, problem: str = "") -> None:
        """Tell the skill that its session has ended; whatever it answers cannot be heard."""
        if not self.session.open and not problem:
            return
        try:
            response = self.answer(self.session.ended(reason, problem))
        except Exception as error:  # noqa: BLE001 - a bug in the skill ends its turn and not the terminal
            self.paper.write(f"The skill failed when its session ended: {type(error).__name__}: {error}")
            return
        body = response.get("response") if isinstance(response, Mapping) else None
        if isinstance(body, Mapping) and body.get("outputSpeech"):
            self.paper.aside("the skill spoke after the end of its session, which no device lets be heard")

    def silence(self) -> None:
        """Nobody answers: the reprompt once, then the session is over."""
        if not self.session.open:
            self.paper.aside(f"nothing is going on; try: open {self.understanding.invocation}")
            return
        self.silences += 1
        again = telling.reprompt(self.last or {})
        if again and self.silences == 1:
            telling.speak(again, self.paper, self.voice)
            self.paper.aside("the microphone is open once more")
            return
        self.end("EXCEEDED_MAX_REPROMPTS")
        self.paper.aside("nobody answered; the session is closed")

    def command(self, name: str) -> bool:
        """Do what a command says; false when it is to leave."""
        if name == "/quit":
            return False
        if name == "/help":
            for line in COMMANDS.format(name=self.understanding.invocation, **self.about).splitlines():
                self.paper.write(line)
        elif name == "/drop":
            if self.session.open:
                self.end("ERROR")
                self.paper.aside("the connection was lost; the session is closed")
            else:
                self.paper.aside("there is no session to drop")
        elif name == "/how":
            self.paper.aside(_how(self.understood))
        else:
            self.paper.aside(f"there is no command {name}; /help names those there are")
        return True

    def hear(self, line: str) -> Meant | Permitted:
        """What a line means just now."""
        if self.session.asked is not None and not line.strip().startswith("/"):
            said = plain(line).lower()
            if said in AGREED:
                return Permitted("ACCEPTED")
            return Permitted("DENIED") if said in DECLINED else Permitted("NOT_ANSWERED", unclear=True)
        return listen(line, self.understanding, session_open=self.session.open)


def _how(understood: Understood | None) -> str:
    """How the last sentence was understood, for whoever wonders."""
    if understood is None:
        return "nothing was understood yet"
    slots = ", ".join(
        f"{name} = {slot.id or slot.said}" for name, slot in understood.slots.items() if slot.said
    )
    way = {
        "sample": "word for word from a sample",
        "likeness": f"by its likeness to a sample, {understood.sure:.0%} sure",
        "nothing": "for want of anything better",
    }[understood.how]
    return f"{understood.intent}{f' with {slots}' if slots else ''}, {way}"
