from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest

from studydesk.domain.errors import ExpectedError
from studydesk.store import database as database_module
from studydesk.store.database import Database
from studydesk.store.migrations import APPLICATION_ID, NEWEST

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def put(database: Database, key: str, value: str = '"x"') -> None:
    with database.transaction() as connection:
        connection.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (key, value))


def keys(database: Database) -> set[str]:
    return {row[0] for row in database.rows("SELECT key FROM setting")}


def test_a_fresh_profile_has_the_newest_schema_and_the_safe_pragmas(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "new" / "profile", now=NOW)
    pragmas = {
        name: database.value(f"PRAGMA {name}")
        for name in ("user_version", "application_id", "journal_mode", "foreign_keys", "synchronous", "trusted_schema")
    }
    page_size = database.value("PRAGMA page_size")
    database.close()
    assert pragmas == {
        "user_version": NEWEST,
        "application_id": APPLICATION_ID,
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,
        "trusted_schema": 0,
    }
    assert page_size == 4096
    assert not (tmp_path / "new" / "profile" / "backups").exists()


def test_closing_leaves_one_file_and_the_lock(tmp_path: Path) -> None:
    database = Database.open(tmp_path, now=NOW)
    put(database, "a")
    database.close()
    assert sorted(os.listdir(tmp_path)) == ["studydesk.db", "studydesk.lock"]
    again = Database.open(tmp_path, now=NOW)
    assert keys(again) == {"a"}
    again.close()


def test_a_second_program_is_told_who_holds_the_profile(tmp_path: Path) -> None:
    first = Database.open(tmp_path, now=NOW)
    with pytest.raises(ExpectedError, match=rf"already open .*process {os.getpid()}, since 2026-11-22"):
        Database.open(tmp_path, now=NOW)
    first.close()
    Database.open(tmp_path, now=NOW).close()


def test_the_lock_goes_with_a_killed_process(tmp_path: Path) -> None:
    script = """
        import sys
        from datetime import UTC, datetime
        from pathlib import Path
        from studydesk.store.database import Database
        database = Database.open(Path(sys.argv[1]), now=datetime.now(UTC))
        print("open", flush=True)
        sys.stdin.read()
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(ExpectedError, match=f"process {process.pid}"):
            Database.open(tmp_path, now=NOW)
        process.kill()
    Database.open(tmp_path, now=NOW).close()


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    database = Database.open(tmp_path, now=NOW)
    database.connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    database.close()
    before = (tmp_path / "studydesk.db").read_bytes()
    with pytest.raises(ExpectedError, match="newer StudyDesk"):
        Database.open(tmp_path, now=NOW)
    assert (tmp_path / "studydesk.db").read_bytes() == before


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "studydesk.db")
    connection.execute("CREATE TABLE mine (a)")
    connection.close()
    with pytest.raises(ExpectedError, match="was not made by StudyDesk"):
        Database.open(tmp_path, now=NOW)


def test_what_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "studydesk.db"
    file.write_bytes(b"My precious text that is no database at all. " * 200)
    before = file.read_bytes()
    with pytest.raises(ExpectedError, match=r"is damaged.*studydesk doctor.*no copy"):
        Database.open(tmp_path, now=NOW)
    assert file.read_bytes() == before


def make_damaged(data_dir: Path) -> Path:
    """A profile whose schema can be read while pages of its last table cannot."""
    database = Database.open(data_dir, now=NOW)
    for number in range(50):
        put(database, f"a{number}", '"' + "x" * 3000 + '"')
    database.close()
    file = data_dir / "studydesk.db"
    data = bytearray(file.read_bytes())
    for page in range(len(data) // 4096 - 30, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(data)
    return file


def test_a_damaged_small_file_is_refused_at_once(tmp_path: Path) -> None:
    make_damaged(tmp_path)
    with pytest.raises(ExpectedError, match="is damaged"):
        Database.open(tmp_path, now=NOW)


def test_a_damaged_big_file_is_noticed_before_the_first_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = make_damaged(tmp_path)
    before = file.read_bytes()
    monkeypatch.setattr(database_module, "CHECKED_AT_ONCE", 0)
    database = Database.open(tmp_path, now=NOW)
    database.start_check()
    for _ in range(2):
        with pytest.raises(ExpectedError, match="is damaged"):
            put(database, "a")
    database.close()
    assert file.read_bytes() == before


def test_a_sound_big_file_is_checked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "CHECKED_AT_ONCE", 0)
    database = Database.open(tmp_path, now=NOW)
    database.start_check()
    database.start_check()
    put(database, "a")
    assert keys(database) == {"a"}
    database.close()


def put_and_fail(database: Database) -> None:
    with database.transaction():
        put(database, "a")
        raise RuntimeError("boom")


def test_a_transaction_is_all_or_nothing() -> None:
    database = Database.in_memory()
    with pytest.raises(RuntimeError, match="boom"):
        put_and_fail(database)
    assert keys(database) == set()


def put_and_swallow(database: Database) -> None:
    with database.transaction():
        put(database, "a")
        with contextlib.suppress(RuntimeError):
            put_and_fail(database)


def test_a_failed_part_fails_the_whole_even_when_swallowed() -> None:
    database = Database.in_memory()
    with pytest.raises(sqlite3.IntegrityError):
        put_and_swallow(database)
    assert keys(database) == set()
    with pytest.raises(RuntimeError, match="swallowed"):
        swallow_only(database)
    assert keys(database) == set()
    put(database, "b")
    assert keys(database) == {"b"}


def swallow_only(database: Database) -> None:
    with database.transaction(), contextlib.suppress(RuntimeError):
        put_and_fail(database)


def test_a_full_disk_is_said_and_loses_nothing_saved(tmp_path: Path) -> None:
    database = Database.open(tmp_path, now=NOW)
    put(database, "before")
    pages = database.value("PRAGMA page_count")
    database.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(ExpectedError, match=r"no room left.*saved before is safe"):
        put(database, "big", '"' + "x" * 100_000 + '"')
    assert keys(database) == {"before"}
    database.connection.execute("PRAGMA max_page_count = 1000000")
    put(database, "after")
    database.close()
    again = Database.open(tmp_path, now=NOW)
    assert keys(again) == {"before", "after"}
    again.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limit there")
def test_a_file_that_may_not_grow_is_said_and_loses_nothing_saved(tmp_path: Path) -> None:
    """The write itself fails here, as on a real full disk: the limit holds for the journal as well."""
    script = """
        import resource, signal, sys
        from datetime import UTC, datetime
        from pathlib import Path
        from studydesk.domain.errors import ExpectedError
        from studydesk.store.database import Database
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        database = Database.open(Path(sys.argv[1]), now=datetime.now(UTC))
        saved = 0
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
        try:
            for number in range(1000):
                with database.transaction() as connection:
                    connection.execute("INSERT INTO setting VALUES (?, ?)", (str(number), '"' + "x" * 3000 + '"'))
                saved += 1
        except ExpectedError as error:
            print(saved, error)
        assert len(database.rows("SELECT key FROM setting")) == saved
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    saved, _, sentence = done.stdout.partition(" ")
    assert int(saved) > 10
    assert "was not saved" in sentence or "did not take" in sentence
    again = Database.open(tmp_path, now=NOW)
    assert len(keys(again)) == int(saved)
    again.close()


