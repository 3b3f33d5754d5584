"""What the skill asks of a store, whichever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from skill.couple import Couple
    from skill.reply import Event


class Store(Protocol):
    """Keeps couples and their events. All methods may be called from several threads.

    Every method raises `skill.errors.StoreUnavailable` when the store does not
    answer rightly within its time, and then nothing is known of the outcome.
    """

    def load(self, couple_id: str) -> Couple | None:
        """The couple as last saved; None only when it is certain that there is none."""

    def save(self, couple: Couple, events: Sequence[Event] = ()) -> Couple:
        """Save the couple on the version it was read with, and its events, all or nothing.

        Saving the very same thing again (because a reply was lost) succeeds once more.

        Returns:
            The couple with its new version.

        Raises:
            StaleCouple: it was saved or forgotten by someone else since it was read.
        """

    def forget(self, couple_id: str) -> None:
        """Delete the couple and all its events. A save under way cannot bring them back."""

    def recall(self, couple_id: str, kind: str, limit: int = 20) -> list[Event]:
        """The newest events of a kind by their key, newest first, at most `limit`."""

    def export(self, couple_id: str) -> list[dict[str, Any]]:
        """Everything kept about the couple as plain JSON data, one dict an item.

        A body is opened wherever that loses nothing, and a string otherwise.
        """

    def restore(self, kept: Iterable[Mapping[str, Any]]) -> None:
        """Keep again what `export` gave, of this store or another, exactly as it was.

        Version, seed, mark and expiry stay the same; what has expired is left
        out. Restoring the very same thing again succeeds once more. After
        `StoreUnavailable` a part of it may be there.

        Args:
            kept: all items of one couple, its own among them.

        Raises:
            StoreError: there is a couple of that id already, the items are not of that form, or the couple
                has expired. Nothing is written then.
        """
