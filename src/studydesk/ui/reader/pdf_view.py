"""A PDF in a tab. Qt PDF is loaded with the first one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from studydesk.ui.reader.contents import Heading
from studydesk.ui.theme.manager import Theme, ThemeManager

_INPUT = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class PdfView(QWidget):
    """One document at a time; the one of the tab in front."""

    used = Signal()
    failed = Signal(str)  # a sentence
    moved = Signal(int, float)  # page from 0, points from its top
    find_wanted = Signal()
    zoom_stepped = Signal(int)
    counted = Signal(int, int)  # match in front from 1, how many

    def __init__(self, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pdfPage")
        self._document = QPdfDocument(self)
        self._search = QPdfSearchModel(self)
        self._search.setDocument(self._document)
        self._search.countChanged.connect(self._on_count)
        self._match = -1
        self._is_opening = False
        self._view = QPdfView(self)
        self._view.setObjectName("pdfView")
        self._view.setAccessibleName(self.tr("PDF page"))
        self._view.setDocument(self._document)
        self._view.setSearchModel(self._search)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.installEventFilter(self)
        self._view.viewport().installEventFilter(self)
        self._view.pageNavigator().currentPageChanged.connect(self._on_moved)
        self._view.verticalScrollBar().valueChanged.connect(self._on_moved)

        bar = QWidget(self)
        bar.setObjectName("findBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._where = QLabel(bar)
        self._where.setObjectName("pdfWhere")
        self._where.setProperty("role", "small")
        self._buttons: list[tuple[QToolButton, str]] = []
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(2)
        row.addWidget(self._where)
        row.addStretch(1)
        for name, title, picture, slot in (
            ("pdfZoomOut", self.tr("Zoom out"), "zoom-out", self._on_zoom_out),
            ("pdfZoomIn", self.tr("Zoom in"), "zoom-in", self._on_zoom_in),
            ("pdfFitWidth", self.tr("Fit the width"), "maximize-2", self.fit_width),
        ):
            button = QToolButton(bar)
            button.setObjectName(name)
            button.setAccessibleName(title)
            button.setToolTip(title)
            button.clicked.connect(slot)
            row.addWidget(button)
            self._buttons.append((button, picture))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._view, 1)
        self.setFocusProxy(self._view)
        self._dress(theme.theme)
        theme.changed.connect(self._dress)

    # -- the document

    def open(self, path: Path, *, page: int, offset: float) -> bool:
        """Show a file at a page and so many points below its top; False, and `failed`, when it cannot be shown."""
        self.close_document()
        password = ""
        while True:
            self._document.setPassword(password)
            error = self._document.load(str(path))
            if error != QPdfDocument.Error.IncorrectPassword:
                break
            question = (
                self.tr("Wrong password. {name} needs its password:")
                if password
                else self.tr("{name} needs its password:")
            )
            password, is_given = QInputDialog.getText(
                self, self.tr("Password"), question.format(name=path.name), QLineEdit.EchoMode.Password
            )
            if not is_given:
                self.failed.emit(
                    self.tr("{name} is locked with a password. Open it again to type it.").format(name=path.name)
                )
                return False
        if error != QPdfDocument.Error.None_ or self._document.pageCount() < 1:
            self.failed.emit(self._sentence(error, path))
            return False
        # The place it was left at is known already.
        self._is_opening = True
        self.go(page, offset)
        self._is_opening = False
        return True

    def close_document(self) -> None:
        """Let go of the file and of the pages drawn from it."""
        self._search.setSearchString("")
        self._match = -1
        self._document.close()

    def go(self, page: int, offset: float = 0.0) -> None:
        """Go to a page (from 0), `offset` points below its top."""
        self._view.pageNavigator().jump(min(max(page, 0), self._document.pageCount() - 1), QPointF(0, offset), 0)
        self._say_where()

    @property
    def page(self) -> int:
        """The page in front, from 0."""
        return self._view.pageNavigator().currentPage()

    @property
    def page_count(self) -> int:
        return self._document.pageCount()

    def headings(self) -> list[Heading]:
        """The document's outline; keys are `page:points`."""
        model = QPdfBookmarkModel(self)
        model.setDocument(self._document)
        found: list[Heading] = []
        role = QPdfBookmarkModel.Role

        def collect(parent: QModelIndex) -> None:
            for row in range(model.rowCount(parent)):
                index = model.index(row, 0, parent)
                place: QPointF = index.data(int(role.Location))
                key = f"{index.data(int(role.Page))}:{place.y()}"
                found.append(Heading(key, str(index.data(int(role.Title))), int(index.data(int(role.Level))) + 1))
                collect(index)

        collect(QModelIndex())
        model.deleteLater()
        return found

    def look_for(self, text: str, *, backward: bool) -> None:
        """Look for `text`; the same text again goes to the next match."""
        if text != self._search.searchString():
            self._match = -1
            self._search.setSearchString(text)
            return
        count = self._search.count()
        if count:
            self._match = (self._match + (-1 if backward else 1)) % count
            self._show_match()

    def zoom(self, steps: int) -> None:
        """A tenth larger or smaller for each step."""
        now = self._view.zoomFactor() if self._view.zoomMode() == QPdfView.ZoomMode.Custom else self._fitted()
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(min(5.0, max(0.2, now * 1.1**steps)))

    def fit_width(self) -> None:
        """As wide as there is room."""
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    # -- inside

    def _fitted(self) -> float:
        size = self._document.pagePointSize(self.page)
        points = size.width() * self.logicalDpiX() / 72
        margins = self._view.documentMargins()
        return (self._view.viewport().width() - margins.left() - margins.right()) / points if points else 1.0

    def _on_count(self) -> None:
        if self._match < 0 and self._search.count():
            self._match = 0
            self._show_match()
        else:
            self.counted.emit(self._match + 1, self._search.count())

    def _show_match(self) -> None:
        link = self._search.resultAtIndex(self._match)
        self._view.setCurrentSearchResultIndex(self._match)
        self._view.pageNavigator().jump(link.page(), link.location(), 0)
        self.counted.emit(self._match + 1, self._search.count())

    def _on_moved(self) -> None:
        self._say_where()
        if not self._is_opening and self._document.status() == QPdfDocument.Status.Ready:
            self.moved.emit(self.page, self._offset())

    def _offset(self) -> float:
        """Points between the top of the page in front and the top edge of the window."""
        bar = self._view.verticalScrollBar()
        if self._view.zoomMode() == QPdfView.ZoomMode.Custom:
            scale = self._view.zoomFactor() * self.logicalDpiX() / 72
        else:
            scale = self._fitted() * self.logicalDpiX() / 72
        spacing = self._view.pageSpacing()
        heights = sum(self._document.pagePointSize(number).height() * scale + spacing for number in range(self.page))
        return max(0.0, (bar.value() - self._view.documentMargins().top() - heights) / scale) if scale else 0.0

    def _say_where(self) -> None:
        self._where.setText(self.tr("Page {page} of {count}").format(page=self.page + 1, count=self.page_count))

    def _sentence(self, error: QPdfDocument.Error, path: Path) -> str:
        match error:
            case QPdfDocument.Error.FileNotFound:
                return self.tr("The file {path} is not there any more. Point to it again or remove the copy.").format(
                    path=path
                )
            case QPdfDocument.Error.UnsupportedSecurityScheme:
                return self.tr(
                    "{name} is protected in a way that StudyDesk cannot open. Save an unprotected copy of it."
                ).format(name=path.name)
            case _:
                return self.tr(
                    "{name} is damaged or is no PDF. The file has not been touched; get it again, then point to it."
                ).format(name=path.name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _INPUT:
            return False
        self.used.emit()
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_stepped.emit(1 if event.angleDelta().y() > 0 else -1)
            return True
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Slash and watched is self._view:
            self.find_wanted.emit()
            return True
        return False

    def _on_zoom_in(self) -> None:
        self.zoom(1)

    def _on_zoom_out(self) -> None:
        self.zoom(-1)

    def _dress(self, theme: Theme) -> None:
        palette = self._view.palette()
        palette.setColor(palette.ColorRole.Dark, theme.color("sunken"))
        self._view.setPalette(palette)
        for button, picture in self._buttons:
            button.setIcon(theme.icon(picture, "muted", 15))
            button.setIconSize(QSize(theme.px(15), theme.px(15)))
