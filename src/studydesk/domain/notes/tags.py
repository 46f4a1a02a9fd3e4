"""Tags: `#tag` and nested `#area/part` in prose."""

from __future__ import annotations

import re
from collections.abc import Iterable

from studydesk.domain.notes.prose import VOID, prose

_TAG = re.compile(r"(?:(?<=[\s(,;:*_~=\"'“‘«])|^)#([\w-]++(?:/[\w-]++)*+)", re.MULTILINE)
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}(?:[ \t].*)?$", re.MULTILINE)
_NOT_TEXT = re.compile(r"\[\[[^\[\]\n]*\]\]|\]\([^()\n]*\)|\b[a-z][a-z0-9+.-]{0,15}://\S+|\bwww\.\S+", re.IGNORECASE)
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
    body = _NOT_TEXT.sub(lambda match: VOID * len(match[0]), _HEADING.sub("", prose(text)))
    found: dict[str, None] = {}
    for match in _TAG.finditer(body):
        tag = match[1].strip("-")
        if len(tag) <= LONGEST and not _COLOUR.match(tag) and any(sign.isalpha() for sign in tag):
            found[tag.lower()] = None
    return list(found)


def with_parents(tags: Iterable[str]) -> set[str]:
    """`tags` and everything they lie in: `a/b/c` brings `a/b` and `a`."""
    found: set[str] = set()
    for tag in tags:
        parts = tag.split("/")
        found.update("/".join(parts[:count]) for count in range(1, len(parts) + 1))
    return found
