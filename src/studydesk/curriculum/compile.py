"""Compiles a loaded path into content.db: written beside its place, then renamed over it, so that a reader never sees half a file."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from studydesk.curriculum.content import FORMAT
from studydesk.curriculum.markup import Markup
from studydesk.curriculum.model import Block, Curriculum, Entry, Question
from studydesk.curriculum.pages.block import block_page, entry_page, exercise_page
from studydesk.curriculum.pages.draft import Atlas, PageDraft
from studydesk.curriculum.pages.plan import path_page, phase_page, week_page
from studydesk.curriculum.pages.resource import resource_page
from studydesk.curriculum.pages.topic import plain_text, topic_page
from studydesk.curriculum.tree import learning_path
from studydesk.domain.path import LearningPath, NodeKind

_SCHEMA = Path(__file__).with_name("schema.sql")
#: "stdy", so that `file` and other programs can tell whose database it is
APPLICATION_ID = 0x73746479


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a compilation wrote; `problems` are sentences about what could not be shown as meant."""

    file: Path
    pages: int
    questions: int
    problems: tuple[str, ...]


def compile_path(curriculum: Curriculum, output: Path, *, inputs: str) -> Compiled:
    """Write `curriculum` to `output`; `inputs` is the hash of what it was made from. OSError when the disk refuses.

    The same inputs give the same bytes. On any error the old file stays as it was.
    """
    path = learning_path(curriculum)
    atlas = Atlas(curriculum, path, Markup(partial(_address, path), curriculum.terms))
    pages = list(all_pages(atlas))
    output.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{output.name}-", dir=output.parent)
    os.close(handle)
    draft = Path(name)
    try:
        with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.executescript(_SCHEMA.read_text(encoding="utf-8"))
            database.execute("BEGIN")
            _write(database, atlas, pages, inputs)
            database.execute("COMMIT")
            database.execute(f"PRAGMA user_version = {FORMAT}")
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _flush(draft)
        draft.chmod(0o644)
        draft.replace(output)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    questions = sum(len(block.questions) for block in curriculum.blocks())
    return Compiled(output, len(pages), questions, tuple(dict.fromkeys(atlas.markup.problems)))


def all_pages(atlas: Atlas) -> Iterator[PageDraft]:
    """Every page of the path: overview, phases, weeks, blocks and what is in them, resources."""
    yield path_page(atlas)
    for phase in atlas.curriculum.phases:
        yield phase_page(atlas, phase)
        for week in phase.weeks:
            yield week_page(atlas, phase, week)
            for block in week.blocks:
                yield from _block_pages(atlas, block)
    for resource in atlas.curriculum.resources:
        yield resource_page(atlas, resource)


def _block_pages(atlas: Atlas, block: Block) -> Iterator[PageDraft]:
    yield block_page(atlas, block)
    for topic in block.topics:
        yield topic_page(atlas, block, topic)
    for exercise in block.exercises:
        yield exercise_page(atlas, block, exercise)
    requirements, deliverables = atlas.curriculum.capstone_entries(block)
    for entry in requirements:
        yield entry_page(atlas, block, entry, NodeKind.REQUIREMENT.value)
    for entry in deliverables:
        yield entry_page(atlas, block, entry, NodeKind.DELIVERABLE.value)


def _address(path: LearningPath, node_id: str) -> str | None:
    if node_id not in path.nodes:
        return None
    page = path.page_of(node_id)
    return f"studydesk://page/{page}" + (f"#{node_id}" if page != node_id else "")


