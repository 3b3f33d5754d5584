"""What an editor would look at: one rule, one function, by the name that the report gives.

Each looks at the desk and yields what a writer can act on: the file, the id, the
problem and a hint. tests/editing/bad/ has an example for each of something that it refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.editing.rules import amounts, care, leave, repeats, safe, sound, steps, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.editing.desk import Rule

RULES: Mapping[str, Rule] = {
    "amounts": amounts.amounts,
    "depths": amounts.depths,
    "date combinations": amounts.combinations,
    "kinds": amounts.kinds,
    "reach": amounts.reach,
    "references": steps.references,
    "dead steps": steps.dead_steps,
    "circles": steps.circles,
    "step texts": steps.step_texts,
    "limits": steps.limits,
    "draws": steps.draws,
    "wordings": words.wordings,
    "length": words.length,
    "signs": words.signs,
    "abbreviations": words.abbreviations,
    "banned words": words.banned_words,
    "questions": words.questions,
    "placeholders": words.placeholders,
    "reading grade": words.reading_grade,
    "ids": repeats.ids,
    "same words": repeats.same_words,
    "near duplicates": repeats.near_duplicates,
    "durations": sound.durations,
    "forms": sound.forms,
    "breath": sound.breath,
    "read aloud": sound.read_aloud,
    "markup": sound.markup,
    "consent": care.consent,
    "free to go": leave.free_to_go,
    "ways out": leave.ways_out,
    "closing": care.closing,
    "coverage": care.coverage,
    "presumption": care.presumption,
    "arguments": care.arguments,
    "promises": safe.promises,
    "helplines": safe.helplines,
}
"""Every rule, in the order in which a writer would mend."""
