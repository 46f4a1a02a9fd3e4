"""Where notes link to something, and where they name it without a link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studydesk.app.note_links import LinkResolver
from studydesk.domain.errors import ExpectedError
from studydesk.domain.notes import (
    VOID,
    LinkKind,
    LinkTarget,
    Mention,
    is_linkable,
    prose,
    put_link,
)

if TYPE_CHECKING:
    from studydesk.store.repositories.notes import NotesRepository

#: notes looked through at most for one question, so that a name that is an everyday word stays quick
_EXAMINED = 300
_PAGE = 60
_LINK = re.compile(r"\[\[[^\[\]]*\]\]|\[[^\[\]]*\]\([^()]*\)")
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{0,15}://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """Characters `start`..`end` of a body, on a line of it."""

    number: int
    line: str
    start: int
    end: int


class NoteMentions:
    """Backlinks and unlinked mentions."""

    def __init__(self, notes: NotesRepository, resolver: LinkResolver) -> None:
        self._notes = notes
        self._resolver = resolver

    def backlinks(self, target: LinkTarget, *, limit: int = 200) -> list[Mention]:
        """Lines that link to `target`, those of the note changed last first; not those of its own note."""
        own = self._own_note(target)
        found: dict[tuple[str, int], Mention] = {}
        for one in self._resolver.stored_forms(target):
            for link in self._notes.backlinks(one.kind, one.id, limit=limit):
                if link.note_id != own:
                    line = _line(link.body, link.line)
                    found.setdefault((link.note_id, link.line), Mention(link.note_id, link.note_title, link.line, line))
        return list(found.values())[:limit]

    def unlinked(self, target: LinkTarget, *, limit: int = 50) -> list[Mention]:
        """Lines that name `target` as whole words outside links and code, newest notes first; not those of its own note."""
        names = [name for name in self._resolver.names(target) if re.search(r"\w\w", name)]
        if not names:
            return []
        pattern = _pattern(names)
        own = self._own_note(target)
        found: list[Mention] = []
        seen: set[str] = set()
        for name in names:
            for offset in range(0, _EXAMINED, _PAGE):
                page = self._notes.holding(name, limit=_PAGE, offset=offset)
                for note in page:
                    if note.note_id == own or note.note_id in seen:
                        continue
                    seen.add(note.note_id)
                    found += [
                        Mention(note.note_id, note.title, place.number, place.line)
                        for place in _places(note.body, pattern)
                    ]
                    if len(found) >= limit:
                        return found[:limit]
                if len(page) < _PAGE:
                    break
        return found

    def linked_body(self, mention: Mention, body: str, target: LinkTarget) -> str:
        """`body` with the first unlinked mention of `target` on the mention's line made a link.

        Raises ExpectedError when the note was changed so that the line no longer holds one.
        """
        target = self._resolver.present(target)
        names = self._resolver.names(target)
        # The line may have moved since the mention was shown.
        places = [place for place in _places(body, _pattern(names)) if place.line == mention.line] if names else []
        if not places:
            raise ExpectedError("The note was changed, so this line is no longer there.", safe="Nothing was changed.")
        place = min(places, key=lambda one: abs(one.number - mention.line_number))
        words = body[place.start : place.end]
        is_plain = is_linkable(words) and self._resolver.by_title(words) == target
        return put_link(body, place.start, place.end, None if is_plain else target)

    def _own_note(self, target: LinkTarget) -> str:
        target = self._resolver.present(target)
        if target.kind is LinkKind.NOTE:
            return target.id
        for one in self._resolver.stored_forms(target):
            note = self._notes.by_anchor(one.id) if one.kind is LinkKind.NODE else None
            if note is not None:
                return note.id
        return ""


def _pattern(names: list[str]) -> re.Pattern[str]:
    parts = ["[ \\t]+".join(re.escape(word) for word in name.split()) for name in sorted(names, key=len, reverse=True)]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


def _places(body: str, pattern: re.Pattern[str]) -> list[_Place]:
    """The first place on each line where `pattern` stands outside links and code."""
    found: list[_Place] = []
    text = ""
    number = counted = 0
    done = -1  # the end of the last line that is in `found` or holds nothing
    for match in pattern.finditer(body):
        if match.start() < done:
            continue
        number += body.count("\n", counted, match.start())
        counted = match.start()
        start = body.rfind("\n", 0, counted) + 1
        end = body.find("\n", counted)
        done = end if end >= 0 else len(body)
        text = text or prose(body)
        # Neither links nor names go over the end of a line.
        at = pattern.search(_without_links(text[start:done]))
        if at is not None:
            found.append(_Place(number, body[start:done], start + at.start(), start + at.end()))
    return found


def _without_links(line: str) -> str:
    if "[" in line:
        line = _LINK.sub(_void, line)
    if "://" in line:
        line = _ADDRESS.sub(_void, line)
    return line


def _void(match: re.Match[str]) -> str:
    return VOID * len(match[0])


def _line(body: str, number: int) -> str:
    lines = body.split("\n", number + 1)
    return lines[number] if number < len(lines) else ""
