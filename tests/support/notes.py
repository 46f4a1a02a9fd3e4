"""A notes service on a database of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from studydesk.app.hub import ChangeHub
from studydesk.app.notes import NotesService
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.path import LearningPath, Resource
from studydesk.store.database import Database
from studydesk.store.repositories.attachments import AttachmentsRepository
from studydesk.store.repositories.notes import NotesRepository
from tests.support.paths import make_path

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

OUTLIERS = "m1w1b1.t1"
SCALING = "m1w1b1.t2"
BLOCK = "m1w1b1"
EXERCISE = "m1w1b1e1"
BOOK = "r1"


def notes_path() -> LearningPath:
    """Two blocks; topics called Outliers (with a nested IQR method) and Scaling, the block Preprocessing, one book."""
    path = make_path()
    names = {
        OUTLIERS: ("Outliers", "Outlier detection and handling"),
        f"{OUTLIERS}.n1": ("IQR", "IQR method"),
        SCALING: ("Scaling", "Feature scaling"),
        BLOCK: ("Preprocessing", "Data Preprocessing"),
    }
    nodes = dict(path.nodes)
    for node_id, (short, title) in names.items():
        nodes[node_id] = replace(nodes[node_id], short=short, title=title)
    book = Resource(
        BOOK, "The Big Book", ("A. Author",), "book", "beginner", "paid", "", "", "", "", (BLOCK,), (OUTLIERS,)
    )
    return replace(path, nodes=nodes, resources={BOOK: book})


class Bench:
    """The service with everything a test looks at; `tell` holds what was published."""

    def __init__(self, path: LearningPath | None = None, *, database: Database | None = None) -> None:
        self.database = database if database is not None else Database.in_memory()
        self.path = path if path is not None else notes_path()
        self.repository = NotesRepository(self.database)
        self.attachments = AttachmentsRepository(self.database)
        self.hub = ChangeHub()
        self.told: list[Changes] = []
        self.hub.subscribe((Kind.NOTE, Kind.NOTE_LIST, Kind.SAVED), self.told.append)
        self.now = NOW
        self.service = NotesService(self.database, self.repository, self.attachments, path=self.path, hub=self.hub)

    def with_path(self, path: LearningPath) -> Bench:
        """The same file under another version of the path."""
        return Bench(path, database=self.database)

    def later(self, **step: float) -> datetime:
        """Move on by seconds=…, minutes=…, days=… and return the new present."""
        self.now += timedelta(**step)
        return self.now

    def free(self, title: str, body: str = "") -> str:
        """The id of a new free note."""
        note = self.service.create_free(title, self.now)
        if body:
            self.service.save(note, body, self.now)
        return note.id

    def topic(self, node_id: str, body: str) -> str:
        """Write into the note of a node; its id."""
        note = self.service.find(node_id) or self.service.blank(node_id, self.now)
        self.service.save(note, body, self.now)
        return note.id

    def write(self, note_id: str, body: str) -> None:
        """Save a text."""
        self.service.save(self.service.get(note_id), body, self.now)

    def body(self, note_id: str) -> str:
        """The text of a note."""
        return self.service.get(note_id).body

    def derived(self, note_id: str) -> tuple[list[object], set[str], set[str]]:
        """Links, tags and attachments as they are kept."""
        links: list[object] = [
            (link.kind, link.target, link.label, link.line) for link in self.repository.links(note_id)
        ]
        tags = {row[0] for row in self.database.rows("SELECT tag FROM note_tag WHERE note_id = ?", (note_id,))}
        digests = {
            row[0] for row in self.database.rows("SELECT sha256 FROM note_attachment WHERE note_id = ?", (note_id,))
        }
        return links, tags, digests
