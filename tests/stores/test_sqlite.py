"""What is special of the SQLite store: a file, several processes, and nothing left behind."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace

import pytest

from skill.couple import Couple
from skill.errors import StaleCouple, StoreUnavailable
from skill.reply import Event
from skill.stores.items import LIFE
from skill.stores.sqlite import SqliteStore, _prepare
from tests.contracts import Clock

ANA = Couple("couple-of-ana", seed=7, first="Anastasia", second="Benvolio")
SCORE = Event("closeness", "2026-11-23#first", {"score": 8, "note": "only-here"})
TRACES = (b"couple-of-ana", b"Anastasia", b"Benvolio", b"only-here", b"2026-11-23")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a" / "folder" / "couple.sqlite"


@pytest.fixture
def store(path):
    return SqliteStore(path, Clock())


def bytes_of(folder):
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_nothing_happens_before_the_first_use(store, path):
    assert not path.parent.exists()
    assert store.load("nobody") is None
    assert path.is_file()


def test_the_file_is_its_owners_alone(store, path):
    store.save(ANA)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT * FROM items").fetchall()
        store.save(replace(ANA, version=1))
        files = list(path.parent.iterdir())
        assert len(files) == 3
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_new_process_finds_what_the_last_one_saved(store, path):
    saved = store.save(ANA, [SCORE])
    again = SqliteStore(path, Clock())
    assert again.load(ANA.id) == saved
    assert again.recall(ANA.id, "closeness") == [SCORE]


def test_it_writes_ahead_and_waits_for_the_disk(store, path):
    with store._opened() as file:
        settings = {
            name: file.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "busy_timeout": 2000}


@pytest.mark.parametrize("in_use", [False, True], ids=["alone", "while others have it open"])
def test_forgetting_leaves_no_trace_in_any_file(store, path, in_use):
    read = store.save(ANA, [SCORE])
    for visit in range(50):
        event = Event("closeness", f"2026-11-23#{visit}", {"score": 3, "note": "only-here"})
        read = store.save(replace(read, visits=visit + 1), [event])
    store.save(Couple("another", first="Cleo"))
    assert all(trace in bytes_of(path.parent) for trace in TRACES)
    with closing(sqlite3.connect(path)) as other:
        if in_use:  # then the log stays when we close the file
            assert other.execute("SELECT count(*) FROM items").fetchone() == (53,)
            store.save(replace(read, visits=99))
            assert (path.parent / "couple.sqlite-wal").stat().st_size > 0
        store.forget(ANA.id)
        left = bytes_of(path.parent)
        assert [trace for trace in TRACES if trace in left] == []
    assert store.load("another").first == "Cleo"


def test_forgetting_that_others_keep_from_being_thorough_is_told_and_can_be_repeated(
    store, path, monkeypatch
):
    monkeypatch.setattr("skill.stores.sqlite.PATIENCE", 0.01)
    store.save(ANA, [SCORE])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        assert other.execute("SELECT count(*) FROM items").fetchone() == (2,)
        with pytest.raises(StoreUnavailable, match=r"being read .*try again"):
            store.forget(ANA.id)
        assert store.load(ANA.id) is None
        other.execute("COMMIT")
        store.forget(ANA.id)
        assert [trace for trace in TRACES if trace in bytes_of(path.parent)] == []


def test_what_has_expired_is_deleted_when_anybody_saves(path):
    clock = Clock()
    store = SqliteStore(path, clock)
    store.save(ANA, [SCORE])
    clock.now += LIFE
    store.save(Couple("another"))
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT pk, sk FROM items").fetchall() == [("another", "couple")]


def test_a_save_that_fails_half_way_leaves_nothing(store, path):
    read = store.save(ANA)
    with closing(sqlite3.connect(path)) as file:
        condition = "BEFORE INSERT ON items WHEN new.sk LIKE 'event#%'"
        file.execute(f"CREATE TRIGGER full {condition} BEGIN SELECT raise(ABORT, 'no room'); END")
    with pytest.raises(StoreUnavailable, match="no room"):
        store.save(replace(read, visits=1), [SCORE])
    assert store.load(ANA.id) == read
    assert store.recall(ANA.id, "closeness") == []


def use_all(store):
    for use in (
        lambda: store.load("ana"),
        lambda: store.save(ANA, [SCORE]),
        lambda: store.forget("ana"),
        lambda: store.recall("ana", "kept"),
        lambda: store.export("ana"),
    ):
        with pytest.raises(StoreUnavailable) as caught:
            use()
        yield str(caught.value)


def test_a_file_that_is_no_database_is_left_alone_and_told(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear both, " * 100)
    for message in use_all(SqliteStore(path, Clock())):
        assert "letter.txt" in message
        assert "file is not a database (move that file away, or name another)" in message
    assert path.read_text() == "Dear both, " * 100


def test_a_folder_that_cannot_be_is_told(tmp_path):
    (tmp_path / "file").touch()
    for message in use_all(SqliteStore(tmp_path / "file" / "couple.sqlite", Clock())):
        assert "(name a file in a folder that can be written)" in message


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path):
    for message in use_all(SqliteStore(tmp_path, Clock())):
        assert "unable to open database file (name a file in a folder that can be written)" in message


def test_a_file_of_a_newer_release_is_left_alone_and_told(store, path):
    store.save(ANA)
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA user_version = 2")
    for message in use_all(store):
        assert "newer release" in message


def test_a_file_that_others_will_not_let_go_of_is_told(store, path, monkeypatch):
    monkeypatch.setattr("skill.stores.sqlite.PATIENCE", 0.01)
    store.save(ANA)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match=r"locked \(another process holds it: try again\)"):
            store.save(replace(ANA, version=1, visits=1))
        assert store.load(ANA.id) == replace(ANA, version=1)  # readers do not wait


def test_a_file_that_was_taken_away_is_made_anew(store, path):
    store.save(ANA)
    path.unlink()
    assert store.load(ANA.id) is None
    assert store.save(ANA).version == 1


def test_many_who_come_first_at_once_all_find_a_file(path):
    together = threading.Barrier(8)
    problems = []

    def begin(number):
        store = SqliteStore(path, Clock())
        together.wait()
        try:
            store.save(Couple(f"couple {number}"))
            assert store.load(f"couple {number}") is not None
        except Exception as problem:  # noqa: BLE001 - told below
            problems.append(problem)

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_who_comes_first_together_with_another_waits_for_them(path):
    class Refused(sqlite3.Connection):
        """A connection that SQLite refuses the first time, as it does when two switch at once."""

        times = 1

        def execute(self, statement, *arguments):
            if "journal_mode" in statement and self.times:
                self.times -= 1
                raise sqlite3.OperationalError("database is locked")
            return super().execute(statement, *arguments)

    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path, isolation_level=None, factory=Refused)) as file:
        _prepare(file)
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert file.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_new_file_that_others_will_not_let_go_of_is_told(store, path, monkeypatch):
    monkeypatch.setattr("skill.stores.sqlite.PATIENCE", 0.01)
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM sqlite_master").fetchall()
        with pytest.raises(StoreUnavailable, match="another process holds it"):
            store.load(ANA.id)


VISITS = """
import sys
from dataclasses import replace
from pathlib import Path
from skill.errors import StaleCouple
from skill.reply import Event
from skill.stores.sqlite import SqliteStore

store = SqliteStore(Path(sys.argv[1]), lambda: 0)
for time in range(20):
    while True:
        couple = store.load("couple-of-ana")
        try:
            store.save(replace(couple, visits=couple.visits + 1), [Event("visit", f"{sys.argv[2]}-{time}")])
            break
        except StaleCouple:
            pass
"""


def test_nothing_is_lost_among_three_processes(path):
    store = SqliteStore(path, lambda: 0)
    store.save(ANA)
    processes = [subprocess.Popen([sys.executable, "-c", VISITS, str(path), name]) for name in "abc"]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert store.load(ANA.id) == replace(ANA, visits=60, version=61)
    assert len(store.recall(ANA.id, "visit", 100)) == 60


def test_two_processes_see_each_others_saves(path):
    one, other = SqliteStore(path, Clock()), SqliteStore(path, Clock())
    read = one.save(ANA)
    other.save(replace(other.load(ANA.id), visits=1))
    with pytest.raises(StaleCouple):
        one.save(replace(read, visits=2))
