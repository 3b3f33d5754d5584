"""The words of a line, with names and numbers in their places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skill.reply import Line, Telephone

if TYPE_CHECKING:
    from collections.abc import Callable

    from skill.content.library import Library

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
SENTENCE_START = re.compile(r"(^|[.?] )([a-z])")


def words(
    line: Line,
    library: Library,
    *,
    plain: Callable[[str], str] = str,
    telephone: Callable[[str], str] = str,
) -> str:
    """The text of a line in the wording that was chosen for it.

    Args:
        line: the line; without a choice its first wording is taken.
        library: where its text is.
        plain: what is done to text, such as escaping it.
        telephone: how a number to call is written.

    Raises:
        KeyError: there is no such line, or a placeholder has no value.
    """
    filled = _filled(line, library, plain, telephone)
    # "whoever starts" may have come to stand at the beginning of a sentence.
    return SENTENCE_START.sub(lambda match: match[1] + match[2].upper(), filled)


def _filled(
    line: Line, library: Library, plain: Callable[[str], str], telephone: Callable[[str], str]
) -> str:
    wordings = library.lines[line.key]
    values = dict(line.values)

    def fill(match: re.Match[str]) -> str:
        value = values[match[1]]
        if isinstance(value, Line):
            return _filled(value, library, plain, telephone)
        return telephone(value.number) if isinstance(value, Telephone) else plain(value)

    return PLACEHOLDER.sub(fill, plain(wordings[(line.variant or 0) % len(wordings)]))
