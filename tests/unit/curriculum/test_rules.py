"""Every rule has an example that breaks it, and the small path breaks none."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from studydesk.curriculum.lint import lint
from studydesk.curriculum.loader import Loaded, load
from studydesk.curriculum.rules import BLOCKING, GROUPS, RULE_NAMES, RULES, rules_page
from studydesk.curriculum.runs.checks import run_checks
from studydesk.curriculum.runs.process import Outcome, Piece
from studydesk.curriculum.source import open_source
from tests.support.curricula import LESSON, PLANNED, QUESTIONS, WRITTEN, Files, prose, single, write_files

Break = Callable[[Files], object]
BLOCK = f"{WRITTEN}/block.toml"


def swap(file: str, old: str, new: str, *, count: int = 1) -> Break:
    """Replace text that must be there."""

    def apply(files: Files) -> None:
        assert old in files[file], old
        files[file] = files[file].replace(old, new, count)

    return apply


def drop(file: str) -> Break:
    return lambda files: files.pop(file)


def put(file: str, text: str) -> Break:
    return lambda files: files.update({file: text})


def bank(questions: Callable[[int], str], *, count: int = 30) -> Break:
    """A bank of `count` questions made by `questions`."""
    return put(QUESTIONS, "".join(questions(number) for number in range(1, count + 1)))


def every_topic(number: int) -> str:
    return ("m1w1b1.alpha", "m1w1b1.alpha.inner", "m1w1b1.beta")[number % 3]


SECTION = re.compile(r"(?s)### The topic inner.*?(?=## The topic beta)")
BETA = "## The topic beta {#m1w1b1.beta}"

#: rule → ways to break it; runs are in BROKEN_RUNS
BROKEN: dict[str, list[Break]] = {
    "file-missing": [drop("skills.toml"), drop(BLOCK), drop("path.toml")],
    "file-unreadable": [],  # test_loader
    "toml-syntax": [put("glossary.toml", "[[")],
    "format-unknown": [swap("path.toml", "format = 1", "format = 7")],
    "field-missing": [swap(BLOCK, 'why = "Why it matters."', ""), put("path.toml", "format = 1")],
    "field-type": [swap(BLOCK, "hours = [1, 2]", "hours = 2")],
    "field-unknown": [swap(BLOCK, "prerequisites", "prerequisits")],
    "field-value": [swap(BLOCK, "minutes = 20", "minutes = 0")],
    "id-form": [swap(BLOCK, 'id = "m1w1b1.beta"', 'id = "m1w1b1.Beta"')],
    "id-unique": [swap(BLOCK, 'id = "m1w1b1.beta"', 'id = "m1w1b1.alpha"'), swap(QUESTIONS, ".q002", ".q001")],
    "id-place": [
        swap(BLOCK, 'id = "m1w1b1.beta"', 'id = "m1w1b2.beta"'),
        swap(BLOCK, 'id = "m1w1b1e1"', 'id = "e1"'),
        swap(QUESTIONS, "m1w1b1.q001", "m1w1b1.q1"),
        swap("skills.toml", 'id = "prep.scaling"', 'id = "scaling"'),
        swap("path.toml", 'id = "m1w1b2r1"', 'id = "r1"'),
        swap(BLOCK, 'id = "m1w1b1"', 'id = "m1w1b7"'),
    ],
    "id-renamed": [
        swap(BLOCK, 'title = "First"', 'title = "First"\nrenamed_from = ["m1w1b1.beta"]'),
        swap(BLOCK, 'title = "First"', 'title = "First"\nrenamed_from = ["old", "old"]'),
    ],
    "id-lost": [put("published-ids.txt", "m1w1b1.alpha\nm1w1b1.gone\n")],
    "skill-unknown": [
        swap(BLOCK, '["prep.scaling"]', '["prep.other"]'),
        swap(QUESTIONS, '["prep.scaling"]', '["prep.other"]'),
    ],
    "skill-unused": [
        lambda f: f.update(
            {"skills.toml": f["skills.toml"] + '[[area.skill]]\nid = "prep.x"\ntitle = "X"\ncan = "X"\n'}
        )
    ],
    "node-unknown": [
        swap(BLOCK, '["m1w1b1.alpha"]', '["m1w1b1.gone"]'),
        swap(QUESTIONS, 'topic = "m1w1b1.beta"', 'topic = "m1w1b2.alpha"'),
        swap("resources.toml", 'topics = ["m1w1b1.alpha"]', 'topics = ["m1w1b1.gone"]'),
        swap("resources.toml", 'blocks = ["m1w1b1", "m1w1b2"]', 'blocks = ["m9"]'),
        swap("glossary.toml", 'topic = "m1w1b1.alpha"', 'topic = "gone"'),
        swap("path.toml", 'phase = "m1"', 'phase = "m7"'),
    ],
    "prerequisite-cycle": [swap(BLOCK, "prerequisites = []", 'prerequisites = ["m1w1b1.beta"]')],
    "prerequisite-later": [swap(BLOCK, "prerequisites = []", 'prerequisites = ["m1w1b2.alpha"]')],
    "resource-unknown": [swap(BLOCK, '["m1w1b1r1"]', '["m1w1b1r1", "m1w1b1r2"]')],
    "resource-block": [
        swap(BLOCK, '["m1w1b1r1"]', "[]"),
        swap(f"{PLANNED}/block.toml", "resources = []", 'resources = ["m1w1b1r1"]'),
    ],
    "term-duplicate": [
        lambda f: f.update(
            {"glossary.toml": f["glossary.toml"] + f["glossary.toml"].replace('id = "iqr"', 'id = "other"')}
        ),
    ],
    "minutes-hours": [
        swap(BLOCK, "minutes = 30", "minutes = 300"),
        swap("path.toml", "hours = [2, 4]", "hours = [2, 5]"),
    ],
    "topic-fields": [
        swap(BLOCK, 'short = "Beta"', f'short = "{"x" * 29}"'),
        swap(BLOCK, "What is beta?", "What beta is."),
        swap(BLOCK, 'objectives = ["Can do `beta`", "Can explain beta"]', 'objectives = ["Can"]'),
        swap(BLOCK, 'skills = ["prep.scaling"]', "skills = []"),
    ],
    "exercise-brief": [swap(BLOCK, " ".join(f"word{n}" for n in range(60)), "")],
    "section-missing": [lambda f: f.update({LESSON: SECTION.sub("", f[LESSON])})],
    "section-unknown": [
        swap(LESSON, "{#m1w1b1.beta}", "{#m1w1b2.alpha}"),
        swap(LESSON, " {#m1w1b1.beta}", ""),
        swap(LESSON, "#### Inside", "### Inside"),
    ],
    "section-order": [
        lambda f: f.update(
            {
                LESSON: f[LESSON]
                .replace("m1w1b1.beta}", "X}")
                .replace("m1w1b1.alpha}", "m1w1b1.beta}")
                .replace("X}", "m1w1b1.alpha}")
            }
        )
    ],
    "section-level": [
        swap(LESSON, "### The topic inner", "## The topic inner"),
    ],
    "section-title": [swap(LESSON, BETA, "## The other topic {#m1w1b1.beta}")],
    "section-words": [
        swap(LESSON, BETA, f"{BETA}\n\n{prose(450)}"),
        lambda f: f.update({LESSON: f[LESSON].replace(prose(300), prose(200))}),
    ],
    "fence-open": [swap(LESSON, "#### Inside", "~~~\n#### Inside")],
    "run-length": [swap(LESSON, "print(1 + 1)", "print(1 + 1)" + "\n# more" * 30)],
    "run-output": [
        swap(LESSON, "```output", "```text"),
        swap(LESSON, "```\n\n```output", "```\n\nIt prints:\n\n```output"),
        swap(LESSON, "```python run", "```python"),
    ],
    "lesson-examples": [
        lambda f: f.update({LESSON: re.sub(r"(?s)```python run.*?```\n\n```output.*?```", "", f[LESSON])})
    ],
    "lesson-figures": [lambda f: f.update({LESSON: re.sub(r"!\[[^\]]*\]\(figures/two.svg\)", "", f[LESSON])})],
    "link-broken": [
        swap(LESSON, "(#m1w1b1.beta)", "(#m1w1b1.gone)"),
        swap(LESSON, "resource:m1w1b1r1", "resource:gone"),
        swap(LESSON, "term:iqr", "term:gone"),
        swap(BLOCK, "Why it matters.", "Why [it](#gone) matters."),
        swap(QUESTIONS, "Because.", "See [it](term:gone)."),
    ],
    "link-form": [
        swap(LESSON, "https://example.org", "www.example.org"),
        swap(LESSON, "(https://example.org)", "(javascript:x)"),
    ],
    "figure-missing": [
        drop(f"{WRITTEN}/figures/one.svg"),
        drop(f"{WRITTEN}/figures/one.py"),
        put(f"{WRITTEN}/figures/unused.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ],
    "figure-alt": [swap(LESSON, "![A figure in which there are many things to be seen, one]", "![A figure]")],
    "figure-unsafe": [
        put(f"{WRITTEN}/figures/one.svg", body)
        for body in (
            '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>',
            '<svg xmlns="http://www.w3.org/2000/svg" onload="x"></svg>',
            '<svg xmlns="http://www.w3.org/2000/svg"><a href="https://example.org"/></svg>',
            "<p>no picture</p>",
        )
    ],
    "math-broken": [swap(LESSON, "$x^2$", r"$\frac{x$")],
    "footnote-broken": [swap(LESSON, "[^1]: A footnote.", ""), swap(LESSON, ".[^1]", ".")],
    "question-field": [swap(QUESTIONS, "tolerance = 0.01", "tolerance = 0.01\ncode = 'x'")],
    "question-answer": [
        swap(QUESTIONS, 'answer = "b"', 'answer = "z"'),
        swap(QUESTIONS, 'answer = "b"', 'answer = ["a", "b"]'),
        swap(QUESTIONS, 'answer = ["a", "c"]', "answer = []"),
        swap(QUESTIONS, 'check = "5 / 2"', ""),
        swap(QUESTIONS, "tolerance = 0.01", "tolerance = -1"),
        swap(QUESTIONS, "value = 2\n", ""),
        swap(QUESTIONS, '["first", "second", "third"]', '["first", "first", "third"]'),
        swap(QUESTIONS, 'extra = ["4"]', 'extra = ["3"]'),
        swap(QUESTIONS, "{{1}}", "{{2}}"),
        swap(QUESTIONS, '[["yes", "Yes"]]', "[[]]"),
        swap(QUESTIONS, 'rubric = ["one", "two"]', 'rubric = ["one"]'),
        lambda f: f.update(
            {QUESTIONS: re.sub(r'(?s)(\[\[question.option\]\]\nid = "[cd]".*?)(?=\[\[)', "", f[QUESTIONS], count=2)}
        ),
    ],
    "question-why": [
        swap(QUESTIONS, 'why = "Confuses c."', ""),
        swap(QUESTIONS, 'why = "So it is."', "", count=1),
        swap(QUESTIONS, 'why = "Whole numbers."', ""),
        swap(QUESTIONS, '[[question.trap]]\ntext = "This"\nwhy = "Confuses."\n', ""),
    ],
    "question-options": [
        swap(QUESTIONS, 'id = "b"\ntext', 'id = "f"\ntext'),
        swap(QUESTIONS, 'text = "Many b"', 'text = "Many a"'),
    ],
    "question-passage": [swap(QUESTIONS, 'passage = "m1w1b1.beta"', 'passage = "m1w1b2.alpha"')],
    "question-count": [bank(lambda number: single(number, topic=every_topic(number)), count=23)],
    "question-coverage": [bank(lambda number: single(number, topic="m1w1b1.alpha"))],
    "question-longest": [
        lambda f: f.update(
            {
                QUESTIONS: re.sub(
                    r'(text = "Option \w of \d+)"', r'\1 which is the one that is the longest of all"', f[QUESTIONS]
                )
            }
        )
    ],
    "question-positions": [bank(lambda number: single(number, topic=every_topic(number), right="b"))],
    "question-recall": [
        bank(lambda number: single(number, topic=every_topic(number), demand="recall" if number < 12 else "apply"))
    ],
    "question-duplicate": [
        swap(QUESTIONS, prose(12, seed="prompt2x"), prose(12, seed="prompt1x")),
        swap(QUESTIONS, prose(12, seed="prompt2x"), "Well: " + prose(12, seed="prompt1x")),
    ],
}

BROKEN_RUNS: dict[str, list[Break]] = {
    "run-tools": [swap(LESSON, "print(1 + 1)", "import no_such_module")],
    "run-failed": [swap(LESSON, "print(1 + 1)", "raise ValueError('no')")],
    "run-different": [swap(LESSON, "print(1 + 1)", "print(3)"), swap(LESSON, "print(1 + 1)", "print(2)\nprint(2)")],
    "question-output": [
        swap(QUESTIONS, "print(2 * 21)", "print(2 * 22)"),
        swap(QUESTIONS, "print(2 * 21)", "print('2121')"),
    ],
    "question-numeric": [
        swap(QUESTIONS, 'check = "5 / 2"', 'check = "5 / 3"'),
        swap(QUESTIONS, "tolerance = 0.01", "tolerance = 0.6"),
        swap(QUESTIONS, 'check = "5 / 2"', "script = \"print('much')\""),
    ],
    "figure-different": [swap(f"{WRITTEN}/figures/one.py", "M0 0", "M1 1")],
}


class InProcess:
    """Runs pieces here, one at a time, so that the judgements can be tried quickly; the real runner has its own tests."""

    def run(self, piece: Piece) -> tuple[Outcome, bool]:
        import contextlib
        import io
        import tempfile

        printed = io.StringIO()
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(printed):
            file = Path(folder) / Path(piece.script).name
            try:
                exec(compile(piece.code, str(file), "exec"), {"__file__": str(file)})
            except ValueError as error:
                return Outcome("", str(error), 0.0), False
            text = file.with_suffix(".svg").read_text(encoding="utf-8") if piece.wanted else printed.getvalue()
        return Outcome(text, "", 0.0), False


def no_unbalanced_braces(latex: str, is_display: bool) -> str:
    return "" if latex.count("{") == latex.count("}") else "a brace is open"


def rules_of(folder: Path, *, with_runs: bool = False) -> set[str]:
    loaded = load(folder)
    problems = [*loaded.problems, *lint(loaded.curriculum, formula_check=no_unbalanced_braces)]
    if with_runs:
        problems += run_checks(loaded.curriculum, open_source(folder), InProcess(), jobs=1).problems  # type: ignore[arg-type]
    return {problem.rule for problem in problems}


def cases(broken: dict[str, list[Break]]) -> list[object]:
    return [
        pytest.param(rule, change, id=f"{rule}-{number}")
        for rule, changes in broken.items()
        for number, change in enumerate(changes, start=1)
    ]


def test_the_small_path_breaks_no_rule(folder: Path) -> None:
    assert rules_of(folder, with_runs=True) == set()


@pytest.mark.parametrize(("rule", "change"), cases(BROKEN))
def test_a_broken_rule_is_found(tmp_path: Path, files: Files, rule: str, change: Break) -> None:
    change(files)
    assert rule in rules_of(write_files(files, tmp_path))


@pytest.mark.parametrize(("rule", "change"), cases(BROKEN_RUNS))
def test_a_run_that_goes_wrong_is_found(tmp_path: Path, files: Files, rule: str, change: Break) -> None:
    change(files)
    assert rules_of(write_files(files, tmp_path), with_runs=True) == {rule}


def test_every_rule_has_an_example_and_a_promise() -> None:
    assert set(BROKEN) | set(BROKEN_RUNS) == RULE_NAMES
    assert len(RULES) == len(RULE_NAMES)
    assert BLOCKING < RULE_NAMES
    assert all(rule.promise.endswith(".") for rule in RULES)


def test_the_table_in_the_docs_is_the_one_in_the_code() -> None:
    docs = Path(__file__).parents[3] / "docs" / "curriculum-rules.md"
    assert docs.read_text(encoding="utf-8") == rules_page(), (
        "run `studydesk curriculum rules > docs/curriculum-rules.md`"
    )
    assert all(title in rules_page() for title in GROUPS)


def test_problems_name_file_and_line(tmp_path: Path, files: Files) -> None:
    files[LESSON] = files[LESSON].replace("(term:iqr)", "(term:gone)")
    line = next(n for n, text in enumerate(files[LESSON].split("\n"), start=1) if "term:gone" in text)
    loaded: Loaded = load(write_files(files, tmp_path))
    assert [str(problem) for problem in lint(loaded.curriculum)] == [
        f"{LESSON}:{line}: link-broken: The link term:gone leads to no term."
    ]
