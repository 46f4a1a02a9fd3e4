"""What a rendering is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studydesk.domain.notes import WikiLink


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """What the pop-up of a term says; `html` is inline HTML of ours."""

    term: str
    html: str


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What a text may refer to. Every callback answers None for what it does not know.

    `is_trusted`: text of the path (ids of its own, smart quotes, figures); notes are untrusted.
    `resolve_topic`: id of a path node → address. `resolve_wikilink`: a `[[link]]` → address.
    `glossary`: id of a term → its entry. `figure`: the address used in the text (`figures/name.svg`) → SVG source.
    """

    is_trusted: bool = False
    resolve_topic: Callable[[str], str | None] | None = None
    resolve_wikilink: Callable[[WikiLink], str | None] | None = None
    glossary: Callable[[str], GlossaryEntry | None] | None = None
    figure: Callable[[str], str | None] | None = None


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading; `level` is 1 to 6 as in the text."""

    id: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A fragment for inside an article. `words` counts the reader's text without code and formulas.

    `problems` are sentences about what could not be shown as meant (a formula, a link, a figure).
    """

    html: str
    toc: tuple[TocEntry, ...] = ()
    words: int = 0
    formulas: int = 0
    problems: tuple[str, ...] = ()
