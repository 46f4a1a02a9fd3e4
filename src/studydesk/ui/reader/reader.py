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
from studydesk.domain.path import Node
from studydesk.domain.progress import Status
from studydesk.ui.reader.attention import Attention
from studydesk.ui.reader.contents import ContentsMenu, Heading
from studydesk.ui.reader.find_bar import FindBar
from studydesk.ui.reader.footer import Footer
from studydesk.ui.reader.page_menu import PageMenu
from studydesk.ui.reader.places import Place, page_url, present
from studydesk.ui.reader.stage import Reading, Stage
from studydesk.ui.reader.subject import Subject, first_topic, page_address, short_title, subject_of
from studydesk.ui.reader.tab_bar import TabRow
from studydesk.ui.reader.tabs import Tabs
from studydesk.ui.speech import spoken
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
        self._subject = Subject()
        self._share = 0.0
        self._begun = False
        self._restored = False
        self._last_node = ""

        self._row = TabRow(theme, self)
        self._tabs = Tabs(self._row.bar, self._title)
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
        self._refresh_row()
        # After `restore_state`, so that nothing that was asked for before is lost in it.
        QTimer.singleShot(0, self, self._listen)

    def _connect(self) -> None:
        stage, footer = self._stage, self._footer
        self._tabs.front_changed.connect(self._show)
        self._tabs.changed.connect(self.state_changed)
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
        footer.copy_clicked.connect(self._open_copy)
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
        self._tabs.load(state)
        if self._begun:
            self._show()
        elif not self._tabs.all:
            # The start page loads nothing: it comes with the first paint.
            self._begun = True
            self._begin()

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
            "reader.close_tab": self._tabs.close_front,
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
        self._tabs.wake()
        if not self._desk.navigator.focus_id and self._last_node:
            self._desk.navigator.focus(self._last_node)
        if self._tabs.all or self._restored:
            self._show()
        else:
            self._tabs.add(Place(page_address(first_topic(self._desk.path), self._desk.path)))

    # -- opening

    def open(self, opening: Opening) -> None:
        """Show an address: ours in a tab, the web's in the system's browser."""
        if parse(opening.url).kind == "web":
            self._open_outside(opening.url)
            return
        url = present(opening.url, self._desk.path)
        place = Place(url, parse(url).fragment)
        if opening.new_tab or opening.background or self._tabs.tab is None:
            self._tabs.add(place, behind=opening.background)
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
        self._jump(fragment)

    def _jump(self, anchor: str) -> None:
        """The page in front is at one of its sections now, and the way back is kept."""
        tab = self._tabs.tab
        url = f"{page_url(self._tabs.place.url)}#{anchor}"
        if tab is not None and tab.place.url and tab.place.url != url:
            tab.visit(Place(url, anchor))
            self._stage.keep(anchor, 0.0)
            self._attention.open(tab.place)
            self._refresh_row()

    def _continue(self) -> None:
        node = self._last_node or self._desk.navigator.focus_id or first_topic(self._desk.path)
        self._desk.navigator.open(page_address(node, self._desk.path))

    def show_overview(self) -> None:
        """The page about the whole path."""
        self._desk.navigator.open(_OVERVIEW)

    # -- tabs

    def new_tab(self) -> None:
        """A tab with the start page, in front."""
        self._tabs.add(Place(), last=True)
        self._stage.focus_page()
        self.opened.emit()

    def reopen_tab(self) -> None:
        """Bring back the tab closed last."""
        if self._tabs.reopen():
            self.opened.emit()
        else:
            self.said.emit(self.tr("No tab has been closed."))

    def next_tab(self) -> None:
        """The tab at the right, from the last one to the first."""
        self._tabs.turn(1)

    def previous_tab(self) -> None:
        """The tab at the left, from the first one to the last."""
        self._tabs.turn(-1)

    def _title(self, url: str) -> str:
        target = parse(url)
        node = self._desk.path.nodes.get(target.id) if target.kind == "page" else None
        if node is not None:
            return short_title(node)
        return self._desk.pages.title(url) if url else self.tr("New tab")

    # -- the page in front

    def _show(self) -> None:
        """Bring the page of the tab in front on stage."""
        if not self._begun:
            return
        place = self._tabs.place
        self._find.close_search()
        self._tabs.rename_front()
        self._subject = subject_of(place.url, self._desk)
        self._share = 0.0
        self._refresh_row()
        self._refresh_footer()
        if not place.url:
            self._refresh_start()
        self._stage.show_place(place)
        self._attention.open(place)
        self.state_changed.emit()

    def _refresh_row(self) -> None:
        tab = self._tabs.tab
        self._row.set_history(back=tab is not None and tab.can_go_back, forward=tab is not None and tab.can_go_forward)
        self._row.contents.setEnabled(bool(self._tabs.place.url))
        self._refresh_minutes()

    def _refresh_minutes(self) -> None:
        minutes = self._subject.minutes
        self._row.set_minutes(None if minutes is None else minutes * (1 - self._share))

    def _refresh_footer(self) -> None:
        if self._subject.resource is not None:
            has_copy = bool(self._desk.library.copies(self._subject.resource.id))
            self._footer.set_resource(has_copy=has_copy, has_address=bool(self._subject.resource.address))
            return
        before, after = self._subject.neighbours(self._desk.path)
        status = self._subject.status(self._desk)
        self._footer.set_page(status, previous=short_title(before), following=short_title(after))

    def _refresh_start(self) -> None:
        path = self._desk.path
        node = path.nodes.get(self._last_node or self._desk.navigator.focus_id)
        shown = node if node is not None else path.nodes[first_topic(path)]
        where = " · ".join(short_title(one) for one in reversed(path.ancestors(shown.id)))
        self._stage.start.set_topic(where, shown.title, shown.question, is_first=node is None)

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
        self._go_to(self._subject.neighbours(self._desk.path)[0])

    def next_page(self) -> None:
        """The page of the path after this one."""
        self._go_to(self._subject.neighbours(self._desk.path)[1])

    def _go_to(self, node: Node | None) -> None:
        if node is not None:
            self._desk.navigator.open(page_address(node.id, self._desk.path))

    def toggle_done(self) -> None:
        """Mark the page in front done, or not started when it is."""
        node, status = self._subject.node, self._subject.status(self._desk)
        if node is None or status is None:
            return
        wanted = Status.NOT_STARTED if status is Status.DONE else Status.DONE
        with spoken(self.said.emit):
            self._desk.undo.push(self._desk.progress.set_status([node.id], wanted, self._desk.clock.now()))

    def show_contents(self) -> None:
        """The headings of the page in front as a menu."""
        if self._subject.headings:
            self._open_contents(list(self._subject.headings))
        elif self._tabs.place.url:
            self._stage.ask_headings(self._open_contents)

    def _open_contents(self, headings: list[Heading]) -> None:
        menu = ContentsMenu(headings, self._tabs.place.anchor, self._go_to_heading, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        button = self._row.contents
        menu.open_at(button.mapToGlobal(QPoint(button.width(), button.height())))

    def _go_to_heading(self, key: str) -> None:
        if not self._stage.is_pdf:
            self._jump(key)
        self._stage.go(key)
        self._stage.focus_page()

    # -- zoom

    def zoom_in(self) -> None:
        self._zoom(1)

    def zoom_out(self) -> None:
        self._zoom(-1)

    def zoom_reset(self) -> None:
        """Pages at 100 %, a PDF as wide as there is room."""
        if not self._stage.fit_pdf():
            with spoken(self.said.emit):
                self._desk.settings.set(_ZOOM, 100)

    def _zoom(self, steps: int) -> None:
        if self._stage.zoom_pdf(steps):
            return
        percent = max(50, min(300, int(self._desk.settings.get(_ZOOM)) + 10 * steps))
        with spoken(self.said.emit):
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
        tab, place = self._tabs.tab, self._tabs.place
        url = f"{page_url(place.url)}#{place.anchor}" if place.anchor else page_url(place.url)
        if self._desk.quotes.send(text, url, tab.title if tab is not None else ""):
            self.said.emit(self.tr("Quoted into the note."))
        else:
            self.said.emit(self.tr("Open a topic first: the quote goes into its note."))

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
        resource = self._subject.resource
        if resource is None:
            return
        title = self.tr("Attach a copy of {title}").format(title=resource.title)
        kinds = self.tr("Pages and PDFs (*.html *.htm *.xhtml *.pdf);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if not chosen:
            return
        with spoken(self.said.emit):
            self._desk.undo.push(self._desk.library.add_copy(Path(chosen), resource.id, self._desk.clock.now()))

    def _open_copy(self) -> None:
        # The one attached last; the others are in the library's menu.
        resource = self._subject.resource
        copies = self._desk.library.copies(resource.id) if resource is not None else []
        if copies:
            self._desk.navigator.open(address("copy", f"{copies[-1].id}/"))

    def _open_address(self) -> None:
        if self._subject.resource is not None:
            self._open_outside(self._subject.resource.address)

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
        self._refresh_minutes()
        self._attention.scroll(tab.place.url, reading.anchor, self._subject.headings)

    def _on_changes(self, changes: Changes) -> None:
        if changes.kinds & {Kind.STATUS, Kind.COPY}:
            self._refresh_footer()
        if Kind.SETTING in changes.kinds and (not changes.ids or _ZOOM in changes.ids):
            self._stage.set_zoom(self._zoom_factor())
        if Kind.FOCUS in changes.kinds and self._desk.navigator.focus_id:
            self._last_node = self._desk.navigator.focus_id
        if Kind.NOTE_LIST in changes.kinds:
            self._tabs.rename(_is_note)
        if self._begun and self._is_about(changes):
            self._stage.reload()

    def _is_about(self, changes: Changes) -> bool:
        """Whether the page in front is made from what has changed."""
        target = parse(self._tabs.place.url)
        return target.kind == "note" and Kind.NOTE in changes.kinds and (not changes.ids or target.id in changes.ids)

    def _on_theme(self, _theme: Theme) -> None:
        self._stage.set_zoom(self._zoom_factor())


def _is_note(url: str) -> bool:
    return parse(url).kind == "note"
