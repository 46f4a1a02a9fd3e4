"""The one profile of the program: nothing kept on disk, nothing from the network, every answer from the page service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from studydesk.ui.web.environment import prepare

prepare()

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QObject, QUrl  # noqa: E402
from PySide6.QtWebEngineCore import (  # noqa: E402
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWidgets import QApplication  # noqa: E402

from studydesk.app.navigator import SCHEME, parse  # noqa: E402
from studydesk.ui.theme.fonts import load_page_fonts  # noqa: E402

if TYPE_CHECKING:
    from studydesk.app.pages import Reply

_NAME = "webEngine"


class Answer(Protocol):
    """`PageService.reply`."""

    def __call__(self, url: str, *, theme: str) -> Reply: ...


class Engine(QObject):
    """Lives as long as the application; `shared()` is the way to it. `theme` is the name given with every request."""

    def __init__(self, parent: QCoreApplication) -> None:
        super().__init__(parent)
        self.setObjectName(_NAME)
        self.theme = "light"
        self._answer: Answer | None = None
        load_page_fonts()
        _register_scheme()
        self.profile = QWebEngineProfile(self)
        self.profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self.profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
        self.profile.setSpellCheckEnabled(False)
        self.profile.downloadRequested.connect(_refuse_download)
        self._handler = _Handler(self)
        self._guard = _Guard(self)
        self.profile.installUrlSchemeHandler(SCHEME.encode(), self._handler)
        self.profile.setUrlRequestInterceptor(self._guard)
        # The one renderer starts now, on another core, while the first view is made; its blank page goes when the first is asked for.
        self._blank: QWebEnginePage | None = QWebEnginePage(self.profile, self)
        self._blank.load(QUrl("about:blank"))
        parent.aboutToQuit.connect(self._drop_blank)

    @staticmethod
    def shared() -> Engine:
        """The engine of this application, made at the first call."""
        app = QApplication.instance()
        assert app is not None
        found = app.findChild(Engine, _NAME)
        return found if found is not None else Engine(app)

    def serve(self, answer: Answer) -> None:
        """Who answers requests from now on."""
        self._answer = answer

    def reply(self, url: str) -> Reply | None:
        """The page service's answer; None while nobody serves."""
        self._drop_blank()
        return self._answer(url, theme=self.theme) if self._answer is not None else None

    def _drop_blank(self) -> None:
        if self._blank is not None:
            self._blank.deleteLater()
            self._blank = None


class _Handler(QWebEngineUrlSchemeHandler):
    """Runs on the GUI thread (tried), so the desk's one database connection may be used."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._engine = engine

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        if job.requestMethod() != QByteArray(b"GET"):
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        url = job.requestUrl().toString(QUrl.ComponentFormattingOption.FullyEncoded).partition("#")[0]
        try:
            reply = self._engine.reply(url)
        except BaseException:
            # Without an answer the page would load for ever.
            job.fail(QWebEngineUrlRequestJob.Error.RequestFailed)
            raise
        if reply is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        # Qt wants a list of values for each name (tried); its type hints say otherwise.
        headers = {QByteArray(name.encode()): [QByteArray(value.encode())] for name, value in reply.headers}
        if parse(url).kind == "asset":
            # Faces are fetched across hosts of our scheme, which needs this said.
            headers.setdefault(QByteArray(b"Access-Control-Allow-Origin"), [QByteArray(b"*")])
        job.setAdditionalResponseHeaders(headers)  # type: ignore[arg-type]
        body = QBuffer(job)
        body.setData(QByteArray(reply.body))
        body.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(reply.media_type.encode()), body)


class _Guard(QWebEngineUrlRequestInterceptor):
    """Refuses everything that is not ours, and keeps a copy's pages from fetching anything but their own files."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        kinds = QWebEngineUrlRequestInfo.ResourceType
        wanted = info.requestUrl()
        if wanted.scheme() != SCHEME:
            # Pictures inside a page's own text reach no one.
            info.block(not (wanted.scheme() == "data" and info.resourceType() == kinds.ResourceTypeImage))
            return
        if info.resourceType() == kinds.ResourceTypeMainFrame:
            return
        page, part = parse(info.firstPartyUrl().toString()), parse(wanted.toString())
        if page.kind == "copy" and part.kind != "asset":
            info.block(part.kind != "copy" or part.id.split("/", 1)[0] != page.id.split("/", 1)[0])


def _register_scheme() -> None:
    if not QWebEngineUrlScheme.schemeByName(SCHEME.encode()).name().isEmpty():
        return
    scheme = QWebEngineUrlScheme(SCHEME.encode())
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme | QWebEngineUrlScheme.Flag.CorsEnabled)
    QWebEngineUrlScheme.registerScheme(scheme)


def _refuse_download(request: QWebEngineDownloadRequest) -> None:
    request.cancel()
