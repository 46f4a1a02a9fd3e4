"""What of a Markdown text is prose: everything but code. Lines are what `\\n` separates; offsets are characters."""

from __future__ import annotations

import re
import unicodedata
from collections import deque

#: stands for every character that is not prose; it matches no word, no blank and no bracket
VOID = "\0"

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`\n]*$)|~{3,})")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)|[ ]{0,3}(?:\[\^[^\]]*\]:|!!!|\?\?\?|:[ ])")
_INDENTED = re.compile(r"(?: {4}| {0,3}\t)[ \t]*\S")
_TICKS = re.compile(r"`+")
_ESCAPE = re.compile(r"\\[\\`\[\]#!]")
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean_text(text: str) -> str:
    """`text` as it can be kept: line ends are `\\n`, pairs of surrogates are joined, and what is no text (NUL, a lone surrogate) is U+FFFD."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\0", "\ufffd")


def clean_title(title: str) -> str:
    """`title` on one line without control characters, at most 200 characters; perhaps empty."""
    return " ".join(_CONTROL.sub(" ", clean_text(title)).split())[:200].rstrip()


def title_key(title: str) -> str:
    """What titles are compared by: case, blanks and the way accents are encoded do not count."""
    return unicodedata.normalize("NFC", " ".join(title.split()).casefold())


def prose(text: str, *, escapes: bool = True) -> str:
    """`text` with code (fences, indented blocks, spans) made `VOID`, so that every offset and line stays.

    `escapes` also voids backslash escapes of Markdown's own signs, so that `\\[[x]]` and `\\#x` are seen as plain text.
    """
    if "```" in text or "~~~" in text or "    " in text or "\t" in text:
        text = _without_blocks(text)
    if escapes and "\\" in text:
        text = _without_escapes(text)
    if "`" in text:
        text = _without_spans(text)
    return text


def is_in_code(text: str, line: int) -> bool:
    """Whether line `line` (from 0) is part of a fence or an indented block."""
    lines = text.split("\n")
    if not 0 <= line < len(lines) or not lines[line]:
        return False
    return _without_blocks(text).split("\n")[line].startswith(VOID)


def _without_blocks(text: str) -> str:
    lines = text.split("\n")
    fence = ""  # the run that opened the fence we are in
    is_in_list = False
    is_after_blank = True
    for number, line in enumerate(lines):
        if fence:
            stripped = line.strip(" \t>")
            if len(stripped) >= len(fence) and not stripped.strip(fence[0]):
                fence = ""
            lines[number] = VOID * len(line)
            is_after_blank = False
            continue
        if ("```" in line or "~~~" in line) and (opened := _FENCE.match(line)) is not None:
            fence = opened[1]
            lines[number] = VOID * len(line)
            continue
        if not line or line.isspace():
            is_after_blank = True
            continue
        if line[0] in " \t" and _INDENTED.match(line) is not None:
            if is_after_blank and not is_in_list:
                lines[number] = VOID * len(line)
                continue  # the block goes on without a blank line between
        elif _ITEM.match(line) is not None:
            is_in_list = True
        elif is_after_blank and line[0] not in " \t":
            is_in_list = False
        is_after_blank = False
    return "\n".join(lines)


def _void(match: re.Match[str]) -> str:
    return VOID * (match.end() - match.start())


def _without_escapes(text: str) -> str:
    if "`" not in text:
        return _ESCAPE.sub(_void, text)
    # Inside a code span a backslash is a backslash, so a tick behind one still closes the span.
    return re.sub(r"\\[\\\[\]#!]", _void, text)


def _without_spans(text: str) -> str:
    """Spans end with a run of as many ticks as they began with, in the same paragraph. Linear in the length of `text`."""
    ends = deque(match.start() for match in _BLANK_LINE.finditer(text))
    ends.append(len(text))
    pieces: list[str] = []
    done = 0
    runs: list[tuple[int, int]] = []

    def finish() -> None:
        nonlocal done
        waiting: dict[int, deque[int]] = {}
        for index, (start, end) in enumerate(runs):
            waiting.setdefault(end - start, deque()).append(index)
        index = 0
        while index < len(runs):
            start, end = runs[index]
            same = waiting[end - start]
            while same and same[0] <= index:
                same.popleft()
            if not same or _is_escaped(text, start):
                index += 1
                continue
            close = runs[same[0]][1]
            pieces.append(text[done:start])
            pieces.append("\n".join(VOID * len(line) for line in text[start:close].split("\n")))
            done = close
            index = same[0] + 1
        runs.clear()

    for match in _TICKS.finditer(text):
        while match.start() > ends[0]:
            ends.popleft()
            finish()
        runs.append(match.span())
    finish()
    pieces.append(text[done:])
    return "".join(pieces)


def _is_escaped(text: str, at: int) -> bool:
    start = at
    while start > 0 and text[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1
