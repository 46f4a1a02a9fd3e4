"""The window lays rail, panels and status bar out and remembers how; it holds no behaviour of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from studydesk.ui.shell import panels
from studydesk.ui.shell.note_place import NotePlace
from studydesk.ui.shell.rail import Rail
from studydesk.ui.shell.statusbar import StatusBar
from studydesk.ui.theme.manager import Theme, ThemeManager

if TYPE_CHECKING:
    from studydesk.app.desk import Desk
    from studydesk.ui.bridge import Bridge
    from studydesk.ui.shell.panels import Panel


#: between the tree and the note pane: the restored page is asked for in this time, and loads while the pane is made
NOTE_AFTER_MS = 100


class MainWindow(QMainWindow):
    """Rail | left panel | reader | note, or one full page. Panels are made when first shown."""

    panel_made = Signal(str, QWidget)
    page_shown = Signal(str)
    closing = Signal()
    painted = Signal()  # once: the frame is on screen, the panels can be made

    def __init__(self, desk: Desk, bridge: Bridge, theme: ThemeManager) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("StudyDesk")
        self._desk = desk
        self._bridge = bridge
        self._theme = theme
        self._panels: dict[str, QWidget] = {}
        self._saved: dict[str, Any] = {}
        self._page = "path"
        self._left_page = "path"
        self._layout: dict[str, Any] = {}
        self._is_painted = False
        self.is_furnished = False

        whole = QWidget(self)
        whole.setProperty("surface", "canvas")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        column.addLayout(row, 1)
        self.rail = Rail(theme, whole)
        row.addWidget(self.rail)
        self._stack = QStackedWidget(whole)
        self._stack.setObjectName("pages")
        row.addWidget(self._stack, 1)
        self.status = StatusBar(desk, bridge, theme, whole)
        column.addWidget(self.status)
        self.setCentralWidget(whole)

        self._splitter = QSplitter(Qt.Orientation.Horizontal, self._stack)
        self._splitter.setObjectName("deskSplitter")
        self._splitter.setAccessibleName(self.tr("Desk"))
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._left = QStackedWidget(self._splitter)
        self._left.setObjectName("leftPanels")
        self._left.setMinimumWidth(180)
        self._splitter.addWidget(self._left)
        self._stack.addWidget(self._splitter)
        # Holds the note pane's place until that is made.
        self._note_place = NotePlace(self._splitter)
        self._splitter.addWidget(self._note_place)
        self.rail.chosen.connect(self.toggle_page)
        theme.changed.connect(self._dress)
        self._dress(theme.theme)

    # -- panels

    def panel(self, name: str) -> QWidget:
        """The panel `name`, made now if it was not there."""
        if name not in self._panels:
            # The note pane must not be in the splitter before it takes its place there.
            parents: dict[str, QWidget] = {"reader": self._splitter, "note": self._stack}
            parent = self._left if name in panels.LEFT else parents.get(name, self._stack)
            made = panels.make(name, self._desk, self._bridge, self._theme, parent)
            self._panels[name] = made
            if name in panels.LEFT:
                self._left.addWidget(made)
            elif name in panels.FULL:
                self._stack.addWidget(made)
            else:
                if name == "note":
                    made.setMinimumWidth(220)
                self._put_in(name, made)
            self.panel_made.emit(name, made)
            if name in self._saved:
                cast("Panel", made).restore_state(self._saved[name])
        return self._panels[name]

    def _put_in(self, name: str, made: QWidget) -> None:
        if name == "reader":
            self._splitter.insertWidget(1, made)
            return
        sizes, is_folded = self._splitter.sizes(), self._note_place.isHidden()
        self._splitter.replaceWidget(self._splitter.indexOf(self._note_place), made)
        made.setHidden(is_folded)
        self._splitter.setSizes(sizes)
        self._note_place.deleteLater()

    def has_panel(self, name: str) -> bool:
        """Whether a panel has been made."""
        return name in self._panels

    def show_page(self, page: str) -> None:
        """Bring a page of the rail to the front."""
        self._page = page
        if page in panels.LEFT:
            self._left_page = page
            self._left.setCurrentWidget(self.panel(page))
            self._left.show()
            self._stack.setCurrentWidget(self._splitter)
        else:
            self._stack.setCurrentWidget(self.panel(page))
        self.rail.set_page(page)
        self.page_shown.emit(page)

    def toggle_page(self, page: str) -> None:
        """Like `show_page`; on the page that is shown already, the left panel folds and unfolds."""
        if page == self._page and page in panels.LEFT:
            self._left.setVisible(not self._left.isVisible())
            self.page_shown.emit(page)
        else:
            self.show_page(page)
            # Without this Qt gives the keyboard to whatever control comes next in the panel.
            cast("Panel", self._panels[page]).focus_first()

    @property
    def page(self) -> str:
        """The page of the rail that is on."""
        return self._page

    def show_desk(self) -> None:
        """Leave a full page for the desk, say because a page was opened from it."""
        if self._page in panels.FULL:
            self.show_page(self._left_page)

    def set_part(self, part: str, *, shown: bool) -> None:
        """Fold or unfold `left`, `note`, `rail` or `status`."""
        self.part(part).setVisible(shown)

    def part(self, part: str) -> QWidget:
        """The widget of a foldable part."""
        return {"left": self._left, "rail": self.rail, "status": self.status}.get(part) or self._panels.get(
            "note", self._note_place
        )

    def is_part_shown(self, part: str) -> bool:
        """Whether a part is unfolded (also before the window is on screen)."""
        return not self.part(part).isHidden()

    # -- layout kept over restarts

    def save_layout(self) -> dict[str, Any]:
        """Geometry, folds, splitter, page and the state of every panel that was made."""
        states = dict(self._saved)
        states.update({name: cast("Panel", made).save_state() for name, made in self._panels.items()})
        return {
            "geometry": bytes(self.saveGeometry().toBase64().data()).decode(),
            "splitter": self._splitter.sizes(),
            "page": self._page,
            "left_page": self._left_page,
            "folded": [part for part in ("left", "note", "rail", "status") if not self.is_part_shown(part)],
            "panels": states,
        }

    def restore_frame(self, layout: dict[str, Any]) -> None:
        """What `save_layout` said of the window itself, or the first layout when it says nothing. Makes no panel yet."""
        self._layout = layout
        self._saved = dict(layout.get("panels", {}))
        self._left_page = layout.get("left_page", "path") if layout.get("left_page") in panels.LEFT else "path"
        self.rail.set_page(self._left_page)
        folded = layout.get("folded", [])
        for part in ("left", "rail", "status"):
            self.set_part(part, shown=part not in folded)
        geometry = str(layout.get("geometry", ""))
        if not geometry or not self.restoreGeometry(QByteArray.fromBase64(QByteArray(geometry.encode()))):
            room = self.screen().availableGeometry()
            # The frame that the window manager adds needs room too.
            self.resize(min(1280, room.width()), min(800, room.height() - 28))

    def furnish(self) -> None:
        """Make tree and reader and bring them where they were; `restore_frame` comes first, the note pane soon after."""
        layout = self._layout
        self.status.furnish()
        self.panel("reader")
        self._note_place.setMinimumWidth(220)
        self._note_place.draw(self._theme.theme)
        page = str(layout.get("page", "path"))
        folded = layout.get("folded", [])
        self.show_page(self._left_page)
        for part in ("left", "note"):
            self.set_part(part, shown=part not in folded)
        if page in panels.FULL:
            # Charts load much; the desk is shown first.
            QTimer.singleShot(0, self._show_saved_full_page)
            self._page_after_paint = page
        sizes = layout.get("splitter")
        scale = self._theme.theme.scale
        self._splitter.setSizes(
            sizes if isinstance(sizes, list) and len(sizes) == 3 else [round(272 * scale), 624, round(328 * scale)]
        )
        for position, stretch in enumerate((0, 1, 0)):
            self._splitter.setStretchFactor(position, stretch)
        self.is_furnished = True
        QTimer.singleShot(NOTE_AFTER_MS, self, self._make_note_soon)

    def _make_note_soon(self) -> None:
        # The first wait may have passed while the web engine was loaded; the page it then asks for must not wait for us.
        QTimer.singleShot(NOTE_AFTER_MS, self, self._make_note)

    def _make_note(self) -> None:
        self.panel("note")

    def _tell_painted(self) -> None:
        self.painted.emit()

    def _show_saved_full_page(self) -> None:
        self.show_page(self._page_after_paint)

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.width() > 10_000:
            self.resize(1280, 800)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            # Later: what was painted gets to the screen when this event is over.
            QTimer.singleShot(0, self, self._tell_painted)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _dress(self, theme: Theme) -> None:
        self._left.setMinimumWidth(theme.px(180))
