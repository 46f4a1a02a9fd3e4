"""What changed between two texts: by lines, and by words inside lines that were changed a little."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")

#: products of lines beyond which lines are compared roughly, so that a megabyte of equal lines does not take minutes
_FINE = 4_000_000
_LONGEST_LINE = 4000
#: share of equal words from which two lines count as one line that was changed
_ALIKE = 0.4


class LineKind(StrEnum):
    """Whose line it is."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; `is_changed` marks the words that the other side does not have."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of a diff. Numbers count from 1 and are None on the side that does not have the line."""

    kind: LineKind
    old_number: int | None
    new_number: int | None
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(piece.text for piece in self.pieces)


def diff_lines(old: str, new: str) -> list[DiffLine]:
    """From `old` to `new`. The same and removed lines are `old`, the same and added lines are `new`, both in order."""
    before, after = old.split("\n"), new.split("\n")
    found: list[DiffLine] = []
    for tag, i1, i2, j1, j2 in _opcodes(before, after):
        if tag == "equal":
            found += [
                DiffLine(LineKind.SAME, i + 1, j + 1, (Piece(before[i]),))
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
            ]
            continue
        removed: dict[int, tuple[Piece, ...]] = {i: (Piece(before[i], is_changed=True),) for i in range(i1, i2)}
        added: dict[int, tuple[Piece, ...]] = {j: (Piece(after[j], is_changed=True),) for j in range(j1, j2)}
        for i, j in zip(range(i1, i2), range(j1, j2), strict=False):
            words = diff_words(before[i], after[j])
            if words is not None:
                removed[i], added[j] = words
        found += [DiffLine(LineKind.REMOVED, i + 1, None, pieces) for i, pieces in removed.items()]
        found += [DiffLine(LineKind.ADDED, None, j + 1, pieces) for j, pieces in added.items()]
    return found


def diff_words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]] | None:
    """Both lines with the differing words marked; None when they have too little in common to be one line changed."""
    if len(old) > _LONGEST_LINE or len(new) > _LONGEST_LINE:
        return None
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    words = Counter(token for token in before if not token.isspace())
    others = Counter(token for token in after if not token.isspace())
    if words.total() + others.total() == 0:
        return None
    if 2 * (words & others).total() / (words.total() + others.total()) < _ALIKE:
        return None
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        is_changed = tag != "equal"
        if i2 > i1:
            left.append(Piece("".join(before[i1:i2]), is_changed))
        if j2 > j1:
            right.append(Piece("".join(after[j1:j2]), is_changed))
    return tuple(left), tuple(right)


def _opcodes(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """As SequenceMatcher's, with what both begin and end with taken off first."""
    head = 0
    shorter = min(len(old), len(new))
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    codes: list[tuple[str, int, int, int, int]] = []
    if head:
        codes.append(("equal", 0, head, 0, head))
    if middle_old or middle_new:
        if _pairs(middle_old, middle_new) > _FINE:
            codes.append(("replace", head, len(old) - tail, head, len(new) - tail))
        else:
            matcher = SequenceMatcher(None, middle_old, middle_new, autojunk=False)
            codes += [
                (tag, i1 + head, i2 + head, j1 + head, j2 + head) for tag, i1, i2, j1, j2 in matcher.get_opcodes()
            ]
    if tail:
        codes.append(("equal", len(old) - tail, len(old), len(new) - tail, len(new)))
    return codes


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    """Pairs of equal lines: what the time of a SequenceMatcher grows with."""
    counts = Counter(new)
    return sum(counts[line] for line in old) + len(old) + len(new)
