"""Limits on what Markdown's inline rules have to look at: they look ahead from every sign, so hostile texts would take minutes.

What is beyond a limit is veiled until the end and looks the same; nothing is lost. Ordinary texts pass unchanged.
"""

from __future__ import annotations

import re

from studydesk.render.stash import veiled

LONGEST_UNIT = 6_000  # characters of a paragraph, list item or table row; longer ones are cut at a line end or blank
MOST_SIGNS = 300  # of one kind in a unit
FEW_BRACKETS = 8  # up to here they need no looking after
DEEPEST = 4  # brackets inside brackets

_UNIT = re.compile(r"(\n(?:[ \t]*\n)+|\n(?=[ \t>]*(?:(?:[-*+]|\d{1,9}\.)[ \t]|\||:[ \t]|\[\^)))")
_NO_TAG = re.compile(r"<(?![A-Za-z/!])")
_SIGNS = "*_`~=<!&:\\\"'#"
_HOT = re.compile(f"[{re.escape(_SIGNS)}]")
_PAIRS = re.compile(r"[\[\]()]")


def bounded(text: str) -> str:
    """`text` (without code, which has to be in the stash) with every unit within the limits. Linear in its length."""
    if len(text) <= FEW_BRACKETS:
        return text
    parts = _UNIT.split(text)
    # Units and what stands between them take turns.
    parts[::2] = [_bounded_unit(unit) for unit in parts[::2]]
    return "".join(parts)


def _bounded_unit(unit: str) -> str:
    if len(unit) > LONGEST_UNIT:
        return "\n\n".join(_calm(piece) for piece in _cut(unit))
    return _calm(unit)


def _cut(unit: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    while len(unit) - start > LONGEST_UNIT:
        end = start + LONGEST_UNIT
        cut = unit.rfind("\n", start, end)
        if cut <= start:
            cut = unit.rfind(" ", start, end)
        cut = cut if cut > start else end
        pieces.append(unit[start:cut])
        start = cut + (unit[cut : cut + 1] in {"\n", " "})
    pieces.append(unit[start:])
    return pieces


def _calm(unit: str) -> str:
    if "<" in unit:
        unit = _NO_TAG.sub(veiled("<"), unit)
    if unit.count("[") > FEW_BRACKETS:
        unit = _few_brackets(unit)
    if len(unit) > MOST_SIGNS and max(map(unit.count, _SIGNS)) > MOST_SIGNS:
        unit = _few_signs(unit)
    return unit


def _few_signs(unit: str) -> str:
    seen: dict[str, int] = {}

    def plain(match: re.Match[str]) -> str:
        sign = match[0]
        seen[sign] = seen.get(sign, 0) + 1
        return sign if seen[sign] <= MOST_SIGNS else veiled(sign)

    return _HOT.sub(plain, unit)


def _few_brackets(unit: str) -> str:
    """Brackets without a partner or deeper than `DEEPEST` are veiled, and so are the round ones behind them."""
    stack: list[tuple[str, int]] = []
    keep: set[int] = set()
    for match in _PAIRS.finditer(unit):
        sign, at = match[0], match.start()
        if sign in "[(":
            stack.append((sign, at))
            continue
        opening = "[" if sign == "]" else "("
        if stack and stack[-1][0] == opening:
            if len(stack) <= DEEPEST:
                keep |= {stack[-1][1], at}
            stack.pop()
        elif sign == "]":
            # A round bracket that was never closed is a plain sign and ends nothing.
            rest = len(stack)
            while rest and stack[rest - 1][0] == "(":
                rest -= 1
            if rest and len(stack) - rest <= DEEPEST:
                if rest <= DEEPEST:
                    keep |= {stack[rest - 1][1], at}
                del stack[rest - 1 :]

    def plain(match: re.Match[str]) -> str:
        at = match.start()
        is_plain = at in keep or (match[0] == ")" or (match[0] == "(" and unit[at - 1 : at] != "]"))
        return match[0] if is_plain else veiled(match[0])

    return _PAIRS.sub(plain, unit)
