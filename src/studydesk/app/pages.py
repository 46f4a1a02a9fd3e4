"""Every address of our own scheme as bytes: pages of the path, notes, pictures, faces, the learner's own copies. No Qt."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote

from studydesk.app.navigator import Target, address, parse
from studydesk.domain.copies import CopyKind, ResourceCopy
from studydesk.domain.errors import ExpectedError
from studydesk.domain.places import assets_dir, resources_dir
from studydesk.domain.tokens import THEMES, to_css

if TYPE_CHECKING:
    from studydesk.app.notes import NotesService
    from studydesk.curriculum.content import Content

#: our own pages: nothing but our style sheet, faces and pictures; no script at all
CSP = (
    "default-src 'none'; style-src studydesk:; font-src studydesk:; img-src studydesk:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
#: copies bring styles of their own, from their own files only
COPY_CSP = (
    "default-src 'none'; style-src studydesk: 'unsafe-inline'; font-src studydesk: data:; img-src studydesk: data:; "
    "media-src studydesk:; base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'"
)
_HTML = "text/html"
_LARGEST_FILE = 512 * 2**20
_FACES = {
    "Inter": (("400", "normal", "Inter_400Regular"), ("400", "italic", "Inter_400Regular_Italic"),
              ("500", "normal", "Inter_500Medium"), ("600", "normal", "Inter_600SemiBold"), ("700", "normal", "Inter_700Bold")),
    "JetBrains Mono": (("400", "normal", "JetBrainsMono_400Regular"), ("700", "normal", "JetBrainsMono_700Bold")),
    "Formulas": (("400", "normal", "STIXTwoMath-Regular"),),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a request. `status` follows HTTP; `headers` come on top of the media type."""

    status: int
    media_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


class Copies(Protocol):
    """What is asked of the library."""

    def copy(self, copy_id: str) -> ResourceCopy | None: ...


class PageService:
    """`reply` never raises: what is not there is a page with a sentence."""

    def __init__(self, content: Content, *, notes: NotesService, library: Copies) -> None:
        self._content = content
        self._notes = notes
        self._library = library

    def reply(self, url: str, *, theme: str) -> Reply:
        """The answer to `url` with the style of `theme` (a name of `domain.tokens.THEMES`)."""
        theme = theme if theme in THEMES else "light"
        target = parse(url)
        try:
            match target.kind:
                case "page":
                    return self._page(target, theme)
                case "resource":
                    return self._resource(target, theme)
                case "note":
                    return self._note(target, theme)
                case "attachment":
                    return self._attachment(target)
                case "asset":
                    return _asset(unquote(target.id))
                case "copy":
                    return self._copy(target, theme)
                case _:
                    return _sorry("This is no address of StudyDesk.", theme)
        except ExpectedError as error:
            return _sorry(str(error), theme)
        except (OSError, ValueError) as error:
            return _sorry(f"This page could not be read ({error}).", theme, status=500)

    def title(self, url: str) -> str:
        """A short title for a tab; "" when there is no such page."""
        target = parse(url)
        path = self._content.path()
        if target.kind == "page":
            if target.id == "path":
                return "Overview"
            present = path.resolve(target.id)
            return (path.nodes[present].short or path.nodes[present].title) if present else ""
        if target.kind == "resource":
            resource = path.resources.get(self._content.present("resource", target.id))
            return resource.title if resource else ""
        if target.kind == "copy":
            copy = self._library.copy(target.id.split("/", 1)[0])
            return copy.title if copy else ""
        if target.kind == "note":
            try:
                return self._notes.get(target.id).title
            except ExpectedError:
                return ""
        return ""

    def render_note(self, text: str, *, theme: str, title: str = "") -> Reply:
        """A note's text as a page, as it will look once saved."""
        from studydesk.render.markdown import RenderContext, render

        def resolve_topic(node_id: str) -> str | None:
            path = self._content.path()
            present = path.resolve(node_id)
            return address("page", path.page_of(present), present) if present else None

        context = RenderContext(
            resolve_topic=resolve_topic,
            resolve_wikilink=lambda link: self._notes.address(self._notes.resolve(link)) or None,
        )
        rendered = render(text, context=context)
        return _document(title, f'<article class="note">{rendered.html}</article>', theme)

    def _page(self, target: Target, theme: str) -> Reply:
        path = self._content.path()
        present = target.id if target.id == "path" else path.resolve(target.id)
        page = self._content.page(path.page_of(present) if present and present != "path" else present or "")
        if page is None:
            return _sorry("The learning path has no such page any more.", theme)
        return _document(page.title, f'<article class="{escape(page.kind)}">{page.html}</article>', theme)

    def _resource(self, target: Target, theme: str) -> Reply:
        page = self._content.resource_page(target.id)
        if page is None:
            return _sorry("The learning path has no such resource any more.", theme)
        return _document(page.title, f'<article class="resource-page">{page.html}</article>', theme)

    def _note(self, target: Target, theme: str) -> Reply:
        note = self._notes.get(target.id)
        return self.render_note(note.body, theme=theme, title=note.title)

    def _attachment(self, target: Target) -> Reply:
        attachment = self._notes.attachment(target.id)
        if attachment is None:
            return Reply(404, "text/plain", b"no such picture")
        # Served as a picture and nothing else, whatever the bytes are.
        headers = (
            ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
            ("X-Content-Type-Options", "nosniff"),
        )
        return Reply(200, attachment.media_type, attachment.data, headers)

    def _copy(self, target: Target, theme: str) -> Reply:
        copy_id, _, rest = target.id.partition("/")
        copy = self._library.copy(copy_id)
        if copy is None:
            return _sorry("This copy was removed from the library. The file itself was not touched.", theme)
        place = Path(copy.path)
        if not place.exists():
            todo = "Point to it again in the Library, or remove the copy there."
            return _sorry(f"The file {place} is not there any more. {todo}", theme)
        file = _inside(place, unquote(rest), is_folder=copy.kind is CopyKind.FOLDER)
        if file is None or not file.is_file():
            return _sorry("This copy has no such page.", theme)
        if file.stat().st_size > _LARGEST_FILE:
            return _sorry(f"The file {file.name} is larger than 512 MiB and was not opened.", theme)
        media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        body = file.read_bytes()
        if media_type in (_HTML, "application/xhtml+xml"):
            media_type = f"{_HTML}; charset={_encoding(body)}"
        return Reply(
            200, media_type, body, (("Content-Security-Policy", COPY_CSP), ("X-Content-Type-Options", "nosniff"))
        )


