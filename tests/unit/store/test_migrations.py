from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from studydesk.domain.errors import ExpectedError
from studydesk.store import database as database_module
from studydesk.store import migrations
from studydesk.store.database import FILE_NAME, Database, connect
from studydesk.store.migrations import NEWEST, STEPS, Step, create, migrate
from studydesk.store.sql import statements

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OLD = Path(__file__).parent / "schemas"


def schema(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Everything in the schema but the ledger of sqlite_utils, blanks and comments evened out."""
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    return {
        (kind, name, " ".join(line.partition("--")[0] for line in sql.splitlines()).replace(" ", ""))
        for kind, name, sql in rows
        if "_sqlite_migrations" not in name
    }


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_every_older_schema_becomes_the_newest(version: int, tmp_path: Path) -> None:
    """schemas/v<n>.sql is queries/schema.sql as it was when version n was given out; such a file is never edited."""
    with closing(connect(tmp_path / "old.db")) as old, closing(connect(tmp_path / "new.db")) as new:
        for statement in statements((OLD / f"v{version}.sql").read_text()):
            old.execute(statement)
        old.execute(f"PRAGMA user_version = {version}")
        if version < NEWEST:
            migrate(old, version=version, backups=tmp_path / "backups", now=NOW)
        create(new)
        assert schema(old) == schema(new)


def add_mood(database: Any) -> None:
    database.conn.execute("ALTER TABLE rating ADD COLUMN mood TEXT")


def add_weather(database: Any) -> None:
    database["weather"].create({"day": str, "sky": str}, pk="day")


def break_off(database: Any) -> None:
    database.conn.execute("CREATE TABLE half (a)")
    raise sqlite3.OperationalError("the power went")


def with_steps(monkeypatch: pytest.MonkeyPatch, *runs: Callable[[Any], None]) -> None:
    steps = (*STEPS, *(Step(NEWEST + n, f"fake_{n}", run) for n, run in enumerate(runs, start=1)))
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(database_module, "NEWEST", NEWEST + len(runs))


def make(data_dir: Path) -> None:
    database = Database.open(data_dir, now=NOW)
    with database.transaction() as connection:
        connection.execute("INSERT INTO setting VALUES ('a', '1')")
    database.close()


def test_an_older_file_is_copied_then_brought_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path)
    with_steps(monkeypatch, add_mood, add_weather)
    database = Database.open(tmp_path, now=NOW)
    assert database.value("PRAGMA user_version") == NEWEST + 2
    assert database.value("PRAGMA foreign_keys") == 1
    assert database.rows("SELECT mood FROM rating") == []
    assert database.value("SELECT value FROM setting") == "1"
    database.close()
    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.name == f"pre-migration-{NEWEST}-{NEWEST + 2}-20261122T120000Z.db"
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (NEWEST,)
        assert old.execute("SELECT value FROM setting").fetchone() == ("1",)
    Database.open(tmp_path, now=NOW).close()
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_a_step_that_breaks_off_is_undone_and_taken_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path)
    with_steps(monkeypatch, add_mood, break_off)
    with pytest.raises(ExpectedError, match=r"could not be brought.*as it was before that step"):
        Database.open(tmp_path, now=NOW)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (NEWEST + 1,)
        assert file.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchone() is None
    with_steps(monkeypatch, add_mood, add_weather)
    database = Database.open(tmp_path, now=NOW)
    assert database.value("PRAGMA user_version") == NEWEST + 2
    database.close()


def leave_orphan(database: Any) -> None:
    database.conn.execute("INSERT INTO note_tag VALUES ('nobody', 'tag')")


def test_a_step_that_leaves_rows_pointing_at_nothing_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path)
    with_steps(monkeypatch, leave_orphan)
    with pytest.raises(ExpectedError, match="point at nothing"):
        Database.open(tmp_path, now=NOW)


def test_without_a_copy_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path)
    (tmp_path / "backups").write_text("a file where the folder should be")
    with_steps(monkeypatch, add_mood)
    with pytest.raises(ExpectedError, match="No copy of your file could be made"):
        Database.open(tmp_path, now=NOW)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (NEWEST,)
