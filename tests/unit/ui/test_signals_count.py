"""Emitting a signal must not lose references: see docs/decisions/0010-qt-for-python-6-11.md."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class Speaker(QObject):
    said = Signal(object)


def test_emitting_keeps_the_count_of_true() -> None:
    speaker = Speaker()
    before = sys.getrefcount(True)
    for _ in range(200):
        speaker.said.emit(1)
    assert abs(sys.getrefcount(True) - before) < 100
