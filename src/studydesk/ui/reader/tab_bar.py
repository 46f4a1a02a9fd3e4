"""The row above the page: tabs, a button for one more, history, time left, contents."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabBar, QToolButton, QWidget

from studydesk.ui.theme.manager import Theme, ThemeManager

_WIDEST = 220
_NARROWEST = 84
_BACK = (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton)


class TabBar(QTabBar):
    """Tabs that can be dragged and closed: by the cross on the one under the mouse, or with the middle button."""

    close_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._cross = QToolButton(self)
        self.setObjectName("readerTabs")
        self.setAccessibleName(self.tr("Tabs"))
        self.setMovable(True)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = theme
        self._hovered = -1
        self._cross.setObjectName("readerTabClose")
        self._cross.setAccessibleName(self.tr("Close this tab"))
        self._cross.setToolTip(self.tr("Close this tab"))
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.clicked.connect(self._on_cross)
        self._cross.hide()

    def set_theme(self, theme: Theme) -> None:
        """Other tokens or another scale."""
        self._theme = theme
        self._cross.setIcon(theme.icon("x", "muted", 13))
        self._cross.setIconSize(QSize(theme.px(13), theme.px(13)))
        self._cross.setFixedSize(theme.px(20), theme.px(20))
        self.updateGeometry()

    def tabSizeHint(self, index: int) -> QSize:
        size = super().tabSizeHint(index)
        return QSize(max(self._theme.px(_NARROWEST), min(size.width(), self._theme.px(_WIDEST))), self._theme.px(36))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return QSize(self._theme.px(_NARROWEST), self._theme.px(36))

    def minimumSizeHint(self) -> QSize:
        # Qt asks for room for its arrows even when the tabs are narrower than that.
        return super().minimumSizeHint().boundedTo(self.sizeHint())

    def tabLayoutChange(self) -> None:
        super().tabLayoutChange()
        self._hover(-1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.tabAt(event.position().toPoint()) if not event.buttons() else -1)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        position = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and position >= 0:
            self.close_wanted.emit(position)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def _hover(self, position: int) -> None:
        self._hovered = position
        if position < 0:
            self._cross.hide()
            return
        place = self.tabRect(position)
        side = self._cross.width()
        self._cross.move(QPoint(place.right() - side - self._theme.px(4), place.center().y() - side // 2 + 1))
        self._cross.show()
        self._cross.raise_()

    def _on_cross(self) -> None:
        if self._hovered >= 0:
            self.close_wanted.emit(self._hovered)


class TabRow(QWidget):
    """`bar` and what stands at its right: back and forward once there is a history, minutes left, contents."""

    new_wanted = Signal()
    stepped = Signal(int)
    contents_wanted = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("readerTabRow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = TabBar(theme.theme, self)
        self._plus = self._button("readerNewTab", self.tr("New tab"))
        self._plus.clicked.connect(self.new_wanted)
        self._back = self._button("readerBack", self.tr("Back"))
        self._back.clicked.connect(self._on_back)
        self._forward = self._button("readerForward", self.tr("Forward"))
        self._forward.clicked.connect(self._on_forward)
        self._left = QLabel(self)
        self._left.setObjectName("readerMinutesLeft")
        self._left.setProperty("role", "small")
        self.contents = self._button("readerContents", self.tr("Contents of this page"))
        self.contents.clicked.connect(self.contents_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(2)
        layout.addWidget(self.bar)
        layout.addWidget(self._plus)
        layout.addStretch(1)
        for one in (self._back, self._forward, self._left, self.contents):
            layout.addWidget(one)
        self._dress(theme.theme)
        theme.changed.connect(self._dress)

    def set_history(self, *, back: bool, forward: bool) -> None:
        """The arrows are there as soon as one of them leads somewhere."""
        self._back.setEnabled(back)
        self._forward.setEnabled(forward)
        self._back.setVisible(back or forward)
        self._forward.setVisible(back or forward)

    def set_minutes(self, minutes: float | None) -> None:
        """Estimated reading minutes that are left; None when nobody knows."""
        if minutes is None:
            self._left.clear()
        elif minutes < 0.5:
            self._left.setText(self.tr("read to the end"))
        else:
            self._left.setText(self.tr("{minutes} min left").format(minutes=max(1, round(minutes))))

    @property
    def minutes_text(self) -> str:
        """What is said of the time left."""
        return self._left.text()

    def _button(self, name: str, title: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(title)
        button.setToolTip(title)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _on_back(self) -> None:
        self.stepped.emit(-1)

    def _on_forward(self) -> None:
        self.stepped.emit(1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() in _BACK:
            self.stepped.emit(-1 if event.button() == _BACK[0] else 1)
            return
        super().mouseReleaseEvent(event)

    def _dress(self, theme: Theme) -> None:
        self.setFixedHeight(theme.px(36))
        self.bar.set_theme(theme)
        for button, picture in (
            (self._plus, "plus"),
            (self._back, "arrow-left"),
            (self._forward, "arrow-right"),
            (self.contents, "list"),
        ):
            button.setIcon(theme.icon(picture, "muted", 15))
            button.setIconSize(QSize(theme.px(15), theme.px(15)))
