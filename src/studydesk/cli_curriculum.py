"""`studydesk curriculum check | build | export | rules`: the path as data, without the window.

Exit codes: 0 done and nothing wrong, 1 problems found, 2 wrong usage, 3 it could not be done.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from studydesk.domain.errors import ExpectedError
from studydesk.domain.places import content_file, curriculum_dir

if TYPE_CHECKING:
    from studydesk.curriculum.loader import Loaded
    from studydesk.curriculum.problems import Problem

FINE, PROBLEMS, USAGE = 0, 1, 2


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `curriculum` and its verbs; each sets `run`, which takes the arguments and returns the exit code."""
    parser = subparsers.add_parser("curriculum", help="check, compile or export the learning path")
    verbs = parser.add_subparsers(dest="verb", required=True)

    check = _verb(verbs, "check", "print every problem of the path")
    check.add_argument(
        "--run",
        action="store_true",
        dest="is_running",
        help="also run every example, question and figure (only for a path you trust)",
    )
    check.add_argument(
        "--all", action="store_true", dest="is_all", help="with --run: do not use results of earlier runs"
    )
    check.add_argument("--jobs", type=int, default=2, metavar="N", help="with --run: so many at a time (2)")
    check.add_argument("--json", action="store_true", help="print JSON")
    check.set_defaults(run=_check)

    build = _verb(verbs, "build", "compile the path into content.db; nothing is done when nothing changed")
    build.add_argument("--output", type=Path, metavar="FILE", help="where to (the program's own content.db)")
    build.add_argument("--force", action="store_true", help="compile even when nothing changed")
    build.add_argument("--quiet", action="store_true", help="say nothing when nothing is wrong")
    build.add_argument("--json", action="store_true", help="print JSON")
    build.set_defaults(run=_build)

    export = _verb(verbs, "export", "print the structure of the path as JSON")
    export.add_argument("--json", action="store_true", help="JSON, which is the only form there is")
    export.add_argument("--ids", action="store_true", help="print the ids instead, for published-ids.txt")
    export.set_defaults(run=_export)

    rules = verbs.add_parser("rules", help="print the table of rules as Markdown (docs/curriculum-rules.md)")
    rules.set_defaults(run=_rules)


def _verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, about: str) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
    verb.add_argument(
        "path", nargs="?", type=Path, metavar="PATH", help="a path's folder or zip (curriculum/ of the checkout)"
    )
    return verb


def _check(arguments: argparse.Namespace) -> int:
    root = _root(arguments)
    if root is None:
        return USAGE
    from studydesk.curriculum.lint import lint
    from studydesk.curriculum.loader import load
    from studydesk.curriculum.markup import formula_check

    loaded = load(root)
    problems = [*loaded.problems, *lint(loaded.curriculum, formula_check=formula_check())]
    runs: dict[str, int] = {}
    if arguments.is_running:
        problems += _run(arguments, root, loaded, runs)
    topics = sum(1 for _ in loaded.curriculum.topics())
    questions = sum(len(block.questions) for block in loaded.curriculum.blocks())
    if arguments.json:
        counts = {"topics": topics, "questions": questions, **runs}
        _print_json({"problems": [_as_json(problem) for problem in problems], "counts": counts})
    else:
        for problem in problems:
            print(problem)
        ran = f", {runs['runs']} runs ({runs['remembered']} remembered)" if runs else ""
        print(f"{len(problems)} problems in {topics} topics, {questions} questions{ran}.", file=sys.stderr)
    return PROBLEMS if problems else FINE


def _run(arguments: argparse.Namespace, root: Path, loaded: Loaded, runs: dict[str, int]) -> tuple[Problem, ...]:
    from studydesk.curriculum.runs.checks import run_checks
    from studydesk.curriculum.runs.process import Runner
    from studydesk.curriculum.source import SourceError, open_source

    try:
        source = open_source(root)
    except SourceError:
        return ()  # the loader has said it
    runner = Runner(root.resolve().parent / ".cache" / "curriculum", ignore_cache=arguments.is_all)
    report = run_checks(loaded.curriculum, source, runner, jobs=arguments.jobs)
    runs.update(runs=report.count, remembered=report.remembered)
    return report.problems


def _build(arguments: argparse.Namespace) -> int:
    root = _root(arguments)
    if root is None:
        return USAGE
    from studydesk.curriculum.inputs import built_from, input_hash

    output = arguments.output or content_file()
    started = time.perf_counter()
    inputs = input_hash(root)
    if not arguments.force and built_from(output) == inputs:
        _say(
            arguments, {"output": str(output), "built": False, "problems": []}, f"{output} is up to date.", is_good=True
        )
        return FINE
    from studydesk.curriculum.compile import compile_path
    from studydesk.curriculum.lint import lint
    from studydesk.curriculum.loader import load
    from studydesk.curriculum.rules import BLOCKING

    loaded = load(root)
    problems = [p for p in (*loaded.problems, *lint(loaded.curriculum)) if p.rule in BLOCKING]
    if problems:
        if not arguments.json:
            print("\n".join(map(str, problems)), file=sys.stderr)
        facts = {"output": str(output), "built": False, "problems": [_as_json(problem) for problem in problems]}
        _say(arguments, facts, f"Not built: {len(problems)} problems. {output} is as it was.")
        return PROBLEMS
    try:
        compiled = compile_path(loaded.curriculum, output, inputs=inputs)
    except OSError as error:
        happened = f"The learning path could not be written to {output} ({error.strerror or error})."
        raise ExpectedError(happened, safe="The file that was there is as it was.") from error
    for sentence in compiled.problems:
        print(f"Not as meant: {sentence}", file=sys.stderr)
    seconds = time.perf_counter() - started
    facts = {
        "output": str(output),
        "built": True,
        "problems": [],
        "pages": compiled.pages,
        "questions": compiled.questions,
    }
    _say(
        arguments,
        facts,
        f"{output}: {compiled.pages} pages, {compiled.questions} questions in {seconds:.1f} s.",
        is_good=True,
    )
    return FINE


def _export(arguments: argparse.Namespace) -> int:
    root = _root(arguments)
    if root is None:
        return USAGE
    from studydesk.curriculum.export import export
    from studydesk.curriculum.lint.ids import all_ids
    from studydesk.curriculum.loader import load

    loaded = load(root)
    for problem in loaded.problems:
        print(problem, file=sys.stderr)
    if arguments.ids:
        print("\n".join(all_ids(loaded.curriculum)))
    else:
        _print_json(export(loaded.curriculum))
    return PROBLEMS if loaded.problems else FINE


def _rules(arguments: argparse.Namespace) -> int:
    from studydesk.curriculum.rules import rules_page

    print(rules_page(), end="")
    return FINE


def _root(arguments: argparse.Namespace) -> Path | None:
    """The path to work on; None, with a sentence on standard error, when it is not there."""
    root: Path = arguments.path or curriculum_dir()
    if root.exists():
        return root
    print(f"studydesk curriculum: {root} is not there.", file=sys.stderr)
    return None


def _as_json(problem: Problem) -> dict[str, str]:
    return {"path": problem.path, "rule": problem.rule, "sentence": problem.sentence}


def _say(arguments: argparse.Namespace, facts: dict[str, object], sentence: str, *, is_good: bool = False) -> None:
    if arguments.json:
        _print_json(facts)
    elif not (is_good and arguments.quiet):
        print(sentence)


def _print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    print()