WRITER = """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from studydesk.store.database import Database
    database = Database.open(Path(sys.argv[1]), now=datetime.now(UTC))
    number = int(sys.argv[2])
    while True:
        with database.transaction() as connection:
            connection.execute("INSERT INTO setting VALUES (?, ?)", (f"a{number}", '"' + "x" * (number % 5000) + '"'))
            connection.execute("INSERT INTO ui_state VALUES (?, ?)", (f"a{number}", "1"))
        # Said only when it is committed: from here on it may not be lost.
        print(number, flush=True)
        number += 1
"""


def test_kill_9_at_any_moment_loses_nothing_committed(tmp_path: Path) -> None:
    last = -1
    for _round in range(20):
        command = [sys.executable, "-c", textwrap.dedent(WRITER), str(tmp_path), str(last + 1)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(1 + (_round * 7) % 40):
                process.stdout.readline()
            process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
            told = [int(line) for line in process.stdout.read().split()]
        database = Database.open(tmp_path, now=NOW)
        kept = {int(key[1:]) for key in keys(database)}
        both = {int(row[0][1:]) for row in database.rows("SELECT key FROM ui_state")}
        database.close()
        assert kept == both == set(range(len(kept)))
        assert max(kept) >= max(told, default=last)
        last = max(kept)


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExpectedError, match="cannot be made"):
        Database.open(tmp_path / "file" / "profile", now=NOW)


def test_a_fresh_start_imports_no_sqlite_utils(tmp_path: Path) -> None:
    script = """
        import sys
        from datetime import UTC, datetime
        from pathlib import Path
        from studydesk.store.database import Database
        for _ in range(2):
            Database.open(Path(sys.argv[1]), now=datetime.now(UTC)).close()
        assert "sqlite_utils" not in sys.modules
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script), str(tmp_path)], check=True, timeout=60)
