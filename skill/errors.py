"""Every error the skill raises on purpose.

    CloserError
    ├── ContentError         a file of content is wrong
    ├── ConfigurationError   the environment or a command line is wrong
    └── StoreError
        ├── StaleCouple      somebody else saved this couple first
        └── StoreUnavailable the store did not answer rightly in time

Each names the place, the problem and a way out.
"""

from __future__ import annotations


class CloserError(Exception):
    """What all errors of the skill have in common.

    Args:
        place: where it is wrong, such as a file and an id.
        problem: what is wrong there, in one sentence.
        hint: what to do about it, in one sentence.
    """

    def __init__(self, place: str, problem: str, hint: str) -> None:
        super().__init__(place, problem, hint)
        self.place = place
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.place}: {self.problem} ({self.hint})"


class ContentError(CloserError):
    """A file of content cannot be used as it is."""


class ConfigurationError(CloserError):
    """The environment or the command line asks for what cannot be."""


class StoreError(CloserError):
    """The store could not do what was asked."""


class StaleCouple(StoreError):
    """The couple was saved by someone else, or forgotten, since it was read."""


class StoreUnavailable(StoreError):
    """The store did not answer, or not wholly, within its time."""
