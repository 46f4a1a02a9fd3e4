"""Notes of nodes and free ones: writing, listing, trash, and what the hub hears."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studydesk.domain.changes import Kind
from studydesk.domain.errors import ExpectedError
from studydesk.domain.notes import NoteKind, NoteQuery
from studydesk.store.database import Database
from tests.support.notes import BLOCK, EXERCISE, OUTLIERS, SCALING, Bench
from tests.support.paths import rename


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_blank_note_is_kept_with_its_first_text(bench: Bench) -> None:
    note = bench.service.blank(OUTLIERS, bench.now)
    assert (note.kind, note.title, note.body) == (NoteKind.TOPIC, "Outliers", "")
    assert bench.service.find(OUTLIERS) is None
    assert bench.service.save(note, "", bench.now).changes.kinds == frozenset()
    assert bench.service.find(OUTLIERS) is None
    done = bench.service.save(note, "first words", bench.now)
    assert done.undo is None
    assert done.changes.kinds == {Kind.NOTE, Kind.NOTE_LIST, Kind.SAVED}
    assert bench.service.find(OUTLIERS) == replace(note, body="first words")
    assert bench.service.noted() == {OUTLIERS}


def test_blocks_and_exercises_have_notes_too(bench: Bench) -> None:
    assert bench.service.blank(BLOCK, bench.now).kind is NoteKind.BLOCK
    assert bench.service.blank(EXERCISE, bench.now).kind is NoteKind.TOPIC
    with pytest.raises(KeyError):
        bench.service.blank("nowhere", bench.now)


def test_equal_text_is_not_written(bench: Bench) -> None:
    note_id = bench.topic(OUTLIERS, "text")
    bench.told.clear()
    before = bench.service.get(note_id)
    done = bench.service.save(before, "text\r\n".removesuffix("\r\n"), bench.later(minutes=9))
    assert done.changes.kinds == frozenset()
    assert bench.told == []
    assert bench.service.get(note_id) == before


def test_two_blank_notes_of_one_topic_stay_one_note(bench: Bench) -> None:
    first, second = bench.service.blank(OUTLIERS, bench.now), bench.service.blank(OUTLIERS, bench.now)
    bench.service.save(first, "typed here", bench.now)
    for number in range(5):
        bench.service.save(second, f"typed there{'!' * number}", bench.later(seconds=1))
    note = bench.service.find(OUTLIERS)
    assert note is not None
    assert (note.id, note.body) == (first.id, "typed there!!!!")
    assert [one.body for one in bench.service.revisions(first.id)] == ["typed here"]


def test_what_is_no_text_is_replaced(bench: Bench) -> None:
    note_id = bench.free("Nul\0 \ud800title\nx", "a\0b \ud800 \ud83d\ude00\r\nc")
    assert bench.service.get(note_id).title == "Nul\ufffd \ufffdtitle x"
    assert bench.body(note_id) == "a\ufffdb \ufffd 😀\nc"


@pytest.mark.parametrize(
    "text", ["שלום עולם \u202eabc", "日本語のノート", "a" * 1_000_000, "[[" * 100_000, "> " * 50_000 + "x"]
)
def test_any_text_is_kept_and_searched(bench: Bench, text: str) -> None:
    note_id = bench.free("Any", text)
    assert bench.body(note_id) == text
    for asked in (text[:3], text[:50], '"', "*", "a*", "NOT", "(", "{a}", "title:x", "-", "日本", "\ud800", "\0"):
        bench.service.list(NoteQuery(asked))
        bench.service.complete(asked)
    bench.service.unlinked_mentions(bench.service.target_of(bench.service.get(note_id)))


def test_search_finds_beginnings_of_words_title_first(bench: Bench) -> None:
    body = bench.free("Something", "filler\n\nthe **interquartile** range is robust")
    title = bench.free("Interquartile range", "nothing")
    other = bench.free("Other", "no hit")
    found = bench.service.list(NoteQuery("interq"))
    assert [one.id for one in found] == [title, body]
    assert found[1].excerpt == "the interquartile range is robust"
    assert [one.id for one in bench.service.list(NoteQuery("RANGE inter"))] == [title, body]
    assert [one.id for one in bench.service.list(NoteQuery("i"))] == [title]
    assert bench.service.list(NoteQuery("quartile")) == []
    assert bench.service.list(NoteQuery("…")) == []
    assert {one.id for one in bench.service.list()} == {body, title, other}


def test_search_in_a_script_without_blanks(bench: Bench) -> None:
    note_id = bench.free("機械学習", "外れ値の検出と処理 #統計")
    assert [one.id for one in bench.service.list(NoteQuery("検出"))] == [note_id]
    assert [one.id for one in bench.service.list(NoteQuery("学"))] == [note_id]
    assert [one.id for one in bench.service.list(NoteQuery("値", tag="統計"))] == [note_id]
    assert bench.service.list(NoteQuery("値", tag="other")) == []


def test_search_sees_every_change_at_once(bench: Bench) -> None:
    note_id = bench.free("Old title", "alpha")
    bench.write(note_id, "beta")
    assert bench.service.list(NoteQuery("alpha")) == []
    assert len(bench.service.list(NoteQuery("beta"))) == 1
    bench.service.rename(note_id, "Newer", bench.now)
    assert bench.service.list(NoteQuery("old")) == []
    assert len(bench.service.list(NoteQuery("newer"))) == 1
    bench.service.trash(note_id, bench.now)
    assert bench.service.list(NoteQuery("beta")) == []
    assert [one.id for one in bench.service.trashed()] == [note_id]
    bench.database.connection.execute("INSERT INTO note_fts (note_fts, rank) VALUES ('integrity-check', 1)")


def test_tags_are_counted_with_what_they_lie_in(bench: Bench) -> None:
    one = bench.free("One", "#ml/data #later")
    bench.free("Two", "#ML")
    assert [(tag.tag, tag.count) for tag in bench.service.tags()] == [("later", 1), ("ml", 2), ("ml/data", 1)]
    assert [note.id for note in bench.service.list(NoteQuery(tag="ML/data"))] == [one]
    assert [note.id for note in bench.service.list(NoteQuery("on", tag="ml"))] == [one]
    bench.service.trash(one, bench.now)
    assert [(tag.tag, tag.count) for tag in bench.service.tags()] == [("ml", 1)]


def test_trash_restore_and_undo(bench: Bench) -> None:
    note_id = bench.topic(OUTLIERS, "words [[Scaling]] #tag")
    before = bench.service.get(note_id), bench.derived(note_id)
    done = bench.service.trash(note_id, bench.now)
    assert done.undo is not None
    assert bench.service.find(OUTLIERS) is None
    assert bench.derived(note_id) == ([], set(), set())
    assert bench.service.trash(note_id, bench.now).undo is None
    back = done.undo(bench.later(seconds=5))
    assert (bench.service.get(note_id), bench.derived(note_id)) == before
    assert back.undo is not None
    again = back.undo(bench.later(seconds=5))
    assert bench.service.get(note_id).trashed_at == bench.now
    assert again.undo is not None
    again.undo(bench.now)
    assert (bench.service.get(note_id), bench.derived(note_id)) == before


def test_a_topic_that_got_a_new_note_leaves_the_old_one_free(bench: Bench) -> None:
    old = bench.topic(OUTLIERS, "old words")
    bench.service.trash(old, bench.now)
    new = bench.topic(OUTLIERS, "new words")
    assert new != old
    done = bench.service.restore(old, bench.now)
    note = bench.service.get(old)
    assert (note.kind, note.anchor, note.title, note.body) == (NoteKind.FREE, None, "Outliers", "old words")
    assert done.undo is not None
    done.undo(bench.now)
    assert bench.service.get(old).anchor == OUTLIERS
    found = bench.service.find(OUTLIERS)
    assert found is not None
    assert found.id == new


def test_the_trash_is_emptied_after_its_days(bench: Bench) -> None:
    note_id = bench.free("Gone soon", "text")
    bench.service.trash(note_id, bench.now)
    bench.service.purge_expired(bench.later(days=29))
    assert bench.service.get(note_id).body == "text"
    done = bench.service.purge_expired(bench.later(days=2))
    assert done.changes.ids == {note_id}
    with pytest.raises(ExpectedError, match="no longer there"):
        bench.service.get(note_id)
    assert bench.service.revisions(note_id) == []
    assert bench.service.purge_expired(bench.now).changes.kinds == frozenset()


def test_undo_of_what_was_purged_says_so(bench: Bench) -> None:
    note_id = bench.free("Gone", "text")
    done = bench.service.trash(note_id, bench.now)
    bench.service.purge_expired(bench.later(days=40))
    assert done.undo is not None
    with pytest.raises(ExpectedError):
        done.undo(bench.now)


def test_a_text_typed_into_a_purged_note_is_not_lost(bench: Bench) -> None:
    note = bench.service.get(bench.free("Open in the editor", "text"))
    bench.service.trash(note.id, bench.now)
    bench.service.purge_expired(bench.later(days=40))
    bench.service.save(note, "text and more", bench.now)
    assert bench.service.get(note.id).trashed_at is None
    assert bench.body(note.id) == "text and more"


def test_saving_into_the_trash_keeps_the_words_there(bench: Bench) -> None:
    note_id = bench.free("Trashed", "text")
    bench.service.trash(note_id, bench.now)
    bench.write(note_id, "text and [[Scaling]] #tag")
    assert bench.service.get(note_id).trashed_at is not None
    assert bench.derived(note_id) == ([], set(), set())
    bench.service.restore(note_id, bench.now)
    assert bench.derived(note_id)[1] == {"tag"}


def test_a_note_follows_its_renamed_topic(bench: Bench) -> None:
    note_id = bench.topic(SCALING, "words")
    moved = bench.with_path(rename(bench.path, SCALING, "m1w1b1.scale"))
    for anchor in (SCALING, "m1w1b1.scale"):
        note = moved.service.find(anchor)
        assert note is not None
        assert (note.id, note.anchor) == (note_id, "m1w1b1.scale")
    moved.write(note_id, "more words")
    assert moved.service.noted() == {"m1w1b1.scale"}
    assert bench.service.get(note_id).body == "more words"


def test_a_save_is_all_or_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    note_id = bench.free("Note", "before [[Scaling]] #one")
    state = bench.service.get(note_id), bench.derived(note_id), bench.service.revisions(note_id)

    def fail(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("pulled plug")

    monkeypatch.setattr(bench.repository, "set_derived", fail)
    bench.told.clear()
    with pytest.raises(RuntimeError):
        bench.service.save(bench.service.get(note_id), "x" * 500, bench.later(minutes=9))
    assert (bench.service.get(note_id), bench.derived(note_id), bench.service.revisions(note_id)) == state
    assert bench.service.list(NoteQuery("xxx")) == []
    assert bench.told == []


def test_notes_are_there_after_a_restart(tmp_path: Path) -> None:
    bench = Bench(database=Database.open(tmp_path, now=Bench().now))
    note_id = bench.topic(OUTLIERS, "words that stay")
    bench.database.close()
    again = Bench(database=Database.open(tmp_path, now=bench.now))
    found = again.service.find(OUTLIERS)
    assert found is not None
    assert (found.id, found.body) == (note_id, "words that stay")
    again.database.close()
