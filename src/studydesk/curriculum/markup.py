"""Markdown of a path to HTML, through the render room, with the path's own links, terms and figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape

from studydesk.curriculum.lint.prose import FormulaCheck
from studydesk.curriculum.model import Figure, Term
from studydesk.domain.places import assets_dir
from studydesk.render.context import GlossaryEntry, RenderContext, Rendered
from studydesk.render.markdown import render, render_inline
from studydesk.render.math import render_formula

#: a text without any of these is the same in Markdown and in HTML (quotes and dashes are set by the renderer)
_MARKED = re.compile(r"""[`*_\[\]$<>&\\|~#"']|https?:|^\s*(?:[-+]|\d+\.)\s|\n|--|\.\.\.|!!!|==""", re.M)


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
    """A rendered text and its headings."""

    html: str
    toc: tuple[TocLine, ...]


class Markup:
    """Renders the Markdown of one path. `address` gives the place of a node id, None for what is no node.

    `problems` collects what the renderer could not show as meant.
    """

    def __init__(self, address: Callable[[str], str | None], terms: Iterable[Term]) -> None:
        self.problems: list[str] = []
        self._plain = RenderContext(is_trusted=True, resolve_topic=address)
        self._address = address
        self._terms = {term.id: GlossaryEntry(term.term, self._definition(term)) for term in terms}
        self._context = RenderContext(is_trusted=True, resolve_topic=address, glossary=self._terms.get)

    def page(self, text: str, *, figures: Mapping[str, Figure]) -> Markdown:
        """A long text with figures and headings."""

        def svg(address: str) -> str | None:
            return figures[address].svg if address in figures else None

        context = RenderContext(is_trusted=True, resolve_topic=self._address, glossary=self._terms.get, figure=svg)
        made = self._noted(render(text, context=context))
        return Markdown(made.html, tuple(TocLine(entry.id, entry.title, entry.level) for entry in made.toc))

    def block(self, text: str) -> str:
        """A text of one or more paragraphs, without figures."""
        return self._noted(render(text, context=self._context)).html

    def inline(self, text: str) -> str:
        """A text of one paragraph as HTML that may stand inside another one."""
        if not _MARKED.search(text):
            return escape(text, quote=False)
        return self._noted(render_inline(text, context=self._context)).html

    def definition(self, term_id: str) -> str:
        """What the pop-up of a term says, as inline HTML."""
        return self._terms[term_id].html

    def _definition(self, term: Term) -> str:
        # Without the glossary: a pop-up holds no further pop-ups.
        return self._noted(render_inline(term.text, context=self._plain)).html

    def _noted(self, made: Rendered) -> Rendered:
        self.problems += made.problems
        return made
