"""The difference of two texts, in one column or in two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTextEdit, QWidget

from studydesk.domain.textdiff import DiffLine, LineKind
from studydesk.ui.theme.manager import Theme

#: equal lines that are shown around a change; more of them are folded
_AROUND = 3
_GROUND = {LineKind.REMOVED: "danger-soft", LineKind.ADDED: "done-soft"}
_INK = {LineKind.REMOVED: "danger", LineKind.ADDED: "done"}
_SIGN = {LineKind.REMOVED: "− ", LineKind.ADDED: "+ ", LineKind.SAME: "  "}


class DiffView(QStackedWidget):
    """Removed and added lines have a sign and a ground, changed words are underlined: never colour alone."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("diffView")
        self._theme = theme
        self._inline = self._text("diffInline", self.tr("Differences"))
        self.addWidget(self._inline)
        both = QWidget(self)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        self._old = self._text("diffOld", self.tr("This version"))
        self._new = self._text("diffNew", self.tr("The note now"))
        row.addWidget(self._old)
        row.addWidget(self._new)
        self.addWidget(both)
        self._old.verticalScrollBar().valueChanged.connect(self._new.verticalScrollBar().setValue)
        self._new.verticalScrollBar().valueChanged.connect(self._old.verticalScrollBar().setValue)

    def _text(self, name: str, title: str) -> QTextEdit:
        made = QTextEdit(self)
        made.setObjectName(name)
        made.setAccessibleName(title)
        made.setReadOnly(True)
        made.setUndoRedoEnabled(False)
        made.setFont(self._theme.code(12.5))
        made.document().setDocumentMargin(self._theme.px(12))
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        return made

    def show_lines(self, lines: Sequence[DiffLine]) -> None:
        """What to show, in both ways."""
        self._inline.clear()
        self._write(self._inline, _folded(lines))
        left: list[DiffLine | int | None] = []
        right: list[DiffLine | int | None] = []
        for part in _folded(lines):
            if isinstance(part, int) or part.kind is LineKind.SAME:
                _level(left, right)
                left.append(part)
                right.append(part)
            else:
                (left if part.kind is LineKind.REMOVED else right).append(part)
        _level(left, right)
        for editor, column in ((self._old, left), (self._new, right)):
            editor.clear()
            self._write(editor, column)

    def set_side_by_side(self, *, is_on: bool) -> None:
        """Two columns or one."""
        self.setCurrentIndex(1 if is_on else 0)

    @property
    def text(self) -> str:
        """The one-column text, for tests and screen readers."""
        return self._inline.toPlainText()

    def _write(self, editor: QTextEdit, parts: Sequence[DiffLine | int | None]) -> None:
        theme = self._theme
        cursor = QTextCursor(editor.document())
        for number, part in enumerate(parts):
            block = QTextBlockFormat()
            block.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            # Wrapped lines begin under the text, not under the sign.
            hang = editor.fontMetrics().horizontalAdvance("mm")
            block.setLeftMargin(hang)
            block.setTextIndent(-hang)
            plain = QTextCharFormat()
            plain.setForeground(theme.color("text"))
            if isinstance(part, DiffLine) and part.kind in _GROUND:
                block.setBackground(theme.color(_GROUND[part.kind]))
            elif not isinstance(part, DiffLine):
                block.setBackground(theme.color("sunken"))
            if number:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            if isinstance(part, int):
                plain.setForeground(theme.color("muted"))
                cursor.insertText(
                    self.tr("⋯ %n equal lines", "", part) if part != 1 else self.tr("⋯ 1 equal line"), plain
                )
                continue
            if part is None:
                cursor.insertText(" ", plain)
                continue
            sign = QTextCharFormat(plain)
            sign.setForeground(theme.color(_INK.get(part.kind, "faint")))
            cursor.insertText(_SIGN[part.kind], sign)
            changed = QTextCharFormat(plain)
            changed.setForeground(theme.color(_INK.get(part.kind, "text")))
            changed.setFontWeight(700)
            changed.setFontUnderline(True)
            whole = all(piece.is_changed for piece in part.pieces)
            for piece in part.pieces:
                cursor.insertText(piece.text, changed if piece.is_changed and not whole else plain)
        editor.moveCursor(QTextCursor.MoveOperation.Start)


def _level(left: list[DiffLine | int | None], right: list[DiffLine | int | None]) -> None:
    """Fill the shorter column, so that equal lines stand side by side."""
    left.extend([None] * (len(right) - len(left)))
    right.extend([None] * (len(left) - len(right)))


def _folded(lines: Sequence[DiffLine]) -> list[DiffLine | int]:
    """`lines` with long runs of equal ones replaced by their number."""
    near = [False] * len(lines)
    for number, line in enumerate(lines):
        if line.kind is not LineKind.SAME:
            for place in range(max(0, number - _AROUND), min(len(lines), number + _AROUND + 1)):
                near[place] = True
    found: list[DiffLine | int] = []
    hidden = 0
    for line, is_near in zip(lines, near, strict=True):
        if is_near:
            if hidden:
                found.append(hidden)
                hidden = 0
            found.append(line)
        else:
            hidden += 1
    if hidden:
        found.append(hidden)
    return found
