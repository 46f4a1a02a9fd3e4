"""What the links in notes lead to, and what is derived from a note's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from studydesk.app.navigator import address
from studydesk.domain.notes import (
    LinkKind,
    LinkTarget,
    Note,
    NoteLink,
    WikiLink,
    clean_text,
    parse_addresses,
    parse_attachments,
    parse_links,
    parse_tags,
    title_key,
    with_parents,
)
from studydesk.domain.path import LearningPath, NodeKind

if TYPE_CHECKING:
    from studydesk.store.repositories.notes import NotesRepository


class LinkResolver:
    """A title leads to the oldest free note of that title, else to the path's node of that title or short title, else to a resource.

    The note of a node and the node are one target: the node.
    """

    def __init__(self, notes: NotesRepository, path: LearningPath) -> None:
        self._notes = notes
        self.path = path
        self._titles: dict[str, LinkTarget] | None = None

    def resolve(self, link: WikiLink) -> LinkTarget:
        """Where a link leads; one without a title (`[[#heading]]`) leads nowhere but into its own note."""
        if link.explicit is None:
            return self.by_title(link.title)
        if link.explicit.kind is LinkKind.NODE and link.heading and self.path.resolve(link.heading):
            # A nested topic is a part of the page of its outermost topic.
            return self.present(LinkTarget(LinkKind.NODE, link.heading))
        return self.present(link.explicit)

    def by_title(self, title: str) -> LinkTarget:
        """Where `[[title]]` leads."""
        title = clean_text(title)
        key = title_key(title)
        retired: LinkTarget | None = None
        for named in self._notes.titled(title):
            if named.anchor is None:
                return LinkTarget(LinkKind.NOTE, named.note_id)
            if retired is None and self.path.resolve(named.anchor) is None:
                retired = LinkTarget(LinkKind.NOTE, named.note_id)
        return self._path_titles().get(key) or retired or LinkTarget(LinkKind.MISSING, key)

    def present(self, target: LinkTarget) -> LinkTarget:
        """The same target under its present id; a node for the note of that node; missing when it is no longer there."""
        match target.kind:
            case LinkKind.NODE:
                node_id = self.path.resolve(target.id)
                return LinkTarget(LinkKind.NODE, node_id) if node_id is not None else _missing(target)
            case LinkKind.RESOURCE:
                return target if target.id in self.path.resources else _missing(target)
            case LinkKind.NOTE:
                named = self._notes.named(target.id)
                if named is None:
                    return _missing(target)
                node_id = self.path.resolve(named.anchor) if named.anchor is not None else None
                return LinkTarget(LinkKind.NODE, node_id) if node_id is not None else target
        return target

    def names(self, target: LinkTarget) -> list[str]:
        """What `target` is called, the best name first; empty when it is not there."""
        target = self.present(target)
        if target.kind is LinkKind.NODE:
            node = self.path.nodes[target.id]
            return list(dict.fromkeys((node.short, node.title)))
        if target.kind is LinkKind.RESOURCE:
            return [self.path.resources[target.id].title]
        named = self._notes.named(target.id)
        return [named.title] if named is not None else []

    def stored_forms(self, target: LinkTarget) -> list[LinkTarget]:
        """Under which targets links to `target` may be kept: a node may have had other ids when they were written."""
        target = self.present(target)
        if target.kind is not LinkKind.NODE:
            return [target]
        return [LinkTarget(LinkKind.NODE, one) for one in (target.id, *self.path.nodes[target.id].renamed_from)]

    def address(self, target: LinkTarget) -> str:
        """The address of `target` in the reader, "" for what is missing."""
        target = self.present(target)
        match target.kind:
            case LinkKind.NODE:
                page = self.path.page_of(target.id)
                return address("page", page, target.id if page != target.id else "")
            case LinkKind.RESOURCE:
                return address("resource", target.id)
            case LinkKind.NOTE:
                return address("note", target.id)
        return ""

    def derive(self, body: str) -> list[NoteLink]:
        """The links of a body as the index keeps them, in order."""
        links = [link for link in parse_links(body) if link.title]
        addresses = parse_addresses(body)
        if addresses:
            links = sorted([*links, *addresses], key=lambda link: link.start)
        seen: dict[tuple[str, str], LinkTarget] = {}
        found: list[NoteLink] = []
        for link in links:
            key = (link.title, link.heading if link.explicit is not None else "")
            target = seen.get(key)
            if target is None:
                target = seen[key] = self.resolve(link)
            found.append(NoteLink(target.kind, target.id, link.shown, link.line))
        return found

    def _path_titles(self) -> dict[str, LinkTarget]:
        if self._titles is None:
            found: dict[str, LinkTarget] = {}
            lessons = (NodeKind.TOPIC, NodeKind.BLOCK)
            nodes = sorted(self.path.walk(), key=lambda node: node.kind not in lessons)
            for node in nodes:
                found.setdefault(title_key(node.title), LinkTarget(LinkKind.NODE, node.id))
            for node in nodes:
                found.setdefault(title_key(node.short), LinkTarget(LinkKind.NODE, node.id))
            for resource in self.path.resources.values():
                found.setdefault(title_key(resource.title), LinkTarget(LinkKind.RESOURCE, resource.id))
            found.pop("", None)
            self._titles = found
        return self._titles


class LinkIndex:
    """Keeps the links, tags and attachments of every note equal to its text. Used inside a transaction."""

    def __init__(self, notes: NotesRepository, resolver: LinkResolver) -> None:
        self._notes = notes
        self._resolver = resolver

    def put(self, note: Note) -> None:
        """Derive anew from `note`; one in the trash has no links and tags, and keeps its attachments."""
        is_kept = note.trashed_at is None
        self._notes.set_derived(
            note.id,
            links=self._resolver.derive(note.body) if is_kept else (),
            tags=with_parents(parse_tags(note.body)) if is_kept else (),
            attachments=parse_attachments(note.body),
        )

    @contextmanager
    def following(self, *, titles: Iterable[str] = (), note_ids: Iterable[str] = ()) -> Iterator[None]:
        """Around a change of which notes there are and what they are called: links in other notes find their new targets.

        `titles` are those that a note gets or loses, `note_ids` the notes that come, go or change their node.
        """
        keys = list(dict.fromkeys(title_key(title) for title in titles))
        targets = [LinkTarget(LinkKind.NOTE, note_id) for note_id in note_ids]
        before = [self._resolver.by_title(key) for key in keys] + [self._resolver.present(one) for one in targets]
        yield
        after = [self._resolver.by_title(key) for key in keys] + [self._resolver.present(one) for one in targets]
        for old, new in zip(before, after, strict=True):
            if old == new:
                continue
            if old.kind is LinkKind.MISSING:
                # Whatever leads to a missing title is written with that title.
                self._notes.retarget(old, new)
                continue
            for note_id, body in self._notes.bodies(self._notes.linking(old)).items():
                self._notes.set_links(note_id, self._resolver.derive(body))


def _missing(target: LinkTarget) -> LinkTarget:
    return LinkTarget(LinkKind.MISSING, f"{target.kind}:{target.id}")
