"""Markdown to HTML: what people write, and what comes out."""

from __future__ import annotations

import re

import pytest

from studydesk.domain.notes import WikiLink, task_lines
from studydesk.render.context import GlossaryEntry, RenderContext
from studydesk.render.markdown import render, render_inline

SHA = "a1" * 32


def resolve_topic(node_id: str) -> str | None:
    return "studydesk://page/m1w2b1.outliers#m1w2b1.outliers.iqr" if node_id == "m1w2b1.outliers.iqr" else None


def resolve_wikilink(link: WikiLink) -> str | None:
    return "studydesk://note/n1" if link.title == "Known" else None


def glossary(term_id: str) -> GlossaryEntry | None:
    return GlossaryEntry("interquartile range", "The width of the <em>middle</em> half.") if term_id == "iqr" else None


def figure(address: str) -> str | None:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><path d="M0 0"/></svg>'
        if address == "figures/a.svg"
        else None
    )


NOTE = RenderContext(resolve_topic=resolve_topic, resolve_wikilink=resolve_wikilink)
PATH = RenderContext(is_trusted=True, resolve_topic=resolve_topic, glossary=glossary, figure=figure)


def note(text: str) -> str:
    return render(text, context=NOTE).html


def path(text: str) -> str:
    return render(text, context=PATH).html


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("**b** *i* ~~d~~ ==m==", "<strong>b</strong> <em>i</em> <del>d</del> <mark>m</mark>"),
        ("<kbd>Ctrl</kbd> H<sub>2</sub>O", "<kbd>Ctrl</kbd> H<sub>2</sub>O"),
        ("a\nb", "a<br>\nb"),
        ("> q", "<blockquote>\n<p>q</p>"),
        ("text\n- a\n- b", "<p>text</p>\n<ul>\n<li>a</li>\n<li>b</li>"),
        ("1) a\n2) b", "<ol>\n<li>a</li>\n<li>b</li>"),
        ("Term\n:   What it is", "<dt>Term</dt>\n<dd>What it is</dd>"),
        ("#tag here", "<p>#tag here</p>"),
        ("# A `b_c` title", '<h1 id="a-b_c-title">A <code>b_c</code> title</h1>'),
        ("`a_b_c` and `` `x` ``", "<code>a_b_c</code> and <code>`x`</code>"),
        (
            "see https://example.org/a_b_c.",
            '<a class="external" href="https://example.org/a_b_c">https://example.org/a_b_c</a>.',
        ),
        ("(https://example.org)", '(<a class="external" href="https://example.org">https://example.org</a>)'),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        (r"\*no\* costs \$5", "<p>*no* costs $5</p>"),
        ("[[Known]]", '<a class="wikilink" href="studydesk://note/n1">Known</a>'),
        ("[[Known|this one]]", '<a class="wikilink" href="studydesk://note/n1">this one</a>'),
        ("[[Unknown]]", '<span class="missing" title="Nothing has this title yet.">Unknown</span>'),
        ("`[[Known]]`", "<code>[[Known]]</code>"),
        ("[t](#m1w2b1.outliers.iqr)", 'href="studydesk://page/m1w2b1.outliers#m1w2b1.outliers.iqr"'),
        ("[t](node:m1w2b1.outliers.iqr)", 'href="studydesk://page/m1w2b1.outliers#m1w2b1.outliers.iqr"'),
        ("[t](resource:m1w2b1r1)", 'href="studydesk://resource/m1w2b1r1"'),
        ("[t](studydesk://page/m1w2b1#x)", 'href="studydesk://page/m1w2b1#x"'),
        ("[t](mailto:a@b.org)", 'href="mailto:a@b.org"'),
        (
            f"![p](attachment:{SHA})",
            f'<figure class="picture"><img alt="p" loading="lazy" src="studydesk://attachment/{SHA}"></figure>',
        ),
        (
            "![far](https://example.org/a.png)",
            '<a class="external picture-link" href="https://example.org/a.png">far</a>',
        ),
        ("|a|b|\n|-|-:|\n|1|2|", '<div class="table-wrap"><table>'),
        ("|a|b|\n|-|-:|\n|1|2|", '<td align="right">2</td>'),
        ("x[^1]\n\n[^1]: why", 'href="#fn:1"'),
        (
            "> [!warning] Mind\n> body",
            '<div class="admonition warning">\n<p class="admonition-title">Mind</p>\n<p>body</p>',
        ),
        ("> [!info]\n> body", '<p class="admonition-title">Info</p>'),
        ('!!! tip "T"\n    body', '<div class="admonition tip">'),
    ],
)
def test_notes(text: str, wanted: str) -> None:
    assert wanted in note(text)


@pytest.mark.parametrize("indent", [2, 3, 4])
def test_lists_nest_by_any_usual_indent(indent: int) -> None:
    pad = " " * indent
    html = re.sub(r"\s+", "", note(f"- a\n{pad}- b\n{pad * 2}- c\n- d"))
    assert html == "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"


