"""Small pieces of HTML that every page is put together from. Text goes through `escape`, Markdown through `Markup`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

_TAG = re.compile(r"<[^>]+>")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


def link(address: str, text: str) -> str:
    """A link whose text is plain; those out of the program are marked `external`."""
    css = "" if address.startswith("studydesk:") else ' class="external"'
    return f'<a{css} href="{escape(address)}">{escape(text)}</a>'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """A short definition list; values are HTML, pairs with an empty value are left out."""
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in pairs if value)
    return f'<dl class="facts">{rows}</dl>' if rows else ""


def section(identifier: str, title: str, body: str) -> str:
    """A titled part of a page; nothing when its body is empty."""
    if not body:
        return ""
    return f'<section><h2 id="{escape(identifier)}">{escape(title)}</h2>{body}</section>'


def unordered(items: Iterable[str], css: str = "") -> str:
    """A list of HTML items; nothing when there are none."""
    rows = "".join(f"<li>{item}</li>" for item in items)
    name = f' class="{css}"' if css else ""
    return f"<ul{name}>{rows}</ul>" if rows else ""


def card(address: str, title: str, *, meta: str = "", body: str = "") -> str:
    """The inside of a card: a linked title, a quiet note beside it, HTML below."""
    aside = f'<span class="card-meta">{escape(meta)}</span>' if meta else ""
    below = f'<div class="card-body">{body}</div>' if body else ""
    return (
        f'<div class="card-head"><a class="card-title" href="{escape(address)}">{escape(title)}</a>{aside}</div>{below}'
    )


def cards(items: Iterable[str]) -> str:
    return unordered(items, "card-list")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of plain texts."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="table-wrap"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def span(low: int, high: int, unit: str) -> str:
    """ "5-6 hours" with a real dash, "1 hour" when both are the same."""
    if low == high:
        return f"{low} {unit}" if low == 1 else f"{low} {unit}s"
    return f"{low}–{high} {unit}s"


def duration(minutes: int) -> str:
    """Minutes as people say them: "45 min", "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def plain_words(html: str) -> int:
    """Words of a fragment's text."""
    return len(_WORD.findall(unescape(_TAG.sub(" ", html))))
