"""A learner six weeks in, for pictures and measurements: plausible, the same every time, made through the services."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from studydesk.app.clock import FixedClock
from studydesk.app.desk import Desk
from studydesk.domain.facts import ActivityKind
from studydesk.domain.progress import Status

DAYS = 41
EVIDENCE = (
    "Cleaned the census table in the lab",
    "Explained it to Ana on Thursday",
    "Two of six checks still fail",
    "Read the lesson twice, have not used it",
    "Used it in the ticket about late orders",
)
NOTE = """# What I understood
z-score trusts the mean that the outlier itself moved.

- robust: use the **median** and MAD
- tails: see [[Feature scaling]]
- [x] try it on the sensor data
- [ ] what would I page someone for?

> eps is the most important parameter to choose appropriately

$z_i = (x_i - \\bar x)/s$ and so $|z| \\le (n-1)/\\sqrt n$

Q: why can a 3σ rule never fire with n = 8?
A: max |z| is (n-1)/√n ≈ 2.47

#outliers #production
"""
TOPIC = "m1w2b1.outliers"


def fill(desk: Desk, clock: FixedClock) -> None:
    """Live through six weeks that end now; `clock` stands at their start and is moved to their end."""
    rng = random.Random(6)
    pages = [page for page in desk.path.pages if not page.startswith("m4")]
    position = 0
    for day in range(DAYS):
        now = clock.now()
        weekend = now.weekday() >= 5
        if rng.random() < (0.85 if weekend else 0.7):
            minutes = rng.randint(100, 210) if weekend else rng.randint(18, 90)
            position = _study(desk, pages, position, now, minutes, rng)
        if now.weekday() == 6:
            _rate(desk, now, rng)
        clock.advance(86_400 if day < DAYS - 1 else 0)
    now = clock.now()
    desk.progress.set_status([TOPIC], Status.NOT_STARTED, now)
    desk.progress.set_status([TOPIC], Status.IN_PROGRESS, now)
    _notes(desk, now)


def _study(desk: Desk, pages: list[str], position: int, now: datetime, minutes: int, rng: random.Random) -> int:
    moment, left = now, minutes
    while left > 0:
        page = pages[min(position, len(pages) - 1)]
        here = min(left, rng.randint(25, 60))
        kind = ActivityKind.WRITE if rng.random() < 0.25 else ActivityKind.READ
        for _ in range(here):
            desk.time.beat(kind, page, moment)
            moment += timedelta(minutes=1)
        desk.time.pause(moment)
        left -= here
        if position < 400:
            status = Status.SKIPPED if rng.random() < 0.05 else Status.DONE
            desk.progress.set_status([page], status, moment)
            position += 1
    return position


def _rate(desk: Desk, now: datetime, rng: random.Random) -> None:
    current = desk.skills.current()
    for skill in rng.sample(list(desk.path.skills), 22):
        before = current[skill].level if skill in current else rng.randint(1, 3)
        desk.skills.rate(skill, max(1, min(5, before + rng.choice((0, 0, 1, 1, -1)))), rng.choice(EVIDENCE), now)


def _notes(desk: Desk, now: datetime) -> None:
    desk.notes.save(desk.notes.blank(TOPIC, now), NOTE, now)
    scaling = desk.notes.blank("m1w2b1.scaling", now)
    desk.notes.save(
        scaling, "# Fit on train only\n\nTrees do not care; kNN does. See [[Outliers]].\n\n#production\n", now
    )
    journal = desk.notes.create_free("Journal · 22 November", now)
    desk.notes.save(
        journal,
        "Two hours on [[Outliers]]. The fence removed only malignant cases: count labels first.\n\n#journal\n",
        now,
    )
    ideas = desk.notes.create_free("Ideas for the capstone", now)
    desk.notes.save(ideas, "Support tickets: retrieval with citations, and a cost per answer.\n\n#capstone\n", now)
