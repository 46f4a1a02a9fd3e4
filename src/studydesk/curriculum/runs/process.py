"""One piece of code in a process of its own: a folder of its own, a wall limit, no network, and a memory of earlier runs."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

from studydesk.curriculum.rules import RUN_SECONDS

PRELUDE = Path(__file__).with_name("prelude.py")
#: packages whose version may change what code prints
PACKAGES = (
    "numpy",
    "pandas",
    "scipy",
    "scikit-learn",
    "imbalanced-learn",
    "statsmodels",
    "category-encoders",
    "matplotlib",
)
_ERROR_LINES = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """Code to run. `files` are put beside it by relative name; `wanted` is the file it makes, "" when its output is asked for."""

    script: str
    code: str
    files: dict[str, str] = field(default_factory=dict)
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`text` is what was printed, or the wanted file; `error` a sentence when the run failed. `seconds` of wall time."""

    text: str
    error: str
    seconds: float


class Runner:
    """Runs pieces, remembering what they gave under a hash of code, files, interpreter and package versions."""

    def __init__(self, cache_dir: Path, *, ignore_cache: bool = False, limit: float = RUN_SECONDS) -> None:
        self._cache_dir = cache_dir
        self._ignore_cache = ignore_cache
        self._limit = limit

    def run(self, piece: Piece) -> tuple[Outcome, bool]:
        """The outcome, and whether it was remembered. Failures are not remembered: the machine may have been busy."""
        file = self._cache_dir / f"{_key(piece)}.json"
        if not self._ignore_cache:
            try:
                return Outcome(**json.loads(file.read_text(encoding="utf-8"))), True
            except (OSError, ValueError, TypeError):
                pass
        outcome = run_piece(piece, limit=self._limit, cache_dir=self._cache_dir)
        if not outcome.error:
            self._cache_dir.mkdir(parents=True, exist_ok=True)
            draft = file.with_suffix(f".{os.getpid()}")
            draft.write_text(json.dumps(asdict(outcome)), encoding="utf-8")
            draft.replace(file)
        return outcome, False


def run_piece(piece: Piece, *, limit: float, cache_dir: Path) -> Outcome:
    """Run now, at most `limit` seconds. Never raises for what the code does."""
    with tempfile.TemporaryDirectory(prefix="studydesk-run-") as name:
        home = Path(name)
        script = home / "path" / piece.script
        for relative, text in {piece.script: piece.code, **piece.files}.items():
            place = home / "path" / relative
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-s", str(PRELUDE), str(script)],
            cwd=script.parent,
            env=_environment(home, cache_dir),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        try:
            printed, complaints = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            _kill(process)
            process.communicate()
            return Outcome("", f"It ran for more than {limit:g} seconds.", limit)
        seconds = time.perf_counter() - started
        if process.returncode:
            last = " / ".join(line.strip() for line in complaints.strip().splitlines()[-_ERROR_LINES:])
            return Outcome(printed, f"It ended with code {process.returncode}: {last}", seconds)
        if not piece.wanted:
            return Outcome(printed, "", seconds)
        made = home / "path" / piece.wanted
        if not made.is_file():
            return Outcome("", f"It made no {Path(piece.wanted).name}.", seconds)
        return Outcome(made.read_text(encoding="utf-8", errors="replace"), "", seconds)


@cache
def versions() -> dict[str, str]:
    """Versions of the interpreter and of the packages that are installed."""
    from importlib.metadata import PackageNotFoundError, version

    found = {"python": sys.version.split()[0]}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _key(piece: Piece) -> str:
    parts = [piece.script, piece.code, piece.wanted, versions(), piece.files, PRELUDE.read_text(encoding="utf-8")]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _environment(home: Path, cache_dir: Path) -> dict[str, str]:
    """Nothing of the caller's but what finds programs: a home of its own, one thread, a fixed hash seed."""
    # matplotlib looks at every font once; that list is kept between runs.
    fonts = cache_dir / "matplotlib"
    fonts.mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "TMPDIR": str(home),
        "MPLCONFIGDIR": str(fonts.resolve()),
        "MPLBACKEND": "svg",
        # Figures import `_figure` from the top of the path.
        "PYTHONPATH": str(home / "path"),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "LOKY_MAX_CPU_COUNT": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def _kill(process: subprocess.Popen[str]) -> None:
    """The process and whatever it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
