"""Every address of our own scheme as bytes: pages of the path, notes, pictures, faces, the learner's own copies. No Qt."""

from __future__ import annotations

import logging
from html import escape
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote

from studydesk.app.navigator import Target, address, parse
from studydesk.app.page_copies import copied_file
from studydesk.app.page_style import asset, style_version
from studydesk.app.reply import HTML, NO_SNIFF, Reply, policy
from studydesk.domain.copies import ResourceCopy
from studydesk.domain.errors import ExpectedError
from studydesk.domain.notes import Attachment, LinkTarget, Note, WikiLink
from studydesk.domain.path import LearningPath
from studydesk.domain.tokens import THEMES

if TYPE_CHECKING:
    from studydesk.curriculum.values import Page

__all__ = ["CSP", "PageService", "Reply"]

#: our own pages: nothing but our style sheet, faces and pictures; no script at all. Formulas and figures place their parts with
#: style attributes, which only the renderer can write: what comes from outside loses them in the sanitiser.
CSP = (
    "default-src 'none'; style-src studydesk:; style-src-attr 'unsafe-inline'; font-src studydesk:; img-src studydesk:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PICTURE_CSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_log = logging.getLogger(__name__)


class Content(Protocol):
    """What is asked of the compiled path."""

    def path(self) -> LearningPath: ...
    def page(self, page_id: str) -> Page | None: ...
    def resource_page(self, resource_id: str) -> Page | None: ...
    def present(self, kind: str, old: str) -> str: ...


class Notes(Protocol):
    """What is asked of the notes."""

    def get(self, note_id: str) -> Note: ...
    def resolve(self, link: WikiLink) -> LinkTarget: ...
    def address(self, target: LinkTarget) -> str: ...
    def attachment(self, sha256: str) -> Attachment | None: ...


class Copies(Protocol):
    """What is asked of the library."""

    def copy(self, copy_id: str) -> ResourceCopy | None: ...


class PageService:
    """`reply` never raises: what is not there is a page with a sentence."""

    def __init__(self, content: Content, *, notes: Notes, library: Copies) -> None:
        self._content = content
        self._notes = notes
        self._library = library

    def reply(self, url: str, *, theme: str) -> Reply:
        """The answer to `url` with the style of `theme` (a name of `domain.tokens.THEMES`)."""
        theme = theme if theme in THEMES else "light"
        try:
            return self._answer(parse(url), theme)
        except ExpectedError as error:
            return _sorry(str(error), theme)
        except OSError as error:
            return _sorry(f"This page could not be read ({error.strerror or error}).", theme, status=500)
        except Exception:  # noqa: BLE001 - whatever happens, the reader gets a page
            _log.exception("no answer to %s", url)
            sentence = "This page could not be shown. Nothing of yours was changed; the log says more about it."
            return _sorry(sentence, theme, status=500)

    def title(self, url: str) -> str:
        """A short title for a tab; "" when there is no such page."""
        target = parse(url)
        path = self._content.path()
        match target.kind:
            case "page" if target.id == "path":
                return "Overview"
            case "page":
                present = path.resolve(target.id)
                return (path.nodes[present].short or path.nodes[present].title) if present else ""
            case "resource":
                resource = path.resources.get(self._content.present("resource", target.id))
                return resource.title if resource else ""
            case "copy":
                copy = self._library.copy(target.id.split("/", 1)[0])
                return copy.title if copy else ""
            case "note":
                try:
                    return self._notes.get(target.id).title
                except ExpectedError:
                    return ""
        return ""

    def render_note(self, text: str, *, theme: str, title: str = "") -> Reply:
        """A note's text as a page, as it will look once saved."""
        from studydesk.render.markdown import RenderContext, render

        context = RenderContext(resolve_topic=self._topic_address, resolve_wikilink=self._wiki_address)
        rendered = render(text, context=context)
        return _document(title, f'<article class="note">{rendered.html}</article>', theme)

    def _answer(self, target: Target, theme: str) -> Reply:
        match target.kind:
            case "page":
                return self._page(target, theme)
            case "resource":
                return self._resource(target, theme)
            case "note":
                note = self._notes.get(target.id)
                return self.render_note(note.body, theme=theme, title=note.title)
            case "attachment":
                return self._attachment(target)
            case "asset":
                return asset(unquote(target.id))
            case "copy":
                return self._copy(target)
        return _sorry("This is no address of StudyDesk.", theme)

    def _page(self, target: Target, theme: str) -> Reply:
        path = self._content.path()
        present = path.resolve(target.id)
        page = self._content.page("path" if target.id == "path" else path.page_of(present) if present else "")
        if page is None:
            return _sorry("The learning path has no such page any more.", theme)
        return _document(page.title, f'<article class="{escape(page.kind)}">{page.html}</article>', theme)

    def _resource(self, target: Target, theme: str) -> Reply:
        page = self._content.resource_page(target.id)
        if page is None:
            return _sorry("The learning path has no such resource any more.", theme)
        return _document(page.title, f'<article class="resource-page">{page.html}</article>', theme)

    def _attachment(self, target: Target) -> Reply:
        found = self._notes.attachment(target.id)
        if found is None:
            return Reply(404, "text/plain", b"no such picture", (NO_SNIFF,))
        # Served as a picture and nothing else, whatever the bytes are.
        media_type = found.media_type if found.media_type.startswith("image/") else "application/octet-stream"
        return Reply(200, media_type, found.data, (policy(_PICTURE_CSP), NO_SNIFF))

    def _copy(self, target: Target) -> Reply:
        copy_id, _, name = target.id.partition("/")
        copy = self._library.copy(copy_id)
        if copy is None:
            raise ExpectedError("This copy was removed from the library.", safe="The file itself was not touched.")
        return copied_file(copy, unquote(name))

    def _topic_address(self, node_id: str) -> str | None:
        path = self._content.path()
        present = path.resolve(node_id)
        if present is None:
            return None
        page = path.page_of(present)
        return address("page", page, present if present != page else "")

    def _wiki_address(self, link: WikiLink) -> str | None:
        from studydesk.render.headings import slug

        if not link.title:
            return f"#{slug(link.heading)}"
        found = self._notes.address(self._notes.resolve(link))
        if found and link.heading and parse(found).kind == "note":
            return f"{found}#{slug(link.heading)}"
        return found or None


def _document(title: str, body: str, theme: str, *, status: int = 200) -> Reply:
    html = (
        f'<!doctype html>\n<html lang="en" class="{theme}" data-theme="{theme}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f'<link rel="stylesheet" id="tokens" href="studydesk://asset/tokens-{theme}.css">'
        f'<link rel="stylesheet" href="studydesk://asset/page.css?{style_version()}">'
        # Laid out and painted once, when all of it is there.
        '<link rel="expect" href="#page-end" blocking="render"></head>\n'
        f'<body><main>{body}</main><span id="page-end"></span></body></html>\n'
    )
    headers = (policy(CSP), NO_SNIFF, ("Referrer-Policy", "no-referrer"))
    return Reply(status, f"{HTML}; charset=utf-8", html.encode("utf-8", "replace"), headers)


def _sorry(sentence: str, theme: str, *, status: int = 404) -> Reply:
    body = f'<article class="sorry"><h1>Not here</h1><p>{escape(sentence)}</p></article>'
    return _document("Not here", body, theme, status=status)
