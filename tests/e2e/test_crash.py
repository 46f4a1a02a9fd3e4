"""kill -9 of the real program at random moments while typing and rating: the file opens, nothing older than a second is lost."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from studydesk.app.desk import open_desk
from studydesk.domain.days import utc_now
from tests.support.screen import HAS_SCREEN, Program, Screen, screen

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(not HAS_SCREEN, reason="needs Xvfb and openbox")]

GROUPS = 4
ROUNDS = 25  # 100 in all
TOPIC = "m1w2b1.types"
SECOND = 1.0


@pytest.fixture(scope="module")
def display() -> Iterator[Screen]:
    with screen() as made:
        yield made


@dataclass
class Typist:
    """Types and remembers when each character went in."""

    screen: Screen
    rng: random.Random
    times: list[float] = field(default_factory=list)
    text: str = ""

    def type_for(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            character = self.rng.choice("abcdefghijklmnopqrstuvwxyz     ")
            self.screen.type(character)
            self.times.append(time.monotonic())
            self.text += character
            time.sleep(self.rng.choice((0.01, 0.03, 0.06, 0.2)))

    def safe_at(self, moment: float) -> int:
        """How many characters were typed at least a second before `moment`."""
        return sum(stamp <= moment - SECOND for stamp in self.times)


def body(data_dir: Path) -> str:
    """The note as it stands in the file that the dead program left."""
    connection = sqlite3.connect(data_dir / "studydesk.db")
    try:
        row = connection.execute("SELECT body FROM note WHERE anchor = ?", (TOPIC,)).fetchone()
        return str(row[0]) if row else ""
    finally:
        connection.close()


def levels(data_dir: Path) -> dict[str, int]:
    """The last rating of each skill, in the file that the dead program left."""
    desk = open_desk(data_dir, utc_now())
    try:
        return {skill: rating.level for skill, rating in desk.skills.current().items()}
    finally:
        desk.close(utc_now())


def prepare(data_dir: Path, *, page: str) -> None:
    """The window of the next start: `page`, no tab open, the topic in focus by its address."""
    desk = open_desk(data_dir, utc_now())
    reader = {"tabs": [], "focus": TOPIC}
    desk.uistate.save("window", {"page": page, "panels": {"reader": reader, "progress": {"rating": True}}})
    desk.close(utc_now())


@pytest.mark.parametrize("group", range(GROUPS))
def test_nothing_older_than_a_second_is_lost(group: int, display: Screen, tmp_path: Path) -> None:
    rng = random.Random(1000 + group)
    data_dir = tmp_path / "profile"
    skills: list[str] = []
    for number in range(ROUNDS):
        rate = number % 5 == 4
        prepare(data_dir, page="progress" if rate else "path")
        if not skills:
            desk = open_desk(data_dir, utc_now())
            skills = [skill for area in desk.path.areas for skill in area.skills]
            desk.close(utc_now())
        before = body(data_dir)
        # Every third time with a lesson open, so that the web engine is there too.
        reads = number % 3 == 0 and not rate
        program = Program(
            display, data_dir, "--debug", "signals,timing", *([f"studydesk://page/{TOPIC}"] if reads else [])
        )
        try:
            display.wait_for_window()
            if rate:
                _rate(display, program, data_dir, skills, rng)
            else:
                if reads:
                    program.wait_for_word("timing: page")
                _write(display, program, data_dir, before, rng)
        finally:
            program.kill()


def _write(display: Screen, program: Program, data_dir: Path, before: str, rng: random.Random) -> None:
    program.wait_for_word(f"focus {TOPIC}")
    program.wait_for_word("timing: keyboard")
    display.key("Control_L", "e")
    display.key("Control_L", "End")
    typist = Typist(display, rng)
    typist.type_for(rng.uniform(0.3, 2.6))
    program.kill()
    moment = time.monotonic()
    found = body(data_dir)
    assert found.startswith(before), "what was in the file before is gone"
    written = found[len(before) :]
    assert typist.text.startswith(written), f"not what was typed: {written!r}"
    lost = f"lost words older than a second: {len(written)} of {typist.safe_at(moment)} are there"
    assert len(written) >= typist.safe_at(moment), f"{lost}\n{program.errors.read_text()[-2000:]}"


def _rate(display: Screen, program: Program, data_dir: Path, skills: list[str], rng: random.Random) -> None:
    program.wait_for_word("timing: keyboard")
    program.wait_for_word("timing: progress")
    display.key("Down")
    wanted: list[tuple[float, str, int]] = []
    for skill in skills[: rng.randint(2, 8)]:
        level = rng.randint(1, 5)
        display.type(str(level))
        wanted.append((time.monotonic(), skill, level))
        display.key("Down")
        time.sleep(rng.choice((0.02, 0.1, 0.3)))
    time.sleep(rng.uniform(0, 1.2))
    program.kill()
    moment = time.monotonic()
    found = levels(data_dir)
    for stamp, skill, level in wanted:
        if stamp <= moment - SECOND:
            assert found.get(skill) == level, f"a rating of {skill} older than a second is gone"
