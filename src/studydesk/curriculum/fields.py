"""Typed reading of TOML tables: a wrong or missing field becomes a problem and an empty value, never an exception."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from studydesk.curriculum.problems import Report
from studydesk.curriculum.source import Source, SourceError, read_text

Choice = TypeVar("Choice", bound=StrEnum)

#: nothing written by hand is longer; a longer text is a mistake or an attack
MAX_TEXT = 100_000
MAX_LIST = 2_000


class Table:
    """One TOML table. Each getter names a field once; `done` reports the fields that nobody asked for."""

    def __init__(self, values: object, *, where: str, label: str, report: Report) -> None:
        self.where = where
        self._values: dict[str, object] = values if isinstance(values, dict) else {}
        self._label = label
        self._report = report
        self._asked: set[str] = set()
        if not isinstance(values, dict):
            self.problem("field-type", "is not a table.")

    @property
    def label(self) -> str:
        """How sentences name this table: its id when it has one."""
        named = self._values.get("id")
        return named if isinstance(named, str) and named else self._label

    def problem(self, rule: str, sentence: str) -> None:
        self._report.add(self.where, rule, f"{self.label} {sentence}")

    def has(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str, *, required: bool = True) -> str:
        """A string; surrounding blank lines are taken off."""
        value = self._get(name, required=required)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.problem("field-type", f"has a `{name}` that is not a text.")
            return ""
        if len(value) > MAX_TEXT:
            self.problem("field-value", f"has a `{name}` of more than {MAX_TEXT} characters.")
            return ""
        if required and not value.strip():
            self.problem("field-missing", f"has an empty `{name}`.")
        return value.strip("\n").rstrip()

    def integer(self, name: str, *, least: int, most: int, required: bool = True) -> int | None:
        """A whole number from `least` to `most`; None when there is none."""
        value = self._get(name, required=required)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            self.problem("field-type", f"has a `{name}` that is not a whole number.")
            return None
        if not least <= value <= most:
            self.problem("field-value", f"has a `{name}` of {_short(value)}; it lies between {least} and {most}.")
            return None
        return value

    def number(self, name: str, *, required: bool = True) -> float | None:
        """A finite number; None when there is none."""
        value = self._get(name, required=required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.problem("field-type", f"has a `{name}` that is not a number.")
            return None
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            self.problem("field-value", f"has a `{name}` that is not a finite number.")
            return None
        return number

    def span(self, name: str, *, most: int) -> tuple[int, int]:
        """Two whole numbers, the least first, as in `hours = [5, 6]`; (0, 0) when they are not there."""
        value = self._get(name, required=True)
        if value is None:
            return (0, 0)
        if (
            not isinstance(value, list)
            or len(value) != 2
            or not all(isinstance(item, int) and not isinstance(item, bool) for item in value)
        ):
            self.problem("field-type", f"has a `{name}` that is not two whole numbers.")
            return (0, 0)
        low, high = value
        if not 0 <= low <= high <= most:
            self.problem("field-value", f"has `{name}` out of order or above {most}.")
            return (0, 0)
        return (low, high)

    def choice(self, name: str, kind: type[Choice]) -> Choice | None:
        """A word of an enum's list; None when it is another."""
        value = self.text(name)
        if value in {member.value for member in kind}:
            return kind(value)
        if value:
            self.problem(
                "field-value", f"has the `{name}` {_short(value)}; known are {', '.join(m.value for m in kind)}."
            )
        return None

    def word(self, name: str, allowed: Iterable[str], *, required: bool = True) -> str:
        """A word of a list, "" when it is another."""
        value = self.text(name, required=required)
        if not value or value in allowed:
            return value
        self.problem("field-value", f"has the `{name}` {_short(value)}; known are {', '.join(sorted(allowed))}.")
        return ""

    def texts(self, name: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of strings; with `required` it must be there but may be empty."""
        value = self._get(name, required=required)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.problem("field-type", f"has a `{name}` that is not a list of texts.")
            return ()
        return tuple(value[:MAX_LIST])

    def text_lists(self, name: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of strings."""
        value = self._get(name, required=True)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(
            isinstance(row, list) and all(isinstance(item, str) for item in row) for row in value
        ):
            self.problem("field-type", f"has a `{name}` that is not a list of lists of texts.")
            return ()
        return tuple(tuple(row) for row in value[:MAX_LIST])

    def text_or_texts(self, name: str) -> tuple[str, ...]:
        """A string or a list of strings, always as a list."""
        value = self._values.get(name)
        if isinstance(value, str):
            self._asked.add(name)
            return (value,)
        return self.texts(name)

    def tables(self, name: str) -> list[Table]:
        """An array of tables; empty when there is none."""
        value = self._get(name, required=False)
        if value is None:
            return []
        if not isinstance(value, list):
            self.problem("field-type", f"has a `{name}` that is not a list of tables.")
            return []
        return [
            Table(item, where=self.where, label=f"{name} {number}", report=self._report)
            for number, item in enumerate(value[:MAX_LIST], start=1)
        ]

    def forget(self, name: str) -> None:
        """Do not report `name` as unknown: another problem has said it."""
        self._asked.add(name)

    def renamed_from(self) -> tuple[str, ...]:
        return self.texts("renamed_from", required=False)

    def done(self) -> None:
        """Report fields that no getter asked for."""
        for name in sorted(set(map(str, self._values)) - self._asked):
            self.problem("field-unknown", f"has a field `{_short(name)}` that the format does not know.")

    def _get(self, name: str, *, required: bool) -> object | None:
        self._asked.add(name)
        value = self._values.get(name)
        if value is None and required:
            self.problem("field-missing", f"has no `{name}`.")
        return value


def read_table(source: Source, name: str, report: Report, *, required: bool = True) -> Table | None:
    """The whole TOML file `name`; None, with a problem, when it is missing (and wanted) or broken."""
    if name not in source.names():
        if required:
            report.add(name, "file-missing", "The file is not there.")
        return None
    try:
        values = tomllib.loads(read_text(source, name))
    except SourceError as error:
        report.add(name, "file-unreadable", str(error))
    except tomllib.TOMLDecodeError as error:
        report.add(name, "toml-syntax", f"The file does not parse: {error}.")
    except (RecursionError, ValueError):
        # tomllib recurses into nested arrays, and int() refuses numbers of thousands of digits
        report.add(
            name, "toml-syntax", "The file does not parse: it is nested too deeply or holds a number that is too long."
        )
    else:
        return Table(values, where=name, label="The file", report=report)
    return None


def _short(value: object) -> str:
    text = repr(value) if not isinstance(value, int) or abs(value) < 10**12 else "a very large number"
    return text if len(text) <= 60 else text[:57] + "…"
