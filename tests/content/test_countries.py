"""Whom to call where: complete, dialled as it stands, checked, and never stale at a release."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from skill.content.countries import FRESH, LOCALES, NUMBERS, OTHER, Country, countries, country, stale
from skill.content.loading import library
from skill.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path

CHECKED = date(2026, 11, 24)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_has_a_country_with_an_emergency_number(locale: str) -> None:
    here = countries()[country(locale)]
    assert here.code != OTHER
    assert here.emergency
    assert here.crisis


@pytest.mark.parametrize("locale", ["", "en", "en-", "tlh-Qo'noS", "nonsense"])
def test_what_names_no_country_gets_the_careful_default(locale: str) -> None:
    here = library().country(country(locale))
    assert here.code == OTHER
    assert not any(getattr(here, what) for what in NUMBERS)


def test_a_country_that_is_not_listed_gets_the_careful_default() -> None:
    assert library().country("NZ").code == OTHER


def test_the_numbers_are_those_that_were_checked() -> None:
    """A second list by another hand: a slip of the finger in one of them is found here."""
    known = {code: (one.abuse, one.crisis, one.emergency) for code, one in countries().items()}
    assert known == {
        "US": ("1-800-799-7233", "988", "911"),
        "GB": ("0808 2000 247", "116 123", "999"),
        "CA": ("", "988", "911"),
        "AU": ("1800 737 732", "13 11 14", "000"),
        "IN": ("181", "14416", "112"),
        "DE": ("116 016", "0800 111 0 111", "112"),
        "FR": ("3919", "3114", "112"),
        "ES": ("016", "024", "112"),
        "IT": ("1522", "02 2327 2327", "112"),
        "NL": ("0800 2000", "113", "112"),
        "MX": ("079", "800 911 2000", "911"),
        "BR": ("180", "188", "190"),
        "JP": ("0120 279 889", "0120 279 338", "110"),
        "SA": ("1919", "937", "911"),
        "other": ("", "", ""),
    }


def test_they_are_fresh_for_so_many_days_and_no_longer() -> None:
    one = Country("XX", checked=CHECKED)
    assert list(stale([one], CHECKED)) == []
    assert list(stale([one], CHECKED + timedelta(days=FRESH))) == []
    (error,) = stale([one], CHECKED + timedelta(days=FRESH + 1))
    assert "181 days ago" in str(error)
    (error,) = stale([one], CHECKED - timedelta(days=1))
    assert "to come" in str(error)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[US]\nemergency = "911"\n', "was never checked"),
        ('[US]\nemergency = "911"\nchecked = "yesterday"\n', "was never checked"),
        ('[US]\nchecked = "2026-11-24"\nhotline = "1"\n', "means nothing"),
        ('[US]\nchecked = "2026-11-24"\n', "no careful default"),
    ],
)
def test_a_file_that_will_not_do_is_refused(text: str, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "countries.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=problem):
        countries(file)
