"""Where the program's own files are, in a checkout and in an installed wheel."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resources_dir() -> Path:
    """Icons, templates and style sheets that are committed: `resources/` of the checkout, `_resources/` of the wheel."""
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent.parent / "resources"


def curriculum_dir() -> Path:
    """The learning path's sources; there in a checkout only."""
    return _PACKAGE.parent.parent / "curriculum"


def shipped_dir() -> Path:
    """What set-up makes and fetches: content.db and assets/."""
    return _PACKAGE / "_shipped"


def assets_dir() -> Path:
    """Fonts, icons, Temml, each with its licence."""
    return shipped_dir() / "assets"


def content_file() -> Path:
    """The compiled path; `STUDYDESK_CONTENT` names another one."""
    named = os.environ.get("STUDYDESK_CONTENT")
    return Path(named) if named else shipped_dir() / "content.db"
