"""Which older texts are kept, and how they come back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studydesk.app.note_history import STRETCH, distance
from studydesk.domain.errors import ExpectedError
from studydesk.domain.notes import RevisionReason
from studydesk.domain.textdiff import LineKind
from tests.support.notes import OUTLIERS, Bench


@pytest.fixture
def bench() -> Bench:
    return Bench()


def kept(bench: Bench, note_id: str) -> list[str]:
    return [one.body for one in bench.service.revisions(note_id)]


def test_typing_makes_one_revision_for_five_minutes(bench: Bench) -> None:
    note_id = bench.topic(OUTLIERS, "a")
    for second in range(1, 600):
        bench.later(seconds=1)
        bench.write(note_id, f"word {second}")
    assert kept(bench, note_id) == ["word 598", "word 299"]


def test_a_text_that_stood_is_kept_before_it_changes(bench: Bench) -> None:
    note_id = bench.free("N", "stood here")
    written = bench.now
    bench.later(minutes=6)
    bench.write(note_id, "changed")
    (revision,) = bench.service.revisions(note_id)
    assert (revision.body, revision.at, revision.reason, revision.words) == (
        "stood here",
        written,
        RevisionReason.EDIT,
        2,
    )


def test_a_great_change_is_kept_at_once(bench: Bench) -> None:
    note_id = bench.free("N", "x" * 150)
    bench.later(seconds=1)
    bench.write(note_id, "")
    bench.later(seconds=1)
    assert kept(bench, note_id) == []
    bench.write(note_id, "y" * 300)
    bench.later(seconds=1)
    bench.write(note_id, "")
    assert kept(bench, note_id) == ["y" * 300]


def test_restore_keeps_what_it_replaces(bench: Bench) -> None:
    note_id = bench.free("N", "first text")
    bench.later(minutes=6)
    bench.write(note_id, "second text")
    (revision,) = bench.service.revisions(note_id)
    done = bench.service.restore_revision(note_id, revision.id, bench.later(seconds=1))
    assert bench.body(note_id) == "first text"
    assert kept(bench, note_id) == ["second text", "first text"]
    assert done.undo is not None
    redo = done.undo(bench.later(seconds=1))
    assert bench.body(note_id) == "second text"
    assert redo.undo is not None
    redo.undo(bench.later(seconds=1))
    assert bench.body(note_id) == "first text"
    assert bench.service.restore_revision(note_id, revision.id, bench.now).undo is None


def test_diff_with_now_and_with_another(bench: Bench) -> None:
    note_id = bench.free("N", "one\ntwo")
    for text in ("one\n2", "one\n2\nthree"):
        bench.later(minutes=6)
        bench.write(note_id, text)
    newer, older = bench.service.revisions(note_id)
    added = [line.text for line in bench.service.diff(note_id, older.id) if line.kind is LineKind.ADDED]
    assert added == ["2", "three"]
    added = [
        line.text for line in bench.service.diff(note_id, older.id, against=newer.id) if line.kind is LineKind.ADDED
    ]
    assert added == ["2"]
    with pytest.raises(ExpectedError, match="no longer there"):
        bench.service.diff(note_id, "gone")
    other = bench.free("Other", "text")
    with pytest.raises(ExpectedError):
        bench.service.restore_revision(other, older.id, bench.now)


@given(st.text("ab", max_size=12), st.text("ab", max_size=12))
def test_distance_is_what_lies_between_equal_ends(old: str, new: str) -> None:
    assert (distance(old, new) == 0) == (old == new)
    assert distance(old, new) == distance(new, old) <= max(len(old), len(new))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["", "a", "b", "ab", "x" * 250, "x" * 120 + "y" * 120, "c\nd"]),
        st.integers(0, 900),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_every_text_that_stood_five_minutes_can_be_had_back(steps: list[tuple[str, int]]) -> None:
    bench = Bench()
    note_id = bench.free("N", "start")
    stood: set[str] = set()
    text, since = "start", bench.now
    for body, seconds in steps:
        bench.later(seconds=seconds)
        if body == text:
            continue
        if bench.now - since >= STRETCH:
            stood.add(text)
        bench.write(note_id, body)
        text, since = body, bench.now
    stood.discard("")
    assert stood <= {*kept(bench, note_id), bench.body(note_id)}


def test_a_clock_that_goes_back_loses_nothing(bench: Bench) -> None:
    note_id = bench.free("N", "first")
    bench.now -= timedelta(days=3)
    bench.write(note_id, "second")
    assert kept(bench, note_id) == ["first"]
