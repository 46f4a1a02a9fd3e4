"""The learner's settings."""

from __future__ import annotations

from studydesk.store.repositories.keyvalues import KeyValueRepository


class SettingsRepository(KeyValueRepository):
    """Values that differ from the default, by setting id."""

    table = "setting"
