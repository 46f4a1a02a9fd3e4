from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from studydesk.curriculum.lint import lint
from studydesk.curriculum.loader import Loaded, load
from studydesk.curriculum.model import QuestionKind
from studydesk.curriculum.source import MAX_FILE_BYTES, SourceError, ZipSource, open_source, read_text
from tests.support.curricula import LESSON, PLANNED, QUESTIONS, WRITTEN, Files, small_path, write_files, write_zip

SMALL = small_path()


def test_the_small_path_is_read_whole(loaded: Loaded) -> None:
    path = loaded.curriculum
    assert loaded.problems == ()
    assert [block.id for block in path.blocks()] == ["m1w1b1", "m1w1b2"]
    assert [topic.id for _, topic in path.topics()] == [
        "m1w1b1.alpha",
        "m1w1b1.alpha.inner",
        "m1w1b1.beta",
        "m1w1b2.alpha",
    ]
    first, second = path.blocks()
    assert {question.kind for question in first.questions} == set(QuestionKind)
    assert sorted(first.figures) == ["figures/one.svg", "figures/two.svg"]
    assert second.lesson is None
    assert [entry.id for entry in path.capstone_entries(second)[1]] == ["m1w1b2d1"]


def test_a_zip_reads_like_its_folder(tmp_path: Path, files: Files, loaded: Loaded) -> None:
    assert load(write_zip(files, tmp_path / "plain.zip")) == loaded
    assert load(write_zip(files, tmp_path / "around.zip", around="my-path")) == loaded


