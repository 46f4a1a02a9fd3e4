"""The checks that need no running code. Each looks at the loaded path and adds problems to a report."""

from __future__ import annotations

from studydesk.curriculum.lint.ids import check_ids
from studydesk.curriculum.lint.lessons import check_lessons
from studydesk.curriculum.lint.prose import FormulaCheck, Names, check_prose
from studydesk.curriculum.lint.questions import check_questions
from studydesk.curriculum.lint.references import check_references
from studydesk.curriculum.lint.structure import check_structure
from studydesk.curriculum.model import Curriculum
from studydesk.curriculum.problems import Problem, Report

__all__ = ["lint"]


def lint(curriculum: Curriculum, *, formula_check: FormulaCheck | None = None) -> tuple[Problem, ...]:
    """Every problem of a loaded path. Formulas are converted only when `formula_check` is given."""
    report = Report()
    names = Names.of(curriculum)
    check_ids(curriculum, report)
    check_references(curriculum, names, report)
    check_structure(curriculum, report)
    check_lessons(curriculum, report)
    check_questions(curriculum, report)
    check_prose(curriculum, names, report, formula_check)
    return report.problems
