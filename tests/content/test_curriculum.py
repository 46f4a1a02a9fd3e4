"""The real path: no problem that can be found without running its code (`studydesk curriculum check --run` does that)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from studydesk.curriculum.compile import compile_path
from studydesk.curriculum.content import Content
from studydesk.curriculum.lint import lint
from studydesk.curriculum.loader import Loaded, load
from studydesk.curriculum.markup import formula_check
from studydesk.domain.places import curriculum_dir
from tests.unit.curriculum.test_content import check_html


@pytest.fixture(scope="module")
def real() -> Loaded:
    return load(curriculum_dir())


@pytest.fixture(scope="module")
def content(real: Loaded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Content]:
    file: Path = tmp_path_factory.mktemp("real") / "content.db"
    compiled = compile_path(real.curriculum, file, inputs="test")
    if formula_check() is not None:
        assert compiled.problems == ()
    with closing(Content.open(file)) as opened:
        yield opened


def test_the_path_breaks_no_rule(real: Loaded) -> None:
    problems = (*real.problems, *lint(real.curriculum, formula_check=formula_check()))
    assert not problems, "\n".join(map(str, problems))


def test_the_path_is_the_whole_document(real: Loaded) -> None:
    path = real.curriculum
    blocks = list(path.blocks())
    assert len(blocks) == 34
    assert len(list(path.topics())) == 176
    assert sum(len(block.exercises) for block in blocks) == 80
    assert len(path.resources) == 103
    assert 60 <= len(path.skills) <= 80
    assert (len(path.requirements), len(path.deliverables)) == (6, 5)


def test_every_page_is_sound(content: Content) -> None:
    pages = content.page_minutes()
    for page_id in pages:
        page = content.page(page_id)
        assert page is not None
        check_html(page)
    assert {content.path().page_of(node) for node in content.path().nodes} <= set(pages)
