"""Which panels the window has and how each is made; the import happens when a panel is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from studydesk.app.desk import Desk
    from studydesk.ui.bridge import Bridge
    from studydesk.ui.theme.manager import ThemeManager


class Panel(Protocol):
    """What the window asks of every panel."""

    def save_state(self) -> dict[str, Any]: ...
    def restore_state(self, state: dict[str, Any]) -> None: ...
    def actions(self) -> dict[str, Callable[[], None]]: ...
    def focus_first(self) -> None: ...


LEFT = ("path", "notes", "library")
FULL = ("progress",)


def make(name: str, desk: Desk, bridge: Bridge, theme: ThemeManager, parent: QWidget) -> QWidget:
    """The panel `name`, built now."""
    match name:
        case "path":
            from studydesk.ui.path.panel import PathPanel

            return PathPanel(desk, bridge, theme, parent)
        case "notes":
            from studydesk.ui.notes.list_panel import NotesPanel

            return NotesPanel(desk, bridge, theme, parent)
        case "library":
            from studydesk.ui.shelf.panel import ShelfPanel

            return ShelfPanel(desk, bridge, theme, parent)
        case "reader":
            from studydesk.ui.reader.reader import Reader

            return Reader(desk, bridge, theme, parent)
        case "note":
            from studydesk.ui.notes.pane import NotePane

            return NotePane(desk, bridge, theme, parent)
        case "progress":
            from studydesk.ui.progress.page import ProgressPage

            return ProgressPage(desk, bridge, theme, parent)
        case _:
            raise KeyError(name)
