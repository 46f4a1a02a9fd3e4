"""The tabs and their bar kept as one: opened, closed, reopened, moved, turned through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QSignalBlocker, Signal

from studydesk.ui.reader.places import Place, Tab, TabSet
from studydesk.ui.reader.tab_bar import TabBar


class Tabs(QObject):
    """`front_changed`: another tab is in front (or none). `title_of` names an address; saved titles are used until `wake`."""

    front_changed = Signal()
    changed = Signal()

    def __init__(self, bar: TabBar, title_of: Callable[[str], str]) -> None:
        super().__init__(bar)
        self._bar = bar
        self._title_of = title_of
        self._set = TabSet()
        self._awake = False
        bar.currentChanged.connect(self._on_current)
        bar.tabMoved.connect(self._on_moved)
        bar.close_wanted.connect(self.close)

    @property
    def tab(self) -> Tab | None:
        """The tab in front."""
        return self._set.tab

    @property
    def all(self) -> tuple[Tab, ...]:
        return tuple(self._set.tabs)

    @property
    def place(self) -> Place:
        """Where the tab in front is; the start page when there is none."""
        return self._set.tab.place if self._set.tab is not None else Place()

    def wake(self) -> None:
        """From now on titles may be asked for."""
        self._awake = True

    def save(self) -> dict[str, Any]:
        return self._set.save()

    def load(self, state: Mapping[str, Any]) -> None:
        """What `save` said; nothing is announced."""
        self._set = TabSet.load(state)
        with QSignalBlocker(self._bar):
            while self._bar.count():
                self._bar.removeTab(0)
            for tab in self._set.tabs:
                self._name(self._bar.addTab(""), tab)
            self._bar.setCurrentIndex(self._set.current)

    def add(self, place: Place, *, behind: bool = False, last: bool = False) -> None:
        """A new tab right of the one in front, or as the last one; in front unless `behind`."""
        position = self._set.add(Tab([place]), position=len(self._set.tabs) if last else None)
        self._insert(position)
        if not behind or self._set.current < 0:
            self.show(position)
        else:
            self.changed.emit()

    def close(self, position: int) -> None:
        """Close a tab; it can be reopened."""
        was_front = position == self._set.current
        self._set.close(position)
        with QSignalBlocker(self._bar):
            self._bar.removeTab(position)
            self._bar.setCurrentIndex(self._set.current)
        if was_front:
            self.front_changed.emit()
        self.changed.emit()

    def close_front(self) -> None:
        """Close the tab in front."""
        if self._set.current >= 0:
            self.close(self._set.current)

    def reopen(self) -> bool:
        """Bring back the tab closed last, with its history and its place; False when there is none."""
        position = self._set.reopen()
        if position < 0:
            return False
        self._insert(position)
        self.show(position)
        return True

    def turn(self, by: int) -> None:
        """So many tabs to the right (negative: left), around the ends."""
        if self._set.tabs:
            self.show((self._set.current + by) % len(self._set.tabs))

    def show(self, position: int) -> None:
        """Bring a tab to the front."""
        self._set.current = position
        with QSignalBlocker(self._bar):
            self._bar.setCurrentIndex(position)
        self.front_changed.emit()
        self.changed.emit()

    def rename(self, kinds: Callable[[str], bool]) -> None:
        """Ask anew for the titles of tabs whose address is one of `kinds`."""
        for position, tab in enumerate(self._set.tabs):
            if kinds(tab.place.url):
                self._name(position, tab)

    def rename_front(self) -> None:
        """Ask anew for the title of the tab in front."""
        if self._set.tab is not None:
            self._name(self._set.current, self._set.tab)

    def _insert(self, position: int) -> None:
        with QSignalBlocker(self._bar):
            self._name(self._bar.insertTab(position, ""), self._set.tabs[position])
            self._bar.setCurrentIndex(self._set.current)

    def _name(self, position: int, tab: Tab) -> None:
        if not tab.title or self._awake:
            tab.title = self._title_of(tab.place.url)
        self._bar.setTabText(position, tab.title.replace("&", "&&"))
        self._bar.setTabToolTip(position, tab.title)
        # The bar itself does not ask for less room when a title gets shorter.
        self._bar.updateGeometry()

    def _on_current(self, position: int) -> None:
        if position >= 0 and position != self._set.current:
            self.show(position)

    def _on_moved(self, source: int, goal: int) -> None:
        self._set.move(source, goal)
        self.changed.emit()
