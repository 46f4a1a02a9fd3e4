"""The common way to say what can happen to anyone: a sentence where the learner looks, never a dialog about a bug."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from studydesk.domain.errors import ExpectedError


@contextmanager
def spoken(say: Callable[[str], object]) -> Iterator[None]:
    """An ExpectedError of the block ends the block and becomes its sentence, given to `say`; anything else goes on up."""
    try:
        yield
    except ExpectedError as error:
        say(str(error))
