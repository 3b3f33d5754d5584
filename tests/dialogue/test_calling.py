"""Where couples find help, in every country."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skill import heard as h
from skill.content.countries import LOCALES, OTHER, country
from skill.dialogue.respond import respond
from tests.evening import TONIGHT, Evening, text

HERE = [*sorted({country(locale) for locale in LOCALES}), "XX"]


def support(code: str, length: h.Length) -> str:
    """All that is said of finding help in a country, when everything is answered with yes."""
    evening = Evening()
    evening.hears(h.Opened(), h.Stop())
    evening.drops()
    said, heard = [], [h.StartGuide("support", length), h.Yes(), h.Yes()]
    for one in heard:
        turn = respond(
            one, evening.conversation, evening.couple, evening.library, TONIGHT, Never(), country=code
        )
        said.append(text(turn))
        evening.couple, evening.conversation = replace(turn.couple, version=1), turn.conversation
        if turn.reply.closes:
            break
    return " ".join(said)


class Never:
    """Nothing is drawn where somebody looks for help."""

    def randrange(self, start: int, stop: int) -> int:
        msg = f"nothing is drawn here, from {start} to {stop}"
        raise AssertionError(msg)


@pytest.mark.parametrize("length", h.LENGTHS)
@pytest.mark.parametrize("code", HERE)
def test_somebody_who_exists_is_named_and_where_it_costs_less(code: str, length: h.Length) -> None:
    library = Evening().library
    known = code if code in library.countries else OTHER
    said = support(code, length).lower()
    for what in ("counsel", "low_cost"):
        (wording,) = library.lines[f"countries.{known}.{what}"]
        before = wording.partition("{phone}")[0].strip().lower()
        assert before in said
        phone = getattr(library.countries[known], f"{what}_phone")
        assert not phone or phone in said
    assert "{" not in said


@pytest.mark.parametrize("code", HERE)
def test_the_full_form_tells_what_to_expect_and_how_to_raise_it_and_never_calls_it_a_failure(
    code: str,
) -> None:
    said = support(code, "full").lower()
    assert any(words in said for words in ("first visit", "first time", "first session"))
    assert any(words in said for words in ("you might say", "try saying", "something like"))
    assert not any(f"{words} failed" in said for words in ("you", "you've", "you have"))
