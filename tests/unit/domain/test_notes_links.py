"""Links in notes are found where a reader sees them, and rewriting touches nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydesk.domain.notes import (
    LinkKind,
    LinkTarget,
    is_linkable,
    link_text,
    parse_addresses,
    parse_attachments,
    parse_links,
    put_link,
    rewrite_links,
    title_key,
)

NOTE = LinkTarget(LinkKind.NOTE, "018f-1")

#: pieces that Markdown and links are made of, so that random texts hit the hard places
PIECES = st.sampled_from(
    [
        "[[",
        "]]",
        "![[",
        "|",
        "\\|",
        "#",
        "`",
        "``",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "> ",
        "- ",
        "\\",
        "[",
        "]",
        "(",
        ")",
        "A",
        "a",
        "Old Title",
        "old title",
        "OLD TITLE",
        "word",
        " ",
        "node:",
        "x.y",
        "note:",
        "é",
        "日本",
        "\u202e",
        "\ud800",
        "\0",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)
TITLES = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).map(str.strip).filter(is_linkable)
)


def titles(text: str) -> list[str]:
    return [link.title for link in parse_links(text)]


def test_the_forms_of_a_link() -> None:
    text = "[[A]] [[A|l]] [[A#h]] [[A#h|l]] ![[A]] [[node:m1.x|l]] [[resource:r1]] [[note:7#h]] [[#here]] [[ A | l ]]"
    assert [(link.title, link.heading, link.label, link.is_embed) for link in parse_links(text)] == [
        ("A", "", "", False),
        ("A", "", "l", False),
        ("A", "h", "", False),
        ("A", "h", "l", False),
        ("A", "", "", True),
        ("node:m1.x", "", "l", False),
        ("resource:r1", "", "", False),
        ("note:7", "h", "", False),
        ("", "here", "", False),
        ("A", "", "l", False),
    ]
    assert [link.explicit for link in parse_links(text)][5:8] == [
        LinkTarget(LinkKind.NODE, "m1.x"),
        LinkTarget(LinkKind.RESOURCE, "r1"),
        LinkTarget(LinkKind.NOTE, "7"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`[[A]]`",
        "``a ` [[A]] b``",
        "`over\n[[A]] the line`",
        "```\n[[A]]\n```",
        "~~~ python\n[[A]]\n~~~~",
        "````\n```\n[[A]]\n```\n````",
        "```\n[[A]] to the end",
        "- ```\n  [[A]]\n  ```",
        "> ```\n> [[A]]\n> ```",
        "text\n\n    [[A]]\n\n    [[A]]",
        "\t[[A]]",
        "\\[[A]]",
        "[[]]",
        "[[|x]]",
        "[[a\nb]]",
        "[A]",
        "[[A]",
    ],
)
def test_no_links(text: str) -> None:
    assert parse_links(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "`x` [[A]] `y`",
        "one ` tick [[A]]",
        "`one paragraph\n\n[[A]] another`",
        "```\ncode\n```\n[[A]]",
        "- item\n\n    [[A]] in the item",
        "text\n    [[A]] goes on",
        "[[[A]]]",
        "[[x [[A]] y]]",
        "\\`[[A]]\\`",
        "```inline``` [[A]]",
        "| a | [[A\\|l]] |",
        "\\\\[[A]]",
    ],
)
def test_one_link(text: str) -> None:
    assert titles(text) == ["A"]


def test_lines_count_from_zero() -> None:
    assert [link.line for link in parse_links("[[A]]\n\n[[B]] [[C]]\n```\n[[X]]\n```\n[[D]]")] == [0, 2, 2, 6]


def test_addresses_of_quotes() -> None:
    text = "> words\n> — [Outliers](studydesk://page/m1.o#m1.o.iqr), [R](studydesk://resource/r1), `[x](studydesk://note/1)`"
    found = parse_addresses(text)
    assert [(link.explicit, link.heading, link.label, link.line) for link in found] == [
        (LinkTarget(LinkKind.NODE, "m1.o"), "m1.o.iqr", "Outliers", 1),
        (LinkTarget(LinkKind.RESOURCE, "r1"), "", "R", 1),
    ]


def test_attachments_are_kept_even_when_named_in_code() -> None:
    digest = "ab" * 32
    assert parse_attachments(f"![x](attachment:{digest}) `attachment:{digest}` attachment:{'a' * 63}") == [digest]


def test_rename_keeps_labels_headings_embeds_and_case() -> None:
    text = "[[Old]] [[old]] [[OLD|l]] [[ Old #h|l]] ![[Old]] [[Older]] `[[Old]]` Old [[x|Old]] [[node:Old]] | [[Old\\|l]] |"
    wanted = "[[New]] [[new]] [[NEW|l]] [[ New #h|l]] ![[New]] [[Older]] `[[Old]]` Old [[x|Old]] [[node:Old]] | [[New\\|l]] |"
    assert rewrite_links(text, "Old", "New") == wanted


def test_rename_inside_others() -> None:
    assert (
        rewrite_links("[[[[Old]]]] [[a [[Old]] b]] ![[[Old]]]", "Old", "New")
        == "[[[[New]]]] [[a [[New]] b]] ![[[New]]]"
    )


def test_rename_to_what_no_link_can_hold() -> None:
    text = "[[Old]] [[Old|l]] [[Old#h]] ![[Old]]\n| [[Old]] |"
    wanted = (
        "[[note:018f-1|C 3]] [[note:018f-1|l]] [[note:018f-1#h|C 3]] ![[note:018f-1|C 3]]\n| [[note:018f-1\\|C 3]] |"
    )
    assert rewrite_links(text, "Old", "C [3]", explicit=NOTE) == wanted.replace("C 3", "C 3")


def test_put_link() -> None:
    assert put_link("see that", 4, 8, None) == "see [[that]]"
    assert put_link("see that", 4, 8, NOTE) == "see [[note:018f-1|that]]"
    assert put_link("| that |", 2, 6, NOTE) == "| [[note:018f-1\\|that]] |"


@given(TITLES)
def test_a_linkable_title_is_read_back(title: str) -> None:
    assert titles(f"x [[{title}]] y") == [title]


@given(st.text(max_size=30))
def test_explicit_links_are_read_back(label: str) -> None:
    (link,) = parse_links(link_text(NOTE, label))
    assert link.explicit == NOTE
    assert link.label


@given(TEXTS)
def test_offsets_and_lines_are_true(text: str) -> None:
    for link in parse_links(text):
        written = text[link.start : link.end]
        assert written.endswith("]]")
        assert written.removeprefix("!").startswith("[[")
        assert "\n" not in written
        assert link.line == text.count("\n", 0, link.start)
        assert link.title in written
        assert link.heading in written
        assert link.label in written


@given(TEXTS, TITLES)
def test_rewriting_changes_the_links_of_that_title_and_nothing_else(text: str, new: str) -> None:
    before, after = parse_links(text), parse_links(rewrite_links(text, "Old Title", new))
    assert len(before) == len(after)
    for old, link in zip(before, after, strict=True):
        if title_key(old.title) == title_key("Old Title"):
            assert title_key(link.title) == title_key(new)
        else:
            assert link.title == old.title
        assert (link.heading, link.label, link.is_embed, link.line) == (old.heading, old.label, old.is_embed, old.line)
    if not any(title_key(link.title) == title_key("Old Title") for link in before):
        assert rewrite_links(text, "Old Title", new) == text


@given(TEXTS)
def test_rewriting_there_and_back(text: str) -> None:
    there = rewrite_links(text, "Old Title", "Wholly New")
    back = rewrite_links(there, "Wholly New", "Old Title")
    assert title_key(back) == title_key(text)


@given(TEXTS)
def test_explicit_rewriting_keeps_every_other_link(text: str) -> None:
    after = parse_links(rewrite_links(text, "Old Title", "New", explicit=NOTE))
    for old, link in zip(parse_links(text), after, strict=True):
        if title_key(old.title) == title_key("Old Title"):
            assert link.explicit == NOTE
            assert (link.heading, link.label) == (old.heading, old.label or "New")
        else:
            assert (link.title, link.heading, link.label) == (old.title, old.heading, old.label)
