"""Where a path's files come from: a folder, or a zip of the same layout. Both are untrusted."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Protocol

MAX_FILES = 5000
MAX_FILE_BYTES = 4 * 1024 * 1024
MAX_TOTAL_BYTES = 256 * 1024 * 1024
MAX_RATIO = 200


class SourceError(Exception):
    """A file cannot be had; the text is a sentence about it."""


class Source(Protocol):
    """Read-only files by their path inside the curriculum, parts joined by "/"."""

    def names(self) -> frozenset[str]:
        """Every file that can be read."""

    def refused(self) -> tuple[tuple[str, str], ...]:
        """Files that will not be read: name and the sentence that says why."""

    def data(self, name: str) -> bytes:
        """The bytes of a file, at most `MAX_FILE_BYTES`; SourceError otherwise."""


def read_text(source: Source, name: str) -> str:
    """A file as UTF-8 text; SourceError when it cannot be read as such."""
    try:
        return source.data(name).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise SourceError(f"The file is not UTF-8 text (byte {error.start}).") from error


def open_source(path: Path) -> Source:
    """The source at `path`: a folder or a zip file; SourceError when it is neither."""
    if path.is_dir():
        return FolderSource(path)
    if path.is_file() and zipfile.is_zipfile(path):
        return ZipSource(path)
    raise SourceError(f"{path} is neither a folder nor a zip file.")


class FolderSource:
    """Files of a folder. Links that lead out of it, and hidden files, are not read."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        found: list[str] = []
        refused: list[tuple[str, str]] = []
        for place, subfolders, files in os.walk(self.root):
            folder = Path(place)
            subfolders[:] = sorted(name for name in subfolders if not name.startswith((".", "__")))
            for name in sorted(files):
                if name.startswith("."):
                    continue
                relative = (folder / name).relative_to(self.root).as_posix()
                if len(found) >= MAX_FILES:
                    refused.append((relative, f"The path has more than {MAX_FILES} files."))
                    self._names, self._refused = frozenset(found), tuple(refused)
                    return
                if self._inside(folder / name):
                    found.append(relative)
                else:
                    refused.append((relative, "The file is a link that leads out of the path's folder."))
        self._names, self._refused = frozenset(found), tuple(refused)

    def names(self) -> frozenset[str]:
        return self._names

    def refused(self) -> tuple[tuple[str, str], ...]:
        return self._refused

    def data(self, name: str) -> bytes:
        if name not in self._names:
            raise SourceError("The file is not there.")
        try:
            with (self.root / name).open("rb") as file:
                data = file.read(MAX_FILE_BYTES + 1)
        except OSError as error:
            raise SourceError(f"The file cannot be read ({error.strerror or error}).") from error
        if len(data) > MAX_FILE_BYTES:
            raise SourceError(f"The file is larger than {MAX_FILE_BYTES // 1024 // 1024} MiB.")
        return data

    def _inside(self, file: Path) -> bool:
        try:
            real = file.resolve(strict=True)
        except (OSError, RuntimeError):
            return False
        return real.is_relative_to(self.root) and real.is_file()


class ZipSource:
    """Files of a zip archive, read entry by entry and never unpacked to disk. One folder around everything is looked through."""

    def __init__(self, file: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (OSError, zipfile.BadZipFile) as error:
            raise SourceError(f"The archive cannot be read ({error}).") from error
        entries: dict[str, zipfile.ZipInfo] = {}
        refused: list[tuple[str, str]] = []
        total = 0
        for entry in self._zip.infolist():
            if entry.is_dir():
                continue
            total += entry.file_size
            sentence = _entry_problem(entry, count=len(entries), total=total)
            if entry.filename in entries:
                sentence = "The archive holds two files of this name."
            if sentence:
                refused.append((entry.filename, sentence))
            elif not any(part.startswith((".", "__")) for part in PurePosixPath(entry.filename).parts):
                entries[entry.filename] = entry
        around = {name.split("/", 1)[0] if "/" in name else "" for name in entries}
        cut = len(around.copy().pop()) + 1 if len(around) == 1 and around != {""} else 0
        self._entries = {name[cut:]: entry for name, entry in entries.items()}
        self._refused = tuple(refused)

    def names(self) -> frozenset[str]:
        return frozenset(self._entries)

    def refused(self) -> tuple[tuple[str, str], ...]:
        return self._refused

    def data(self, name: str) -> bytes:
        entry = self._entries.get(name)
        if entry is None:
            raise SourceError("The file is not there.")
        try:
            with self._zip.open(entry) as file:
                data = file.read(MAX_FILE_BYTES + 1)
        except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError) as error:
            raise SourceError(f"The file cannot be unpacked ({error}).") from error
        if len(data) > MAX_FILE_BYTES:
            raise SourceError(f"The file is larger than {MAX_FILE_BYTES // 1024 // 1024} MiB.")
        return data


def _entry_problem(entry: zipfile.ZipInfo, *, count: int, total: int) -> str:
    """Why an entry is not read; empty when it may be."""
    name = entry.filename
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in parts:
        return "The name leads out of the archive."
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "The entry is a link."
    if entry.flag_bits & 1:
        return "The entry is encrypted."
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "The entry is packed by a method other than deflate."
    if count >= MAX_FILES:
        return f"The archive has more than {MAX_FILES} files."
    if entry.file_size > MAX_FILE_BYTES:
        return f"The file is larger than {MAX_FILE_BYTES // 1024 // 1024} MiB."
    if total > MAX_TOTAL_BYTES:
        return f"The archive unpacks to more than {MAX_TOTAL_BYTES // 1024 // 1024} MiB."
    if entry.compress_size and entry.file_size / entry.compress_size > MAX_RATIO and entry.file_size > 65536:
        return "The file is packed more tightly than text ever is."
    return ""
