"""Where pages are shown: the start page, one web view, one PDF view, or a sentence; whatever the tab in front needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from studydesk.app.navigator import parse
from studydesk.domain.copies import CopyKind
from studydesk.ui.reader.contents import Heading
from studydesk.ui.reader.places import Place, page_url
from studydesk.ui.reader.start_page import MessagePage, StartPage
from studydesk.ui.theme.manager import Theme, ThemeManager

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEngineFindTextResult, QWebEnginePage

    from studydesk.app.desk import Desk
    from studydesk.ui.reader.pdf_view import PdfView
    from studydesk.ui.web.page import Position
    from studydesk.ui.web.view import WebView


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the reader is: `anchor` and `offset` as in `Place`, `share` 0..1 of the page behind them."""

    anchor: str
    offset: float
    share: float


class Stage(QWidget):
    """The web engine and Qt PDF are loaded when the first page of their kind is shown."""

    link_clicked = Signal(str)
    tab_wanted = Signal(str, bool)
    jumped = Signal(str)
    moved = Signal(object)  # Reading
    shown = Signal()
    copied = Signal(str)
    hovered = Signal(str)
    used = Signal()
    key_pressed = Signal(str)
    stepped = Signal(int)
    zoom_stepped = Signal(int)
    menu_wanted = Signal(object, str)
    counted = Signal(int, int)

    def __init__(self, desk: Desk, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("stage")
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._theme = theme
        self._zoom = 1.0
        self._place = Place()
        self._web: WebView | None = None
        self._pdf: PdfView | None = None
        # The web view gets its size, and so its lines, only while it is visible: it loads behind this.
        self._cover = QWidget(self)
        self._cover.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._cover.setProperty("surface", "surface")
        self.start = StartPage(self)
        self.message = MessagePage(self)
        self.message.clicked.connect(self.reload)
        self._layout = QStackedLayout(self)
        self._nothing = QWidget(self)
        for one in (self._nothing, self.start, self.message):
            self._layout.addWidget(one)
        self._cover.hide()
        theme.changed.connect(self._on_theme)

    # -- what is shown

    def show_place(self, place: Place) -> None:
        """Show a page where the reader left it; inside the page that is shown already, go there."""
        before, self._place = self._place, place
        copy = (
            self._desk.library.copy(parse(place.url).id.partition("/")[0]) if parse(place.url).kind == "copy" else None
        )
        if self._pdf is not None and (copy is None or copy.kind is not CopyKind.PDF):
            self._pdf.close_document()
        if not place.url:
            self._front(self.start)
            self.shown.emit()
        elif copy is not None and copy.kind is CopyKind.PDF:
            self._show_pdf(Path(copy.path), place)
        elif (
            self._web is not None
            and self._layout.currentWidget() is self._web
            and page_url(before.url) == page_url(place.url)
        ):
            self._web.locked.go(place.anchor, place.offset)
            self.shown.emit()
        else:
            self._show_web(place)

    def reload(self) -> None:
        """Load the page again, staying where the reader is."""
        if self._place.url:
            self._place, place = Place(), self._place
            self.show_place(place)

    def keep(self, anchor: str, offset: float) -> None:
        """Where the reader is now, for the next reload."""
        self._place = Place(self._place.url, anchor, offset)

    @property
    def is_pdf(self) -> bool:
        return self._pdf is not None and self._layout.currentWidget() is self._pdf

    @property
    def web(self) -> WebView | None:
        """The web view, once a page has needed it."""
        return self._web

    @property
    def pdf(self) -> PdfView | None:
        """The PDF view, once a document has needed it."""
        return self._pdf

    # -- what can be done with it

    def set_zoom(self, factor: float) -> None:
        """1.0 is the size the page was made for."""
        self._zoom = factor
        if self._web is not None:
            self._web.setZoomFactor(factor)

    def look_for(self, text: str, *, backward: bool) -> None:
        """Mark `text`; `counted` tells how many there are."""
        if self._pdf is not None and self.is_pdf:
            self._pdf.look_for(text, backward=backward)
        elif self._web is not None:
            self._web.look_for(text, backward=backward)

    def zoom_pdf(self, steps: int) -> bool:
        """A tenth larger or smaller for each step; False when no PDF is in front."""
        if self._pdf is None or not self.is_pdf:
            return False
        self._pdf.zoom(steps)
        return True

    def fit_pdf(self) -> bool:
        """As wide as there is room; False when no PDF is in front."""
        if self._pdf is None or not self.is_pdf:
            return False
        self._pdf.fit_width()
        return True

    def selection(self) -> str:
        """The selected text."""
        return self._web.selectedText() if self._web is not None and self._layout.currentWidget() is self._web else ""

    def copy_selection(self) -> None:
        """To the clipboard."""
        if self._web is not None:
            from PySide6.QtWebEngineCore import QWebEnginePage

            self._web.triggerPageAction(QWebEnginePage.WebAction.Copy)

    def ask_headings(self, answer: Callable[[list[Heading]], None]) -> None:
        """Call `answer` with the headings of what is shown, for pages that bring no contents of their own."""
        if self._pdf is not None and self.is_pdf:
            answer(self._pdf.headings())
        elif self._web is not None:

            def told(found: list[tuple[str, str, int]]) -> None:
                answer([Heading(key, text, level) for key, text, level in found])

            self._web.locked.ask_headings(told)
        else:
            answer([])

    def go(self, key: str) -> None:
        """To a heading that `ask_headings` told."""
        if self._pdf is not None and self.is_pdf:
            page, _, points = key.partition(":")
            self._pdf.go(int(page), float(points or 0))
        elif self._web is not None:
            self._web.locked.go(key, 0)

    def focus_page(self) -> None:
        """The keyboard goes to what is shown."""
        front = self._layout.currentWidget()
        if front is self.start:
            self.start.focus_first()
        elif front is not None:
            front.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- inside

    def _front(self, widget: QWidget, *, is_covered: bool = False) -> None:
        self._layout.setCurrentWidget(widget)
        self._cover.setVisible(is_covered)
        if is_covered:
            self._cover.setGeometry(self.rect())
            self._cover.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cover.setGeometry(self.rect())

    def _show_web(self, place: Place) -> None:
        from studydesk.ui.web.environment import why_refused

        if sentence := why_refused():
            self.message.say(sentence)
            self._front(self.message)
            self.shown.emit()
            return
        web = self._made_web()
        if self._layout.currentWidget() is not web:
            self._front(web, is_covered=True)
        web.setZoomFactor(self._zoom)
        web.set_ground(self._ground(place))
        web.locked.show_url(page_url(place.url), anchor=place.anchor, offset=place.offset)

    def _made_web(self) -> WebView:
        if self._web is None:
            from studydesk.ui.web.engine import Engine

            engine = Engine.shared()
            # After the engine, whose processes start meanwhile.
            from studydesk.ui.web.view import WebView

            engine.serve(self._desk.pages.reply)
            engine.theme = self._theme.theme.name
            web = self._web = WebView(engine, self)
            web.used.connect(self.used)
            web.key_pressed.connect(self.key_pressed)
            web.stepped.connect(self.stepped)
            web.zoom_stepped.connect(self.zoom_stepped)
            web.menu_wanted.connect(self.menu_wanted)
            page = web.locked
            page.link_clicked.connect(self.link_clicked)
            page.tab_wanted.connect(self.tab_wanted, Qt.ConnectionType.QueuedConnection)
            page.jumped.connect(self.jumped)
            page.copy_wanted.connect(self.copied)
            page.position_changed.connect(self._on_position)
            page.linkHovered.connect(self.hovered)
            page.shown.connect(self._on_web_shown)
            page.findTextFinished.connect(self._on_found)
            page.renderProcessTerminated.connect(self._on_terminated)
            self._layout.addWidget(web)
        return self._web

    def _ground(self, place: Place) -> QColor:
        # Pages of other people count on black text on white.
        is_copy = parse(place.url).kind == "copy"
        return QColor(Qt.GlobalColor.white) if is_copy else self._theme.theme.color("surface")

    def _show_pdf(self, path: Path, place: Place) -> None:
        if self._pdf is None:
            from studydesk.ui.reader.pdf_view import PdfView

            self._pdf = PdfView(self._theme, self)
            self._pdf.used.connect(self.used)
            self._pdf.failed.connect(self._on_pdf_failed)
            self._pdf.moved.connect(self._on_pdf_moved)
            self._pdf.find_wanted.connect(self._on_pdf_find)
            self._pdf.zoom_stepped.connect(self.zoom_stepped)
            self._pdf.counted.connect(self.counted)
            self._layout.addWidget(self._pdf)
        page = int(place.anchor) if place.anchor.isdigit() else 0
        self._front(self._pdf)
        if self._pdf.open(path, page=page, offset=place.offset):
            self.shown.emit()

    def _on_web_shown(self, ok: bool) -> None:
        if self._web is None or not self._place.url or self.is_pdf:
            return
        if not ok:
            self._say(self.tr("This page could not be shown. Nothing of yours is lost."))
            return
        self._front(self._web)
        self.shown.emit()

    def _on_position(self, position: Position) -> None:
        self.moved.emit(Reading(position.anchor, position.offset, position.share))

    def _on_pdf_moved(self, page: int, offset: float) -> None:
        count = self._pdf.page_count if self._pdf is not None else 1
        self.moved.emit(Reading(str(page), offset, page / max(1, count - 1)))

    def _on_pdf_failed(self, sentence: str) -> None:
        self._say(sentence)

    def _on_pdf_find(self) -> None:
        self.key_pressed.emit("find")

    def _on_found(self, result: QWebEngineFindTextResult) -> None:
        self.counted.emit(result.activeMatch(), result.numberOfMatches())

    def _on_terminated(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        in_front = self._layout.currentWidget() is self._web
        if in_front and status.name != "NormalTerminationStatus":
            # Never reloaded by itself: a page that kills its process would do it again and again.
            self._say(
                self.tr("This page stopped working (code {code}). Your notes and progress are safe.").format(code=code)
            )

    def _say(self, sentence: str) -> None:
        self.message.say(sentence, self.tr("Reload"))
        self._front(self.message)
        self.shown.emit()

    def _on_theme(self, theme: Theme) -> None:
        if self._web is not None:
            self._web.set_ground(self._ground(self._place))
            self._web.locked.set_theme(theme.name)
