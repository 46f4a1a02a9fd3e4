"""PRAGMA quick_check before the first write, on whichever thread comes first."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from studydesk.domain.errors import ExpectedError
from studydesk.store.failures import damaged


class FileCheck:
    """Reads the whole file once, over a connection of its own."""

    def __init__(self, file: Path) -> None:
        self.is_passed = False
        self._file = file
        self._lock = threading.Lock()
        self._verdict: ExpectedError | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Check on a thread of its own; nothing happens when it was done or is under way."""
        if not self.is_passed and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="check of the file", daemon=True)
            self._thread.start()

    def require(self) -> None:
        """Return when the file is known to be sound; ExpectedError when it is not. Checks, or waits for the check."""
        self._run()
        if self._verdict is not None:
            raise self._verdict

    def join(self) -> None:
        """Wait for the thread to end."""
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        with self._lock:
            if self.is_passed or self._verdict is not None:
                return
            try:
                with closing(sqlite3.connect(self._file, isolation_level=None)) as connection:
                    connection.execute("PRAGMA query_only = ON")
                    finding = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            except sqlite3.DatabaseError as error:
                finding = str(error)
            if finding == "ok":
                self.is_passed = True
            else:
                self._verdict = damaged(self._file, finding)