def _inside(place: Path, rest: str, *, is_folder: bool) -> Path | None:
    """The file that `rest` names inside a copy; None when it would lead out of it, by `..`, an absolute name or a link."""
    root = place if is_folder else place.parent
    parts = PurePosixPath(rest).parts
    if (
        "\0" in rest
        or "\\" in rest
        or rest.startswith("/")
        or any(part in ("..", ".") or ":" in part for part in parts)
    ):
        return None
    if not is_folder and not parts:
        return place
    file = root.joinpath(*parts)
    if file.is_dir():
        file = file / "index.html"
    real, border = file.resolve(), root.resolve()
    return file if real.is_relative_to(border) else None


def _encoding(body: bytes) -> str:
    """What a page says of itself in its first bytes; UTF-8 when it says nothing."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    found = re.search(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_:.-]{2,40})""", body[:4096], re.IGNORECASE)
    return found[1].decode("ascii") if found else "utf-8"


def _asset(name: str) -> Reply:
    """The style sheet, a style sheet of tokens, or a face."""
    long = (("Cache-Control", "max-age=86400"),)
    if name == "page.css":
        return Reply(200, "text/css", _style_sheet(), long)
    if name.startswith("tokens-") and name.removeprefix("tokens-").removesuffix(".css") in THEMES:
        return Reply(200, "text/css", to_css(name.removeprefix("tokens-").removesuffix(".css")).encode(), long)
    known = {f"{file}.ttf" for faces in _FACES.values() for _, _, file in faces}
    file = assets_dir() / "fonts" / name
    if name in known and file.is_file():
        return Reply(200, "font/ttf", file.read_bytes(), long)
    return Reply(404, "text/plain", b"no such asset")


@lru_cache(maxsize=1)
def _style_sheet() -> bytes:
    faces = "\n".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; font-style: {style}; "
        f"src: url('studydesk://asset/{file}.ttf') format('truetype'); font-display: block; }}"
        for family, rows in _FACES.items()
        for weight, style, file in rows
    )
    sheets = [file.read_text(encoding="utf-8") for file in sorted((resources_dir() / "page").glob("*.css"))]
    return "\n".join([faces, *sheets]).encode()


def _document(title: str, body: str, theme: str, *, status: int = 200) -> Reply:
    version = hashlib.sha256(_style_sheet()).hexdigest()[:12]
    html = (
        f'<!doctype html>\n<html lang="en" class="{theme}" data-theme="{theme}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f'<link rel="stylesheet" id="tokens" href="studydesk://asset/tokens-{theme}.css">'
        f'<link rel="stylesheet" href="studydesk://asset/page.css?{version}"></head>\n<body><main>{body}</main></body></html>\n'
    )
    headers = (
        ("Content-Security-Policy", CSP),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    )
    return Reply(status, f"{_HTML}; charset=utf-8", html.encode(), headers)


def _sorry(sentence: str, theme: str, *, status: int = 404) -> Reply:
    return _document(
        "Not here", f'<article class="sorry"><h1>Not here</h1><p>{escape(sentence)}</p></article>', theme, status=status
    )
