"""Which versions the program runs on, for the About box and for reports of faults."""

from __future__ import annotations

import platform
import sqlite3

import studydesk


def versions() -> dict[str, str]:
    """Name → version of the parts that matter, Qt excepted."""
    return {
        "StudyDesk": studydesk.__version__,
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "System": platform.platform(),
    }
