"""The real program on Xvfb: a note is there after a restart, nothing reaches for the network, two programs do not share a profile."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.support.screen import HAS_SCREEN, Program, Screen, screen

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(not HAS_SCREEN, reason="needs Xvfb and openbox")]

LESSON = "studydesk://page/m1w2b1.outliers"


@pytest.fixture(scope="module")
def display() -> Iterator[Screen]:
    with screen() as made:
        yield made


def until(claim: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for something outside this process, which has no signal to give."""
    end = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def value(data_dir: Path, sql: str) -> object:
    connection = sqlite3.connect(data_dir / "studydesk.db", timeout=10)
    try:
        row = connection.execute(sql).fetchone()
        return row[0] if row else None
    except sqlite3.OperationalError:
        return None
    finally:
        connection.close()


def test_a_note_is_written_and_found_after_a_restart(display: Screen, tmp_path: Path) -> None:
    data_dir = tmp_path / "profile"
    program = Program(display, data_dir, "--debug", "signals,timing", LESSON)
    try:
        display.wait_for_window()
        program.wait_for_word("focus m1w2b1.outliers")
        program.wait_for_word("timing: keyboard")
        display.key("Control_L", "e")
        display.type("the fence cuts off malignant cases")
        until(
            lambda: (
                value(data_dir, "SELECT body FROM note WHERE anchor = 'm1w2b1.outliers'")
                == "the fence cuts off malignant cases"
            )
        )
        assert program.quit() == 0
        again = Program(display, data_dir, "--debug", "signals,timing")
        try:
            display.wait_for_window()
            again.wait_for_word("focus m1w2b1.outliers")
            again.wait_for_word("timing: keyboard")
            display.key("Control_L", "e")
            display.key("Control_L", "End")
            display.type(" only")
            until(
                lambda: str(value(data_dir, "SELECT body FROM note WHERE anchor = 'm1w2b1.outliers'")).endswith(
                    "cases only"
                )
            )
        finally:
            assert again.quit() == 0
    finally:
        program.process.kill()
    assert "Traceback" not in program.errors.read_text()


def test_no_socket_is_ever_opened(display: Screen, tmp_path: Path) -> None:
    program = Program(display, tmp_path / "profile", LESSON)
    found: list[object] = []
    try:
        display.wait_for_window()
        end = time.monotonic() + 8
        while time.monotonic() < end:
            for process in (
                psutil.Process(program.process.pid),
                *psutil.Process(program.process.pid).children(recursive=True),
            ):
                try:
                    found += process.net_connections(kind="inet")
                except psutil.Error:
                    continue
            time.sleep(0.05)
    finally:
        code = program.quit()
    assert found == []
    assert code == 0


def test_a_second_program_on_the_profile_says_so(display: Screen, tmp_path: Path) -> None:
    data_dir = tmp_path / "profile"
    first = Program(display, data_dir)
    try:
        display.wait_for_window()
        second = Program(display, data_dir)
        try:
            until(lambda: "open" in second.errors.read_text())
            until(lambda: display.windows(100) > 1)
            display.key("Return")
            until(lambda: second.process.poll() is not None)
            assert second.process.returncode == 1
        finally:
            second.process.kill()
    finally:
        first.quit()
