"""Looks the file over: is it sound, does what is derived agree with the facts, does anything point at nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from studydesk.domain.errors import ExpectedError
from studydesk.store.backup import FOLDER, make_backup
from studydesk.store.copying import verify
from studydesk.store.database import FILE_NAME, Database, connect
from studydesk.store.migrations import APPLICATION_ID, NEWEST
from studydesk.store.sql import query


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `detail` is "" when it is as it should be; `is_repairable` when `--repair` can make it so."""

    check: str
    detail: str = ""
    is_repairable: bool = False

    @property
    def is_fine(self) -> bool:
        return not self.detail


@dataclass(frozen=True, slots=True)
class Report:
    """What was found; `counts` are rows by table, empty when the file cannot be read."""

    file: Path
    findings: tuple[Finding, ...]
    counts: dict[str, int]

    @property
    def is_fine(self) -> bool:
        return all(finding.is_fine for finding in self.findings)


def examine_profile(data_dir: Path) -> Report:
    """Look at the file without changing it, also while a program has it open. ExpectedError when there is none."""
    file = data_dir / FILE_NAME
    if not file.is_file():
        raise ExpectedError(f"There is no {file}.", todo="Name another folder with --data-dir.")
    try:
        with closing(connect(file, read_only=True)) as connection:
            # One moment for all checks, whatever a running program writes meanwhile.
            connection.execute("BEGIN")
            findings = [_version(connection), _integrity(connection)]
            if all(finding.is_fine for finding in findings):
                findings += [check(connection) for check in _CHECKS]
            counts = verify(connection) if findings[1].is_fine else {}
    except sqlite3.Error as error:
        finding = Finding("file", f"cannot be read: {error}; copies are in {data_dir / FOLDER}")
        return Report(file, (finding,), {})
    return Report(file, tuple(findings), counts)


def repair_profile(data_dir: Path, *, now: datetime) -> Report:
    """Back the file up, make caches and index anew, then look again. Needs the profile for itself (ExpectedError)."""
    if all(finding.is_fine or not finding.is_repairable for finding in examine_profile(data_dir).findings):
        return examine_profile(data_dir)
    make_backup(data_dir, now=now)
    database = Database.open(data_dir, now=now)
    try:
        with database.transaction() as connection:
            for table, facts in _CACHES:
                connection.execute(f"DELETE FROM {table}")
                connection.execute(f"INSERT INTO {table} {query(facts)}")
            connection.execute("INSERT INTO note_fts (note_fts) VALUES ('rebuild')")
            for table in _DERIVED:
                connection.execute(f"DELETE FROM {table} WHERE note_id NOT IN (SELECT id FROM note)")
    finally:
        database.close()
    return examine_profile(data_dir)


_CACHES = (("node_status", "status_cache_facts"), ("day_minutes", "span_cache_facts"))
_DERIVED = ("note_link", "note_tag", "note_attachment")


def _version(connection: sqlite3.Connection) -> Finding:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        return Finding("schema", "the file was not made by StudyDesk")
    if version != NEWEST:
        age = "newer than" if version > NEWEST else "older than"
        return Finding("schema", f"form {version} is {age} the {NEWEST} of this program")
    return Finding("schema")


def _integrity(connection: sqlite3.Connection) -> Finding:
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    return Finding("integrity", "" if found == ["ok"] else "; ".join(found))


def _foreign_keys(connection: sqlite3.Connection) -> Finding:
    found = [f"{row[0]} → {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    derived = all(one.split(" ")[0] in _DERIVED for one in found)
    return Finding("references", _counted(found, "row", "points at nothing"), is_repairable=bool(found) and derived)


def _index(connection: sqlite3.Connection) -> Finding:
    """FTS5 offers its check as a write; a copy in memory takes it, so that the file is only read."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        connection.backup(copy)
        try:
            copy.execute("INSERT INTO note_fts (note_fts, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            return Finding("search index", f"does not agree with the notes ({error})", is_repairable=True)
    return Finding("search index")


def _cache(table: str, facts: str) -> Callable[[sqlite3.Connection], Finding]:
    def check(connection: sqlite3.Connection) -> Finding:
        wanted = {tuple(row) for row in connection.execute(query(facts))}
        present = {tuple(row) for row in connection.execute(f"SELECT * FROM {table}")}
        differing = [str(row[0]) for row in wanted ^ present]
        return Finding(f"sums {table}", _counted(differing, "row", "differs from the facts"), is_repairable=True)

    return check


def _attachments(connection: sqlite3.Connection) -> Finding:
    sql = """SELECT DISTINCT sha256 FROM note_attachment
             WHERE NOT EXISTS (SELECT 1 FROM attachment WHERE attachment.sha256 = note_attachment.sha256)"""
    return Finding(
        "pictures", _counted([row[0] for row in connection.execute(sql)], "picture", "named in notes is missing")
    )


def _counted(found: list[str], noun: str, verb: str) -> str:
    if not found:
        return ""
    examples = ", ".join(found[:3]) + (" …" if len(found) > 3 else "")
    return f"{len(found)} {noun}{'' if len(found) == 1 else 's'}: {verb} ({examples})"


_CHECKS: tuple[Callable[[sqlite3.Connection], Finding], ...] = (
    _foreign_keys,
    _index,
    *(_cache(table, facts) for table, facts in _CACHES),
    _attachments,
)
