from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from studydesk.app.clock import FixedClock
from studydesk.app.hub import ChangeHub
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.path import LearningPath
from studydesk.store.database import Database
from tests.support.paths import make_path

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def database() -> Iterator[Database]:
    made = Database.in_memory()
    yield made
    made.close()


@pytest.fixture
def path() -> LearningPath:
    return make_path()


@pytest.fixture
def hub() -> ChangeHub:
    return ChangeHub()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW, zone=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def told(hub: ChangeHub) -> list[Changes]:
    """Everything that was published."""
    heard: list[Changes] = []
    hub.subscribe(tuple(Kind), heard.append)
    return heard
