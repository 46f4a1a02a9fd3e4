"""What must be said before Qt WebEngine is loaded: no network, few processes, drawing without a GPU."""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication

#: No host name resolves, nothing asks a proxy, nothing runs in the background; one renderer serves all pages.
FLAGS = (
    "--disable-gpu",
    "--renderer-process-limit=1",
    "--no-proxy-server",
    '--host-resolver-rules="MAP * ~NOTFOUND"',
    "--dns-prefetch-disable",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-speech-api",
    "--no-pings",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--js-flags=--jitless",
    "--disable-features=MediaRouter,DialMediaRouteProvider,NetworkTimeServiceQuerying,OptimizationHints,Translate,"
    "AutofillServerCommunication,WebRtcHideLocalIpsWithMdns,AsyncDns,DnsOverHttps,SpareRendererForSitePerProcess",
)


def prepare() -> None:
    """Set the environment; what the learner has set stays. Too late once Qt WebEngine is loaded."""
    mine = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    if FLAGS[0] not in mine:
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join((*FLAGS, mine)).strip()
    # Text needs no GPU: without one the window keeps its surface when the first page comes (no flash), and 60 MB of driver stay out.
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    # Or Chromium would ask the driver for its name, which without a GPU loads a compiler: 50 ms and 40 MB. Qt on X11 reads it.
    os.environ.setdefault("QT_XCB_GL_INTEGRATION", "none")


def why_refused() -> str:
    """A sentence when no page may be shown, else "".

    Chromium's sandbox refuses to start for root and would take the program down with it. The program never turns the
    sandbox off by itself; whoever starts it as root in a container says so with QTWEBENGINE_DISABLE_SANDBOX.
    """
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    is_off = os.environ.get("QTWEBENGINE_DISABLE_SANDBOX", "") not in ("", "0")
    if not is_root or is_off or "--no-sandbox" in os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", ""):
        return ""
    return QCoreApplication.translate(
        "WebEnvironment",
        "Pages are not shown to the administrator account (root), because the protection against harmful pages does not"
        " work there. Start StudyDesk as an ordinary user, or in a container with “./dev run”."
        " Tree, notes and progress work as usual.",
    )
