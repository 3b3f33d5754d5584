"""How long lines take to say: measured from the voice, written down, and measured again when they change.

The voice is hibari-tts, slowed to the skill's pace of 150 words a minute, which is about
how fast people talk to each other (National Center for Voice and Speech, "Voice
Qualities: average rate of speech"). What was measured stands in a file beside this one,
by a digest of the text, so that a check of the content need not speak for minutes.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from hashlib import blake2s
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from skill.content.library import Library
    from skill.simulator.voice import Engine

WORDS_A_SECOND = 2.5
"""150 words a minute: the skill's pace."""
LETTERS_A_SECOND = 12.6
"""Letters and signs a second at that pace, by all that was measured."""
PACE = 0.79
"""What slows the voice to the skill's pace, over all that it says."""
NAMES: Mapping[str, str] = {
    "speaker": "Anna",
    "listener": "Robin",
    "first": "Anna",
    "second": "Robin",
    "name": "Anna",
    "planner": "Robin",
    "what": "the weekly check-in",
    "deck": "daily life",
    "tip": "Picture them at that age.",
    "gesture": "Hold hands for a moment.",
    "abuse": "one eight hundred",
    "crisis": "nine eight eight",
    "emergency": "nine one one",
}
"""What stands for the placeholders while lines are measured."""


@dataclass
class Spoken:
    """Seconds by line.

    Args:
        seconds: what was measured, by digest of the text.
    """

    seconds: dict[str, float] = field(default_factory=dict)

    def __call__(self, text: str) -> float:
        """Seconds that `text` takes; worked out from its length where it was not measured."""
        return self.seconds.get(digest(text)) or len(filled(text)) / LETTERS_A_SECOND

    def missing(self, texts: Iterable[str]) -> list[str]:
        """Those of `texts` that were not measured, each once."""
        return [text for text in dict.fromkeys(texts) if digest(text) not in self.seconds]

    def measured(self, text: str) -> bool:
        """Whether it was listened to."""
        return digest(text) in self.seconds


def digest(text: str) -> str:
    """A short name for a text."""
    return blake2s(text.encode(), digest_size=5).hexdigest()


def filled(text: str) -> str:
    """`text` with something in its placeholders."""
    return re.sub(r"\{(\w+)\}", lambda match: NAMES.get(match[1], "something"), text)


def measure(engine: Engine, text: str) -> float:
    """Seconds that the voice takes for `text`, at the skill's pace."""
    return len(engine.render(filled(text), PACE)) / 2 / engine.rate


def file(language: str = "en") -> Path:
    """Where the measures of a language are kept."""
    return Path(__file__).parent / "spoken" / f"{language}.json"


def opened(path: Path) -> Spoken:
    """What was measured before; nothing where there is no file yet."""
    return Spoken(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else Spoken()


def save(spoken: Spoken, library: Library, path: Path) -> None:
    """Keeps the measures of what is still said, one a line, in order."""
    wanted = sorted({digest(wording) for some in library.lines.values() for wording in some})
    kept = {name: round(spoken.seconds[name], 2) for name in wanted if name in spoken.seconds}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(kept, indent=0) + "\n", encoding="utf-8")
