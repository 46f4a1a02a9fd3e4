"""Statuses of path nodes and how they roll up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from studydesk.domain.path import LEAF_KINDS, LearningPath


class Status(StrEnum):
    """What the learner says of a node."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Rollup:
    """Counts of what lies at and below a node: every topic, exercise, requirement and deliverable counts once.

    Skipped items leave the sum, so skipping never looks like work done and never blocks 100 %.
    """

    total: int = 0
    done: int = 0
    started: int = 0
    skipped: int = 0
    minutes: int = 0
    minutes_done: int = 0

    @property
    def share(self) -> float:
        """Done share 0..1 of what is not skipped; 1.0 when all is done or skipped, 0.0 when there is nothing."""
        wanted = self.total - self.skipped
        if wanted:
            return self.done / wanted
        return 1.0 if self.total else 0.0

    @property
    def status(self) -> Status:
        """The one status that stands for the whole."""
        if self.total and self.skipped == self.total:
            return Status.SKIPPED
        if self.total and self.done + self.skipped == self.total:
            return Status.DONE
        if self.done or self.started or self.skipped:
            return Status.IN_PROGRESS
        return Status.NOT_STARTED


def roll_up(path: LearningPath, statuses: Mapping[str, Status]) -> dict[str, Rollup]:
    """The roll-up of every node of `path`; `statuses` holds what the learner said, absent means not started."""
    sums: dict[str, Rollup] = {}
    for node in reversed(list(path.walk())):
        total = done = started = skipped = minutes = minutes_done = 0
        if node.kind in LEAF_KINDS:
            status = statuses.get(node.id, Status.NOT_STARTED)
            total = 1
            done = int(status is Status.DONE)
            started = int(status is Status.IN_PROGRESS)
            skipped = int(status is Status.SKIPPED)
            minutes = 0 if skipped else node.minutes
            minutes_done = node.minutes if done else 0
        for child_id in node.children:
            child = sums[child_id]
            total += child.total
            done += child.done
            started += child.started
            skipped += child.skipped
            minutes += child.minutes
            minutes_done += child.minutes_done
        sums[node.id] = Rollup(total, done, started, skipped, minutes, minutes_done)
    return sums
