"""The learner's own copies of resources: files on this machine that the reader opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CopyKind(StrEnum):
    """How a copy is shown."""

    HTML = "html"
    FOLDER = "folder"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class ResourceCopy:
    """`path` is absolute: of the file, or of the folder that holds index.html. `resource_id` None: of no resource of the path."""

    id: str
    resource_id: str | None
    kind: CopyKind
    path: str
    title: str
    added_at: datetime
    removed_at: datetime | None = None
