"""Everything people can mean, as one closed union.

Adapters translate requests into these; the dialogue knows nothing else. Free
speech has no place here on purpose: it becomes `Unclear`, `Next` or `Note`,
and only `Note` carries words, because people asked in so many words to have
them kept. Nothing of it is ever logged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Depth: TypeAlias = Literal["light", "medium", "deep"]
Budget: TypeAlias = Literal["free", "cheap", "moderate", "splurge"]
Where: TypeAlias = Literal["home", "outdoors", "town", "away"]
Energy: TypeAlias = Literal["calm", "active"]
Length: TypeAlias = Literal["full", "short"]
Danger: TypeAlias = Literal["fear", "self_harm", "harm_other", "child", "unsaid"]
Ritual: TypeAlias = Literal["tonights_question", "check_in", "date_idea", "appreciation_round"]
Verdict: TypeAlias = Literal["loved", "fine", "flop"]
Consent: TypeAlias = Literal["accepted", "denied", "unanswered"]
Outcome: TypeAlias = Literal["done", "no_permission", "too_many", "unsupported", "unreachable", "refused"]

DEPTHS: tuple[Depth, ...] = ("light", "medium", "deep")
BUDGETS: tuple[Budget, ...] = ("free", "cheap", "moderate", "splurge")
PLACES: tuple[Where, ...] = ("home", "outdoors", "town", "away")
ENERGIES: tuple[Energy, ...] = ("calm", "active")
LENGTHS: tuple[Length, ...] = ("full", "short")
DANGERS: tuple[Danger, ...] = ("fear", "self_harm", "harm_other", "child", "unsaid")
RITUALS: tuple[Ritual, ...] = ("tonights_question", "check_in", "date_idea", "appreciation_round")
VERDICTS: tuple[Verdict, ...] = ("loved", "fine", "flop")
EVERY_DAY = "daily"
DAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "weekend",
    "tonight",
    "tomorrow",
)
WEEK = DAYS[:7]
"""The days of a week, Monday first."""
PREFERENCES = (
    "slower",
    "faster",
    "no_music",
    "music",
    "no_alcohol",
    "alcohol",
    "children",
    "no_children",
    "no_timer",
    "timer",
    "free",
    "cheap",
    "moderate",
    "any_budget",
    "at_home",
    "going_out",
    "anywhere",
    "calm",
    "active",
    "any_energy",
    "faith",
    "no_faith",
)
TASTES = (
    *("names", "voices", "budget", "place", "energy", "alcohol", "children", "faith", "depth", "pace"),
    *("music", "timer", "dates"),
)
"""What can be forgotten by itself; "dates" is what was learnt from how dates went."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The skill was opened without a wish."""


@dataclass(frozen=True, slots=True)
class Yes:
    """Accepts what was last asked."""


@dataclass(frozen=True, slots=True)
class No:
    """Declines what was last asked."""


@dataclass(frozen=True, slots=True)
class Next:
    """On to whatever comes after this."""


@dataclass(frozen=True, slots=True)
class Previous:
    """Back to what came before."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Say that again."""


@dataclass(frozen=True, slots=True)
class Help:
    """What can I say here?"""


@dataclass(frozen=True, slots=True)
class Stop:
    """End, at once. Cancel and going to the home screen mean the same."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold this place for later."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Carry on where we were."""


@dataclass(frozen=True, slots=True)
class StartOver:
    """From the beginning of what we are in."""


@dataclass(frozen=True, slots=True)
class Done:
    """Finished with my turn."""


@dataclass(frozen=True, slots=True)
class MoreTime:
    """One more minute."""


@dataclass(frozen=True, slots=True)
class Another:
    """A different one."""


@dataclass(frozen=True, slots=True)
class ChangeDepth:
    """More serious, or easier."""

    deeper: bool
    """True for deeper, False for lighter."""


@dataclass(frozen=True, slots=True)
class Explain:
    """Why this? How does it help?"""


@dataclass(frozen=True, slots=True)
class SaveThis:
    """Keep this one."""


@dataclass(frozen=True, slots=True)
class ReadSaved:
    """What did we keep?"""


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Tonight's question."""

    theme: str = ""
    """A deck's id; empty for any; an unknown theme is the empty one with `unknown_theme`."""
    depth: Depth | None = None
    unknown_theme: bool = False
    """True when people named a theme that no deck has."""


@dataclass(frozen=True, slots=True)
class StartAppreciation:
    """An appreciation round."""

    rounds: int | None = None
    """As people said it; the dialogue holds it to 1 to 5."""


@dataclass(frozen=True, slots=True)
class DateWish:
    """What a date idea has to fit; None where anything will do."""

    budget: Budget | None = None
    place: Where | None = None
    energy: Energy | None = None
    minutes: int | None = None
    """The time there is, in minutes."""
    day: str | None = None
    """One of `DAYS`."""


