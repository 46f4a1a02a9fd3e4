from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from studydesk.app.datadir import data_dir


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STUDYDESK_DATA", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)


@pytest.mark.parametrize("home", [None, "", "/srv/data", "relative/is/not/allowed"])
def test_the_folder_is_that_of_platformdirs(home: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if home is not None:
        monkeypatch.setenv("XDG_DATA_HOME", home)
    wanted = platformdirs.user_data_path("studydesk", appauthor=False)
    if home and not Path(home).is_absolute():
        wanted = Path.home() / ".local" / "share" / "studydesk"
    if sys.platform.startswith("linux"):
        assert data_dir() == wanted


def test_an_argument_comes_before_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STUDYDESK_DATA", str(tmp_path / "variable"))
    assert data_dir() == tmp_path / "variable"
    assert data_dir(tmp_path / "argument") == tmp_path / "argument"
    assert data_dir("here") == Path.cwd() / "here"
