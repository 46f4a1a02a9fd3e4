"""How the window was left."""

from __future__ import annotations

from studydesk.store.repositories.keyvalues import KeyValueRepository


class UiStateRepository(KeyValueRepository):
    """Layout, tabs, scroll positions, cursors, expanded nodes."""

    table = "ui_state"
