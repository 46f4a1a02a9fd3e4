"""The skills inventory: comfort 1 to 5 for each skill, with a sentence of evidence and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDateTime, QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studydesk.domain.changes import Changes, Kind
from studydesk.domain.errors import ExpectedError
from studydesk.domain.facts import Rating
from studydesk.domain.path import Skill

if TYPE_CHECKING:
    from studydesk.app.desk import Desk
    from studydesk.ui.bridge import Bridge

LEVELS = (
    "New to me",
    "Have seen it",
    "Can do it with help",
    "Can do it alone",
    "Could teach it",
)


class SkillRow(QFrame):
    """One skill: five buttons, the evidence, when it was rated last."""

    rated = Signal(str, int, str)
    history_wanted = Signal(str)
    moved = Signal(str, int)  # skill id, rows down

    def __init__(self, skill: Skill, parent: QWidget) -> None:
        super().__init__(parent)
        self.skill = skill
        slug = skill.id
        self.setObjectName(f"skill:{slug}")
        title = QLabel(skill.title, self)
        title.setProperty("role", "heading")
        can = QLabel(skill.can, self)
        can.setProperty("role", "small")
        can.setWordWrap(True)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for level, words in enumerate(LEVELS, start=1):
            button = QPushButton(str(level), self)
            button.setObjectName(f"rate:{slug}:{level}")
            button.setAccessibleName(
                self.tr("{skill}: {level} of 5, {words}").format(skill=skill.title, level=level, words=self.tr(words))
            )
            button.setToolTip(self.tr(words))
            button.setCheckable(True)
            button.setMinimumWidth(36)
            button.installEventFilter(self)
            self._group.addButton(button, level)
            buttons.addWidget(button)
        self._group.idClicked.connect(self._on_level)
        self._evidence = QLineEdit(self)
        self._evidence.setObjectName(f"evidence:{slug}")
        self._evidence.setAccessibleName(self.tr("Evidence for {skill}").format(skill=skill.title))
        self._evidence.setPlaceholderText(self.tr("Evidence in a sentence: what have you done with it?"))
        self._evidence.setMaxLength(1000)
        self._evidence.editingFinished.connect(self._on_evidence)
        self._when = QPushButton(self)
        self._when.setObjectName(f"history:{slug}")
        self._when.setProperty("flat", True)
        self._when.clicked.connect(self._on_history)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(title)
        left.addWidget(can)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(6)
        top = QHBoxLayout()
        top.addLayout(buttons)
        top.addStretch(1)
        top.addWidget(self._when)
        right.addLayout(top)
        right.addWidget(self._evidence)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 10)
        layout.setSpacing(20)
        layout.addLayout(left, 5)
        layout.addLayout(right, 6)
        self._rating: Rating | None = None

    def show_rating(self, rating: Rating | None, count: int) -> None:
        """Show the last rating, of `count` in all."""
        self._rating = rating
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(rating is not None and self._group.id(button) == rating.level)
        self._group.setExclusive(True)
        if not self._evidence.hasFocus() or not self._evidence.isModified():
            self._evidence.setText(rating.evidence if rating else "")
        if rating is None:
            self._when.setText(self.tr("not rated"))
            self._when.setEnabled(False)
        else:
            moment = QDateTime.fromMSecsSinceEpoch(int(rating.at.timestamp() * 1000)).date()
            self._when.setText(f"{QLocale().toString(moment, QLocale.FormatType.ShortFormat)} · {count}×")
            self._when.setEnabled(True)
        self._when.setAccessibleName(
            self.tr("History of {skill}, {when}").format(skill=self.skill.title, when=self._when.text())
        )

    def focus_level(self) -> None:
        """The keyboard goes to the present level."""
        level = self._rating.level if self._rating else 1
        self._group.button(level).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def matches(self, words: str) -> bool:
        """Whether the filter's words are in the skill."""
        return words in f"{self.skill.title} {self.skill.can}".casefold()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On the buttons 1 to 5 rate, up and down walk over the skills."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and not event.modifiers():
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.moved.emit(self.skill.id, step)
                return True
            if event.text() in ("1", "2", "3", "4", "5"):
                self._group.button(int(event.text())).click()
                self._group.button(int(event.text())).setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _on_level(self, level: int) -> None:
        evidence = self._evidence.text().strip()
        if self._rating is not None and self._rating.level == level and self._rating.evidence == evidence:
            return
        self.rated.emit(self.skill.id, level, evidence)

    def _on_evidence(self) -> None:
        evidence = self._evidence.text().strip()
        self._evidence.setModified(False)
        if self._rating is not None and evidence != self._rating.evidence:
            self.rated.emit(self.skill.id, self._rating.level, evidence)

    def _on_history(self) -> None:
        self.history_wanted.emit(self.skill.id)