def test_code_inside_lists_and_callouts_keeps_its_indent() -> None:
    html = note("1. a\n   ```text\n   x\n     y\n   ```\n2. b\n\n> [!note]\n> ```text\n> z\n> ```")
    assert "<code>x\n  y</code>" in html
    assert "<code>z</code>" in html
    assert html.count("<ol>") == 1


def test_output_joins_the_block_above() -> None:
    html = path('```python run\nprint("a < b")\n```\n\n```output\na < b\n```\n\ntext\n\n```output\nalone\n```')
    assert html.count('<div class="example">') == 1
    assert '<div class="code" data-language="Python">' in html
    assert (
        '<div class="output" data-language="Output"><pre tabindex="0"><samp>a &lt; b</samp></pre></div></div>' in html
    )
    assert "<samp>alone</samp>" in html
    assert '<span class="nb">print</span>' in html


def test_a_fence_without_end_goes_to_the_end() -> None:
    assert "<code>x\n\n# y</code>" in note("```\nx\n\n# y")


def test_code_of_unknown_languages_is_plain_and_escaped() -> None:
    assert '<div class="code" data-language="Nosuch"><pre tabindex="0"><code>&lt;b&gt;</code>' in note(
        "```nosuch\n<b>\n```"
    )


def test_tasks_know_their_lines() -> None:
    text = "# t\n- [ ] a\n  - [x] b\n\n```\n- [ ] no\n```\n> - [X] c\n"
    html = note(text)
    assert [int(line) for line in re.findall(r'data-line="(\d+)"', html)] == task_lines(text) == [1, 2, 7]
    assert html.count(" checked>") == 2
    assert html.count('<li class="task-item">') == 3
    assert " disabled>" in path("- [ ] a")


def test_headings_make_contents_with_ids_of_their_own() -> None:
    made = render("## One $x^2$\n\n### Two\n\n## One $x^2$\n\n## Über *dies* & das", context=NOTE)
    assert [(entry.id, entry.level) for entry in made.toc] == [
        ("one-x-2", 2),
        ("two", 3),
        ("one-x-2-2", 2),
        ("über-dies-das", 2),
    ]
    assert made.toc[3].title == "Über dies & das"
    assert made.toc[0].title == "One $x^2$"


def test_ids_of_the_path_are_kept() -> None:
    made = render("## IQR method {#m1w2b1.outliers.iqr}", context=PATH)
    assert made.toc[0].id == "m1w2b1.outliers.iqr"
    assert '<h2 id="m1w2b1.outliers.iqr">IQR method</h2>' in made.html


def test_terms_have_a_definition_for_the_pointer_and_the_keyboard() -> None:
    made = render("The [range](term:iqr) is wide. [x](term:nosuch)", context=PATH)
    assert (
        '<a aria-describedby="tip-1" class="term" href="studydesk://term/iqr">range<span class="definition" role="tooltip" id="tip-1">'
        in made.html
    )
    assert "The width of the <em>middle</em> half.</span></a>" in made.html
    assert made.words == 5
    assert made.problems == ("The glossary has no term nosuch.",)


def test_figures_are_inlined_with_their_caption() -> None:
    html = path("![A line < 3.](figures/a.svg)\n*Figure: one $x$.*")
    assert '<figure class="figure"><div class="figure-frame"><svg viewBox="0 0 10 5"' in html
    assert 'role="img" aria-label="A line &lt; 3."' in html
    assert "<figcaption>Figure 1. one <math>" in html
    assert path("![A](figures/a.svg)").count("<figcaption>") == 0


def test_what_leads_nowhere_is_said() -> None:
    made = render("[a](#nosuch) [b](other.md) ![c](figures/no.svg)\n\n![d](figures/no.svg)", context=PATH)
    assert "href" not in made.html
    assert "src" not in made.html
    assert any("#nosuch" in problem for problem in made.problems)
    assert any("figures/no.svg" in problem for problem in made.problems)


def test_quotes_are_set_in_the_path_only() -> None:
    assert "“a” – b…" in path('"a" -- b...')
    assert "&quot;a&quot; -- b..." in note('"a" -- b...') or '"a" -- b...' in note('"a" -- b...')


def test_words_are_those_of_the_text() -> None:
    made = render("One **two** `three` $x$.\n\n```\nnot these\n```", context=NOTE)
    assert made.words == 3
    assert made.formulas == 1


def test_inline_has_no_paragraph() -> None:
    assert render_inline("a *b*", context=PATH).html == "a <em>b</em>"
    assert render_inline("a\n\nb", context=PATH).html.count("<p>") == 2


def test_marks_of_our_own_cannot_be_written() -> None:
    assert "0" in note("\U0010ff100\U0010ff11 `x`")
    assert note("\U0010ff100\U0010ff11 `x`").count("<code>") == 1


def test_very_long_texts_are_cut_and_say_so() -> None:
    made = render("word " * 500_000, context=NOTE)
    assert "too long" in made.problems[0]
