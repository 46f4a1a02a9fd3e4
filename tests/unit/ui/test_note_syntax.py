"""Markdown as the editor colours it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydesk.ui.notes.syntax import PLAIN, Style, spans, state_after


def coloured(line: str, style: Style) -> list[str]:
    return [line[span.start : span.start + span.length] for span in spans(line, PLAIN) if span.style is style]


@pytest.mark.parametrize(
    ("line", "style", "parts"),
    [
        ("# Heading", Style.HEADING, ["# Heading"]),
        ("#tag is no heading", Style.HEADING, []),
        ("use the **median** and MAD", Style.BOLD, ["**median**"]),
        ("a * b * c", Style.ITALIC, []),
        ("an *idea* and _another_ in snake_case_name", Style.ITALIC, ["*idea*", "_another_"]),
        ("``a ` b`` and `c`", Style.CODE, ["``a ` b``", "`c`"]),
        ("see [[Feature scaling]] and [x](y(z))", Style.LINK, ["[[Feature scaling]]", "[x](y(z))"]),
        ("https://a.b/c, then", Style.LINK, ["https://a.b/c,"]),
        ("from #robust and C# and a#b", Style.TAG, ["#robust"]),
        ("$x^2$ costs $5 or $6", Style.MATH, ["$x^2$"]),
        ("a ==b== c", Style.MARK, ["==b=="]),
        ("~~no~~", Style.STRIKE, ["~~no~~"]),
        ("- item", Style.MARKER, ["-"]),
        ("  12. item", Style.MARKER, ["12."]),
        ("- [ ] open", Style.TASK_BOX, ["[ ]"]),
        ("- [x] done", Style.TASK_DONE, [" done"]),
        ("> quote", Style.QUOTE, ["> quote"]),
        ("Q: why?", Style.LABEL, ["Q:"]),
        ("- A: so", Style.LABEL, ["A:"]),
        ("---", Style.RULE, ["---"]),
        (r"\*not\* `*code*`", Style.ITALIC, []),
        ("**bold with [[link]] inside**", Style.LINK, ["[[link]]"]),
    ],
)
def test_spans(line: str, style: Style, parts: list[str]) -> None:
    assert coloured(line, style) == parts


def test_a_fence_stays_open_until_its_like() -> None:
    state = PLAIN
    states = []
    for line in ("````python", "```", "# no heading", "~~~~", "````", "after"):
        state = state_after(line, state)
        states.append(state != PLAIN)
    assert states == [True, True, True, True, False, False]


def test_a_formula_block() -> None:
    opened = state_after("$$", PLAIN)
    assert opened != PLAIN
    assert [span.style for span in spans("x = 1", opened)] == [Style.MATH]
    assert state_after("$$", opened) == PLAIN


@given(st.text(max_size=300), st.sampled_from([PLAIN, state_after("```", PLAIN), state_after("$$", PLAIN)]))
def test_any_line_has_spans_inside_it(line: str, state: int) -> None:
    for span in spans(line, state):
        assert span.start >= 0
        assert span.start + span.length <= len(line)
    state_after(line, state)


def test_a_long_line_of_openers_takes_no_time() -> None:
    import time

    start = time.perf_counter()
    spans("**a *b `c $d ==e [[f " * 5000, PLAIN)
    assert time.perf_counter() - start < 0.5
