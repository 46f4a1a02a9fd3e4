"""The compiled path as JSON for other programs; `coverage.py` reads it."""

from __future__ import annotations

from studydesk.curriculum.lesson import Lesson, fences, images, word_count
from studydesk.curriculum.lint.questions import topic_question_counts
from studydesk.curriculum.model import Block, Curriculum, Entry, Topic

FORMAT = 1

Json = dict[str, object]


def export(curriculum: Curriculum) -> Json:
    """The structure with counts: words, examples, figures, questions. The field `format` grows when a field changes its meaning."""
    return {
        "format": FORMAT,
        "id": curriculum.id,
        "title": curriculum.title,
        "version": curriculum.version,
        "blocks": [_block(curriculum, block) for block in curriculum.blocks()],
        "key_resources": [{"id": item.id, "title": item.title} for item in curriculum.resources if item.key],
        "schedule": [
            {"id": row.id, "title": row.title, "day": row.day, "minutes": list(row.minutes)}
            for row in curriculum.schedule
        ],
        "assessment": _entries(curriculum.assessment),
        "portfolio": _entries(curriculum.portfolio),
        "outcomes": _entries(curriculum.outcomes),
        "next_steps": _entries(curriculum.next_steps),
        "timeline": [
            {
                "id": row.id,
                "title": row.period,
                "focus": row.focus,
                "hours": list(row.hours),
                "milestone": row.milestone,
            }
            for row in curriculum.timeline
        ],
        "requirements": _entries(curriculum.requirements),
        "deliverables": [{**entry, "lab": False} for entry in _entries(curriculum.deliverables)],
    }


def _entries(entries: tuple[Entry, ...]) -> list[Json]:
    return [{"id": entry.id, "title": entry.title} for entry in entries]


def _block(curriculum: Curriculum, block: Block) -> Json:
    titles = {resource.id: resource.title for resource in curriculum.resources}
    counts = topic_question_counts(block)
    sections = (block.lesson.intro, *block.lesson.sections) if block.lesson is not None else ()
    return {
        "id": block.id,
        "title": block.title,
        "hours": list(block.hours),
        "figures": sum(1 for section in sections for _ in images(section)),
        "topics": [_topic(block.lesson, topic, counts) for topic in block.topics],
        "exercises": [{"id": item.id, "title": item.title, "lab": False} for item in block.exercises],
        "resources": [{"id": item, "title": titles.get(item, "")} for item in block.resources],
        "questions": len(block.questions),
    }


def _topic(lesson: Lesson | None, topic: Topic, counts: dict[str, int]) -> Json:
    section = lesson.section(topic.id) if lesson is not None else None
    return {
        "id": topic.id,
        "title": topic.title,
        "minutes": topic.minutes,
        "words": word_count(section) if section is not None else 0,
        "examples": sum(fence.runs for fence in fences(section)) if section is not None else 0,
        "skills": list(topic.skills),
        "questions": counts[topic.id],
        "topics": [_topic(lesson, nested, counts) for nested in topic.topics],
    }
