"""Every statement in queries/ is used, and none reads a big table from end to end unless it has to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import studydesk
from studydesk.store.database import Database
from studydesk.store.sql import QUERIES, query, statements
from tests.support.big import START, build_big

NAMES = sorted(path.stem for path in QUERIES.glob("*.sql") if path.stem != "schema")

#: reads a whole table or index; why that is right
WHOLE = {
    "attachment_unused": "a job's question, once a start",
    "note_tags": "counts every tag, from the index of tags alone",
    "rating_history_all": "asks for all of them",
    "span_by_node": "sums all nodes, from the index alone",
    "span_cache_facts": "makes the cache anew",
    "status_cache_facts": "makes the cache anew",
}
BIG = {"note", "note_revision", "note_link", "note_tag", "status_event", "rating", "span", "day_minutes", "attachment"}


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("big")
    build_big(folder, share=0.05)
    database = Database.open(folder, now=START)
    yield database
    database.close()


@pytest.mark.parametrize("name", NAMES)
def test_no_query_scans_a_big_table(big: Database, name: str) -> None:
    text = query(name)
    names = re.findall(r":([a-z_]+)", text)
    plan = [row["detail"] for row in big.rows(f"EXPLAIN QUERY PLAN {text}", dict.fromkeys(names))]
    real = {alias: table for table, alias in re.findall(r"(?:FROM|JOIN) ([a-z_]+) AS ([a-z]+)", text)}
    scanned = set()
    for step in plan:
        found = re.match(r"SCAN (\w+)", step)
        if found and "VIRTUAL TABLE" not in step:
            scanned.add(real.get(found.group(1), found.group(1)))
    # `INDEX` in the order of a list that stops at its limit is no scan of the table.
    if "LIMIT" in text and all("SCAN" not in step or "USING" in step for step in plan):
        scanned = set()
    assert bool(scanned & BIG) == (name in WHOLE), plan


@pytest.mark.parametrize("name", NAMES)
def test_every_query_is_used(name: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(studydesk.__file__).parent.rglob("*.py")]
    assert any(f'"{name}"' in source for source in sources)


def test_a_script_is_cut_into_statements_and_triggers_stay_whole() -> None:
    script = """
    -- a comment; with a semicolon
    CREATE TABLE a (b); CREATE TABLE c (d);
    CREATE TRIGGER t AFTER INSERT ON a BEGIN
        DELETE FROM c;
        DELETE FROM a;
    END;
    -- the end
    """
    found = list(statements(script.replace("); CREATE", ");\nCREATE")))
    assert [re.sub(r"(?m)^\s*--.*$", "", one).split()[1] for one in found] == ["TABLE", "TABLE", "TRIGGER"]
    with pytest.raises(ValueError, match="within a statement"):
        list(statements("CREATE TABLE a (b"))
