"""Lessons as text: sections by topic, and what of a section the checks and pages ask for. Rendering is another room's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studydesk.render.math import PieceKind, find_pieces

_FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*(.*?)\s*$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*(?:\{#([^}\s]+)\})?\s*#*\s*$")
_IMAGE = re.compile(r"!\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_FORMULAS = frozenset({PieceKind.INLINE, PieceKind.DISPLAY})
_WORD = re.compile(r"[^\W_]+(?:['’.,:/-][^\W_]+)*")
_FOOTNOTE_TEXT = re.compile(r"^\[\^([^\]]+)\]:", re.M)
_FOOTNOTE_MARK = re.compile(r"\[\^([^\]]+)\](?!:)")

WORDS_PER_MINUTE = 220
CODE_LINES_PER_MINUTE = 20


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: `info` after the ticks, `line` of its opening counted from 1 in the file, `is_closed` when it ends."""

    info: str
    body: str
    line: int
    last_line: int
    indent: int
    is_closed: bool

    @property
    def runs(self) -> bool:
        return self.info == "python run"

    @property
    def is_output(self) -> bool:
        return self.info == "output"


@dataclass(frozen=True, slots=True)
class Mark:
    """A link, an image or a formula: what it says, where it leads, and its line in the file."""

    text: str
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """One topic's section: `text` is the Markdown below its heading."""

    id: str
    title: str
    level: int
    line: int
    text: str

    def lines(self) -> list[str]:
        return self.text.split("\n")


@dataclass(frozen=True, slots=True)
class Lesson:
    """`intro` stands before the first section; `intro_line` is where it starts."""

    file: str
    intro: Section
    sections: tuple[Section, ...]

    def section(self, topic_id: str) -> Section | None:
        return next((section for section in self.sections if section.id == topic_id), None)


def parse_lesson(file: str, text: str) -> Lesson:
    """Split a lesson at the headings of level 2 and 3 (and any heading with an id). Never fails; lint says what is wrong."""
    lines = text.replace("\r\n", "\n").split("\n")
    fenced = _fenced_lines(lines)
    cuts = [
        (number, match)
        for number, line in enumerate(lines)
        if number not in fenced and (match := _HEADING.match(line)) and (len(match[1]) <= 3 or match[3])
    ]
    ends = [number for number, _ in cuts[1:]] + [len(lines)]
    first = cuts[0][0] if cuts else len(lines)
    sections = tuple(
        Section(match[3] or "", match[2], len(match[1]), number + 1, "\n".join(lines[number + 1 : end]))
        for (number, match), end in zip(cuts, ends, strict=False)
    )
    return Lesson(file, Section("", "", 1, 0, "\n".join(lines[:first])), sections)


def fences(section: Section) -> tuple[Fence, ...]:
    """The fenced blocks of a section, in order."""
    return tuple(_scan(section.lines(), section.line + 1))


def images(section: Section) -> Iterator[Mark]:
    return _marks(_IMAGE, _blanked(_unfenced(section), _FORMULAS | {PieceKind.CODE}), section)


def links(section: Section) -> Iterator[Mark]:
    """Links of the prose, images left out; `target` is as written."""
    return _marks(_LINK, _blanked(_unfenced(section), _FORMULAS | {PieceKind.CODE}), section)


def formulas(section: Section) -> Iterator[Mark]:
    """LaTeX of the prose; `target` is "block" or "inline"."""
    prose = _unfenced(section)
    for piece in find_pieces(prose):
        if piece.kind in _FORMULAS:
            line = section.line + 1 + prose.count("\n", 0, piece.start)
            yield Mark(piece.content, "block" if piece.kind is PieceKind.DISPLAY else "inline", line)


def footnotes(section: Section) -> tuple[set[str], set[str]]:
    """Names of the footnotes that are marked and of those that have a text."""
    prose = _blanked(_unfenced(section), frozenset({PieceKind.CODE}))
    return set(_FOOTNOTE_MARK.findall(prose)), set(_FOOTNOTE_TEXT.findall(prose))


def word_count(section: Section) -> int:
    """Words of prose: no code blocks, no formulas, no addresses; alt texts do not count, link texts and code names do."""
    text = _blanked(_unfenced(section), _FORMULAS)
    text = _LINK.sub(r"\1", _IMAGE.sub(" ", text))
    return len(_WORD.findall(re.sub(r"\{[#.:][^}]*\}|<[^>]+>|https?://\S+", " ", text)))


def reading_minutes(section: Section) -> float:
    """Minutes to read a section: prose at 220 words a minute, code at 20 lines a minute."""
    code = sum(fence.body.count("\n") + 1 for fence in fences(section))
    return word_count(section) / WORDS_PER_MINUTE + code / CODE_LINES_PER_MINUTE


def shift_headings(section: Section, by: int) -> str:
    """The section's text with its headings moved by `by` levels (at least level 1, at most 6)."""
    lines = section.lines()
    fenced = _fenced_lines(lines)
    for number, line in enumerate(lines):
        if number not in fenced and (match := _HEADING.match(line)):
            level = min(6, max(1, len(match[1]) + by))
            lines[number] = "#" * level + line[len(match[1]) :]
    return "\n".join(lines)


def _scan(lines: list[str], first_line: int) -> Iterator[Fence]:
    """Fences of `lines`; an opening without an end takes the rest."""
    start: tuple[int, re.Match[str]] | None = None
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if match is None:
            continue
        if start is None:
            if "`" not in match[3]:
                start = (number, match)
        elif match[2][0] == start[1][2][0] and len(match[2]) >= len(start[1][2]) and not match[3]:
            yield _fence(lines, start, number, first_line, is_closed=True)
            start = None
    if start is not None:
        yield _fence(lines, start, len(lines), first_line, is_closed=False)


def _fence(lines: list[str], start: tuple[int, re.Match[str]], end: int, first_line: int, *, is_closed: bool) -> Fence:
    number, match = start
    body = "\n".join(lines[number + 1 : end])
    return Fence(match[3], body, first_line + number, first_line + end, len(match[1]), is_closed)


def _fenced_lines(lines: list[str]) -> set[int]:
    return {number for fence in _scan(lines, 0) for number in range(fence.line, fence.last_line + 1)}


def _unfenced(section: Section) -> str:
    """The section with its fenced blocks emptied, line breaks kept."""
    lines = section.lines()
    fenced = _fenced_lines(lines)
    return "\n".join("" if number in fenced else line for number, line in enumerate(lines))


def _blanked(prose: str, kinds: frozenset[PieceKind]) -> str:
    """`prose` with code spans or formulas blanked out, line breaks kept."""
    parts: list[str] = []
    done = 0
    for piece in find_pieces(prose):
        if piece.kind in kinds:
            parts += [prose[done : piece.start], re.sub(r"[^\n]", " ", prose[piece.start : piece.end])]
            done = piece.end
    return "".join(parts) + prose[done:]


def _marks(pattern: re.Pattern[str], prose: str, section: Section) -> Iterator[Mark]:
    for match in pattern.finditer(prose):
        yield Mark(match[1], match[2], section.line + 1 + prose.count("\n", 0, match.start()))
