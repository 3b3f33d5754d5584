"""A couple's own order of everything, fixed for good."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2s


@lru_cache(maxsize=4096)
def order(seed: int, item_id: str) -> bytes:
    """Where an item stands in a couple's own order of everything."""
    return blake2s(f"{seed}:{item_id}".encode(), digest_size=8).digest()
