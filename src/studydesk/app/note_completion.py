"""What `[[` offers: topics, notes and resources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from studydesk.app.note_links import LinkResolver
from studydesk.domain.notes import Completion, CompletionKind, LinkKind, LinkTarget, is_linkable, link_text, title_key
from studydesk.domain.path import LearningPath, Node, NodeKind

if TYPE_CHECKING:
    from studydesk.store.repositories.notes import Named, NotesRepository

_OFFERED = frozenset({NodeKind.TOPIC, NodeKind.BLOCK, NodeKind.EXERCISE})


class Rank(IntEnum):
    """How well a name fits, best first."""

    PREFIX = 0
    WORD = 1
    WITHIN = 2


@dataclass(frozen=True, slots=True)
class _Offer:
    """`names` are keys to match; `order` parts equals."""

    label: str
    names: tuple[str, ...]
    target: LinkTarget
    kind: CompletionKind
    detail: str
    order: int


class NoteCompletion:
    """Prefix before word prefix before anywhere; among equals topics, notes, resources; then the shorter name."""

    def __init__(self, notes: NotesRepository, resolver: LinkResolver) -> None:
        self._notes = notes
        self._resolver = resolver
        self._offers: list[_Offer] | None = None

    def complete(self, prefix: str, *, limit: int = 20) -> list[Completion]:
        """At most `limit` offers for what was typed behind `[[`; without a prefix the notes changed last and the path's start."""
        key = title_key(prefix)
        if not key:
            recent = [_of_note(one) for one in self._notes.recent(limit=limit) if not self._is_shown_by_node(one)]
            return [self._completion(offer) for offer in [*recent[: limit // 2], *self._of_path()][:limit]]
        ranked: dict[LinkTarget, tuple[Rank, int, int, str, _Offer]] = {}
        for offer in self._of_path():
            fits = [(rank, len(name)) for name in offer.names if (rank := rank_of(name, key)) is not None]
            if fits:
                rank, length = min(fits)
                ranked[offer.target] = (rank, offer.order, length, offer.label, offer)
        for named in self._found_notes(prefix, limit=limit):
            offer = _of_note(named)
            rank = rank_of(offer.names[0], key)
            # Found by its words in spite of accents or what stands between them.
            ranked[offer.target] = (
                Rank.WORD if rank is None else rank,
                offer.order,
                len(offer.label),
                offer.label,
                offer,
            )
        best = sorted(ranked.values(), key=lambda entry: entry[:4])[:limit]
        return [self._completion(entry[4]) for entry in best]

    def _found_notes(self, prefix: str, *, limit: int) -> list[Named]:
        """Each wider question is asked only when the narrower one left room."""
        found: dict[str, Named] = {}
        for ask in (self._notes.titles, self._notes.titles_with_words, self._notes.titles_within):
            found.update((one.note_id, one) for one in ask(prefix, limit=limit) if not self._is_shown_by_node(one))
            if len(found) >= limit:
                break
        return list(found.values())

    def _is_shown_by_node(self, named: Named) -> bool:
        return named.anchor is not None and self._resolver.path.resolve(named.anchor) is not None

    def _completion(self, offer: _Offer) -> Completion:
        is_plain = is_linkable(offer.label) and self._resolver.by_title(offer.label) == offer.target
        insert = f"[[{offer.label}]]" if is_plain else link_text(offer.target, offer.label)
        return Completion(offer.label, insert, offer.kind, offer.detail)

    def _of_path(self) -> list[_Offer]:
        if self._offers is None:
            path = self._resolver.path
            offers = [_of_node(path, node) for node in path.walk() if node.kind in _OFFERED]
            for resource in path.resources.values():
                detail = ", ".join(resource.authors) or resource.kind
                target = LinkTarget(LinkKind.RESOURCE, resource.id)
                names = (title_key(resource.title),)
                offers.append(_Offer(resource.title, names, target, CompletionKind.RESOURCE, detail, 2))
            self._offers = offers
        return self._offers


def rank_of(name: str, key: str) -> Rank | None:
    """How well `name` fits `key` (both `title_key`s); None when it does not."""
    at = name.find(key)
    if at < 0:
        return None
    if at == 0:
        return Rank.PREFIX
    return Rank.WORD if re.search(r"(?<!\w)" + re.escape(key), name) else Rank.WITHIN


def _of_node(path: LearningPath, node: Node) -> _Offer:
    names = tuple(dict.fromkeys((title_key(node.short), title_key(node.title))))
    parent = path.nodes[node.parent] if node.parent is not None else None
    target = LinkTarget(LinkKind.NODE, node.id)
    return _Offer(node.short, names, target, CompletionKind.TOPIC, parent.short if parent else "", 0)


def _of_note(named: Named) -> _Offer:
    target = LinkTarget(LinkKind.NOTE, named.note_id)
    return _Offer(named.title, (title_key(named.title),), target, CompletionKind.NOTE, "", 1)
