"""Rules for the question bank: each kind's own, and those of a block's bank as a whole."""

from __future__ import annotations

import re
from collections import Counter

from studydesk.curriculum.model import Block, Curriculum, Demand, Question, QuestionKind, Topic
from studydesk.curriculum.problems import Report
from studydesk.curriculum.rules import (
    BLOCK_QUESTIONS,
    DUPLICATE_SHARE,
    LONGEST_SHARE,
    POSITION_MINIMUM,
    POSITION_SHARE,
    RECALL_SHARE,
    SECTION_QUESTIONS,
    SHARE_MINIMUM,
)

_GAP = re.compile(r"\{\{(\d+)\}\}")
_CHOICES = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.OUTPUT})
#: a prompt shorter than this is a formula of speech ("What does this print?"); the rest of the question tells it apart
_PROMPT_WORDS = 10


def check_questions(curriculum: Curriculum, report: Report) -> None:
    """All rules of the group "Questions"."""
    for block in curriculum.blocks():
        file = f"{block.folder}/questions.toml"
        for question in block.questions:
            _check_one(file, question, report)
            if block.lesson is None or block.lesson.section(question.passage) is None:
                report.add(
                    file,
                    "question-passage",
                    f"The passage {question.passage} of {question.id} is no section of the lesson.",
                )
        if block.lesson is not None and len(block.questions) < BLOCK_QUESTIONS:
            report.add(file, "question-count", f"{block.id} has {len(block.questions)} questions.")
        if block.questions:
            _check_bank(file, block, report)
    _check_duplicates(curriculum, report)


def _check_one(file: str, question: Question, report: Report) -> None:
    if question.kind in _CHOICES:
        _check_choice(file, question, report)
        return
    for trap in question.traps:
        if not trap.why.strip():
            report.add(file, "question-why", f"A trap of {question.id} does not say why it is wrong.")
    if not question.traps:
        report.add(file, "question-why", f"{question.id} names no wrong answer that people give.")
    for sentence in _answer_problems(question):
        report.add(file, "question-answer", f"{question.id} {sentence}")


def _check_choice(file: str, question: Question, report: Report) -> None:
    names = [option.id for option in question.options]
    if names != [chr(ord("a") + number) for number in range(len(names))]:
        report.add(
            file,
            "question-options",
            f"{question.id} has the options {', '.join(names)}; they are named a, b, c … in order.",
        )
    if len({option.text.strip() for option in question.options}) < len(names):
        report.add(file, "question-options", f"{question.id} has two options with the same text.")
    wanted = "at least one" if question.kind is QuestionKind.MULTIPLE else "one"
    right = set(question.answer)
    if len(names) < 3:
        report.add(file, "question-answer", f"{question.id} has fewer than three options.")
    if not right or not right <= set(names) or (wanted == "one" and len(question.answer) != 1):
        report.add(file, "question-answer", f"{question.id} names {wanted} of its options as the answer.")
    for option in question.options:
        is_wrong = option.id not in right or question.kind is QuestionKind.MULTIPLE
        if is_wrong and not option.why.strip():
            report.add(file, "question-why", f"Option {option.id} of {question.id} has no reason.")


def _answer_problems(question: Question) -> list[str]:
    """Sentences, without their subject, about the answer of a question that is not a choice."""
    match question.kind:
        case QuestionKind.NUMERIC:
            found = [] if bool(question.check) != bool(question.script) else ["has one of `check` and `script`."]
            if question.tolerance is not None and question.tolerance < 0:
                found.append("has a negative tolerance.")
            if any(trap.value is None for trap in question.traps):
                found.append("has a trap without a value.")
            return found
        case QuestionKind.ORDER:
            distinct = len(set(question.items)) == len(question.items) >= 3
            return [] if distinct else ["has at least three different items."]
        case QuestionKind.MATCH:
            left = {pair[0] for pair in question.pairs}
            right = [pair[1] for pair in question.pairs] + list(question.extra)
            is_sound = len(question.pairs) >= 3 and len(left) == len(question.pairs) and len(set(right)) == len(right)
            return [] if is_sound else ["has at least three pairs, no side of which is there twice."]
        case QuestionKind.CLOZE:
            marks = sorted({int(number) for number in _GAP.findall(question.prompt)})
            found = (
                [] if marks == list(range(1, len(question.gaps) + 1)) else ["has gaps that do not match the prompt's."]
            )
            if not question.gaps or any(not gap or not all(text.strip() for text in gap) for gap in question.gaps):
                found.append("has a gap without an accepted text.")
            return found
        case QuestionKind.SHORT:
            return [] if len(question.rubric) >= 2 else ["has at least two points in its rubric."]
        case _:
            return []


