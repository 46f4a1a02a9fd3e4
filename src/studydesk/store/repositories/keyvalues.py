"""JSON values by key; the form that settings and the state of the window share."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from studydesk.store.database import Database


class KeyValueRepository:
    """One table with the columns key and value. Every writer is a transaction of its own or part of the present one."""

    table = ""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> dict[str, Any]:
        """Every value; one that is no JSON (written by hand, say) is left out."""
        found: dict[str, Any] = {}
        for key, text in self._db.rows(f"SELECT key, value FROM {self.table}"):
            try:
                found[key] = json.loads(text)
            except ValueError:
                continue
        return found

    def put(self, key: str, value: object) -> None:
        """Keep a value that JSON can hold; TypeError otherwise."""
        self.put_all({key: value})

    def put_all(self, values: Mapping[str, object]) -> None:
        """Keep several in one transaction."""
        rows = [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()]
        with self._db.transaction() as connection:
            connection.executemany(f"INSERT OR REPLACE INTO {self.table} (key, value) VALUES (?, ?)", rows)

    def remove(self, key: str) -> None:
        """Forget a value; nothing happens when there is none."""
        with self._db.transaction() as connection:
            connection.execute(f"DELETE FROM {self.table} WHERE key = ?", (key,))
