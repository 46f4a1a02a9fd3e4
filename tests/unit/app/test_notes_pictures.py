"""Pictures in notes: which are taken, that they are kept once, and when they go."""

from __future__ import annotations

import hashlib

import pytest

from studydesk.app.attachments import LARGEST
from studydesk.domain.errors import ExpectedError
from tests.support.notes import Bench

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>'


@pytest.fixture
def bench() -> Bench:
    return Bench()


def count(bench: Bench) -> int:
    return int(bench.database.value("SELECT count(*) FROM attachment"))


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0abc", "image/jpeg"),
        (b"GIF89a...", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (SVG, "image/svg+xml"),
        (b"<svg width='1'></svg>", "image/svg+xml"),
    ],
)
def test_pictures_are_known_by_their_bytes(bench: Bench, data: bytes, media_type: str) -> None:
    text = bench.service.attach(data, "application/octet-stream", "my [odd] name.png", bench.now)
    digest = hashlib.sha256(data).hexdigest()
    assert text == f"![my odd name.png](attachment:{digest})"
    kept = bench.service.attachment(digest)
    assert kept is not None
    assert (kept.media_type, kept.data) == (media_type, data)
    assert bench.service.attachment("0" * 64) is None


def test_the_same_bytes_are_kept_once(bench: Bench) -> None:
    assert bench.service.attach(PNG, "image/png", "", bench.now).startswith("![picture](")
    bench.service.attach(PNG, "image/png", "again.png", bench.now)
    assert count(bench) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ not a picture",
        b"<html><svg></svg></html>",
        b"<svg><script>alert(1)</script></svg>",
        b"<svg onload='x()'></svg>",
        b"<svg><a href='javascript:x()'/></svg>",
        b"<svg><s:script xmlns:s='http://www.w3.org/2000/svg'/></svg>",
        b"<svg><foreignObject/></svg>",
        b"<svg><image href='https://tracker/x.png'/></svg>",
        b"<svg><use href='//elsewhere/x.svg#a'/></svg>",
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>",
        b"<svg><image href='data:image/svg+xml;base64,AAAA'/></svg>",
    ],
)
def test_what_is_no_picture_or_does_something_is_refused(bench: Bench, data: bytes) -> None:
    with pytest.raises(ExpectedError):
        bench.service.attach(data, "image/svg+xml", "x.svg", bench.now)
    assert count(bench) == 0


def test_a_picture_that_is_too_large_is_refused(bench: Bench) -> None:
    with pytest.raises(ExpectedError, match="up to 20 MB"):
        bench.service.attach(PNG + b"\0" * LARGEST, "image/png", "big.png", bench.now)


def test_a_picture_goes_when_no_note_and_no_revision_names_it(bench: Bench) -> None:
    text = bench.service.attach(PNG, "image/png", "a.png", bench.now)
    bench.service.attach(SVG, "image/svg+xml", "never used.svg", bench.now)
    note_id = bench.free("N", text)
    bench.service.purge_expired(bench.later(hours=1))
    assert count(bench) == 2
    bench.later(days=2)
    bench.write(note_id, "picture taken out")
    bench.service.purge_expired(bench.now)
    assert count(bench) == 1
    bench.service.trash(note_id, bench.now)
    bench.service.purge_expired(bench.later(days=29))
    assert count(bench) == 1
    bench.service.purge_expired(bench.later(days=2))
    assert count(bench) == 0
