"""A page that nothing leads out of: links are told, not followed; our own script reports where the reader is."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from studydesk.ui.web.engine import Engine  # first: it prepares the environment

# ruff: isort: split
from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineScript,
    QWebEngineSettings,
)

from studydesk.app.navigator import SCHEME, parse
from studydesk.domain.places import resources_dir

_OURS = frozenset({"page", "resource", "note"})
_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
_SCRIPT = "studydesk"
_OFF = (
    "JavascriptEnabled",
    "JavascriptCanOpenWindows",
    "JavascriptCanAccessClipboard",
    "LocalStorageEnabled",
    "PluginsEnabled",
    "PdfViewerEnabled",
    "FullScreenSupportEnabled",
    "WebGLEnabled",
    "Accelerated2dCanvasEnabled",
    "HyperlinkAuditingEnabled",
    "DnsPrefetchEnabled",
    "ScreenCaptureEnabled",
    "LocalContentCanAccessRemoteUrls",
    "LocalContentCanAccessFileUrls",
    "AllowRunningInsecureContent",
    "AllowGeolocationOnInsecureOrigins",
    "AutoLoadIconsForPage",
    "TouchIconsEnabled",
    "NavigateOnDropEnabled",
    "ErrorPageEnabled",
    "ReadingFromCanvasEnabled",
    "FocusOnNavigationEnabled",
)


@dataclass(frozen=True, slots=True)
class Position:
    """Where the window is in the page, in CSS pixels: below the heading of section `anchor`, from the top, of how much, seeing how much."""

    anchor: str
    offset: float
    y: float
    height: float
    view: float

    @property
    def share(self) -> float:
        """How far the page has been scrolled, 0..1; 1.0 when all of it is in sight."""
        rest = self.height - self.view
        return min(1.0, max(0.0, self.y / rest)) if rest > 1 else 1.0


class LockedPage(QWebEnginePage):
    """Loads what `show_url` is told and nothing else."""

    link_clicked = Signal(str)
    _link_refused = Signal(str)
    tab_wanted = Signal(str, bool)  # address, behind the present one
    position_changed = Signal(object)  # Position
    copy_wanted = Signal(str)
    task_clicked = Signal(int)  # which box of a note's page, from 0
    shown = Signal(bool)  # the page asked for is there, or could not be loaded
    jumped = Signal(str)  # a link led to this fragment of the same page

    def __init__(self, engine: Engine, parent: QObject) -> None:
        super().__init__(engine.profile, parent)
        self._engine = engine
        # Content cannot know this word, so it cannot speak as our script, not even through an error message.
        self._token = secrets.token_hex(16)
        self._source = (resources_dir() / "reader" / "page.js").read_text(encoding="utf-8")
        self._words = {"copy": self.tr("Copy"), "copied": self.tr("Copied")}
        self._expected = ""
        self._loading = False
        settings = self.settings()
        for name in _OFF:
            settings.setAttribute(QWebEngineSettings.WebAttribute[name], False)
        settings.setUnknownUrlSchemePolicy(QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes)
        # Later: a load that starts while Chromium still asks about another one takes the program down (tried).
        self._link_refused.connect(self.link_clicked, Qt.ConnectionType.QueuedConnection)
        self.newWindowRequested.connect(self._on_new_window)
        self.permissionRequested.connect(_refuse_permission)
        self.loadFinished.connect(self._on_finished)
        self.urlChanged.connect(self._on_url)

    def show_url(self, url: str, *, anchor: str, offset: float) -> None:
        """Load `url` (without fragment) and be at `offset` CSS pixels below the section `anchor` before the first paint."""
        start = {"anchor": anchor, "offset": offset, "ours": parse(url).kind in _OURS, "words": self._words}
        script = QWebEngineScript()
        script.setName(_SCRIPT)
        script.setWorldId(_WORLD)
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
        script.setSourceCode(self._source.replace("@START@", json.dumps(start)).replace("@TOKEN@", self._token))
        for old in self.scripts().find(_SCRIPT):
            self.scripts().remove(old)
        self.scripts().insert(script)
        self._expected = url
        self._loading = True
        self.load(QUrl(url))

    def go(self, anchor: str, offset: float) -> None:
        """Scroll inside the page that is shown."""
        self.runJavaScript(f"globalThis.studydesk && studydesk.go({json.dumps(anchor)}, {json.dumps(offset)})", _WORLD)

    def set_theme(self, name: str) -> None:
        """Give the page that is shown other colours without loading it again. A learner's copies keep their own."""
        self._engine.theme = name
        self.runJavaScript(f"globalThis.studydesk && studydesk.theme({json.dumps(name)})", _WORLD)

    def ask_headings(self, answer: Callable[[list[tuple[str, str, int]]], None]) -> None:
        """Call `answer` with (id, text, level) of the headings that can be gone to."""

        def told(found: Any) -> None:
            # Lists do not come back from a world of its own (tried); text does.
            answer([(str(key), str(text), int(level)) for key, text, level in json.loads(found or "[]")])

        self.runJavaScript("globalThis.studydesk ? studydesk.headings() : ''", _WORLD, told)

    # -- Qt

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main: bool) -> bool:
        wanted = QUrl(url)
        text = wanted.toString()
        if not is_main:
            return wanted.scheme() == SCHEME and parse(text).kind == "copy"
        if kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self._link_refused.emit(text)
            return False
        return kind == QWebEnginePage.NavigationType.NavigationTypeTyped and text == QUrl(self._expected).toString()

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line_number: int, source_id: str
    ) -> None:
        if message.startswith(self._token):
            self._on_message(json.loads(message[len(self._token) :]))

    def _on_message(self, message: list[Any]) -> None:
        kind, data = message
        if kind == "position" and not self._loading:
            self.position_changed.emit(
                Position(
                    str(data["anchor"]),
                    float(data["offset"]),
                    float(data["y"]),
                    float(data["height"]),
                    float(data["view"]),
                )
            )
        elif kind == "copy":
            self.copy_wanted.emit(str(data))
        elif kind == "task":
            self.task_clicked.emit(int(data))

    def _on_new_window(self, request: QWebEngineNewWindowRequest) -> None:
        behind = request.destination() == QWebEngineNewWindowRequest.DestinationType.InNewBackgroundTab
        if request.isUserInitiated():
            self.tab_wanted.emit(request.requestedUrl().toString(), behind)

    def _on_url(self, url: QUrl) -> None:
        if url.hasFragment() and not self._loading:
            self.jumped.emit(url.fragment())

    def _on_finished(self, ok: bool) -> None:
        # A refused link ends a load too; only the one we asked for counts.
        if self._loading and self.url().toString() == QUrl(self._expected).toString():
            self._loading = False
            self.history().clear()
            self.shown.emit(ok)


def _refuse_permission(permission: QWebEnginePermission) -> None:
    permission.deny()
