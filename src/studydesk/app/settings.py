"""Every setting there is, as one frozen list, and the service that reads and writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from studydesk.app.hub import ChangeHub
from studydesk.app.undo import Done
from studydesk.domain.changes import Changes, Kind

if TYPE_CHECKING:
    from studydesk.store.repositories.settings import SettingsRepository

SettingValue = bool | int | str


class SettingKind(StrEnum):
    """How a setting is shown and checked."""

    CHOICE = "choice"
    INTEGER = "integer"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Setting:
    """`minimum` and `maximum` (inclusive) and `step` belong to integers, `choices` to choices. `unit` is shown behind a number."""

    id: str
    title: str
    kind: SettingKind
    default: SettingValue
    choices: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int = 0
    step: int = 1
    unit: str = ""

    def accepts(self, value: object) -> bool:
        """Whether `value` may be kept for this setting."""
        if self.kind is SettingKind.FLAG:
            return isinstance(value, bool)
        if self.kind is SettingKind.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool) and self.minimum <= value <= self.maximum
        return isinstance(value, str) and value in self.choices


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "appearance.theme", "Theme", SettingKind.CHOICE, "system", choices=("system", "light", "dark", "high-contrast")
    ),
    Setting("appearance.scale", "Text size", SettingKind.INTEGER, 100, minimum=80, maximum=200, step=10, unit="%"),
    Setting("appearance.reduced_motion", "Reduce motion", SettingKind.FLAG, default=False),
    Setting("reader.zoom", "Page zoom", SettingKind.INTEGER, 100, minimum=50, maximum=300, step=10, unit="%"),
    Setting("notes.view", "Note view", SettingKind.CHOICE, "source", choices=("source", "split", "preview")),
    Setting("notes.trash_days", "Keep trashed notes", SettingKind.INTEGER, 30, minimum=7, maximum=365, unit="days"),
    Setting("day.rollover_hour", "A new day starts at", SettingKind.INTEGER, 4, minimum=0, maximum=23, unit="h"),
    Setting("time.idle_seconds", "Idle after", SettingKind.INTEGER, 120, minimum=30, maximum=1800, step=30, unit="s"),
    Setting("backup.hourly", "Back up every hour of use", SettingKind.FLAG, default=True),
)

BY_ID = {setting.id: setting for setting in SETTINGS}


class Settings:
    """The learner's choices; read once from the file, then from memory."""

    def __init__(self, repository: SettingsRepository, hub: ChangeHub) -> None:
        self._repository = repository
        self._hub = hub
        self._kept = repository.all()

    def get(self, setting_id: str) -> SettingValue:
        """The kept value, or the default when none is kept or the kept one is not acceptable (a newer version's, say).

        Raises KeyError for an id that is not in `SETTINGS`.
        """
        setting = BY_ID[setting_id]
        kept = self._kept.get(setting_id)
        return kept if isinstance(kept, bool | int | str) and setting.accepts(kept) else setting.default

    def whole(self, setting_id: str) -> int:
        """`get` of an integer setting."""
        return int(self.get(setting_id))

    def set(self, setting_id: str, value: SettingValue) -> Done:
        """Keep `value`. Raises KeyError for an unknown id and ValueError for a value that the setting does not accept."""
        setting = BY_ID[setting_id]
        if not setting.accepts(value):
            raise ValueError(f"{value!r} is no value of {setting_id}")
        return self._write(setting, value)

    def reset(self, setting_id: str) -> Done:
        """Go back to the default."""
        return self._write(BY_ID[setting_id], None)

    def _write(self, setting: Setting, value: SettingValue | None) -> Done:
        before = self._kept.get(setting.id)
        changes = Changes.of(Kind.SETTING, ids=(setting.id,))
        if value is None:
            self._repository.remove(setting.id)
            self._kept.pop(setting.id, None)
        else:
            self._repository.put(setting.id, value)
            self._kept[setting.id] = value

        def undo(_now: datetime) -> Done:
            return self._write(setting, before if isinstance(before, bool | int | str) else None)

        self._hub.publish(changes)
        return Done(changes, setting.title, undo)
