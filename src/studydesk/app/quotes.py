"""Passages that go from a page into the note; reader and note pane meet here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """`text` is plain text as selected (line breaks kept), `url` the page's address with its section, `title` what to call the page."""

    text: str
    url: str
    title: str

    def markdown(self) -> str:
        """The passage as a Markdown quotation with a line that leads back to its page."""
        lines = [f"> {line}".rstrip() for line in self.text.strip().splitlines()]
        # Brackets would end the label of the link.
        label = self.title.replace("[", "(").replace("]", ")")
        return "\n".join([*lines, f"> — [{label}]({self.url})"])


class Quotes:
    """Whoever takes quotes listens; the page sends."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Quote], object]] = []

    def listen(self, listener: Callable[[Quote], object]) -> Callable[[], None]:
        """Call `listener` with every quote; the returned function ends that and may be called more than once."""
        self._listeners.append(listener)

        def cancel() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return cancel

    def send(self, text: str, url: str, title: str) -> bool:
        """Hand a passage on. False when it is blank or nobody takes quotes."""
        quote = Quote(text, url, title)
        if not text.strip() or not self._listeners:
            return False
        for listener in tuple(self._listeners):
            listener(quote)
        return True
