"""Links between notes: where they lead, what follows a rename, backlinks, mentions, completion."""

from __future__ import annotations

import pytest

from studydesk.domain.errors import ExpectedError
from studydesk.domain.notes import CompletionKind, LinkKind, LinkTarget, Mention, NoteKind, parse_links
from tests.support.notes import BOOK, OUTLIERS, SCALING, Bench, notes_path
from tests.support.paths import rename

TOPIC = LinkTarget(LinkKind.NODE, OUTLIERS)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def note(note_id: str) -> LinkTarget:
    return LinkTarget(LinkKind.NOTE, note_id)


def resolved(bench: Bench, text: str) -> LinkTarget:
    (link,) = parse_links(text)
    return bench.service.resolve(link)


def lines(mentions: list[Mention]) -> list[tuple[str, int, str]]:
    return [(one.note_title, one.line_number, one.line) for one in mentions]


def test_where_a_title_leads(bench: Bench) -> None:
    free = bench.free("My thoughts")
    assert resolved(bench, "[[ my  THOUGHTS ]]") == note(free)
    assert resolved(bench, "[[outliers]]") == TOPIC
    assert resolved(bench, "[[Outlier detection and handling#x|l]]") == TOPIC
    assert resolved(bench, "[[the big book]]") == LinkTarget(LinkKind.RESOURCE, BOOK)
    assert resolved(bench, "[[No such]]") == LinkTarget(LinkKind.MISSING, "no such")
    assert resolved(bench, "[[node:no.such]]") == LinkTarget(LinkKind.MISSING, "node:no.such")
    assert resolved(bench, f"[[resource:{BOOK}|x]]") == LinkTarget(LinkKind.RESOURCE, BOOK)
    assert resolved(bench, f"[[note:{free}|x]]") == note(free)
    # A free note of a topic's name comes first; the note of a topic is the topic.
    topic_note = bench.topic(OUTLIERS, "text")
    assert resolved(bench, "[[Outliers]]") == resolved(bench, f"[[note:{topic_note}]]") == TOPIC
    same = bench.free("Outliers")
    assert resolved(bench, "[[Outliers]]") == note(same)


def test_addresses(bench: Bench) -> None:
    assert bench.service.address(TOPIC) == f"studydesk://page/{OUTLIERS}"
    assert (
        bench.service.address(LinkTarget(LinkKind.NODE, f"{OUTLIERS}.n1"))
        == f"studydesk://page/{OUTLIERS}#{OUTLIERS}.n1"
    )
    assert bench.service.address(LinkTarget(LinkKind.RESOURCE, BOOK)) == f"studydesk://resource/{BOOK}"
    free = bench.free("Free")
    assert bench.service.address(note(free)) == f"studydesk://note/{free}"
    assert bench.service.address(LinkTarget(LinkKind.MISSING, "x")) == ""
    assert bench.service.title_of(TOPIC) == "Outliers"
    assert bench.service.title_of(note("gone")) == ""


def test_backlinks_by_title_id_and_quote(bench: Bench) -> None:
    own = bench.topic(OUTLIERS, "about [[Outliers]] itself")
    bench.free("A", "first\nsee [[outliers]] and [[Outlier detection and handling|these]]\n`[[Outliers]]`")
    bench.now = bench.later(minutes=1)
    bench.free("B", f"[[node:{OUTLIERS}|x]]\n\n[[note:{own}|y]]\n> q\n> — [Outliers](studydesk://page/{OUTLIERS})")
    wanted = [
        ("B", 0, f"[[node:{OUTLIERS}|x]]"),
        ("B", 2, f"[[note:{own}|y]]"),
        ("B", 4, f"> — [Outliers](studydesk://page/{OUTLIERS})"),
        ("A", 1, "see [[outliers]] and [[Outlier detection and handling|these]]"),
    ]
    assert lines(bench.service.backlinks(TOPIC)) == wanted
    assert lines(bench.service.backlinks(note(own))) == wanted
    assert bench.service.target_of(bench.service.get(own)) == TOPIC


def test_a_quote_of_a_nested_topic_links_to_it(bench: Bench) -> None:
    bench.free("A", f"[IQR](studydesk://page/{OUTLIERS}#{OUTLIERS}.n1)")
    assert len(bench.service.backlinks(LinkTarget(LinkKind.NODE, f"{OUTLIERS}.n1"))) == 1
    assert bench.service.backlinks(TOPIC) == []


def test_links_to_what_is_made_later_find_it(bench: Bench) -> None:
    holder = bench.free("Holder", "[[Coming soon]] [[coming SOON|x]]")
    later = bench.free("Coming soon")
    assert len(bench.service.backlinks(note(later))) == 1
    bench.service.trash(later, bench.now)
    assert [row[0] for row in bench.derived(holder)[0]] == [LinkKind.MISSING] * 2
    bench.service.restore(later, bench.now)
    assert len(bench.service.backlinks(note(later))) == 1


