"""Files of the learner's own copies: read from where they are, never from outside their folder, shown without scripts."""

from __future__ import annotations

import codecs
import mimetypes
import os
import re
from pathlib import Path, PurePosixPath

from studydesk.app.reply import HTML, NO_SNIFF, Reply, policy
from studydesk.domain.copies import CopyKind, ResourceCopy
from studydesk.domain.errors import ExpectedError

#: copies bring styles of their own, from their own files only
COPY_CSP = (
    "default-src 'none'; style-src studydesk: 'unsafe-inline'; font-src studydesk: data:; img-src studydesk: data:; "
    "media-src studydesk:; base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'"
)
LARGEST = 512 * 2**20
_MARKUP = {HTML, "application/xhtml+xml"}
#: what systems name differently, or not at all
_TYPES = {
    ".css": "text/css",
    ".htm": HTML,
    ".html": HTML,
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml",
}
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE
)


def copied_file(copy: ResourceCopy, name: str) -> Reply:
    """The file `name` (decoded, "" for the page to begin with) of a copy. Raises ExpectedError or OSError."""
    place = Path(copy.path)
    if not place.exists():
        raise ExpectedError(
            f"The file {place} is not there any more.",
            safe="Your notes about it are kept.",
            todo="Point to it again in the Library, or remove the copy there.",
        )
    file = inside(place, name, is_folder=copy.kind is CopyKind.FOLDER)
    if file is None or not file.is_file():
        raise ExpectedError("This copy has no such page.")
    if file.stat().st_size > LARGEST:
        raise ExpectedError(f"The file {file.name} is larger than 512 MiB and was not opened.")
    media_type = _TYPES.get(file.suffix.lower()) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    body = file.read_bytes()
    if media_type in _MARKUP:
        media_type = f"{HTML}; charset={encoding(body)}"
    return Reply(200, media_type, body, (policy(COPY_CSP), NO_SNIFF, ("Referrer-Policy", "no-referrer")))


def inside(place: Path, name: str, *, is_folder: bool) -> Path | None:
    """The file that `name` names inside a copy; None when it would lead out of it, by `..`, an absolute name or a link."""
    root = place if is_folder else place.parent
    parts = PurePosixPath(name).parts
    # On Windows a colon names a drive or a hidden stream.
    signs = ("\0", "\\", ":") if os.name == "nt" else ("\0", "\\")
    if any(sign in name for sign in signs) or name.startswith("/") or any(part in ("..", ".") for part in parts):
        return None
    if not is_folder and not parts:
        return place
    file = root.joinpath(*parts)
    if file.is_dir():
        file = file / "index.html"
    return file if file.resolve().is_relative_to(root.resolve()) else None


def encoding(body: bytes) -> str:
    """What a page says of itself in its first bytes; UTF-8 when it says nothing that is known."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    found = None if body.startswith(b"\xef\xbb\xbf") else _CHARSET.search(body[:4096])
    if found is None:
        return "utf-8"
    name = found[1].decode("ascii")
    try:
        codecs.lookup(name)
    except LookupError:
        return "utf-8"
    return name
