"""Rules about ids that name other things: skills, topics, resources, prerequisites, terms."""

from __future__ import annotations

from studydesk.curriculum.lint.prose import Names
from studydesk.curriculum.model import Block, Curriculum
from studydesk.curriculum.problems import Report


def check_references(curriculum: Curriculum, names: Names, report: Report) -> None:
    """`skill-unknown`, `skill-unused`, `node-unknown`, `resource-*`, `prerequisite-*`, `term-duplicate`."""
    for block in curriculum.blocks():
        _check_block(block, names, report)
    used = {skill for _, topic in curriculum.topics() for skill in topic.skills}
    for skill in curriculum.skills:
        if skill.id not in used:
            report.add("skills.toml", "skill-unused", f"{skill.id} is named by no topic.")
    for entry in curriculum.portfolio:
        if entry.group and entry.group not in {phase.id for phase in curriculum.phases}:
            report.add("path.toml", "node-unknown", f"{entry.id} names the phase {entry.group}, which is not there.")
    _check_resources(curriculum, names, report)
    _check_terms(curriculum, names, report)
    _check_prerequisites(curriculum, report)


def _check_block(block: Block, names: Names, report: Report) -> None:
    for resource in block.resources:
        if resource not in names.resources:
            report.add(block.file, "resource-unknown", f"{block.id} names the resource {resource}, which is not there.")
    for topic in block.walk():
        _skills(block.file, topic.id, topic.skills, names, report)
        for wanted in topic.prerequisites:
            if wanted not in names.topics:
                report.add(
                    block.file, "node-unknown", f"{topic.id} has the prerequisite {wanted}, which is not a topic."
                )
    for exercise in block.exercises:
        _skills(block.file, exercise.id, exercise.skills, names, report)
        for wanted in exercise.topics:
            if wanted not in names.topics:
                report.add(block.file, "node-unknown", f"{exercise.id} names the topic {wanted}, which is not there.")
    file = f"{block.folder}/questions.toml"
    mine = {topic.id for topic in block.walk()}
    for question in block.questions:
        _skills(file, question.id, question.skills, names, report)
        if question.topic not in mine:
            report.add(
                file, "node-unknown", f"{question.id} names the topic {question.topic}, which is not in its block."
            )


def _skills(file: str, owner: str, skills: tuple[str, ...], names: Names, report: Report) -> None:
    for skill in skills:
        if skill not in names.skills:
            report.add(file, "skill-unknown", f"{owner} names the skill {skill}, which is not in skills.toml.")


def _check_resources(curriculum: Curriculum, names: Names, report: Report) -> None:
    listed = {block.id: set(block.resources) for block in curriculum.blocks()}
    for resource in curriculum.resources:
        for block in resource.blocks:
            if block not in listed:
                report.add(
                    "resources.toml", "node-unknown", f"{resource.id} names the block {block}, which is not there."
                )
            elif not resource.key and resource.id not in listed[block]:
                report.add(
                    "resources.toml",
                    "resource-block",
                    f"{resource.id} names {block}, whose block.toml does not list it.",
                )
        for topic in resource.topics:
            if topic not in names.topics:
                report.add(
                    "resources.toml", "node-unknown", f"{resource.id} names the topic {topic}, which is not there."
                )
        for block, resources in listed.items():
            if resource.id in resources and block not in resource.blocks:
                report.add(
                    "resources.toml", "resource-block", f"{block} lists {resource.id}, which does not name the block."
                )


def _check_terms(curriculum: Curriculum, names: Names, report: Report) -> None:
    seen: dict[str, str] = {}
    for term in curriculum.terms:
        for spelling in dict.fromkeys(name.casefold() for name in (term.term, *term.aliases)):
            if spelling in seen and spelling:
                report.add(
                    "glossary.toml", "term-duplicate", f"“{spelling}” is defined by {seen[spelling]} and by {term.id}."
                )
            seen.setdefault(spelling, term.id)
        if term.topic and term.topic not in names.topics:
            report.add("glossary.toml", "node-unknown", f"{term.id} names the topic {term.topic}, which is not there.")


def _check_prerequisites(curriculum: Curriculum, report: Report) -> None:
    blocks = {topic.id: block for block, topic in curriculum.topics()}
    order = {block.id: number for number, block in enumerate(curriculum.blocks())}
    wanted: dict[str, tuple[str, ...]] = {}
    for block, topic in curriculum.topics():
        wanted[topic.id] = tuple(item for item in topic.prerequisites if item in blocks)
        for item in wanted[topic.id]:
            if order[blocks[item].id] > order[block.id]:
                report.add(block.file, "prerequisite-later", f"{topic.id} wants {item}, which comes in a later block.")
    for cycle in _cycles(wanted):
        report.add(blocks[cycle[0]].file, "prerequisite-cycle", f"{' → '.join((*cycle, cycle[0]))} is a cycle.")


def _cycles(wanted: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """One cycle for each back edge of a depth-first walk."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start in wanted:
        trail: list[str] = []
        on_trail: set[str] = set()
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            item, leaving = stack.pop()
            if leaving:
                trail.pop()
                on_trail.discard(item)
                done.add(item)
            elif item in on_trail:
                found.append(trail[trail.index(item) :])
            elif item not in done:
                trail.append(item)
                on_trail.add(item)
                stack.append((item, True))
                stack.extend((following, False) for following in wanted[item])
    return found
