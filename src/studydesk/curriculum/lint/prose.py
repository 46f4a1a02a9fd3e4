"""Rules for every piece of Markdown: links, formulas, footnotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studydesk.curriculum.lesson import Section, footnotes, formulas, links
from studydesk.curriculum.model import Block, Curriculum, Question
from studydesk.curriculum.problems import Report

#: (LaTeX, is display) → what is wrong with the formula, "" when it converts
FormulaCheck = Callable[[str, bool], str]


@dataclass(frozen=True, slots=True)
class Names:
    """The ids that may be pointed at."""

    nodes: frozenset[str]
    topics: frozenset[str]
    skills: frozenset[str]
    resources: frozenset[str]
    terms: frozenset[str]

    @staticmethod
    def of(curriculum: Curriculum) -> Names:
        topics = frozenset(topic.id for _, topic in curriculum.topics())
        others = [entry.id for entry in (*curriculum.requirements, *curriculum.deliverables)]
        others += [phase.id for phase in curriculum.phases] + [week.id for week in curriculum.weeks()]
        for block in curriculum.blocks():
            others += [block.id, *(exercise.id for exercise in block.exercises)]
        return Names(
            nodes=topics | frozenset(others),
            topics=topics,
            skills=frozenset(skill.id for skill in curriculum.skills),
            resources=frozenset(resource.id for resource in curriculum.resources),
            terms=frozenset(term.id for term in curriculum.terms),
        )


def check_prose(curriculum: Curriculum, names: Names, report: Report, formula_check: FormulaCheck | None) -> None:
    """`link-form`, `link-broken`, `math-broken`, `footnote-broken` wherever Markdown is written."""
    for file, section in _sections(curriculum):
        where = f"{section.id}: " if section.id and not section.line else ""
        for link in links(section):
            rule, sentence = _link_problem(link.target, names)
            if rule:
                report.add(_place(file, section, link.line), rule, where + sentence)
        if formula_check is not None:
            for formula in formulas(section):
                sentence = formula_check(formula.text, formula.target == "block")
                if sentence:
                    report.add(_place(file, section, formula.line), "math-broken", f"{where}{sentence}")
        marked, written = footnotes(section)
        for name in sorted(marked ^ written):
            missing = "no text" if name in marked else "no mark in the section"
            report.add(
                _place(file, section, section.line), "footnote-broken", f"{where}The footnote {name} has {missing}."
            )


def _place(file: str, section: Section, line: int) -> str:
    return f"{file}:{line}" if section.line or file.endswith(".md") else file


def _link_problem(target: str, names: Names) -> tuple[str, str]:
    """The rule that a link breaks and the sentence about it; two empty texts when it is fine."""
    kind, colon, name = target.partition(":")
    known = {"resource": names.resources, "term": names.terms}
    if target.startswith("#"):
        return (
            ("", "")
            if target[1:] in names.nodes
            else ("link-broken", f"The link {target} leads to nothing in the path.")
        )
    if colon and kind in known:
        return ("", "") if name in known[kind] else ("link-broken", f"The link {target} leads to no {kind}.")
    if target.startswith(("https://", "http://")) and "." in target:
        return "", ""
    return "link-form", f"The link {target} is none of #id, resource:id, term:id and https://…"


def _sections(curriculum: Curriculum) -> Iterator[tuple[str, Section]]:
    """Every piece of Markdown with the file it stands in."""
    for block in curriculum.blocks():
        if block.lesson is not None:
            yield block.lesson.file, block.lesson.intro
            for section in block.lesson.sections:
                yield block.lesson.file, section
        for owner, text in _block_texts(block):
            yield block.file, Section(owner, "", 1, 0, text)
        for question in block.questions:
            yield f"{block.folder}/questions.toml", Section(question.id, "", 1, 0, question_markdown(question))
    for term in curriculum.terms:
        yield "glossary.toml", Section(term.id, "", 1, 0, term.text)
    for resource in curriculum.resources:
        yield "resources.toml", Section(resource.id, "", 1, 0, f"{resource.about}\n\n{resource.offline}")
    for entries in (curriculum.assessment, curriculum.portfolio, curriculum.outcomes, curriculum.next_steps):
        for entry in entries:
            yield "path.toml", Section(entry.id, "", 1, 0, entry.text)
    for entry in (*curriculum.requirements, *curriculum.deliverables):
        yield "path.toml", Section(entry.id, "", 1, 0, entry.text)


def _block_texts(block: Block) -> Iterator[tuple[str, str]]:
    yield block.id, f"{block.concept}\n\n{block.why}"
    for exercise in block.exercises:
        yield exercise.id, exercise.brief


def question_markdown(question: Question) -> str:
    """All Markdown of a question, part by part."""
    options = [text for option in question.options for text in (option.text, option.why)]
    traps = [text for trap in question.traps for text in (trap.text, trap.why)]
    parts = [question.prompt, question.explanation, question.model, *question.rubric, *options, *traps]
    return "\n\n".join(part for part in parts if part)
