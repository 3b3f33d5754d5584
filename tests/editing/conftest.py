"""The editor's desk with the content that ships, and with bad examples laid over it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from skill.content import loading
from skill.editing import desk as desks
from skill.editing import spoken
from skill.editing.commands import interaction_models
from skill.simulator.likeness import encoder

if TYPE_CHECKING:
    from collections.abc import Callable

    from skill.editing.desk import Desk
    from skill.simulator.likeness import Encode

ENGLISH = Path(loading.__file__).parent / "en"
MODEL = (interaction_models() / "en-US.json").read_text(encoding="utf-8")


def remembering(encode: Encode) -> Encode:
    """The same, but no sentence is encoded twice: nearly all of the content stays from check to check."""
    known: dict[str, Any] = {}

    def encoded(sentences: list[str]) -> Any:
        new = [one for one in dict.fromkeys(sentences) if one not in known]
        if new:
            known.update(zip(new, encode(new), strict=True))
        return np.stack([known[one] for one in sentences])

    return encoded


@pytest.fixture(scope="session")
def desk() -> Desk:
    return desks.lay(ENGLISH, MODEL, spoken.opened(spoken.file()), remembering(encoder()))


@pytest.fixture
def laid_over(desk: Desk, tmp_path: Path) -> Callable[[Path], Desk]:
    """The content with all files of a folder in it: in the place of others, or added to `….more.toml`."""

    def lay(example: Path) -> Desk:
        folder = Path(shutil.copytree(ENGLISH, tmp_path / "en"))
        for file in example.rglob("*.toml"):
            name = str(file.relative_to(example))
            target = folder / name.replace(".more", "")
            before = target.read_text(encoding="utf-8") + "\n" if ".more" in name else ""
            target.write_text(before + file.read_text(encoding="utf-8"), encoding="utf-8")
        other = desks.lay(folder, MODEL, desk.spoken, desk.encode)
        return replace(other, model=desk.model)

    return lay
