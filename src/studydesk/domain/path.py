"""The learning path: phases → weeks → blocks → topics and exercises, as frozen values in document order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class NodeKind(StrEnum):
    """What a node of the tree is."""

    PHASE = "phase"
    WEEK = "week"
    BLOCK = "block"
    TOPIC = "topic"
    EXERCISE = "exercise"
    REQUIREMENT = "requirement"
    DELIVERABLE = "deliverable"


#: kinds that carry a status of their own when they have no children; everything else is rolled up from them
LEAF_KINDS = frozenset({NodeKind.TOPIC, NodeKind.EXERCISE, NodeKind.REQUIREMENT, NodeKind.DELIVERABLE})


@dataclass(frozen=True, slots=True)
class Node:
    """One row of the tree. `minutes` is the estimate of its own work, without its children; `hours` only on weeks and blocks."""

    id: str
    kind: NodeKind
    title: str
    short: str
    parent: str | None
    children: tuple[str, ...] = ()
    minutes: int = 0
    hours: tuple[int, int] | None = None
    skills: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    question: str = ""
    has_lesson: bool = False
    renamed_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skill:
    """`id` is `area.skill`."""

    id: str
    area: str
    title: str
    can: str


@dataclass(frozen=True, slots=True)
class Area:
    id: str
    title: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """A book, documentation, course, paper … of the path. `key` is "" or the group of a key resource."""

    id: str
    title: str
    authors: tuple[str, ...]
    kind: str
    level: str
    cost: str
    licence: str
    address: str
    about: str
    offline: str
    blocks: tuple[str, ...]
    topics: tuple[str, ...]
    key: str = ""
    year: int | None = None


@dataclass(frozen=True)
class LearningPath:
    """The whole structure, small enough to hold in memory (about 330 nodes). `roots` are the phases in order."""

    id: str
    title: str
    version: str
    roots: tuple[str, ...]
    nodes: dict[str, Node]
    areas: tuple[Area, ...] = ()
    skills: dict[str, Skill] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)

    def walk(self, start: str | None = None) -> Iterator[Node]:
        """Nodes in document order, parents before children; all of them, or those at and below `start`."""
        stack = [start] if start is not None else list(reversed(self.roots))
        while stack:
            node = self.nodes[stack.pop()]
            yield node
            stack.extend(reversed(node.children))

    def ancestors(self, node_id: str) -> list[Node]:
        """From the parent of `node_id` up to its phase."""
        found: list[Node] = []
        parent = self.nodes[node_id].parent
        while parent is not None:
            found.append(self.nodes[parent])
            parent = found[-1].parent
        return found

    def block_of(self, node_id: str) -> Node | None:
        """The block that `node_id` is or lies in; None for phases and weeks."""
        for node in (self.nodes[node_id], *self.ancestors(node_id)):
            if node.kind is NodeKind.BLOCK:
                return node
        return None

    def page_of(self, node_id: str) -> str:
        """The id of the page that shows a node: nested topics live on the page of their outermost topic."""
        node = self.nodes[node_id]
        while (
            node.kind is NodeKind.TOPIC and node.parent is not None and self.nodes[node.parent].kind is NodeKind.TOPIC
        ):
            node = self.nodes[node.parent]
        return node.id

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Ids of the pages that previous and next lead through: blocks, outermost topics, exercises, in order."""
        return tuple(
            node.id
            for node in self.walk()
            if node.kind is not NodeKind.PHASE and node.kind is not NodeKind.WEEK and self.page_of(node.id) == node.id
        )

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Old id → present id."""
        return {old: node.id for node in self.nodes.values() for old in node.renamed_from}

    def resolve(self, node_id: str) -> str | None:
        """The present id of a stored one, None when the path no longer has it."""
        present = self.renamed.get(node_id, node_id)
        return present if present in self.nodes else None
