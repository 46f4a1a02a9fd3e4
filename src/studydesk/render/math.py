"""Mathematics: `$…$` and `$$…$$` become MathML, by Temml in a QuickJS context with limits."""

from __future__ import annotations

import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from html import escape
from typing import Any

from studydesk.domain.places import assets_dir
from studydesk.render.sanitise import clean_math

LONGEST = 8_000  # characters of one formula
_MEMORY = 64 * 2**20
_SECONDS = 1  # of processor time for one formula
#: processor time for the formulas of one text; those after it are shown as source
BUDGET = 8.0

# Through JSON, because the binding cannot take the ropes that QuickJS makes of long concatenations.
_CALL = """
function studydesk(tex, isDisplay) {
  try {
    return JSON.stringify([true, temml.renderToString(tex, {displayMode: isDisplay, throwOnError: true, trust: false,
      annotate: false, maxExpand: 1000, maxSize: [20, 60]})]);
  } catch (problem) { return JSON.stringify([false, String(problem && problem.message || problem)]); }
}
"""


@dataclass(frozen=True, slots=True)
class Formula:
    """`html` is safe; `problem` is "" or a sentence."""

    html: str
    problem: str = ""


class _Engine:
    """Temml, loaded at the first formula. One formula at a time, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._call: Callable[[str, bool], Any] | None = None

    def mathml(self, tex: str, *, is_display: bool) -> tuple[bool, str]:
        """Whether it worked, and the MathML or the message. OSError when Temml is not there."""
        with self._lock:
            call = self._call if self._call is not None else self._load()
            try:
                worked, said = json.loads(call(tex, is_display))
            except Exception as problem:  # noqa: BLE001 - time, memory or stack ran out; the next formula starts afresh
                self._call = None
                return False, str(problem).splitlines()[0]
            return bool(worked), str(said)

    def _load(self) -> Callable[[str, bool], Any]:
        source = (assets_dir() / "temml" / "temml.min.js").read_text(encoding="utf-8")
        import quickjs

        context = quickjs.Context()
        context.set_memory_limit(_MEMORY)
        context.eval(source)
        context.eval(_CALL)
        context.set_time_limit(_SECONDS)
        self._call = context.get("studydesk")
        assert self._call is not None
        return self._call


_ENGINE = _Engine()


@lru_cache(maxsize=4096)
def _rendered(tex: str, is_display: bool) -> Formula:
    worked, said = _ENGINE.mathml(tex, is_display=is_display)
    if not worked:
        # Behind the position come the source and its underlining; the reader sees the source anyway.
        message = re.split(r" at (?:position|end of input)|:\s*\n", said.strip(), maxsplit=1)[0].strip().rstrip(".")
        return _wrong(tex, message, is_display=is_display)
    html = clean_math(said)
    return Formula(f'<span class="formula">{html}</span>' if is_display else html)


def render_formula(tex: str, *, is_display: bool) -> Formula:
    """A formula as MathML; when that cannot be, its source marked as wrong with the reason. Never raises."""
    if len(tex) > LONGEST:
        return _wrong(tex[:200] + "…", "it is too long", is_display=is_display)
    try:
        return _rendered(tex.strip(), is_display)
    except OSError:
        return _wrong(tex, "Temml is not installed", is_display=is_display)


def _wrong(tex: str, reason: str, *, is_display: bool) -> Formula:
    sign = "$$" if is_display else "$"
    problem = f"The formula {sign}{tex[:80]}{sign} cannot be shown: {reason}."
    css = "math-error math-error-display" if is_display else "math-error"
    html = f'<span class="{css}"><code>{escape(tex)}</code> <span class="math-reason">{escape(reason)}</span></span>'
    return Formula(html, problem)


class Allowance:
    """The time that the formulas of one text may take."""

    def __init__(self) -> None:
        self._left = BUDGET

    def render(self, tex: str, *, is_display: bool) -> Formula:
        if self._left <= 0:
            return _wrong(tex, "this text has too many formulas that take long", is_display=is_display)
        started = time.thread_time()
        formula = render_formula(tex, is_display=is_display)
        self._left -= time.thread_time() - started
        return formula


class PieceKind(Enum):
    """What a text is taken apart into."""

    INLINE = "inline formula"
    DISPLAY = "display formula"
    CODE = "code span"
    DOLLAR = "escaped dollar"


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands at `start`..`end` (characters, with its signs); `content` is what is between the signs."""

    start: int
    end: int
    kind: PieceKind
    content: str = ""


_SIGN = re.compile(r"\\.|`+|\$\$?|\n[ \t>]*(?=\n)", re.DOTALL)
_LINE_LEAD = re.compile(r"\n[ \t]*(?:>[ \t]?)*")


def find_pieces(text: str) -> Iterator[Piece]:
    """Code spans, formulas and escaped dollars, in order. Linear in the length of `text`.

    As in Pandoc: no blank inside the dollars, no digit behind the closing one, no word sign before the opening one,
    never across a blank line.
    """
    paragraph: list[re.Match[str]] = []
    for match in _SIGN.finditer(text):
        if match[0][0] == "\n":
            yield from _in_paragraph(text, paragraph)
            paragraph = []
        else:
            paragraph.append(match)
    yield from _in_paragraph(text, paragraph)


def _in_paragraph(text: str, signs: list[re.Match[str]]) -> Iterator[Piece]:
    places: dict[str, deque[int]] = {}
    for index, match in enumerate(signs):
        places.setdefault(match[0], deque()).append(index)

    def next_same(index: int) -> int | None:
        same = places[signs[index][0]]
        while same and same[0] <= index:
            same.popleft()
        return same[0] if same else None

    index = 0
    while index < len(signs):
        match = signs[index]
        sign = match[0]
        close: int | None = None
        kind = PieceKind.CODE
        if sign == "\\$":
            yield Piece(match.start(), match.end(), PieceKind.DOLLAR)
        elif sign[0] == "`":
            close = next_same(index)
        elif sign == "$$":
            kind = PieceKind.DISPLAY
            close = next_same(index)
            if close is not None and not text[match.end() : signs[close].start()].strip():
                close = None
        elif sign == "$":
            kind = PieceKind.INLINE
            close = _closing(text, signs, index)
        if close is not None:
            between = _joined(text[match.end() : signs[close].start()])
            yield Piece(match.start(), signs[close].end(), kind, between)
            index = close
        index += 1


def _closing(text: str, signs: list[re.Match[str]], index: int) -> int | None:
    """The dollar that ends the formula which begins at `index`: the next one, or none at all."""
    start, end = signs[index].span()
    if text[end : end + 1].isspace() or (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
        return None
    for at in range(index + 1, len(signs)):
        if signs[at][0] == "$":
            place = signs[at].start()
            follows = text[place + 1 : place + 2]
            return at if not text[place - 1].isspace() and not follows.isdigit() else None
        if signs[at][0] == "$$":
            return None
    return None


def _joined(tex: str) -> str:
    """What runs over lines without the quote signs and indents before them."""
    return (_LINE_LEAD.sub(" ", tex) if "\n" in tex else tex).strip()
