"""Links and pictures of a text: addresses of the contract become addresses of the desk, everything else loses its target."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from studydesk.domain.notes import parse_links
from studydesk.render.context import RenderContext
from studydesk.render.figures import FigureError, inline_svg
from studydesk.render.sanitise import clean, is_safe_address
from studydesk.render.stash import Stash

_CAPTION = re.compile(r"\s*Figure(?:\s+\d+)?\s*[:.]\s*")
_SHA = re.compile(r"attachment:([0-9a-f]{64})\Z")
_PLACES = {"resource": "resource", "note": "note", "node": "page", "page": "page"}


def take_wikilinks(text: str, stash: Stash, context: RenderContext) -> str:
    """`[[links]]` outside code, finished; those that lead nowhere stay readable and say so."""
    if context.resolve_wikilink is None:
        return text
    pieces: list[str] = []
    done = 0
    for link in parse_links(text):
        address = context.resolve_wikilink(link)
        shown = escape(stash.sources(link.shown))
        if address is not None and is_safe_address(address):
            html = f'<a class="wikilink" href="{escape(address)}">{shown}</a>'
        else:
            html = f'<span class="missing" title="Nothing has this title yet.">{shown}</span>'
        pieces += [text[done : link.start], stash.put(html, text[link.start : link.end])]
        done = link.end
    return "".join(pieces) + text[done:]


class Links(Treeprocessor):  # type: ignore[misc]
    """Runs after the inline rules, over the finished tree."""

    def __init__(self, md: Markdown, *, context: RenderContext, stash: Stash, problems: list[str]) -> None:
        super().__init__(md)
        self._context = context
        self._stash = stash
        self._problems = problems
        self._figures = 0
        self._terms = 0

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag == "p" and len(child) and child[0].tag == "img" and not (child.text or "").strip():
                    self._figure(parent, child)
        for element in list(root.iter()):
            if element.tag == "a":
                self._link(element)
            elif element.tag == "img":
                self._picture(element)

    def _link(self, element: Element) -> None:
        address = unquote(_plain(element.get("href", ""))) if "href" in element.attrib else ""
        if not address:
            return
        if address.startswith("term:"):
            self._term(element, address[5:])
            return
        found = self._resolved(address)
        if found is None:
            element.attrib.pop("href", None)
            element.set("class", "missing")
            self._problems.append(f"The link to {address[:80]} leads nowhere.")
            return
        element.set("href", found)
        if found.startswith(("http:", "https:", "mailto:")):
            element.set("class", "external")

    def _resolved(self, address: str) -> str | None:
        kind, _, name = address.partition(":")
        if address.startswith("#"):
            target = self._context.resolve_topic(address[1:]) if self._context.resolve_topic else None
            if target is not None:
                return target
            # Footnotes and headings of this very text.
            return address if not self._context.is_trusted or address.startswith(("#fn:", "#fnref")) else None
        if kind == "attachment":
            match = _SHA.match(address)
            return f"studydesk://attachment/{match[1]}" if match else None
        if kind in _PLACES and name and not name.startswith("/"):
            target_id, _, part = name.partition("#")
            if kind == "node" and self._context.resolve_topic is not None:
                return self._context.resolve_topic(target_id)
            made = f"studydesk://{_PLACES[kind]}/{target_id}" + (f"#{part}" if part else "")
            return made if is_safe_address(made) else None
        return address if is_safe_address(address) else None

    def _term(self, element: Element, term_id: str) -> None:
        entry = self._context.glossary(term_id) if self._context.glossary else None
        if entry is None:
            element.attrib.pop("href", None)
            self._problems.append(f"The glossary has no term {term_id[:80]}.")
            return
        self._terms += 1
        tip = f"tip-{self._terms}"
        element.set("class", "term")
        element.set("href", f"studydesk://term/{term_id}")
        element.set("aria-describedby", tip)
        # A finished piece, so that its words are not counted as the reader's text.
        mark = self._stash.put(f'<span class="definition" role="tooltip" id="{tip}">{clean(entry.html)}</span>')
        if len(element):
            element[-1].tail = (element[-1].tail or "") + mark
        else:
            element.text = AtomicString((element.text or "") + mark)

    def _figure(self, parent: Element, paragraph: Element) -> None:
        """An image alone in its paragraph, with an optional caption in italics on the next line."""
        image = paragraph[0]
        address = unquote(_plain(image.get("src", "")))
        others = [child for child in paragraph[1:] if child.tag != "br"]
        alone = not others and not (image.tail or "").strip()
        caption = (
            others[0] if len(others) == 1 and others[0].tag == "em" and not (others[0].tail or "").strip() else None
        )
        if not alone and (caption is None or (image.tail or "").strip()):
            return
        figure = Element("figure")
        if address.startswith("figures/"):
            picture = self._svg(address, image.get("alt", ""))
            if picture is None:
                return
            figure.set("class", "figure")
            frame = SubElement(figure, "div", {"class": "figure-frame"})
            frame.text = AtomicString(picture)
        elif _SHA.match(address):
            figure.set("class", "picture")
            figure.append(image)
            image.tail = None
        else:
            return
        if caption is not None:
            self._figures += 1
            place = SubElement(figure, "figcaption")
            for child in caption:
                place.append(child)
            text = _CAPTION.sub("", caption.text or "", count=1)
            number = f"Figure {self._figures}. " if self._context.is_trusted and text != (caption.text or "") else ""
            place.text = AtomicString(number + text)
        figure.tail = paragraph.tail
        parent[list(parent).index(paragraph)] = figure

    def _svg(self, address: str, alt: str) -> str | None:
        """The mark of a figure; None when it cannot be shown, which is then a problem."""
        source = self._context.figure(address) if self._context.figure else None
        plain_alt = self._stash.sources(_plain(alt))
        if source is None:
            self._problems.append(f"There is no figure {address[:80]}.")
            return None
        try:
            return self._stash.put(inline_svg(source, plain_alt), plain_alt)
        except FigureError as problem:
            self._problems.append(f"The figure {address[:80]} cannot be shown: {problem}.")
            return None

    def _picture(self, element: Element) -> None:
        """Pictures of the file stay; those from elsewhere become a link or their description."""
        address = unquote(_plain(element.get("src", "")))
        alt = _plain(element.get("alt", ""))
        match = _SHA.match(address)
        if match:
            element.set("src", f"studydesk://attachment/{match[1]}")
            element.set("loading", "lazy")
            return
        tail = element.tail
        element.clear()
        element.tail = tail
        if address.startswith(("http://", "https://")):
            element.tag = "a"
            element.set("href", address)
            element.set("class", "external picture-link")
            element.text = AtomicString(alt or address)
        else:
            element.tag = "span"
            element.set("class", "missing")
            element.text = AtomicString(alt or address)
        if not address.startswith("figures/"):
            self._problems.append(f"The picture {address[:80]} is not in the notes, so it is not shown.")


def _plain(text: str) -> str:
    """An attribute as it was written: Python-Markdown hides ampersands and mail addresses behind signs of its own."""
    return re.sub(r"\x02(\d+)\x03", lambda match: chr(min(int(match[1]), 0x10FFFF)), text.replace("\x02amp\x03", "&"))
