"""The learning path as an item model: one column, statuses and roll-ups at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from studydesk.domain.path import LEAF_KINDS, LearningPath, Node, NodeKind
from studydesk.domain.progress import Rollup, Status

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """Data roles beside Qt's own."""

    NODE = Qt.ItemDataRole.UserRole + 1
    STATUS = Qt.ItemDataRole.UserRole + 2
    SHARE = Qt.ItemDataRole.UserRole + 3
    ASIDE = Qt.ItemDataRole.UserRole + 4
    FILTER = Qt.ItemDataRole.UserRole + 5


def duration(minutes: float) -> str:
    """`25 m`, `3 h`, `3.5 h`: how long something takes, short enough for the tree."""
    if minutes < 90:
        return f"{round(minutes)} m"
    hours = round(minutes / 30) / 2
    return f"{hours:g} h"


class PathModel(QAbstractItemModel):
    """`statuses`, `rollups` and `spent` (minutes by node) are replaced as wholes; only changed rows are announced."""

    def __init__(self, path: LearningPath, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._statuses: Mapping[str, Status] = {}
        self._rollups: Mapping[str, Rollup] = {}
        self._spent: Mapping[str, float] = {}
        self._rows = {child: row for node in path.nodes.values() for row, child in enumerate(node.children)}
        self._rows.update({root: row for row, root in enumerate(path.roots)})
        # internalId is the position in this list.
        self._ids = [node.id for node in path.walk()]
        self._numbers = {node_id: number for number, node_id in enumerate(self._ids)}
        self._search = {
            node.id: f"{node.title} {node.short} {node.question}".casefold() for node in path.nodes.values()
        }

    # -- structure

    def index_of(self, node_id: str) -> QModelIndex:
        """The index of a node, invalid when the path has no such node."""
        if node_id not in self._numbers:
            return QModelIndex()
        return self.createIndex(self._rows[node_id], 0, self._numbers[node_id])

    def node(self, index: Index) -> Node:
        """The node behind a valid index."""
        return self._path.nodes[self._ids[index.internalId()]]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self.node(parent).children if parent.isValid() else self._path.roots
        if column == 0 and 0 <= row < len(children):
            return self.createIndex(row, 0, self._numbers[children[row]])
        return QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid():
            return QModelIndex()
        parent = self.node(index).parent
        return self.index_of(parent) if parent is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.node(parent).children) if parent.isValid() else len(self._path.roots)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    # -- data

    def set_progress(
        self, statuses: Mapping[str, Status], rollups: Mapping[str, Rollup], spent: Mapping[str, float]
    ) -> None:
        """Show new numbers; rows whose picture changes are announced one by one."""
        before = (self._statuses, self._rollups, self._spent)
        self._statuses, self._rollups, self._spent = statuses, rollups, spent
        changed = [
            node_id
            for node_id in self._ids
            if before[1].get(node_id) != rollups.get(node_id)
            or before[0].get(node_id) != statuses.get(node_id)
            or round(before[2].get(node_id, 0)) != round(spent.get(node_id, 0))
        ]
        for node_id in changed:
            index = self.index_of(node_id)
            self.dataChanged.emit(index, index)

    def status(self, node_id: str) -> Status:
        """The status shown for a node: its own on a leaf, the roll-up's elsewhere."""
        node = self._path.nodes[node_id]
        if node.children or node.kind not in LEAF_KINDS:
            rollup = self._rollups.get(node_id)
            return rollup.status if rollup else Status.NOT_STARTED
        return self._statuses.get(node_id, Status.NOT_STARTED)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self.node(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return node.short or node.title
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(node)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{node.short or node.title}, {self._status_words(node)}, {self._aside(node)}"
            case Role.NODE:
                return node
            case Role.STATUS:
                return self.status(node.id)
            case Role.SHARE:
                rollup = self._rollups.get(node.id)
                return rollup.share if rollup else 0.0
            case Role.ASIDE:
                return self._aside(node)
            case Role.FILTER:
                return self._search[node.id]
            case _:
                return None

    def _aside(self, node: Node) -> str:
        spent = self._spent.get(node.id, 0.0)
        rollup = self._rollups.get(node.id)
        if node.children and rollup is not None:
            return (
                f"{round(rollup.share * 100)} %" if rollup.done else duration(rollup.minutes) if rollup.minutes else ""
            )
        if self.status(node.id) in (Status.DONE, Status.SKIPPED):
            return duration(spent) if spent >= 1 else ""
        if spent >= 1:
            return f"{round(spent)} / {node.minutes} m"
        return duration(node.minutes) if node.minutes else ""

    def _status_words(self, node: Node) -> str:
        words = {
            Status.NOT_STARTED: self.tr("not started"),
            Status.IN_PROGRESS: self.tr("in progress"),
            Status.DONE: self.tr("done"),
            Status.SKIPPED: self.tr("skipped"),
        }
        return words[self.status(node.id)]

    def _tip(self, node: Node) -> str:
        lines = [node.title]
        rollup = self._rollups.get(node.id)
        if node.children and rollup is not None:
            lines.append(
                self.tr("{done} of {total} done, {skipped} skipped").format(
                    done=rollup.done, total=rollup.total, skipped=rollup.skipped
                )
            )
        else:
            lines.append(self._status_words(node).capitalize())
        estimate = rollup.minutes if rollup is not None else node.minutes
        spent = self._spent.get(node.id, 0.0)
        if estimate or spent >= 1:
            lines.append(
                self.tr("estimated {estimate}, spent {spent}").format(
                    estimate=duration(estimate), spent=duration(spent)
                )
            )
        if node.kind is NodeKind.TOPIC and node.question:
            lines.insert(1, node.question)
        return "\n".join(lines)


def spent_totals(path: LearningPath, minutes: Mapping[str, float]) -> dict[str, float]:
    """Minutes spent at and below every node."""
    totals: dict[str, float] = {}
    for node in reversed(list(path.walk())):
        totals[node.id] = minutes.get(node.id, 0.0) + sum(totals[child] for child in node.children)
    return totals


def leaves(path: LearningPath, node_ids: Iterable[str]) -> list[str]:
    """What carries a status at and below the given nodes, in order."""
    found = dict.fromkeys(node.id for start in node_ids for node in path.walk(start) if node.kind in LEAF_KINDS)
    return list(found)
