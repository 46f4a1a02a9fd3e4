"""A small sound path on disk: two blocks, one with a lesson, two topics with one nested. Tests break it one rule at a time."""

from __future__ import annotations

import zipfile
from pathlib import Path

Files = dict[str, str]

WRITTEN = "m1w1b1-first"
PLANNED = "m1w1b2-second"
LESSON = f"{WRITTEN}/lesson.md"
QUESTIONS = f"{WRITTEN}/questions.toml"

_PATH = """
format = 1
id = "small"
title = "Small path"
version = "1"
summary = "A path of two blocks."

[[phase]]
id = "m1"
title = "Month 1 · Only"
summary = "One month."
[[phase.week]]
id = "m1w1"
title = "Week 1 · All"
focus = "Everything"
hours = [2, 4]
milestone = "Done"
blocks = ["m1w1b1-first", "m1w1b2-second"]

[[schedule]]
id = "weekday-theory"
day = "weekday"
minutes = [30, 30]
title = "Study"
[[assessment]]
id = "knowledge-check"
title = "Knowledge check"
text = "Five questions."
[[portfolio]]
id = "portfolio-m1"
phase = "m1"
title = "A model"
text = "One model."
[[outcome]]
id = "outcome-concepts"
title = "Concepts"
text = "Explain them."
[[next_step]]
id = "next-one"
group = "Career"
title = "Go on"
text = "Go on."
[[timeline]]
id = "timeline-m1w1"
period = "Month 1, Week 1"
focus = "Everything"
hours = [2, 4]
milestone = "Done"
[[requirement]]
id = "m1w1b2r1"
title = "Choose a problem"
text = "Say whose it is."
[[deliverable]]
id = "m1w1b2d1"
title = "A prototype"
text = "Hand it in."
"""

_SKILLS = """
[[area]]
id = "prep"
title = "Preparation"
[[area.skill]]
id = "prep.scaling"
title = "Scaling"
can = "Scale a column"
"""

_RESOURCES = """
[[resource]]
id = "m1w1b1r1"
title = "The guide"
authors = ["A. Author"]
kind = "documentation"
level = "beginner"
cost = "free"
licence = "BSD-3-Clause"
address = "https://example.org/guide"
year = 2022
blocks = ["m1w1b1"]
topics = ["m1w1b1.alpha"]
about = "A guide. Read the first part."
offline = "Save the page."
[[resource]]
id = "key01"
title = "The book"
authors = []
kind = "book"
level = "advanced"
cost = "free-to-read"
licence = ""
address = ""
blocks = ["m1w1b1", "m1w1b2"]
about = "A book."
offline = "Buy it."
key = "beginner"
"""

_GLOSSARY = """
[[term]]
id = "iqr"
term = "interquartile range"
aliases = ["IQR"]
text = "The width of the *middle half*."
topic = "m1w1b1.alpha"
"""


def _topic(identifier: str, *, header: str = "[[topic]]", prerequisites: str = "[]", minutes: int = 20) -> str:
    name = identifier.rsplit(".", 1)[-1]
    return f'''
{header}
id = "{identifier}"
title = "The topic {name} (in short)"
short = "{name.capitalize()}"
question = "What is {name}?"
objectives = ["Can do `{name}`", "Can explain {name}"]
minutes = {minutes}
skills = ["prep.scaling"]
prerequisites = {prerequisites}
'''


def _block(identifier: str, title: str, topics: str, resources: str) -> str:
    brief = " ".join(f"word{number}" for number in range(80))
    return f'''
id = "{identifier}"
title = "{title}"
concept = "What it is about"
why = "Why it matters."
hours = [1, 2]
resources = {resources}
{topics}
[[exercise]]
id = "{identifier}e1"
title = "Try it"
task = "Try the thing"
brief = """{brief}"""
minutes = 30
skills = ["prep.scaling"]
topics = ["{identifier}.alpha"]
'''


def prose(words: int, *, seed: str = "text") -> str:
    """So many words, in sentences of ten."""
    return " ".join(f"{seed}{number}." if number % 10 == 9 else f"{seed}{number}" for number in range(words))


def _section(heading: str, *, words: int = 300, extra: str = "") -> str:
    return f"""{heading}

*What is it?* {prose(words)}

```python run
print(1 + 1)
```

```output
2
```

{extra}

"""


