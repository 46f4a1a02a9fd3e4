"""Colours for the Markdown in the editor; only what is on screen is coloured, so that a long note opens and types at once."""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument

from studydesk.ui.notes.syntax import PLAIN, Style, spans, state_after
from studydesk.ui.theme.manager import Theme

# The user state of a block holds what is open behind it and, in this bit, whether its colours are set.
_COLOURED = 1 << 8


def open_state(block: QTextBlock) -> int:
    """What is open behind a block (`syntax.PLAIN`, or a fence or formula)."""
    state = block.userState()
    return PLAIN if state < 0 else state & ~_COLOURED


class MarkdownHighlighter(QSyntaxHighlighter):
    """Lines between `show_lines` are coloured in full; of all others only open fences are followed."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._formats = _formats(theme)
        self._first = 0
        self._last = 80

    def set_theme(self, theme: Theme) -> None:
        """Colour again with other tokens."""
        self._formats = _formats(theme)
        self.rehighlight()

    def show_lines(self, first: int, last: int) -> None:
        """Blocks `first` to `last` are on screen now."""
        self._first, self._last = first, last
        block = self.document().findBlockByNumber(first)
        while block.isValid() and block.blockNumber() <= last:
            if block.userState() < 0 or not block.userState() & _COLOURED:
                self.rehighlightBlock(block)
            block = block.next()

    def highlightBlock(self, text: str) -> None:
        before = self.previousBlockState()
        before = PLAIN if before < 0 else before & ~_COLOURED
        after = state_after(text, before)
        if not self._first <= self.currentBlock().blockNumber() <= self._last:
            self.setCurrentBlockState(after)
            return
        self.setCurrentBlockState(after | _COLOURED)
        for span in spans(text, before):
            wanted = QTextCharFormat(self.format(span.start)) if span.start < len(text) else QTextCharFormat()
            wanted.merge(self._formats[span.style])
            self.setFormat(span.start, span.length, wanted)


def _formats(theme: Theme) -> dict[Style, QTextCharFormat]:
    def made(
        token: str = "", *, bold: bool = False, italic: bool = False, strike: bool = False, ground: str = ""
    ) -> QTextCharFormat:
        style = QTextCharFormat()
        if token:
            style.setForeground(theme.color(token))
        if ground:
            style.setBackground(theme.color(ground))
        if bold:
            style.setFontWeight(QFont.Weight.Bold)
        if italic:
            style.setFontItalic(True)
        if strike:
            style.setFontStrikeOut(True)
        return style

    return {
        Style.HEADING: made("accent", bold=True),
        Style.BOLD: made(bold=True),
        Style.ITALIC: made(italic=True),
        Style.STRIKE: made("muted", strike=True),
        Style.CODE: made("c2", ground="code"),
        Style.FENCE: made("c3"),
        Style.QUOTE: made("muted"),
        Style.MARKER: made("faint"),
        Style.TASK_BOX: made("text"),
        Style.TASK_DONE: made("muted"),
        Style.LINK: made("accent"),
        Style.TAG: made("c3"),
        Style.MATH: made("c4"),
        Style.MARK: made("text", ground="mark"),
        Style.LABEL: made("c4", bold=True),
        Style.RULE: made("faint"),
    }
