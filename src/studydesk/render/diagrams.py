"""Mermaid diagrams: drawn as SVG by beautiful-mermaid in a QuickJS context with limits, and held to the list for figures."""

from __future__ import annotations

import json
import threading
import time
from functools import lru_cache
from html import escape
from typing import Any

from studydesk.domain.places import assets_dir
from studydesk.render.figures import FigureError, inline_svg

LONGEST = 20_000  # characters of one diagram
_MEMORY = 64 * 2**20
_SECONDS = 1  # of processor time for one diagram
#: processor time for the diagrams of one text; those after it are shown as source
BUDGET = 3.0

_CALL = """
var drawn = null;
function studydesk(source) {
  drawn = null;
  beautifulMermaid.renderMermaid(source, {transparent: true}).then(
    function (svg) { drawn = JSON.stringify([true, svg]); },
    function (problem) { drawn = JSON.stringify([false, String(problem && problem.message || problem)]); });
}
"""


class _Engine:
    """Loaded at the first diagram. One diagram at a time, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._context: Any = None

    def svg(self, source: str) -> tuple[bool, str]:
        """Whether it worked, and the SVG or the message. OSError when the script is not there."""
        with self._lock:
            context = self._context if self._context is not None else self._load()
            try:
                context.get("studydesk")(source)
                while context.execute_pending_job():
                    pass
                worked, said = json.loads(context.get("drawn"))
            except Exception as problem:  # noqa: BLE001 - time, memory or stack ran out; the next diagram starts afresh
                self._context = None
                return False, str(problem).splitlines()[0]
            return bool(worked), str(said)

    def _load(self) -> Any:
        script = (assets_dir() / "mermaid" / "beautiful-mermaid.js").read_text(encoding="utf-8")
        import quickjs

        context = quickjs.Context()
        context.set_memory_limit(_MEMORY)
        context.eval(script)
        context.eval(_CALL)
        context.set_time_limit(_SECONDS)
        self._context = context
        return context


_ENGINE = _Engine()


@lru_cache(maxsize=128)
def _drawn(source: str) -> tuple[bool, str]:
    """Whether it worked, and safe HTML or the reason why not."""
    if len(source) > LONGEST:
        return False, "it is too long"
    try:
        worked, said = _ENGINE.svg(source)
        return (True, inline_svg(said, "Diagram, its source is below")) if worked else (False, said)
    except (FigureError, OSError) as problem:
        return False, str(problem)


class Diagrams:
    """The diagrams of one text, within its budget of time."""

    def __init__(self) -> None:
        self._left = BUDGET

    def html(self, source: str) -> str:
        """The diagram with its source to unfold, or the source and a sentence when it cannot be drawn."""
        begun = time.thread_time()
        worked, said = _drawn(source) if self._left > 0 else (False, "the diagrams above took too long")
        self._left -= time.thread_time() - begun
        code = f'<div class="code" data-language="Mermaid"><pre tabindex="0"><code>{escape(source)}</code></pre></div>'
        if not worked:
            reason = escape(" ".join(said.split())[:200].rstrip("."))
            return (
                f'<figure class="diagram">{code}<figcaption>This diagram is not drawn: {reason}.</figcaption></figure>'
            )
        return (
            f'<figure class="diagram"><div class="figure-frame">{said}</div>'
            f"<details><summary>Source of the diagram</summary>{code}</details></figure>"
        )
