"""What the window's own actions do: pages, folds, themes, text size, undo, help; and keeping the layout."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from studydesk.domain.changes import Changes, Kind
from studydesk.ui.shell.actions import ActionMap
from studydesk.ui.shell.panels import FULL
from studydesk.ui.shell.rail import PAGES
from studydesk.ui.shell.window import MainWindow
from studydesk.ui.speech import spoken

if TYPE_CHECKING:
    from studydesk.app.desk import Desk
    from studydesk.ui.bridge import Bridge
    from studydesk.ui.shell.panels import Panel
    from studydesk.ui.theme.manager import ThemeManager

_THEMES = {"theme.system": "system", "theme.light": "light", "theme.dark": "dark", "theme.contrast": "high-contrast"}
_PARTS = {"view.left": "left", "view.note": "note", "view.rail": "rail", "view.status": "status"}
_SAVE_AFTER_MS = 1000


class Controller(QObject):
    """Binds the registry to the window; lives as long as the window."""

    def __init__(self, desk: Desk, bridge: Bridge, theme: ThemeManager, window: MainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._theme = theme
        self.actions = ActionMap(desk.uistate, theme, window)
        self._before_focus: list[str] | None = None
        self._closed = False
        window.panel_made.connect(self._on_panel_made)
        window.page_shown.connect(self._on_page_shown)
        window.closing.connect(self.close)
        window.rail.menu_wanted.connect(self.show_menu)
        bridge.changed.connect(self._on_changes)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.applicationStateChanged.connect(self._on_application_state)
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(_SAVE_AFTER_MS)
        self._save_timer.timeout.connect(self.save_layout)
        window.installEventFilter(self)
        self._bind()

    def start(self) -> None:
        """Restore the layout of the last time and show what was open."""
        self.start_frame()
        self.furnish()
        self._window.panel("note")

    def start_frame(self) -> None:
        """The window as large as it was and dressed, without its panels: soon on screen. `furnish` comes next."""
        self._window.restore_frame(cast("dict[str, Any]", self._desk.uistate.load("window", {})))

    def furnish(self) -> None:
        """Fill the window with the panels that were open."""
        self._window.furnish()
        self._refresh_checks()
        self._refresh_undo()
        self._refresh_hints()
        self._focus(self._window.page if self._window.is_part_shown("left") else "reader")

    # -- actions

    def _bind(self) -> None:
        own: dict[str, Callable[[], None]] = {
            "go.path": self.go_path,
            "go.notes": self.go_notes,
            "go.library": self.go_library,
            "go.progress": self.go_progress,
            "go.tree": self.focus_left,
            "go.reader": self.focus_reader,
            "go.note": self.focus_note,
            "edit.undo": self.undo,
            "edit.redo": self.redo,
            "time.timer": self._window.status.toggle_timer,
            "view.left": self._fold_left,
            "view.note": self._fold_note,
            "view.rail": self._fold_rail,
            "view.status": self._fold_status,
            "view.focus": self.toggle_focus_mode,
            "view.text_larger": self.text_larger,
            "view.text_smaller": self.text_smaller,
            "view.text_reset": self.text_reset,
            "theme.system": self._theme_system,
            "theme.light": self._theme_light,
            "theme.dark": self._theme_dark,
            "theme.contrast": self._theme_contrast,
            "library.open_file": self._open_file,
            "library.open_folder": self._open_folder,
            "help.shortcuts": self.show_shortcuts,
            "help.about": self.show_about,
            "app.menu": self.show_menu,
            "app.quit": self._quit,
        }
        self.actions.bind(own)

    def _on_panel_made(self, name: str, made: QWidget) -> None:
        self.actions.bind(cast("Panel", made).actions(), owner=made)
        # What some panels have to say to the shell.
        slots = (("said", self._window.status.say), ("opened", self._window.show_desk), ("state_changed", self._later))
        for signal, slot in slots:
            if hasattr(made, signal):
                getattr(made, signal).connect(slot)

    def go_path(self) -> None:
        self._go("path")

    def go_notes(self) -> None:
        self._go("notes")

    def go_library(self) -> None:
        self._go("library")

    def go_progress(self) -> None:
        self._go("progress")

    def _go(self, page: str) -> None:
        self._window.show_page(page)
        self._focus(page)

    def _open_file(self) -> None:
        # The panel answers itself once it is there.
        cast("Panel", self._window.panel("library")).actions()["library.open_file"]()

    def _open_folder(self) -> None:
        cast("Panel", self._window.panel("library")).actions()["library.open_folder"]()

    def focus_left(self) -> None:
        self._window.show_desk()
        self._window.set_part("left", shown=True)
        self._focus(self._window.page)

    def focus_reader(self) -> None:
        self._window.show_desk()
        self._focus("reader")

    def focus_note(self) -> None:
        self._window.show_desk()
        self._window.set_part("note", shown=True)
        self._refresh_checks()
        self._focus("note")

    def _focus(self, name: str) -> None:
        cast("Panel", self._window.panel(name)).focus_first()

    def undo(self) -> None:
        self._turn_back(self._desk.undo.undo, self.tr("Undone: {label}"))

    def redo(self) -> None:
        self._turn_back(self._desk.undo.redo, self.tr("Done again: {label}"))

    def _turn_back(self, turn: Callable[[Any], Any], sentence: str) -> None:
        label = self._desk.undo.undo_label if turn == self._desk.undo.undo else self._desk.undo.redo_label
        with spoken(self._window.status.say):
            done = turn(self._desk.clock.now())
            self._window.status.say(sentence.format(label=label) if done is not None else self.tr("Nothing to undo."))

    def _fold_left(self) -> None:
        self._fold("left")

    def _fold_note(self) -> None:
        self._fold("note")

    def _fold_rail(self) -> None:
        self._fold("rail")

    def _fold_status(self) -> None:
        self._fold("status")

    def _fold(self, part: str) -> None:
        self._window.show_desk()
        self._window.set_part(part, shown=not self._window.is_part_shown(part))
        self._refresh_checks()

    def toggle_focus_mode(self) -> None:
        """Only the page; a second time brings back what was shown."""
        parts = ("left", "note", "rail", "status")
        if self._before_focus is None:
            self._window.show_desk()
            self._before_focus = [part for part in parts if self._window.is_part_shown(part)]
            # Before the part that had the keyboard goes: Qt would tab on to the first link of the page.
            self._focus("reader")
            for part in parts:
                self._window.set_part(part, shown=False)
        else:
            for part in self._before_focus:
                self._window.set_part(part, shown=True)
            self._before_focus = None
        self._refresh_checks()

    def text_larger(self) -> None:
        self._scale(10)

    def text_smaller(self) -> None:
        self._scale(-10)

    def text_reset(self) -> None:
        self._set("appearance.scale", 100)

    def _scale(self, by: int) -> None:
        wanted = max(80, min(200, int(self._desk.settings.get("appearance.scale")) + by))
        if self._set("appearance.scale", wanted):
            self._window.status.say(self.tr("Text size {percent} %").format(percent=wanted))

    def _theme_system(self) -> None:
        self._set("appearance.theme", "system")

    def _theme_light(self) -> None:
        self._set("appearance.theme", "light")

    def _theme_dark(self) -> None:
        self._set("appearance.theme", "dark")

    def _theme_contrast(self) -> None:
        self._set("appearance.theme", "high-contrast")

    def _set(self, setting_id: str, value: str | int) -> bool:
        with spoken(self._window.status.say):
            self._desk.settings.set(setting_id, value)
            return True
        return False

    def show_menu(self) -> None:
        """All actions, by group, beside the menu button."""
        menu = QMenu(self._window)
        menu.setObjectName("mainMenu")
        self.actions.fill_menu(menu, ("Go", "Topic", "Edit", "Page", "Note", "Library", "View", "Theme", "Help"))
        menu.addSeparator()
        menu.addAction(self.actions["app.quit"])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        button = self._window.rail.menu_button()
        place = (
            button.mapToGlobal(QPoint(button.width(), 0))
            if button.isVisible()
            else self._window.mapToGlobal(QPoint(0, 0))
        )
        menu.popup(
            QPoint(place.x(), place.y() - menu.sizeHint().height() + button.height()) if button.isVisible() else place
        )

    def show_shortcuts(self) -> None:
        from studydesk.ui.shell.shortcuts import ShortcutsDialog

        ShortcutsDialog(self.actions, self._desk.uistate, self._window).open()

    def show_about(self) -> None:
        from studydesk.ui.shell.about import AboutDialog

        AboutDialog(self._desk, self._theme.theme, self._window).open()

    def ask_about_timer(self) -> None:
        """After the start: a timer that went on while the program was closed is asked about once."""
        seen = self._desk.forgotten_timer(self._desk.clock.now())
        if seen is not None:
            from studydesk.ui.shell.forgotten import ForgottenTimerDialog

            say = self._window.status.say
            ForgottenTimerDialog(self._desk, seen, say=say, theme=self._theme.theme, parent=self._window).open()

    def _quit(self) -> None:
        self._window.close()

    # -- keeping up

    def _on_page_shown(self, page: str) -> None:
        if page in FULL:
            self._focus(page)
        self._refresh_checks()
        self._later()

    def _on_changes(self, changes: Changes) -> None:
        if changes.kinds & {Kind.SETTING}:
            self._refresh_checks()
        if Kind.UNDO in changes.kinds:
            self._refresh_undo()

    def _refresh_undo(self) -> None:
        for action_id, word, label in (
            ("edit.undo", self.tr("Undo"), self._desk.undo.undo_label),
            ("edit.redo", self.tr("Redo"), self._desk.undo.redo_label),
        ):
            self.actions[action_id].setText(f"{word}: {label}" if label else word)

    def _refresh_checks(self) -> None:
        for action_id, part in _PARTS.items():
            self.actions[action_id].setChecked(self._window.is_part_shown(part))
        self.actions["view.focus"].setChecked(self._before_focus is not None)
        chosen = self._desk.settings.get("appearance.theme")
        for action_id, value in _THEMES.items():
            self.actions[action_id].setChecked(chosen == value)

    def _refresh_hints(self) -> None:
        hints = {page: self.actions[f"go.{page}"].shortcut().toString() for page, _, _ in PAGES}
        self._window.rail.set_hints(hints)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._later()
        return False

    def _later(self) -> None:
        if not self._closed:
            self._save_timer.start()

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive and not self._closed:
            with spoken(self._window.status.say):
                self._desk.time.pause(self._desk.clock.now())
            self.save_layout()

    def save_layout(self) -> None:
        """Write the layout now; a full disk costs the layout, nothing else, and is said."""
        if self._closed or not self._window.is_furnished:
            return
        with spoken(self._window.status.say):
            self._desk.uistate.save("window", self._window.save_layout())

    def close(self) -> None:
        """The last writes before the window goes."""
        if self._closed:
            return
        self._save_timer.stop()
        if self._before_focus is not None:
            self.toggle_focus_mode()
            self._save_timer.stop()
        self.save_layout()
        self._closed = True
