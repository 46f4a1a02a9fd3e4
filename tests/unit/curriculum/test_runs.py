"""Pieces of code in processes of their own."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from studydesk.curriculum.loader import Loaded
from studydesk.curriculum.runs.checks import plain_output, run_checks
from studydesk.curriculum.runs.process import Piece, Runner, run_piece, versions
from studydesk.curriculum.source import open_source


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def run(code: str, cache: Path, *, limit: float = 30) -> tuple[str, str]:
    outcome = run_piece(Piece("a.py", code), limit=limit, cache_dir=cache)
    return outcome.text, outcome.error


def test_a_piece_prints_or_makes_its_file(cache: Path) -> None:
    assert run("print('Grüße')", cache) == ("Grüße\n", "")
    piece = Piece(
        "b/x.py", "import help_me\nopen('x.svg', 'w').write(help_me.TEXT)", {"help_me.py": "TEXT = 'svg'"}, "b/x.svg"
    )
    assert run_piece(piece, limit=30, cache_dir=cache).text == "svg"
    assert "made no x.svg" in run_piece(Piece("x.py", "", {}, "x.svg"), limit=30, cache_dir=cache).error


def test_an_error_is_said_with_its_last_lines(cache: Path) -> None:
    text, error = run("print(1)\nraise ValueError('too much')", cache)
    assert text == "1\n"
    assert "ValueError: too much" in error


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)",
        "import urllib.request; urllib.request.urlopen('http://localhost:9', timeout=1)",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "import socket; socket.socket().bind(('127.0.0.1', 0))",
    ],
)
def test_the_network_is_off(code: str, cache: Path) -> None:
    assert "the network is off" in run(code, cache)[1]


def test_a_piece_that_never_ends_is_ended(cache: Path) -> None:
    assert run("while True: pass", cache, limit=0.5)[1] == "It ran for more than 0.5 seconds."


def test_a_piece_has_a_namespace_and_a_home_of_its_own(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    code = "import os, sys\nprint(sorted(k for k in globals() if not k.startswith('__')), 'SECRET' in os.environ, sys.argv[1:], os.listdir())"
    assert run(code, cache)[0] == "['os', 'sys'] False [] ['a.py']\n"


def test_results_are_remembered_until_code_or_versions_change(cache: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    code = f"open({str(seen)!r}, 'a').write('x')\nprint(len(open({str(seen)!r}).read()))"
    runner = Runner(cache)
    assert [runner.run(Piece("a.py", code))[1] for _ in range(2)] == [False, True]
    assert runner.run(Piece("a.py", code + "\n"))[0].text == "2\n"
    assert Runner(cache, ignore_cache=True).run(Piece("a.py", code))[0].text == "3\n"
    assert runner.run(Piece("a.py", code)) == (Runner(cache).run(Piece("a.py", code))[0], True)
    assert versions()["python"] == sys.version.split()[0]


def test_failures_and_broken_memories_are_tried_again(cache: Path) -> None:
    runner = Runner(cache)
    assert [runner.run(Piece("a.py", "1/0"))[1] for _ in range(2)] == [False, False]
    runner.run(Piece("a.py", "print(1)"))
    for text in ("{", "[]", json.dumps({"text": "2"})):
        next(cache.glob("*.json")).write_text(text, encoding="utf-8")
        outcome, was_remembered = runner.run(Piece("a.py", "print(1)"))
        assert (outcome.text, was_remembered) == ("1\n", False)


def test_the_small_path_runs(loaded: Loaded, folder: Path, cache: Path) -> None:
    report = run_checks(loaded.curriculum, open_source(folder), Runner(cache), jobs=2)
    assert report.problems == ()
    assert report.count == 7  # three examples, an output question, a number, two figures
    assert run_checks(loaded.curriculum, open_source(folder), Runner(cache)).remembered == 7


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("42", "42"),
        ("`42`", "42"),
        ("`` a`b ``", "a`b"),
        ("```text\n1\n2\n```", "1\n2"),
        ("`a` and `b`", "`a` and `b`"),
    ],
)
def test_an_option_says_its_output_with_or_without_code_marks(text: str, plain: str) -> None:
    assert plain_output(text) == plain
