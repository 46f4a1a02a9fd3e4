"""For every test: no file of the learner, no network, Qt off the screen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Before anything imports Qt. End-to-end tests set their own platform in the processes they start.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A test that forgets to name a folder writes into a temporary one."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    monkeypatch.delenv("STUDYDESK_DATA", raising=False)
    return home
