"""The first pass, line by line: code blocks, callouts, task boxes, and limits that keep hostile texts harmless."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studydesk.domain.notes import task_lines
from studydesk.render.code import CodeBlock, code_html
from studydesk.render.diagrams import Diagrams
from studydesk.render.stash import Stash

_FENCE = re.compile(
    r"(?P<prefix>[ \t>]*)(?P<marker>(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<ticks>`{3,}(?=[^`\n]*\Z)|~{3,})(?P<info>.*)\Z"
)
_CALLOUT = re.compile(r"(?P<indent>[ \t]*)>[ \t]?\[!(?P<kind>[A-Za-z-]{1,20})\][+-]?[ \t]*(?P<title>.*)\Z")
_QUOTED = re.compile(r"[ \t]*>[ \t]?")
_TASK = re.compile(r"(?P<lead>[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[(?P<mark>[ xX])\](?P<gap>[ \t]|\Z)")
#: Python-Markdown takes "#tag" for a heading; here a heading has a blank behind its signs
_NO_HEADING = re.compile(r"(?P<lead>[ ]{0,3}(?:>[ ]?)*)(?=#{1,6}[^#\s])")
_LEAD = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")

_KINDS = {
    "tip": ("tip", "hint", "important", "success", "check", "done"),
    "warning": ("warning", "caution", "attention", "danger", "error", "failure", "fail", "missing", "bug"),
    "example": ("example",),
    "question": ("question", "help", "faq"),
    "quote": ("quote", "cite"),
}
CALLOUTS = {alias: kind for kind, aliases in _KINDS.items() for alias in aliases}

DEPTH = 10  # levels of lists and quotes
_INDENT = 4 * DEPTH
_LEVELS = ">-*+.)"
_CALLOUT_DEPTH = 4


def take_tasks(text: str, stash: Stash, *, is_live: bool) -> str:
    """Boxes of task items become check boxes that know their line; only `is_live` ones can be ticked."""
    lines = text.split("\n")
    for number in task_lines(text):
        match = _TASK.match(lines[number])
        if match is None:
            continue
        state = " checked" if match["mark"] != " " else ""
        live = f' data-line="{number}"' if is_live else " disabled"
        box = stash.put(f'<input type="checkbox" class="task" aria-label="Done"{live}{state}>', f"[{match['mark']}]")
        lines[number] = f"{match['lead']}{box}{match['gap']}{lines[number][match.end() :]}"
    return "\n".join(lines)


def take_blocks(text: str, stash: Stash) -> str:
    """Callouts become admonitions, fences wait in the stash, nesting beyond `DEPTH` is flattened."""
    lines = _fences(_callouts(text.split("\n"), 0), stash)
    return "\n".join(_bounded(line) for line in lines)


def _callouts(lines: list[str], depth: int) -> list[str]:
    made: list[str] = []
    fence = ""
    at = 0
    while at < len(lines):
        line = lines[at]
        fence = _after(line, fence)
        match = None if fence or depth >= _CALLOUT_DEPTH else _CALLOUT.match(line)
        if match is None:
            made.append(line)
            at += 1
            continue
        at += 1
        body: list[str] = []
        while at < len(lines) and (quoted := _QUOTED.match(lines[at])):
            body.append(lines[at][quoted.end() :])
            at += 1
        indent = match["indent"]
        kind = CALLOUTS.get(match["kind"].lower(), "note")
        title = match["title"].strip().replace('"', "”") or match["kind"].capitalize()
        made += ["", f'{indent}!!! {kind} "{title}"']
        made += [f"{indent}    {inner}".rstrip() for inner in _callouts(body, depth + 1)]
        made.append("")
    return made


def _after(line: str, fence: str) -> str:
    """The ticks of the fence that is open after `line`, "" when none is."""
    if fence:
        return "" if _closes(line, fence) else fence
    opened = _FENCE.match(line)
    return opened["ticks"] if opened else ""


def _closes(line: str, ticks: str) -> bool:
    bare = line.strip(" \t>")
    return len(bare) >= len(ticks) and not bare.strip(ticks[0])


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block whose mark is on line `line`, behind `head`; what follows it is indented by `lead`."""

    line: int
    head: str
    lead: str
    block: CodeBlock


def _fences(lines: list[str], stash: Stash) -> list[str]:
    made: list[str] = []
    diagrams = Diagrams()
    last: _Placed | None = None  # the block right above, None when text came since
    at = 0
    while at < len(lines):
        match = _FENCE.match(lines[at])
        if match is None:
            made.append(lines[at])
            if lines[at].strip(" \t>"):
                last = None
            at += 1
            continue
        lead = match["prefix"] + " " * len(match["marker"] or "")
        body, at = _fence_body(lines, at + 1, lead, match["ticks"])
        block = CodeBlock(match["info"].strip()[:100], "\n".join(body))
        if last is not None and block.language == "output" and lead == last.lead and not match["marker"]:
            both = CodeBlock(last.block.info, last.block.body, block.body)
            made[last.line] = last.head + _put(stash, both, diagrams)
            last = None
            continue
        head = match["prefix"] + (match["marker"] or "")
        last = _Placed(len(made) + 1, head, lead, block)
        made += [lead.rstrip(), head + _put(stash, block, diagrams), lead.rstrip()]
    return made


def _put(stash: Stash, block: CodeBlock, diagrams: Diagrams) -> str:
    html = diagrams.html(block.body) if block.language == "mermaid" and block.output is None else code_html(block)
    return stash.put(html, block.body, is_block=True)


def _fence_body(lines: list[str], at: int, lead: str, ticks: str) -> tuple[list[str], int]:
    """The lines of a fence that begins at `at`, and where the text goes on. Without an end it goes to the end of the quote or text."""
    quotes = lead.count(">")
    body: list[str] = []
    while at < len(lines):
        line = lines[at]
        if quotes and line.count(">", 0, len(line) - len(line.lstrip(" \t>"))) < quotes:
            break
        at += 1
        if _closes(line, ticks):
            break
        body.append(_unindented(line, lead, quotes))
    return body, at


def _unindented(line: str, lead: str, quotes: int) -> str:
    """A line of a fence without the quote signs and the indent of its opening line."""
    if not quotes:
        blank = len(line) - len(line.lstrip(" \t"))
        return line[min(blank, len(lead)) :]
    at = 0
    for _ in range(quotes):
        at = line.index(">", at) + 1
    rest = line[at:]
    inner = lead[lead.rindex(">") + 1 :]
    blank = len(rest) - len(rest.lstrip(" \t"))
    return rest[min(blank, len(inner)) :]


def _bounded(line: str) -> str:
    """`line` with at most `DEPTH` levels before its text, and without a heading where only a tag is meant."""
    lead = _LEAD.match(line)
    if lead is not None and lead.end() > DEPTH:
        signs = lead[0].replace("\t", "    ")
        if len(signs) > _INDENT or sum(sign in _LEVELS for sign in signs) > DEPTH:
            line = _flattened(signs) + line[lead.end() :]
    if "#" in line and (match := _NO_HEADING.match(line)):
        line = f"{match['lead']}\\{line[match.end() :]}"
    return line


def _flattened(signs: str) -> str:
    kept: list[str] = []
    for sign in signs[:_INDENT]:
        if sign in _LEVELS and sum(one in _LEVELS for one in kept) == DEPTH:
            return "".join(kept).rstrip("0123456789")
        kept.append(sign)
    return "".join(kept)
