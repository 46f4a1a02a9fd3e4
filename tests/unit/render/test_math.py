"""Formulas: found where they are meant, drawn as MathML, harmless when they are not."""

from __future__ import annotations

import threading

import pytest

from studydesk.domain.places import assets_dir
from studydesk.render.math import LONGEST, Allowance, PieceKind, find_pieces, render_formula
from studydesk.render.sanitise import clean_math

pytestmark = pytest.mark.skipif(not (assets_dir() / "temml").is_dir(), reason="assets are not fetched")

GOOD = [
    r"x",
    r"\frac{x_i - \bar{x}}{s}",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
    r"\operatorname*{arg\,min}_{\theta} f(\theta)",
    r"\left( \frac{a}{b} \right]",
    r"\bigl\lVert w \bigr\rVert_2^2",
    r"f(x)=\begin{cases} 1 & x>0 \\ 0 & \text{otherwise} \end{cases}",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
    r"\begin{bmatrix} a \\ b \end{bmatrix}^\top",
    r"\sum_{i=1}^{n} \int_0^\infty \prod",
    r"\mathbb{E}[X] \mathcal{L} \mathrm{IQR} \mathbf{w}",
    r"\sqrt[3]{x} \sqrt{\tfrac12}",
    r"\underbrace{a+b}_{n} \overline{ab} \widehat{y} \vec v",
    r"\text{if } x \le 3 \quad \text{or} \quad x \notin S",
    r"83\,\% \binom{n}{k} \lfloor x \rfloor",
    r"\hat\theta \mid D \sim \mathcal{N}(\mu, \sigma^2)",
    r"\boxed{E=mc^2} \cancel{x}",
    r"\xrightarrow{f} \mapsto \iff",
    r"\color{red} x",
]
BAD = [
    r"\frac{1",
    r"\nosuch{x}",
    r"\begin{aligned}",
    r"\left( x",
    r"\href{javascript:alert(1)}{x}",
    r"\includegraphics{x}",
    r"\def\a{\a\a}\a",
    "{" * 4000,
]


@pytest.mark.parametrize("tex", GOOD)
@pytest.mark.parametrize("is_display", [True, False])
def test_formulas_are_mathml(tex: str, is_display: bool) -> None:
    made = render_formula(tex, is_display=is_display)
    assert made.problem == ""
    assert "<math" in made.html
    assert ("formula" in made.html) is is_display


@pytest.mark.parametrize("tex", BAD)
def test_wrong_formulas_show_their_source_and_the_reason(tex: str) -> None:
    made = render_formula(tex, is_display=False)
    assert made.problem
    assert 'class="math-error"' in made.html
    assert "<math" not in made.html
    assert "<a" not in made.html


def test_a_formula_that_never_ends_leaves_the_next_one_whole() -> None:
    assert render_formula(r"\def\a{\b\b}\def\b{\c\c}\def\c{\a}\a", is_display=False).problem
    assert render_formula("y", is_display=False).problem == ""


def test_text_in_formulas_is_text() -> None:
    html = render_formula(r"\text{<script>alert(1)</script>}", is_display=False).html
    assert "&lt;script&gt;" in html
    assert "<script" not in html


def test_long_formulas_are_refused() -> None:
    assert "too long" in render_formula("x" * (LONGEST + 1), is_display=False).problem


def test_any_thread_may_render() -> None:
    made: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: made.append(render_formula(f"x_{{{n}}}", is_display=False).problem))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [""] * 8


def test_a_text_has_a_budget() -> None:
    allowance = Allowance()
    allowance._left = 0
    assert "take long" in allowance.render("x", is_display=False).problem


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("$x$", [(PieceKind.INLINE, "x")]),
        ("a $x_1*y$ b $z$", [(PieceKind.INLINE, "x_1*y"), (PieceKind.INLINE, "z")]),
        ("$$x$$", [(PieceKind.DISPLAY, "x")]),
        ("$$\nx\n$$", [(PieceKind.DISPLAY, "x")]),
        ("> $$\n> x\n> $$", [(PieceKind.DISPLAY, "x")]),
        ("from $5 to $10", []),
        ("$5–$10", []),
        ("cost $ 5 $", []),
        ("US$5 and CA$6", []),
        (r"\$5 and $x$", [(PieceKind.DOLLAR, ""), (PieceKind.INLINE, "x")]),
        ("`$x$` $y$", [(PieceKind.CODE, "$x$"), (PieceKind.INLINE, "y")]),
        ("``a`b`` c", [(PieceKind.CODE, "a`b")]),
        ("`open $x$", [(PieceKind.INLINE, "x")]),
        ("$a\n\nb$", []),
        (r"$\text{\$5}$", [(PieceKind.INLINE, r"\text{\$5}")]),
        ("$$ $$", []),
    ],
)
def test_formulas_are_found_as_pandoc_does(text: str, wanted: list[tuple[PieceKind, str]]) -> None:
    assert [(piece.kind, piece.content) for piece in find_pieces(text)] == wanted


def test_finding_is_linear() -> None:
    for text in (
        "$" * 200_000,
        "$a " * 60_000,
        "`" * 200_000,
        "".join("`" * (n % 60) + " " for n in range(6000)),
        "\\" * 200_000,
    ):
        sum(1 for _ in find_pieces(text))


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<math><mi onclick="x">a</mi></math>', "<math><mi>a</mi></math>"),
        ('<math><a href="javascript:x">a</a></math>', "<math>a</math>"),
        ('<mi style="color:red;position:fixed;background:url(x)">a</mi>', '<mi style="color:red;">a</mi>'),
        ('<mi style="color:undefined;font:;padding-left:1em">a</mi>', '<mi style="padding-left:1em;">a</mi>'),
        ("<script>x</script>", "x"),
        ("<mi <b>", "&lt;mi "),
        ("<mspace/>", "<mspace></mspace>"),
    ],
)
def test_mathml_is_held_to_its_list(html: str, wanted: str) -> None:
    assert clean_math(html) == wanted
