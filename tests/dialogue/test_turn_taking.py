"""Everything comes round, what is avoided comes less, and the numbers stay small."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from skill.couple import Couple
from skill.dialogue.turn_taking import MOST_SHUNNED, STRIDES, avoided, had_its_turn, in_turn, welcomed

NAMES = [f"deck_{number}" for number in range(7)]


def rounds(couple: Couple, number: int, names: list[str] = NAMES) -> tuple[Counter[str], Couple]:
    came = Counter[str]()
    for _ in range(number):
        name = in_turn(couple, names)[0]
        came[name] += 1
        couple = had_its_turn(couple, name, names)
    return came, couple


@given(
    seed=st.integers(1, 999), shunned=st.dictionaries(st.sampled_from(NAMES), st.integers(1, MOST_SHUNNED))
)
def test_shares_are_as_the_strides_say_and_nobody_is_left_out(seed: int, shunned: dict[str, int]) -> None:
    came, couple = rounds(Couple("c", seed=seed, shunned=shunned), 700)
    worth = {name: 1 / STRIDES[shunned.get(name, 0)] for name in NAMES}
    for name in NAMES:
        fair = 700 * worth[name] / sum(worth.values())
        assert abs(came[name] - fair) <= 2
    assert max(couple.turns.values(), default=0) <= max(STRIDES)


def test_a_newcomer_is_due_with_the_next_and_does_not_hold_up_the_others() -> None:
    _, couple = rounds(Couple("c", seed=3), 400)
    came, _ = rounds(couple, 80, [*NAMES, "new"])
    assert came["new"] == 10


def test_others_that_take_no_part_keep_their_places() -> None:
    couple = Couple("c", seed=3, turns={"gesture.note": 4})
    _, after = rounds(couple, 50)
    assert after.turns["gesture.note"] == 4


def test_avoiding_and_welcoming_go_step_by_step_and_end() -> None:
    couple = Couple("c")
    for expected in (1, 2, 3, 3):
        couple = avoided(couple, "money")
        assert couple.shunned == {"money": expected}
    for expected in ({"money": 2}, {"money": 1}, {}, {}):
        couple = welcomed(couple, "money")
        assert couple.shunned == expected
