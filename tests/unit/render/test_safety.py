"""Hostile texts: nothing runs, nothing leads out, nothing hangs."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studydesk.domain.notes import WikiLink
from studydesk.render.bounds import bounded
from studydesk.render.context import RenderContext
from studydesk.render.figures import FigureError, inline_svg
from studydesk.render.lists import normalise
from studydesk.render.markdown import render


def anything(link: WikiLink) -> str | None:
    return link.title  # as bad as a resolver can be


def everything(node_id: str) -> str | None:
    return node_id


NOTE = RenderContext(resolve_wikilink=anything, resolve_topic=everything)
_FORBIDDEN = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "base",
    "meta",
    "link",
    "textarea",
    "select",
    "template",
    "foreignobject",
    "animate",
    "set",
}
_ADDRESSES = ("#", "http://", "https://", "mailto:", "studydesk://")


class _Watch(HTMLParser):
    """Collects what must not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _FORBIDDEN:
            self.found.append(tag)
        for name, value in attrs:
            value = value or ""
            if name.startswith("on") or name in {
                "srcdoc",
                "formaction",
                "action",
                "xlink:href",
                "ping",
                "background",
                "poster",
                "srcset",
            }:
                self.found.append(f"{tag} {name}")
            if name == "href" and not value.startswith(_ADDRESSES):
                self.found.append(f"{tag} {name}={value}")
            if name == "src" and not value.startswith("studydesk://attachment/"):
                self.found.append(f"{tag} {name}={value}")
            if name == "style" and re.search(r"url|expression|position|@|\\", value):
                self.found.append(f"{tag} {name}={value}")


def bad_things(html: str) -> list[str]:
    watch = _Watch()
    watch.feed(html)
    watch.close()
    return watch.found


ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//x>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href='javascript:x'>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math href='javascript:x'>a</math>",
    "<iframe srcdoc='<script>x</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='studydesk://asset/../../etc/passwd'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='//evil.org'>x</a>",
    "<a ping='https://evil.org' href='https://a.org'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](  javascript:alert(1) )",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    '![x](attachment:../../etc "t")',
    '![a](https://a.org/"onerror="alert(1))',
    '[x](https://a.org "onmouseover=alert(1) x=")',
    '[x](https://a.org/"onmouseover="alert(1))',
    "[[javascript:alert(1)]]",
    "[[x|<img src=x onerror=alert(1)>]]",
    '[[" onclick="x]]',
    "`<img src=x onerror=alert(1)>`",
    "```html\n<img src=x onerror=alert(1)>\n```",
    '```"onclick="alert(1)\nx\n```',
    "$\\href{javascript:alert(1)}{x}$",
    "$\\text{<img src=x onerror=alert(1)>}$",
    "$<img src=x onerror=alert(1)>$",
    "# <img src=x onerror=alert(1)>",
    "# x {onclick=alert(1)}",
    "|<script>|\n|-|\n|<img src=x onerror=x>|",
    '!!! note "<img src=x onerror=alert(1)>"\n    x',
    "> [!x] <script>alert(1)</script>\n> y",
    "- [x] <input onfocus=alert(1) autofocus>",
    "[^<script>]\n\n[^<script>]: x",
    "<div style='position:fixed;background:url(https://evil.org)'>x</div>",
    "<style>@import 'https://evil.org'</style>",
    "<base href='https://evil.org'>",
    "<meta http-equiv=refresh content='0;url=https://evil.org'>",
    "<link rel=stylesheet href=https://evil.org>",
    "<form action=https://evil.org><button>x</button></form>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml <img src=x onerror=alert(1)>?>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03",
]


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize("is_trusted", [False, True])
def test_attacks_come_to_nothing(text: str, is_trusted: bool) -> None:
    context = RenderContext(is_trusted=is_trusted, resolve_wikilink=anything, resolve_topic=None)
    html = render(text, context=context).html
    assert bad_things(html) == []


PARTS = st.sampled_from(
    [
        *"[]()*_`$~=<>!#-+.|&\"':\\{}\n\n\n\t ^/%;0a",
        "word ", "    ", "\n\n", "```", "$$", "[[", "]]", "](", "<a ", "<!--", "&#x", "> ", "- ", "1. ", "- [ ] ", "!!! note\n    ", "[^1]", "\n[^1]: ",
        "javascript:", "https://a.org", " onclick=", "<script>", "</p>", "|a|b|\n|-|-|\n", "attachment:", "\\frac{", "\x02", "\x03", "\U0010ff10", "\U0010ff11",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(PARTS, max_size=60).map("".join), st.text(max_size=200)), st.booleans())
