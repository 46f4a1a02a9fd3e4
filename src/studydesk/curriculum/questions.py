"""Reads one question of a block's bank: the common fields, then those of its kind."""

from __future__ import annotations

from typing import Any

from studydesk.curriculum.fields import Table
from studydesk.curriculum.model import Demand, Option, Question, QuestionKind, Trap

#: the fields of each kind, beside the common ones
KIND_FIELDS: dict[QuestionKind, frozenset[str]] = {
    QuestionKind.SINGLE: frozenset({"option", "answer"}),
    QuestionKind.MULTIPLE: frozenset({"option", "answer"}),
    QuestionKind.NUMERIC: frozenset({"answer", "check", "script", "tolerance", "unit", "trap"}),
    QuestionKind.ORDER: frozenset({"items", "trap"}),
    QuestionKind.MATCH: frozenset({"pairs", "extra", "trap"}),
    QuestionKind.CLOZE: frozenset({"gaps", "trap"}),
    QuestionKind.OUTPUT: frozenset({"code", "option", "answer"}),
    QuestionKind.SHORT: frozenset({"rubric", "model", "trap"}),
}
ALL_KIND_FIELDS = frozenset().union(*KIND_FIELDS.values())


def load_question(table: Table) -> Question | None:
    """A question; None, with problems, when its kind or demand is not known."""
    kind = table.choice("kind", QuestionKind)
    demand = table.choice("demand", Demand)
    fields: dict[str, Any] = {
        "id": table.text("id"),
        "topic": table.text("topic"),
        "skills": table.texts("skills"),
        "difficulty": table.integer("difficulty", least=1, most=5) or 1,
        "prompt": table.text("prompt"),
        "explanation": table.text("explanation"),
        "passage": table.text("passage"),
        "renamed_from": table.renamed_from(),
    }
    if kind is None or demand is None:
        return None
    for name in sorted(ALL_KIND_FIELDS - KIND_FIELDS[kind]):
        if table.has(name):
            table.problem("question-field", f"is a {kind} question and has a field `{name}` of another kind.")
            table.forget(name)
    fields |= _kind_fields(table, kind)
    table.done()
    return Question(kind=kind, demand=demand, **fields)


def _kind_fields(table: Table, kind: QuestionKind) -> dict[str, Any]:
    match kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            return _choices(table)
        case QuestionKind.OUTPUT:
            return {"code": table.text("code")} | _choices(table)
        case QuestionKind.NUMERIC:
            return {
                "value": table.number("answer"),
                "check": table.text("check", required=False),
                "script": table.text("script", required=False),
                "tolerance": table.number("tolerance"),
                "unit": table.text("unit", required=False),
                "traps": _traps(table, numeric=True),
            }
        case QuestionKind.ORDER:
            return {"items": table.texts("items"), "traps": _traps(table)}
        case QuestionKind.MATCH:
            rows = table.text_lists("pairs")
            if any(len(row) != 2 for row in rows):
                table.problem("question-field", "has a pair that is not two texts.")
            return {
                "pairs": tuple((row[0], row[1]) for row in rows if len(row) == 2),
                "extra": table.texts("extra", required=False),
                "traps": _traps(table),
            }
        case QuestionKind.CLOZE:
            return {"gaps": table.text_lists("gaps"), "traps": _traps(table)}
        case QuestionKind.SHORT:
            return {"rubric": table.texts("rubric"), "model": table.text("model"), "traps": _traps(table)}


def _choices(table: Table) -> dict[str, Any]:
    options = []
    for item in table.tables("option"):
        options.append(Option(item.text("id"), item.text("text"), item.text("why", required=False)))
        item.done()
    return {"options": tuple(options), "answer": table.text_or_texts("answer")}


def _traps(table: Table, *, numeric: bool = False) -> tuple[Trap, ...]:
    traps = []
    for item in table.tables("trap"):
        value = item.number("value") if numeric else None
        text = item.text("text", required=not numeric)
        traps.append(Trap(text, value, item.text("why", required=False)))
        item.done()
    return tuple(traps)
