"""Reads every line aloud that was not read before, and writes down how long it took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.editing.progress import slowly
from skill.editing.spoken import digest, measure, save

if TYPE_CHECKING:
    from pathlib import Path

    from skill.content.library import Library
    from skill.editing.spoken import Spoken
    from skill.simulator.voice import Engine

BETWEEN = 500
"""Lines after which what was measured is kept, so that an interruption loses little."""


def read(library: Library, spoken: Spoken, engine: Engine, path: Path, *, everything: bool = False) -> int:
    """Measures what is missing.

    Args:
        library: what is said.
        spoken: what was measured; it learns the rest.
        engine: the voice.
        path: where the measures are kept.
        everything: measures all anew.

    Returns:
        How many lines were read.
    """
    texts = list(dict.fromkeys(wording for some in library.lines.values() for wording in some))
    todo = texts if everything else spoken.missing(texts)
    for number, text in enumerate(slowly(todo, "reading aloud", "line"), 1):
        spoken.seconds[digest(text)] = measure(engine, text)
        if number % BETWEEN == 0:
            save(spoken, library, path)
    save(spoken, library, path)
    return len(todo)
