"""The page of an outermost topic with the topics nested in it: the lesson, or an honest plan while it is not written."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from html import escape

from studydesk.curriculum.lesson import Lesson, reading_minutes, shift_headings
from studydesk.curriculum.markup import TocLine
from studydesk.curriculum.model import Block, Topic
from studydesk.curriculum.pages.draft import Atlas, PageDraft, page
from studydesk.curriculum.pages.html import card, cards, duration, facts, section

NOT_WRITTEN = "The lesson for this topic is not written yet. This is its plan: what to find out, and where."


def topic_page(atlas: Atlas, block: Block, topic: Topic) -> PageDraft:
    """The page of `topic`, an outermost one."""
    lesson = block.lesson
    if lesson is not None and lesson.section(topic.id) is not None:
        return _lesson_page(atlas, block, topic, lesson)
    return _plan_page(atlas, block, topic)


def _lesson_page(atlas: Atlas, block: Block, topic: Topic, lesson: Lesson) -> PageDraft:
    sections = [found for nested in topic.walk() if (found := lesson.section(nested.id)) is not None]
    parts: list[str] = []
    for found in sections:
        # The outermost heading is the page's title, so everything moves up by one level.
        if found.id != topic.id:
            parts.append(f"{'#' * (found.level - 1)} {found.title} {{#{found.id}}}")
        parts.append(shift_headings(found, -1))
    rendered = atlas.markup.page("\n\n".join(parts), figures=block.figures)
    aims = "".join(_aims(atlas, nested) for nested in topic.walk())
    html = (
        atlas.head(topic.id, topic.title)
        + _facts(atlas, topic, reading=math.ceil(sum(map(reading_minutes, sections))))
        + f'<details class="objectives-box"><summary>What you can do afterwards</summary>{aims}</details>'
        + f'<div class="lesson">{rendered.html}</div>'
        + section("practise", "Practise", _exercises(atlas, topic))
    )
    return page(topic.id, "topic", topic.title, html, toc=rendered.toc, lesson=sections)


def _aims(atlas: Atlas, topic: Topic) -> str:
    title = f'<p class="objectives-title">{escape(topic.title)}</p>' if topic.id.count(".") > 1 else ""
    return title + atlas.objectives(topic)


def _plan_page(atlas: Atlas, block: Block, topic: Topic) -> PageDraft:
    toc = [TocLine(nested.id, nested.title, 2) for nested in topic.topics]
    html = (
        atlas.head(topic.id, topic.title, lead=atlas.markup.inline(topic.question), is_question=True)
        + _facts(atlas, topic)
        + f'<p class="notice">{NOT_WRITTEN}</p>'
        + section(f"{topic.id}--objectives", "What you can do afterwards", atlas.objectives(topic))
        + "".join(_nested_plan(atlas, nested) for nested in topic.topics)
        + section("practise", "Practise", _exercises(atlas, topic))
        + section("resources", "Where to read", atlas.resource_cards(_resources(atlas, block, topic)))
    )
    return page(topic.id, "topic", topic.title, html, toc=toc)


def _nested_plan(atlas: Atlas, topic: Topic) -> str:
    body = (
        f'<p class="question">{atlas.markup.inline(topic.question)}</p>'
        + f'<p class="quiet">{duration(topic.minutes)} · {atlas.skills(topic.skills)}</p>'
        + atlas.objectives(topic)
    )
    return section(topic.id, topic.title, body)


def _facts(atlas: Atlas, topic: Topic, *, reading: int = 0) -> str:
    every = list(topic.walk())
    inside = {nested.id for nested in every}
    wanted = dict.fromkeys(item for nested in every for item in nested.prerequisites if item not in inside)
    skills = dict.fromkeys(skill for nested in every for skill in nested.skills)
    time = duration(sum(nested.minutes for nested in every)) + (
        f", {duration(reading)} of it reading" if reading else ""
    )
    return facts(
        [
            ("Time", time),
            ("Builds on", atlas.node_links(wanted)),
            ("Skills", atlas.skills(skills)),
        ]
    )


def _exercises(atlas: Atlas, topic: Topic) -> str:
    found = {
        exercise.id: exercise for nested in topic.walk() for exercise in atlas.exercises_by_topic.get(nested.id, ())
    }
    return cards(
        card(
            atlas.address(exercise.id),
            exercise.title,
            meta=duration(exercise.minutes),
            body=f"<p>{escape(exercise.task)}</p>",
        )
        for exercise in found.values()
    )


def _resources(atlas: Atlas, block: Block, topic: Topic) -> Iterable[str]:
    """The block's resources, those that serve this topic best first."""
    inside = {nested.id for nested in topic.walk()}
    known = [item for item in block.resources if item in atlas.path.resources]
    return sorted(known, key=lambda item: not inside & set(atlas.path.resources[item].topics))


def plain_text(markdown: str) -> str:
    """Markdown without its marks, for the full-text index; close enough for finding words."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"\{#[^}]*\}|^\s*(?:`{3,}|~{3,}).*$", " ", text, flags=re.M)
    return re.sub(r"[ \t]+", " ", re.sub(r"[*_`#>|$]+", " ", text)).strip()
