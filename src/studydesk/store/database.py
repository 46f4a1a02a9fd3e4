"""studydesk.db: opened once a program, checked, brought to the newest schema, and written in whole transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from studydesk.domain.errors import ExpectedError
from studydesk.store.checking import FileCheck
from studydesk.store.failures import explain
from studydesk.store.lock import ProfileLock
from studydesk.store.migrations import APPLICATION_ID, NEWEST, create, migrate

FILE_NAME = "studydesk.db"

#: bytes; quick_check reads everything, about 1.7 ms a MB, so bigger files are checked after the first paint
CHECKED_AT_ONCE = 8_000_000

Parameters = Sequence[object] | Mapping[str, object]


def connect(file: Path | str, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection with the pragmas of this program; transactions are begun by hand. Why each: docs/decisions/0001-store.md."""
    name = f"{Path(file).absolute().as_uri()}?mode=ro" if read_only else str(file)
    connection = sqlite3.connect(name, uri=read_only, isolation_level=None, timeout=5.0, cached_statements=256)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = OFF")
    connection.execute("PRAGMA cache_size = -6000")
    connection.execute("PRAGMA temp_store = MEMORY")
    if not read_only:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_size_limit = 16777216")
    return connection


class Database:
    """The learner's file. One thread, one connection; a job on another thread opens its own with `another()`."""

    def __init__(self, connection: sqlite3.Connection, *, file: Path, lock: ProfileLock | None = None) -> None:
        self.connection = connection
        self.file = file
        self._lock = lock
        self._check = FileCheck(file)
        self._depth = 0
        self._failed_inside = False

    @staticmethod
    def open(data_dir: Path, *, now: datetime) -> Database:
        """Open or make `data_dir/studydesk.db` and hold the profile until `close`.

        Raises ExpectedError when another program holds the profile, the file is damaged or not ours, its schema is newer
        than this program, or the folder cannot be written to. The file is never overwritten.
        """
        try:
            data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise ExpectedError(
                f"The folder {data_dir} cannot be made ({error.strerror}).",
                todo="Start with --data-dir and another folder.",
            ) from error
        lock = ProfileLock.acquire(data_dir, now=now)
        file = data_dir / FILE_NAME
        connection: sqlite3.Connection | None = None
        try:
            connection = connect(file)
            _bring_up(connection, file=file, now=now)
            database = Database(connection, file=file, lock=lock)
            if file.stat().st_size <= CHECKED_AT_ONCE:
                database._check.require()
        except BaseException as error:
            if connection is not None:
                connection.close()
            lock.release()
            if isinstance(error, sqlite3.Error) and (sentence := explain(error, file)) is not None:
                raise sentence from error
            raise
        return database

    @staticmethod
    def in_memory() -> Database:
        """An empty database of the same schema for tests."""
        connection = connect(":memory:")
        create(connection)
        database = Database(connection, file=Path(":memory:"))
        database._check.is_passed = True
        return database

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing. Inside another one it is part of that one, which then fails as a whole when this part fails.

        Raises ExpectedError when the disk is full or failing; what was committed before stays.
        """
        if self._depth:
            try:
                yield self.connection
            except BaseException:
                self._failed_inside = True
                raise
            return
        if not self._check.is_passed:
            self._check.require()
        self._depth, self._failed_inside = 1, False
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield self.connection
            if self._failed_inside:
                raise RuntimeError("a part of this transaction failed and the failure was swallowed")
            self.connection.execute("COMMIT")
        except BaseException as error:
            # SQLite may have rolled back by itself, on a full disk for one.
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error) and (sentence := explain(error, self.file)) is not None:
                raise sentence from error
            raise
        finally:
            self._depth = 0

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """All rows of a query. Raises ExpectedError when the file turns out to be damaged."""
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            sentence = explain(error, self.file)
            if sentence is None:
                raise
            raise sentence from error

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """The first row of a query or None."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first column of the first row, None when there is none."""
        found = self.row(sql, parameters)
        return found[0] if found is not None else None

    def another(self) -> sqlite3.Connection:
        """A second connection to the same file for a job's thread; the job closes it."""
        return connect(self.file)

    def start_check(self) -> None:
        """Check a big file on a thread of its own, unless that was done; called after the first paint.

        A write that comes before waits for the check, so that nothing is ever written to a damaged file.
        """
        self._check.start()

    def close(self) -> None:
        """Close the file, with everything in it and nothing beside it, and let the profile go."""
        self._check.join()
        self.connection.close()
        if self._lock is not None:
            self._lock.release()


def _bring_up(connection: sqlite3.Connection, *, file: Path, now: datetime) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    is_empty = connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None
    if version == 0 and application == 0 and is_empty:
        create(connection)
        return
    if application != APPLICATION_ID:
        raise ExpectedError(
            f"The file {file} was not made by StudyDesk.",
            safe="It was left as it is.",
            todo="Move it away, or start with --data-dir and another folder.",
        )
    if version > NEWEST:
        raise ExpectedError(
            f"The file {file} was last used by a newer StudyDesk (form {version}; this one knows {NEWEST}).",
            safe="It was left as it is.",
            todo="Use the newer version, or start this one with --data-dir and another folder.",
        )
    if version < NEWEST:
        FileCheck(file).require()
        migrate(connection, version=version, backups=file.parent / "backups", now=now)
