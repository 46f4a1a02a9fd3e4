"""What the learner did, as it is appended to the file: statuses, ratings, minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from studydesk.domain.progress import Status


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """The learner said that a node has a status. `voids` names the event that this one takes back."""

    id: str
    node_id: str
    status: Status
    at: datetime
    day: date
    voids: str | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """Comfort with a skill, `level` 1 (new to me) to 5 (could teach it), with a sentence of evidence. `voids` as above."""

    id: str
    skill_id: str
    level: int
    evidence: str
    at: datetime
    day: date
    voids: str | None = None


class ActivityKind(StrEnum):
    """What minutes were spent on."""

    READ = "read"
    WRITE = "write"
    TIMER = "timer"


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes on one node within one day. `ended_at` is None while a timer runs; `seconds` is what counts."""

    id: str
    kind: ActivityKind
    node_id: str
    started_at: datetime
    ended_at: datetime | None
    seconds: int
    day: date
    voids: str | None = None


@dataclass(frozen=True, slots=True)
class Timer:
    """The running timer; `node_id` may be ""."""

    node_id: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class DayMinutes:
    """Seconds of one kind on one node on one day."""

    day: date
    node_id: str
    kind: ActivityKind
    seconds: int
