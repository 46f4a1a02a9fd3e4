"""How a note looks in the list: title, beginning of its text, when and where in small print."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studydesk.domain.notes import NoteKind, NoteSummary
from studydesk.ui.notes.list_model import Role
from studydesk.ui.theme.icons import pixmap
from studydesk.ui.theme.manager import Theme
from studydesk.ui.theme.ring import focus_ring

_ICONS = {NoteKind.TOPIC: "list-tree", NoteKind.BLOCK: "book-open", NoteKind.FREE: "sticky-note"}


class NotesDelegate(QStyledItemDelegate):
    """Three lines; sizes follow the theme's scale."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, self.theme.px(64))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: QRect = option.rect
        theme = self.theme
        editor.setGeometry(row.left() + theme.px(30), row.top() + theme.px(3), row.width() - theme.px(38), theme.px(28))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self.theme
        note: NoteSummary = index.data(Role.SUMMARY)
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, theme.color("accent-soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, theme.color("hover"))
        side = theme.px(15)
        picture = pixmap(_ICONS[note.kind], theme["muted"], side, painter.device().devicePixelRatioF())
        painter.drawPixmap(row.left() + theme.px(12), row.top() + theme.px(9), picture)
        left = row.left() + theme.px(36)
        width = row.right() - theme.px(12) - left
        for text, font, token, top in (
            (str(index.data()), theme.text(13, QFont.Weight.DemiBold), "text", 6),
            (note.excerpt, theme.text(12), "muted", 25),
            (str(index.data(Role.ASIDE)), theme.text(11), "muted", 42),
        ):
            painter.setFont(font)
            painter.setPen(theme.color(token))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(
                QRect(left, row.top() + theme.px(top), width, theme.px(18)), Qt.AlignmentFlag.AlignVCenter, shown
            )
        if state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, row, theme)
        painter.restore()
