"""Tabs and their histories as plain data: what is open, where in it, what was open before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from studydesk.app.navigator import address, parse

if TYPE_CHECKING:
    from studydesk.domain.path import LearningPath

_CLOSED_KEPT = 20
_HISTORY_KEPT = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A page and where in it. `url` "" is the start page, made of widgets.

    On web pages `anchor` is the id of the section above the top edge and `offset` the distance below its heading in CSS pixels
    (from the top of the page when there is no anchor). In a PDF `anchor` is the page number from 0 and `offset` points from its top.
    """

    url: str = ""
    anchor: str = ""
    offset: float = 0.0


@dataclass(slots=True)
class Tab:
    """One tab: its history and where in it we are."""

    places: list[Place] = field(default_factory=lambda: [Place()])
    at: int = 0
    title: str = ""

    @property
    def place(self) -> Place:
        return self.places[self.at]

    @property
    def can_go_back(self) -> bool:
        return self.at > 0

    @property
    def can_go_forward(self) -> bool:
        return self.at < len(self.places) - 1

    def visit(self, place: Place) -> None:
        """Go to a new place; what lay ahead is forgotten. The start page leaves no trace."""
        if not self.place.url:
            self.places[self.at] = place
            del self.places[self.at + 1 :]
            return
        del self.places[self.at + 1 :]
        self.places.append(place)
        del self.places[:-_HISTORY_KEPT]
        self.at = len(self.places) - 1

    def go(self, steps: int) -> bool:
        """Back (negative) or forward; False when there is nothing there."""
        wanted = self.at + steps
        if not 0 <= wanted < len(self.places):
            return False
        self.at = wanted
        return True

    def keep_position(self, anchor: str, offset: float) -> None:
        """Remember where in the page we are."""
        self.places[self.at] = replace(self.place, anchor=anchor, offset=offset)


@dataclass(slots=True)
class TabSet:
    """The open tabs in their order and the ones closed last. `current` is -1 when nothing is open."""

    tabs: list[Tab] = field(default_factory=list)
    current: int = -1
    closed: list[tuple[int, Tab]] = field(default_factory=list)

    @property
    def tab(self) -> Tab | None:
        """The tab in front."""
        return self.tabs[self.current] if 0 <= self.current < len(self.tabs) else None

    def add(self, tab: Tab, *, position: int | None = None) -> int:
        """Put a tab right of the one in front (or at `position`) and say where it is; the one in front stays in front."""
        wanted = self.current + 1 if position is None else max(0, min(position, len(self.tabs)))
        self.tabs.insert(wanted, tab)
        if self.current >= wanted:
            self.current += 1
        return wanted

    def close(self, position: int) -> None:
        """Close a tab; the right neighbour comes to the front, or the left one."""
        tab = self.tabs.pop(position)
        if tab.place.url:
            self.closed.append((position, tab))
            del self.closed[:-_CLOSED_KEPT]
        if position < self.current or self.current == len(self.tabs):
            self.current -= 1

    def reopen(self) -> int:
        """Bring back the tab closed last and say where it is; -1 when none was closed."""
        if not self.closed:
            return -1
        position, tab = self.closed.pop()
        return self.add(tab, position=position)

    def move(self, source: int, goal: int) -> None:
        """Drag a tab; the one in front stays in front."""
        front = self.tab
        self.tabs.insert(goal, self.tabs.pop(source))
        if front is not None:
            self.current = next(number for number, tab in enumerate(self.tabs) if tab is front)

    def save(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "tabs": [
                {"title": tab.title, "at": tab.at, "places": [asdict(place) for place in tab.places]}
                for tab in self.tabs
            ],
            "current": self.current,
        }

    @staticmethod
    def load(state: Mapping[str, Any]) -> TabSet:
        """What `save` said; whatever cannot be read is passed over."""
        found = TabSet()
        for entry in state.get("tabs", ()):
            tab = _tab(entry)
            if tab is not None:
                found.tabs.append(tab)
        current = state.get("current", 0)
        found.current = (
            max(0, min(current if isinstance(current, int) else 0, len(found.tabs) - 1)) if found.tabs else -1
        )
        return found


def _tab(entry: Any) -> Tab | None:
    if not isinstance(entry, Mapping):
        return None
    places: list[Place] = []
    for one in entry.get("places", ()):
        if isinstance(one, Mapping) and isinstance(one.get("url"), str):
            offset = one.get("offset", 0.0)
            places.append(
                Place(one["url"], str(one.get("anchor", "")), float(offset) if isinstance(offset, int | float) else 0.0)
            )
    if not places:
        return None
    at = entry.get("at", 0)
    return Tab(places, max(0, min(at if isinstance(at, int) else 0, len(places) - 1)), str(entry.get("title", "")))


def page_url(url: str) -> str:
    """The address without its fragment: what is loaded."""
    return url.partition("#")[0]


def present(url: str, path: LearningPath) -> str:
    """The address as it is now: renamed nodes under their new id, nested topics on the page of their outermost topic."""
    target = parse(url)
    if target.kind != "page":
        return url
    node_id = path.resolve(target.id)
    if node_id is None:
        return url
    fragment = path.resolve(target.fragment) or target.fragment
    page = path.page_of(node_id)
    if page != node_id and not fragment:
        fragment = node_id
    return address("page", page, "" if fragment == page else fragment)


def node_of(url: str, path: LearningPath) -> str:
    """The node that an address is about: its section's or its page's, "" for anything that is not of the path."""
    target = parse(url)
    if target.kind != "page":
        return ""
    if target.fragment in path.nodes:
        return target.fragment
    return path.resolve(target.id) or ""
