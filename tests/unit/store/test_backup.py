from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydesk.domain.errors import ExpectedError
from studydesk.store.backup import FLOOR, Backup, backups, due, examine, make_backup, restore, to_drop
from studydesk.store.database import Database
from studydesk.store.failures import damaged

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def put(database: Database, key: str) -> None:
    with database.transaction() as connection:
        connection.execute("INSERT INTO setting VALUES (?, '1')", (key,))


def keys(data_dir: Path) -> list[str]:
    database = Database.open(data_dir, now=NOW)
    found = [row[0] for row in database.rows("SELECT key FROM setting")]
    database.close()
    return found


def test_a_backup_is_whole_while_the_program_goes_on(tmp_path: Path) -> None:
    database = Database.open(tmp_path, now=NOW)
    put(database, "a")
    made = make_backup(tmp_path, now=NOW)
    put(database, "b")
    database.close()
    assert made.path.name == "studydesk-20261122T120000Z.db"
    assert examine(made.path)["setting"] == 1
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]


def test_without_a_file_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(ExpectedError, match=r"no .*studydesk\.db to back up"):
        make_backup(tmp_path, now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_makes_no_backup_and_drops_none(tmp_path: Path) -> None:
    Database.open(tmp_path, now=NOW).close()
    old = [make_backup(tmp_path, now=NOW - n * timedelta(days=40)).path for n in range(1, 9)]
    (tmp_path / "studydesk.db").write_bytes(b"no database " * 1000)
    with pytest.raises(ExpectedError, match=r"not backed up|No copy"):
        make_backup(tmp_path, now=NOW)
    assert sorted(path for path in (tmp_path / "backups").iterdir()) == sorted(old)


def test_restore_takes_the_newest_sound_backup_and_keeps_the_present_file(tmp_path: Path) -> None:
    database = Database.open(tmp_path, now=NOW)
    put(database, "a")
    make_backup(tmp_path, now=NOW)
    put(database, "b")
    broken = make_backup(tmp_path, now=NOW + HOUR)
    database.close()
    broken.path.write_bytes(b"x" * 5000)
    done = restore(tmp_path, None, now=NOW + 2 * HOUR)
    assert keys(tmp_path) == ["a"]
    assert done.kept is not None
    with closing(sqlite3.connect(done.kept)) as kept:
        assert kept.execute("SELECT key FROM setting").fetchall() == [("a",), ("b",)]


def test_restore_brings_a_damaged_profile_back(tmp_path: Path) -> None:
    database = Database.open(tmp_path, now=NOW)
    put(database, "a")
    make_backup(tmp_path, now=NOW)
    database.close()
    damaged = b"no database " * 1000
    (tmp_path / "studydesk.db").write_bytes(damaged)
    (tmp_path / "studydesk.db-wal").write_bytes(b"journal of the damaged one")
    done = restore(tmp_path, None, now=NOW)
    assert done.kept is not None
    assert done.kept.read_bytes() == damaged
    assert done.kept.with_name(done.kept.name + "-wal").exists()
    assert keys(tmp_path) == ["a"]


def test_restore_is_refused_while_the_program_is_open(tmp_path: Path) -> None:
    database = Database.open(tmp_path, now=NOW)
    make_backup(tmp_path, now=NOW)
    with pytest.raises(ExpectedError, match="already open"):
        restore(tmp_path, None, now=NOW)
    database.close()


@pytest.mark.parametrize("what", ["missing", "text", "foreign", "newer"])
def test_restore_refuses_what_is_no_backup_and_changes_nothing(tmp_path: Path, what: str) -> None:
    database = Database.open(tmp_path / "profile", now=NOW)
    put(database, "a")
    database.close()
    source = tmp_path / "source.db"
    if what == "text":
        source.write_text("no database " * 1000)
    elif what == "foreign":
        with closing(sqlite3.connect(source)) as foreign:
            foreign.execute("CREATE TABLE mine (a)")
    elif what == "newer":
        source.write_bytes((tmp_path / "profile" / "studydesk.db").read_bytes())
        with closing(sqlite3.connect(source)) as newer:
            newer.execute("PRAGMA user_version = 99")
    with pytest.raises(ExpectedError):
        restore(tmp_path / "profile", source, now=NOW)
    assert keys(tmp_path / "profile") == ["a"]


def test_without_a_sound_backup_restore_says_so(tmp_path: Path) -> None:
    with pytest.raises(ExpectedError, match="no sound backup"):
        restore(tmp_path, None, now=NOW)


def test_a_backup_is_due_an_hour_after_the_last_when_something_was_written(tmp_path: Path) -> None:
    assert not due(tmp_path, now=NOW)
    database = Database.open(tmp_path, now=NOW)
    assert due(tmp_path, now=NOW)
    make_backup(tmp_path, now=NOW)
    assert not due(tmp_path, now=NOW + timedelta(minutes=59))
    assert not due(tmp_path, now=NOW + 2 * HOUR)
    put(database, "a")
    assert not due(tmp_path, now=NOW + timedelta(minutes=59))
    assert due(tmp_path, now=NOW + HOUR)
    database.close()


def existing(*ages: timedelta) -> list[Backup]:
    return [Backup(Path(f"{number}.db"), NOW - age, 1) for number, age in enumerate(ages)]


def test_hours_thin_to_days_weeks_and_months() -> None:
    every_hour = existing(*(n * HOUR for n in range(24 * 400)))
    left = sorted(set(every_hour) - set(to_drop(every_hour, now=NOW)), key=lambda one: one.at, reverse=True)
    ages = [NOW - one.at for one in left]
    assert sum(age <= timedelta(days=1) for age in ages) == 25
    assert sum(timedelta(days=1) < age <= timedelta(days=14) for age in ages) == 13
    assert 6 <= sum(timedelta(days=14) < age <= timedelta(days=62) for age in ages) <= 9
    assert 10 <= sum(age > timedelta(days=62) for age in ages) <= 12


@given(st.lists(st.integers(-50 * 24, 1000 * 24), max_size=60), st.integers(0, 2000))
def test_thinning_never_drops_the_newest_nor_goes_below_the_floor(hours: list[int], later: int) -> None:
    all_of_them = existing(*(hour * HOUR for hour in hours))
    now = NOW + later * HOUR
    dropped = to_drop(all_of_them, now=now)
    left = set(all_of_them) - set(dropped)
    assert len(left) >= min(FLOOR, len(all_of_them))
    if all_of_them:
        assert max(all_of_them, key=lambda one: one.at) in left
    assert not to_drop(left, now=now)


def test_thinning_happens_after_a_backup(tmp_path: Path) -> None:
    Database.open(tmp_path, now=NOW).close()
    for hours in range(30 * 24, 29 * 24, -2):
        make_backup(tmp_path, now=NOW - hours * HOUR)
    make_backup(tmp_path, now=NOW)
    left = backups(tmp_path)
    assert left[0].at == NOW
    assert FLOOR <= len(left) <= 7


def test_the_sentence_about_damage_names_the_newest_copy(tmp_path: Path) -> None:
    file = tmp_path / "studydesk.db"
    assert "no copy of it yet" in damaged(file, "x").todo
    (tmp_path / "backups").mkdir()
    for name in ("studydesk-20261101T000000Z.db", "studydesk-20261122T090000Z.db", "before-restore-2027.db"):
        (tmp_path / "backups" / name).touch()
    said = damaged(file, "x")
    assert "studydesk-20261122T090000Z.db" in said.safe
    assert f"restore --data-dir {tmp_path}" in said.todo
