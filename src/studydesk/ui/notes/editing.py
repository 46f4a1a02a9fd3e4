"""What keys do to a line of Markdown: pure functions on text, columns counted in characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from studydesk.domain.notes import next_line_prefix, toggle_task
from studydesk.ui.notes.syntax import LIST_ITEM

INDENT = "    "

_QUOTE_PREFIX = re.compile(r"\s{0,3}(?:>[ \t]?)+")
_LINKS = re.compile(
    r"!?\[\[(?P<wiki>[^\[\]]+)\]\]"
    r"|!?\[[^\[\]]*\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"
    r"|(?P<url>\b(?:https?|studydesk)://[^\s<>\"')\]]+)"
)
_ADDRESS = re.compile(r"(?:https?|studydesk)://\S+\Z|mailto:\S+@\S+\Z")


@dataclass(frozen=True, slots=True)
class Continuation:
    """What Enter does: `prefix` begins the new line, or with `ends` the empty item is cleared and no line is begun."""

    prefix: str = ""
    ends: bool = False


def continuation(line: str, column: int) -> Continuation | None:
    """Enter inside a list, task or quote; None where a plain line break is right."""
    quote = _QUOTE_PREFIX.match(line)
    start = quote.end() if quote else 0
    item = LIST_ITEM.match(line, start)
    if column < (item.end() if item is not None else start):
        return None
    prefix = next_line_prefix(line)
    if prefix is None:
        return Continuation(ends=True)
    return Continuation(prefix) if prefix else None


def is_list_item(line: str) -> bool:
    """Whether Tab means a deeper list rather than a tabulator."""
    quote = _QUOTE_PREFIX.match(line)
    return LIST_ITEM.match(line, quote.end() if quote else 0) is not None


def outdented(line: str) -> int:
    """How many characters Shift+Tab takes from the front of a line."""
    if line.startswith("\t"):
        return 1
    return len(line) - len(line.lstrip(" ")) if len(line) - len(line.lstrip(" ")) < len(INDENT) else len(INDENT)


def task_box(line: str) -> tuple[int, int] | None:
    """Columns from and to (exclusive) of the box of a task line."""
    quote = _QUOTE_PREFIX.match(line)
    item = LIST_ITEM.match(line, quote.end() if quote else 0)
    return item.span("box") if item is not None and item["box"] else None


def toggled_task(line: str) -> str:
    """Done becomes open and open done; a list item or a plain line becomes an open task."""
    return toggle_task(line, 0)


def wrapped(text: str, sign: str) -> str:
    """`text` with `sign` on both sides, or without when it has them; outer blanks stay outside."""
    core = text.strip()
    if not core:
        return text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    size = len(sign)
    if len(core) > 2 * size and core.startswith(sign) and core.endswith(sign) and not _is_other(core, sign):
        return lead + core[size:-size] + tail
    return lead + sign + core + sign + tail


def _is_other(core: str, sign: str) -> bool:
    """`**bold**` is not italic, though it begins with a star."""
    return sign == "*" and core.startswith("**") and core.endswith("**") and not core.startswith("***")


class LinkForm(StrEnum):
    """How a link is written."""

    WIKI = "wiki"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """A link as it stands in a line; `target` is the inside of `[[…]]` up to `|`, or an address."""

    form: LinkForm
    target: str
    start: int
    end: int


def link_at(line: str, column: int) -> WrittenLink | None:
    """The link that lies under a column."""
    for match in _LINKS.finditer(line):
        if match.start() <= column < match.end():
            if match["wiki"] is not None:
                return WrittenLink(LinkForm.WIKI, match["wiki"].split("|", 1)[0].strip(), match.start(), match.end())
            return WrittenLink(LinkForm.ADDRESS, match["target"] or match["url"] or "", match.start(), match.end())
    return None


def open_link(before: str) -> str | None:
    """What has been typed behind an unclosed `[[` at the end of `before`; None when there is none."""
    start = before.rfind("[[")
    if start < 0:
        return None
    typed = before[start + 2 :]
    return None if any(sign in typed for sign in "[]|\n") or len(typed) > 80 else typed


def is_address(text: str) -> bool:
    """Whether pasted text is one address."""
    return _ADDRESS.match(text.strip()) is not None


def word_at(line: str, column: int) -> tuple[int, int]:
    """Columns of the word around `column`; both equal `column` where there is none."""
    start = end = column
    while start > 0 and (line[start - 1].isalnum() or line[start - 1] in "_'"):
        start -= 1
    while end < len(line) and (line[end].isalnum() or line[end] in "_'"):
        end += 1
    return start, end
