"""What ./dev does: sets up what is missing, then runs, tests, checks or measures. Standard library only."""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import system_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = ROOT / "packaging" / "lock"


def environment() -> dict[str, str]:
    """The environment of everything that is started from here."""
    made = dict(os.environ)
    made.pop("PYTHONHOME", None)
    # The window is there in two thirds of the time when Python may keep what it has compiled.
    made.pop("PYTHONDONTWRITEBYTECODE", None)
    made["VIRTUAL_ENV"] = str(VENV)
    made["PATH"] = f"{BIN}{os.pathsep}{made.get('PATH', '')}"
    # Chromium's sandbox refuses to start as root (containers, CI). Only then, and only for what is started from here.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        made["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    return made


def call(*command: str | Path, **more: object) -> int:
    """Run a command in the repository; its exit code."""
    return subprocess.call([str(part) for part in command], cwd=ROOT, env=environment(), **more)  # type: ignore[call-overload, no-any-return]


def must(*command: str | Path) -> None:
    """Run a command and stop when it fails."""
    code = call(*command)
    if code:
        print(f"./dev: this failed with exit code {code}: {' '.join(str(part) for part in command)}", file=sys.stderr)
        raise SystemExit(code)


def is_current(stamp: Path, *inputs: Path | str) -> bool:
    """Whether `stamp` holds the hash of `inputs` (files by content); remembers the hash for `mark`."""
    return stamp.is_file() and stamp.read_text() == digest(*inputs)


def digest(*inputs: Path | str) -> str:
    """SHA-256 over texts and the contents of files."""
    made = hashlib.sha256()
    for part in inputs:
        made.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        made.update(b"\0")
    return made.hexdigest()


def set_up(group: str) -> None:
    """Bring the environment up for `group` (app or dev): libraries, packages, assets, content. Quick when nothing has changed."""
    system_packages.ensure("app" if group == "app" else "dev")
    if not PYTHON.is_file() or call(PYTHON, "-c", "import pip", stderr=subprocess.DEVNULL):
        print("./dev: making .venv", flush=True)
        must(sys.executable, "-m", "venv", "--clear", VENV)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    # What the dev lock installs includes what the app lock does.
    stamps = {name: VENV / f".studydesk-{name}" for name in ("app", "dev")}
    groups = ["dev"] if group == "dev" else ["app", "dev"]
    project = ROOT / "pyproject.toml"
    if not any(is_current(stamps[name], LOCKS / f"{name}.txt", project, version) for name in groups):
        print(f"./dev: installing packages from packaging/lock/{group}.txt", flush=True)
        lock = LOCKS / f"{group}.txt"
        must(
            PYTHON,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "--no-deps",
            "-r",
            lock,
        )
        must(
            PYTHON,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-build-isolation",
            "--no-deps",
            "-e",
            ROOT,
        )
        stamps[group].write_text(digest(lock, project, version))
    must(PYTHON, "-m", "compileall", "-q", ROOT / "src")
    must(PYTHON, ROOT / "packaging" / "fetch_assets.py")
    must(PYTHON, "-m", "studydesk", "curriculum", "build", "--quiet")


def command_setup(rest: list[str]) -> int:
    set_up("dev" if "--app" not in rest else "app")
    print("./dev: ready")
    return 0


def command_run(rest: list[str]) -> int:
    set_up("app")
    return call(PYTHON, "-m", "studydesk", *rest)


def command_test(rest: list[str]) -> int:
    set_up("dev")
    arguments = rest or ["-n", "2", "--dist", "loadgroup"]
    return call(PYTHON, "-m", "pytest", "-p", "no:cacheprovider", *arguments)


def command_check(rest: list[str]) -> int:
    set_up("dev")
    steps: list[tuple[str, tuple[str | Path, ...]]] = [
        ("format", (BIN / "ruff", "format", "--check", ".")),
        ("lint", (BIN / "ruff", "check", ".")),
        ("types", (BIN / "mypy",)),
        ("layers", (BIN / "lint-imports",)),
        ("spelling", (BIN / "codespell", "src", "curriculum", "docs", "README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
        (
            "content",
            (PYTHON, "-m", "studydesk", "curriculum", "check", "--run", *(["--all"] if "--all" in rest else [])),
        ),
    ]
    failed = [name for name, command in steps if print(f"./dev check: {name}", flush=True) or call(*command)]
    print("./dev check: " + (f"failed: {', '.join(failed)}" if failed else "all good"))
    return 1 if failed else 0


def command_format(rest: list[str]) -> int:
    set_up("dev")
    return call(BIN / "ruff", "format", ".") or call(BIN / "ruff", "check", "--fix", ".")


def command_shots(rest: list[str]) -> int:
    set_up("dev")
    return call(PYTHON, ROOT / "packaging" / "shots.py", *rest)


def command_bench(rest: list[str]) -> int:
    set_up("dev")
    folder = ROOT / "benchmarks"
    support = {"__init__", "windows", "bare"}
    names = rest or sorted(file.stem for file in folder.glob("*.py") if file.stem not in support)
    codes = [print(f"== {name}", flush=True) or call(PYTHON, "-m", f"benchmarks.{name}") for name in names]
    return max(codes, default=0)


def command_docs(rest: list[str]) -> int:
    set_up("dev")
    environ = {**environment(), "STUDYDESK_WRITE_DOCS": "1"}
    return subprocess.call(
        [str(PYTHON), "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", "-m", "docs"], cwd=ROOT, env=environ
    )


def command_lock(rest: list[str]) -> int:
    """Write the lock files anew from pyproject.toml, for every platform and Python from 3.11 on."""
    if not (BIN / "uv").exists():
        set_up("dev")
    for group, extra in (("app", ["build"]), ("dev", ["build", "dev", "content"])):
        groups = [part for name in extra for part in ("--group", name)]
        must(
            BIN / "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11", "--no-emit-index-url",
            *(["--upgrade"] if "--upgrade" in rest else []), *groups, "--custom-compile-command", "./dev lock", "pyproject.toml",
            "-o", f"packaging/lock/{group}.txt",
        )  # fmt: skip
    return 0


COMMANDS = {
    "setup": (command_setup, "set everything up"),
    "run": (command_run, "set up what is missing and open the desk; further arguments go to the program"),
    "test": (command_test, "set up what is missing and run the tests; arguments go to pytest"),
    "check": (command_check, "format, lint, types, layers, spelling, content (--all: without the cache)"),
    "format": (command_format, "rewrite the code in the house format"),
    "docs": (command_docs, "write the generated pages of docs/ anew"),
    "shots": (command_shots, "pictures of every page, light and dark, into shots/"),
    "bench": (command_bench, "measure; names of scripts in benchmarks/ or all"),
    "lock": (command_lock, "write packaging/lock/ anew (--upgrade: newest versions)"),
}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="./dev",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"  {name:8} {text}" for name, (_, text) in COMMANDS.items()),
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    try:
        return COMMANDS[arguments.command][0](arguments.rest)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
