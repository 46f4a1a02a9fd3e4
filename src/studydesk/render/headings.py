"""Headings get ids that links can name, and make the table of contents."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from studydesk.render.context import TocEntry
from studydesk.render.stash import Stash, unveiled

_TAGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile("\x02[^\x03]*\x03")


def slug(title: str) -> str:
    """The id of a heading: its words in small letters, joined by hyphens."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", title).lower().replace("’", "").replace("'", ""))
    return "-".join(words)[:80].strip("-") or "section"


class Headings(Treeprocessor):  # type: ignore[misc]
    """Ids that are written stay; the others come from the words, with a number from the second of the same on."""

    def __init__(self, md: Markdown, *, stash: Stash, found: list[TocEntry]) -> None:
        super().__init__(md)
        self._stash = stash
        self._found = found

    def run(self, root: Element) -> None:
        headings = [element for element in root.iter() if element.tag in _TAGS]
        used = {element.attrib["id"] for element in headings if "id" in element.attrib}
        counts: dict[str, int] = {}
        for element in headings:
            title = " ".join(
                _HIDDEN.sub("", unescape(unveiled(self._stash.sources("".join(element.itertext()))))).split()
            )
            name = element.get("id") or self._unique(slug(title), used, counts)
            element.set("id", name)
            self._found.append(TocEntry(name, title, _TAGS[element.tag]))

    @staticmethod
    def _unique(name: str, used: set[str], counts: dict[str, int]) -> str:
        made = name
        while made in used:
            counts[name] = counts.get(name, 1) + 1
            made = f"{name}-{counts[name]}"
        used.add(made)
        return made