class RatingPanel(QWidget):
    """All areas with their skills; writes through the skills service, each rating can be undone."""

    history_wanted = Signal(str)

    def __init__(self, desk: Desk, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ratingPanel")
        self._desk = desk
        self._filter = QLineEdit(self)
        self._filter.setObjectName("skillFilter")
        self._filter.setAccessibleName(self.tr("Filter skills"))
        self._filter.setPlaceholderText(self.tr("Filter skills"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._on_filter)
        self._filter.installEventFilter(self)
        self._unrated = QPushButton(self.tr("Not rated yet"), self)
        self._unrated.setObjectName("skillUnrated")
        self._unrated.setAccessibleName(self.tr("Show only skills that are not rated yet"))
        self._unrated.setCheckable(True)
        self._unrated.toggled.connect(self._on_filter)
        scale = QLabel(" · ".join(f"{level} {self.tr(words)}" for level, words in enumerate(LEVELS, start=1)), self)
        scale.setProperty("role", "small")
        scale.setWordWrap(True)
        self._say = QLabel(self)
        self._say.setProperty("role", "error")
        self._say.setWordWrap(True)
        self._say.hide()
        inside = QWidget(self)
        inside.setProperty("surface", "canvas")
        column = QVBoxLayout(inside)
        column.setContentsMargins(28, 4, 18, 24)
        column.setSpacing(0)
        self._column = column
        self._rows: dict[str, SkillRow] = {}
        self._heads: list[tuple[QLabel, list[SkillRow]]] = []
        for area in desk.path.areas:
            head = QLabel(area.title, inside)
            head.setProperty("role", "title")
            head.setContentsMargins(0, 18, 0, 4)
            column.addWidget(head)
            rows = []
            for skill_id in area.skills:
                row = SkillRow(desk.path.skills[skill_id], inside)
                row.rated.connect(self._rate)
                row.history_wanted.connect(self.history_wanted)
                row.moved.connect(self._move)
                column.addWidget(row)
                self._rows[skill_id] = row
                rows.append(row)
            self._heads.append((head, rows))
        self._empty = QLabel(self.tr("No skill fits the filter."), inside)
        self._empty.setProperty("role", "empty")
        self._empty.hide()
        column.addWidget(self._empty)
        column.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setObjectName("skillScroll")
        self._area.setAccessibleName(self.tr("Skills"))
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = QHBoxLayout()
        top.setContentsMargins(28, 0, 28, 0)
        top.addWidget(self._filter, 1)
        top.addWidget(self._unrated)
        top.addWidget(scale, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self._say)
        layout.addWidget(self._area, 1)
        bridge.changed.connect(self._on_changes)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # On wide screens words and buttons stay within one look.
        spare = max(0, self.width() - 56 - 72 * self.fontMetrics().height())
        self._column.setContentsMargins(28, 4, 18 + spare, 24)

    def save_state(self) -> dict[str, Any]:
        """The scroll position."""
        return {"scroll": self._area.verticalScrollBar().value()}

    def restore_state(self, state: dict[str, Any]) -> None:
        self._area.verticalScrollBar().setValue(int(state.get("scroll", 0)))

    def focus_first(self) -> None:
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the filter goes to the first skill."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            shown = [row for row in self._rows.values() if not row.isHidden()]
            if shown:
                shown[0].focus_level()
                return True
        return super().eventFilter(watched, event)

    def _move(self, skill_id: str, step: int) -> None:
        shown = [name for name, row in self._rows.items() if not row.isHidden()]
        place = shown.index(skill_id) + step
        if 0 <= place < len(shown):
            self._rows[shown[place]].focus_level()
            self._area.ensureWidgetVisible(self._rows[shown[place]])
        elif place < 0:
            self._filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rate(self, skill_id: str, level: int, evidence: str) -> None:
        try:
            self._desk.undo.push(self._desk.skills.rate(skill_id, level, evidence, self._desk.clock.now()))
        except ExpectedError as error:
            self._say.setText(str(error))
            self._say.show()
            self._refresh()
        else:
            self._say.hide()

    def _on_changes(self, changes: Changes) -> None:
        if Kind.RATING in changes.kinds:
            self._refresh()

    def _refresh(self) -> None:
        current = self._desk.skills.current()
        counts: dict[str, int] = {}
        for rating in self._desk.skills.history(None):
            counts[rating.skill_id] = counts.get(rating.skill_id, 0) + 1
        for skill_id, row in self._rows.items():
            row.show_rating(current.get(skill_id), counts.get(skill_id, 0))

    def _on_filter(self) -> None:
        words = self._filter.text().strip().casefold()
        current = self._desk.skills.current() if self._unrated.isChecked() else {}
        shown = 0
        for head, rows in self._heads:
            fitting = [row.matches(words) and row.skill.id not in current for row in rows]
            for row, fits in zip(rows, fitting, strict=True):
                row.setVisible(fits)
            head.setVisible(any(fitting))
            shown += sum(fitting)
        self._empty.setVisible(shown == 0)
