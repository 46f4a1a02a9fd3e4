"""Reads one block's folder: block.toml, lesson.md, questions.toml and the figures."""

from __future__ import annotations

from studydesk.curriculum.fields import Table, read_table
from studydesk.curriculum.lesson import Lesson, parse_lesson
from studydesk.curriculum.model import Block, Exercise, Figure, Question, Topic
from studydesk.curriculum.problems import Report
from studydesk.curriculum.questions import load_question
from studydesk.curriculum.source import Source, SourceError, read_text

MAX_MINUTES = 2000
#: topics nest two deep in the document; a learner's own path may go a little further, not without end
MAX_DEPTH = 4


def load_block(source: Source, folder: str, report: Report) -> Block | None:
    """The block in `folder`; None, with a problem, when its block.toml cannot be read."""
    table = read_table(source, f"{folder}/block.toml", report)
    if table is None:
        return None
    title = table.text("title")
    block = Block(
        folder=folder,
        id=table.text("id"),
        title=title,
        short=table.text("short", required=False) or title,
        concept=table.text("concept"),
        why=table.text("why"),
        hours=table.span("hours", most=MAX_MINUTES),
        resources=table.texts("resources"),
        topics=tuple(_topic(item, depth=1) for item in table.tables("topic")),
        exercises=tuple(_exercise(item) for item in table.tables("exercise")),
        lesson=_lesson(source, f"{folder}/lesson.md", report),
        questions=_questions(source, f"{folder}/questions.toml", report),
        figures=_figures(source, folder, report),
        renamed_from=table.renamed_from(),
    )
    table.done()
    return block


def _topic(table: Table, *, depth: int) -> Topic:
    nested = table.tables("topic")
    if nested and depth >= MAX_DEPTH:
        table.problem("field-value", f"has topics nested more than {MAX_DEPTH} deep.")
        nested = []
    topic = Topic(
        id=table.text("id"),
        title=table.text("title"),
        short=table.text("short"),
        question=table.text("question"),
        objectives=table.texts("objectives"),
        minutes=table.integer("minutes", least=1, most=MAX_MINUTES) or 0,
        skills=table.texts("skills"),
        prerequisites=table.texts("prerequisites"),
        topics=tuple(_topic(item, depth=depth + 1) for item in nested),
        renamed_from=table.renamed_from(),
    )
    table.done()
    return topic


def _exercise(table: Table) -> Exercise:
    exercise = Exercise(
        id=table.text("id"),
        title=table.text("title"),
        task=table.text("task"),
        brief=table.text("brief"),
        minutes=table.integer("minutes", least=1, most=MAX_MINUTES) or 0,
        skills=table.texts("skills"),
        topics=table.texts("topics"),
        renamed_from=table.renamed_from(),
    )
    table.done()
    return exercise


def _lesson(source: Source, name: str, report: Report) -> Lesson | None:
    if name not in source.names():
        return None
    try:
        return parse_lesson(name, read_text(source, name))
    except SourceError as error:
        report.add(name, "file-unreadable", str(error))
        return None


def _questions(source: Source, name: str, report: Report) -> tuple[Question, ...]:
    table = read_table(source, name, report, required=False)
    if table is None:
        return ()
    questions = [load_question(item) for item in table.tables("question")]
    table.done()
    return tuple(question for question in questions if question is not None)


def _figures(source: Source, folder: str, report: Report) -> dict[str, Figure]:
    """Figures by the address that lessons use, `figures/<name>.svg`."""
    figures = {}
    prefix = f"{folder}/figures/"
    for name in sorted(source.names()):
        if not name.startswith(prefix) or not name.endswith(".svg") or "/" in name[len(prefix) :]:
            continue
        try:
            svg = read_text(source, name)
        except SourceError as error:
            report.add(name, "file-unreadable", str(error))
            continue
        address = name[len(folder) + 1 :]
        figures[address] = Figure(address, svg, name[:-4] + ".py" in source.names())
    return figures
