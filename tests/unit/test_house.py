"""What the house asks of every file."""

from __future__ import annotations

import statistics
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_no_file_grows_past_600_lines_and_most_stay_small() -> None:
    sizes = {file: lines(file) for file in SOURCES}
    assert {str(file): size for file, size in sizes.items() if size > 600} == {}
    assert statistics.median(sizes.values()) <= 150


def test_annotations_are_never_evaluated() -> None:
    with_code = [
        file
        for file in SOURCES
        if "import " in file.read_text(encoding="utf-8") or "def " in file.read_text(encoding="utf-8")
    ]
    asked = "from __future__ import annotations"
    assert [str(file.relative_to(ROOT)) for file in with_code if asked not in file.read_text(encoding="utf-8")] == []


def test_every_module_says_what_it_is() -> None:
    silent = [str(file.relative_to(ROOT)) for file in SOURCES if not file.read_text(encoding="utf-8").startswith('"""')]
    assert silent == [str(path) for path in silent if (ROOT / path).stat().st_size == 0]
