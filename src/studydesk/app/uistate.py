"""How the window was left: layout, tabs, scroll positions, cursors, expanded nodes. No fact of the learner's."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from studydesk.domain.errors import ExpectedError

if TYPE_CHECKING:
    from studydesk.store.repositories.uistate import UiStateRepository

T = TypeVar("T")

#: written at most so often
SECONDS = 1.0


class UiState:
    """Read once, then from memory; written in one transaction at most once a second, and by `flush`.

    Without a scheduler what is saved within a second of the last write waits for the next `save` or `flush`.
    """

    def __init__(self, repository: UiStateRepository, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._repository = repository
        self._monotonic = monotonic
        # Kept as text, so that nobody's later change to a list they saved or loaded gets in unnoticed.
        self._texts = {key: json.dumps(value) for key, value in repository.all().items()}
        self._waiting: dict[str, Any] = {}
        self._written_at = monotonic() - SECONDS
        self._schedule: Callable[[float, Callable[[], None]], None] | None = None
        self._is_scheduled = False

    def set_scheduler(self, schedule: Callable[[float, Callable[[], None]], None]) -> None:
        """`schedule(seconds, call)` calls back once on this thread; the window gives its timer."""
        self._schedule = schedule

    def drop_scheduler(self) -> None:
        """The timer is gone: what is saved from now on waits for the next write or `flush`."""
        self._schedule = None
        self._is_scheduled = False

    def load(self, key: str, default: T) -> T:
        """The value kept under `key`, or `default` when there is none or it is of another type than the default."""
        if key not in self._texts:
            return default
        value: T = json.loads(self._texts[key])
        return value if default is None or isinstance(value, type(default)) else default

    def save(self, key: str, value: Any) -> None:
        """Keep a value that JSON can hold; an equal one is not written again.

        Never raises for the disk: what cannot be written now waits, and `flush` says it.
        """
        text = json.dumps(value)
        if self._texts.get(key) == text:
            return
        self._texts[key] = text
        self._waiting[key] = json.loads(text)
        left = SECONDS - (self._monotonic() - self._written_at)
        if left <= 0:
            try:
                self.flush()
            except ExpectedError:
                # How the window looks must not stand in the way of what the learner does, say going to another topic.
                self._written_at = self._monotonic()
                left = SECONDS
        if self._waiting and self._schedule is not None and not self._is_scheduled:
            self._is_scheduled = True
            self._schedule(left, self._on_time)

    def flush(self) -> None:
        """Write what waits."""
        if not self._waiting:
            return
        self._repository.put_all(self._waiting)
        self._waiting = {}
        self._written_at = self._monotonic()

    def _on_time(self) -> None:
        self._is_scheduled = False
        self.flush()
