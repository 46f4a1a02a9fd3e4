"""The one place where a write tells everyone who shows data what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock

from studydesk.domain.changes import Changes, Kind


@dataclass(eq=False, slots=True)
class Subscription:
    """One listener's place at the hub; `cancel()` may be called more than once."""

    kinds: frozenset[Kind]
    callback: Callable[[Changes], object]
    _hub: ChangeHub

    def cancel(self) -> None:
        """Hear nothing more, not even of a change that is being told right now."""
        self._hub.forget(self)


class ChangeHub:
    """Tells subscribers of changes, in the order they subscribed, on the thread that publishes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._subscriptions: list[Subscription] = []

    def subscribe(self, kinds: Iterable[Kind], callback: Callable[[Changes], object]) -> Subscription:
        """Call `callback` with every change that has at least one of `kinds`."""
        subscription = Subscription(frozenset(kinds), callback, self)
        with self._lock:
            self._subscriptions.append(subscription)
        return subscription

    def forget(self, subscription: Subscription) -> None:
        """Undo a `subscribe`; nothing happens when that was done before."""
        with self._lock:
            self._subscriptions = [one for one in self._subscriptions if one is not subscription]

    def publish(self, changes: Changes) -> None:
        """Tell everyone who watches one of the kinds.

        What has been written is written: a listener that fails keeps no other from hearing; its error is raised at the end.
        """
        with self._lock:
            listeners = [one for one in self._subscriptions if one.kinds & changes.kinds]
        failed: Exception | None = None
        for one in listeners:
            if one not in self._subscriptions:
                continue
            try:
                one.callback(changes)
            except Exception as error:  # noqa: BLE001  (raised again below)
                failed = failed or error
        if failed is not None:
            raise failed
