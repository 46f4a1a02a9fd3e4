"""Finished pieces of HTML wait in a stash while the text around them goes through Markdown and the sanitiser."""

from __future__ import annotations

import re
from html import escape

#: private signs of the last plane; taken out of every text before it is rendered
OPEN, CLOSE = "\U0010ff10", "\U0010ff11"
#: what a sign becomes that Markdown must not see, and what it is in HTML at the end
_VEILED = 0x10FF20
_UNVEIL = {_VEILED + code: escape(chr(code)) for code in range(128)}
_SIGNS = re.compile(f"[{OPEN}-{chr(_VEILED + 127)}\x00-\x08\x0b\x0c\x0e-\x1f]")
_MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_TOKEN = re.compile(rf'(?P<tag><(?:[^>"]|"[^"]*")*>)|{OPEN}(?P<number>[0-9]+){CLOSE}')
_ALONE = re.compile(rf"<p>\s*({OPEN}([0-9]+){CLOSE})\s*</p>")
_CODE_TAG = re.compile(r"<(/?)(?:code|pre|title)\b", re.IGNORECASE)


def without_signs(text: str) -> str:
    """`text` without the stash's signs and without control characters."""
    return _SIGNS.sub("", text)


def veiled(sign: str) -> str:
    """An ASCII sign as one that means nothing to Markdown; `unveiled` brings it back."""
    return chr(_VEILED + ord(sign))


def unveiled(html: str) -> str:
    """`html` with veiled signs as escaped text."""
    return html.translate(_UNVEIL)


class Stash:
    """Pieces by number. `source` is what stood in the text: shown where HTML cannot stand (in code, in attributes)."""

    def __init__(self) -> None:
        self._html: list[str] = []
        self._source: list[str] = []
        self._blocks: set[int] = set()

    @property
    def size(self) -> int:
        """How many pieces there are; their numbers begin at 0."""
        return len(self._html)

    def put(self, html: str, source: str = "", *, is_block: bool = False) -> str:
        """Keep a piece; the mark that stands for it. A paragraph that holds a block and nothing else gives way to it."""
        if is_block:
            self._blocks.add(len(self._html))
        self._html.append(html)
        self._source.append(source)
        return f"{OPEN}{len(self._html) - 1}{CLOSE}"

    def sources(self, text: str) -> str:
        """`text` with marks turned back into what was written there."""
        return _MARK.sub(self._source_of, text) if OPEN in text else text

    def _source_of(self, match: re.Match[str]) -> str:
        number = int(match[1])
        # Sources may hold marks of pieces that were put before them.
        return self.sources(self._source[number]) if number < len(self._source) else ""

    def restore(self, html: str) -> str:
        """`html` with the pieces in place; inside code and inside tags the escaped source stands instead."""
        depth = 0
        if self._blocks:
            html = _ALONE.sub(lambda match: match[1] if int(match[2]) in self._blocks else match[0], html)

        def replace(match: re.Match[str]) -> str:
            nonlocal depth
            tag = match["tag"]
            if tag is None:
                number = int(match["number"])
                if number >= len(self._html):
                    return ""
                return escape(self.sources(self._source[number])) if depth else self._html[number]
            code = _CODE_TAG.match(tag)
            if code:
                depth = max(0, depth - 1) if code[1] else depth + 1
            return _MARK.sub(lambda mark: escape(self._source_of(mark)), tag) if OPEN in tag else tag

        return _TOKEN.sub(replace, html) if OPEN in html else html
