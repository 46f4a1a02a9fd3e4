from __future__ import annotations

from pathlib import Path

import pytest

from studydesk.app.hub import ChangeHub
from studydesk.app.library import LibraryService
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.copies import CopyKind
from studydesk.domain.errors import ExpectedError
from studydesk.domain.path import LearningPath
from studydesk.store.database import Database
from studydesk.store.repositories.copies import CopiesRepository
from tests.unit.app.conftest import NOW


@pytest.fixture
def library(database: Database, path: LearningPath, hub: ChangeHub) -> LibraryService:
    return LibraryService(database, CopiesRepository(database), path=path, hub=hub)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text("<html><head><title>\n The  Guide &amp; more </title>")
    (tmp_path / "bare.htm").write_text("<p>no title")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.html").write_text("<title>Docs</title>")
    (tmp_path / "empty").mkdir()
    (tmp_path / "Book Title.pdf").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / "scan").write_bytes(b"%PDF-1.4 ...")
    (tmp_path / "fake.pdf").write_bytes(b"not at all")
    (tmp_path / "notes.docx").write_bytes(b"PK")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "kind", "title"),
    [
        ("page.html", CopyKind.HTML, "The Guide & more"),
        ("bare.htm", CopyKind.HTML, "bare"),
        ("docs", CopyKind.FOLDER, "Docs"),
        ("Book Title.pdf", CopyKind.PDF, "Book Title"),
        ("scan", CopyKind.PDF, "scan"),
    ],
)
def test_what_can_be_read_is_kept(
    library: LibraryService, files: Path, told: list[Changes], name: str, kind: CopyKind, title: str
) -> None:
    library.add_copy(files / name, "r1", NOW)
    (copy,) = library.copies("r1")
    assert (copy.kind, copy.title, copy.path) == (kind, title, str(files / name))
    assert library.copies("r2") == []
    assert library.copy(copy.id) == copy
    assert told == [Changes.of(Kind.COPY, ids=("r1",))]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("empty", "no index.html"),
        ("fake.pdf", "is none"),
        ("notes.docx", "neither an HTML page nor a PDF"),
        ("missing.html", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    library: LibraryService, files: Path, name: str, sentence: str
) -> None:
    with pytest.raises(ExpectedError, match=sentence):
        library.add_copy(files / name, None, NOW)
    assert library.copies() == []


def test_adding_and_removing_can_be_undone(library: LibraryService, files: Path) -> None:
    added = library.add_copy(files / "docs", "r1", NOW)
    assert library.add_copy(files / "docs", "r1", NOW).undo is None
    (copy,) = library.copies()
    assert added.undo is not None
    back = added.undo(NOW)
    assert library.copies() == []
    assert library.copy(copy.id) is None
    assert back.undo is not None
    back.undo(NOW)
    assert library.copies() == [copy]
    removed = library.remove_copy(copy.id, NOW)
    assert library.copies() == []
    assert removed.undo is not None
    removed.undo(NOW)
    assert library.copies() == [copy]
    assert (files / "docs" / "index.html").exists()


def test_a_copy_of_no_resource_is_kept_too(library: LibraryService, files: Path) -> None:
    library.add_copy(files / "page.html", None, NOW)
    library.add_copy(files / "page.html", "r1", NOW)
    assert [copy.resource_id for copy in library.copies()] == [None, "r1"]
    with pytest.raises(KeyError):
        library.remove_copy("nothing", NOW)
