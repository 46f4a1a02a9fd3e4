"""Desks for tests: the real services over SQLite in memory."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from studydesk.app.clock import Clock
from studydesk.app.desk import Desk
from studydesk.curriculum.content import Content
from studydesk.domain.places import content_file
from studydesk.store.database import Database


@functools.cache
def compiled_path() -> Path:
    """The real content.db; built into a temporary place when the checkout has none."""
    if content_file().is_file():
        return content_file()
    from studydesk.curriculum.build import build

    target = Path(tempfile.mkdtemp(prefix="studydesk-content-")) / "content.db"
    build(Path(__file__).resolve().parents[2] / "curriculum", target)
    return target


def make_desk(*, clock: Clock, database: Database | None = None, data_dir: Path | None = None) -> Desk:
    """A desk on the real path; `database` None means an empty one in memory."""
    content = Content.open(compiled_path())
    folder = data_dir if data_dir is not None else Path(tempfile.mkdtemp(prefix="studydesk-test-"))
    return Desk(database or Database.in_memory(), content, data_dir=folder, clock=clock, is_inline=True)
