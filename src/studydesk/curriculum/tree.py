"""The tree that the rest of the program sees, made from a loaded path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from studydesk.curriculum.model import Block, Curriculum, Entry, Topic
from studydesk.domain.path import LearningPath, Node, NodeKind


@dataclass
class _Builder:
    """Collects nodes in document order."""

    nodes: dict[str, Node]

    def add(self, node: Node, children: Iterator[str]) -> str:
        # The parent comes before its children in the dictionary, so it is put there first and completed afterwards.
        self.nodes[node.id] = node
        self.nodes[node.id] = replace(node, children=tuple(children))
        return node.id


def learning_path(curriculum: Curriculum) -> LearningPath:
    """The whole structure as domain values; `nodes` is in document order."""
    builder = _Builder({})
    roots = tuple(
        builder.add(
            Node(phase.id, NodeKind.PHASE, phase.title, phase.title, None, renamed_from=phase.renamed_from),
            (
                builder.add(
                    Node(
                        week.id,
                        NodeKind.WEEK,
                        week.title,
                        week.title,
                        phase.id,
                        hours=week.hours,
                        renamed_from=week.renamed_from,
                    ),
                    (_block(builder, curriculum, block, week.id) for block in week.blocks),
                )
                for week in phase.weeks
            ),
        )
        for phase in curriculum.phases
    )
    return LearningPath(
        id=curriculum.id,
        title=curriculum.title,
        version=curriculum.version,
        roots=roots,
        nodes=builder.nodes,
        areas=curriculum.areas,
        skills={skill.id: skill for skill in curriculum.skills},
        resources={resource.id: resource for resource in curriculum.resources},
    )


def _block(builder: _Builder, curriculum: Curriculum, block: Block, week: str) -> str:
    node = Node(
        block.id,
        NodeKind.BLOCK,
        block.title,
        block.short,
        week,
        hours=block.hours,
        has_lesson=block.lesson is not None,
        renamed_from=block.renamed_from,
    )
    return builder.add(node, _block_children(builder, curriculum, block))


def _block_children(builder: _Builder, curriculum: Curriculum, block: Block) -> Iterator[str]:
    for topic in block.topics:
        yield _topic(builder, block, topic, block.id)
    for exercise in block.exercises:
        node = Node(
            exercise.id,
            NodeKind.EXERCISE,
            exercise.title,
            exercise.title,
            block.id,
            minutes=exercise.minutes,
            skills=exercise.skills,
            renamed_from=exercise.renamed_from,
        )
        yield builder.add(node, iter(()))
    requirements, deliverables = curriculum.capstone_entries(block)
    minutes = capstone_minutes(block, len(requirements) + len(deliverables))
    for kind, entries in ((NodeKind.REQUIREMENT, requirements), (NodeKind.DELIVERABLE, deliverables)):
        for entry in entries:
            yield builder.add(_entry_node(entry, kind, block, minutes), iter(()))


def capstone_minutes(block: Block, entries: int) -> int:
    """Minutes of each requirement and deliverable: an equal share of the middle of a block's hours when nothing else fills them."""
    if not entries or block.topics or block.exercises:
        return 0
    return round(sum(block.hours) / 2 * 60 / entries)


def _entry_node(entry: Entry, kind: NodeKind, block: Block, minutes: int) -> Node:
    return Node(entry.id, kind, entry.title, entry.title, block.id, minutes=minutes, renamed_from=entry.renamed_from)


def _topic(builder: _Builder, block: Block, topic: Topic, parent: str) -> str:
    node = Node(
        topic.id,
        NodeKind.TOPIC,
        topic.title,
        topic.short,
        parent,
        minutes=topic.minutes,
        skills=topic.skills,
        prerequisites=topic.prerequisites,
        question=topic.question,
        has_lesson=block.lesson is not None and block.lesson.section(topic.id) is not None,
        renamed_from=topic.renamed_from,
    )
    return builder.add(node, (_topic(builder, block, nested, topic.id) for nested in topic.topics))
