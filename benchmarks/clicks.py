"""What a click costs on the big fixture: 20,000 notes, 200,000 facts. `python -m benchmarks.clicks [--json]`, wanted: p95 ≤ 8 ms.

A write counts with its fsync, so the figures are those of the disk that the temporary folder is on (`--data-dir` for another).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from studydesk.app.charts import ChartsService
from studydesk.app.clock import Clock
from studydesk.app.hub import ChangeHub
from studydesk.app.progress import ProgressService
from studydesk.app.skills import SkillsService
from studydesk.app.time import TimeService
from studydesk.domain.facts import ActivityKind
from studydesk.domain.notes import LinkKind, Note, NoteKind
from studydesk.domain.path import LEAF_KINDS
from studydesk.domain.progress import Status
from studydesk.store.database import Database
from studydesk.store.repositories.notes import NotesRepository
from studydesk.store.repositories.ratings import RatingsRepository
from studydesk.store.repositories.spans import SpansRepository
from studydesk.store.repositories.statuses import StatusesRepository
from studydesk.store.repositories.uistate import UiStateRepository
from tests.support.big import DAYS, START, big_path, build_big, vocabulary

WANTED_MS = 8.0
ROUNDS = 100
NOW = START + timedelta(days=DAYS)


def measure(work: Callable[[int], object], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each round, sorted; the first round, which fills SQLite's cache, is left out."""
    work(0)
    found = []
    for number in range(1, rounds + 1):
        start = time.perf_counter()
        work(number)
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)


def clicks(database: Database) -> dict[str, Callable[[int], object]]:
    """Every click-sized read and write by name, as the services do them."""
    path = big_path()
    hub, clock = ChangeHub(), Clock()
    notes, ratings, spans = NotesRepository(database), RatingsRepository(database), SpansRepository(database)
    statuses = StatusesRepository(database)
    progress = ProgressService(database, statuses, path=path, hub=hub, clock=clock)
    skills = SkillsService(database, ratings, path=path, hub=hub, clock=clock)
    minutes = TimeService(database, spans, path=path, hub=hub, clock=clock, idle_seconds=lambda: 120)
    charts = ChartsService(path=path, clock=clock, ratings=ratings, spans=spans, progress=progress)
    ui_state = UiStateRepository(database)
    ids = [row[0] for row in database.rows("SELECT id FROM note WHERE trashed_at IS NULL ORDER BY seq LIMIT 2000")]
    leaves = [node.id for node in path.walk() if node.kind in LEAF_KINDS]
    words = vocabulary(random.Random(1))
    skill_ids = list(path.skills)
    later = (NOW + timedelta(seconds=6 * number) for number in range(10**9))

    def at(number: int) -> datetime:
        return NOW + timedelta(seconds=number)

    def save_note(number: int) -> None:
        note = notes.get(ids[number])
        assert note is not None
        body = f"{note.body}\nand one more line {number}"
        with database.transaction():
            notes.update(replace(note, body=body, updated_at=at(number)), words=300, excerpt=body[:120])
            notes.set_derived(note.id, links=notes.links(note.id), tags=["tag-1", "tag-2"])

    def new_note(number: int) -> None:
        note = Note(str(uuid.uuid4()), NoteKind.FREE, None, f"New {number}", "text", at(0), at(number))
        with database.transaction():
            notes.insert(note, words=1, excerpt="text")

    def set_block(number: int) -> None:
        status = Status.DONE if number // 4 % 2 else Status.SKIPPED
        progress.set_status([f"m{1 + number % 4}w1b1"], status, at(number))

    def rollups(_number: int) -> None:
        progress._forget(None)  # type: ignore[arg-type]  # as after a change
        progress.rollups()

    return {
        "note: open by id": lambda n: notes.get(ids[n]),
        "note: open by topic": lambda n: notes.by_anchor(leaves[n % len(leaves)]),
        "note: save (index, links, tags)": save_note,
        "note: make": new_note,
        "notes: list": lambda n: notes.summaries(),
        "notes: list of a tag": lambda n: notes.summaries(tag=f"tag-{n % 60}"),
        "notes: trash": lambda n: notes.summaries(is_trashed=True),
        "notes: search, rare word": lambda n: notes.summaries(text=words[-n]),
        "notes: search, frequent word": lambda n: notes.summaries(text=words[n % 10]),
        "notes: search, two words": lambda n: notes.summaries(text=f"{words[n]} {words[n + 1]}"),
        "notes: search, two letters": lambda n: notes.summaries(text=words[n][:2]),
        "notes: search in a tag": lambda n: notes.summaries(text=words[n], tag="tag-3"),
        "notes: tags": lambda n: notes.tags(),
        "notes: backlinks": lambda n: notes.backlinks(LinkKind.NOTE, ids[n]),
        "notes: phrase for mentions": lambda n: notes.holding(f"{words[n]} {words[n + 1]}", limit=50),
        "notes: complete a title": lambda n: notes.titles(words[n % 50][:2], limit=20),
        "notes: of which topics": lambda n: notes.anchored(),
        "status: one topic": lambda n: progress.set_status([leaves[n % 200]], list(Status)[n % 4], at(n)),
        "status: a whole block": set_block,
        "status: history": lambda n: progress.history(leaves[n % 200]),
        "status: all, rolled up": rollups,
        "skill: rate": lambda n: skills.rate(skill_ids[n % len(skill_ids)], 1 + n % 5, "Did it.", at(n)),
        "skills: current": lambda n: skills.current(),
        "skill: history": lambda n: skills.history(skill_ids[n % len(skill_ids)]),
        "minutes: beat that is written": lambda n: minutes.beat(ActivityKind.READ, "m1w1b1.t1", next(later)),
        "minutes: by node": lambda n: minutes.minutes_by_node(),
        "minutes: by day, 90 days": lambda n: charts.minutes_by_day((NOW - timedelta(days=90)).date(), NOW.date()),
        "chart: completion by block": lambda n: charts.completion("block"),
        "chart: skills by area": lambda n: charts.skills_by_area(NOW),
        "chart: history of a skill": lambda n: charts.skill_history(skill_ids[n % len(skill_ids)]),
        "window: state": lambda n: ui_state.put("window", {"n": n, "tabs": ["x" * 200] * 10}),
    }


def main() -> int:
    """Print the table; 1 when a figure is over what is wanted."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--data-dir", type=Path, help="a folder that holds, or will hold, the big fixture")
    arguments.add_argument("--only", default="", help="clicks whose name holds this")
    given = arguments.parse_args()
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.data_dir or Path(temporary)
        if not (folder / "studydesk.db").exists():
            build_big(folder)
        database = Database.open(folder, now=NOW)
        database.start_check()
        with database.transaction():
            pass
        for name, work in clicks(database).items():
            if given.only in name:
                times = measure(work)
                figures[name] = {"p50": times[ROUNDS // 2], "p95": times[ROUNDS * 95 // 100], "max": times[-1]}
        database.close()
    if given.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, figure in figures.items():
            mark = "  OVER" if figure["p95"] > WANTED_MS else ""
            print(f"{name:34} p50 {figure['p50']:7.2f}  p95 {figure['p95']:7.2f}  max {figure['max']:7.2f} ms{mark}")
    return int(any(figure["p95"] > WANTED_MS for figure in figures.values()))


if __name__ == "__main__":
    sys.exit(main())
