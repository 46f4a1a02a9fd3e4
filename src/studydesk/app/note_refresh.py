"""Links in notes are derived anew after an update of the path has changed its titles."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from studydesk.domain.path import LearningPath

if TYPE_CHECKING:
    from studydesk.app.notes import NotesService
    from studydesk.app.uistate import UiState

_KEY = "path.titles"
#: so many notes are read and written in a few milliseconds
AT_ONCE = 10


class NoteRefresh:
    """A few notes at a time, so that the window never waits for it. Broken off, it begins again at the next start."""

    def __init__(self, notes: NotesService, uistate: UiState, path: LearningPath) -> None:
        self._notes = notes
        self._uistate = uistate
        self._titles = _digest(path)
        self._waiting = [] if uistate.load(_KEY, "") == self._titles else notes.ids()

    def step(self) -> bool:
        """Do some of it; whether there is more. Raises ExpectedError when the file cannot be written."""
        some = self._waiting[:AT_ONCE]
        if some:
            self._notes.reindex(some)
            del self._waiting[:AT_ONCE]
        if not self._waiting:
            self._uistate.save(_KEY, self._titles)
        return bool(self._waiting)


def _digest(path: LearningPath) -> str:
    """Names everything that a link in a note can be resolved by."""
    names = [
        *((node.id, node.title, node.short, node.renamed_from) for node in path.nodes.values()),
        *((resource.id, resource.title) for resource in path.resources.values()),
    ]
    return hashlib.sha256(json.dumps(names).encode()).hexdigest()[:16]
