"""Rules about ids: form, place, uniqueness, renames, and that none is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studydesk.curriculum.model import Block, Curriculum, Topic
from studydesk.curriculum.problems import Report

_PART = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = re.compile(rf"{_PART}(?:\.{_PART})*")

#: what an id names: where it stands, the id, its old ids
Named = tuple[str, str, tuple[str, ...]]


def check_ids(curriculum: Curriculum, report: Report) -> None:
    """`id-form`, `id-unique`, `id-renamed`, `id-place`, `id-lost`."""
    present: set[str] = set()
    old: set[str] = set()
    # Nodes and questions share the learner's file, so they share one space; resources, skills and terms have their own.
    for space in (
        _nodes(curriculum),
        _skills(curriculum),
        _resources(curriculum),
        _terms(curriculum),
        _rows(curriculum),
    ):
        ids, renamed = _check_space(list(space), report)
        present |= ids
        old |= renamed
    for block in curriculum.blocks():
        _check_block_places(block, report)
    for area in curriculum.areas:
        for skill in area.skills:
            if skill.rpartition(".")[0] != area.id:
                report.add(
                    "skills.toml",
                    "id-place",
                    f"{skill} is a skill of the area {area.id}, so its id is {area.id}.<name>.",
                )
    block_ids = [block.id for block in curriculum.blocks()]
    for letter, entries in (("r", curriculum.requirements), ("d", curriculum.deliverables)):
        for entry in entries:
            if not any(re.fullmatch(rf"{re.escape(block)}{letter}\d+", entry.id) for block in block_ids):
                report.add(
                    "path.toml",
                    "id-place",
                    f"{entry.id} is not of the form <block>{letter}<n> for a block of the path.",
                )
    for lost in sorted(set(curriculum.published) - present - old):
        report.add("published-ids.txt", "id-lost", f"{lost} was published and is neither there nor under renamed_from.")


def all_ids(curriculum: Curriculum) -> list[str]:
    """Every id that a learner's file may point at, sorted: what published-ids.txt is made of."""
    spaces = (_nodes(curriculum), _skills(curriculum), _resources(curriculum))
    return sorted({identifier for space in spaces for _, identifier, _ in space})


def _check_space(named: list[Named], report: Report) -> tuple[set[str], set[str]]:
    seen: dict[str, str] = {}
    for where, identifier, _ in named:
        if not _ID.fullmatch(identifier):
            if identifier:
                report.add(
                    where,
                    "id-form",
                    f"{identifier[:80]!r} is not an id: lower-case letters, digits, '-' inside a part, '.' between parts.",
                )
            continue
        if identifier in seen:
            report.add(where, "id-unique", f"{identifier} is given twice (also in {seen[identifier]}).")
        seen.setdefault(identifier, where)
    old: set[str] = set()
    for where, identifier, renamed in named:
        for former in renamed:
            if former in seen:
                report.add(where, "id-renamed", f"{identifier} was {former}, but that id is in use.")
            if former in old:
                report.add(where, "id-renamed", f"{former} is listed twice under renamed_from.")
            old.add(former)
    return set(seen), old


def _check_block_places(block: Block, report: Report) -> None:
    if block.id and block.folder != block.id and not block.folder.startswith(f"{block.id}-"):
        report.add(
            block.file, "id-place", f"The folder of {block.id} is named {block.folder}; it starts with the block's id."
        )
    for topic in block.topics:
        _check_topic_place(block, topic, block.id, report)
    for exercise in block.exercises:
        if not re.fullmatch(rf"{re.escape(block.id)}e\d+", exercise.id):
            report.add(
                block.file, "id-place", f"{exercise.id} is an exercise of {block.id}, so its id is {block.id}e<n>."
            )
    for question in block.questions:
        if not re.fullmatch(rf"{re.escape(block.id)}\.q\d{{3}}", question.id):
            report.add(
                f"{block.folder}/questions.toml", "id-place", f"{question.id} is not {block.id}.q<three digits>."
            )


def _check_topic_place(block: Block, topic: Topic, parent: str, report: Report) -> None:
    if topic.id.rpartition(".")[0] != parent:
        report.add(block.file, "id-place", f"{topic.id} lies in {parent}, so its id is {parent}.<name>.")
    for nested in topic.topics:
        _check_topic_place(block, nested, topic.id, report)


def _nodes(curriculum: Curriculum) -> Iterator[Named]:
    for phase in curriculum.phases:
        yield "path.toml", phase.id, phase.renamed_from
        for week in phase.weeks:
            yield "path.toml", week.id, week.renamed_from
    for entry in (*curriculum.requirements, *curriculum.deliverables):
        yield "path.toml", entry.id, entry.renamed_from
    for block in curriculum.blocks():
        yield block.file, block.id, block.renamed_from
        for topic in block.walk():
            yield block.file, topic.id, topic.renamed_from
        for exercise in block.exercises:
            yield block.file, exercise.id, exercise.renamed_from
        for question in block.questions:
            yield f"{block.folder}/questions.toml", question.id, question.renamed_from


def _skills(curriculum: Curriculum) -> Iterator[Named]:
    for area in curriculum.areas:
        yield "skills.toml", area.id, ()
    for skill in curriculum.skills:
        yield "skills.toml", skill.id, curriculum.renamed.get(skill.id, ())


def _resources(curriculum: Curriculum) -> Iterator[Named]:
    for resource in curriculum.resources:
        yield "resources.toml", resource.id, curriculum.renamed.get(resource.id, ())


def _terms(curriculum: Curriculum) -> Iterator[Named]:
    for term in curriculum.terms:
        yield "glossary.toml", term.id, curriculum.renamed.get(term.id, ())


def _rows(curriculum: Curriculum) -> Iterator[Named]:
    entries = (*curriculum.assessment, *curriculum.portfolio, *curriculum.outcomes, *curriculum.next_steps)
    ids = (
        [row.id for row in curriculum.schedule] + [row.id for row in entries] + [row.id for row in curriculum.timeline]
    )
    for identifier in ids:
        yield "path.toml", identifier, ()
