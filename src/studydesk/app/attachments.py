"""Pictures in notes: which are taken, and under what name they stand in the text."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from studydesk.domain.errors import ExpectedError
from studydesk.domain.notes import Attachment, clean_title

if TYPE_CHECKING:
    from studydesk.store.database import Database
    from studydesk.store.repositories.attachments import AttachmentsRepository

LARGEST = 20 * 1024 * 1024
#: a picture pasted a moment ago is named by a text that is not saved yet
_GRACE = timedelta(days=1)
_ACTIVE_SVG = re.compile(
    rb"<\s*(?:[\w.-]+:)?(?:script|foreignObject|iframe|object|embed|handler|listener)\b|<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet"
    rb"|\son\w+\s*=|javascript:|\bhref\s*=\s*[\"']\s*(?:[a-z][a-z0-9+.-]*:)?//|\bhref\s*=\s*[\"']\s*data:(?!image/(?:png|jpeg|gif|webp))",
    re.IGNORECASE,
)


class NoteAttachments:
    """Kept once each by what is in them."""

    def __init__(self, database: Database, repository: AttachmentsRepository) -> None:
        self._db = database
        self._repository = repository

    def attach(self, data: bytes, media_type: str, name: str, now: datetime) -> str:
        """Keep a picture; returns the Markdown that shows it. `media_type` is what the giver says, the bytes decide.

        Raises ExpectedError for what is no PNG, JPEG, GIF, WebP or passive SVG picture, or is larger than 20 MiB.
        """
        if len(data) > LARGEST:
            raise ExpectedError(
                f"This picture has {len(data) / 1024 / 1024:.0f} MB; a note takes pictures of up to 20 MB.",
                safe="The note is as it was.",
                todo="Make the picture smaller and add it again.",
            )
        found = picture_type(data)
        if found is None:
            raise ExpectedError(
                f"“{clean_title(name) or media_type}” is not a picture that a note can show.",
                safe="The note is as it was.",
                todo="PNG, JPEG, GIF, WebP and SVG pictures can be added.",
            )
        if found == "image/svg+xml" and _ACTIVE_SVG.search(data) is not None:
            raise ExpectedError(
                "This SVG picture holds a script or loads something from elsewhere, so it was not added.",
                safe="The note is as it was.",
                todo="Save it as a plain SVG or as PNG and add that.",
            )
        digest = hashlib.sha256(data).hexdigest()
        shown = alternative(name)
        with self._db.transaction():
            self._repository.add(Attachment(digest, found, shown, data, now))
        return f"![{shown}](attachment:{digest})"

    def get(self, sha256: str) -> Attachment | None:
        """The picture with its bytes, None when it is not here."""
        return self._repository.get(sha256)

    def clean(self, now: datetime) -> None:
        """Drop what no note and no revision names any more; inside a transaction."""
        for digest in self._repository.unused(now - _GRACE):
            self._repository.delete(digest)


def alternative(name: str) -> str:
    """A file's name as the words that stand for a picture in Markdown."""
    return " ".join(re.sub(r"[\[\]()\\`<>|]", " ", clean_title(name)).split()) or "picture"


def picture_type(data: bytes) -> str | None:
    """The media type that the bytes of a picture have, None when it is none that notes show."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"<?xml", b"<!--", b"<svg", b"<!DOCTYPE svg")) and re.search(rb"<svg[\s>]", head):
        return "image/svg+xml"
    return None
