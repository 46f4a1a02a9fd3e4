"""Markdown of a path to HTML, through the render room, with the path's own links and figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import markdown

from studydesk.curriculum.lint.prose import FormulaCheck
from studydesk.curriculum.model import Figure
from studydesk.domain.places import assets_dir
from studydesk.render.math import render_formula

#: a text without any of these is the same in Markdown and in HTML
_MARKED = re.compile(r"[`*_\[\]$<>&\\|~#]|https?:|^\s*(?:[-+]|\d+\.)\s|\n|--|!!!", re.M)
_PARAGRAPH = re.compile(r"\A<p>(.*)</p>\Z", re.S)


def formula_check() -> FormulaCheck | None:
    """How formulas are tried; None where Temml has not been fetched."""
    if not (assets_dir() / "temml" / "temml.min.js").is_file():
        return None
    return lambda latex, is_display: render_formula(latex, is_display=is_display).problem


@dataclass(frozen=True, slots=True)
class TocLine:
    """A heading of a page: `level` 2 for those right below the title."""

    id: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Markdown:
    """A rendered text and its headings that carry an id of the path."""

    html: str
    toc: tuple[TocLine, ...]


class Markup:
    """Renders the Markdown of one path. `address` gives the place of a node id."""

    def __init__(self, address: Callable[[str], str]) -> None:
        self._address = address

    def page(self, text: str, *, figures: Mapping[str, Figure]) -> Markdown:
        """A long text with figures and headings."""
        return Markdown(markdown.markdown(text, extensions=["attr_list", "tables", "fenced_code"]), ())

    def block(self, text: str) -> str:
        """A text of one or more paragraphs, without figures."""
        return self.page(text, figures={}).html

    def inline(self, text: str) -> str:
        """A text of one paragraph as HTML that may stand inside another one."""
        if not _MARKED.search(text):
            return escape(text, quote=False)
        html = self.block(text).strip()
        match = _PARAGRAPH.match(html)
        return match[1] if match and "<p>" not in match[1] else html
