"""What of a path runs, and whether it gives what the path says: examples, output questions, numeric answers, figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec

from studydesk.curriculum.lesson import fences
from studydesk.curriculum.model import Block, Curriculum, Question, QuestionKind
from studydesk.curriculum.problems import Problem, Report
from studydesk.curriculum.runs.process import Piece, Runner
from studydesk.curriculum.source import Source, SourceError, read_text

_IMPORT = re.compile(r"^\s*(?:import|from)\s+([A-Za-z_]\w*)", re.M)

#: what a run's text must satisfy: the rule and a sentence when it does not
Verdict = tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Check:
    """A piece to run and the judgement on what it gives; `where` is the place that a problem names."""

    where: str
    name: str
    piece: Piece
    judge: Callable[[str], Verdict]


@dataclass(frozen=True, slots=True)
class RunReport:
    """The problems, how many pieces there were, and how many of them were remembered from earlier."""

    problems: tuple[Problem, ...]
    count: int
    remembered: int


def run_checks(curriculum: Curriculum, source: Source, runner: Runner, *, jobs: int = 2) -> RunReport:
    """Run everything that runs, `jobs` at a time."""
    report = Report()
    checks = list(all_checks(curriculum, source, report))
    missing = _missing_tools(checks)
    if missing:
        names = ", ".join(sorted(missing))
        report.add(
            "path.toml",
            "run-tools",
            f"These modules are not installed, so the code that needs them did not run: {names}.",
        )
    able = [check for check in checks if not _imports(check.piece) & missing]
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        outcomes = list(pool.map(runner.run, (check.piece for check in able)))
    for check, (outcome, _) in zip(able, outcomes, strict=True):
        verdict = ("run-failed", outcome.error) if outcome.error else check.judge(outcome.text)
        if verdict is not None:
            report.add(check.where, verdict[0], f"{check.name}: {verdict[1]}")
    return RunReport(report.problems, len(able), sum(was_remembered for _, was_remembered in outcomes))


def all_checks(curriculum: Curriculum, source: Source, report: Report) -> Iterator[Check]:
    """Everything of a path that runs, in document order."""
    for block in curriculum.blocks():
        yield from _examples(block)
        for question in block.questions:
            yield from _question(f"{block.folder}/questions.toml", question)
        yield from _figures(block, source, report)


def _examples(block: Block) -> Iterator[Check]:
    if block.lesson is None:
        return
    for section in (block.lesson.intro, *block.lesson.sections):
        found = fences(section)
        for fence, following in zip(found, (*found[1:], None), strict=False):
            if fence.runs and following is not None and following.is_output:
                where = f"{block.lesson.file}:{fence.line}"
                yield Check(
                    where, section.id or block.id, Piece("example.py", fence.body + "\n"), _prints(following.body)
                )


def _prints(wanted: str) -> Callable[[str], Verdict]:
    def judge(text: str) -> Verdict:
        got, want = _lines(text), _lines(wanted)
        if got == want:
            return None
        for number, (one, other) in enumerate(zip(got, want, strict=False), start=1):
            if one != other:
                return "run-different", f"line {number} is “{one}”, the lesson has “{other}”."
        return "run-different", f"it prints {len(got)} lines, the lesson has {len(want)}."

    return judge


def _lines(text: str) -> list[str]:
    """Lines without blanks at their ends, which editors take off."""
    return [line.rstrip() for line in text.rstrip().split("\n")]


def _question(where: str, question: Question) -> Iterator[Check]:
    if question.kind is QuestionKind.OUTPUT and question.code:
        yield Check(where, question.id, Piece("question.py", question.code + "\n"), _right_option(question))
    elif question.kind is QuestionKind.NUMERIC and (question.check or question.script):
        code = question.script or f"import math\nimport statistics\nprint(float({question.check}))"
        yield Check(where, question.id, Piece("question.py", code + "\n"), _right_number(question))


def _right_option(question: Question) -> Callable[[str], Verdict]:
    def judge(text: str) -> Verdict:
        printed = _lines(text.strip("\n"))
        same = [option.id for option in question.options if _lines(plain_output(option.text)) == printed]
        if same == list(question.answer):
            return None
        given = f"equals {', '.join(same)}" if same else "equals no option"
        return (
            "question-output",
            f"what it prints (“{' ⏎ '.join(printed)}”) {given}; the answer is {', '.join(question.answer)}.",
        )

    return judge


def plain_output(text: str) -> str:
    """The output that an option shows: its text without the code marks around it."""
    stripped = text.strip()
    fenced = re.fullmatch(r"(`{3,})[^\n]*\n(.*?)\n?\1", stripped, re.S)
    if fenced:
        return fenced[2]
    quoted = re.fullmatch(r"(`+)(?!`) ?((?:(?!\1(?!`)).)*?) ?\1", stripped, re.S)
    return quoted[2] if quoted else text.strip("\n").rstrip()


def _right_number(question: Question) -> Callable[[str], Verdict]:
    def judge(text: str) -> Verdict:
        rule, tolerance = "question-numeric", question.tolerance or 0.0
        try:
            value = float(text.strip().splitlines()[-1])
        except (ValueError, IndexError):
            return rule, f"“{text.strip()[:80]}” is not a number."
        if question.value is None or abs(value - question.value) > tolerance:
            return rule, f"it gives {value:g}; the answer is {question.value} ± {tolerance:g}."
        for trap in question.traps:
            if trap.value is not None and abs(trap.value - value) <= tolerance:
                return rule, f"the trap {trap.value:g} lies within the tolerance of {value:g}."
        return None

    return judge


def _figures(block: Block, source: Source, report: Report) -> Iterator[Check]:
    for figure in block.figures.values():
        name = f"{block.folder}/{figure.name}"
        script = name[:-4] + ".py"
        if not figure.has_script:
            continue
        try:
            code = read_text(source, script)
            helpers = {"_figure.py": read_text(source, "_figure.py")} if "_figure.py" in source.names() else {}
        except SourceError as error:
            report.add(script, "file-unreadable", str(error))
            continue
        yield Check(name, figure.name, Piece(script, code, helpers, name), _same_figure(figure.svg))


def _same_figure(svg: str) -> Callable[[str], Verdict]:
    def judge(text: str) -> Verdict:
        return None if text == svg else ("figure-different", "its script makes another SVG here.")

    return judge


def _missing_tools(checks: list[Check]) -> set[str]:
    """Top-level modules that the code imports and that are not installed; `_figure` is the path's own."""
    wanted = set().union(*(_imports(check.piece) for check in checks)) if checks else set()
    return {name for name in wanted - {"_figure", "__future__"} if find_spec(name) is None}


def _imports(piece: Piece) -> set[str]:
    return {name for text in (piece.code, *piece.files.values()) for name in _IMPORT.findall(text)}
