"""The system libraries that Qt's wheels do not carry: found missing, installed where we may, else named."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys

#: shared library → Debian packages that hold it, the first one that exists is taken
LIBRARIES: dict[str, tuple[str, ...]] = {
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxkbfile.so.1": ("libxkbfile1",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxcb-xinerama.so.0": ("libxcb-xinerama0",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libXcomposite.so.1": ("libxcomposite1",),
    "libXdamage.so.1": ("libxdamage1",),
    "libXrandr.so.2": ("libxrandr2",),
    "libXtst.so.6": ("libxtst6",),
    "libasound.so.2": ("libasound2t64", "libasound2"),
    "libnss3.so": ("libnss3",),
    "libnspr4.so": ("libnspr4",),
}
#: program → Debian package, wanted by the end-to-end tests, the pictures and the measurements
PROGRAMS: dict[str, str] = {"Xvfb": "xvfb", "xdotool": "xdotool", "openbox": "openbox"}


def _has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _debian_name(candidates: tuple[str, ...]) -> str:
    for name in candidates[:-1]:
        found = subprocess.run(["apt-cache", "show", name], capture_output=True, check=False)
        if found.returncode == 0:
            return name
    return candidates[-1]


def ensure(group: str) -> None:
    """Install what is missing for `group` (app or dev) on Debian and Ubuntu when we are root or sudo asks nothing; else say the line and stop."""
    if not sys.platform.startswith("linux"):
        return
    libraries = [packages for name, packages in LIBRARIES.items() if not _has_library(name)]
    programs = [package for program, package in PROGRAMS.items() if group == "dev" and not shutil.which(program)]
    no_venv = importlib.util.find_spec("ensurepip") is None
    if not libraries and not programs and not no_venv:
        return
    if not shutil.which("apt-get"):
        names = sorted({packages[-1] for packages in libraries} | set(programs))
        print(
            "./dev: Qt needs system libraries that are missing here. Under Debian's names they are: " + " ".join(names),
            file=sys.stderr,
        )
        raise SystemExit(1)
    prefix = _privileges()
    if prefix is not None:
        subprocess.call([*prefix, "apt-get", "update", "-qq"])
    names = sorted(
        {_debian_name(packages) for packages in libraries} | set(programs) | ({"python3-venv"} if no_venv else set())
    )
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
    if prefix is None:
        print(
            f"./dev: system packages are missing. Run this, then try again:\n\n    sudo {' '.join(install)}\n",
            file=sys.stderr,
        )
        raise SystemExit(1)
    print(f"./dev: installing {' '.join(names)}", flush=True)
    if subprocess.call([*prefix, *install], env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}):
        print(f"./dev: that failed. Run it by hand:\n\n    sudo {' '.join(install)}\n", file=sys.stderr)
        raise SystemExit(1)


def _privileges() -> list[str] | None:
    """How to become root without a question; None when we may not."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None
