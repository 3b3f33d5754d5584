"""A store in one SQLite file: for hosting the skill oneself, and for one's own machine.

Several threads and processes may use the file at once. Every operation opens
it anew, which takes well under a millisecond and leaves nothing that could be
shared by mistake. What was forgotten is overwritten, in the write-ahead log too.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import astuple, replace
from typing import TYPE_CHECKING, Any

from skill.errors import StoreUnavailable
from skill.stores.exports import free, opened, restored
from skill.stores.items import COUPLE, Item, couple_of, event_of, kind_prefix, replaces, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from skill.couple import Couple
    from skill.reply import Event

PATIENCE = 2.0
"""Seconds to wait for another process that is writing."""
TRIES = 3
"""How often the log is tried to be emptied, each time with that patience."""
MOST_OTHERS = 50
"""Others that may come first while the file is new."""
FORM = 1
"""The release of the tables, kept in the file."""
TABLES = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS items (
    pk TEXT NOT NULL, sk TEXT NOT NULL, body TEXT NOT NULL, expires INTEGER NOT NULL,
    version INTEGER NOT NULL, seed INTEGER NOT NULL, mark TEXT NOT NULL,
    PRIMARY KEY (pk, sk)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_expiry ON items (expires);
PRAGMA user_version = {FORM};
COMMIT;
"""
HINTS = {
    "SQLITE_NOTADB": "move that file away, or name another",
    "SQLITE_CORRUPT": "restore it from a backup, or move it away",
    "SQLITE_BUSY": "another process holds it: try again",
    "SQLITE_FULL": "make room on the disk",
}


class SqliteStore:
    """Keeps couples in a file, which is made with its folder on first use.

    Args:
        path: the file. SQLite keeps two more beside it while it is in use.
        clock: the present moment in seconds since 1970.
    """

    def __init__(self, path: Path, clock: Callable[[], int]) -> None:
        self._path = path
        self._clock = clock

    def load(self, couple_id: str) -> Couple | None:
        """The couple as last saved, or None.

        Raises:
            StoreUnavailable: the file cannot be read.
        """
        with self._opened() as file:
            item = _couple_item(file, couple_id)
        return couple_of(item) if item and not item.expired(self._clock()) else None

    def save(self, couple: Couple, events: Sequence[Event] = ()) -> Couple:
        """Save the couple on the version it was read with, and its events, all or nothing.

        Raises:
            StaleCouple: it was saved or forgotten by someone else since it was read.
            StoreUnavailable: the file cannot be written.
        """
        now = self._clock()
        new, others = written(couple, events, now)
        with self._opened() as file:
            file.execute("BEGIN IMMEDIATE")
            if replaces(new, _couple_item(file, couple.id), now):
                _keep(file, (new, *others), now)
            file.execute("COMMIT")
        return replace(couple, version=new.version)

    def forget(self, couple_id: str) -> None:
        """Delete the couple and all its events, and overwrite where they stood.

        Raises:
            StoreUnavailable: the file cannot be written, or others kept reading it.
        """
        with self._opened() as file:
            file.execute("DELETE FROM items WHERE pk = ?", (couple_id,))
            for _ in range(TRIES):
                (busy, _, _) = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not busy:
                    return
        # deleted, but traces are left in the log
        raise StoreUnavailable(str(self._path), "is being read by another process", HINTS["SQLITE_BUSY"])

    def recall(self, couple_id: str, kind: str, limit: int = 20) -> list[Event]:
        """The newest events of a kind by their key, newest first, at most `limit`.

        Raises:
            StoreUnavailable: the file cannot be read.
        """
        prefix = kind_prefix(kind)
        after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        some = "SELECT * FROM items WHERE pk = ? AND sk >= ? AND sk < ? AND expires > ?"
        with self._opened() as file:
            values = (couple_id, prefix, after, self._clock(), max(limit, 0))
            rows = file.execute(f"{some} ORDER BY sk DESC LIMIT ?", values).fetchall()
        return [event_of(Item(*row)) for row in rows]

    def export(self, couple_id: str) -> list[dict[str, Any]]:
        """Everything kept about the couple as plain JSON data, one dict an item.

        Raises:
            StoreUnavailable: the file cannot be read.
        """
        query = "SELECT * FROM items WHERE pk = ? AND expires > ? ORDER BY sk"
        with self._opened() as file:
            rows = file.execute(query, (couple_id, self._clock())).fetchall()
        return [opened(Item(*row)) for row in rows]

    def restore(self, kept: Iterable[Mapping[str, Any]]) -> None:
        """Keep again what `export` gave, exactly as it was, all or nothing.

        Raises:
            StoreError: see `skill.store.Store.restore`.
            StoreUnavailable: the file cannot be written.
        """
        now = self._clock()
        couple, others = restored(kept, now)
        with self._opened() as file:
            file.execute("BEGIN IMMEDIATE")
            free(couple, _couple_item(file, couple.pk), now)
            _keep(file, (couple, *others), now)
            file.execute("COMMIT")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The file, with its tables. What is not committed at the end is undone."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._path.exists():
                self._path.touch(mode=0o600)  # for its owner alone, and so are the files beside it
            with closing(sqlite3.connect(self._path, timeout=PATIENCE, isolation_level=None)) as file:
                file.execute("PRAGMA synchronous = FULL")  # what was saved survives a power cut
                file.execute("PRAGMA secure_delete = ON")  # what was deleted is overwritten
                _prepare(file)
                yield file
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "")
            hint = next((hint for code, hint in HINTS.items() if name.startswith(code)), None)
            raise self._unavailable(error, hint) from error
        except OSError as error:
            raise self._unavailable(error) from error

    def _unavailable(self, error: Exception, hint: str | None = None) -> StoreUnavailable:
        return StoreUnavailable(
            str(self._path),
            f"cannot be used: {getattr(error, 'strerror', None) or error}",
            hint or "name a file in a folder that can be written",
        )


def _prepare(file: sqlite3.Connection) -> None:
    """Makes the tables, if there are none yet."""
    (form,) = file.execute("PRAGMA user_version").fetchone()
    if form == FORM:
        return
    if form > FORM:
        raise sqlite3.NotSupportedError("it was written by a newer release")
    for _ in range(MOST_OTHERS):
        try:
            file.execute("PRAGMA journal_mode = WAL")  # readers and a writer do not wait for each other
            break
        except sqlite3.OperationalError:
            # Of two at once SQLite refuses one, without waiting. This waits for the other to be through.
            file.execute("BEGIN EXCLUSIVE")
            file.execute("ROLLBACK")
    file.executescript(TABLES)


def _keep(file: sqlite3.Connection, items: Iterable[Item], now: int) -> None:
    """Writes items, and deletes whatever has expired."""
    file.execute("DELETE FROM items WHERE expires <= ?", (now,))
    rows = [astuple(item) for item in items]
    file.executemany("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _couple_item(file: sqlite3.Connection, couple_id: str) -> Item | None:
    row = file.execute("SELECT * FROM items WHERE pk = ? AND sk = ?", (couple_id, COUPLE)).fetchone()
    return Item(*row) if row else None
