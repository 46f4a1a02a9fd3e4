"""The subcommands as the shell sees them: output, JSON, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from studydesk.__main__ import main
from studydesk.store.database import Database, connect
from tests.support.big import START, build_big


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    build_big(tmp_path, share=0.002)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_backup_then_restore_brings_the_notes_back(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, made = run(capsys, "backup", "--data-dir", str(profile))
    assert code == 0
    assert Path(str(made["file"])).stat().st_size == made["bytes"]
    with closing(connect(profile / "studydesk.db")) as connection:
        connection.execute("DELETE FROM setting")
        connection.execute("UPDATE note SET title = 'ruined'")
    code, done = run(capsys, "restore", "--data-dir", str(profile))
    assert code == 0
    assert done["restored"] == made["file"]
    assert Path(str(done["kept"])).exists()
    code, report = run(capsys, "doctor", "--data-dir", str(profile))
    assert (code, report["fine"]) == (0, True)
    code, listed = run(capsys, "backup", "--list", "--data-dir", str(profile))
    assert code == 0
    backups = listed["backups"]
    assert isinstance(backups, list)
    assert [one["file"] for one in backups] == [made["file"]]


def test_doctor_tells_with_its_code_and_repairs(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(connect(profile / "studydesk.db")) as connection:
        connection.execute("DELETE FROM node_status")
    assert main(["doctor", "--data-dir", str(profile)]) == 1
    out = capsys.readouterr().out
    assert "PROBLEM  sums node_status" in out
    assert "--repair" in out
    assert main(["doctor", "--repair", "--data-dir", str(profile)]) == 0
    assert "PROBLEM" not in capsys.readouterr().out


def test_what_cannot_be_done_is_a_sentence_and_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["backup"], ["doctor"], ["restore"], ["restore", str(tmp_path / "nothing.db")]):
        assert main([*command, "--data-dir", str(tmp_path)]) == 3
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.startswith("studydesk: There is no")
        code, facts = run(capsys, *command, "--data-dir", str(tmp_path))
        assert code == 3
        assert str(facts["error"]).startswith("There is no")


def test_restore_and_repair_wait_for_the_window_to_close(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database.open(profile, now=START)
    with database.transaction() as connection:
        connection.execute("DELETE FROM node_status")
    assert main(["backup", "--data-dir", str(profile)]) == 0
    assert main(["restore", "--data-dir", str(profile)]) == 3
    assert main(["doctor", "--repair", "--data-dir", str(profile)]) == 3
    assert "already open" in capsys.readouterr().err
    database.close()


@pytest.mark.parametrize("arguments", [["doctor", "--nonsense"], ["restore", "a", "b"]])
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: studydesk" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["backup", "restore", "doctor"])
def test_no_subcommand_imports_qt(command: str, profile: Path) -> None:
    script = """
        import sys
        from studydesk.__main__ import main
        main(["backup", "--data-dir", sys.argv[2]])
        code = main([sys.argv[1], "--data-dir", sys.argv[2]])
        assert code == 0, code
        loaded = {"PySide6", "shiboken6", "numpy", "sqlite_utils"} & set(sys.modules)
        assert not loaded, loaded
    """
    lines = "\n".join(line[8:] for line in script.splitlines())
    subprocess.run([sys.executable, "-c", lines, command, str(profile)], check=True, timeout=60, capture_output=True)


def test_the_documentation_names_every_option_and_code() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
    for name in (
        "studydesk backup",
        "studydesk restore",
        "studydesk doctor",
        "--list",
        "--repair",
        "--json",
        "--data-dir",
    ):
        assert f"{name}" in text
    for code in (0, 1, 2, 3):
        assert f"| {code} |" in text
