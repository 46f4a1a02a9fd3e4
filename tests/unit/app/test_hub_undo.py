from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydesk.app.hub import ChangeHub
from studydesk.app.undo import DEPTH, Done, UndoStack
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.errors import ExpectedError

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
STATUS = Changes.of(Kind.STATUS, ids=("a",))


def test_only_watchers_of_a_kind_hear_of_it_until_they_cancel() -> None:
    hub = ChangeHub()
    heard: list[str] = []
    first = hub.subscribe((Kind.STATUS, Kind.NOTE), lambda _changes: heard.append("first"))
    hub.subscribe((Kind.RATING,), lambda _changes: heard.append("second"))
    hub.publish(STATUS)
    hub.publish(Changes.of(Kind.RATING, Kind.NOTE))
    first.cancel()
    first.cancel()
    hub.publish(STATUS)
    assert heard == ["first", "first", "second"]


def test_a_listener_that_fails_keeps_no_other_from_hearing() -> None:
    hub = ChangeHub()
    heard: list[Changes] = []

    def fail(_changes: Changes) -> None:
        raise ValueError("mine")

    hub.subscribe((Kind.STATUS,), fail)
    hub.subscribe((Kind.STATUS,), heard.append)
    with pytest.raises(ValueError, match="mine"):
        hub.publish(STATUS)
    assert heard == [STATUS]


def test_a_listener_may_cancel_another_while_it_is_told() -> None:
    hub = ChangeHub()
    heard: list[Changes] = []
    first = hub.subscribe((Kind.STATUS,), lambda _changes: second.cancel())
    second = hub.subscribe((Kind.STATUS,), heard.append)
    hub.publish(STATUS)
    assert heard == []
    first.cancel()


class Number:
    """A service of one number."""

    def __init__(self) -> None:
        self.value = 0

    def set(self, value: int, label: str) -> Done:
        before, self.value = self.value, value
        return Done(STATUS, label, self._back_to(before))

    def _back_to(self, value: int) -> Callable[[datetime], Done]:
        return lambda _now: self.set(value, "")


@given(st.lists(st.one_of(st.integers(0, 9), st.sampled_from(["undo", "redo"])), max_size=60))
def test_undo_and_redo_walk_through_what_was_done(steps: list[int | str]) -> None:
    number, stack = Number(), UndoStack(ChangeHub())
    history, place = [0], 0
    for step in steps:
        if step == "undo":
            done = stack.undo(NOW)
            assert (done is not None) == (place > 0)
            place = max(0, place - 1)
        elif step == "redo":
            done = stack.redo(NOW)
            assert (done is not None) == (place + 1 < len(history))
            place = min(len(history) - 1, place + 1)
        else:
            assert isinstance(step, int)
            stack.push(number.set(step, f"set {step}"))
            history[place + 1 :] = [step]
            place += 1
        assert number.value == history[place]
        assert stack.undo_label == (f"set {history[place]}" if place else "")
        assert stack.redo_label == (f"set {history[place + 1]}" if place + 1 < len(history) else "")
        assert (stack.can_undo, stack.can_redo) == (place > 0, place + 1 < len(history))


def test_what_cannot_be_undone_is_passed_over() -> None:
    stack = UndoStack(ChangeHub())
    stack.push(Done(STATUS, "nothing"))
    assert stack.undo(NOW) is None
    assert stack.redo(NOW) is None


def test_the_last_200_are_kept() -> None:
    number, stack = Number(), UndoStack(ChangeHub())
    for value in range(DEPTH + 50):
        stack.push(number.set(value, str(value)))
    undone = 0
    while stack.undo(NOW) is not None:
        undone += 1
    assert undone == DEPTH
    assert number.value == 49


def test_an_undo_that_fails_can_be_tried_again() -> None:
    number, stack = Number(), UndoStack(ChangeHub())
    full = [True]
    done = number.set(5, "five")

    def undo(now: datetime) -> Done:
        if full[0]:
            raise ExpectedError("no room")
        assert done.undo is not None
        return done.undo(now)

    stack.push(Done(STATUS, "five", undo))
    with pytest.raises(ExpectedError):
        stack.undo(NOW)
    assert stack.undo_label == "five"
    full[0] = False
    stack.undo(NOW)
    assert number.value == 0


def test_the_labels_change_is_told() -> None:
    hub, number = ChangeHub(), Number()
    heard: list[str] = []
    stack = UndoStack(hub)
    hub.subscribe((Kind.UNDO,), lambda _changes: heard.append(stack.undo_label))
    stack.push(number.set(1, "one"))
    stack.undo(NOW)
    stack.redo(NOW)
    stack.clear()
    assert heard == ["one", "", "one", ""]
