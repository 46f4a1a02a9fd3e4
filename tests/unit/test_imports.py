"""What the rooms below ui may bring into a process."""

from __future__ import annotations

import subprocess
import sys
import textwrap


def run(script: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr


def test_nothing_but_ui_imports_qt_or_numpy() -> None:
    run(
        """
        import importlib, pkgutil, sys
        import studydesk
        for found in pkgutil.walk_packages(studydesk.__path__, "studydesk."):
            if not found.name.startswith("studydesk.ui") and found.name not in ("studydesk.bootstrap", "studydesk.__main__"):
                importlib.import_module(found.name)
        loaded = {"PySide6", "shiboken6", "numpy", "pyqtgraph"} & set(sys.modules)
        assert not loaded, loaded
        """
    )


def test_the_desk_opens_without_what_takes_long_to_import() -> None:
    run(
        """
        import sys
        import studydesk.app.desk, studydesk.app.datadir
        from studydesk.store.database import Database
        Database.in_memory().close()
        heavy = {"numpy", "sqlite_utils", "markdown", "pygments", "nh3", "quickjs", "platformdirs", "pyqtgraph", "tomllib"}
        loaded = heavy & set(sys.modules)
        assert not loaded, loaded
        """
    )
