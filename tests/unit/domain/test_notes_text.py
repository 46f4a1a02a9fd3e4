"""Tags, tasks, words and diffs of a note's text."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydesk.domain.notes import (
    VOID,
    clean_text,
    clean_title,
    excerpt,
    next_line_prefix,
    parse_links,
    parse_tags,
    prose,
    snippet,
    strip_markup,
    task_lines,
    title_key,
    toggle_task,
    with_parents,
    word_count,
)
from studydesk.domain.textdiff import LineKind, diff_lines, diff_words

MARKDOWN = st.lists(
    st.sampled_from(
        [
            "#",
            "# ",
            "tag",
            "/",
            "-",
            "- ",
            "1. ",
            "[ ]",
            "[x]",
            "> ",
            "`",
            "```",
            "~~~",
            "\n",
            "\n\n",
            "    ",
            "\t",
            "*",
            "_",
            "**",
            "[[",
            "]]",
            "|",
            "(",
            ")",
            "http://a.b/",
            "&",
            "fff",
            "12",
            "é",
            "日本語",
            " ",
            "\\",
            "word",
            "\0",
            "\ud83d",
            "\r",
        ]
    ),
    max_size=60,
).map("".join)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#one and #Two, (#three) *#four*", ["one", "two", "three", "four"]),
        ("#a/b/c #a-b #a_b", ["a/b/c", "a-b", "a_b"]),
        ("#tag. #tag, #tag/ #tag-", ["tag"]),
        ("#ß #日本語 #naïve", ["ß", "日本語", "naïve"]),
        ("# heading #no\n## more #no\nbut #yes\n#too", ["yes", "too"]),
        ("`#no` ```#no``` #yes", ["yes"]),
        ("```\n#no\n```\n#yes", ["yes"]),
        ("a#no &#123; \\#no x.#no", []),
        ("http://a.b/c#no https://x/(#no) www.a.b/#no [t](#no) [t](x.html#no) <studydesk://page/a#no>", []),
        ("[[T#no]] [[T#no|#no]]", []),
        ("#fff #A1B2C3 #12345678 #12ab", []),
        ("#123 #1/2", []),
        ("#cafe #face #added", ["cafe", "face", "added"]),
        (f"#{'x' * 101}", []),
    ],
)
def test_tags(text: str, tags: list[str]) -> None:
    assert parse_tags(text) == tags


def test_nested_tags_count_for_what_they_lie_in() -> None:
    assert with_parents(["a/b/c", "d"]) == {"a", "a/b", "a/b/c", "d"}


@pytest.mark.parametrize(
    ("line", "toggled"),
    [
        ("- [ ] a", "- [x] a"),
        ("- [x] a", "- [ ] a"),
        ("* [X] a", "* [ ] a"),
        ("  1. [ ] a", "  1. [x] a"),
        ("      - [ ] deep", "      - [x] deep"),
        ("- a", "- [ ] a"),
        ("2) a", "2) [ ] a"),
        ("plain", "- [ ] plain"),
        ("  plain", "  - [ ] plain"),
        ("> quoted", "> - [ ] quoted"),
        ("> - [ ] a", "> - [x] a"),
        ("", "- [ ] "),
        ("- [ ]", "- [x]"),
        ("# heading", "# heading"),
    ],
)
def test_toggle(line: str, toggled: str) -> None:
    assert toggle_task(line, 0) == toggled
    assert toggle_task(f"- x\n{line}\ny", 1) == f"- x\n{toggled}\ny"


def test_code_and_what_is_not_there_stay() -> None:
    text = "```\n- [ ] a\n```\n\n    - [ ] b"
    assert [toggle_task(text, line) for line in (1, 4, -1, 99)] == [text] * 4


def test_task_lines_are_those_the_preview_shows() -> None:
    assert task_lines("- [ ] a\n```\n- [ ] no\n```\n  * [x] b\ntext [ ] no\n3. [X] c\n- [y] no") == [0, 4, 6]


@given(MARKDOWN, st.integers(0, 20))
def test_toggling_a_task_twice_is_nothing(text: str, line: int) -> None:
    once = toggle_task(text, line)
    assert len(once.split("\n")) == len(text.split("\n"))
    twice = toggle_task(once, line)
    assert toggle_task(toggle_task(twice, line), line) == twice


@pytest.mark.parametrize(
    ("line", "prefix"),
    [
        ("- a", "- "),
        ("  * a", "  * "),
        ("9. a", "10. "),
        ("1) a", "2) "),
        ("- [x] a", "- [ ] "),
        ("1. [ ] a", "2. [ ] "),
        ("> a", "> "),
        ("> - [ ] a", "> - [ ] "),
        ("  text", "  "),
        ("text", ""),
        ("", ""),
        ("- ", None),
        ("- [ ] ", None),
        ("3. ", None),
        ("> ", None),
    ],
)
def test_enter_in_a_list(line: str, prefix: str | None) -> None:
    assert next_line_prefix(line) == prefix


def test_words_are_those_a_reader_sees() -> None:
    text = (
        "# Two words\n- [ ] one\n\n| a | b |\n|---|---|\n"
        "[link](http://x/y) [[node:m1.x|labelled link]] ![pic](attachment:00)\n```python\ncode_here = 1\n```"
    )
    assert strip_markup(text).split() == [
        "Two",
        "words",
        "one",
        "a",
        "b",
        "link",
        "labelled",
        "link",
        "pic",
        "code_here",
        "=",
        "1",
    ]
    assert word_count(text) == 12
    assert word_count("") == 0
    assert word_count("don't 3.14 state-of-the-art") == 3
    assert word_count("日本語 text") == 4


def test_stars_and_lines_within_words_stay() -> None:
    assert (
        strip_markup("**b** _i_ a*b*c snake_case 2 * 3 ~~gone~~ ==mark== \\*") == "b i abc snake_case 2 * 3 gone mark "
    )


def test_excerpt_and_snippet() -> None:
    body = "# Title\n\n" + "filler words " * 100 + "\n\nHere the *Needle* lies in [[the|hay]].\n" + "more " * 100
    assert excerpt(body).startswith("Title filler words")
    assert excerpt(body).endswith("…")
    assert len(excerpt(body)) <= 161
    found = snippet(body, ["need"])
    assert found.startswith("Here the Needle lies in hay.")
    assert len(found) <= 162
    assert snippet(body, ["nowhere"]) == ""
    assert snippet(body, []) == ""
    assert "Mitte" in snippet("x " * 500 + "in der Mitte " + "y " * 500, ["mitte"])


def test_clean_text() -> None:
    assert clean_text("a\r\nb\rc") == "a\nb\nc"
    assert clean_text("a\0b\ud800c") == "a\ufffdb\ufffdc"
    assert clean_text("\ud83d\ude00") == "😀"
    assert clean_title("  a\n\tb\0 ") == "a b�"
    assert len(clean_title("x" * 500)) == 200
    assert title_key(" Caf\u0065\u0301  X ") == title_key("CAFÉ x")


@given(MARKDOWN)
def test_prose_keeps_every_offset(text: str) -> None:
    kept = prose(text)
    assert len(kept) == len(text)
    assert all(new in (old, VOID) for old, new in zip(text, kept, strict=True))
    assert [i for i, sign in enumerate(kept) if sign == "\n"] == [i for i, sign in enumerate(text) if sign == "\n"]


@given(MARKDOWN)
def test_nothing_fails_and_clean_is_clean(text: str) -> None:
    kept = clean_text(text)
    kept.encode()
    assert clean_text(kept) == kept
    for work in (strip_markup, parse_tags, parse_links, word_count, excerpt, task_lines):
        work(text)
    snippet(text, ["word", "日"])
    for line in text.split("\n"):
        next_line_prefix(line)


HOSTILE = {
    "open brackets": "[" * 1_000_000,
    "open links": "[[a " * 250_000,
    "ticks of all lengths": " ".join("`" * n for n in range(1, 1400)),
    "dashes": "-" * 1_000_000 + "x",
    "dots": "a." * 500_000,
    "hashes": "#a" * 500_000,
    "blanks": " " * 1_000_000 + "x",
    "backslashes": "\\" * 1_000_000 + "`",
    "quotes": ">" * 1_000_000,
    "lists": "- " * 500_000,
    "pipes": "|" * 1_000_000 + "x",
    "stars": "* " * 500_000 + "*a" * 1000,
    "lines": "\n" * 1_000_000,
    "fences": "```\n~~~\n" * 125_000,
    "inline links": "[a](" * 250_000,
    "one word": "w" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("work", [parse_links, parse_tags, word_count, task_lines], ids=lambda work: work.__name__)
def test_a_hostile_megabyte_takes_no_minutes(name: str, work: Callable[[str], object]) -> None:
    start = time.process_time()
    work(HOSTILE[name])
    assert time.process_time() - start < 5


def test_diff_marks_words() -> None:
    lines = diff_lines("one\ntwo three four\nlast", "one\ntwo 3 four\nnew\nlast")
    assert [(line.kind, line.old_number, line.new_number, line.text) for line in lines] == [
        (LineKind.SAME, 1, 1, "one"),
        (LineKind.REMOVED, 2, None, "two three four"),
        (LineKind.ADDED, None, 2, "two 3 four"),
        (LineKind.ADDED, None, 3, "new"),
        (LineKind.SAME, 3, 4, "last"),
    ]
    assert [piece.text for piece in lines[1].pieces if piece.is_changed] == ["three"]
    assert [piece.text for piece in lines[2].pieces if piece.is_changed] == ["3"]


def test_lines_with_little_in_common_are_not_one() -> None:
    assert diff_words("alpha beta gamma", "delta epsilon zeta") is None


@given(st.lists(st.sampled_from(["", "a", "a b", "a c", "x y z", "日本"]), max_size=12).map("\n".join), MARKDOWN)
def test_both_texts_can_be_read_off_a_diff(old: str, new: str) -> None:
    for one, other in ((old, new), (new, old), (old, old)):
        lines = diff_lines(one, other)
        assert "\n".join(line.text for line in lines if line.kind is not LineKind.ADDED) == one
        assert "\n".join(line.text for line in lines if line.kind is not LineKind.REMOVED) == other


def test_large_texts_are_compared_roughly() -> None:
    start = time.process_time()
    lines = diff_lines("a\nb\n" * 20_000, "b\na\n" * 20_000)
    assert time.process_time() - start < 5
    assert "\n".join(line.text for line in lines if line.kind is not LineKind.ADDED) == "a\nb\n" * 20_000
