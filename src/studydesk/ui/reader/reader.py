"""The centre of the desk: tabs, the page, what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from studydesk.app.navigator import Opening, address, parse
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.errors import ExpectedError
from studydesk.domain.path import LEAF_KINDS, NodeKind
from studydesk.domain.progress import Status
from studydesk.ui.reader.attention import Attention
from studydesk.ui.reader.contents import ContentsMenu, Heading
from studydesk.ui.reader.find_bar import FindBar
from studydesk.ui.reader.footer import Footer
from studydesk.ui.reader.page_menu import PageMenu
from studydesk.ui.reader.places import Place, Tab, TabSet, page_url, present
from studydesk.ui.reader.stage import Reading, Stage
from studydesk.ui.reader.tab_bar import TabRow
from studydesk.ui.theme.manager import Theme, ThemeManager

if TYPE_CHECKING:
    from studydesk.app.desk import Desk
    from studydesk.ui.bridge import Bridge

_OVERVIEW = address("page", "path")
_ZOOM = "reader.zoom"
_WEB = frozenset({"http", "https", "mailto"})


class Reader(QWidget):
    """Shows what the navigator is asked to open. One web view serves all tabs: a tab is its history and its places."""

    said = Signal(str)  # a sentence for the status bar
    opened = Signal()  # somebody asked to see a page
    state_changed = Signal()  # what `save_state` says is another now

    def __init__(self, desk: Desk, bridge: Bridge, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._theme = theme
        self._tabs = TabSet()
        self._headings: list[Heading] = []
        self._minutes: float | None = None
        self._share = 0.0
        self._begun = False
        self._restored = False
        self._last_node = ""

        self._row = TabRow(theme, self)
        self._find = FindBar(theme, self)
        self._stage = Stage(desk, theme, self)
        self._footer = Footer(theme, self)
        self._attention = Attention(desk, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._row)
        layout.addWidget(self._find)
        layout.addWidget(self._stage, 1)
        layout.addWidget(self._footer)
        self._connect()
        bridge.changed.connect(self._on_changes)
        theme.changed.connect(self._on_theme)
        self._stage.set_zoom(self._zoom_factor())
        QTimer.singleShot(0, self, self._listen)

    def _connect(self) -> None:
        bar, stage, footer = self._row.bar, self._stage, self._footer
        bar.currentChanged.connect(self._on_current)
        bar.tabMoved.connect(self._on_tab_moved)
        bar.close_wanted.connect(self.close_tab_at)
        self._row.new_wanted.connect(self.new_tab)
        self._row.stepped.connect(self.step)
        self._row.contents_wanted.connect(self.show_contents)
        self._find.searched.connect(self._on_search)
        self._find.closed.connect(stage.focus_page)
        stage.counted.connect(self._find.set_count)
        stage.link_clicked.connect(self._on_link)
        stage.tab_wanted.connect(self._on_tab_wanted)
        stage.jumped.connect(self._on_jumped)
        stage.moved.connect(self._on_moved)
        stage.shown.connect(self._on_shown)
        stage.copied.connect(self._on_copied)
        stage.hovered.connect(self._on_hovered)
        stage.used.connect(self._attention.beat)
        stage.key_pressed.connect(self._on_key)
        stage.stepped.connect(self.step)
        stage.zoom_stepped.connect(self._zoom)
        stage.menu_wanted.connect(self._on_menu)
        stage.start.continue_clicked.connect(self._continue)
        stage.start.overview_clicked.connect(self.show_overview)
        footer.done_clicked.connect(self.toggle_done)
        footer.previous_clicked.connect(self.previous_page)
        footer.next_clicked.connect(self.next_page)
        footer.attach_clicked.connect(self._attach)
        footer.web_clicked.connect(self._open_address)

    # -- what the shell asks

    def save_state(self) -> dict[str, Any]:
        """Tabs with their histories and places, the one in front, what was studied last."""
        return {**self._tabs.save(), "focus": self._desk.navigator.focus_id or self._last_node}

    def restore_state(self, state: dict[str, Any]) -> None:
        """What `save_state` said. The page itself is loaded after the first paint."""
        self._restored = True
        self._last_node = self._desk.path.resolve(str(state.get("focus", ""))) or ""
        self._tabs = TabSet.load(state)
        self._fill_bar()
        if self._begun:
            self._show()

    def actions(self) -> dict[str, Callable[[], None]]:  # type: ignore[override]
        """Handlers by action id."""
        return {
            "go.overview": self.show_overview,
            "reader.back": self.go_back,
            "reader.forward": self.go_forward,
            "reader.previous": self.previous_page,
            "reader.next": self.next_page,
            "reader.find": self._find.open_search,
            "reader.toc": self.show_contents,
            "reader.zoom_in": self.zoom_in,
            "reader.zoom_out": self.zoom_out,
            "reader.zoom_reset": self.zoom_reset,
            "reader.new_tab": self.new_tab,
            "reader.close_tab": self.close_tab,
            "reader.reopen_tab": self.reopen_tab,
            "reader.next_tab": self.next_tab,
            "reader.previous_tab": self.previous_tab,
            "reader.quote": self.quote,
        }

    def focus_first(self) -> None:
        """The keyboard goes to the page."""
        self._stage.focus_page()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._begun:
            # The web engine takes its time to load: not before everything else is on screen.
            self._begun = True
            QTimer.singleShot(0, self, self._begin)

    def _listen(self) -> None:
        self._desk.navigator.set_opener(self.open)

    def _begin(self) -> None:
        if not self._tabs.tabs and not self._restored:
            self._tabs.add(Tab([Place(self._page_address(self._first_topic()))]))
            self._tabs.current = 0
            self._fill_bar()
        if not self._desk.navigator.focus_id and self._last_node:
            self._desk.navigator.focus(self._last_node)
        self._show()

    # -- opening

    def open(self, opening: Opening) -> None:
        """Show an address: ours in a tab, the web's in the system's browser."""
        target = parse(opening.url)
        if target.kind == "web":
            self._open_outside(opening.url)
            return
        url = present(opening.url, self._desk.path)
        place = Place(url, parse(url).fragment)
        if opening.new_tab or opening.background or self._tabs.tab is None:
            position = self._tabs.add(Tab([place]))
            self._insert_in_bar(position)
            if not opening.background or self._tabs.current < 0:
                self._front(position)
        else:
            self._tabs.tab.visit(place)
            self._show()
        if not opening.background:
            self.opened.emit()

    def _open_outside(self, url: str) -> None:
        if QUrl(url).scheme() in _WEB and QDesktopServices.openUrl(QUrl(url)):
            self.said.emit(self.tr("Opened in your browser: {url}").format(url=url))
        else:
            self.said.emit(self.tr("StudyDesk cannot open {url}").format(url=url))

    def _on_link(self, url: str) -> None:
        self._desk.navigator.open(url)

    def _on_tab_wanted(self, url: str, behind: bool) -> None:
        self._desk.navigator.open(url, new_tab=True, background=behind)

    def _on_jumped(self, fragment: str) -> None:
        tab = self._tabs.tab
        if tab is not None and tab.place.url:
            url = f"{page_url(tab.place.url)}#{fragment}"
            if tab.place.url != url:
                tab.visit(Place(url, fragment))
                self._stage.keep(fragment, 0.0)
                self._refresh_row()

    def _continue(self) -> None:
        node = self._last_node or self._desk.navigator.focus_id or self._first_topic()
        self._desk.navigator.open(self._page_address(node))

    def show_overview(self) -> None:
        """The page about the whole path."""
        self._desk.navigator.open(_OVERVIEW)

    # -- tabs

    def new_tab(self) -> None:
        """A tab with the start page, in front."""
        position = self._tabs.add(Tab(title=""), position=len(self._tabs.tabs))
        self._insert_in_bar(position)
        self._front(position)
        self._stage.focus_page()
        self.opened.emit()

    def close_tab(self) -> None:
        """Close the tab in front."""
        if self._tabs.current >= 0:
            self.close_tab_at(self._tabs.current)

    def close_tab_at(self, position: int) -> None:
        """Close a tab; it can be reopened."""
        was_front = position == self._tabs.current
        self._tabs.close(position)
        bar = self._row.bar
        bar.blockSignals(True)
        bar.removeTab(position)
        bar.setCurrentIndex(self._tabs.current)
        bar.blockSignals(False)
        if was_front:
            self._show()
        self.state_changed.emit()

    def reopen_tab(self) -> None:
        """Bring back the tab closed last, with its history and its place."""
        position = self._tabs.reopen()
        if position < 0:
            self.said.emit(self.tr("No tab has been closed."))
            return
        self._insert_in_bar(position)
        self._front(position)
        self.opened.emit()

    def next_tab(self) -> None:
        """The tab at the right, from the last one to the first."""
        self._turn(1)

    def previous_tab(self) -> None:
        """The tab at the left, from the first one to the last."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if self._tabs.tabs:
            self._front((self._tabs.current + by) % len(self._tabs.tabs))

    def _front(self, position: int) -> None:
        self._tabs.current = position
        bar = self._row.bar
        bar.blockSignals(True)
        bar.setCurrentIndex(position)
        bar.blockSignals(False)
        self._show()

    def _on_current(self, position: int) -> None:
        if position >= 0 and position != self._tabs.current:
            self._front(position)

    def _on_tab_moved(self, source: int, goal: int) -> None:
        self._tabs.move(source, goal)
        self.state_changed.emit()

    def _fill_bar(self) -> None:
        bar = self._row.bar
        bar.blockSignals(True)
        while bar.count():
            bar.removeTab(0)
        for tab in self._tabs.tabs:
            self._set_title(bar.addTab(""), tab)
        bar.setCurrentIndex(self._tabs.current)
        bar.blockSignals(False)

    def _insert_in_bar(self, position: int) -> None:
        bar = self._row.bar
        bar.blockSignals(True)
        self._set_title(bar.insertTab(position, ""), self._tabs.tabs[position])
        bar.setCurrentIndex(self._tabs.current)
        bar.blockSignals(False)

    def _set_title(self, position: int, tab: Tab) -> None:
        if not tab.title or self._begun:
            tab.title = self._title(tab.place.url)
        bar = self._row.bar
        bar.setTabText(position, tab.title.replace("&", "&&"))
        bar.setTabToolTip(position, tab.title)

    def _title(self, url: str) -> str:
        target = parse(url)
        node = self._desk.path.nodes.get(target.id) if target.kind == "page" else None
        if not url:
            return self.tr("New tab")
        return (node.short or node.title) if node is not None else self._desk.pages.title(url)

    # -- the page in front

    @property
    def _place(self) -> Place:
        return self._tabs.tab.place if self._tabs.tab is not None else Place()

    def _node_id(self) -> str:
        """The node whose page is in front, "" for other pages."""
        target = parse(self._place.url)
        return target.id if target.kind == "page" and target.id in self._desk.path.nodes else ""

    def _show(self) -> None:
        """Bring the page of the tab in front on stage."""
        place = self._place
        self._find.close_search()
        if self._tabs.tab is not None:
            self._set_title(self._tabs.current, self._tabs.tab)
        self._read_page()
        self._refresh_row()
        self._refresh_footer()
        self.state_changed.emit()
        if not self._begun:
            return
        if not place.url:
            self._refresh_start()
        self._stage.show_place(place)
        if place.url:
            self._attention.open(place.url)
            self._last_node = self._desk.navigator.focus_id or self._last_node

    def _read_page(self) -> None:
        target = parse(self._place.url)
        page_id = {"page": target.id, "resource": f"resource:{target.id}"}.get(target.kind)
        page = self._desk.content.page(page_id) if page_id and self._begun else None
        self._headings = [Heading(entry.id, entry.title, entry.level) for entry in page.toc] if page is not None else []
        self._minutes = float(page.minutes) if page is not None and page.minutes else None
        self._share = 0.0

    def _refresh_row(self) -> None:
        tab = self._tabs.tab
        self._row.set_history(back=tab is not None and tab.can_go_back, forward=tab is not None and tab.can_go_forward)
        self._row.set_minutes(None if self._minutes is None else self._minutes * (1 - self._share))
        self._row.contents.setEnabled(bool(self._place.url))

    def _refresh_footer(self) -> None:
        target = parse(self._place.url)
        if target.kind == "resource" and target.id in self._desk.path.resources:
            self._footer.set_resource(has_address=bool(self._desk.path.resources[target.id].address))
            return
        node_id = self._node_id()
        status = None
        if node_id and self._desk.path.nodes[node_id].kind in LEAF_KINDS:
            rollup = self._desk.progress.rollups().get(node_id)
            status = rollup.status if rollup is not None else Status.NOT_STARTED
        titles = [
            self._desk.path.nodes[one].short or self._desk.path.nodes[one].title if one else ""
            for one in self._neighbours()
        ]
        self._footer.set_page(status, previous=titles[0], following=titles[1])

    def _refresh_start(self) -> None:
        path = self._desk.path
        node_id = self._last_node or self._desk.navigator.focus_id
        node = path.nodes[node_id if node_id in path.nodes else self._first_topic()]
        where = " · ".join(one.short or one.title for one in reversed(path.ancestors(node.id)))
        self._stage.start.set_topic(where, node.title, node.question, is_first=not node_id)

    def _first_topic(self) -> str:
        return next(node.id for node in self._desk.path.walk() if node.kind is NodeKind.TOPIC)

    def _page_address(self, node_id: str) -> str:
        return present(address("page", node_id), self._desk.path)

    def _neighbours(self) -> tuple[str, str]:
        """The pages before and after the one in front, "" where there is none."""
        pages = self._desk.path.pages
        target = parse(self._place.url)
        if target.kind != "page" or not pages:
            return "", ""
        if target.id in pages:
            at = pages.index(target.id)
            return pages[at - 1] if at else "", pages[at + 1] if at + 1 < len(pages) else ""
        if target.id == "path":
            return "", pages[0]
        below = [node.id for node in self._desk.path.walk(target.id)] if target.id in self._desk.path.nodes else []
        return "", next((one for one in below if one in pages), "")

    # -- going

    def step(self, steps: int) -> None:
        """Back (negative) or forward in the history of the tab in front."""
        tab = self._tabs.tab
        if tab is not None and tab.go(steps):
            self._show()

    def go_back(self) -> None:
        self.step(-1)

    def go_forward(self) -> None:
        self.step(1)

    def previous_page(self) -> None:
        """The page of the path before this one."""
        self._go_to(self._neighbours()[0])

    def next_page(self) -> None:
        """The page of the path after this one."""
        self._go_to(self._neighbours()[1])

    def _go_to(self, node_id: str) -> None:
        if node_id:
            self._desk.navigator.open(self._page_address(node_id))

    def toggle_done(self) -> None:
        """Mark the page in front done, or not started when it is."""
        node_id = self._node_id()
        if not node_id or self._desk.path.nodes[node_id].kind not in LEAF_KINDS:
            return
        rollup = self._desk.progress.rollups().get(node_id)
        is_done = rollup is not None and rollup.status is Status.DONE
        wanted = Status.NOT_STARTED if is_done else Status.DONE
        try:
            self._desk.undo.push(self._desk.progress.set_status([node_id], wanted, self._desk.clock.now()))
        except ExpectedError as error:
            self.said.emit(str(error))

    def show_contents(self) -> None:
        """The headings of the page in front as a menu."""
        if self._headings:
            self._open_contents(self._headings)
        elif self._place.url:
            self._stage.ask_headings(self._open_contents)

    def _open_contents(self, headings: list[Heading]) -> None:
        menu = ContentsMenu(headings, self._place.anchor, self._go_to_heading, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        button = self._row.contents
        menu.open_at(button.mapToGlobal(QPoint(button.width(), button.height())))

    def _go_to_heading(self, key: str) -> None:
        tab = self._tabs.tab
        if tab is None:
            return
        if not self._stage.is_pdf:
            tab.visit(Place(f"{page_url(tab.place.url)}#{key}", key))
            self._stage.keep(key, 0.0)
            self._refresh_row()
        self._stage.go(key)
        self._stage.focus_page()

    # -- zoom

    def zoom_in(self) -> None:
        self._zoom(1)

    def zoom_out(self) -> None:
        self._zoom(-1)

    def zoom_reset(self) -> None:
        """Pages at 100 %, a PDF as wide as there is room."""
        if self._stage.is_pdf and self._stage.pdf is not None:
            self._stage.pdf.fit_width()
        else:
            self._desk.settings.set(_ZOOM, 100)

    def _zoom(self, steps: int) -> None:
        if self._stage.is_pdf and self._stage.pdf is not None:
            self._stage.pdf.zoom(steps)
            return
        percent = max(50, min(300, int(self._desk.settings.get(_ZOOM)) + 10 * steps))
        self._desk.settings.set(_ZOOM, percent)
        self.said.emit(self.tr("Page zoom {percent} %").format(percent=percent))

    def _zoom_factor(self) -> float:
        return int(self._desk.settings.get(_ZOOM)) / 100 * self._theme.theme.scale

    # -- what is selected

    def quote(self) -> None:
        """Send the selection to the note."""
        text = self._stage.selection()
        if not text.strip():
            self.said.emit(self.tr("Select a passage on the page first."))
            return
        place = self._place
        url = f"{page_url(place.url)}#{place.anchor}" if place.anchor else page_url(place.url)
        title = self._tabs.tab.title if self._tabs.tab is not None else ""
        taken = self._desk.quotes.send(text, url, title)
        self.said.emit(
            self.tr("Quoted into the note.") if taken else self.tr("Open a topic first: the quote goes into its note.")
        )

    def _on_copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.said.emit(self.tr("Code copied."))

    def _on_menu(self, place: QPoint, link: str) -> None:
        menu = PageMenu(self, has_selection=bool(self._stage.selection().strip()), link=link)
        menu.open_link.connect(self._on_tab_wanted)
        menu.copy.connect(self._stage.copy_selection)
        menu.quote.connect(self.quote)
        menu.back.connect(self.go_back)
        menu.forward.connect(self.go_forward)
        menu.find_wanted.connect(self._find.open_search)
        menu.contents.connect(self.show_contents)
        menu.popup(place)

    def _on_hovered(self, url: str) -> None:
        if QUrl(url).scheme() in _WEB:
            self.said.emit(url)

    # -- resources

    def _attach(self) -> None:
        resource = self._desk.path.resources.get(parse(self._place.url).id)
        if resource is None:
            return
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Attach a copy of {title}").format(title=resource.title),
            "",
            self.tr("Pages and PDFs (*.html *.htm *.xhtml *.pdf);;All files (*)"),
        )
        if not chosen:
            return
        try:
            self._desk.undo.push(self._desk.library.add_copy(Path(chosen), resource.id, self._desk.clock.now()))
        except ExpectedError as error:
            self.said.emit(str(error))

    def _open_address(self) -> None:
        resource = self._desk.path.resources.get(parse(self._place.url).id)
        if resource is not None:
            self._open_outside(resource.address)

    # -- keeping up

    def _on_search(self, text: str, backward: bool) -> None:
        self._stage.look_for(text, backward=backward)

    def _on_key(self, name: str) -> None:
        if name == "done":
            self.toggle_done()
        else:
            self._find.open_search()

    def _on_shown(self) -> None:
        if self._find.isVisible() and self._find.text:
            self._stage.look_for(self._find.text, backward=False)

    def _on_moved(self, reading: Reading) -> None:
        tab = self._tabs.tab
        if tab is None or not tab.place.url:
            return
        tab.keep_position(reading.anchor, reading.offset)
        self._stage.keep(reading.anchor, reading.offset)
        self._share = reading.share
        self._row.set_minutes(None if self._minutes is None else self._minutes * (1 - self._share))
        self._attention.scroll(tab.place.url, reading.anchor, self._headings)

    def _on_changes(self, changes: Changes) -> None:
        if Kind.STATUS in changes.kinds:
            self._refresh_footer()
        if Kind.SETTING in changes.kinds and (not changes.ids or _ZOOM in changes.ids):
            self._stage.set_zoom(self._zoom_factor())
        if Kind.FOCUS in changes.kinds and self._desk.navigator.focus_id:
            self._last_node = self._desk.navigator.focus_id
        if Kind.NOTE_LIST in changes.kinds:
            for position, tab in enumerate(self._tabs.tabs):
                if parse(tab.place.url).kind == "note":
                    self._set_title(position, tab)
        if self._shows(changes):
            self._stage.reload()

    def _shows(self, changes: Changes) -> bool:
        """Whether the page in front is made from what has changed."""
        target = parse(self._place.url)
        if target.kind == "resource" and Kind.COPY in changes.kinds:
            return not changes.ids or target.id in changes.ids
        return target.kind == "note" and Kind.NOTE in changes.kinds and (not changes.ids or target.id in changes.ids)

    def _on_theme(self, _theme: Theme) -> None:
        self._stage.set_zoom(self._zoom_factor())