def test_what_is_no_path_is_a_problem_not_an_exception(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("no zip", encoding="utf-8")
    for place in (tmp_path / "nothing", text):
        assert [problem.rule for problem in load(place).problems] == ["file-unreadable"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert {problem.rule for problem in load(empty).problems} == {"file-missing"}


@pytest.mark.parametrize("name", ["../evil.toml", "/evil.toml", "a/../../evil.toml", "a\\..\\evil.toml", "c:evil.toml"])
def test_zip_entries_never_lead_out(tmp_path: Path, name: str) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("path.toml", "format = 1")
        archive.writestr(zipfile.ZipInfo(name), "x = 1")
    source = open_source(file)
    assert source.names() == {"path.toml"}
    assert [refused for refused, _ in source.refused()] == [name]


def test_zip_links_bombs_and_doubles_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    link = zipfile.ZipInfo("link.toml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("bomb.md", "0" * (MAX_FILE_BYTES - 1))
        archive.writestr("large.md", "ab" * MAX_FILE_BYTES)
        archive.writestr(zipfile.ZipInfo("odd.md"), "x", compress_type=zipfile.ZIP_BZIP2)
        archive.writestr("path.toml", "format = 1")
    source = open_source(file)
    assert source.names() == {"path.toml"}
    assert {name for name, _ in source.refused()} == {"link.toml", "bomb.md", "large.md", "odd.md"}


def test_an_entry_that_lies_about_its_size_does_not_fill_the_memory(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("path.toml", "format = 1\n")
    data = bytearray(file.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (5).to_bytes(4, "little")  # the directory says five bytes
    file.write_bytes(data)
    with pytest.raises(SourceError):
        ZipSource(file).data("path.toml")


def test_links_out_of_the_folder_are_refused(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("## Secret {#m1w1b2.alpha}\n", encoding="utf-8")
    (folder / PLANNED / "lesson.md").symlink_to(secret)
    (folder / PLANNED / "inside.md").symlink_to(folder / LESSON)
    source = open_source(folder)
    assert [name for name, _ in source.refused()] == [f"{PLANNED}/lesson.md"]
    assert f"{PLANNED}/inside.md" in source.names()
    assert [problem.rule for problem in load(folder).problems] == ["file-unreadable"]


def test_text_that_is_not_utf8_and_files_too_large(folder: Path) -> None:
    (folder / LESSON).write_bytes(b"\xff\xfe\x00")
    (folder / "glossary.toml").write_bytes(b"#" * (MAX_FILE_BYTES + 1))
    assert {(p.path, p.rule) for p in load(folder).problems} == {
        (LESSON, "file-unreadable"),
        ("glossary.toml", "file-unreadable"),
    }
    with pytest.raises(SourceError):
        read_text(open_source(folder), "../secret")


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("path.toml", 'version = "1"', "", "field-missing"),
        ("path.toml", 'title = "Small path"', 'title = " "', "field-missing"),
        ("path.toml", 'version = "1"', "version = 1", "field-type"),
        ("path.toml", 'version = "1"', 'version = "1"\nversoin = "1"', "field-unknown"),
        ("path.toml", "format = 1", "format = 2", "format-unknown"),
        ("path.toml", "hours = [2, 4]", "hours = [4, 2]", "field-value"),
        ("path.toml", "hours = [2, 4]", 'hours = "2-4"', "field-type"),
        ("path.toml", 'day = "weekday"', 'day = "monday"', "field-value"),
        ("path.toml", '"m1w1b2-second"]', '"../secret"]', "field-value"),
        ("path.toml", '"m1w1b2-second"]', '"m1w1b3"]', "file-missing"),
        ("path.toml", "[[phase]]", "[[phase]", "toml-syntax"),
        ("path.toml", "format = 1", f"format = {'9' * 5000}", "toml-syntax"),
        ("path.toml", "format = 1", f"format = {'[' * 5000}", "toml-syntax"),
        ("skills.toml", "[[area]]", "[area]", "field-type"),
        ("resources.toml", 'cost = "free"', 'cost = "cheap"', "field-value"),
        ("resources.toml", "year = 2022", "year = 22", "field-value"),
        ("resources.toml", "https://example.org/guide", "javascript:alert(1)", "link-form"),
        (f"{WRITTEN}/block.toml", "minutes = 20", "minutes = true", "field-type"),
        (f"{WRITTEN}/block.toml", 'skills = ["prep.scaling"]', "skills = [1]", "field-type"),
        (QUESTIONS, 'kind = "single"', 'kind = "double"', "field-value"),
        (QUESTIONS, "difficulty = 2", "difficulty = 6", "field-value"),
        (QUESTIONS, "tolerance = 0.01", "tolerance = nan", "field-value"),
        (QUESTIONS, 'items = ["first", "second", "third"]', 'gaps = [["a"]]', "question-field"),
        (QUESTIONS, '["a", "1"]', '["a", "1", "?"]', "question-field"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, files: Files, file: str, old: str, new: str, rule: str) -> None:
    assert old in files[file]
    files[file] = files[file].replace(old, new, 1)
    found = load(write_files(files, tmp_path)).problems
    assert rule in {problem.rule for problem in found}
    assert all(problem.sentence.endswith(".") for problem in found)


TOML = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(SMALL)), data=st.data())
@example(name="path.toml", data=None).via("a file that is cut in the middle")
def test_broken_files_give_problems_and_never_an_exception(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject | None
) -> None:
    files = dict(SMALL)
    text = files[name]
    if data is None:
        files[name] = text[: len(text) // 2]
    else:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 200)))
        files[name] = text[:start] + data.draw(st.text(max_size=30)) + text[end:]
    loaded = load(write_zip(files, tmp_path_factory.mktemp("broken") / "a.zip"))
    lint(loaded.curriculum)


@settings(max_examples=80, deadline=None)
@given(values=st.dictionaries(st.sampled_from(["format", "phase", "schedule", "timeline", "title"]), TOML))
def test_values_of_any_type_give_problems_and_never_an_exception(values: dict[str, object]) -> None:
    import json

    def toml(value: object) -> str:
        match value:
            case dict():
                return "{" + ", ".join(f"{json.dumps(str(k))} = {toml(v)}" for k, v in value.items()) + "}"
            case list():
                return "[" + ", ".join(toml(item) for item in value) + "]"
            case None:
                return '""'
            case float():
                return str(value)
            case _:
                return json.dumps(value)

    class Memory:
        def names(self) -> frozenset[str]:
            return frozenset({"path.toml"})

        def refused(self) -> tuple[tuple[str, str], ...]:
            return ()

        def data(self, name: str) -> bytes:
            return "\n".join(f"{key} = {toml(value)}" for key, value in values.items()).encode("utf-8", "replace")

    loaded = load(Memory())
    assert loaded.problems
    lint(loaded.curriculum)
