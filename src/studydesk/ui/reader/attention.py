"""What is being studied and for how long, noticed from what the reader does; no timer runs while nothing happens."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from studydesk.domain.facts import ActivityKind
from studydesk.ui.reader.places import Place, node_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from studydesk.app.desk import Desk
    from studydesk.ui.reader.contents import Heading

_BEAT_EVERY = timedelta(seconds=5)
#: a section counts as read when the page has stood still for so long
_STILL_MS = 300


class Attention(QObject):
    """Tells the navigator which node is studied and the time service that somebody is there."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._widget = parent
        self._last_beat: datetime | None = None
        self._wanted = ""
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(_STILL_MS)
        self._still.timeout.connect(self._focus)

    def open(self, place: Place) -> None:
        """A page is in front now. Pages that are not of the path leave the focus where it is."""
        page = node_of(place.url, self._desk.path)
        node = place.anchor if page and place.anchor in self._desk.path.nodes else page
        if node:
            self._wanted = node
            self._still.stop()
            self._focus()

    def scroll(self, url: str, anchor: str, headings: Sequence[Heading]) -> None:
        """The section `anchor` is at the top of the page now; the node is the last one at or above it."""
        page = node_of(url.partition("#")[0], self._desk.path)
        if not page:
            return
        node = page
        for heading in headings:
            if heading.key in self._desk.path.nodes:
                node = heading.key
            if heading.key == anchor:
                break
        self._wanted = node if anchor else page
        self._still.start()

    def beat(self) -> None:
        """The reader did something. Counted at most every five seconds, and only in the window that is in front."""
        now = self._desk.clock.now()
        due = self._last_beat is None or not timedelta(0) <= now - self._last_beat < _BEAT_EVERY
        if due and self._desk.navigator.focus_id and self._widget.window().isActiveWindow():
            self._last_beat = now
            self._desk.time.beat(ActivityKind.READ, self._desk.navigator.focus_id, now)

    def _focus(self) -> None:
        self._desk.navigator.focus(self._wanted)
