"""Rules for lesson.md: sections, length, examples, figures."""

from __future__ import annotations

import re

from studydesk.curriculum.lesson import Fence, Lesson, Section, fences, images, word_count
from studydesk.curriculum.model import Block, Curriculum, Topic
from studydesk.curriculum.problems import Report
from studydesk.curriculum.rules import ALT_CHARACTERS, BLOCK_FIGURES, EXAMPLES_SHARE, RUN_LINES, SECTION_WORDS
from studydesk.render.figures import FigureError, inline_svg

_UNSAFE = re.compile(
    r"<script|<foreignObject|<iframe|<image|<!ENTITY|<!DOCTYPE|@import|javascript:"
    r"|\son[a-z]+\s*=|href\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)",
    re.I,
)


def check_lessons(curriculum: Curriculum, report: Report) -> None:
    """All rules of the group "Lessons" but those that hold for every Markdown text."""
    for block in curriculum.blocks():
        for figure in block.figures.values():
            if sentence := _svg_problem(figure.svg):
                report.add(f"{block.folder}/{figure.name}", "figure-unsafe", sentence)
        if block.lesson is not None:
            _check_sections(block, block.lesson, report)
            _check_examples(block, block.lesson, report)
            _check_figures(block, block.lesson, report)


def _svg_problem(svg: str) -> str:
    """Why an SVG is not put into a page; empty when it may be."""
    if unsafe := _UNSAFE.search(svg):
        return f"The SVG holds {unsafe[0].strip()!r}."
    try:
        inline_svg(svg, "")
    except FigureError as error:
        return f"The SVG cannot be shown: {error}."
    return ""


def _check_sections(block: Block, lesson: Lesson, report: Report) -> None:
    depths = dict(_depths(block.topics, 1))
    topics = {topic.id: topic for topic in block.walk()}
    seen: dict[str, Section] = {}
    for section in lesson.sections:
        place = f"{lesson.file}:{section.line}"
        if section.id not in topics:
            sentence = f"“{section.title}” has the id {section.id or '(none)'}, which is no topic of {block.id}."
            report.add(place, "section-unknown", sentence)
            continue
        if section.id in seen:
            report.add(place, "section-unknown", f"{section.id} has a second section here.")
        seen[section.id] = section
        if section.level != depths[section.id] + 1:
            report.add(
                place,
                "section-level",
                f"{section.id} has a heading of level {section.level}, wanted {depths[section.id] + 1}.",
            )
        title = topics[section.id].title
        if section.title not in {title, title.split(" (")[0]}:
            report.add(
                place, "section-title", f"{section.id} is headed “{section.title}”; the topic is called “{title}”."
            )
        words = word_count(section)
        if not SECTION_WORDS[0] <= words <= SECTION_WORDS[1]:
            report.add(place, "section-words", f"{section.id} has {words} words.")
    wanted = [topic for topic in topics if topic in seen]
    if wanted != list(seen):
        first = next(found for found, want in zip(seen, wanted, strict=True) if found != want)
        report.add(f"{lesson.file}:{seen[first].line}", "section-order", f"{first} is not where block.toml has it.")
    for topic_id in topics:
        if topic_id not in seen:
            report.add(lesson.file, "section-missing", f"{topic_id} has no section.")


def _depths(topics: tuple[Topic, ...], depth: int) -> list[tuple[str, int]]:
    found = []
    for topic in topics:
        found.append((topic.id, depth))
        found += _depths(topic.topics, depth + 1)
    return found


def _check_examples(block: Block, lesson: Lesson, report: Report) -> None:
    examples = 0
    for section in (lesson.intro, *lesson.sections):
        lines = section.lines()
        before: Fence | None = None
        for fence in fences(section):
            place = f"{lesson.file}:{fence.line}"
            if not fence.is_closed:
                report.add(place, "fence-open", "The fence that starts here is not closed.")
            if fence.runs:
                examples += 1
                length = fence.body.count("\n") + 1
                if length > RUN_LINES:
                    report.add(place, "run-length", f"The example has {length} lines.")
            if fence.is_output and (before is None or not before.runs or _text_between(lines, before, fence, section)):
                report.add(place, "run-output", "The output belongs to no run fence directly above it.")
            if before is not None and before.runs and not fence.is_output:
                report.add(
                    f"{lesson.file}:{before.line}",
                    "run-output",
                    "The run fence is not directly followed by its output.",
                )
            before = fence
        if before is not None and before.runs:
            report.add(f"{lesson.file}:{before.line}", "run-output", "The run fence is not followed by its output.")
    leaves = sum(not topic.topics for topic in block.walk())
    if examples < EXAMPLES_SHARE * leaves:
        report.add(
            lesson.file, "lesson-examples", f"The lesson has {examples} run examples for {leaves} innermost topics."
        )


def _text_between(lines: list[str], before: Fence, after: Fence, section: Section) -> bool:
    first = before.last_line + 1 - section.line - 1
    last = after.line - section.line - 1
    return any(line.strip() for line in lines[first:last])


def _check_figures(block: Block, lesson: Lesson, report: Report) -> None:
    used: set[str] = set()
    for section in (lesson.intro, *lesson.sections):
        for image in images(section):
            place = f"{lesson.file}:{image.line}"
            used.add(image.target)
            figure = block.figures.get(image.target)
            if figure is None:
                report.add(place, "figure-missing", f"{image.target} is not there.")
            elif not figure.has_script:
                report.add(place, "figure-missing", f"{image.target} has no script beside it that makes it.")
            if len(image.text) < ALT_CHARACTERS:
                report.add(place, "figure-alt", f"The alt text of {image.target} has {len(image.text)} characters.")
    for name in sorted(set(block.figures) - used):
        report.add(f"{block.folder}/{name}", "figure-missing", "The lesson does not show this figure.")
    if len(used) < BLOCK_FIGURES:
        report.add(lesson.file, "lesson-figures", f"The lesson has {len(used)} figures.")
