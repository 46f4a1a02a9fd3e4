"""The resources of the path, and the learner's own copies of them on this machine."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from studydesk.app.hub import ChangeHub
from studydesk.app.undo import Done
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.copies import CopyKind, ResourceCopy
from studydesk.domain.errors import ExpectedError
from studydesk.domain.ids import new_id
from studydesk.domain.path import LearningPath, Resource

if TYPE_CHECKING:
    from studydesk.store.database import Database
    from studydesk.store.repositories.copies import CopiesRepository

_HTML_ENDINGS = {".html", ".htm", ".xhtml"}
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
#: titles stand near the top; more is not read
_HEAD_BYTES = 65536


class LibraryService:
    """Copies stay where the learner has them; only their place is kept. A removed copy's file is left alone."""

    def __init__(self, database: Database, copies: CopiesRepository, *, path: LearningPath, hub: ChangeHub) -> None:
        self._db = database
        self._repository = copies
        self._path = path
        self._hub = hub

    @property
    def resources(self) -> tuple[Resource, ...]:
        """Every resource of the path in its order."""
        return tuple(self._path.resources.values())

    def copies(self, resource_id: str | None = None) -> list[ResourceCopy]:
        """The copies of a resource, or with None all copies there are, oldest first."""
        copies = self._repository.all()
        return copies if resource_id is None else [copy for copy in copies if copy.resource_id == resource_id]

    def copy(self, copy_id: str) -> ResourceCopy | None:
        """One copy; None when it is unknown or was removed."""
        found = self._repository.get(copy_id)
        return found if found is not None and found.removed_at is None else None

    def add_copy(self, path: Path, resource_id: str | None, now: datetime) -> Done:
        """Point at an HTML file, a folder with an index.html, or a PDF.

        The same place for the same resource is kept once. Raises ExpectedError when it is none of these or cannot be read.
        """
        place = path.expanduser().absolute()
        kind, title = _look_at(place)
        for copy in self.copies(resource_id):
            if copy.path == str(place) and copy.resource_id == resource_id:
                return Done(Changes(frozenset()))
        copy = ResourceCopy(new_id(now), resource_id, kind, str(place), title, now)
        with self._db.transaction():
            self._repository.add(copy)
        return self._told(copy, "Add a copy", self._opposite(copy, is_removal=True))

    def remove_copy(self, copy_id: str, now: datetime) -> Done:
        """Forget where a copy is. KeyError for an unknown id."""
        copy = self._repository.get(copy_id)
        if copy is None:
            raise KeyError(copy_id)
        return self._set_removed(copy, now, label="Remove a copy")

    def _set_removed(self, copy: ResourceCopy, at: datetime | None, *, label: str = "") -> Done:
        with self._db.transaction():
            self._repository.set_removed(copy.id, at)
        return self._told(copy, label, self._opposite(copy, is_removal=at is None))

    def _opposite(self, copy: ResourceCopy, *, is_removal: bool) -> Callable[[datetime], Done]:
        def turn_back(now: datetime) -> Done:
            return self._set_removed(copy, now if is_removal else None)

        return turn_back

    def _told(self, copy: ResourceCopy, label: str, opposite: Callable[[datetime], Done]) -> Done:
        changes = Changes.of(Kind.COPY, ids=(copy.resource_id,) if copy.resource_id is not None else ())
        self._hub.publish(changes)
        return Done(changes, f"{label}: {copy.title}" if label else "", opposite)


def _look_at(place: Path) -> tuple[CopyKind, str]:
    try:
        if place.is_dir():
            index = place / "index.html"
            if index.is_file():
                return CopyKind.FOLDER, _html_title(index) or place.name
            raise ExpectedError(
                f"The folder {place} has no index.html to start from.",
                todo="Choose the HTML file itself, or a folder that has one.",
            )
        head = _head(place)
    except OSError as error:
        raise ExpectedError(f"{place} cannot be read ({error.strerror}).", todo="Choose another file.") from error
    if place.suffix.lower() == ".pdf" or head.startswith(b"%PDF-"):
        if b"%PDF-" in head[:1024]:
            return CopyKind.PDF, place.stem
        raise ExpectedError(f"{place} is called a PDF but is none.", todo="Choose another file.")
    if place.suffix.lower() in _HTML_ENDINGS:
        return CopyKind.HTML, _html_title(place) or place.stem
    raise ExpectedError(
        f"{place.name} is neither an HTML page nor a PDF.",
        todo="Choose an .html file, a folder with an index.html, or a .pdf file.",
    )


def _head(place: Path) -> bytes:
    with place.open("rb") as file:
        return file.read(_HEAD_BYTES)


def _html_title(place: Path) -> str:
    found = _TITLE.search(_head(place).decode("utf-8", "replace"))
    return " ".join(html.unescape(found.group(1)).split()) if found else ""