def _write(database: sqlite3.Connection, atlas: Atlas, pages: list[PageDraft], inputs: str) -> None:
    curriculum, path, markup = atlas.curriculum, atlas.path, atlas.markup
    meta = {
        "id": path.id,
        "title": path.title,
        "version": path.version,
        "summary": curriculum.summary,
        "inputs": inputs,
    }
    _insert(database, "meta", meta.items())
    _insert(
        database,
        "node",
        (
            (
                position,
                node.id,
                node.kind.value,
                node.title,
                node.short,
                node.parent,
                " ".join(node.children),
                node.minutes,
                *(node.hours or (None, None)),
                " ".join(node.skills),
                " ".join(node.prerequisites),
                node.question,
                int(node.has_lesson),
                " ".join(node.renamed_from),
            )
            for position, node in enumerate(path.nodes.values())
        ),
    )
    _insert(database, "area", ((n, a.id, a.title, " ".join(a.skills)) for n, a in enumerate(path.areas)))
    _insert(database, "skill", ((n, s.id, s.area, s.title, s.can) for n, s in enumerate(path.skills.values())))
    _insert(
        database,
        "resource",
        (
            (
                position,
                item.id,
                item.title,
                "\n".join(item.authors),
                item.kind,
                item.level,
                item.cost,
                item.licence,
                item.address,
                item.about,
                item.offline,
                " ".join(item.blocks),
                " ".join(item.topics),
                item.key,
                item.year,
            )
            for position, item in enumerate(path.resources.values())
        ),
    )
    _insert(database, "renamed", _renamed(curriculum))
    _insert(database, "page", ((p.id, p.kind, p.title, p.words, p.minutes, p.html) for p in pages))
    _insert(database, "toc", ((p.id, n, t.id, t.title, t.level) for p in pages for n, t in enumerate(p.toc)))
    _insert(
        database,
        "glossary",
        ((t.id, t.term, "\n".join(t.aliases), markup.definition(t.id), t.topic) for t in curriculum.terms),
    )
    _insert(database, "question", _questions(curriculum, markup))
    _insert(database, "extra", _extras(curriculum, markup))
    _insert(database, "section_fts", _sections(curriculum))


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[Iterable[object]]) -> None:
    """Insert whole rows in the order of the table's columns; `table` is a name of ours."""
    (width,) = database.execute("SELECT count(*) FROM pragma_table_info(?)", (table,)).fetchone()
    database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", (tuple(row) for row in rows))


def _renamed(curriculum: Curriculum) -> Iterator[tuple[str, str, str]]:
    spaces = {
        "resource": [resource.id for resource in curriculum.resources],
        "skill": [skill.id for skill in curriculum.skills],
        "term": [term.id for term in curriculum.terms],
    }
    for kind, ids in spaces.items():
        for present in ids:
            for old in curriculum.renamed.get(present, ()):
                yield old, kind, present


def _questions(curriculum: Curriculum, markup: Markup) -> Iterator[tuple[object, ...]]:
    position = 0
    for block in curriculum.blocks():
        for question in block.questions:
            yield (
                position,
                question.id,
                block.id,
                question.topic,
                question.kind.value,
                question.demand.value,
                question.difficulty,
                " ".join(question.skills),
                question.passage,
                " ".join(question.renamed_from),
                json.dumps(question_body(question, markup), ensure_ascii=False, separators=(",", ":")),
            )
            position += 1


def question_body(question: Question, markup: Markup) -> dict[str, object]:
    """The fields of a question that are shown or compared; empty ones are left out, Markdown is rendered."""
    body: dict[str, object] = {
        "prompt": markup.block(question.prompt),
        "explanation": markup.block(question.explanation),
        "answer": list(question.answer),
        "options": [
            {"id": option.id, "text": markup.inline(option.text), "why": markup.inline(option.why)}
            for option in question.options
        ],
        "traps": [
            {"text": markup.inline(trap.text), "value": trap.value, "why": markup.inline(trap.why)}
            for trap in question.traps
        ],
        "value": question.value,
        "tolerance": question.tolerance,
        "unit": question.unit,
        "items": [markup.inline(item) for item in question.items],
        "pairs": [[markup.inline(side) for side in pair] for pair in question.pairs],
        "extra": [markup.inline(item) for item in question.extra],
        "gaps": [list(gap) for gap in question.gaps],
        "code": markup.block(f"```python\n{question.code}\n```") if question.code else "",
        "rubric": [markup.inline(item) for item in question.rubric],
        "model": markup.block(question.model) if question.model else "",
    }
    return {name: value for name, value in body.items() if value not in ("", None, [])}


def _extras(curriculum: Curriculum, markup: Markup) -> Iterator[tuple[object, ...]]:
    for position, row in enumerate(curriculum.schedule):
        yield "schedule", position, row.id, row.title, "", row.day, *row.minutes, ""
    kinds: dict[str, tuple[Entry, ...]] = {
        "assessment": curriculum.assessment,
        "portfolio": curriculum.portfolio,
        "outcome": curriculum.outcomes,
        "next-step": curriculum.next_steps,
    }
    for kind, entries in kinds.items():
        for position, entry in enumerate(entries):
            yield kind, position, entry.id, entry.title, markup.block(entry.text), entry.group, None, None, ""
    for position, line in enumerate(curriculum.timeline):
        yield "timeline", position, line.id, line.period, "", line.focus, *line.hours, line.milestone


def _sections(curriculum: Curriculum) -> Iterator[tuple[str, str, str]]:
    """Node, title and words of every topic: its lesson, or its question and objectives."""
    for block, topic in curriculum.topics():
        section = block.lesson.section(topic.id) if block.lesson is not None else None
        words = plain_text(section.text) if section is not None else "\n".join((topic.question, *topic.objectives))
        yield topic.id, topic.title, words


def _flush(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())
