"""Every job that needs no window: `studydesk backup | restore | doctor | curriculum`. Documented in docs/cli.md."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

import studydesk
from studydesk.domain.days import utc_now
from studydesk.domain.errors import ExpectedError


class Exit(IntEnum):
    """What the shell is told. Wrong usage is argparse's 2."""

    FINE = 0
    PROBLEMS = 1
    USAGE = 2
    IMPOSSIBLE = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a subcommand has to say: `facts` is the answer of --json, `lines` the one for people."""

    facts: dict[str, object]
    lines: tuple[str, ...]
    code: Exit = Exit.FINE


def parser() -> argparse.ArgumentParser:
    """The arguments of every subcommand; each sets `run` to what is called with them."""
    from studydesk import cli_curriculum

    made = argparse.ArgumentParser(prog="studydesk", description="StudyDesk without its window.")
    made.add_argument("--version", action="version", version=f"studydesk {studydesk.__version__}")
    subparsers = made.add_subparsers(dest="command", required=True, metavar="COMMAND")

    backup = _add(subparsers, "backup", _backup, "copy the file into backups/, also while the window is open")
    backup.add_argument("--list", action="store_true", dest="is_list", help="show the backups there are, make none")

    restore = _add(subparsers, "restore", _restore, "put a backup in place of the file, which is kept aside first")
    restore.add_argument("file", nargs="?", type=Path, help="the copy to restore; without it the newest sound backup")
    restore.add_argument("--list", action="store_true", dest="is_list", help="show the backups there are, restore none")

    doctor = _add(subparsers, "doctor", _doctor, "look whether the file is sound")
    doctor.add_argument("--repair", action="store_true", help="make sums and search index anew from the facts")

    cli_curriculum.register(subparsers)
    return made


def main(argv: Sequence[str]) -> int:
    """Run a subcommand and return its exit code: 0 done, 1 problems found, 2 wrong usage, 3 it could not be done."""
    arguments = parser().parse_args(argv)
    as_json = bool(getattr(arguments, "json", False))
    try:
        outcome = arguments.run(arguments)
    except ExpectedError as error:
        if as_json:
            print(json.dumps({"error": error.happened, "safe": error.safe, "todo": error.todo}, ensure_ascii=False))
        else:
            print(f"studydesk: {error}", file=sys.stderr)
        return Exit.IMPOSSIBLE
    if not isinstance(outcome, Outcome):
        # `curriculum` writes its own output and gives the code.
        return int(outcome)
    if as_json:
        print(json.dumps(outcome.facts, ensure_ascii=False, indent=2))
    else:
        print("\n".join(outcome.lines))
    return outcome.code


def _add(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], Outcome],
    about: str,
) -> argparse.ArgumentParser:
    made = subparsers.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
    made.add_argument("--data-dir", type=Path, metavar="DIR", help="where studydesk.db is kept (a profile)")
    made.add_argument("--json", action="store_true", help="answer in JSON")
    made.set_defaults(run=run)
    return made


def _folder(arguments: argparse.Namespace) -> Path:
    from studydesk.app.datadir import data_dir

    return data_dir(arguments.data_dir)


def _list(folder: Path) -> Outcome:
    from studydesk.store.backup import backups

    found = backups(folder)
    facts = [{"file": str(one.path), "at": one.at.isoformat(), "bytes": one.size} for one in found]
    lines = [f"{one.at.astimezone():%Y-%m-%d %H:%M}  {one.size / 1e6:8.1f} MB  {one.path}" for one in found]
    return Outcome({"backups": facts}, tuple(lines) or (f"There are no backups in {folder / 'backups'}.",))


def _backup(arguments: argparse.Namespace) -> Outcome:
    from studydesk.store.backup import make_backup

    folder = _folder(arguments)
    if arguments.is_list:
        return _list(folder)
    made = make_backup(folder, now=utc_now())
    facts: dict[str, object] = {"file": str(made.path), "at": made.at.isoformat(), "bytes": made.size}
    return Outcome(facts, (f"Backed up to {made.path} ({made.size / 1e6:.1f} MB, verified).",))


def _restore(arguments: argparse.Namespace) -> Outcome:
    from studydesk.store.backup import restore

    folder = _folder(arguments)
    if arguments.is_list:
        return _list(folder)
    done = restore(folder, arguments.file, now=utc_now())
    facts: dict[str, object] = {
        "restored": str(done.source),
        "kept": str(done.kept) if done.kept is not None else None,
        "rows": done.counts,
    }
    lines = [f"Restored {done.source} ({done.counts.get('note', 0)} notes)."]
    if done.kept is not None:
        lines.append(f"The file that was there before is {done.kept}.")
    return Outcome(facts, tuple(lines))


def _doctor(arguments: argparse.Namespace) -> Outcome:
    from studydesk.store.doctor import examine_profile, repair_profile

    folder = _folder(arguments)
    report = repair_profile(folder, now=utc_now()) if arguments.repair else examine_profile(folder)
    facts: dict[str, object] = {
        "file": str(report.file),
        "fine": report.is_fine,
        "checks": [
            {"check": one.check, "fine": one.is_fine, "detail": one.detail, "repairable": one.is_repairable}
            for one in report.findings
        ],
        "rows": report.counts,
    }
    lines = [str(report.file)]
    lines += [
        f"{'ok     ' if one.is_fine else 'PROBLEM'}  {one.check}  {one.detail}".rstrip() for one in report.findings
    ]
    if any(one.is_repairable and not one.is_fine for one in report.findings):
        lines.append("`studydesk doctor --repair` can put that right.")
    return Outcome(facts, tuple(lines), Exit.FINE if report.is_fine else Exit.PROBLEMS)
