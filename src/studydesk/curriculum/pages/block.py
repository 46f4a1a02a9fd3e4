"""The pages of a block, its exercises, and the capstone's requirements and deliverables."""

from __future__ import annotations

from html import escape

from studydesk.curriculum.markup import TocLine
from studydesk.curriculum.model import Block, Entry, Exercise, Topic
from studydesk.curriculum.pages.draft import Atlas, PageDraft, page
from studydesk.curriculum.pages.html import card, cards, counted, duration, facts, section, span, unordered

NOT_WRITTEN = (
    "The lessons of this block are not written yet. Its topics, exercises and resources are all here to work with."
)


def block_page(atlas: Atlas, block: Block) -> PageDraft:
    """Concept, why, hours, topics, exercises, capstone items, resources."""
    requirements, deliverables = atlas.curriculum.capstone_entries(block)
    intro = ""
    if block.lesson is not None and block.lesson.intro.text.strip():
        intro = f'<div class="lesson">{atlas.markup.page(block.lesson.intro.text, figures=block.figures).html}</div>'
    parts = [
        ("why", "Why it matters", intro or f"<p>{atlas.markup.inline(block.why)}</p>"),
        ("topics", "Topics", _topics(atlas, block)),
        ("exercises", "Exercises", _exercises(atlas, block)),
        ("requirements", "Requirements", _entries(atlas, requirements)),
        ("deliverables", "What to hand in", _entries(atlas, deliverables)),
        ("resources", "Resources", atlas.resource_cards(block.resources)),
    ]
    topics = list(block.walk())
    notice = f'<p class="notice">{NOT_WRITTEN}</p>' if block.lesson is None and topics else ""
    html = (
        atlas.head(block.id, block.title, lead=atlas.markup.inline(block.concept))
        + facts(
            [
                ("Time", span(*block.hours, "hour")),
                ("Topics", str(len(topics)) if topics else ""),
                ("Exercises", str(len(block.exercises)) if block.exercises else ""),
                ("Questions", str(len(block.questions)) if block.questions else ""),
            ]
        )
        + notice
        + "".join(section(*part) for part in parts)
    )
    toc = [TocLine(name, title, 2) for name, title, body in parts if body]
    return page(block.id, "block", block.title, html, toc=toc)


def _topics(atlas: Atlas, block: Block) -> str:
    return cards(
        card(
            atlas.address(topic.id),
            topic.title,
            meta=duration(sum(nested.minutes for nested in topic.walk())),
            body=f'<p class="question">{atlas.markup.inline(topic.question)}</p>' + _nested(atlas, topic),
        )
        for topic in block.topics
    )


def _nested(atlas: Atlas, topic: Topic) -> str:
    return unordered((atlas.node_link(nested.id, nested.title) for nested in topic.topics), "nested")


def _exercises(atlas: Atlas, block: Block) -> str:
    return cards(
        card(atlas.address(item.id), item.title, meta=duration(item.minutes), body=f"<p>{escape(item.task)}</p>")
        for item in block.exercises
    )


def _entries(atlas: Atlas, entries: tuple[Entry, ...]) -> str:
    return cards(card(atlas.address(entry.id), entry.title, body=atlas.markup.block(entry.text)) for entry in entries)


def exercise_page(atlas: Atlas, block: Block, exercise: Exercise) -> PageDraft:
    """The brief with task, skills and the topics that it practises."""
    html = (
        atlas.head(exercise.id, exercise.title, lead=escape(exercise.task))
        + facts([("Time", duration(exercise.minutes)), ("Skills", atlas.skills(exercise.skills))])
        + section("brief", "Brief", atlas.markup.block(exercise.brief))
        + section("topics", "Practises", cards(_topic_card(atlas, item) for item in exercise.topics))
        + section("resources", "Resources of the block", atlas.resource_cards(block.resources))
    )
    return page(exercise.id, "exercise", exercise.title, html)


def _topic_card(atlas: Atlas, topic_id: str) -> str:
    node = atlas.path.nodes.get(topic_id)
    if node is None:
        return escape(topic_id)
    return card(atlas.address(topic_id), node.title, meta=duration(node.minutes))


def entry_page(atlas: Atlas, block: Block, entry: Entry, kind: str) -> PageDraft:
    """A requirement or a deliverable of the capstone, with the others of its kind."""
    requirements, deliverables = atlas.curriculum.capstone_entries(block)
    mine = requirements if kind == "requirement" else deliverables
    others = [other for other in mine if other.id != entry.id]
    number = mine.index(entry) + 1
    html = (
        atlas.head(entry.id, entry.title)
        + facts(
            [(kind.capitalize(), f"{number} of {len(mine)}"), ("Time", duration(atlas.path.nodes[entry.id].minutes))]
        )
        + atlas.markup.block(entry.text)
        + section("others", f"The other {counted(len(others), kind)}", unordered(atlas.node_link(o.id) for o in others))
    )
    return page(entry.id, kind, entry.title, html)
