"""Work that takes longer than a click: on a thread of its own, with progress and cancel."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from studydesk.app.hub import ChangeHub
from studydesk.domain.changes import Changes, Kind

T = TypeVar("T")

#: progress is told at most so often
TELL_SECONDS = 0.1


class JobState(StrEnum):
    """Where a job is."""

    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class JobCancelled(Exception):  # noqa: N818  (no error: the learner wanted it)
    """Raised inside the work by `JobControl.check`."""


@dataclass(frozen=True, slots=True)
class JobProgress:
    """`total` 0 means that it is not known how much there is."""

    done: int = 0
    total: int = 0
    text: str = ""


class JobControl:
    """What the work is given: a place to say how far it is and to ask whether it is still wanted."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._told_at = 0.0
        self._cancelled = threading.Event()
        self.latest = JobProgress()

    def progress(self, done: int, total: int = 0, text: str = "") -> None:
        """Say how far the work is. Raises JobCancelled like `check`."""
        self.latest = JobProgress(done, total, text)
        present = time.monotonic()
        if present - self._told_at >= TELL_SECONDS:
            self._told_at = present
            self._tell()
        self.check()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raises JobCancelled when the learner has cancelled; to be called where the work can stop cleanly."""
        if self.is_cancelled:
            raise JobCancelled

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled.set()


class Job(Generic[T]):
    """One piece of work. `result` is there when DONE, `error` when FAILED; both are written before the state."""

    def __init__(self, job_id: str, title: str, control: JobControl) -> None:
        self.id = job_id
        self.title = title
        self.state = JobState.RUNNING
        self.result: T | None = None
        self.error: Exception | None = None
        self._control = control
        self._ended = threading.Event()

    @property
    def progress(self) -> JobProgress:
        return self._control.latest

    def cancel(self) -> None:
        """Ask it to stop; it ends as CANCELLED at its next check."""
        self._control.cancel()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it has ended and everyone was told, at most `timeout` seconds; whether it has."""
        return self._ended.wait(timeout)

    def end(self) -> None:
        """Called once by the runner, after everyone was told."""
        self._ended.set()


class Jobs:
    """Starts jobs and knows those that run. Tells `Kind.JOB` with the job's id from the job's own thread."""

    def __init__(self, hub: ChangeHub, *, is_inline: bool = False) -> None:
        self._hub = hub
        self._is_inline = is_inline
        self._lock = threading.Lock()
        self._running: dict[str, Job[object]] = {}
        self._count = 0

    def start(
        self, title: str, work: Callable[[JobControl], T], *, on_end: Callable[[Job[T]], None] | None = None
    ) -> Job[T]:
        """Run `work` on a thread, or right here when inline. `on_end` is called on that thread, before the change is told."""
        with self._lock:
            self._count += 1
            job_id = f"job-{self._count}"
        changes = Changes.of(Kind.JOB, ids=(job_id,))

        def tell() -> None:
            self._hub.publish(changes)

        control = JobControl(tell)
        job: Job[T] = Job(job_id, title, control)
        with self._lock:
            self._running[job_id] = job  # type: ignore[assignment]

        def run() -> None:
            state = JobState.DONE
            try:
                job.result = work(control)
            except JobCancelled:
                state = JobState.CANCELLED
            except Exception as error:  # noqa: BLE001  (kept for whoever started the job)
                job.error = error
                state = JobState.FAILED
            with self._lock:
                del self._running[job_id]
            job.state = state
            try:
                if on_end is not None:
                    on_end(job)
                tell()
            finally:
                job.end()

        tell()
        if self._is_inline:
            run()
        else:
            threading.Thread(target=run, name=f"{job_id} {title}", daemon=True).start()
        return job

    def running(self) -> list[Job[object]]:
        """Jobs that have not ended, oldest first."""
        with self._lock:
            return list(self._running.values())

    def close(self, *, seconds: float = 5.0) -> None:
        """Cancel what runs and wait for it, each at most `seconds`."""
        for job in self.running():
            job.cancel()
            job.wait(seconds)
