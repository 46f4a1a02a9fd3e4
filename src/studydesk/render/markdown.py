"""Markdown to a safe HTML fragment."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from studydesk.render.bounds import bounded
from studydesk.render.context import GlossaryEntry, RenderContext, Rendered, TocEntry
from studydesk.render.headings import Headings
from studydesk.render.lines import take_blocks, take_tasks
from studydesk.render.links import Links, take_wikilinks
from studydesk.render.lists import normalise
from studydesk.render.math import Allowance, PieceKind, find_pieces
from studydesk.render.sanitise import clean
from studydesk.render.stash import OPEN, Stash, unveiled, without_signs

__all__ = ["GlossaryEntry", "RenderContext", "Rendered", "TocEntry", "render", "render_inline"]

LONGEST = 2_000_000  # characters; more is cut
MOST_PROBLEMS = 50
_TAG = re.compile(r'<(?:[^>"]|"[^"]*")*>')
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_TABLE = re.compile(r"<(/?)table>")
_TASK_ITEM = re.compile(r"<li>(\s*(?:<p>)?\s*)(?=\U0010ff10(\d+)\U0010ff11)")
_ONE_PARAGRAPH = re.compile(r"\s*<p>(.*)</p>\s*\Z", re.DOTALL)
_BARE = r"(?<![\w/\"'=<\[])(https?://[^\s<>\"'\]]{1,500}[^\s<>\"'\].,;:!?)])"


def render(text: str, *, context: RenderContext) -> Rendered:
    """`text` as HTML. Never raises: what cannot be understood is shown as it is written, with a sentence in `problems`."""
    problems: list[str] = []
    if len(text) > LONGEST:
        text = text[:LONGEST]
        problems.append("The text is too long to be shown whole; its end is left out.")
    text = without_signs(text.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        return _render(text, context, problems)
    except Exception as problem:  # noqa: BLE001 - any text may come in, and its words must be readable in any case
        problems.append(
            f"The text is shown as it is written, because it could not be laid out ({type(problem).__name__})."
        )
        return Rendered(
            f'<pre class="plain">{escape(text)}</pre>', words=len(_WORD.findall(text)), problems=tuple(problems)
        )


def render_inline(text: str, *, context: RenderContext) -> Rendered:
    """`text` as inline HTML without a paragraph around it; texts of several paragraphs keep theirs."""
    made = render(text, context=context)
    match = _ONE_PARAGRAPH.match(made.html)
    if match is None or "<p>" in match[1]:
        return made
    return Rendered(match[1], made.toc, made.words, made.formulas, made.problems)


def _render(text: str, context: RenderContext, problems: list[str]) -> Rendered:
    stash = Stash()
    tasks = range(0)
    if "[" in text:
        text = take_tasks(text, stash, is_live=not context.is_trusted)
        tasks = range(stash.size)
        text = take_wikilinks(text, stash, context)
    text = take_blocks(text, stash)
    text, formulas, code_words = _take_pieces(text, stash, problems)
    headings: list[TocEntry] = []
    md = _markdown(context, stash, problems, headings)
    html = clean(md.convert(bounded(normalise(text))))
    words = len(_WORD.findall(unescape(_TAG.sub(" ", html)))) - html.count(OPEN) + code_words
    html = _TASK_ITEM.sub(lambda match: _task_item(match, tasks), html)
    html = _TABLE.sub(_framed_table, html)
    return Rendered(
        html=unveiled(stash.restore(html)),
        toc=tuple(headings),
        words=words,
        formulas=formulas,
        problems=tuple(dict.fromkeys(problems))[:MOST_PROBLEMS],
    )


def _take_pieces(text: str, stash: Stash, problems: list[str]) -> tuple[str, int, int]:
    """Code spans and formulas wait in the stash. How many formulas there were, and how many words in code."""
    if "$" not in text and "`" not in text:
        return text, 0, 0
    made: list[str] = []
    done = formulas = words = 0
    allowance = Allowance()
    for piece in find_pieces(text):
        source = text[piece.start : piece.end]
        made.append(text[done : piece.start])
        done = piece.end
        content = stash.sources(piece.content)
        match piece.kind:
            case PieceKind.DOLLAR:
                html = "$"
            case PieceKind.CODE:
                html = f"<code>{escape(content)}</code>"
                words += len(_WORD.findall(content))
            case PieceKind.INLINE | PieceKind.DISPLAY:
                formula = allowance.render(content, is_display=piece.kind is PieceKind.DISPLAY)
                html = formula.html
                formulas += 1
                if formula.problem:
                    problems.append(formula.problem)
        made.append(stash.put(html, content if piece.kind is PieceKind.CODE else source))
    return "".join(made) + text[done:], formulas, words


def _markdown(context: RenderContext, stash: Stash, problems: list[str], headings: list[TocEntry]) -> Markdown:
    extensions = ["tables", "footnotes", "admonition", "def_list", "sane_lists", "pymdownx.mark", "pymdownx.tilde"]
    extensions += ["attr_list", "smarty"] if context.is_trusted else ["nl2br"]
    settings: dict[str, dict[str, Any]] = {
        "tables": {"use_align_attribute": True},
        "footnotes": {"BACKLINK_TITLE": "Back to the text", "SUPERSCRIPT_TEXT": "{}"},
        "pymdownx.tilde": {"subscript": False},
    }
    md = Markdown(extensions=extensions, extension_configs=settings, output_format="html")
    # Raw HTML inside a line goes to the sanitiser; whole blocks of it are text like any other.
    md.preprocessors.deregister("html_block")
    # Code spans are in the stash already.
    md.inlinePatterns.deregister("backtick")
    md.treeprocessors.register(Headings(md, stash=stash, found=headings), "headings", 5)
    md.treeprocessors.register(Links(md, context=context, stash=stash, problems=problems), "links", 6)
    md.inlinePatterns.register(_BareAddress(_BARE, md), "bare", 119)
    return md


class _BareAddress(InlineProcessor):  # type: ignore[misc]
    """`https://…` in running text is a link."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:
        element = Element("a", {"href": m[1]})
        element.text = AtomicString(m[1])
        return element, m.start(0), m.end(0)


def _task_item(match: re.Match[str], tasks: range) -> str:
    return f'<li class="task-item">{match[1]}' if int(match[2]) in tasks else match[0]


def _framed_table(match: re.Match[str]) -> str:
    return "</table></div>" if match[1] else '<div class="table-wrap"><table>'
