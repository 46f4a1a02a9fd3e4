"""Task lists and what Enter does in a list."""

from __future__ import annotations

import re

from studydesk.domain.notes.prose import is_in_code, prose

_LINE = re.compile(
    r"(?P<indent>[ \t]*(?:>[ \t]?)*[ \t]*)(?P<marker>(?:[-*+]|(?P<number>\d{1,9})(?P<dot>[.)]))(?P<gap>[ \t]+|$))?"
    r"(?P<box>\[(?P<mark>[ xX])\](?:[ \t]+|$))?(?P<rest>.*)\Z"
)
_TASK = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\](?=[ \t]|$)", re.MULTILINE)
_HEADING = re.compile(r"[ ]{0,3}#{1,6}(?:[ \t]|$)")


def toggle_task(text: str, line: int) -> str:
    """`text` with line `line` (from 0) ticked or unticked; a plain list item or line becomes an open task.

    Headings, code and lines that are not there stay as they are.
    """
    lines = text.split("\n")
    if not 0 <= line < len(lines) or _HEADING.match(lines[line]):
        return text
    # A single line says nothing of what it is part of: an indented one is taken for a nested item.
    if len(lines) > 1 and is_in_code(text, line):
        return text
    parts = _LINE.match(lines[line])
    if parts is None:
        return text
    indent, marker, rest = parts["indent"], parts["marker"], parts["rest"]
    if marker is None:
        lines[line] = f"{indent}- [ ] {(parts['box'] or '') + rest}"
    elif parts["box"] is None:
        lines[line] = f"{indent}{marker.rstrip()} [ ] {rest}"
    else:
        mark = "x" if parts["mark"] == " " else " "
        lines[line] = f"{indent}{marker}[{mark}]{parts['box'][3:]}{rest}"
    return "\n".join(lines)


def task_lines(text: str) -> list[int]:
    """Numbers (from 0) of the lines that hold a task, outside code: the n-th box of the rendered note is on the n-th of them."""
    body = prose(text, escapes=False)
    return [number for number, line in enumerate(body.split("\n")) if _TASK.match(line)]


def next_line_prefix(line: str) -> str | None:
    """What Enter at the end of `line` puts at the start of the next one; "" when there is nothing to go on with.

    None for an item or quote without text: Enter there ends the list, so the line is to be emptied.
    """
    parts = _LINE.match(line)
    if parts is None:
        return ""
    indent, marker = parts["indent"], parts["marker"]
    if marker is None:
        if ">" not in indent:
            return indent
        return indent if (parts["box"] or "") + parts["rest"] else None
    if not parts["rest"].strip():
        return None
    if parts["number"] is not None:
        marker = f"{int(parts['number']) + 1}{parts['dot']}{parts['gap'] or ' '}"
    return f"{indent}{marker}{'[ ] ' if parts['box'] else ''}"
