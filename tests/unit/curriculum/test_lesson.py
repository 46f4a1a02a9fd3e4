from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studydesk.curriculum.lesson import (
    Section,
    fences,
    footnotes,
    formulas,
    images,
    links,
    parse_lesson,
    reading_minutes,
    shift_headings,
    word_count,
)

TEXT = """Intro.

## One {#a.one}

Text with [a link](#a.two) and `[code](#no)`.

```python
## no heading {#a.no}
[no link](#no)
```

### Two {#a.two}

$$ a [b](#no) $$ and $x_1$, but 5 $ and 6 $.
"""


def section(text: str) -> Section:
    return Section("a.one", "One", 2, 10, text)


def test_sections_are_cut_at_headings_outside_fences() -> None:
    lesson = parse_lesson("lesson.md", TEXT)
    assert [(s.id, s.title, s.level, s.line) for s in lesson.sections] == [
        ("a.one", "One", 2, 3),
        ("a.two", "Two", 3, 12),
    ]
    assert lesson.intro.text == "Intro.\n"
    assert lesson.section("a.two") is lesson.sections[1]
    assert lesson.section("a.no") is None


def test_links_and_formulas_are_found_where_they_are_meant() -> None:
    one, two = parse_lesson("lesson.md", TEXT).sections
    assert [(link.text, link.target, link.line) for link in links(one)] == [("a link", "#a.two", 5)]
    assert list(links(two)) == []
    assert [(f.text, f.target, f.line) for f in formulas(two)] == [("a [b](#no)", "block", 14), ("x_1", "inline", 14)]


def test_images_are_no_links() -> None:
    text = section("![what [is] there](figures/a.svg)\n\n[text](https://example.org/a_(b))")
    assert [(image.text, image.target) for image in images(text)] == [("what [is] there", "figures/a.svg")]
    assert [link.target for link in links(text)] == ["https://example.org/a_(b"]


def test_fences_know_their_place_and_whether_they_end() -> None:
    found = fences(section("a\n```python run\nx\ny\n```\n~~~~\n```\n~~~\n~~~~\n````text\n"))
    assert [(f.info, f.body, f.line, f.last_line, f.is_closed) for f in found] == [
        ("python run", "x\ny", 12, 15, True),
        ("", "```\n~~~", 16, 19, True),
        ("text", "", 20, 22, False),
    ]
    assert found[0].runs
    assert not found[0].is_output


def test_words_are_those_of_the_prose() -> None:
    assert word_count(section("Don't count `code` twice: 3.14 scikit-learn.")) == 6
    assert (
        word_count(section("A $x + y$ [link text](https://example.org/long/address) ![alt text](figures/a.svg)")) == 3
    )
    assert word_count(section("```python\nno words here\n```\n\n#### A heading {#a.b}")) == 2
    assert reading_minutes(section("word " * 220 + "\n```\n" + "x\n" * 19 + "x\n```")) == 2


def test_footnotes_are_marks_and_texts() -> None:
    assert footnotes(section("Here[^1] and there[^b].\n\n[^1]: Text.\n[^c]: More.")) == ({"1", "b"}, {"1", "c"})


def test_headings_move_but_code_does_not() -> None:
    text = section("#### In\n```\n#### comment\n```\n###### Deep")
    assert shift_headings(text, -1) == "### In\n```\n#### comment\n```\n##### Deep"
    assert shift_headings(text, 3).endswith("###### Deep")


@given(st.text(alphabet="#`~$[](){}!^\\ \nab1", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    lesson = parse_lesson("lesson.md", text)
    assert (
        sum(part.text.count("\n") + 1 for part in lesson.sections)
        + (lesson.intro.text.count("\n") + 1 if lesson.intro.text or not lesson.sections else 0)
        <= text.count("\n") + 2
    )
    for part in (lesson.intro, *lesson.sections):
        shift_headings(part, -1)
        assert word_count(part) >= 0
        list(links(part))
        list(images(part))
        list(formulas(part))
