"""Markdown as the editor colours it: one line in, spans out. No Qt, so that it can be tested and timed alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Style(IntEnum):
    """What a span is; the highlighter gives each a format."""

    HEADING = 0
    BOLD = 1
    ITALIC = 2
    STRIKE = 3
    CODE = 4
    FENCE = 5
    QUOTE = 6
    MARKER = 7
    TASK_BOX = 8
    TASK_DONE = 9
    LINK = 10
    TAG = 11
    MATH = 12
    MARK = 13
    LABEL = 14
    RULE = 15


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    length: int
    style: Style


# What is open at the end of a line: nothing, or a fence or formula block with the number of signs that opened it.
PLAIN = 0
_BACKTICKS, _TILDES, _DOLLARS = 1, 2, 3
_OPENERS = {"`": _BACKTICKS, "~": _TILDES}

#: longer lines are coloured up to here only
LINE_LIMIT = 4000

_FENCE = re.compile(r"\s{0,12}(?:>\s?)*(?:[-*+]\s+)?(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r"#{1,6}(?:\s|$)")
_RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
LIST_ITEM = re.compile(r"(?P<indent>\s*)(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+|$)(?P<box>\[[ xX]\](?=\s|$))?")
_LABEL = re.compile(r"[QA]:(?=\s|$)")
_INLINE = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<wiki>!?\[\[[^\[\]]+\]\])"
    r"|(?P<link>!?\[[^\[\]]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\))"
    r"|(?P<url>\b(?:https?|studydesk)://[^\s<>\"')\]]+)"
    r"|(?P<math>\$\$[^$]+\$\$|\$(?![\s$])[^$]*[^\s$\\]\$(?!\d)|\$[^\s$]\$(?!\d))"
    r"|(?P<mark>==(?=[^\s=]).+?(?<=[^\s=])==)"
    r"|(?P<strike>~~(?=[^\s~]).+?(?<=[^\s~])~~)"
    r"|(?P<bold>\*\*(?=\S).+?(?<=\S)\*\*|(?<!\w)__(?=\S).+?(?<=\S)__(?!\w))"
    r"|(?P<italic>\*(?=[^\s*])(?:[^*]|\*\*[^*]+\*\*)*(?<=[^\s*])\*|(?<!\w)_(?=[^\s_])[^_]*(?<=\S)_(?!\w))"
    r"|(?P<tag>(?<![\w/#&])\#[^\W\d][\w/-]*)"
)
_STYLE_OF = {
    "code": Style.CODE,
    "wiki": Style.LINK,
    "link": Style.LINK,
    "url": Style.LINK,
    "math": Style.MATH,
    "mark": Style.MARK,
    "strike": Style.STRIKE,
    "bold": Style.BOLD,
    "italic": Style.ITALIC,
    "tag": Style.TAG,
}
# What may hold other spans, with the length of its sign on either side.
_NESTING = {"mark": 2, "strike": 2, "bold": 2, "italic": 1}


def state_after(text: str, state: int) -> int:
    """What is open behind a line, given what was open before it. Cheap: run over every line of a long note."""
    kind = state & 3
    if kind == _DOLLARS:
        return PLAIN if "$$" in text else state
    if kind == PLAIN and "$$" in text and text.strip() == "$$":
        return _DOLLARS
    if "```" not in text and "~~~" not in text:
        return state
    match = _FENCE.match(text)
    if match is None:
        return state
    signs, rest = match[1], match[2]
    opener = _OPENERS[signs[0]]
    if kind == PLAIN:
        # A backtick in the rest makes it inline code.
        return PLAIN if signs[0] == "`" and "`" in rest else opener | min(len(signs), 15) << 2
    closes = opener == kind and len(signs) >= state >> 2 and not rest.strip()
    return PLAIN if closes else state


def spans(text: str, state: int) -> list[Span]:
    """What to colour in a line that begins in `state`; later spans lie over earlier ones."""
    kind = state & 3
    if kind == _DOLLARS:
        return [Span(0, len(text), Style.MATH)]
    if kind:
        return [Span(0, len(text), Style.FENCE)]
    after = state_after(text, state)
    if after & 3 == _DOLLARS:
        return [Span(0, len(text), Style.MATH)]
    if after:
        return [Span(0, len(text), Style.FENCE)]
    found: list[Span] = []
    start = 0
    if not text or text.isspace():
        return found
    if text.startswith("#") and _HEADING.match(text):
        found.append(Span(0, len(text), Style.HEADING))
        _inline(text, 0, min(len(text), LINE_LIMIT), found, has_tags=False)
        return found
    if _RULE.match(text):
        return [Span(0, len(text), Style.RULE)]
    quote = _QUOTE.match(text)
    if quote is not None:
        start = quote.end()
        found.append(Span(0, len(text), Style.QUOTE))
    item = LIST_ITEM.match(text, start)
    if item is not None:
        found.append(Span(item.start("marker"), len(item["marker"]), Style.MARKER))
        start = item.end()
        if item["box"]:
            found.append(Span(item.start("box"), 3, Style.TASK_BOX))
            if item["box"][1] in "xX":
                found.append(Span(start, len(text) - start, Style.TASK_DONE))
    label = _LABEL.match(text, start)
    if label is not None:
        found.append(Span(start, 2, Style.LABEL))
        start += 2
    _inline(text, start, min(len(text), LINE_LIMIT), found, has_tags=True)
    return found


def _inline(text: str, start: int, end: int, found: list[Span], *, has_tags: bool) -> None:
    for match in _INLINE.finditer(text, start, end):
        name = match.lastgroup
        # `ticks` closes inside `code`, so that `code` is the last group; an escape colours nothing.
        if name is None or name == "escape" or (name == "tag" and not has_tags):
            continue
        found.append(Span(match.start(), match.end() - match.start(), _STYLE_OF[name]))
        sign = _NESTING.get(name)
        if sign is not None:
            _inline(text, match.start() + sign, match.end() - sign, found, has_tags=has_tags)
