"""Reads a path from a folder or a zip into frozen values. Problems are collected; what can be read is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from studydesk.curriculum.blocks import load_block
from studydesk.curriculum.fields import Table, read_table
from studydesk.curriculum.model import Block, Curriculum, Entry, Phase, ScheduleRow, Term, TimelineRow, Week
from studydesk.curriculum.problems import Problem, Report
from studydesk.curriculum.source import Source, SourceError, open_source, read_text
from studydesk.domain.path import Area, Resource, Skill

FORMAT = 1
#: the most hours that a week, a block or the whole path may claim
MAX_HOURS = 2000

RESOURCE_KINDS = frozenset(
    {
        "book",
        "documentation",
        "course",
        "video",
        "paper",
        "article",
        "tutorial",
        "platform",
        "community",
        "guideline",
        "collection",
    }
)
LEVELS = frozenset({"beginner", "intermediate", "advanced"})
COSTS = frozenset({"free", "paid", "free-to-read", "mixed"})
KEYS = LEVELS | {"platform"}
DAYS = frozenset({"weekday", "saturday", "sunday"})
STEP_GROUPS = frozenset({"Specialisation", "Community", "Learning", "Career"})

Item = TypeVar("Item")


@dataclass(frozen=True)
class Loaded:
    """`curriculum` holds what could be read; only without problems is it the whole of what was meant."""

    curriculum: Curriculum
    problems: tuple[Problem, ...]


def load(place: Path | Source) -> Loaded:
    """Read the path at `place`: a folder, a zip file, or an open source. Never raises for what is in the files."""
    report = Report()
    try:
        source = open_source(place) if isinstance(place, Path) else place
    except SourceError as error:
        report.add("path.toml", "file-unreadable", str(error))
        return Loaded(Curriculum("", "", "", ""), report.problems)
    for name, sentence in source.refused():
        report.add(name, "file-unreadable", sentence)
    table = read_table(source, "path.toml", report)
    renamed: dict[str, tuple[str, ...]] = {}
    areas, skills = _skills(source, report, renamed)
    curriculum = replace(
        _path(table, source, report),
        areas=areas,
        skills=skills,
        resources=_resources(source, report, renamed),
        terms=_terms(source, report, renamed),
        published=_published(source, report),
        renamed=renamed,
    )
    return Loaded(curriculum, report.problems)


def _path(table: Table | None, source: Source, report: Report) -> Curriculum:
    """What stands in path.toml and in the folders that it names."""
    if table is None:
        return Curriculum("", "", "", "")
    number = table.integer("format", least=1, most=1_000_000)
    if number is not None and number != FORMAT:
        table.problem("format-unknown", f"has format {number}; this program reads format {FORMAT}.")
    path = Curriculum(
        id=table.text("id"),
        title=table.text("title"),
        version=table.text("version"),
        summary=table.text("summary"),
        phases=tuple(_phase(item, source, report) for item in table.tables("phase")),
        schedule=_rows(table, "schedule", _schedule_row),
        assessment=_rows(table, "assessment", _entry),
        portfolio=_rows(table, "portfolio", _portfolio),
        outcomes=_rows(table, "outcome", _entry),
        next_steps=_rows(table, "next_step", _next_step),
        timeline=_rows(table, "timeline", _timeline_row),
        requirements=_rows(table, "requirement", _entry),
        deliverables=_rows(table, "deliverable", _entry),
    )
    table.done()
    return path


def _rows(table: Table, name: str, read: Callable[[Table], Item]) -> tuple[Item, ...]:
    rows = []
    for item in table.tables(name):
        rows.append(read(item))
        item.done()
    return tuple(rows)


def _phase(table: Table, source: Source, report: Report) -> Phase:
    phase = Phase(
        id=table.text("id"),
        title=table.text("title"),
        summary=table.text("summary"),
        weeks=tuple(_week(item, source, report) for item in table.tables("week")),
        renamed_from=table.renamed_from(),
    )
    table.done()
    return phase


def _week(table: Table, source: Source, report: Report) -> Week:
    blocks = []
    for folder in table.texts("blocks"):
        block = _block(folder, table, source, report)
        if block is not None:
            blocks.append(block)
    week = Week(
        id=table.text("id"),
        title=table.text("title"),
        focus=table.text("focus"),
        hours=table.span("hours", most=MAX_HOURS),
        milestone=table.text("milestone"),
        blocks=tuple(blocks),
        renamed_from=table.renamed_from(),
    )
    table.done()
    return week


def _block(folder: str, table: Table, source: Source, report: Report) -> Block | None:
    if not folder or "/" in folder or folder in {".", ".."}:
        table.problem("field-value", "names a block by something that is not a folder name.")
        return None
    return load_block(source, folder, report)


def _entry(table: Table) -> Entry:
    return Entry(table.text("id"), table.text("title"), table.text("text"), renamed_from=table.renamed_from())


def _portfolio(table: Table) -> Entry:
    return Entry(table.text("id"), table.text("title"), table.text("text"), group=table.text("phase"))


def _next_step(table: Table) -> Entry:
    group = table.word("group", STEP_GROUPS)
    return Entry(table.text("id"), table.text("title"), table.text("text"), group=group)


def _schedule_row(table: Table) -> ScheduleRow:
    day = table.word("day", DAYS)
    return ScheduleRow(table.text("id"), day, table.span("minutes", most=24 * 60), table.text("title"))


def _timeline_row(table: Table) -> TimelineRow:
    return TimelineRow(
        id=table.text("id"),
        period=table.text("period"),
        focus=table.text("focus"),
        hours=table.span("hours", most=MAX_HOURS),
        milestone=table.text("milestone"),
    )


def _skills(
    source: Source, report: Report, renamed: dict[str, tuple[str, ...]]
) -> tuple[tuple[Area, ...], tuple[Skill, ...]]:
    table = read_table(source, "skills.toml", report)
    if table is None:
        return (), ()
    areas: list[Area] = []
    skills: list[Skill] = []
    for area in table.tables("area"):
        mine = []
        for item in area.tables("skill"):
            skill = Skill(id=item.text("id"), area=area.text("id"), title=item.text("title"), can=item.text("can"))
            renamed[skill.id] = item.renamed_from()
            item.done()
            mine.append(skill)
        areas.append(Area(area.text("id"), area.text("title"), tuple(skill.id for skill in mine)))
        area.done()
        skills += mine
    table.done()
    return tuple(areas), tuple(skills)


def _resources(source: Source, report: Report, renamed: dict[str, tuple[str, ...]]) -> tuple[Resource, ...]:
    table = read_table(source, "resources.toml", report)
    if table is None:
        return ()
    resources = []
    for item in table.tables("resource"):
        resource = Resource(
            id=item.text("id"),
            title=item.text("title"),
            authors=item.texts("authors"),
            kind=item.word("kind", RESOURCE_KINDS),
            level=item.word("level", LEVELS),
            cost=item.word("cost", COSTS),
            licence=item.text("licence", required=False),
            address=item.text("address", required=False),
            about=item.text("about"),
            offline=item.text("offline"),
            blocks=item.texts("blocks"),
            topics=item.texts("topics", required=False),
            key=item.word("key", KEYS, required=False),
            year=item.integer("year", least=1600, most=2100, required=False),
        )
        if resource.address and not resource.address.startswith(("https://", "http://")):
            item.problem("link-form", "has an `address` that does not start with https:// or http://.")
        renamed[resource.id] = item.renamed_from()
        item.done()
        resources.append(resource)
    table.done()
    return tuple(resources)


def _terms(source: Source, report: Report, renamed: dict[str, tuple[str, ...]]) -> tuple[Term, ...]:
    table = read_table(source, "glossary.toml", report, required=False)
    if table is None:
        return ()
    terms = []
    for item in table.tables("term"):
        term = Term(
            id=item.text("id"),
            term=item.text("term"),
            aliases=item.texts("aliases", required=False),
            text=item.text("text"),
            topic=item.text("topic", required=False),
        )
        renamed[term.id] = item.renamed_from()
        item.done()
        terms.append(term)
    table.done()
    return tuple(terms)


def _published(source: Source, report: Report) -> tuple[str, ...]:
    """The ledger of ids that learners' files may point at; a path need not have one."""
    if "published-ids.txt" not in source.names():
        return ()
    try:
        return tuple(read_text(source, "published-ids.txt").split())
    except SourceError as error:
        report.add("published-ids.txt", "file-unreadable", str(error))
        return ()
