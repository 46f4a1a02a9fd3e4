"""What SQLite's own errors mean for the learner."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from studydesk.domain.errors import ExpectedError

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def explain(error: sqlite3.Error, file: Path) -> ExpectedError | None:
    """The sentence for an error that can happen to anyone; None when it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        return ExpectedError(
            "There is no room left on the disk, so the last change was not saved.",
            safe="Everything saved before is safe.",
            todo="Free some space and do it again.",
        )
    if primary == sqlite3.SQLITE_IOERR:
        return ExpectedError(
            f"The disk did not take the last change ({error}).",
            safe="Everything saved before is safe.",
            todo=f"Look whether the disk that holds {file} is full, failing or gone, then do it again.",
        )
    if primary in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return ExpectedError(
            f"The file {file} cannot be written to.",
            safe="Everything saved before is safe.",
            todo="Give yourself the right to write to it and its folder, then do it again.",
        )
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return ExpectedError(
            f"Another program is using {file}, so the last change was not saved.",
            safe="Everything saved before is safe.",
            todo="Close the other program and do it again.",
        )
    if primary in _DAMAGED:
        return damaged(file, str(error))
    return None


def damaged(file: Path, finding: str) -> ExpectedError:
    """The file cannot be trusted any more."""
    folder = file.parent / "backups"
    # Their names hold the time, so the last one by name is the newest; restore finds out which one is sound.
    copies = sorted(folder.glob("studydesk-*.db")) if folder.is_dir() else []
    if not copies:
        return ExpectedError(
            f"The file {file} is damaged ({finding}).",
            safe="It was left as it is.",
            todo="Run `studydesk doctor` to see what is wrong. There is no copy of it yet to go back to.",
        )
    return ExpectedError(
        f"The file {file} is damaged ({finding}).",
        safe=f"It was left as it is. Copies made earlier are in {folder}, the newest is {copies[-1].name}.",
        todo=f"Run `studydesk restore --data-dir {file.parent}` to go back to the newest sound copy; "
        "the damaged file is kept beside the copies.",
    )
