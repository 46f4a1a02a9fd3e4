from __future__ import annotations

from collections.abc import Callable

import pytest

from studydesk.app.hub import ChangeHub
from studydesk.app.settings import SETTINGS, SettingKind, Settings
from studydesk.app.uistate import UiState
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.errors import ExpectedError
from studydesk.store.database import Database
from studydesk.store.repositories.settings import SettingsRepository
from studydesk.store.repositories.uistate import UiStateRepository
from tests.unit.app.conftest import NOW


@pytest.fixture
def settings(database: Database, hub: ChangeHub) -> Settings:
    return Settings(SettingsRepository(database), hub)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.id)
def test_every_setting_has_a_title_and_an_acceptable_default(setting: object, settings: Settings) -> None:
    one = next(found for found in SETTINGS if found is setting)
    assert one.title
    assert one.accepts(one.default)
    assert settings.get(one.id) == one.default
    assert (one.kind is SettingKind.CHOICE) == bool(one.choices)


def test_a_setting_is_kept_told_and_undone(settings: Settings, database: Database, told: list[Changes]) -> None:
    settings.set("appearance.scale", 120)
    done = settings.set("appearance.scale", 150)
    assert told[-1] == Changes.of(Kind.SETTING, ids=("appearance.scale",))
    assert Settings(SettingsRepository(database), ChangeHub()).whole("appearance.scale") == 150
    assert done.undo is not None
    back = done.undo(NOW)
    assert settings.get("appearance.scale") == 120
    assert back.undo is not None
    back.undo(NOW)
    assert settings.get("appearance.scale") == 150
    settings.reset("appearance.scale")
    assert settings.get("appearance.scale") == 100
    assert SettingsRepository(database).all() == {}


@pytest.mark.parametrize(
    ("setting_id", "value"),
    [
        ("appearance.scale", 70),
        ("appearance.scale", True),
        ("appearance.theme", "purple"),
        ("appearance.reduced_motion", 1),
        ("day.rollover_hour", 24),
    ],
)
def test_what_a_setting_does_not_accept_is_refused(settings: Settings, setting_id: str, value: int | str) -> None:
    with pytest.raises(ValueError, match="no value of"):
        settings.set(setting_id, value)


def test_a_kept_value_of_another_version_counts_as_the_default(database: Database, hub: ChangeHub) -> None:
    repository = SettingsRepository(database)
    repository.put("appearance.theme", "solarised")
    repository.put("appearance.scale", [1, 2])
    repository.put("future.setting", {"a": 1})
    with database.transaction() as connection:
        connection.execute("INSERT INTO setting VALUES ('reader.zoom', 'no json')")
    settings = Settings(repository, hub)
    assert settings.get("appearance.theme") == "system"
    assert settings.get("appearance.scale") == 100
    assert settings.get("reader.zoom") == 100
    with pytest.raises(KeyError):
        settings.get("future.setting")


class Timer:
    """A clock to turn by hand, and the calls that wait for it."""

    def __init__(self) -> None:
        self.present = 100.0
        self.waiting: list[tuple[float, Callable[[], None]]] = []

    def now(self) -> float:
        return self.present

    def schedule(self, seconds: float, call: Callable[[], None]) -> None:
        self.waiting.append((seconds, call))


@pytest.fixture
def timer() -> Timer:
    return Timer()


@pytest.fixture
def state(database: Database, timer: Timer) -> UiState:
    return UiState(UiStateRepository(database), monotonic=timer.now)


def test_window_state_is_written_at_most_once_a_second(state: UiState, timer: Timer, database: Database) -> None:
    state.set_scheduler(timer.schedule)
    repository = UiStateRepository(database)
    state.save("a", 1)
    assert repository.all() == {"a": 1}
    timer.present += 0.25
    state.save("a", 2)
    state.save("b", [1])
    assert repository.all() == {"a": 1}
    assert state.load("a", 0) == 2
    ((seconds, call),) = timer.waiting
    assert seconds == pytest.approx(0.75)
    timer.present += seconds
    call()
    assert repository.all() == {"a": 2, "b": [1]}
    state.save("a", 2)
    state.flush()
    assert len(timer.waiting) == 1


def test_without_a_timer_the_rest_waits_for_the_end(state: UiState, database: Database) -> None:
    state.save("a", 1)
    state.save("b", 2)
    assert UiStateRepository(database).all() == {"a": 1}
    state.flush()
    assert UiStateRepository(database).all() == {"a": 1, "b": 2}


def test_a_list_changed_after_it_was_saved_is_another_value(state: UiState, database: Database) -> None:
    tabs = ["one"]
    state.save("tabs", tabs)
    tabs.append("two")
    assert state.load("tabs", [""]) == ["one"]
    state.save("tabs", tabs)
    state.load("tabs", [""]).append("three")
    state.flush()
    assert UiStateRepository(database).all() == {"tabs": ["one", "two"]}


def test_a_value_of_another_type_counts_as_none(state: UiState) -> None:
    state.save("window", [1, 2])
    default: dict[str, int] = {}
    assert state.load("window", default) == {}
    assert state.load("nothing", None) is None


def test_a_disk_that_takes_nothing_holds_nobody_up(state: UiState, timer: Timer, database: Database) -> None:
    state.set_scheduler(timer.schedule)
    database.connection.execute("PRAGMA query_only = ON")
    state.save("a", 1)
    assert state.load("a", 0) == 1
    ((_, call),) = timer.waiting
    with pytest.raises(ExpectedError):
        call()
    database.connection.execute("PRAGMA query_only = OFF")
    state.flush()
    assert UiStateRepository(database).all() == {"a": 1}
