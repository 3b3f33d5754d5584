"""What a check finds in content or in an interaction model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a writer should mend."""

    file: str
    place: str
    """Where in the file: an id, or an intent and a sample."""
    problem: str
    hint: str
    """What to do about it."""

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.problem} ({self.hint})"
