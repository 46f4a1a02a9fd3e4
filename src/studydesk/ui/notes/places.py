"""Where the learner was in each note and how it was shown, kept over restarts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from studydesk.domain.notes import Note

if TYPE_CHECKING:
    from studydesk.app.desk import Desk


class View(StrEnum):
    """How a note is shown; the values of the setting `notes.view`."""

    SOURCE = "source"
    SPLIT = "split"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Place:
    """`caret` counts Qt's positions, -1 is the end; `top` is the number of the first line on screen."""

    view: View
    caret: int = -1
    top: int = 0


class NotePlaces:
    """A note that was shown before has the view it had, any other one `usual`: what was chosen last, at first the setting."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.usual = View(str(desk.settings.get("notes.view")))

    def load(self, note: Note | None) -> Place:
        """Where `note` was left."""
        kept: dict[str, Any] = self._desk.uistate.load(_key(note), {}) if note is not None else {}
        view, caret, top = kept.get("view"), kept.get("caret"), kept.get("top")
        return Place(
            View(view) if view in set(View) else self.usual,
            caret if isinstance(caret, int) else -1,
            top if isinstance(top, int) else 0,
        )

    def save(self, note: Note, place: Place) -> None:
        """Keep where `note` is left."""
        self._desk.uistate.save(_key(note), {"view": str(place.view), "caret": place.caret, "top": place.top})


def _key(note: Note) -> str:
    return f"note.{note.id}"
