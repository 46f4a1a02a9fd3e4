"""Tags: `#tag` and nested `#area/part` in prose."""

from __future__ import annotations

import re
from collections.abc import Iterable

from studydesk.domain.notes.prose import VOID, prose

_TAG = re.compile(r"#([\w-]++(?:/[\w-]++)*+)")
_BEFORE = frozenset(" \t\n(,;:*_~=\"'“‘«")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}(?:[ \t]|$)")
_NOT_TEXT = re.compile(r"\[\[[^\[\]]*\]\]|\]\([^()]*\)|\b[a-z][a-z0-9+.-]{0,15}://\S+|\bwww\.\S+", re.IGNORECASE)
_COLOUR = re.compile(r"(?:[0-9a-f]{3}|[0-9a-f]{6}|(?=[0-9a-f]*[0-9])(?:[0-9a-f]{4}|[0-9a-f]{8}))\Z", re.IGNORECASE)

#: characters; what is longer is no tag
LONGEST = 100


def parse_tags(text: str) -> list[str]:
    """Tags of `text` without their #, lower case, each once, in order.

    Not in code, headings, links, addresses. A tag has a letter (`#12` is a number) and is no colour: three or six hexadecimal
    digits, or four or eight with a figure among them (`#bad` is a colour, `#cafe` is a tag).
    """
    if "#" not in text:
        return []
    body = prose(text)
    found: dict[str, None] = {}
    start, end = 0, -1
    line = ""
    for match in _TAG.finditer(body):
        at = match.start()
        if at and body[at - 1] not in _BEFORE:
            continue
        if at > end:
            start = body.rfind("\n", 0, at) + 1
            end = body.find("\n", at)
            end = end if end >= 0 else len(body)
            line = _tag_text(body[start:end])
        tag = match[1].strip("-")
        if line[at - start] == "#" and len(tag) <= LONGEST and _is_tag(tag):
            found[tag.lower()] = None
    return list(found)


def _tag_text(line: str) -> str:
    """`line` with what can hold no tag made `VOID`."""
    if _HEADING.match(line) is not None:
        return VOID * len(line)
    return _NOT_TEXT.sub(lambda match: VOID * len(match[0]), line)


def _is_tag(tag: str) -> bool:
    return _COLOUR.match(tag) is None and any(sign.isalpha() for sign in tag)


def with_parents(tags: Iterable[str]) -> set[str]:
    """`tags` and everything they lie in: `a/b/c` brings `a/b` and `a`."""
    found: set[str] = set()
    for tag in tags:
        parts = tag.split("/")
        found.update("/".join(parts[:count]) for count in range(1, len(parts) + 1))
    return found
