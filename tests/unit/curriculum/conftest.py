"""The small path, on disk and loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from studydesk.curriculum.loader import Loaded, load
from tests.support.curricula import Files, small_path, write_files


@pytest.fixture
def files() -> Files:
    return small_path()


@pytest.fixture
def folder(tmp_path: Path, files: Files) -> Path:
    """The small path in a folder of its own."""
    return write_files(files, tmp_path / "curriculum")


@pytest.fixture
def loaded(folder: Path) -> Loaded:
    return load(folder)
