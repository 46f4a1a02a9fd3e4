"""Whole copies of a database that is in use."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from studydesk.domain.errors import ExpectedError

#: tables whose row counts a copy must share with its original
COUNTED = ("status_event", "rating", "span", "note", "note_revision", "attachment", "setting", "resource_copy")


def stamp(now: datetime) -> str:
    """The instant in a file name: 20261122T172105Z."""
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def copy_database(source: sqlite3.Connection, target: Path) -> dict[str, int]:
    """Copy the whole of `source` to `target` through SQLite's online backup, verify the copy, and return its row counts.

    The copy appears under its name only when it is whole, verified and on disk. Raises ExpectedError when that fails.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        with closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            source.backup(copy)
            # A copy is one file: nothing beside it may be needed to read it.
            copy.execute("PRAGMA journal_mode = DELETE")
            counts = verify(copy)
        _sync(partial)
        partial.replace(target)
        _sync_folder(target.parent)
    except (sqlite3.Error, OSError) as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise ExpectedError(
            f"No copy of your file could be made in {target.parent} ({error}).",
            safe="Your file itself was not touched, and earlier copies are still there.",
            todo="Look whether the disk is full or the folder is read-only.",
        ) from error
    return counts


def put_in_place(source: Path, file: Path) -> None:
    """Copy a closed database file over `file` in one step: whoever looks sees the old one or the whole new one. OSError."""
    partial = file.with_name(file.name + ".partial")
    shutil.copyfile(source, partial)
    _sync(partial)
    partial.replace(file)
    _sync_folder(file.parent)


def verify(copy: sqlite3.Connection) -> dict[str, int]:
    """Row counts by table of a copy that is sound; sqlite3.DatabaseError when it is not."""
    finding = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if finding != "ok":
        raise sqlite3.DatabaseError(f"the copy is damaged: {finding}")
    present = {row[0] for row in copy.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return {
        table: int(copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in COUNTED if table in present
    }


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
