"""From every older schema to the newest one: each step all or nothing, after a copy of the file was put aside.

Version 1 is the first one that was ever given to a learner. A new version is a function here and a changed queries/schema.sql;
a test holds the two equal. sqlite_utils is imported only when there is a step to take.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from studydesk.domain.errors import ExpectedError
from studydesk.store.copying import copy_database, stamp
from studydesk.store.sql import query, statements

if TYPE_CHECKING:
    import sqlite_utils

APPLICATION_ID = 0x53_74_44_6B  # "StDk"


@dataclass(frozen=True, slots=True)
class Step:
    """Leads from version `to - 1` to `to`."""

    to: int
    name: str
    run: Callable[[sqlite_utils.Database], None]


#: in order; the first one will lead to version 2
STEPS: tuple[Step, ...] = ()

NEWEST = 1 + len(STEPS)


def create(connection: sqlite3.Connection) -> None:
    """Make the newest schema in an empty database, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements(query("schema")):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {NEWEST}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def migrate(
    connection: sqlite3.Connection, *, version: int, backups: Path, now: datetime, steps: tuple[Step, ...] | None = None
) -> Path:
    """Take every step behind `version`; returns the copy that was made first.

    A step and its new number are one transaction, so whatever interrupts this is taken up again at the next start.
    Raises ExpectedError when the copy cannot be made (then nothing was changed) or a step fails (then that step was undone).
    """
    import sqlite_utils

    steps = STEPS if steps is None else steps
    pending = [step for step in steps if step.to > version]
    copy = backups / f"pre-migration-{version}-{pending[-1].to}-{stamp(now)}.db"
    copy_database(connection, copy)

    ladder = sqlite_utils.Migrations("studydesk")
    for step in pending:
        ladder(name=step.name)(_numbered(step))
    # A step that rebuilds a table must not set off the cascades of the rows that point at it.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        ladder.apply(sqlite_utils.Database(connection, recursive_triggers=False, execute_plugins=False))
    except sqlite3.Error as error:
        raise ExpectedError(
            f"Your file could not be brought to the form this version of StudyDesk needs ({error}).",
            safe=f"It is as it was before that step, and a copy of it is {copy}.",
            todo="Use the version of StudyDesk you had before and report this.",
        ) from error
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    return copy


def _numbered(step: Step) -> Callable[[sqlite_utils.Database], None]:
    def run(database: sqlite_utils.Database) -> None:
        step.run(database)
        connection = database.conn
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise sqlite3.IntegrityError(f"step {step.name} leaves rows of {broken[0]} that point at nothing")
        connection.execute(f"PRAGMA user_version = {step.to}")

    return run
