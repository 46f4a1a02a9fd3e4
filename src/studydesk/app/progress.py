"""Where the learner stands on the path: statuses, what they add up to, and their history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from studydesk.app.clock import Clock
from studydesk.app.hub import ChangeHub
from studydesk.app.undo import Done
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.facts import StatusEvent
from studydesk.domain.ids import new_id
from studydesk.domain.path import LEAF_KINDS, LearningPath
from studydesk.domain.progress import Rollup, Status, roll_up

if TYPE_CHECKING:
    from studydesk.store.database import Database
    from studydesk.store.repositories.statuses import StatusesRepository

NOTHING = Done(Changes(frozenset()))

_LABELS = {
    Status.NOT_STARTED: "Mark not started",
    Status.IN_PROGRESS: "Mark in progress",
    Status.DONE: "Mark done",
    Status.SKIPPED: "Skip",
}


class ProgressService:
    """Statuses belong to topics, exercises, requirements and deliverables; everything above is added up from them."""

    def __init__(
        self, database: Database, statuses: StatusesRepository, *, path: LearningPath, hub: ChangeHub, clock: Clock
    ) -> None:
        self._db = database
        self._repository = statuses
        self._path = path
        self._hub = hub
        self._clock = clock
        self._statuses: dict[str, Status] | None = None
        self._rollups: dict[str, Rollup] | None = None
        self._subscription = hub.subscribe((Kind.STATUS, Kind.CONTENT), self._forget)

    def statuses(self) -> dict[str, Status]:
        """Present node id → status; absent means not started. Rows of nodes that the path no longer has are passed over."""
        if self._statuses is None:
            stored = self._repository.current()
            found: dict[str, Status] = {}
            for node_id, status in stored.items():
                present = self._path.resolve(node_id)
                # What was said under the present id was said later than what was said under an old one.
                if present is not None and (present == node_id or present not in stored):
                    found[present] = status
            self._statuses = found
        return self._statuses

    def status(self, node_id: str) -> Status:
        """The status of one node, added up when it has others below it."""
        return self.rollups()[node_id].status

    def rollups(self) -> dict[str, Rollup]:
        """Sums of every node of the path; made once after each change."""
        if self._rollups is None:
            self._rollups = roll_up(self._path, self.statuses())
        return self._rollups

    def set_status(self, node_ids: Sequence[str], status: Status, now: datetime) -> Done:
        """Say that nodes, and all that lies below them, have a status. Those that have it already are left alone.

        One transaction and one undo. KeyError for an id that the path does not have.
        """
        present = self.statuses()
        wanted = dict.fromkeys(
            node.id for node_id in node_ids for node in self._path.walk(node_id) if node.kind in LEAF_KINDS
        )
        changed = [node_id for node_id in wanted if present.get(node_id, Status.NOT_STARTED) is not status]
        if not changed:
            return NOTHING
        day = self._clock.day(now)
        events = [StatusEvent(new_id(now), node_id, status, now, day) for node_id in changed]
        with self._db.transaction():
            self._repository.append(events)
        label = _LABELS[status]
        if len(node_ids) == 1:
            label = f"{label}: {self._path.nodes[node_ids[0]].title}"

        def undo(later: datetime) -> Done:
            return self._void(events, later)

        return self._told(changed, label, opposite=undo)

    def history(self, node_id: str) -> list[StatusEvent]:
        """What was said of a node under its present and former ids, oldest first, without what was taken back."""
        former = self._path.nodes[node_id].renamed_from if node_id in self._path.nodes else ()
        events = [event for one in (*former, node_id) for event in self._repository.history(one)]
        return sorted(events, key=lambda event: event.at)

    def rebuild(self) -> None:
        """Make the cached statuses anew from the events."""
        with self._db.transaction():
            self._repository.rebuild()
        self._hub.publish(Changes.of(Kind.STATUS))

    def _void(self, events: Sequence[StatusEvent], now: datetime) -> Done:
        day = self._clock.day(now)
        with self._db.transaction():
            self._repository.void(
                [StatusEvent(new_id(now), event.node_id, event.status, now, day, voids=event.id) for event in events]
            )

        def redo(later: datetime) -> Done:
            return self.set_status([event.node_id for event in events], events[0].status, later)

        return self._told([event.node_id for event in events], "", opposite=redo)

    def _told(self, node_ids: Sequence[str], label: str, *, opposite: Callable[[datetime], Done]) -> Done:
        changes = Changes.of(Kind.STATUS, ids=tuple(node_ids))
        self._hub.publish(changes)
        return Done(changes, label, opposite)

    def _forget(self, _changes: Changes) -> None:
        self._statuses = self._rollups = None
