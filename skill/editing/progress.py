"""A bar that shows how far a slow thing is."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Thing = TypeVar("Thing")


def slowly(things: Sequence[Thing], what: str, unit: str) -> Iterable[Thing]:
    """`things`, one by one, with a bar on the terminal that is gone when they are."""
    bar: Iterable[Thing] = importlib.import_module("tqdm").tqdm(
        things, desc=what, unit=unit, leave=False, disable=None, dynamic_ncols=True
    )
    return bar
