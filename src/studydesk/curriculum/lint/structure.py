"""Rules about the plan of a block: minutes within hours, the texts of topics and exercises."""

from __future__ import annotations

from studydesk.curriculum.lesson import Section, word_count
from studydesk.curriculum.model import Block, Curriculum, Topic
from studydesk.curriculum.problems import Report
from studydesk.curriculum.rules import BRIEF_WORDS, OBJECTIVES, SHORT_CHARACTERS


def check_structure(curriculum: Curriculum, report: Report) -> None:
    """`minutes-hours`, `topic-fields`, `exercise-brief`, and `field-missing` for a path without its lists."""
    if not curriculum.phases:
        report.add("path.toml", "field-missing", "The path has no phase.")
    for week in curriculum.weeks():
        low, high = sum(block.hours[0] for block in week.blocks), sum(block.hours[1] for block in week.blocks)
        if week.blocks and (low, high) != week.hours:
            report.add(
                "path.toml",
                "minutes-hours",
                f"{week.id} has {week.hours[0]}-{week.hours[1]} hours, its blocks {low}-{high}.",
            )
    for block in curriculum.blocks():
        _check_minutes(block, report)
        for topic in block.walk():
            _check_topic(block, topic, report)
        for exercise in block.exercises:
            words = word_count(Section(exercise.id, exercise.title, 2, 0, exercise.brief))
            if not BRIEF_WORDS[0] <= words <= BRIEF_WORDS[1]:
                report.add(block.file, "exercise-brief", f"The brief of {exercise.id} has {words} words.")


def _check_minutes(block: Block, report: Report) -> None:
    minutes = sum(topic.minutes for topic in block.walk()) + sum(exercise.minutes for exercise in block.exercises)
    low, high = block.hours
    # A block of requirements and deliverables only (the capstone) has its hours and no minutes of its own.
    if minutes and not low * 60 <= minutes <= high * 60:
        report.add(
            block.file,
            "minutes-hours",
            f"{block.id} adds up to {minutes} minutes; its hours are {low * 60}-{high * 60}.",
        )


def _check_topic(block: Block, topic: Topic, report: Report) -> None:
    if len(topic.short) > SHORT_CHARACTERS:
        report.add(block.file, "topic-fields", f"{topic.id} has a short title of {len(topic.short)} characters.")
    if topic.question and not topic.question.rstrip().endswith("?"):
        report.add(block.file, "topic-fields", f"The question of {topic.id} does not end in a question mark.")
    if not OBJECTIVES[0] <= len(topic.objectives) <= OBJECTIVES[1]:
        report.add(block.file, "topic-fields", f"{topic.id} has {len(topic.objectives)} objectives.")
    if not topic.skills:
        report.add(block.file, "topic-fields", f"{topic.id} names no skill.")
