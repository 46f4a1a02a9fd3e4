"""What this program is, which parts it is made of, and where the learner's file lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studydesk.app.versions import versions
from studydesk.ui.theme.manager import Theme

if TYPE_CHECKING:
    from studydesk.app.desk import Desk


class AboutDialog(QDialog):
    """Versions, licence, the place of the file; text can be selected and copied."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(self.tr("About StudyDesk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        parts = versions()
        title = QLabel("StudyDesk", self)
        title.setProperty("role", "page-title")
        text = QLabel(
            self.tr(
                "Version {version}, free software under the GNU General Public License 3 or later.\n"
                "Python {python} · Qt for Python {qt} · SQLite {sqlite}\n\n"
                "Your notes, ratings and minutes are in one file:\n{file}\n\n"
                "Nothing leaves this machine: no account, no telemetry, no update check.\n"
                "Faces: Inter, JetBrains Mono (SIL OFL 1.1). Icons: Lucide (ISC). Formulas: Temml (MIT)."
            ).format(
                version=parts["StudyDesk"],
                python=parts["Python"],
                qt=PySide6.__version__,
                sqlite=parts["SQLite"],
                file=desk.database.file,
            ),
            self,
        )
        text.setObjectName("aboutText")
        text.setAccessibleName(self.tr("About StudyDesk"))
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text.setWordWrap(True)
        text.setMinimumWidth(theme.px(440))
        close = QPushButton(self.tr("Close"), self)
        close.setObjectName("aboutClose")
        close.setAccessibleName(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(text)
        layout.addLayout(foot)
