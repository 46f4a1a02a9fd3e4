"""Compilation into content.db and reading it back."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest

from studydesk.curriculum import compile as compiling
from studydesk.curriculum.compile import compile_path
from studydesk.curriculum.content import Content
from studydesk.curriculum.inputs import built_from, input_hash
from studydesk.curriculum.loader import Loaded, load
from studydesk.curriculum.tree import learning_path
from studydesk.curriculum.values import Page
from studydesk.domain.errors import ExpectedError
from studydesk.domain.path import NodeKind
from tests.support.curricula import LESSON, WRITTEN, Files, write_files

VOID = {"br", "hr", "img", "input", "wbr"}


class Checker(HTMLParser):
    """Elements must close in the order in which they open, and ids must not repeat."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.ids: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.stack or self.stack.pop() != tag:
            self.wrong.append(tag)


def check_html(page: Page) -> None:
    checker = Checker()
    checker.feed(page.html)
    checker.close()
    assert not checker.wrong, page.id
    assert not checker.stack, page.id
    assert len(checker.ids) == len(set(checker.ids)), page.id
    assert page.html.count("<h1") == 1, page.id
    assert {entry.id for entry in page.toc} <= set(checker.ids), page.id


@pytest.fixture
def content(loaded: Loaded, tmp_path: Path) -> Iterator[Content]:
    compile_path(loaded.curriculum, tmp_path / "content.db", inputs="abc")
    with closing(Content.open(tmp_path / "content.db")) as opened:
        yield opened


def test_the_tree_comes_back_as_it_was(loaded: Loaded, content: Content) -> None:
    path = content.path()
    assert path == learning_path(loaded.curriculum)
    assert list(path.nodes) == [node.id for node in path.walk()]
    assert content.path() is path
    assert path.nodes["m1w1b1.alpha"].children == ("m1w1b1.alpha.inner",)
    assert path.nodes["m1w1b1.alpha"].has_lesson
    assert not path.nodes["m1w1b2.alpha"].has_lesson
    assert path.nodes["m1w1b2"].hours == (1, 2)
    assert path.resources["m1w1b1r1"].authors == ("A. Author",)
    assert path.skills["prep.scaling"].area == "prep"


def test_requirements_and_deliverables_share_the_hours_of_a_block_without_topics(tmp_path: Path, files: Files) -> None:
    block = f"{'m1w1b2-second'}/block.toml"
    files[block] = files[block].split("[[topic]]")[0]
    path = learning_path(load(write_files(files, tmp_path)).curriculum)
    kinds = {child: path.nodes[child].kind for child in path.nodes["m1w1b2"].children}
    assert kinds == {"m1w1b2r1": NodeKind.REQUIREMENT, "m1w1b2d1": NodeKind.DELIVERABLE}
    assert [path.nodes[child].minutes for child in kinds] == [45, 45]


def test_every_node_and_resource_has_a_sound_page(content: Content) -> None:
    path = content.path()
    wanted = {path.page_of(node) for node in path.nodes} | {"path"} | {f"resource:{item}" for item in path.resources}
    for page_id in wanted:
        page = content.page(page_id)
        assert page is not None, page_id
        assert page.minutes >= 1
        check_html(page)
    assert set(content.page_minutes()) == wanted
    assert content.page("m1w1b1.alpha.inner") is None
    assert content.page("nothing") is None


def test_every_link_of_a_page_leads_somewhere(content: Content) -> None:
    path = content.path()
    for page_id in content.page_minutes():
        page = content.page(page_id)
        assert page is not None
        for address in re.findall(r'href="(studydesk://[^"]+)"', page.html):
            kind, _, rest = address.removeprefix("studydesk://").partition("/")
            target, _, fragment = rest.partition("#")
            if kind == "page":
                shown = content.page(target)
                assert shown is not None, address
                assert not fragment or f'id="{fragment}"' in shown.html, address
            elif kind == "resource":
                assert target in path.resources
            else:
                assert kind == "term"
                assert content.glossary(target) is not None


def test_the_lesson_page_holds_lesson_figures_and_nested_topics(content: Content) -> None:
    page = content.page("m1w1b1.alpha")
    assert page is not None
    assert page.html.count("<svg") == 2
    assert '<h1 id="m1w1b1.alpha">The topic alpha (in short)</h1>' in page.html
    assert [(entry.id, entry.level) for entry in page.toc] == [("m1w1b1.alpha.inner", 2)]
    assert "not written yet" not in page.html
    assert page.words > 600
    assert page.minutes == 3
    beta = content.page("m1w1b1.beta")
    assert beta is not None
    assert 'href="studydesk://page/m1w1b1.alpha"' in beta.html  # "Builds on"
    assert "Month 1" in beta.html
    assert "Week 1" in beta.html


def test_a_topic_without_a_lesson_says_so_and_shows_its_plan(content: Content) -> None:
    page = content.page("m1w1b2.alpha")
    block = content.page("m1w1b2")
    assert page is not None
    assert block is not None
    assert "not written yet" in page.html
    assert "not written yet" in block.html
    assert "What is alpha?" in page.html
    assert "Try the thing" in page.html