@dataclass(frozen=True, slots=True)
class AskDate:
    """A date idea."""

    wish: DateWish = field(default_factory=DateWish)


@dataclass(frozen=True, slots=True)
class AcceptDate:
    """We will do that one."""


@dataclass(frozen=True, slots=True)
class RateDate:
    """How the date was."""

    verdict: Verdict | None = None
    """None when people said that they want to rate it, and not yet how it was."""
    stars: int | None = None
    """A number, as people said it; the dialogue takes 1 to 5."""


@dataclass(frozen=True, slots=True)
class WhoPlans:
    """Whose turn is it to plan?"""


@dataclass(frozen=True, slots=True)
class SmallGesture:
    """A romantic gesture for today."""


@dataclass(frozen=True, slots=True)
class StartGuide:
    """A guided conversation."""

    guide: str = ""
    """Its id in the voice contract, or empty when it was not understood."""
    length: Length | None = None
    """The full or the short form; None when people did not say."""


@dataclass(frozen=True, slots=True)
class Introduce:
    """Our names."""

    first: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """A number in answer to a question."""

    value: int | None = None
    """None when no number was understood."""


@dataclass(frozen=True, slots=True)
class Feeling:
    """A feeling."""

    feeling: str = ""
    """Its id in the vocabulary, or what was said when it is not in it."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to talk about another day, or words of appreciation to keep."""

    words: str = ""
    """Looked at for words of danger, then kept because people asked for it; never logged."""
    appreciation: bool = False


@dataclass(frozen=True, slots=True)
class ReadNotes:
    """What did we want to talk about?"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How are we doing?"""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Remind us of a ritual, or move it."""

    ritual: Ritual | None = None
    """None when it was not said."""
    day: str = ""
    """One of `DAYS`, or `EVERY_DAY`; empty when it was not said."""
    time: str = ""
    """On a 24-hour clock, such as "18:00", or MO, AF, EV, NI for a part of the day; empty when not said."""


@dataclass(frozen=True, slots=True)
class Unschedule:
    """Stop reminding us."""

    ritual: Ritual | None = None
    """None for all of them, or when it was not said."""


@dataclass(frozen=True, slots=True)
class ReadRituals:
    """Which reminders do we have?"""


@dataclass(frozen=True, slots=True)
class Consented:
    """Alexa asked by itself whether the skill may set reminders; this is what people answered."""

    answer: Consent
    wish: Schedule
    """What the permission was wanted for."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """What came of an errand to Alexa's reminders."""

    outcome: Outcome
    alert: str = ""
    """The token of a reminder that was set."""


@dataclass(frozen=True, slots=True)
class WhatYouKnow:
    """What do you know about us?"""


@dataclass(frozen=True, slots=True)
class ForgetTaste:
    """Forget one thing about us."""

    taste: str = ""
    """One of `TASTES`, or empty when it was not understood."""


@dataclass(frozen=True, slots=True)
class WhoStarts:
    """Who of the two starts from now on."""

    name: str = ""
    """As it was heard; empty for the other one than now, or when people ask who it is."""


@dataclass(frozen=True, slots=True)
class AskSurprise:
    """A surprise for one's partner: planned, or looked up."""


@dataclass(frozen=True, slots=True)
class AskJourney:
    """The path of six weeks: to begin it, or where we are on it."""


@dataclass(frozen=True, slots=True)
class Prefer:
    """How we like it."""

    preference: str = ""
    """One of `PREFERENCES`, or empty when it was not understood."""


@dataclass(frozen=True, slots=True)
class AskSupport:
    """Professional help."""


@dataclass(frozen=True, slots=True)
class Crisis:
    """Fear, violence, control, self-harm, harm to the other, a child at risk."""

    danger: Danger = "unsaid"


@dataclass(frozen=True, slots=True)
class ForgetUs:
    """Delete everything."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something that was not understood, or talk among the couple."""


Heard: TypeAlias = (
    Opened
    | Yes
    | No
    | Next
    | Previous
    | Repeat
    | Help
    | Stop
    | Pause
    | Resume
    | StartOver
    | Done
    | MoreTime
    | Another
    | ChangeDepth
    | Explain
    | SaveThis
    | ReadSaved
    | AskQuestion
    | StartAppreciation
    | AskDate
    | AcceptDate
    | RateDate
    | WhoPlans
    | SmallGesture
    | StartGuide
    | Introduce
    | Score
    | Feeling
    | Note
    | ReadNotes
    | Progress
    | Schedule
    | Unschedule
    | ReadRituals
    | Consented
    | Reminded
    | WhatYouKnow
    | ForgetTaste
    | WhoStarts
    | AskSurprise
    | AskJourney
    | Prefer
    | AskSupport
    | Crisis
    | ForgetUs
    | Unclear
)
