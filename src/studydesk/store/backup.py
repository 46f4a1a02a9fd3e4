"""Backups: whole verified copies in backups/, thinned with age, and the way back from one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from studydesk.domain.errors import ExpectedError
from studydesk.store.copying import copy_database, put_in_place, stamp, verify
from studydesk.store.database import FILE_NAME, connect
from studydesk.store.lock import ProfileLock
from studydesk.store.migrations import APPLICATION_ID, NEWEST

FOLDER = "backups"
PREFIX = "studydesk-"
#: however old, so many are always kept
FLOOR = 5
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy in the folder. `at` is when it was made, read off its name."""

    path: Path
    at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What `restore` did. `kept` is where the file that was there before is now, None when there was none."""

    source: Path
    kept: Path | None
    counts: dict[str, int]


def backups(data_dir: Path) -> list[Backup]:
    """The regular backups, newest first; copies made before migrations and restores are not among them."""
    found: list[Backup] = []
    for path in (data_dir / FOLDER).glob(f"{PREFIX}*.db"):
        try:
            at = datetime.strptime(path.stem.removeprefix(PREFIX), _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Backup(path, at, path.stat().st_size))
    return sorted(found, key=lambda one: one.at, reverse=True)


def make_backup(data_dir: Path, *, now: datetime) -> Backup:
    """Copy the file, also while a program has it open, verify the copy, then thin the older ones.

    Raises ExpectedError when there is no file yet or the copy cannot be made; then no older one is touched.
    """
    file = data_dir / FILE_NAME
    if not file.is_file():
        raise ExpectedError(f"There is no {file} to back up.", todo="Name another folder with --data-dir.")
    target = data_dir / FOLDER / f"{PREFIX}{stamp(now)}.db"
    try:
        with closing(connect(file, read_only=True)) as source:
            copy_database(source, target)
    except sqlite3.Error as error:
        raise ExpectedError(
            f"The file {file} cannot be read ({error}), so it was not backed up.",
            safe="Earlier backups are untouched.",
            todo="Run `studydesk doctor` to see what is wrong.",
        ) from error
    for one in to_drop(backups(data_dir), now=now):
        one.path.unlink(missing_ok=True)
    return Backup(target, now, target.stat().st_size)


def to_drop(existing: Iterable[Backup], *, now: datetime) -> list[Backup]:
    """Which backups no longer need to be kept.

    Kept are all of the last day, the newest of each day for two weeks, of each week for two months, of each month for ever,
    and in any case the newest five. A backup from the future (a clock that was set back) is kept.
    """
    newest_first = sorted(existing, key=lambda one: one.at, reverse=True)
    seen: set[tuple[str, object]] = set()
    drop: list[Backup] = []
    for number, one in enumerate(newest_first):
        age = now - one.at
        slots: list[tuple[str, object]] = [("month", (one.at.year, one.at.month))]
        if age <= timedelta(days=62):
            slots.append(("week", one.at.isocalendar()[:2]))
        if age <= timedelta(days=14):
            slots.append(("day", one.at.date()))
        is_first = any(slot not in seen for slot in slots)
        seen.update(slots)
        if number >= FLOOR and age > timedelta(days=1) and not is_first:
            drop.append(one)
    return drop


def restore(data_dir: Path, source: Path | None, *, now: datetime) -> Restored:
    """Put a copy (None: the newest sound backup) in the place of the file, which is kept aside first.

    Needs the profile for itself. Raises ExpectedError when a program has it open or the copy is damaged, not ours, or newer.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    lock = ProfileLock.acquire(data_dir, now=now)
    try:
        chosen, counts = _newest_sound(data_dir) if source is None else (source, examine(source))
        file = data_dir / FILE_NAME
        kept = _keep_aside(file, data_dir / FOLDER / f"before-restore-{stamp(now)}.db") if file.exists() else None
        # What the old file's journal holds is in the kept copy; it must not be replayed into the new file.
        for ending in ("-wal", "-shm"):
            file.with_name(file.name + ending).unlink(missing_ok=True)
        put_in_place(chosen, file)
    except OSError as error:
        raise ExpectedError(
            f"The copy could not be put in place ({error}).",
            safe=f"Nothing was deleted; look in {data_dir} and {data_dir / FOLDER}.",
            todo="Look whether the disk is full or the folder is read-only.",
        ) from error
    finally:
        lock.release()
    return Restored(chosen, kept, counts)


def examine(source: Path) -> dict[str, int]:
    """Row counts of a copy that can be restored; ExpectedError when it cannot."""
    if not source.is_file():
        raise ExpectedError(
            f"There is no file {source}.", todo="`studydesk restore --list` shows the backups there are."
        )
    try:
        with closing(connect(source, read_only=True)) as copy:
            application = copy.execute("PRAGMA application_id").fetchone()[0]
            version = copy.execute("PRAGMA user_version").fetchone()[0]
            counts = verify(copy)
    except sqlite3.Error as error:
        raise ExpectedError(f"The copy {source} is damaged ({error}).", todo="Choose another one.") from error
    if application != APPLICATION_ID:
        raise ExpectedError(f"The file {source} was not made by StudyDesk.", todo="Choose another one.")
    if version > NEWEST:
        raise ExpectedError(f"The copy {source} was made by a newer StudyDesk.", todo="Use that version.")
    return counts


def _newest_sound(data_dir: Path) -> tuple[Path, dict[str, int]]:
    for one in backups(data_dir):
        try:
            return one.path, examine(one.path)
        except ExpectedError:
            continue
    raise ExpectedError(
        f"There is no sound backup in {data_dir / FOLDER}.",
        safe="Nothing was changed.",
        todo="Name a copy: `studydesk restore FILE`.",
    )


def _keep_aside(file: Path, target: Path) -> Path:
    """A copy of the present file, whole if it can be read, else byte by byte with its journal."""
    try:
        with closing(connect(file, read_only=True)) as present:
            copy_database(present, target)
    except (sqlite3.Error, ExpectedError):
        target.parent.mkdir(parents=True, exist_ok=True)
        for ending in ("", "-wal"):
            part = file.with_name(file.name + ending)
            if part.exists():
                shutil.copy2(part, target.with_name(target.name + ending))
    return target


def due(data_dir: Path, *, now: datetime, every: timedelta = timedelta(hours=1)) -> bool:
    """Whether the newest backup is older than `every` (or from the future) and the file was written to since."""
    file = data_dir / FILE_NAME
    newest = next(iter(backups(data_dir)), None)
    if newest is None:
        return file.is_file()
    written = max(
        (part.stat().st_mtime for part in (file, file.with_name(file.name + "-wal")) if part.exists()), default=0.0
    )
    is_old = not timedelta(0) <= now - newest.at < every
    return is_old and written > newest.path.stat().st_mtime
