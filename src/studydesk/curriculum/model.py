"""A path as it stands on disk: what the loader makes of TOML and Markdown. Areas, skills and resources are the domain's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from studydesk.curriculum.lesson import Lesson
from studydesk.domain.path import Area, Resource, Skill


class QuestionKind(StrEnum):
    """How a question is asked."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMERIC = "numeric"
    ORDER = "order"
    MATCH = "match"
    CLOZE = "cloze"
    OUTPUT = "output"
    SHORT = "short"


class Demand(StrEnum):
    """What a question asks the learner to do."""

    RECALL = "recall"
    APPLY = "apply"
    PREDICT = "predict"
    DEBUG = "debug"
    CHOOSE = "choose"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; `why` is empty for the right one of a single-choice question."""

    id: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Trap:
    """A wrong answer that people give to a question without options: a `value` (numeric) or a `text`."""

    text: str
    value: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a block's bank; fields of other kinds are empty. `value` is a numeric question's answer."""

    id: str
    kind: QuestionKind
    topic: str
    skills: tuple[str, ...]
    difficulty: int
    demand: Demand
    prompt: str
    explanation: str
    passage: str
    answer: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    traps: tuple[Trap, ...] = ()
    value: float | None = None
    check: str = ""
    script: str = ""
    tolerance: float | None = None
    unit: str = ""
    items: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    extra: tuple[str, ...] = ()
    gaps: tuple[tuple[str, ...], ...] = ()
    code: str = ""
    rubric: tuple[str, ...] = ()
    model: str = ""
    renamed_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic line; `minutes` are those of its own section, without nested topics."""

    id: str
    title: str
    short: str
    question: str
    objectives: tuple[str, ...]
    minutes: int
    skills: tuple[str, ...]
    prerequisites: tuple[str, ...]
    topics: tuple[Topic, ...] = ()
    renamed_from: tuple[str, ...] = ()

    def walk(self) -> Iterator[Topic]:
        """This topic and all nested ones, in document order."""
        yield self
        for topic in self.topics:
            yield from topic.walk()


@dataclass(frozen=True, slots=True)
class Exercise:
    """A practical exercise with its first brief (Markdown)."""

    id: str
    title: str
    task: str
    brief: str
    minutes: int
    skills: tuple[str, ...]
    topics: tuple[str, ...]
    renamed_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """An SVG of a block and whether the script that makes it stands beside it."""

    name: str
    svg: str
    has_script: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A study block; `folder` is where its files are, `figures` maps a lesson's image address to the figure."""

    folder: str
    id: str
    title: str
    short: str
    concept: str
    why: str
    hours: tuple[int, int]
    resources: tuple[str, ...]
    topics: tuple[Topic, ...]
    exercises: tuple[Exercise, ...]
    lesson: Lesson | None
    questions: tuple[Question, ...]
    figures: dict[str, Figure]
    renamed_from: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Where problems of the block are reported."""
        return f"{self.folder}/block.toml"

    def walk(self) -> Iterator[Topic]:
        """All topics, in document order."""
        for topic in self.topics:
            yield from topic.walk()


@dataclass(frozen=True, slots=True)
class Week:
    id: str
    title: str
    focus: str
    hours: tuple[int, int]
    milestone: str
    blocks: tuple[Block, ...]
    renamed_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    id: str
    title: str
    summary: str
    weeks: tuple[Week, ...]
    renamed_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A titled text beside the tree: assessment, portfolio, outcome, next step, requirement, deliverable.

    `group` is the phase of a portfolio entry and the group of a next step.
    """

    id: str
    title: str
    text: str
    group: str = ""
    renamed_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """`day` is weekday, saturday or sunday; `minutes` the least and the most."""

    id: str
    day: str
    minutes: tuple[int, int]
    title: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    id: str
    period: str
    focus: str
    hours: tuple[int, int]
    milestone: str


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary term with its one-sentence definition; `topic` may be empty."""

    id: str
    term: str
    aliases: tuple[str, ...]
    text: str
    topic: str


@dataclass(frozen=True)
class Curriculum:
    """A whole path. Requirements and deliverables belong to the block whose id theirs start with."""

    id: str
    title: str
    version: str
    summary: str
    phases: tuple[Phase, ...] = ()
    schedule: tuple[ScheduleRow, ...] = ()
    assessment: tuple[Entry, ...] = ()
    portfolio: tuple[Entry, ...] = ()
    outcomes: tuple[Entry, ...] = ()
    next_steps: tuple[Entry, ...] = ()
    timeline: tuple[TimelineRow, ...] = ()
    requirements: tuple[Entry, ...] = ()
    deliverables: tuple[Entry, ...] = ()
    areas: tuple[Area, ...] = ()
    skills: tuple[Skill, ...] = ()
    resources: tuple[Resource, ...] = ()
    terms: tuple[Term, ...] = ()
    published: tuple[str, ...] = ()
    #: present id → old ids, of skills, resources and terms (nodes and questions carry their own)
    renamed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def weeks(self) -> Iterator[Week]:
        for phase in self.phases:
            yield from phase.weeks

    def blocks(self) -> Iterator[Block]:
        for week in self.weeks():
            yield from week.blocks

    def topics(self) -> Iterator[tuple[Block, Topic]]:
        """Every topic with its block, in document order."""
        for block in self.blocks():
            for topic in block.walk():
                yield block, topic

    def capstone_entries(self, block: Block) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """The requirements and deliverables that belong to `block`."""
        mine = (
            tuple(entry for entry in entries if entry.id.startswith(block.id + letter))
            for entries, letter in ((self.requirements, "r"), (self.deliverables, "d"))
        )
        return next(mine), next(mine)
