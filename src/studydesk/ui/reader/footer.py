"""The bar below the page: done or not, and where to go next; for a resource, how to have it here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from studydesk.domain.progress import Status
from studydesk.ui.theme.manager import Theme, ThemeManager


class Footer(QWidget):
    """Shows what it is told with the `set_…` methods; clicks are signals."""

    done_clicked = Signal()
    previous_clicked = Signal()
    next_clicked = Signal()
    attach_clicked = Signal()
    copy_clicked = Signal()
    web_clicked = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("readerFooter")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme.theme
        self._status: Status | None = None
        self._next_title = ""
        self._done = self._button("readerDone", self.tr("Mark done"))
        self._done.clicked.connect(self.done_clicked)
        self._copy = self._button("readerCopy", self.tr("Open my copy"))
        self._copy.setProperty("primary", True)
        self._copy.clicked.connect(self.copy_clicked)
        self._attach = self._button("readerAttach", self.tr("Attach a local copy…"))
        self._attach.clicked.connect(self.attach_clicked)
        self._web = self._button("readerWeb", self.tr("Open in the browser"))
        self._web.clicked.connect(self.web_clicked)
        self._previous = self._button("readerPrevious", self.tr("Previous"))
        self._previous.clicked.connect(self.previous_clicked)
        self._next = self._button("readerNext", self.tr("Next"))
        self._next.setProperty("primary", True)
        self._next.clicked.connect(self.next_clicked)
        layout = QHBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(self._done)
        layout.addWidget(self._copy)
        layout.addWidget(self._attach)
        layout.addWidget(self._web)
        layout.addStretch(1)
        layout.addWidget(self._previous)
        layout.addWidget(self._next)
        self._dress(theme.theme)
        theme.changed.connect(self._dress)
        self.set_page(None, previous="", following="")

    def set_page(self, status: Status | None, *, previous: str, following: str) -> None:
        """A page of the path: its status (None: it has none of its own), titles of its neighbours ("" at the ends)."""
        for one in (self._copy, self._attach, self._web):
            one.hide()
        self._set_status(status)
        self._set_neighbours(previous, following)
        self.setVisible(bool(status is not None or previous or following))

    def set_resource(self, *, has_copy: bool, has_address: bool) -> None:
        """The page about a resource."""
        self._copy.setVisible(has_copy)
        self._set_status(None)
        self._set_neighbours("", "")
        self._attach.show()
        self._web.setVisible(has_address)
        self.show()

    def _set_status(self, status: Status | None) -> None:
        self._status = status
        self._done.setVisible(status is not None)
        is_done = status is Status.DONE
        # Right to left puts the key, drawn as the icon, behind the words.
        sides = Qt.LayoutDirection
        self._done.setLayoutDirection(sides.LeftToRight if is_done else sides.RightToLeft)
        self._done.setText(self.tr("Done") if is_done else self.tr("Mark done"))
        self._done.setAccessibleName(self._done.text())
        self._done.setToolTip(self.tr("Mark not started again (D)") if is_done else self.tr("Mark this page done (D)"))
        self._done.setIcon(
            self._theme.icon("circle-check", "done", 16)
            if is_done
            else _key("D", self._theme, self.devicePixelRatioF())
        )
        side = self._theme.px(16)
        self._done.setIconSize(QSize(side, side) if is_done else QSize(self._theme.px(24), self._theme.px(17)))

    def _set_neighbours(self, previous: str, following: str) -> None:
        self._previous.setVisible(bool(previous))
        self._previous.setToolTip(previous)
        self._next_title = following
        self._next.setVisible(bool(following))
        self._next.setToolTip(following)
        self._elide()

    def _elide(self) -> None:
        # What the other buttons leave is for the title.
        taken = sum(
            one.sizeHint().width() + 8
            for one in (self._done, self._attach, self._web, self._previous)
            if not one.isHidden()
        )
        whole = self.tr("Next: {title} →")
        metrics = self._next.fontMetrics()
        room = self.width() - taken - self._theme.px(80) - metrics.horizontalAdvance(whole.format(title=""))
        if room < self._theme.px(40):
            self._next.setText(self.tr("Next →"))
        else:
            title = metrics.elidedText(self._next_title, Qt.TextElideMode.ElideRight, room)
            self._next.setText(whole.format(title=title))
        self._next.setAccessibleName(whole.format(title=self._next_title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _button(self, name: str, title: str) -> QPushButton:
        button = QPushButton(title, self)
        button.setObjectName(name)
        button.setAccessibleName(title)
        button.setAutoDefault(False)
        return button

    def _dress(self, theme: Theme) -> None:
        self._theme = theme
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(8))
        # The title may always give way; what it gets is decided when the width is known.
        self._next.ensurePolished()
        self._next.setText(self.tr("Next →"))
        self._next.setMinimumWidth(self._next.sizeHint().width())
        self._set_status(self._status)
        self._elide()


def _key(letter: str, theme: Theme, ratio: float) -> QIcon:
    """A letter drawn as a key."""
    width, height = theme.px(24), theme.px(17)
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("border-strong"), 1))
    painter.setBrush(theme.color("sunken"))
    box = QRectF(width - theme.px(17) - 0.5, 0.5, theme.px(17) - 0.5, height - 1)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme.color("muted"))
    painter.setFont(theme.code(10.5))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return QIcon(picture)
