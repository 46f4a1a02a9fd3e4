"""Statements longer than a line, one file each in queries/."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

QUERIES = Path(__file__).resolve().parent / "queries"


@cache
def query(name: str) -> str:
    """The text of `queries/<name>.sql`, read once."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def statements(script: str) -> Iterator[str]:
    """The single statements of a script, triggers whole.

    `executescript` would end the transaction it runs in; running them one by one keeps a schema change all or nothing.
    """
    waiting = ""
    for line in script.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            yield waiting.strip()
            waiting = ""
    if any(line.strip() and not line.lstrip().startswith("--") for line in waiting.splitlines()):
        raise ValueError("the script ends within a statement")
