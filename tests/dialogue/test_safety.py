"""Words of danger: what is said, what may follow, and that all of it happens aside."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from skill import heard as h
from skill.content.countries import LOCALES, country
from skill.content.tables import read
from skill.conversation import ASIDES, CHECK, Conversation, conversation_as_data, conversation_from_data
from skill.dialogue import safety
from skill.dialogue.respond import respond
from tests.evening import TONIGHT, Evening, asked, keys, quiet, text

if TYPE_CHECKING:
    from skill.content.library import Library
    from skill.reply import Turn

BEFORE: list[list[h.Heard]] = [
    [],
    [h.Opened()],
    [h.StartGuide("check_in"), h.Done()],
    [h.StartAppreciation()],
    [h.AskDate()],
    [h.ForgetUs()],
    [h.StartGuide("breathing")],
    [h.Introduce()],
    [h.Unclear(), h.Unclear()],
]
IDIOM = h.Note("he kills me with his jokes")


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("danger", h.DANGERS)
def test_it_wins_everywhere_says_it_once_more_and_closes(before: list[h.Heard], danger: h.Danger) -> None:
    evening = Evening()
    for one in before:
        evening.hears(one)
    couple, conversation = evening.couple, evening.conversation
    turn = evening.hears(h.Crisis(danger))
    assert turn.reply.urgent
    assert keys(turn)[0] == f"safety.{danger}.first"
    assert keys(turn)[-2:] == ["safety.overheard", "safety.again"]
    assert "another phone may be safer" in text(turn)
    assert turn.conversation == replace(conversation, aside=danger)
    again = evening.hears(h.Repeat())
    assert keys(again)[0] == f"safety.{danger}.first"
    assert keys(again)[-1] == "safety.close"
    assert again.reply.closes
    assert again.conversation == conversation
    assert evening.couple == couple


@pytest.mark.parametrize(
    ("danger", "numbers"),
    [
        ("fear", ["1-800-799-7233", "88788", "911"]),
        ("self_harm", ["988", "911"]),
        ("harm_other", ["911", "1-800-799-7233"]),
        ("child", ["911", "1-800-422-4453"]),
        ("unsaid", ["911", "1-800-799-7233", "988"]),
    ],
)
def test_the_right_numbers_are_given(danger: h.Danger, numbers: list[str]) -> None:
    spoken = text(Evening().hears(h.Crisis(danger)))
    for number in numbers:
        assert number in spoken


def in_country(code: str, danger: h.Danger) -> Turn:
    evening = Evening()
    return respond(
        h.Crisis(danger),
        evening.conversation,
        evening.couple,
        evening.library,
        TONIGHT,
        Never(),
        country=code,
    )


class Never:
    """No chance is taken in danger."""

    def randrange(self, start: int, stop: int) -> int:
        msg = f"nothing is drawn here, from {start} to {stop}"
        raise AssertionError(msg)


@pytest.mark.parametrize("code", ["XX", "other"])
@pytest.mark.parametrize("danger", h.DANGERS)
def test_an_unsure_country_gets_words_instead_of_wrong_numbers(code: str, danger: h.Danger) -> None:
    spoken = text(in_country(code, danger))
    assert "your emergency number" in spoken
    assert not any(sign.isdigit() for sign in spoken)


@pytest.mark.parametrize("danger", h.DANGERS)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_gets_the_numbers_of_its_country(locale: str, danger: h.Danger) -> None:
    here = Evening().library.countries[country(locale)]
    spoken = text(in_country(country(locale), danger))
    assert here.emergency in spoken
    if danger in ("fear", "harm_other") and here.abuse:
        assert here.abuse in spoken
    if danger == "self_harm":
        assert here.crisis in spoken
    assert "{" not in spoken


@pytest.mark.parametrize("carrier", [h.Note, h.Feeling, lambda words: h.Introduce(first=words)])
@pytest.mark.parametrize(
    ("words", "danger"),
    [
        ("he hits me", "fear"),
        ("that I want to die", "self_harm"),
        ("He hits me!", "fear"),
        ("i might hurt her", "harm_other"),
        ("he beats our kids", "child"),
    ],
)
def test_it_is_noticed_in_words_that_came_as_something_else(
    carrier: type[h.Note], words: str, danger: h.Danger
) -> None:
    turn = Evening().hears(carrier(words))
    assert keys(turn)[0] == f"safety.{danger}.first"


@pytest.mark.parametrize("heard", [h.Unclear(), h.AskQuestion(), h.StartGuide(), h.Done(), h.Score()])
def test_it_is_noticed_whatever_came_with_the_words(heard: h.Heard) -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in"))
    turn = respond(
        heard,
        evening.conversation,
        evening.couple,
        evening.library,
        TONIGHT,
        Never(),
        words=("seven", "she won't let me see my friends"),
    )
    assert keys(turn)[0] == "safety.fear.first"


def library() -> Library:
    return Evening().library


def test_a_cry_for_help_without_words_is_believed() -> None:
    assert safety.notice(h.Crisis(), (), library()) == "unsaid"
    assert safety.notice(h.Crisis(), ("",), library()) == "unsaid"


def test_what_alexa_resolved_needs_no_sign() -> None:
    assert safety.notice(h.Crisis("child"), (), library()) == "child"


def test_words_that_alexa_took_for_a_cry_for_help_are_asked_about() -> None:
    assert safety.notice(h.Crisis(), ("he says i imagine all of it",), library()) == CHECK


def test_words_that_alexa_surely_took_wrongly_are_let_be() -> None:
    assert safety.notice(h.Crisis(), ("put the kettle on and we can watch the match",), library()) is None
    evening = Evening()
    evening.hears(h.StartGuide("check_in"))
    turn = respond(
        h.Crisis(),
        evening.conversation,
        evening.couple,
        evening.library,
        TONIGHT,
        Never(),
        words=("put the kettle on and we can watch the match",),
    )
    assert not turn.reply.urgent
    assert turn.conversation.misses == 1


def test_the_sign_in_words_comes_before_the_doubt_in_others() -> None:
    both = ("this traffic is murder", "i want to die")
    assert safety.notice(h.Unclear(), both, library()) == "self_harm"


@pytest.mark.parametrize(
    "words",
    ["the dishes", "our trip to maine", "dying my hair", "why i can't go on saturday", "the baby's room"],
)
def test_innocent_notes_are_no_alarm(words: str) -> None:
    assert safety.notice(h.Note(words), (), library()) is None


def test_no_word_of_our_own_vocabulary_is_an_alarm() -> None:
    words = vocabulary()
    assert sum(map(len, words.values())) > 600
    for some in words.values():
        assert [
            one for one in some if safety.notice(h.Unclear(), (one,), library()) not in (None, CHECK)
        ] == []
    assert [one for one in words["Feeling"] if safety.notice(h.Feeling(one), (), library()) is not None] == []


def vocabulary() -> dict[str, list[str]]:
    slots = read(resources.files("skill.content") / "en" / "slots.toml")
    return {
        name: [*values, *(one for some in values.values() for one in some)]
        for name, values in slots.items()
        if name != "Danger"
    }


def test_an_idiom_gets_a_gentle_question_and_a_no_leads_back() -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in"))
    before = evening.conversation
    couple = evening.couple
    turn = evening.hears(IDIOM)
    assert asked(turn) == "safety.check"
    assert turn.conversation == replace(before, aside=CHECK)
    turn = evening.hears(h.No())
    assert keys(turn)[0] == "safety.not_meant"
    assert turn.reply.urgent
    assert turn.conversation == before
    assert evening.couple == couple


@pytest.mark.parametrize("before", BEFORE)
def test_a_no_leads_back_wherever_they_were(before: list[h.Heard]) -> None:
    evening = Evening()
    for one in before:
        evening.hears(one)
    place, couple = evening.conversation.place, evening.couple
    turn = evening.hears(IDIOM, h.No())
    assert asked(turn)
    assert evening.couple == couple
    if place is not None:
        assert turn.conversation.place == place


def test_a_newcomer_who_was_asked_gently_is_welcomed_afterwards() -> None:
    evening = Evening()
    evening.hears(IDIOM, h.No())
    assert evening.couple.new
    assert keys(evening.hears(h.AskQuestion()))[0] == "phrases.welcome.for"


@pytest.mark.parametrize("heard", [h.Next(), h.Resume(), h.Stop(), h.Done()])
def test_what_is_no_plain_no_to_the_gentle_question_is_not_taken_for_relief(heard: h.Heard) -> None:
    evening = Evening()
    evening.hears(h.Note("she has a knife"))
    turn = evening.hears(heard)
    assert keys(turn) == ["safety.close"]
    assert turn.reply.closes


@pytest.mark.parametrize("heard", [h.Yes(), h.Help(), h.Unclear(), h.Note("she has a gun"), h.Crisis()])
def test_whoever_cannot_say_no_gets_the_numbers(heard: h.Heard) -> None:
    evening = Evening()
    evening.hears(h.Note("she has a knife"))
    turn = evening.hears(heard)
    assert keys(turn)[0] == "safety.unsaid.first"
    assert evening.hears(h.Stop()).reply.closes


def test_the_gentle_question_can_be_heard_again() -> None:
    evening = Evening()
    evening.hears(h.Note("she has a knife"))
    assert asked(evening.hears(h.Repeat())) == "safety.check"
    assert keys(evening.hears(h.Yes()))[0] == "safety.unsaid.first"


def test_a_second_danger_is_answered_as_well() -> None:
    evening = Evening()
    evening.hears(h.Crisis("fear"))
    assert keys(evening.hears(h.Note("i want to die")))[0] == "safety.self_harm.first"


@pytest.mark.parametrize("heard", [h.Yes(), h.Repeat(), h.Help(), h.Resume(), h.Note("she has a gun")])
def test_once_more_is_the_same_and_then_it_closes(heard: h.Heard) -> None:
    evening = Evening()
    evening.hears(h.Crisis("self_harm"))
    turn = evening.hears(heard)
    assert keys(turn)[0] == "safety.self_harm.first"
    assert turn.reply.closes


@pytest.mark.parametrize("heard", [h.No(), h.Unclear(), h.AskQuestion(), h.Stop(), h.Opened()])
def test_anything_but_a_repeat_closes_quietly(heard: h.Heard) -> None:
    evening = Evening()
    evening.hears(h.StartGuide("check_in"), h.Crisis("fear"))
    turn = evening.hears(heard)
    assert turn.reply.closes
    assert keys(turn) == ["safety.close"]


def test_the_next_launch_is_as_if_nothing_had_been_said() -> None:
    evening, other = Evening(), Evening()
    for one in (evening, other):
        one.hears(h.StartGuide("check_in"), h.Done())
    evening.hears(h.Crisis("fear"), h.Repeat())
    other.drops()
    assert evening.couple == other.couple
    assert evening.hears(h.Opened()).reply == other.hears(h.Opened()).reply


def test_what_safety_asked_is_a_number_among_the_attributes() -> None:
    for one in ASIDES:
        data = conversation_as_data(Conversation(aside=one))
        assert set(data) == {"aside"}
        assert isinstance(data["aside"], int)
        assert conversation_from_data(data).aside == one
    assert conversation_from_data({"aside": 99}).aside is None


@pytest.mark.parametrize(
    ("danger", "said"),
    [
        (
            "fear",
            ["I believe you", "it isn't your fault", "You can call", "If you're in danger right now, call"],
        ),
        (
            "self_harm",
            ["I'm glad you said it", "You can call", "someone will listen", "If it's happening now, call"],
        ),
        ("harm_other", ["separate", "stay apart", "If anyone could get hurt, call", "talk it through"]),
        ("child", ["speaking up for a child", "in danger right now, call", "talk it over"]),
        ("unsaid", ["It isn't your fault", "in danger right now, call", "ending your life, call"]),
    ],
)
def test_each_danger_is_answered_with_what_it_needs_in_this_order(danger: h.Danger, said: list[str]) -> None:
    spoken = text(Evening().hears(h.Crisis(danger))).lower()
    places = [spoken.find(words.lower()) for words in said]
    assert -1 not in places
    assert places == sorted(places)
    assert "another phone may be safer" in spoken
    assert "keeps a history" in spoken


@pytest.mark.parametrize("danger", h.DANGERS)
def test_nothing_but_safety_speaks_in_danger(danger: h.Danger) -> None:
    evening = Evening()
    evening.hears(h.StartGuide("repair"))
    spoken = [*keys(evening.hears(h.Crisis(danger))), *keys(evening.hears(h.Repeat()))]
    assert {key.partition(".")[0] for key in spoken} <= {"safety", "countries"}


@pytest.mark.parametrize("danger", h.DANGERS)
def test_it_is_said_in_two_breaths(danger: h.Danger) -> None:
    """One breath is at most 45 words; each of the two lines is one, and the warning a short third."""
    library = Evening().library
    for part in (f"safety.{danger}.first", f"safety.{danger}.second", "safety.overheard"):
        (wording,) = library.lines[part]
        assert len(wording.split()) <= 45


@pytest.mark.parametrize("form", ["say", "say_short"])
def test_every_wording_warns_that_the_room_hears_a_surprise(form: str) -> None:
    library = Evening().library
    warnings = [
        some
        for key, some in library.lines.items()
        if key.startswith("guide.plan_surprise.") and key.endswith(f".{form}") and "room" in " ".join(some)
    ]
    first = warnings[0]
    assert [one for one in first if "room" not in one and "nearby" not in one] == []


@pytest.mark.parametrize("length", h.LENGTHS)
def test_a_surprise_is_planned_only_after_that_warning(length: h.Length) -> None:
    evening = Evening()
    evening.hears(h.Opened())
    turns = [evening.hears(h.StartGuide("plan_surprise", length))]
    while evening.conversation.place is not None and len(turns) < 10:
        turns.append(evening.hears(h.Yes()))
    warned = next(n for n, turn in enumerate(turns) if "room" in text(turn) or "nearby" in text(turn))
    timed = next(n for n, turn in enumerate(turns) if quiet(turn))
    assert warned <= timed