def test_links_follow_an_id_that_the_path_renamed(bench: Bench) -> None:
    holder = bench.free("Holder", f"[[node:{SCALING}|x]] [[Scaling]]")
    moved = bench.with_path(rename(notes_path(), SCALING, "m1w1b1.scale"))
    target = LinkTarget(LinkKind.NODE, "m1w1b1.scale")
    assert resolved(moved, f"[[node:{SCALING}]]") == target
    assert lines(moved.service.backlinks(target)) == [("Holder", 0, moved.body(holder))]
    assert moved.service.address(LinkTarget(LinkKind.NODE, SCALING)) == "studydesk://page/m1w1b1.scale"
    moved.service.reindex(moved.service.ids())
    assert {row[1] for row in moved.derived(holder)[0]} == {"m1w1b1.scale"}


def test_rename_rewrites_links_and_undo_brings_them_back(bench: Bench) -> None:
    me = bench.free("Old", "I link to [[Old]]")
    texts = {
        "A": "[[Old]] [[old|l]] [[Old#h]] ![[Old]] `[[Old]]` [[[[Old]]]]",
        "B": "| [[Old\\|l]] | [[Older]] |",
        "C": f"[[note:{me}|Old]]",
    }
    ids = {title: bench.free(title, text) for title, text in texts.items()}
    trashed = bench.free("T", "in the trash [[Old]]")
    bench.service.trash(trashed, bench.now)
    dates = {one: bench.service.get(one).updated_at for one in ids.values()}
    done = bench.service.rename(me, "  New \n name ", bench.later(minutes=20))
    assert bench.service.get(me).title == "New name"
    assert bench.body(me) == "I link to [[New name]]"
    assert bench.body(ids["A"]) == "[[New name]] [[new name|l]] [[New name#h]] ![[New name]] `[[Old]]` [[[[New name]]]]"
    assert bench.body(ids["B"]) == "| [[New name\\|l]] | [[Older]] |"
    assert bench.body(ids["C"]) == texts["C"]
    assert bench.body(trashed) == "in the trash [[New name]]"
    assert {one: bench.service.get(one).updated_at for one in ids.values()} == dates
    assert done.changes.ids == {me, ids["A"], ids["B"], trashed}
    assert [one.body for one in bench.service.revisions(ids["A"])] == [texts["A"]]
    assert len(bench.service.backlinks(note(me))) == 3

    bench.write(ids["B"], bench.body(ids["B"]) + " and more")
    assert done.undo is not None
    redo = done.undo(bench.later(minutes=1))
    assert bench.service.get(me).title == "Old"
    assert {title: bench.body(one) for title, one in ids.items()} == texts | {"B": texts["B"] + " and more"}
    assert redo.undo is not None
    redo.undo(bench.later(minutes=1))
    assert bench.body(ids["B"]) == "| [[New name\\|l]] | [[Older]] | and more"


def test_rename_to_a_title_that_no_link_can_hold(bench: Bench) -> None:
    me = bench.free("Old")
    holder = bench.free("Holder", "[[Old]] [[Old|l]]")
    done = bench.service.rename(me, "C# [notes]", bench.now)
    assert bench.body(holder) == f"[[note:{me}|C# notes]] [[note:{me}|l]]"
    assert len(bench.service.backlinks(note(me))) == 1
    assert done.undo is not None
    done.undo(bench.now)
    assert bench.body(holder) == "[[Old]] [[Old|l]]"


def test_rename_to_a_title_that_another_note_has(bench: Bench) -> None:
    """No link changes its meaning, whichever of the two is older."""
    older, younger = bench.free("Older"), bench.free("Younger")
    to_older, to_younger = bench.free("1", "[[Older]]"), bench.free("2", "[[younger#h|l]] [[Younger]]")
    done = bench.service.rename(younger, "Older", bench.now)
    assert resolved(bench, bench.body(to_older)) == note(older)
    assert {bench.service.resolve(link) for link in parse_links(bench.body(to_younger))} == {note(younger)}
    assert done.undo is not None
    done.undo(bench.now)
    assert bench.body(to_younger) == "[[younger#h|l]] [[Younger]]"

    done = bench.service.rename(older, "Younger", bench.now)
    assert resolved(bench, bench.body(to_older)) == note(older)
    assert {bench.service.resolve(link) for link in parse_links(bench.body(to_younger))} == {note(younger)}
    assert bench.body(to_younger) == f"[[note:{younger}#h|l]] [[note:{younger}|Younger]]"
    assert done.undo is not None
    done.undo(bench.now)
    assert (bench.body(to_older), bench.body(to_younger)) == ("[[Older]]", "[[younger#h|l]] [[Younger]]")


def test_rename_of_the_second_note_of_a_title_leaves_links_to_the_first(bench: Bench) -> None:
    first, second = bench.free("Same"), bench.free("Same")
    holder = bench.free("Holder", "[[Same]]")
    bench.service.rename(second, "Different", bench.now)
    assert bench.body(holder) == "[[Same]]"
    assert len(bench.service.backlinks(note(first))) == 1


