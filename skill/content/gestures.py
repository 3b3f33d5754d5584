"""Small romantic gestures for today."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("note", "words", "meal", "gift", "help", "comfort", "touch", "play", "bold")
"""What a gesture is; "bold" ones lie outside the usual comfort zone."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """One gesture. Its text is a line of the library."""

    id: str
    """ "gesture", hyphen, number; permanent."""
    kind: str
    """One of `KINDS`."""
