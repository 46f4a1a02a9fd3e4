"""The hash of everything that content.db is made from: the path's files and the code that compiles them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from studydesk.domain.places import assets_dir

#: files of the path that end up in content.db; scripts and labs do not
SUFFIXES = frozenset({".toml", ".md", ".svg"})
_PACKAGE = Path(__file__).resolve().parent.parent
_CODE = ("curriculum", "render", "domain/path.py")


def input_hash(root: Path) -> str:
    """SHA-256 over names and bytes of the inputs; `root` is the path's folder or its zip file."""
    digest = hashlib.sha256()
    if root.is_dir():
        _add(digest, root, (file for file in root.rglob("*") if file.suffix in SUFFIXES))
    else:
        digest.update(root.read_bytes())
    for room in _CODE:
        place = _PACKAGE / room
        files = [place] if place.is_file() else place.rglob("*")
        _add(digest, _PACKAGE, (file for file in files if file.suffix in {".py", ".sql", ".js"}))
    temml = assets_dir() / "temml" / "temml.min.js"
    _add(digest, assets_dir(), [temml] if temml.is_file() else [])
    return digest.hexdigest()


def built_from(file: Path) -> str | None:
    """The input hash that `file` was compiled from; None when it is not a content.db that can be read."""
    if not file.is_file():
        return None
    try:
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            row = connection.execute("SELECT value FROM meta WHERE key = 'inputs'").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return None
    return None if row is None else str(row[0])


def _add(digest: hashlib._Hash, root: Path, files: Iterable[Path]) -> None:
    for file in sorted(files):
        data = file.read_bytes()
        digest.update(f"{file.relative_to(root).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
