"""What a page is made from, and the page as it goes into content.db."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape

from studydesk.curriculum.lesson import WORDS_PER_MINUTE, Section, reading_minutes, word_count
from studydesk.curriculum.markup import Markup, TocLine
from studydesk.curriculum.model import Block, Curriculum, Exercise, Topic
from studydesk.curriculum.pages.html import card, cards, link, plain_words, unordered
from studydesk.domain.path import LearningPath, Node, NodeKind, Resource

#: what the learner reads for the words of resources.toml
COSTS = {"free": "free", "paid": "paid", "free-to-read": "free to read", "mixed": "partly free"}


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A finished page; `minutes` is the time to read it, at least 1."""

    id: str
    kind: str
    title: str
    html: str
    words: int
    minutes: int
    toc: tuple[TocLine, ...] = ()


@dataclass(frozen=True)
class Atlas:
    """Everything that pages look things up in."""

    curriculum: Curriculum
    path: LearningPath
    markup: Markup

    @cached_property
    def blocks(self) -> dict[str, Block]:
        return {block.id: block for block in self.curriculum.blocks()}

    @cached_property
    def exercises_by_topic(self) -> dict[str, list[Exercise]]:
        """The exercises that practise a topic."""
        found: dict[str, list[Exercise]] = {}
        for block in self.curriculum.blocks():
            for exercise in block.exercises:
                for topic in exercise.topics:
                    found.setdefault(topic, []).append(exercise)
        return found

    def address(self, node_id: str) -> str:
        """Where a node is shown: its page, or its place on the page of its outermost topic."""
        page = self.path.page_of(node_id)
        return f"studydesk://page/{page}" + (f"#{node_id}" if page != node_id else "")

    def node_link(self, node_id: str, text: str = "") -> str:
        return link(self.address(node_id), text or self.path.nodes[node_id].title)

    def node_links(self, ids: Iterable[str]) -> str:
        """Known nodes as links separated by dots; titles without what stands in brackets."""
        known = [self.path.nodes[item] for item in ids if item in self.path.nodes]
        return " · ".join(self.node_link(node.id, node.title.split(" (")[0]) for node in known)

    def eyebrow(self, node_id: str) -> str:
        """The way to a node: "Month 1 · Week 2 · Data Preprocessing", each part a link."""
        parts = [self.node_link(node.id, _label(node)) for node in reversed(self.path.ancestors(node_id))]
        if not parts:
            parts = [link("studydesk://page/path", self.path.title)]
        return f'<p class="eyebrow">{" · ".join(parts)}</p>'

    def head(self, node_id: str, title: str, *, lead: str = "", is_question: bool = False) -> str:
        """Eyebrow, title and, when there is one, the leading sentence or question (HTML)."""
        css = "lead question" if is_question else "lead"
        opening = f'<p class="{css}">{lead}</p>' if lead else ""
        return f'<header>{self.eyebrow(node_id)}<h1 id="{escape(node_id)}">{escape(title)}</h1>{opening}</header>'

    def skills(self, ids: Iterable[str]) -> str:
        """Titles of skills, separated by commas."""
        return escape(", ".join(self.path.skills[skill].title for skill in ids if skill in self.path.skills))

    def objectives(self, topic: Topic) -> str:
        return unordered((self.markup.inline(item) for item in topic.objectives), "objectives")

    def resource_cards(self, ids: Iterable[str]) -> str:
        """Resources with authors, level and cost."""
        found = [self.path.resources[item] for item in ids if item in self.path.resources]
        return cards(
            card(
                f"studydesk://resource/{resource.id}",
                resource.title,
                meta=" · ".join((resource.kind, resource.level, COSTS.get(resource.cost, resource.cost))),
                body=_authors(resource) + self.markup.block(resource.about),
            )
            for resource in found
        )


def page(
    identifier: str, kind: str, title: str, html: str, *, toc: Iterable[TocLine] = (), lesson: Iterable[Section] = ()
) -> PageDraft:
    """Put a page together. Words and reading time are those of its `lesson` sections, or of everything when it has none."""
    sections = tuple(lesson)
    words = sum(map(word_count, sections)) if sections else plain_words(html)
    minutes = sum(map(reading_minutes, sections)) if sections else words / WORDS_PER_MINUTE
    return PageDraft(identifier, kind, title, html, words, max(1, math.ceil(minutes)), tuple(toc))


def _authors(resource: Resource) -> str:
    year = f" ({resource.year})" if resource.year else ""
    return f'<p class="authors">{escape(", ".join(resource.authors))}{year}</p>' if resource.authors else ""


def _label(node: Node) -> str:
    """Phases and weeks by the part of their title before the dot: "Month 1", "Week 2"."""
    return node.title.split(" · ")[0] if node.kind in {NodeKind.PHASE, NodeKind.WEEK} else node.title
