"""The rules that a path is held to. `docs/curriculum-rules.md` is made from this table, and a test holds the two together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` is what a problem carries; `promise` says what holds when the rule is kept."""

    name: str
    promise: str


#: words of prose that one lesson section may have; the writing goal is 250-700
SECTION_WORDS = (230, 720)
RUN_LINES = 30
RUN_SECONDS = 60
ALT_CHARACTERS = 40
SHORT_CHARACTERS = 28
OBJECTIVES = (2, 3)
BRIEF_WORDS = (50, 140)
BLOCK_FIGURES = 2
BLOCK_QUESTIONS = 24
SECTION_QUESTIONS = 3
EXAMPLES_SHARE = 0.7
LONGEST_SHARE = 0.40
POSITION_SHARE = 0.40
POSITION_MINIMUM = 12
RECALL_SHARE = 1 / 3
SHARE_MINIMUM = 5
DUPLICATE_SHARE = 0.75

GROUPS: dict[str, tuple[Rule, ...]] = {
    "Files and fields": (
        Rule("file-missing", "Every file that the path names is there."),
        Rule(
            "file-unreadable",
            "Files are UTF-8, within the limits of size and number, and lie inside the path's own folder.",
        ),
        Rule("toml-syntax", "TOML files parse."),
        Rule("format-unknown", "`format` in path.toml is one that this program reads (1)."),
        Rule("field-missing", "Every wanted field is there and not empty."),
        Rule("field-type", "Every field has the type that content-format.md gives."),
        Rule(
            "field-unknown",
            "No field is there that content-format.md does not name (a typing error loses content silently).",
        ),
        Rule("field-value", "Numbers lie in their range and words come from their list."),
    ),
    "Ids": (
        Rule("id-form", "Ids are parts of `[a-z0-9]+(-[a-z0-9]+)*` joined by dots."),
        Rule("id-unique", "No id is given twice among nodes, skills, resources, terms or questions."),
        Rule(
            "id-place",
            "An id says where its thing lives: a topic's starts with its parent's, exercises are `<block>e<n>`, questions `<block>.q<nnn>`, skills `<area>.<name>`.",
        ),
        Rule("id-renamed", "An id listed under `renamed_from` is not in use and is listed once."),
        Rule(
            "id-lost",
            "Every id in published-ids.txt (when there is one) is still there or listed under `renamed_from`.",
        ),
    ),
    "References": (
        Rule("skill-unknown", "Skills named by topics, exercises and questions are in skills.toml."),
        Rule("skill-unused", "Every skill is named by at least one topic."),
        Rule(
            "node-unknown",
            "Topics, blocks and phases named by prerequisites, exercises, questions, resources, terms and the portfolio exist.",
        ),
        Rule("prerequisite-cycle", "Prerequisites never form a cycle."),
        Rule("prerequisite-later", "A prerequisite is never in a later block."),
        Rule("resource-unknown", "Resources named by blocks exist."),
        Rule("resource-block", "A block and its resources name one another."),
        Rule("term-duplicate", "No glossary term or alias is defined twice."),
    ),
    "Structure": (
        Rule(
            "minutes-hours",
            "The minutes of a block's topics and exercises add up to its hours, and the hours of a week's blocks to the week's.",
        ),
        Rule(
            "topic-fields",
            f"A topic has a short title of at most {SHORT_CHARACTERS} characters, a question that ends in a question mark, {OBJECTIVES[0]}-{OBJECTIVES[1]} objectives and a skill.",
        ),
        Rule("exercise-brief", f"An exercise's brief has {BRIEF_WORDS[0]}-{BRIEF_WORDS[1]} words."),
    ),
    "Lessons": (
        Rule("section-missing", "A block with a lesson has a section for every topic."),
        Rule("section-unknown", "Every heading above `####` has the id of a topic of its block, and no topic has two."),
        Rule("section-order", "Sections stand in the order of block.toml."),
        Rule("section-level", "A section's heading has the topic's depth + 1."),
        Rule("section-title", "A section's heading is the topic's title, or its beginning before a bracket."),
        Rule(
            "section-words",
            f"A section has {SECTION_WORDS[0]}-{SECTION_WORDS[1]} words of prose (aim at 250-700); code and formulas do not count.",
        ),
        Rule("fence-open", "Every fence is closed."),
        Rule("run-length", f"A run fence has at most {RUN_LINES} lines."),
        Rule(
            "run-output",
            "A run fence is directly followed by its output fence, and an output fence follows a run fence.",
        ),
        Rule("lesson-examples", "A lesson has at least 7 run examples for every 10 of its innermost topics."),
        Rule("lesson-figures", f"A lesson has at least {BLOCK_FIGURES} figures."),
        Rule("link-broken", "Links lead to topics, resources and terms that exist."),
        Rule(
            "link-form",
            "Links are `#id`, `resource:id`, `term:id` or a web address; addresses of resources are web addresses.",
        ),
        Rule("figure-missing", "Every figure has its SVG and the script that makes it, and every SVG is used."),
        Rule("figure-alt", f"A figure's alt text says in at least {ALT_CHARACTERS} characters what is to be seen."),
        Rule("figure-unsafe", "An SVG parses and holds no script, no event handler and no address outside the file."),
        Rule("math-broken", "Every formula converts to MathML."),
        Rule("footnote-broken", "Every footnote mark has its text and the other way round."),
    ),
    "Questions": (
        Rule("question-field", "A question has the fields of its kind and no others."),
        Rule(
            "question-answer",
            "There is a right answer and enough to choose from: options exist, gaps match the prompt, pairs and items are distinct.",
        ),
        Rule("question-why", "Every wrong option, and every trap, says why it is wrong."),
        Rule("question-options", "Options are named a, b, c … in order and have different texts."),
        Rule("question-passage", "A question's passage is a section of its block's lesson."),
        Rule("question-count", f"A block with a lesson has at least {BLOCK_QUESTIONS} questions."),
        Rule(
            "question-coverage",
            f"Every outermost topic has at least {SECTION_QUESTIONS} questions, nested topics counted in.",
        ),
        Rule(
            "question-longest",
            "In fewer than 40 % of a block's single-choice questions the right option is the longest.",
        ),
        Rule(
            "question-positions",
            f"With {POSITION_MINIMUM} or more single-choice questions no position holds the right option in more than 40 %.",
        ),
        Rule("question-recall", "At most a third of a block's questions ask for recall."),
        Rule("question-duplicate", "No two prompts of the path are nearly the same."),
    ),
    "Runs (`check --run`)": (
        Rule("run-tools", "The packages that examples and figures need are installed."),
        Rule(
            "run-failed",
            f"Every example, script and figure ends without an error within {RUN_SECONDS} seconds, with the network off.",
        ),
        Rule("run-different", "A run fence prints exactly its output fence."),
        Rule("question-output", "The code of an output question prints the text of the right option and of no other."),
        Rule(
            "question-numeric",
            "A numeric answer is the number that its `check` or `script` gives, within the tolerance, and no trap lies within it.",
        ),
        Rule("figure-different", "A figure's script makes exactly the SVG beside it."),
    ),
}

RULES: tuple[Rule, ...] = tuple(rule for group in GROUPS.values() for rule in group)
RULE_NAMES = frozenset(rule.name for rule in RULES)
#: with a problem of one of these a path is not compiled: links, statuses or safety would suffer
BLOCKING = frozenset(
    {rule.name for group in ("Files and fields", "Ids", "References") for rule in GROUPS[group]}
    | {"figure-unsafe", "section-unknown", "question-answer"}
) - {"skill-unused"}


def rules_page() -> str:
    """The Markdown of docs/curriculum-rules.md."""
    lines = [
        "# The rules that a path is held to",
        "",
        "Made by `studydesk curriculum rules`; a test holds it to `src/studydesk/curriculum/rules.py`.",
        "`studydesk curriculum check` prints a problem as `path: rule: sentence`.",
    ]
    for title, rules in GROUPS.items():
        lines += ["", f"## {title}", "", "| rule | when it is kept |", "|---|---|"]
        lines += [f"| `{rule.name}` | {rule.promise} |" for rule in rules]
    return "\n".join(lines) + "\n"
