"""What is special of the store in memory."""

from __future__ import annotations

from skill.couple import Couple
from skill.stores.memory import MemoryStore


def test_without_a_clock_nothing_expires():
    store = MemoryStore()
    saved = store.save(Couple("ana"))
    assert store.load("ana") == saved


def test_each_store_is_its_own():
    MemoryStore().save(Couple("ana"))
    assert MemoryStore().load("ana") is None