def svg(name: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path id="{name}" d="M0 0"/></svg>\n'


def _lesson() -> str:
    figures = "\n\n".join(
        f"![A figure in which there are many things to be seen, {name}](figures/{name}.svg)" for name in ("one", "two")
    )
    links = "See [beta](#m1w1b1.beta), [the guide](resource:m1w1b1r1), the [IQR](term:iqr), [the web](https://example.org) and $x^2$.[^1]"
    return (
        "An introduction to the block.\n\n"
        + _section("## The topic alpha {#m1w1b1.alpha}", extra=figures)
        + _section("### The topic inner (in short) {#m1w1b1.alpha.inner}")
        + _section("## The topic beta {#m1w1b1.beta}", extra=f"{links}\n\n#### Inside\n\n[^1]: A footnote.")
    )


def single(
    number: int, *, topic: str = "m1w1b1.alpha", right: str = "", demand: str = "apply", kind: str = "single"
) -> str:
    """A single-choice question whose right option moves around and is never the longest."""
    answer = right or "abcd"[number % 4]
    options = "".join(
        f'[[question.option]]\nid = "{letter}"\ntext = "Option {letter} of {number}{" and more" if letter != answer else ""}"\n'
        + ("" if letter == answer else f'why = "Confuses {letter}."\n')
        for letter in "abcd"
    )
    return f'''
[[question]]
id = "m1w1b1.q{number:03}"
kind = "{kind}"
topic = "{topic}"
skills = ["prep.scaling"]
difficulty = 2
demand = "{demand}"
prompt = """{prose(12, seed=f"prompt{number}x")}"""
answer = "{answer}"
explanation = "Because."
passage = "{topic}"
{options}'''


def other(number: int, kind: str, fields: str) -> str:
    """A question of another kind, with the fields of that kind."""
    return f'''
[[question]]
id = "m1w1b1.q{number:03}"
kind = "{kind}"
topic = "m1w1b1.beta"
skills = ["prep.scaling"]
difficulty = 3
demand = "predict"
prompt = """{prose(12, seed=f"other{number}x")} {"{{1}}" if kind == "cloze" else ""}"""
explanation = "Because."
passage = "m1w1b1.beta"
{fields}'''


_TRAP = '[[question.trap]]\ntext = "This"\nwhy = "Confuses."\n'
NUMERIC = 'answer = 2.5\ncheck = "5 / 2"\ntolerance = 0.01\nunit = "m"\n[[question.trap]]\nvalue = 2\nwhy = "Whole numbers."\n'
OUTPUT = 'code = "print(2 * 21)"\nanswer = "b"\n' + "".join(
    f'[[question.option]]\nid = "{letter}"\ntext = "`{text}`"\n' + ("" if letter == "b" else 'why = "No."\n')
    for letter, text in (("a", "2121"), ("b", "42"), ("c", "63"))
)
MULTIPLE = 'answer = ["a", "c"]\n' + "".join(
    f'[[question.option]]\nid = "{letter}"\ntext = "Many {letter}"\nwhy = "So it is."\n' for letter in "abc"
)


def _questions() -> str:
    topics = ("m1w1b1.alpha", "m1w1b1.alpha.inner", "m1w1b1.beta")
    return "".join(single(number, topic=topics[number % 3]) for number in range(1, 19)) + "".join(
        other(number, kind, fields)
        for number, (kind, fields) in enumerate(
            (
                ("multiple", MULTIPLE),
                ("numeric", NUMERIC),
                ("order", f'items = ["first", "second", "third"]\n{_TRAP}'),
                ("match", f'pairs = [["a", "1"], ["b", "2"], ["c", "3"]]\nextra = ["4"]\n{_TRAP}'),
                ("cloze", f'gaps = [["yes", "Yes"]]\n{_TRAP}'),
                ("output", OUTPUT),
                ("short", f'rubric = ["one", "two"]\nmodel = "A model answer"\n{_TRAP}'),
            ),
            start=19,
        )
    )


def small_path() -> Files:
    """The files of the small path by their relative names; no rule is broken."""
    nested = _topic("m1w1b1.alpha.inner", header="[[topic.topic]]")
    first = _topic("m1w1b1.alpha") + nested + _topic("m1w1b1.beta", prerequisites='["m1w1b1.alpha"]')
    second = _topic("m1w1b2.alpha", prerequisites='["m1w1b1.beta"]', minutes=40)
    figure = 'from pathlib import Path\nPath(__file__).with_suffix(".svg").write_text(SVG)\n'
    files = {
        "path.toml": _PATH,
        "skills.toml": _SKILLS,
        "resources.toml": _RESOURCES,
        "glossary.toml": _GLOSSARY,
        f"{WRITTEN}/block.toml": _block("m1w1b1", "First", first, '["m1w1b1r1"]'),
        LESSON: _lesson(),
        QUESTIONS: _questions(),
        f"{PLANNED}/block.toml": _block("m1w1b2", "Second", second, "[]"),
    }
    for name in ("one", "two"):
        files[f"{WRITTEN}/figures/{name}.svg"] = svg(name)
        files[f"{WRITTEN}/figures/{name}.py"] = figure.replace("SVG", repr(svg(name)))
    return files


def write_files(files: Files, folder: Path) -> Path:
    """Write the files below `folder` and give it back."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def write_zip(files: Files, file: Path, *, around: str = "") -> Path:
    """The files as a zip archive, in a folder `around` when it is named."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{around}/{name}" if around else name, text)
    return file
