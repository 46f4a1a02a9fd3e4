"""What the page in front is about: its node or resource, its headings, how long it takes, what comes before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studydesk.app.navigator import address, parse
from studydesk.domain.path import LEAF_KINDS, LearningPath, Node, NodeKind, Resource
from studydesk.domain.progress import Status
from studydesk.ui.reader.contents import Heading
from studydesk.ui.reader.places import present

if TYPE_CHECKING:
    from studydesk.app.desk import Desk


@dataclass(frozen=True, slots=True)
class Subject:
    """`minutes` is the estimated time to read all of it, None when nobody knows."""

    url: str = ""
    node: Node | None = None
    resource: Resource | None = None
    headings: tuple[Heading, ...] = ()
    minutes: float | None = None

    @property
    def has_status(self) -> bool:
        """Whether the page as a whole can be marked done."""
        return self.node is not None and self.node.kind in LEAF_KINDS

    def status(self, desk: Desk) -> Status | None:
        """The node's status now; None when it has none of its own."""
        if self.node is None or not self.has_status:
            return None
        rollup = desk.progress.rollups().get(self.node.id)
        return rollup.status if rollup is not None else Status.NOT_STARTED

    def neighbours(self, path: LearningPath) -> tuple[Node | None, Node | None]:
        """The pages of the path before and after this one."""
        pages = path.pages
        target = parse(self.url)
        if target.kind != "page" or not pages:
            return None, None
        if target.id == "path":
            return None, path.nodes[pages[0]]
        if self.node is None:
            return None, None
        if self.node.id in pages:
            at = pages.index(self.node.id)
            before = path.nodes[pages[at - 1]] if at else None
            return before, path.nodes[pages[at + 1]] if at + 1 < len(pages) else None
        # Phases and weeks lead into their first page.
        inside = (node for node in path.walk(self.node.id) if path.page_of(node.id) in pages)
        return None, next((node for node in inside if node.id in pages), None)


def subject_of(url: str, desk: Desk) -> Subject:
    """What an address is about; reads the page's headings from the path."""
    target = parse(url)
    node = desk.path.nodes.get(target.id) if target.kind == "page" else None
    resource = desk.path.resources.get(target.id) if target.kind == "resource" else None
    page_id = target.id if target.kind == "page" else f"resource:{target.id}" if resource is not None else ""
    page = desk.content.page(page_id) if page_id else None
    if page is None:
        return Subject(url, node, resource)
    headings = tuple(Heading(entry.id, entry.title, entry.level) for entry in page.toc)
    return Subject(url, node, resource, headings, float(page.minutes) or None)


def first_topic(path: LearningPath) -> str:
    """Where the path begins."""
    return next(node.id for node in path.walk() if node.kind is NodeKind.TOPIC)


def page_address(node_id: str, path: LearningPath) -> str:
    """The address that shows a node."""
    return present(address("page", node_id), path)


def short_title(node: Node | None) -> str:
    """A node's title for narrow places, "" for None."""
    return "" if node is None else node.short or node.title
