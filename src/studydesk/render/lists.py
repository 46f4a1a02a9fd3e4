"""Indents as people write them (two, three or four blanks) become the four per level that Python-Markdown asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ITEM = re.compile(r"(?P<marker>[-*+]|(?P<number>\d{1,9})[.)])(?P<gap>[ \t]+|\Z)(?P<rest>.*)\Z", re.DOTALL)
#: things whose body is indented by four: admonitions, footnotes, definitions
_HOLDER = re.compile(r"!!!\s|\[\^[^\]\s]{1,80}\]:|:[ \t]+")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}\Z")
STEP = 4


@dataclass(frozen=True, slots=True)
class _Level:
    """An open item: `marker` is the column of its sign, `content` the least column of what belongs to it."""

    marker: int
    content: int
    is_item: bool


def normalise(text: str) -> str:
    """`text` with lists nested as CommonMark nests them, and a blank line where a list begins right below a paragraph."""
    return "\n".join(_Reader().read(text.split("\n")))


class _Reader:
    def __init__(self) -> None:
        self._open: list[_Level] = []
        self._made: list[str] = []
        self._is_after_blank = True
        self._is_after_item = False  # a list goes on since the last blank line, or the line above belongs to one

    def read(self, lines: list[str]) -> list[str]:
        for line in lines:
            text = line.lstrip(" \t")
            if not text:
                self._made.append("")
                self._is_after_blank = True
                continue
            column = len(line[: len(line) - len(text)].expandtabs(STEP))
            item = None if _RULE.match(text) else _ITEM.match(text)
            # Four blanks where nothing is open, or more than four too many in an item, are code.
            if item is not None and column - self._base() < STEP:
                self._item(column, item)
            else:
                self._text(column, text)
            self._is_after_blank = False
        return self._made

    def _base(self) -> int:
        return self._open[-1].content if self._open else 0

    def _close_to(self, column: int) -> None:
        while self._open and column < self._open[-1].content:
            self._open.pop()

    def _item(self, column: int, match: re.Match[str]) -> None:
        number = match["number"]
        interrupts = number is None or int(number) == 1
        if not self._is_after_blank and not self._is_after_item and (not interrupts or not match["rest"]):
            self._text(column, match[0])  # a line of a paragraph that happens to begin with a sign or number
            return
        self._close_to(column)
        if not self._is_after_blank and not self._is_after_item:
            self._made.append("")
        marker = f"{number}." if number is not None else match["marker"]
        gap = len(match["gap"].expandtabs(STEP))
        width = len(match["marker"]) + (gap if 1 <= gap <= STEP else 1)
        self._made.append(f"{' ' * STEP * len(self._open)}{marker} {match['rest']}")
        self._open.append(_Level(column, column + width, is_item=True))
        self._is_after_item = True

    def _text(self, column: int, text: str) -> None:
        is_lazy = not self._is_after_blank and self._is_after_item and not text.startswith(("#", ">", "|"))
        if not is_lazy:
            self._close_to(column)
        depth = len(self._open)
        extra = max(0, column - self._base()) if not is_lazy else 0
        # Up to three blanks too many mean nothing; from four on it is code.
        self._made.append(" " * (STEP * depth + (extra if extra >= STEP else 0)) + text)
        if self._is_after_blank or not is_lazy:
            self._is_after_item = bool(self._open) and self._open[-1].is_item
        if _HOLDER.match(text) and not is_lazy:
            self._open.append(_Level(column, column + STEP, is_item=False))
            self._is_after_item = False
