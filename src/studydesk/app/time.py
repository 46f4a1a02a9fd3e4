"""Minutes: noticed while reading and writing, or measured with a timer, never both at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from studydesk.app.clock import Clock
from studydesk.app.hub import ChangeHub
from studydesk.app.undo import Done
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.facts import ActivityKind, Span, Timer
from studydesk.domain.ids import new_id
from studydesk.domain.path import LearningPath

if TYPE_CHECKING:
    from studydesk.store.database import Database
    from studydesk.store.repositories.spans import SpansRepository

#: a span is written at most so often
PERSIST_EVERY = timedelta(seconds=5)
#: and told to the pages at most so often while it grows
TELL_EVERY = timedelta(seconds=60)


class _Present:
    """The span that goes on right now. `span` is what the file holds of it, `seconds` 0 meaning: not yet anything."""

    def __init__(self, span: Span, now: datetime) -> None:
        self.span = span
        self.last_beat = now
        self.written_at = now
        self.told_at = now


class TimeService:
    """`idle_seconds` is asked at every beat. Seconds between two beats count when the gap is shorter than that."""

    def __init__(
        self,
        database: Database,
        spans: SpansRepository,
        *,
        path: LearningPath,
        hub: ChangeHub,
        clock: Clock,
        idle_seconds: Callable[[], int],
    ) -> None:
        self._db = database
        self._repository = spans
        self._path = path
        self._hub = hub
        self._clock = clock
        self._idle_seconds = idle_seconds
        self._present: _Present | None = None
        self._running = spans.running()

    def beat(self, kind: ActivityKind, node_id: str, now: datetime) -> None:
        """The learner did something on a node; counts nothing while a timer runs. A time before the last beat starts anew."""
        if self._running is not None:
            return
        present = self._present
        if present is None or not self._goes_on(present, now):
            self._end()
        elif present.span.kind is kind and present.span.node_id == node_id and present.span.day == self._clock.day(now):
            present.last_beat = now
            if now - present.written_at >= PERSIST_EVERY:
                self._write(present, now)
                if now - present.told_at >= TELL_EVERY:
                    present.told_at = now
                    self._tell(node_id)
            return
        else:
            present.last_beat = now
            self._end()
        span = Span(new_id(now), kind, node_id, now, now, 0, self._clock.day(now))
        self._present = _Present(span, now)

    def flush(self, now: datetime) -> None:
        """Write what was noticed up to `now`; called before the program ends."""
        present = self._present
        if present is None:
            return
        if self._goes_on(present, now):
            present.last_beat = now
        self._write(present, now)
        self._tell(present.span.node_id)

    def pause(self, now: datetime) -> None:
        """The window is no longer in front: what comes next is a new span."""
        self.flush(now)
        self._present = None

    def timer(self) -> Timer | None:
        """The running timer, also one that was started before the program was."""
        return Timer(self._running.node_id, self._running.started_at) if self._running is not None else None

    def timer_start(self, node_id: str, now: datetime) -> Done:
        """Start the timer on a node ("" for none); one that runs is stopped first and its minutes are kept."""
        self.pause(now)
        with self._db.transaction():
            if self._running is not None:
                self._close(self._running, now)
            self._running = self._open(node_id, now)

        def undo(later: datetime) -> Done:
            return self._timer_cancel(later)

        return self._told("Start the timer", node_id, opposite=undo)

    def timer_stop(self, now: datetime, *, ended_at: datetime | None = None) -> Done:
        """Stop the timer and keep its minutes, cut where days begin. Nothing happens when none runs.

        `ended_at` is when the learner really stopped, not after `now`; at or before the start no minute is kept.
        """
        running = self._running
        if running is None:
            return Done(Changes(frozenset()))
        with self._db.transaction():
            parts = self._close(running, now if ended_at is None else min(ended_at, now))
        self._running = None

        def undo(later: datetime) -> Done:
            return self._timer_again(running, parts, later, ended_at=ended_at)

        return self._told("Stop the timer", running.node_id, opposite=undo)

    def minutes_by_node(self) -> dict[str, float]:
        """Present node id → minutes spent on it, without what lies below it. The running timer counts when it is stopped."""
        found: dict[str, float] = {}
        for node_id, seconds in self._repository.by_node().items():
            present = self._path.resolve(node_id)
            if present is not None:
                found[present] = found.get(present, 0.0) + seconds / 60
        return found

    def minutes_on(self, day: date) -> float:
        """Minutes of all kinds on one of the learner's days."""
        return sum(self._repository.day_sums(day, day).values()) / 60

    def rebuild(self) -> None:
        """Make the cached sums anew from the spans."""
        with self._db.transaction():
            self._repository.rebuild()
        self._hub.publish(Changes.of(Kind.MINUTES))

    # the span of the present moment

    def _goes_on(self, present: _Present, now: datetime) -> bool:
        return timedelta(0) <= now - present.last_beat < timedelta(seconds=self._idle_seconds())

    def _end(self) -> None:
        if self._present is not None:
            self._write(self._present, self._present.last_beat)
            self._tell(self._present.span.node_id)
            self._present = None

    def _write(self, present: _Present, now: datetime) -> None:
        span = present.span
        seconds = round((present.last_beat - span.started_at).total_seconds())
        present.written_at = now
        if seconds <= span.seconds:
            return
        ended = replace(span, ended_at=present.last_beat, seconds=seconds)
        with self._db.transaction():
            if span.seconds:
                self._repository.extend(span, ended_at=present.last_beat, seconds=seconds)
            else:
                self._repository.append(ended)
        present.span = ended

    def _tell(self, node_id: str) -> None:
        self._hub.publish(Changes.of(Kind.MINUTES, ids=(node_id,)))

    # the timer

    def _open(self, node_id: str, started_at: datetime) -> Span:
        span = Span(new_id(started_at), ActivityKind.TIMER, node_id, started_at, None, 0, self._clock.day(started_at))
        self._repository.append(span)
        return span

    def _close(self, running: Span, now: datetime) -> list[Span]:
        """End the running span; returns it and its followers on later days, as they are in the file now."""
        until = max(now, running.started_at)
        parts: list[Span] = []
        for part in self._clock.split(running.started_at, until):
            # Minutes noticed between an undone stop and this one are in the file already.
            noticed = self._repository.seconds_within(part.start, part.end)
            seconds = max(0, round((part.end - part.start).total_seconds()) - noticed)
            if not parts:
                self._repository.extend(running, ended_at=part.end, seconds=seconds)
                parts.append(replace(running, ended_at=part.end, seconds=seconds))
            else:
                follower = replace(
                    running, id=new_id(now), started_at=part.start, ended_at=part.end, seconds=seconds, day=part.day
                )
                self._repository.append(follower)
                parts.append(follower)
        return parts

    def _timer_cancel(self, now: datetime) -> Done:
        running = self._running
        if running is None:
            return Done(Changes(frozenset()))
        with self._db.transaction():
            self._repository.extend(running, ended_at=running.started_at, seconds=0)
        self._running = None

        def redo(later: datetime) -> Done:
            return self.timer_start(running.node_id, later)

        return self._told("", running.node_id, opposite=redo)

    def _timer_again(self, running: Span, parts: list[Span], now: datetime, *, ended_at: datetime | None) -> Done:
        self.pause(now)
        with self._db.transaction():
            if self._running is not None:
                self._close(self._running, now)
            for part in parts:
                self._repository.void(part, void_id=new_id(now), at=now)
            self._running = self._open(running.node_id, running.started_at)

        def redo(later: datetime) -> Done:
            return self.timer_stop(later, ended_at=ended_at)

        return self._told("", running.node_id, opposite=redo)

    def _told(self, label: str, node_id: str, *, opposite: Callable[[datetime], Done]) -> Done:
        changes = Changes.of(Kind.TIMER, Kind.MINUTES, ids=(node_id,))
        self._hub.publish(changes)
        return Done(changes, label, opposite)
