from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from studydesk.domain.errors import ExpectedError
from studydesk.store.backup import backups
from studydesk.store.database import Database, connect
from studydesk.store.doctor import Report, examine_profile, repair_profile
from tests.support.big import build_big

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    build_big(tmp_path, share=0.005)
    return tmp_path


def problems(report: Report) -> set[str]:
    return {finding.check for finding in report.findings if not finding.is_fine}


def spoil(data_dir: Path, *statements: str) -> None:
    with closing(connect(data_dir / "studydesk.db")) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)


def test_a_sound_file_is_fine_also_while_it_is_open(profile: Path) -> None:
    database = Database.open(profile, now=NOW)
    report = examine_profile(profile)
    database.close()
    assert report.is_fine
    assert report.counts["note"] == 100
    assert len(report.findings) == 7


SPOILS = {
    "sums node_status": "UPDATE node_status SET status = 'skipped'",
    "sums day_minutes": "UPDATE day_minutes SET seconds = seconds + 1",
    "search index": "UPDATE note SET body = 'quite another text'",
    "references": "INSERT INTO note_tag VALUES ('nobody', 'tag')",
}


@pytest.mark.parametrize("check", SPOILS)
def test_what_is_derived_is_found_wrong_and_made_anew(profile: Path, check: str) -> None:
    spoil(profile, SPOILS[check])
    assert problems(examine_profile(profile)) == {check}
    assert repair_profile(profile, now=NOW).is_fine
    assert len(backups(profile)) == 1


def test_a_missing_picture_is_told_but_cannot_be_repaired(profile: Path) -> None:
    spoil(profile, "INSERT INTO note_attachment SELECT id, 'abc' FROM note LIMIT 1")
    report = repair_profile(profile, now=NOW)
    assert problems(report) == {"pictures"}
    assert backups(profile) == []


def test_a_damaged_file_is_told(profile: Path) -> None:
    file = profile / "studydesk.db"
    data = bytearray(file.read_bytes())
    for page in range(len(data) // 8192, len(data) // 4096):
        data[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    file.write_bytes(data)
    report = examine_profile(profile)
    assert not report.is_fine
    assert file.read_bytes() == bytes(data)


def test_without_a_file_there_is_nothing_to_examine(tmp_path: Path) -> None:
    with pytest.raises(ExpectedError, match="There is no"):
        examine_profile(tmp_path)
