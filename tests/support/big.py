"""The big fixture: 20,000 notes of 25 MB and 200,000 facts over two years, made in one transaction."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from studydesk.domain.ids import new_id
from studydesk.domain.path import LEAF_KINDS, LearningPath
from studydesk.store.database import FILE_NAME, Database
from studydesk.store.sql import query
from tests.support.paths import make_path

NOTES = 20_000
STATUS_EVENTS = 40_000
RATINGS = 20_000
SPANS = 140_000
START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
DAYS = 730
STATUSES = ("not-started", "in-progress", "done", "done", "skipped")


def big_path() -> LearningPath:
    """About the size of the real path: 34 blocks, 272 leaves."""
    return make_path(phases=4, weeks=4, blocks=2, topics=6, exercises=2)


def build_big(data_dir: Path, *, path: LearningPath | None = None, seed: int = 1, share: float = 1.0) -> Path:
    """Make `data_dir/studydesk.db`; `share` makes everything smaller. Returns the file. Under 20 s at full size."""
    chance = random.Random(seed)
    path = path if path is not None else big_path()
    database = Database.open(data_dir, now=START)
    connection = database.connection
    connection.execute("PRAGMA synchronous = OFF")
    leaves = [node.id for node in path.walk() if node.kind in LEAF_KINDS]
    with database.transaction():
        _notes(database, chance, leaves, round(NOTES * share))
        _statuses(database, chance, leaves, round(STATUS_EVENTS * share))
        _ratings(database, chance, list(path.skills), round(RATINGS * share))
        _spans(database, chance, leaves, round(SPANS * share))
        connection.execute(f"INSERT INTO node_status {query('status_cache_facts')}")
        connection.execute(f"INSERT INTO day_minutes {query('span_cache_facts')}")
        connection.execute("INSERT INTO note_fts (note_fts) VALUES ('rebuild')")
        # A file that grew note by note has merged its index on the way.
        connection.execute("INSERT INTO note_fts (note_fts) VALUES ('optimize')")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return data_dir / FILE_NAME


def vocabulary(chance: random.Random, size: int = 6000) -> list[str]:
    """Words of which the first are the frequent ones."""
    syllables = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "en", "ar", "is")]
    return ["".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3, 3, 4)))) for _ in range(size)]


def _instants(chance: random.Random, count: int) -> list[datetime]:
    seconds = sorted(chance.randrange(DAYS * 86400) for _ in range(count))
    return [START + timedelta(seconds=second) for second in seconds]


def _millis(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)


def _day(instant: datetime) -> str:
    return (instant - timedelta(hours=4)).date().isoformat()


def _notes(database: Database, chance: random.Random, leaves: list[str], count: int) -> None:
    words = vocabulary(chance)
    weights = [1 / (rank + 5) for rank in range(len(words))]
    # One long draw, then slices of it: drawing note by note would take most of the time.
    stream = chance.choices(words, weights, k=400_000)
    tags = [f"tag-{number}" for number in range(60)]
    notes, links, marks, revisions = [], [], [], []
    titles: list[tuple[str, str]] = []
    for number, at in enumerate(_instants(chance, count)):
        note_id = new_id(at)
        start = chance.randrange(len(stream) - 1000)
        title = f"{' '.join(stream[start : start + 3])} {number}"
        length = chance.randrange(80, 330)
        lines = [" ".join(stream[place : place + 12]) for place in range(start, start + length, 12)]
        if titles:
            for _ in range(2):
                target_id, target_title = titles[chance.randrange(len(titles))]
                links.append((note_id, len(lines), "note", target_id, target_title, len(lines)))
                lines.append(f"See [[{target_title}]].")
        for tag in set(chance.choices(tags, k=2)):
            marks.append((note_id, tag))
            lines.append(f"#{tag}")
        body = "\n".join(lines)
        anchor = leaves[number] if number < len(leaves) else None
        millis = _millis(at)
        trashed = millis if anchor is None and chance.random() < 0.01 else None
        kind = "topic" if anchor else "free"
        notes.append(
            (note_id, kind, anchor, title, title.casefold(), length, body[:120], millis, millis, trashed, body)
        )
        if number % 10 == 0:
            revisions.append((new_id(at), note_id, millis, "edit", title, length, body))
        titles.append((note_id, title))
    connection = database.connection
    connection.executemany(
        """INSERT INTO note (id, kind, anchor, title, title_key, words, excerpt, created_at, updated_at, trashed_at, body)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        notes,
    )
    connection.executemany("INSERT INTO note_link VALUES (?, ?, ?, ?, ?, ?)", links)
    connection.executemany("INSERT INTO note_tag VALUES (?, ?)", marks)
    connection.executemany(
        "INSERT INTO note_revision (id, note_id, at, reason, title, words, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
        revisions,
    )


def _statuses(database: Database, chance: random.Random, leaves: list[str], count: int) -> None:
    rows: list[tuple[object, ...]] = []
    for at in _instants(chance, count):
        millis, day = _millis(at), _day(at)
        if rows and rows[-1][5] is None and chance.random() < 0.03:
            previous = rows[-1]
            rows.append((new_id(at), previous[1], previous[2], millis, day, previous[0]))
        else:
            rows.append((new_id(at), chance.choice(leaves), chance.choice(STATUSES), millis, day, None))
    database.connection.executemany(
        "INSERT INTO status_event (id, node_id, status, at, day, voids) VALUES (?, ?, ?, ?, ?, ?)", rows
    )


def _ratings(database: Database, chance: random.Random, skills: list[str], count: int) -> None:
    rows = [
        (
            new_id(at),
            chance.choice(skills),
            chance.randrange(1, 6),
            "Did it without looking it up.",
            _millis(at),
            _day(at),
        )
        for at in _instants(chance, count)
    ]
    database.connection.executemany(
        "INSERT INTO rating (id, skill_id, level, evidence, at, day) VALUES (?, ?, ?, ?, ?, ?)", rows
    )


def _spans(database: Database, chance: random.Random, leaves: list[str], count: int) -> None:
    rows = []
    for at in _instants(chance, count):
        seconds = chance.randrange(10, 900)
        started = _millis(at)
        kind = chance.choice(("read", "read", "write", "timer"))
        # A learner is on few nodes a day.
        place = (at.date() - date(2026, 1, 1)).days * 3 + chance.randrange(5)
        node = leaves[place % len(leaves)]
        rows.append((new_id(at), kind, node, started, started + seconds * 1000, seconds, _day(at)))
    database.connection.executemany(
        "INSERT INTO span (id, kind, node_id, started_at, ended_at, seconds, day) VALUES (?, ?, ?, ?, ?, ?, ?)", rows
    )
