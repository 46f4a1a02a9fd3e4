"""What keys do to a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydesk.ui.notes import editing
from studydesk.ui.notes.editing import Continuation, LinkForm


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("- one", Continuation("- ")),
        ("  * one", Continuation("  * ")),
        ("9. nine", Continuation("10. ")),
        ("- [x] done", Continuation("- [ ] ")),
        ("> said", Continuation("> ")),
        ("> - said", Continuation("> - ")),
        ("- ", Continuation(ends=True)),
        ("- [ ] ", Continuation(ends=True)),
        ("> ", Continuation(ends=True)),
        ("plain", None),
        ("", None),
        ("-not a list", None),
    ],
)
def test_enter_at_the_end(line: str, wanted: Continuation | None) -> None:
    assert editing.continuation(line, len(line)) == wanted


def test_enter_before_the_text_of_an_item_is_a_line_break() -> None:
    assert editing.continuation("- one", 0) is None


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("- [ ] a", "- [x] a"),
        ("- [X] a", "- [ ] a"),
        ("- a", "- [ ] a"),
        ("a", "- [ ] a"),
        ("> 1. [x] a", "> 1. [ ] a"),
    ],
)
def test_tasks(line: str, wanted: str) -> None:
    assert editing.toggled_task(line) == wanted


def test_the_box_of_a_task() -> None:
    assert editing.task_box("  - [x] a") == (4, 7)
    assert editing.task_box("- a") is None


@pytest.mark.parametrize(
    ("text", "sign", "wanted"),
    [
        ("a b", "**", "**a b**"),
        ("**a b**", "**", "a b"),
        ("**a**", "*", "***a***"),
        (" a ", "`", " `a` "),
        ("  ", "`", "  "),
    ],
)
def test_wrapping(text: str, sign: str, wanted: str) -> None:
    assert editing.wrapped(text, sign) == wanted


def test_links_under_the_caret() -> None:
    line = "see [[Feature scaling|scales]] or [x](studydesk://page/a) https://b.c"
    wiki = editing.link_at(line, 8)
    assert wiki is not None
    assert (wiki.form, wiki.target) == (LinkForm.WIKI, "Feature scaling")
    inline = editing.link_at(line, line.index("[x]"))
    assert inline is not None
    assert (inline.form, inline.target) == (LinkForm.ADDRESS, "studydesk://page/a")
    bare = editing.link_at(line, len(line) - 1)
    assert bare is not None
    assert bare.target == "https://b.c"
    assert editing.link_at(line, 1) is None


@pytest.mark.parametrize(
    ("before", "wanted"), [("see [[Fea", "Fea"), ("[[", ""), ("[[a]] b", None), ("[[a|b", None), ("none", None)]
)
def test_an_open_link(before: str, wanted: str | None) -> None:
    assert editing.open_link(before) == wanted


@given(st.text(max_size=60))
def test_wrapping_twice_gives_back_a_word(text: str) -> None:
    if text.strip() and not set(text) & set("*`"):
        assert editing.wrapped(editing.wrapped(text, "**"), "**") == text
