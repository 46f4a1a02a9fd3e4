"""The one kind of error that a learner is meant to read."""

from __future__ import annotations


class ExpectedError(Exception):
    """Something that can happen to anyone: said in sentences, never with a traceback.

    `happened` says what happened, `safe` what is not lost, `todo` what to do next.
    """

    def __init__(self, happened: str, *, safe: str = "", todo: str = "") -> None:
        super().__init__(" ".join(part for part in (happened, safe, todo) if part))
        self.happened = happened
        self.safe = safe
        self.todo = todo
