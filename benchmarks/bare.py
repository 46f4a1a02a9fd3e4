"""The yardstick: the least PySide6 program that shows a tree and a text."""

from __future__ import annotations

import sys

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QSplitter, QTreeView

app = QApplication(sys.argv)
model = QStandardItemModel()
for block in range(34):
    parent = QStandardItem(f"Block {block}")
    for topic in range(5):
        parent.appendRow(QStandardItem(f"Topic {topic}"))
    model.appendRow(parent)
tree = QTreeView()
tree.setModel(model)
text = QPlainTextEdit("What I understood\n" * 20)
splitter = QSplitter()
splitter.addWidget(tree)
splitter.addWidget(text)
window = QMainWindow()
window.setCentralWidget(splitter)
window.resize(1280, 800)
window.show()
sys.exit(app.exec())