@example("[^1]\n[^1]: [^1]", False)
def test_any_text_gives_safe_html(text: str, is_trusted: bool) -> None:
    context = RenderContext(is_trusted=is_trusted, resolve_wikilink=anything)
    made = render(text, context=context)
    assert bad_things(made.html) == []
    assert not re.search("[\U0010ff00-\U0010ffff]", made.html)


@settings(max_examples=200, deadline=None)
@given(st.lists(PARTS, max_size=80).map("".join))
def test_bounds_lose_nothing(text: str) -> None:
    veiled = "".join(bounded(text).split())
    assert len(veiled) == len("".join(text.split()))


@settings(max_examples=200, deadline=None)
@given(st.lists(PARTS, max_size=80).map("".join))
def test_lists_keep_every_word(text: str) -> None:
    def letters(value: str) -> str:
        return "".join(sign for sign in value if sign.isalnum())

    assert letters(normalise(text)) == letters(text)


SIZE = 60_000
HEAVY = {
    "brackets": "[" * SIZE,
    "closing": "]" * SIZE,
    "wiki": "[[" * (SIZE // 2),
    "links": "[a](b " * (SIZE // 6),
    "pictures": "![" * (SIZE // 2),
    "stars": "*a " * (SIZE // 3),
    "emphasis": "**a*b" * (SIZE // 5),
    "ticks": "".join("`" * (n % 50) + " " for n in range(SIZE // 26)),
    "tags": "<" * SIZE,
    "comments": "<!--" * (SIZE // 4),
    "quotes": "> " * (SIZE // 2),
    "items": "- " * (SIZE // 2),
    "dollars": "$a " * (SIZE // 3),
    "backslashes": "\\" * SIZE,
    "headings": "# a\n" * (SIZE // 4),
    "lists": "- a\n" * (SIZE // 4),
    "table": "|a|b|\n|-|-|\n" + "|x|y|\n" * (SIZE // 6),
    "one address": "http://" + "a" * SIZE,
    "fences": "```\n" * (SIZE // 4),
    "admonitions": "".join("    " * n + "!!! note\n" for n in range(120)),
    "deep lists": "".join("  " * n + "- x\n" for n in range(200)),
    "formula": "$" + "\\sqrt{" * 900 + "x" + "}" * 900 + "$",
}


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_texts_come_through(name: str) -> None:
    started = time.process_time()
    made = render(HEAVY[name], context=NOTE)
    # A guard against minutes, not a measure: the slowest takes about a second on an idle machine.
    assert time.process_time() - started < 20
    assert not any("laid out" in problem for problem in made.problems)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100pt" height="50pt" viewBox="0 0 100 50">{}</svg>'


@pytest.mark.parametrize(
    ("inner", "kept"),
    [
        ("<script>alert(1)</script>", ""),
        ("<style>@import 'x'</style>", ""),
        ('<g onclick="x"><path d="M0 0"/></g>', '<g><path d="M0 0"></path></g>'),
        ('<use xlink:href="#a"/>', '<use href="#a"></use>'),
        ('<use xlink:href="https://x/#a"/>', "<use></use>"),
        ('<path style="fill: var(--c1)"/>', '<path style="fill: var(--c1)"></path>'),
        (
            '<path style="fill: url(#g)" clip-path="url(#c)"/>',
            '<path style="fill: url(#g)" clip-path="url(#c)"></path>',
        ),
        ('<path style="background: url(https://x)"/>', "<path></path>"),
        ("<foreignObject><p>x</p></foreignObject>", ""),
        ('<image href="https://x"/>', ""),
        ("<text>a &lt; b<tspan>c</tspan>d</text>", "<text>a &lt; b<tspan>c</tspan>d</text>"),
        ('<a href="javascript:x"><path d="M0 0"/></a>', ""),
        ('<animate attributeName="href" to="javascript:x"/>', ""),
    ],
)
def test_figures_keep_only_what_draws(inner: str, kept: str) -> None:
    made = inline_svg(SVG.format(inner), 'a "b"')
    assert made.endswith(f">{kept}</svg>")
    assert 'aria-label="a &quot;b&quot;"' in made


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<html></html>",
        "<svg",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        "<svg/>",
    ],
)
def test_what_is_no_figure_is_refused(source: str) -> None:
    with pytest.raises(FigureError):
        inline_svg(source, "a")