def _check_bank(file: str, block: Block, report: Report) -> None:
    counts = Counter(question.topic for question in block.questions)
    for topic in block.topics:
        asked = sum(counts[nested.id] for nested in topic.walk())
        if asked < SECTION_QUESTIONS:
            report.add(
                file, "question-coverage", f"{topic.id} has {asked} questions, those of nested topics counted in."
            )
    recall = sum(question.demand is Demand.RECALL for question in block.questions)
    if len(block.questions) >= SHARE_MINIMUM and recall > RECALL_SHARE * len(block.questions):
        report.add(
            file, "question-recall", f"{recall} of {len(block.questions)} questions of {block.id} ask for recall."
        )
    single = [
        question for question in block.questions if question.kind is QuestionKind.SINGLE and len(question.answer) == 1
    ]
    longest = [question.id for question in single if _is_longest(question)]
    if len(single) >= SHARE_MINIMUM and len(longest) >= LONGEST_SHARE * len(single):
        named = ", ".join(longest)
        report.add(
            file, "question-longest", f"The right option is the longest in {len(longest)} of {len(single)}: {named}."
        )
    if len(single) >= POSITION_MINIMUM:
        position, count = Counter(question.answer[0] for question in single).most_common(1)[0]
        if count > POSITION_SHARE * len(single):
            report.add(file, "question-positions", f"The right option is {position} in {count} of {len(single)}.")


def _is_longest(question: Question) -> bool:
    lengths = {option.id: len(option.text.strip()) for option in question.options}
    right = lengths.pop(question.answer[0], 0)
    return right > max(lengths.values(), default=right)


def _check_duplicates(curriculum: Curriculum, report: Report) -> None:
    """Prompts are compared by their runs of three words; an index keeps it linear in practice."""
    index: dict[str, list[int]] = {}
    seen: list[tuple[str, set[str]]] = []
    for block in curriculum.blocks():
        for question in block.questions:
            shingles = _shingles(question)
            shared = Counter(other for shingle in shingles for other in index.get(shingle, ()))
            for other, count in shared.items():
                name, others = seen[other]
                if count >= DUPLICATE_SHARE * (len(shingles) + len(others) - count):
                    file = f"{block.folder}/questions.toml"
                    report.add(file, "question-duplicate", f"The prompt of {question.id} is nearly that of {name}.")
            for shingle in shingles:
                index.setdefault(shingle, []).append(len(seen))
            seen.append((question.id, shingles))


def _shingles(question: Question) -> set[str]:
    words = re.findall(r"\w+", question.prompt.casefold())
    if len(words) < _PROMPT_WORDS or question.code:
        rest = (
            question.code,
            *question.items,
            *(option.text for option in question.options),
            *(pair[0] for pair in question.pairs),
        )
        words += re.findall(r"\w+", " ".join(rest).casefold())
    return {" ".join(words[start : start + 3]) for start in range(max(1, len(words) - 2))}


def topic_question_counts(block: Block) -> dict[str, int]:
    """Questions of each topic of a block, those of nested topics not counted in."""
    counts = Counter(question.topic for question in block.questions)
    return {topic.id: counts[topic.id] for topic in _all(block.topics)}


def _all(topics: tuple[Topic, ...]) -> list[Topic]:
    return [nested for topic in topics for nested in topic.walk()]
