"""What content.db answers with, once something is asked for. Not on the start-up path."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of a page; `id` is its fragment, `level` 2 right below the title."""

    id: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page as an HTML fragment for inside `<article>`; `minutes` is the time to read it, `words` what it has of text."""

    id: str
    kind: str
    title: str
    html: str
    words: int
    minutes: int
    toc: tuple[TocEntry, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary term; `html` defines it in a sentence, `topic` may be empty."""

    id: str
    term: str
    aliases: tuple[str, ...]
    html: str
    topic: str


@dataclass(frozen=True, slots=True)
class Extra:
    """A row beside the tree. `detail` is the day, phase, group or focus; `span` is minutes (schedule) or hours (timeline)."""

    id: str
    title: str
    html: str
    detail: str
    span: tuple[int, int] | None
    milestone: str


@dataclass(frozen=True, slots=True)
class Extras:
    """Schedule, self-assessment, portfolio, outcomes, next steps and timeline of the path."""

    schedule: tuple[Extra, ...]
    assessment: tuple[Extra, ...]
    portfolio: tuple[Extra, ...]
    outcomes: tuple[Extra, ...]
    next_steps: tuple[Extra, ...]
    timeline: tuple[Extra, ...]
