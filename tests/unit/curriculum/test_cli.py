"""`studydesk curriculum …` as a shell sees it."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from studydesk import cli
from studydesk.curriculum.content import Content
from tests.support.curricula import LESSON, Files, write_files, write_zip


def build_id(file: Path) -> str:
    with closing(Content.open(file)) as content:
        return content.build_id


def test_check_says_nothing_of_a_sound_path(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["curriculum", "check", str(folder)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "0 problems in 4 topics, 25 questions.\n"


def test_check_prints_every_problem(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / LESSON).write_text("", encoding="utf-8")
    assert cli.main(["curriculum", "check", str(folder)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert f"{LESSON}: section-missing: m1w1b1.beta has no section." in lines


def test_check_answers_in_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "glossary.toml").unlink()
    assert cli.main(["curriculum", "check", "--json", str(folder)]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert {problem["rule"] for problem in answer["problems"]} == {"link-broken"}
    assert answer["counts"] == {"topics": 4, "questions": 25}


def test_check_runs_what_runs(tmp_path: Path, files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    files[LESSON] = files[LESSON].replace("print(1 + 1)", "print(3)", 1)
    folder = write_files(files, tmp_path / "curriculum")
    assert cli.main(["curriculum", "check", "--run", "--json", str(folder)]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert [problem["rule"] for problem in answer["problems"]] == ["run-different"]
    assert answer["counts"]["runs"] == 7
    assert (tmp_path / ".cache" / "curriculum").is_dir()


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("check", "build", "export"):
        assert cli.main(["curriculum", verb, str(tmp_path / "none")]) == 2
    assert "is not there" in capsys.readouterr().err


def test_build_works_once_and_again_when_something_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = folder.parent / "content.db"
    command = ["curriculum", "build", str(folder), "--output", str(output), "--json"]
    assert cli.main(command) == 0
    assert json.loads(capsys.readouterr().out)["built"] is True
    first = build_id(output)
    assert cli.main(command) == 0
    assert json.loads(capsys.readouterr().out)["built"] is False
    assert cli.main([*command, "--force"]) == 0
    assert json.loads(capsys.readouterr().out)["built"] is True
    lesson = folder / LESSON
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("What is it?", "What can it be?"), encoding="utf-8")
    assert cli.main(command) == 0
    assert json.loads(capsys.readouterr().out)["built"] is True
    assert build_id(output) != first


def test_build_keeps_the_old_file_when_the_path_is_broken(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = folder.parent / "content.db"
    command = ["curriculum", "build", str(folder), "--output", str(output)]
    assert cli.main(command) == 0
    before = output.read_bytes()
    (folder / "skills.toml").write_text("[[", encoding="utf-8")
    assert cli.main(command) == 1
    assert "toml-syntax" in capsys.readouterr().err
    assert output.read_bytes() == before


def test_build_says_when_the_place_cannot_be_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder.parent / "file").touch()
    output = folder.parent / "file" / "content.db"
    assert cli.main(["curriculum", "build", str(folder), "--output", str(output)]) == 3
    assert "could not be written" in capsys.readouterr().err


def test_build_takes_a_zip(tmp_path: Path, files: Files) -> None:
    archive = write_zip(files, tmp_path / "a.zip", around="path")
    assert cli.main(["curriculum", "build", str(archive), "--output", str(tmp_path / "content.db")]) == 0
    with closing(Content.open(tmp_path / "content.db")) as content:
        assert "m1w1b1.beta" in content.path().nodes


def test_export_has_the_fields_that_coverage_reads(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["curriculum", "export", "--json", str(folder)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["format"] == 1
    first = answer["blocks"][0]
    assert (first["id"], first["hours"], first["figures"], first["questions"]) == ("m1w1b1", [1, 2], 2, 25)
    alpha = first["topics"][0]
    assert alpha["words"] >= 300
    assert (alpha["examples"], alpha["questions"], alpha["minutes"]) == (1, 6, 20)
    assert alpha["topics"][0]["id"] == "m1w1b1.alpha.inner"
    assert first["exercises"] == [{"id": "m1w1b1e1", "title": "Try it", "lab": False}]
    assert first["resources"] == [{"id": "m1w1b1r1", "title": "The guide"}]
    assert answer["key_resources"] == [{"id": "key01", "title": "The book"}]
    lists = (
        "schedule",
        "assessment",
        "portfolio",
        "outcomes",
        "next_steps",
        "timeline",
        "requirements",
        "deliverables",
    )
    assert [len(answer[name]) for name in lists] == [1] * 8
    assert answer["deliverables"][0]["lab"] is False


def test_export_gives_the_ids_for_the_ledger(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["curriculum", "export", "--ids", str(folder)]) == 0
    ids = capsys.readouterr().out
    (folder / "published-ids.txt").write_text(ids, encoding="utf-8")
    assert "m1w1b1.q001" in ids.split()
    assert cli.main(["curriculum", "check", str(folder)]) == 0


def test_a_build_with_nothing_to_do_imports_little(folder: Path) -> None:
    output = folder.parent / "content.db"
    command = ["curriculum", "build", str(folder), "--output", str(output)]
    assert cli.main(command) == 0
    code = f"import sys; from studydesk import cli; assert cli.main({command!r}) == 0; print(' '.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"markdown", "tomllib", "nh3", "PySide6", "numpy"} & set(run.stdout.split())


def test_rules_prints_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["curriculum", "rules"]) == 0
    assert "| `id-unique` |" in capsys.readouterr().out


def test_a_quiet_build_speaks_of_trouble_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["curriculum", "build", str(folder), "--output", str(folder.parent / "content.db"), "--quiet"]
    assert cli.main(command) == 0
    assert cli.main(command) == 0
    assert capsys.readouterr().out == ""
    (folder / "skills.toml").write_text("[[", encoding="utf-8")
    assert cli.main(command) == 1
    assert "Not built" in capsys.readouterr().out