def test_the_rest_of_the_path_is_there(content: Content) -> None:
    assert content.build_id == "abc"
    assert content.questions_count("m1w1b1") == 25
    assert content.questions_count("m1w1b2") == 0
    term = content.glossary("iqr")
    assert term is not None
    assert term.aliases == ("IQR",)
    assert term.html == "The width of the <em>middle half</em>."
    assert content.glossary("gone") is None
    assert content.extras.schedule[0].span == (30, 30)
    assert [row.milestone for row in content.extras.timeline] == ["Done"]
    assert content.extras.portfolio[0].detail == "m1"
    resource = content.resource_page("m1w1b1r1")
    assert resource is not None
    assert "BSD-3-Clause" in resource.html


def test_renamed_things_are_found_by_their_old_ids(tmp_path: Path, files: Files) -> None:
    files["resources.toml"] = files["resources.toml"].replace(
        'id = "m1w1b1r1"', 'id = "m1w1b1r1"\nrenamed_from = ["r-old"]'
    )
    files["glossary.toml"] = files["glossary.toml"].replace('id = "iqr"', 'id = "iqr"\nrenamed_from = ["range"]')
    block = f"{WRITTEN}/block.toml"
    files[block] = files[block].replace('id = "m1w1b1.beta"', 'id = "m1w1b1.beta"\nrenamed_from = ["m1w1b1.b"]')
    loaded = load(write_files(files, tmp_path / "path"))
    compile_path(loaded.curriculum, tmp_path / "content.db", inputs="x")
    with closing(Content.open(tmp_path / "content.db")) as content:
        assert content.path().resolve("m1w1b1.b") == "m1w1b1.beta"
        assert content.resource_page("r-old") == content.resource_page("m1w1b1r1")
        assert content.glossary("range") == content.glossary("iqr")


def test_the_full_text_index_finds_words_of_lessons_and_plans(content: Content, tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "content.db")
    find = "SELECT node FROM section_fts WHERE section_fts MATCH ? ORDER BY rank"
    assert database.execute(find, ("text123",)).fetchone() is not None
    assert database.execute(find, ("explain AND alpha",)).fetchall() == [("m1w1b2.alpha",)]
    database.close()


def test_the_content_is_read_only(content: Content) -> None:
    with pytest.raises(sqlite3.OperationalError):
        content._connection.execute("DELETE FROM node")


def test_the_same_inputs_give_the_same_bytes(loaded: Loaded, tmp_path: Path) -> None:
    one, two = tmp_path / "1.db", tmp_path / "2.db"
    compile_path(loaded.curriculum, one, inputs="x")
    compile_path(loaded.curriculum, two, inputs="x")
    assert one.read_bytes() == two.read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_file()) == ["1.db", "2.db"]


def test_a_compilation_that_fails_leaves_the_old_file(
    loaded: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out" / "content.db"
    compile_path(loaded.curriculum, output, inputs="x")
    before = output.read_bytes()

    def full(_file: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compiling, "_flush", full)
    with pytest.raises(OSError, match="No space"):
        compile_path(loaded.curriculum, output, inputs="y")
    assert output.read_bytes() == before
    assert [file.name for file in output.parent.iterdir()] == ["content.db"]


def test_a_file_that_is_open_is_replaced_under_the_reader(loaded: Loaded, content: Content, tmp_path: Path) -> None:
    compile_path(loaded.curriculum, tmp_path / "content.db", inputs="new")
    assert content.page("path") is not None
    assert content.build_id == "abc"
    with closing(Content.open(tmp_path / "content.db")) as opened:
        assert opened.build_id == "new"


def test_what_cannot_be_opened_is_said_in_a_sentence(content: Content, tmp_path: Path) -> None:
    file = tmp_path / "content.db"
    with pytest.raises(ExpectedError, match="not there"):
        Content.open(tmp_path / "none.db")
    (tmp_path / "text.db").write_text("no database, but a text that is long enough" * 20, encoding="utf-8")
    with pytest.raises(ExpectedError, match="cannot be read"):
        Content.open(tmp_path / "text.db")
    (tmp_path / "empty.db").touch()
    with pytest.raises(ExpectedError, match="format 0"):
        Content.open(tmp_path / "empty.db")
    content.close()
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(ExpectedError, match="format 99"):
        Content.open(file)


def test_the_input_hash_sees_every_change_that_matters(folder: Path, loaded: Loaded, tmp_path: Path) -> None:
    before = input_hash(folder)
    assert input_hash(folder) == before
    (folder / WRITTEN / "figures" / "one.py").write_text("# not part of content.db", encoding="utf-8")
    assert input_hash(folder) == before
    (folder / LESSON).rename(folder / WRITTEN / "other.md")
    assert input_hash(folder) != before
    compile_path(loaded.curriculum, tmp_path / "content.db", inputs=before)
    assert built_from(tmp_path / "content.db") == before
    assert built_from(tmp_path / "none.db") is None
    (tmp_path / "text.db").write_text("no database" * 100, encoding="utf-8")
    assert built_from(tmp_path / "text.db") is None


def test_reading_content_imports_neither_loader_nor_renderer() -> None:
    code = "import sys, studydesk.curriculum.content; print(' '.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = set(run.stdout.split())
    unwanted = {"tomllib", "markdown", "nh3", "quickjs", "studydesk.curriculum.loader", "studydesk.render", "numpy"}
    assert not modules & unwanted
