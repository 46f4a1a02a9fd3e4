"""The set-up's way to fonts, icons and Temml: only what the lock names, only when the hash is right."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import sys
import tarfile
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).resolve().parents[2] / "packaging" / "fetch_assets.py"


@pytest.fixture(scope="module")
def fetcher() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fetch_assets", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fetch_assets"] = module
    spec.loader.exec_module(module)
    return module


def tarball(place: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(place, "w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("package/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return place


def lock_file(place: Path, archive: Path, to: str = "fonts/a.ttf") -> Path:
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    place.write_text(
        f'[[package]]\nsource = "npm"\nname = "a"\nversion = "1"\nlicence = "MIT"\nabout = "x"\nintegrity = "sha512-{digest}"\n'
        f'names = ["x", "y"]\n[package.files]\n"package/a.ttf" = "{to}"\n[package.each]\n"package/i/{{}}.svg" = "icons/{{}}.svg"\n',
        encoding="utf-8",
    )
    return place


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tarball(
        tmp_path / "a-1.tgz",
        {
            "package/a.ttf": b"face",
            "package/i/x.svg": b"x",
            "package/i/y.svg": b"y",
            "../evil": b"e",
            "package/other": b"o",
        },
    )


def test_only_named_files_come_out_once(
    fetcher: ModuleType, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, target = lock_file(tmp_path / "lock.toml", archive), tmp_path / "shipped" / "assets"
    monkeypatch.setattr(fetcher, "download", lambda package, folder: archive)
    assert fetcher.fetch(lock, target) is True
    found = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    assert found == {".stamp", "fonts/a.ttf", "icons/x.svg", "icons/y.svg", "licences/INDEX.txt"}
    assert fetcher.fetch(lock, target) is False
    (target / "icons" / "x.svg").unlink()
    assert fetcher.fetch(lock, target) is True


def test_another_file_is_refused_and_nothing_changes(
    fetcher: ModuleType, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, target = lock_file(tmp_path / "lock.toml", archive), tmp_path / "shipped" / "assets"
    monkeypatch.setattr(fetcher, "download", lambda package, folder: archive)
    fetcher.fetch(lock, target)
    (target / ".stamp").unlink()
    tarball(archive, {"package/a.ttf": b"another"})
    with pytest.raises(fetcher.FetchError, match="Nothing was unpacked"):
        fetcher.fetch(lock, target)
    assert (target / "fonts" / "a.ttf").read_bytes() == b"face"


@pytest.mark.parametrize("to", ["../a.ttf", "/tmp/a.ttf", "fonts/../../a.ttf"])
def test_the_lock_cannot_lead_out(fetcher: ModuleType, archive: Path, tmp_path: Path, to: str) -> None:
    with pytest.raises(fetcher.FetchError, match="outside"):
        fetcher.read_lock(lock_file(tmp_path / "lock.toml", archive, to))


@pytest.mark.parametrize("member", ["package/nosuch", "package/link"])
def test_what_is_no_file_of_the_archive_is_said(
    fetcher: ModuleType, archive: Path, tmp_path: Path, member: str
) -> None:
    with pytest.raises(fetcher.FetchError, match="holds no"):
        fetcher.unpack(archive, {member: "x"}, tmp_path / "out")


def test_wheels_are_read_too(fetcher: ModuleType, tmp_path: Path) -> None:
    wheel = tmp_path / "a.whl"
    with zipfile.ZipFile(wheel, "w") as opened:
        opened.writestr("a/b.ttf", b"face")
    fetcher.verify(wheel, "sha256-" + hashlib.sha256(wheel.read_bytes()).hexdigest())
    fetcher.unpack(wheel, {"a/b.ttf": "fonts/b.ttf"}, tmp_path / "out")
    assert (tmp_path / "out" / "fonts" / "b.ttf").read_bytes() == b"face"


def test_without_a_network_a_sentence_says_so(fetcher: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(fetcher.FetchError, match="is this machine online"):
        fetcher._run([sys.executable, "-c", "import sys; sys.exit('no route')"], "a 1")


def test_the_lock_names_a_licence_for_every_package(fetcher: ModuleType) -> None:
    packages = fetcher.read_lock(fetcher.LOCK)
    assert all(package.licence and package.integrity.startswith(("sha512-", "sha256-")) for package in packages)
    licences = {place for package in packages for place in package.files.values() if place.startswith("licences/")}
    assert len(licences) == 7