def test_names_that_cannot_be_given(bench: Bench) -> None:
    topic = bench.topic(OUTLIERS, "text")
    with pytest.raises(ExpectedError, match="topic's name"):
        bench.service.rename(topic, "Mine", bench.now)
    free = bench.free("Free")
    with pytest.raises(ExpectedError, match="needs a title"):
        bench.service.rename(free, " \n\t", bench.now)
    assert bench.service.rename(free, "Free", bench.now).undo is None
    assert bench.service.create_free("  ", bench.now).title == "Untitled note"


def test_unlinked_mentions(bench: Bench) -> None:
    bench.topic(OUTLIERS, "Outliers in its own note")
    bench.free(
        "A",
        "no\nabout OUTLIERS and `outliers`\n[[Outliers]] [x](outliers) http://x/outliers\nThe outliers, twice: outliers",
    )
    bench.free("B", "```\noutliers\n```\noutlierss preoutliers")
    bench.free("C", "Outlier   detection and handling matters")
    assert sorted(lines(bench.service.unlinked_mentions(TOPIC))) == [
        ("A", 1, "about OUTLIERS and `outliers`"),
        ("A", 3, "The outliers, twice: outliers"),
        ("C", 0, "Outlier   detection and handling matters"),
    ]
    assert len(bench.service.unlinked_mentions(TOPIC, limit=2)) == 2
    assert bench.service.unlinked_mentions(note("gone")) == []


def test_link_a_mention_and_take_it_back(bench: Bench) -> None:
    holder = bench.free("A", "x\n`outliers` and outliers, outliers\n| a | Outliers |")
    first, second = bench.service.unlinked_mentions(TOPIC)
    done = bench.service.link_mention(first, TOPIC, bench.now)
    assert bench.body(holder) == "x\n`outliers` and [[outliers]], outliers\n| a | Outliers |"
    bench.free("Outliers")
    bench.write(holder, "new line\n" + bench.body(holder))
    bench.service.link_mention(second, TOPIC, bench.now)
    assert bench.body(holder).endswith(f"| a | [[node:{OUTLIERS}\\|Outliers]] |")
    assert done.undo is not None
    redo = done.undo(bench.now)
    assert bench.body(holder).startswith("new line\nx\n`outliers` and outliers, outliers\n")
    assert redo.undo is not None
    redo.undo(bench.now)
    assert bench.body(holder).startswith("new line\nx\n`outliers` and [[outliers]], outliers\n")
    with pytest.raises(ExpectedError, match="no longer there"):
        bench.service.link_mention(second, TOPIC, bench.now)
    bench.write(holder, "all gone")
    with pytest.raises(ExpectedError, match="cannot be undone"):
        done.undo(bench.now)


def test_completion_ranks_beginnings_first(bench: Bench) -> None:
    bench.free("Outlier stories")
    bench.free("My outlier notes")
    found = bench.service.complete("outl")
    assert [(one.label, one.kind) for one in found] == [
        ("Outliers", CompletionKind.TOPIC),
        ("Outlier stories", CompletionKind.NOTE),
        ("My outlier notes", CompletionKind.NOTE),
    ]
    assert found[0].insert == "[[Outliers]]"
    assert found[0].detail == "Preprocessing"
    assert [one.label for one in bench.service.complete("utlier")] == [
        "Outliers",
        "Outlier stories",
        "My outlier notes",
    ]
    assert [one.label for one in bench.service.complete("detection")] == ["Outliers"]
    (book,) = bench.service.complete("big book")
    assert (book.insert, book.kind, book.detail) == ("[[The Big Book]]", CompletionKind.RESOURCE, "A. Author")
    assert bench.service.complete("zzz") == []
    assert len(bench.service.complete("", limit=5)) == 5
    assert bench.service.complete("")[0].label == "My outlier notes"


def test_completion_of_what_is_ambiguous_names_the_id(bench: Bench) -> None:
    first, second = bench.free("Same"), bench.free("Same")
    assert {one.insert for one in bench.service.complete("same")} == {"[[Same]]", f"[[note:{second}|Same]]"}
    bench.free("Outliers")
    assert f"[[node:{OUTLIERS}|Outliers]]" in {one.insert for one in bench.service.complete("outliers")}
    odd = bench.free("a|b #c [d]")
    (offer,) = bench.service.complete("a|b")
    assert offer.insert == f"[[note:{odd}|a b #c d]]"
    for one in bench.service.complete("same"):
        assert resolved(bench, one.insert) in {note(first), note(second)}


def test_a_topic_with_a_note_is_offered_once(bench: Bench) -> None:
    bench.topic(OUTLIERS, "text")
    assert [one.kind for one in bench.service.complete("Outliers")] == [CompletionKind.TOPIC]
    assert [one.label for one in bench.service.complete("", limit=3)] != ["Outliers", "Outliers"]
    assert bench.service.get(bench.topic(OUTLIERS, "text")).kind is NoteKind.TOPIC
