"""What is wrong with a path: problems are collected, never raised, each under the name of a rule."""

from __future__ import annotations

from dataclasses import dataclass

from studydesk.curriculum.rules import RULE_NAMES


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `path` is relative to the curriculum folder, with `:line` where a line is known."""

    path: str
    rule: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}: {self.rule}: {self.sentence}"


class Report:
    """Collects problems in the order in which they are found; the same one is kept once."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}

    def add(self, path: str, rule: str, sentence: str) -> None:
        """Add a problem; a rule that is not in the table of rules is an error of ours."""
        if rule not in RULE_NAMES:
            raise KeyError(rule)
        self._problems[Problem(path, rule, sentence)] = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._problems)
