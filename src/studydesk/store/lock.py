"""One program at a time on a profile, by a lock of the operating system: it goes with the process, however that ends."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from studydesk.domain.errors import ExpectedError

NAME = "studydesk.lock"

if sys.platform == "win32":
    import msvcrt

    #: a byte far behind the text, since Windows keeps others from reading what is locked
    _BYTE = 1 << 20

    def _grab(file: BinaryIO) -> None:
        file.seek(_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _grab(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class ProfileLock:
    """Held from `acquire` until `release` or the end of the process. The lock file stays; only the lock counts."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    @staticmethod
    def acquire(data_dir: Path, *, now: datetime) -> ProfileLock:
        """Lock `data_dir`; ExpectedError naming the process and the time when another program holds it."""
        path = data_dir / NAME
        try:
            # Append: opening must not empty what the present holder has written there.
            file = path.open("a+b")
        except OSError as error:
            raise ExpectedError(
                f"The folder {data_dir} cannot be written to ({error.strerror}).",
                safe="Nothing in it was changed.",
                todo="Give yourself the right to write there, or start with --data-dir and another folder.",
            ) from error
        try:
            _grab(file)
        except OSError as error:
            holder = _holder(path)
            file.close()
            raise ExpectedError(
                f"StudyDesk is already open on {data_dir}{holder}.",
                safe="Your work is safe; two programs at once on one file would not be.",
                todo="Go to that window, or close it and try again.",
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()} {now.astimezone().isoformat(sep=' ', timespec='minutes')}\n".encode())
        file.flush()
        return ProfileLock(file)

    def release(self) -> None:
        """Let the profile go; may be called again."""
        self._file.close()


def _holder(path: Path) -> str:
    try:
        pid, _, since = path.read_text(encoding="utf-8").strip().partition(" ")
    except (OSError, UnicodeDecodeError):
        return ""
    return f" (process {pid}, since {since})" if pid.isdigit() and since else ""
