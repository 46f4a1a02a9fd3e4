"""The caches are always what the facts say, whatever is done in whatever order."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from studydesk.domain.facts import ActivityKind, Span, StatusEvent
from studydesk.domain.progress import Status
from studydesk.store.database import Database
from studydesk.store.repositories.spans import SpansRepository
from studydesk.store.repositories.statuses import StatusesRepository
from studydesk.store.sql import query

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NODES = st.sampled_from(["t1", "t2", "t3"])
INSTANTS = st.integers(-3000, 3000).map(lambda minutes: NOW + timedelta(minutes=minutes))


def unique() -> str:
    return str(uuid.uuid4())


class Facts(RuleBasedStateMachine):
    """Appends and takes back; clocks jump."""

    events = Bundle("events")
    spans = Bundle("spans")

    def __init__(self) -> None:
        super().__init__()
        self.database = Database.in_memory()
        self.statuses = StatusesRepository(self.database)
        self.minutes = SpansRepository(self.database)
        self.model: list[StatusEvent] = []

    @rule(target=events, node=NODES, status=st.sampled_from(Status), at=INSTANTS)
    def say(self, node: str, status: Status, at: datetime) -> StatusEvent:
        event = StatusEvent(unique(), node, status, at, at.date())
        with self.database.transaction():
            self.statuses.append([event])
        self.model.append(event)
        return event

    @rule(event=consumes(events), at=INSTANTS)
    def take_back(self, event: StatusEvent, at: datetime) -> None:
        with self.database.transaction():
            self.statuses.void([StatusEvent(unique(), event.node_id, event.status, at, at.date(), voids=event.id)])
        self.model.remove(event)

    @rule(
        target=spans,
        node=NODES,
        kind=st.sampled_from(ActivityKind),
        at=INSTANTS,
        seconds=st.integers(0, 5000),
    )
    def spend(self, node: str, kind: ActivityKind, at: datetime, seconds: int) -> Span:
        span = Span(unique(), kind, node, at, at + timedelta(seconds=seconds), seconds, at.date())
        with self.database.transaction():
            self.minutes.append(span)
        return span

    @rule(target=spans, span=consumes(spans), more=st.integers(0, 500))
    def go_on(self, span: Span, more: int) -> Span:
        ended = span.started_at + timedelta(seconds=span.seconds + more)
        with self.database.transaction():
            self.minutes.extend(span, ended_at=ended, seconds=span.seconds + more)
        return Span(span.id, span.kind, span.node_id, span.started_at, ended, span.seconds + more, span.day)

    @rule(span=consumes(spans))
    def take_span_back(self, span: Span) -> None:
        with self.database.transaction():
            self.minutes.void(span, void_id=unique(), at=NOW)

    @rule()
    def rebuild(self) -> None:
        with self.database.transaction():
            self.statuses.rebuild()
            self.minutes.rebuild()

    @invariant()
    def caches_equal_facts(self) -> None:
        for table, facts in (("node_status", "status_cache_facts"), ("day_minutes", "span_cache_facts")):
            wanted = {tuple(row) for row in self.database.rows(query(facts))}
            assert {tuple(row) for row in self.database.rows(f"SELECT * FROM {table}")} == wanted

    @invariant()
    def the_last_word_counts(self) -> None:
        assert self.statuses.current() == {event.node_id: event.status for event in self.model}
        for node in ("t1", "t2", "t3"):
            assert [one.id for one in self.statuses.history(node)] == [
                one.id for one in self.model if one.node_id == node
            ]

    def teardown(self) -> None:
        self.database.close()


Facts.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestFacts = Facts.TestCase


@given(
    spans=st.lists(st.tuples(st.integers(0, 900), st.integers(1, 300)), max_size=8),
    since=st.integers(0, 1000),
    length=st.integers(1, 500),
)
@settings(max_examples=60, deadline=None)
def test_seconds_within_a_stretch_are_those_of_the_overlap(
    spans: list[tuple[int, int]], since: int, length: int
) -> None:
    database = Database.in_memory()
    repository = SpansRepository(database)
    wanted = 0
    with database.transaction():
        for start, seconds in spans:
            begin = NOW + timedelta(seconds=start)
            end = begin + timedelta(seconds=seconds)
            repository.append(Span(unique(), ActivityKind.READ, "t1", begin, end, seconds, date(2026, 11, 22)))
            wanted += max(0, min(start + seconds, since + length) - max(start, since))
    found = repository.seconds_within(NOW + timedelta(seconds=since), NOW + timedelta(seconds=since + length))
    database.close()
    assert found == wanted
