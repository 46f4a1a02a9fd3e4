"""Addresses of our scheme as bytes: what is answered, and what can never be."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studydesk.app.page_copies import encoding, inside
from studydesk.app.page_style import asset, style_sheet
from studydesk.app.pages import CSP, PageService, Reply
from studydesk.curriculum.values import Page
from studydesk.domain.copies import CopyKind, ResourceCopy
from studydesk.domain.errors import ExpectedError
from studydesk.domain.notes import Attachment, LinkKind, LinkTarget, Note, NoteKind, WikiLink
from studydesk.domain.path import LearningPath
from studydesk.domain.tokens import THEMES
from tests.support.paths import make_path

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SHA = "ab" * 32


@dataclass
class FakeContent:
    tree: LearningPath
    pages: dict[str, Page] = field(default_factory=dict)

    def path(self) -> LearningPath:
        return self.tree

    def page(self, page_id: str) -> Page | None:
        return self.pages.get(page_id)

    def resource_page(self, resource_id: str) -> Page | None:
        return self.pages.get(f"resource:{resource_id}")

    def present(self, kind: str, old: str) -> str:
        return old


@dataclass
class FakeNotes:
    notes: dict[str, Note] = field(default_factory=dict)
    files: dict[str, Attachment] = field(default_factory=dict)
    broken: bool = False

    def get(self, note_id: str) -> Note:
        if self.broken:
            raise RuntimeError("a bug")
        if note_id not in self.notes:
            raise ExpectedError("This note is gone <for good>.")
        return self.notes[note_id]

    def resolve(self, link: WikiLink) -> LinkTarget:
        return LinkTarget(LinkKind.NOTE if link.title == "Known" else LinkKind.MISSING, "n1")

    def address(self, target: LinkTarget) -> str:
        return f"studydesk://note/{target.id}" if target.kind is LinkKind.NOTE else ""

    def attachment(self, sha256: str) -> Attachment | None:
        return self.files.get(sha256)


@dataclass
class FakeCopies:
    copies: dict[str, ResourceCopy] = field(default_factory=dict)

    def copy(self, copy_id: str) -> ResourceCopy | None:
        return self.copies.get(copy_id)


@dataclass
class Set:
    service: PageService
    content: FakeContent
    notes: FakeNotes
    copies: FakeCopies
    folder: Path

    def get(self, url: str) -> Reply:
        return self.service.reply(url, theme="light")


@pytest.fixture
def desk(tmp_path: Path) -> Set:
    folder = tmp_path / "copy"
    (folder / "sub").mkdir(parents=True)
    (folder / "index.html").write_text(
        '<meta charset="iso-8859-1"><title>Doc</title><script>1</script>', encoding="latin-1"
    )
    (folder / "sub" / "a b.html").write_text("<p>ä</p>", encoding="utf-8")
    (folder / "sub" / "index.html").write_text("sub", encoding="utf-8")
    (folder / "style.css").write_text("p {}", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "copy-evil").mkdir()
    (tmp_path / "copy-evil" / "secret.txt").write_text("secret", encoding="utf-8")
    tree = make_path()
    content = FakeContent(tree)
    for name in (*tree.pages, "path"):
        content.pages[name] = Page(name, "topic", f"Title <{name}>", f"<p>body of {name}</p>", 3, 1, ())
    content.pages["resource:r1"] = Page("resource:r1", "resource", "R", "<p>r</p>", 1, 1, ())
    note = Note(
        "n1", NoteKind.FREE, None, "My <note>", "Hi **you** [[Known#A part]] [[#Here]] <script>x</script>", NOW, NOW
    )
    notes = FakeNotes({"n1": note}, {SHA: Attachment(SHA, "image/png", "p.png", b"\x89PNG", NOW)})
    copies = FakeCopies(
        {
            "c1": ResourceCopy("c1", None, CopyKind.FOLDER, str(folder), "Docs", NOW),
            "c2": ResourceCopy("c2", None, CopyKind.HTML, str(folder / "index.html"), "One file", NOW),
            "c3": ResourceCopy("c3", None, CopyKind.HTML, str(tmp_path / "gone.html"), "Gone", NOW),
        }
    )
    return Set(PageService(content, notes=notes, library=copies), content, notes, copies, folder)


def header(reply: Reply, name: str) -> str:
    return dict(reply.headers).get(name, "")


def test_pages_of_the_path(desk: Set) -> None:
    page_id = desk.content.tree.pages[0]
    reply = desk.get(f"studydesk://page/{page_id}")
    text = reply.body.decode()
    assert (reply.status, reply.media_type) == (200, "text/html; charset=utf-8")
    assert f"<p>body of {page_id}</p>" in text
    assert f"<title>Title &lt;{page_id}&gt;</title>" in text
    assert '<html lang="en" class="light" data-theme="light">' in text
    assert desk.get("studydesk://page/path").status == 200
    assert desk.get("studydesk://resource/r1").status == 200


def test_nested_topics_are_shown_on_their_page(desk: Set) -> None:
    tree = desk.content.tree
    nested = [node.id for node in tree.walk() if tree.page_of(node.id) != node.id]
    for node_id in nested:
        assert f"body of {tree.page_of(node_id)}".encode() in desk.get(f"studydesk://page/{node_id}").body


@pytest.mark.parametrize("theme", [*THEMES, "nonsense", ""])
def test_every_theme_has_its_tokens(desk: Set, theme: str) -> None:
    text = desk.service.reply("studydesk://page/path", theme=theme).body.decode()
    sheets = re.findall(r'href="(studydesk://asset/[^"]+)"', text)
    assert len(sheets) == 2
    for sheet in sheets:
        reply = desk.get(sheet)
        assert (reply.status, reply.media_type) == (200, "text/css")
    assert b"--text:" in desk.get(sheets[0]).body


@pytest.mark.parametrize(
    "url",
    [
        "studydesk://page/nosuch", "studydesk://page/", "studydesk://resource/nosuch", "studydesk://note/nosuch", "studydesk://copy/nosuch/",
        "studydesk://copy/c1/nosuch.html", "studydesk://copy/c3/", "studydesk://elsewhere/x", "studydesk://", "https://example.org", "",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_page_with_a_sentence(desk: Set, url: str) -> None:
    reply = desk.get(url)
    assert reply.status == 404
    assert reply.media_type.startswith("text/html")
    assert b"<h1>Not here</h1><p>" in reply.body
    assert header(reply, "Content-Security-Policy") == CSP


def test_sentences_are_escaped(desk: Set) -> None:
    assert b"This note is gone &lt;for good&gt;." in desk.get("studydesk://note/nosuch").body


def test_a_bug_is_a_page_too(desk: Set, caplog: pytest.LogCaptureFixture) -> None:
    desk.notes.broken = True
    reply = desk.get("studydesk://note/n1")
    assert reply.status == 500
    assert b"Nothing of yours was changed" in reply.body
    assert "a bug" in caplog.text


def test_notes_are_rendered_and_clean(desk: Set) -> None:
    text = desk.get("studydesk://note/n1").body.decode()
    assert "Hi <strong>you</strong>" in text
    assert 'href="studydesk://note/n1#a-part"' in text
    assert 'href="#here"' in text
    assert "<script" not in text
    assert "<title>My &lt;note&gt;</title>" in text


def test_our_pages_load_nothing_from_elsewhere(desk: Set) -> None:
    for url in ("studydesk://page/path", "studydesk://note/n1", "studydesk://nosuch/"):
        rules = dict(
            part.strip().partition(" ")[::2] for part in header(desk.get(url), "Content-Security-Policy").split(";")
        )
        assert rules["default-src"] == "'none'"
        assert "script-src" not in rules
        assert {rules[name] for name in ("style-src", "font-src", "img-src")} == {"studydesk:"}
        assert rules["base-uri"] == rules["form-action"] == rules["frame-ancestors"] == "'none'"


def test_pictures(desk: Set) -> None:
    reply = desk.get(f"studydesk://attachment/{SHA}")
    assert (reply.status, reply.media_type, reply.body) == (200, "image/png", b"\x89PNG")
    assert header(reply, "X-Content-Type-Options") == "nosniff"
    assert desk.get("studydesk://attachment/" + "0" * 64).status == 404


def test_a_picture_is_never_served_as_a_page(desk: Set) -> None:
    desk.notes.files[SHA] = Attachment(SHA, "text/html", "p.html", b"<script>", NOW)
    reply = desk.get(f"studydesk://attachment/{SHA}")
    assert reply.media_type == "application/octet-stream"
    assert "default-src 'none'" in header(reply, "Content-Security-Policy")


@pytest.mark.parametrize(
    ("url", "media_type", "start"),
    [
        ("studydesk://copy/c1/", "text/html; charset=iso-8859-1", b"<meta"),
        ("studydesk://copy/c1", "text/html; charset=iso-8859-1", b"<meta"),
        ("studydesk://copy/c1/sub/a%20b.html", "text/html; charset=utf-8", "<p>ä".encode()),
        ("studydesk://copy/c1/sub/a%20b.html#part", "text/html; charset=utf-8", "<p>ä".encode()),
        ("studydesk://copy/c1/sub/", "text/html; charset=utf-8", b"sub"),
        ("studydesk://copy/c1/style.css?v=1", "text/css", b"p {}"),
        ("studydesk://copy/c2/", "text/html; charset=iso-8859-1", b"<meta"),
        ("studydesk://copy/c2/style.css", "text/css", b"p {}"),
    ],
)
def test_copies(desk: Set, url: str, media_type: str, start: bytes) -> None:
    reply = desk.get(url)
    assert (reply.status, reply.media_type) == (200, media_type)
    assert reply.body.startswith(start)
    rules = header(reply, "Content-Security-Policy")
    assert "default-src 'none'" in rules
    assert "script" not in rules


OUTSIDE = [
    "../secret.txt", "..%2fsecret.txt", "%2e%2e/secret.txt", "%2e%2e%2fsecret.txt", "sub/../../secret.txt", "sub/%2e%2e/%2e%2e/secret.txt", "./../secret.txt",
    "..", "../", "../copy-evil/secret.txt", "..\\secret.txt", "..%5csecret.txt", "/etc/passwd", "%2fetc%2fpasswd", "//etc/passwd", "secret.txt%00.html",
    "index.html%00", "link.txt", "linked/secret.txt", "sub/link.html", "....//secret.txt", "..;/secret.txt", "%252e%252e/secret.txt", "file:///etc/passwd",
]  # fmt: skip


@pytest.mark.parametrize("copy_id", ["c1", "c2"])
@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_outside_a_copy_is_served(desk: Set, copy_id: str, name: str) -> None:
    try:
        (desk.folder / "link.txt").symlink_to(desk.folder.parent / "secret.txt")
        (desk.folder / "linked").symlink_to(desk.folder.parent)
        (desk.folder / "sub" / "link.html").symlink_to("/etc/hostname")
    except OSError:
        pytest.skip("no links on this system")
    reply = desk.get(f"studydesk://copy/{copy_id}/{name}")
    assert reply.status in (404, 500)
    assert b"secret" not in reply.body.replace(b"secret.txt", b"")


def test_a_copy_may_lie_behind_a_link(desk: Set, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(desk.folder)
    desk.copies.copies["c4"] = ResourceCopy("c4", None, CopyKind.FOLDER, str(tmp_path / "alias"), "Alias", NOW)
    assert desk.get("studydesk://copy/c4/style.css").status == 200


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="./\\%2eE5cf:\0ab~ ", max_size=24))
def test_no_name_leads_out(name: str) -> None:
    place = Path(os.sep) / "nowhere" / "copy"
    found = inside(place, name, is_folder=True)
    assert found is None or found.resolve().is_relative_to(place)


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=60),
    st.sampled_from(
        ["", "studydesk://", "studydesk://copy/c1/", "studydesk://asset/", "studydesk://page/", "studydesk://note/"]
    ),
)
def test_reply_never_raises(rest: str, start: str) -> None:
    service = PageService(FakeContent(make_path()), notes=FakeNotes(), library=FakeCopies())
    assert isinstance(service.reply(start + rest, theme="light").body, bytes)
    assert isinstance(service.title(start + rest), str)


def test_titles(desk: Set) -> None:
    node = desk.content.tree.nodes[desk.content.tree.pages[0]]
    assert desk.service.title(f"studydesk://page/{node.id}#x") == (node.short or node.title)
    assert desk.service.title("studydesk://page/path") == "Overview"
    assert desk.service.title("studydesk://note/n1") == "My <note>"
    assert desk.service.title("studydesk://copy/c1/sub/") == "Docs"
    assert desk.service.title("studydesk://note/gone") == desk.service.title("https://example.org") == ""


@pytest.mark.parametrize(
    "name",
    [
        "../page.css",
        "fonts/Inter_400Regular.ttf",
        "/etc/passwd",
        "tokens-.css",
        "tokens-light",
        "page.css/",
        "Nosuch.ttf",
        "",
    ],
)
def test_assets_are_a_closed_list(name: str) -> None:
    assert asset(name).status == 404


def test_the_style_sheet_names_only_faces_that_are_served() -> None:
    named = re.findall(r"studydesk://asset/([\w.-]+)", style_sheet().decode())
    assert "Inter_400Regular.ttf" in named
    for name in named:
        assert asset(name).status == 200, f"{name} is not there; run ./dev setup"


def test_the_style_sheet_takes_every_colour_from_the_tokens() -> None:
    css = re.sub(r"@media print \{.*", "", style_sheet().decode(), flags=re.DOTALL)
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", css))
    own = {"column", "wide", "side", "outset", "ink", "ground"}
    assert used - own <= set(THEMES["light"])
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\w)", re.sub(r"url\([^)]*\)", "", css))


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (b"", "utf-8"),
        (b"<meta charset=utf-8>", "utf-8"),
        (b"<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>", "windows-1252"),
        (b'<?xml version="1.0" encoding="iso-8859-15"?>', "iso-8859-15"),
        (b"\xef\xbb\xbf<meta charset=latin-1>", "utf-8"),
        (b"\xff\xfe<\0", "utf-16"),
        (b"<meta charset=nosuch>", "utf-8"),
        (b"<meta charset='a\r\nX-Evil: 1'>", "utf-8"),
    ],
)
def test_encodings(body: bytes, wanted: str) -> None:
    assert encoding(body) == wanted
