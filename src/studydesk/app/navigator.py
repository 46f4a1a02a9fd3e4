"""Where the learner is and where a click leads: the addresses of the desk, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from studydesk.domain.changes import Changes, Kind

if TYPE_CHECKING:
    from studydesk.app.hub import ChangeHub

SCHEME = "studydesk"


@dataclass(frozen=True, slots=True)
class Target:
    """A parsed address: `kind` is page, resource, note, attachment, asset, copy, term or web; `fragment` may be empty."""

    kind: str
    id: str
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A wish to see a page."""

    url: str
    new_tab: bool = False
    background: bool = False


class Opener(Protocol):
    """Whoever shows pages."""

    def __call__(self, opening: Opening, /) -> None: ...


def parse(url: str) -> Target:
    """The target of an address; anything that is not ours is of kind `web`, with the address as its id."""
    prefix = f"{SCHEME}://"
    if not url.startswith(prefix):
        return Target("web", url)
    rest, _, fragment = url[len(prefix) :].partition("#")
    kind, _, target_id = rest.partition("/")
    return Target(kind, target_id.split("?", 1)[0], fragment)


def address(kind: str, target_id: str, fragment: str = "") -> str:
    """The address of a target; the inverse of `parse`."""
    return f"{SCHEME}://{kind}/{target_id}" + (f"#{fragment}" if fragment else "")


class Navigator:
    """Opens addresses through the reader and knows which node is being studied."""

    def __init__(self, hub: ChangeHub) -> None:
        self._hub = hub
        self._opener: Opener | None = None
        self._note_opener: Opener | None = None
        self._waiting: list[Opening] = []
        self._focus = ""

    def set_opener(self, opener: Opener) -> None:
        """The reader says that it is there; what was asked for before comes now."""
        self._opener = opener
        waiting, self._waiting = self._waiting, []
        for opening in waiting:
            opener(opening)

    def set_note_opener(self, opener: Opener) -> None:
        """The note pane says that it is there: addresses of notes go to it and not to the reader."""
        self._note_opener = opener

    def open(self, url: str, *, new_tab: bool = False, background: bool = False) -> None:
        """Show `url`: in the present tab, in a new one, or in a new one behind it."""
        opening = Opening(url, new_tab=new_tab, background=background)
        if self._note_opener is not None and parse(url).kind == "note":
            self._note_opener(opening)
        elif self._opener is None:
            self._waiting.append(opening)
        else:
            self._opener(opening)

    @property
    def focus_id(self) -> str:
        """Id of the path node that is being studied, "" when none is."""
        return self._focus

    def focus(self, node_id: str) -> None:
        """Tree, reader and note pane follow the node that is studied."""
        if node_id != self._focus:
            self._focus = node_id
            self._hub.publish(Changes.of(Kind.FOCUS, ids=(node_id,)))
