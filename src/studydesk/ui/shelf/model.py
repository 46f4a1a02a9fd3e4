"""Resources and copies as rows under the block they serve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from studydesk.domain.copies import CopyKind, ResourceCopy
from studydesk.domain.path import NodeKind, Resource

if TYPE_CHECKING:
    from studydesk.app.desk import Desk

KEY_GROUP = "key"
FILES_GROUP = "files"


class Role(IntEnum):
    """Data roles beside Qt's own."""

    ROW = Qt.ItemDataRole.UserRole + 1
    SEARCH = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Row:
    """A group, a resource with the learner's copies of it, or a copy of no resource."""

    key: str
    title: str
    detail: str = ""
    resource: Resource | None = None
    copies: tuple[ResourceCopy, ...] = ()

    @property
    def is_group(self) -> bool:
        return self.resource is None and not self.copies


class ShelfModel(QStandardItemModel):
    """Small enough (some hundred rows) to be filled anew after every change."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def fill(self) -> None:
        """Read resources and copies; whether files are still there is looked up here and nowhere else."""
        self.clear()
        copies = self._desk.library.copies()
        for group, rows in self._groups(copies):
            if not rows:
                continue
            head = _item(group, group.title)
            head.setSelectable(False)
            for row in rows:
                head.appendRow(_item(row, f"{row.title} {row.detail} {group.title}"))
            self.appendRow(head)

    def _groups(self, copies: Sequence[ResourceCopy]) -> Iterator[tuple[Row, list[Row]]]:
        by_resource: dict[str, list[ResourceCopy]] = {}
        for copy in copies:
            by_resource.setdefault(copy.resource_id or "", []).append(copy)
        known = self._desk.path.resources
        loose = [copy for copy in copies if copy.resource_id not in known]
        yield Row(FILES_GROUP, self.tr("My files")), [self._file(copy) for copy in loose]
        for node in self._desk.path.walk():
            if node.kind is NodeKind.BLOCK:
                served = [one for one in known.values() if node.id in one.blocks and not one.key]
                rows = [self._resource(one, node.id, by_resource.get(one.id, ())) for one in served]
                yield Row(node.id, node.short or node.title), rows
        keys = [one for one in known.values() if one.key]
        yield (
            Row(KEY_GROUP, self.tr("Key resources")),
            [self._resource(one, KEY_GROUP, by_resource.get(one.id, ())) for one in keys],
        )

    def _resource(self, resource: Resource, group: str, copies: Sequence[ResourceCopy]) -> Row:
        detail = " · ".join(part for part in (resource.kind, resource.level, resource.cost) if part)
        return Row(f"{group}/{resource.id}", resource.title, detail, resource, tuple(copies))

    def _file(self, copy: ResourceCopy) -> Row:
        kinds = {CopyKind.HTML: self.tr("page"), CopyKind.FOLDER: self.tr("folder"), CopyKind.PDF: self.tr("PDF")}
        path = Path(copy.path)
        where = str(path.parent) if path.exists() else self.tr("not there any more")
        return Row(f"{FILES_GROUP}/{copy.id}", copy.title, f"{kinds[copy.kind]} · {where}", None, (copy,))


def _item(row: Row, search: str) -> QStandardItem:
    item = QStandardItem(row.title)
    item.setEditable(False)
    item.setData(row, int(Role.ROW))
    item.setData(search.casefold(), int(Role.SEARCH))
    item.setData(f"{row.title}\n{row.detail}" if row.detail else row.title, Qt.ItemDataRole.ToolTipRole)
    spoken = ", ".join(part for part in (row.title, row.detail, *(copy.kind.value for copy in row.copies)) if part)
    item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
    return item
