"""The colour sets: complete, well formed, readable."""

from __future__ import annotations

import re

import pytest

from studydesk.domain.tokens import GROUNDS, INK, LIGHT, THEMES, contrast, is_dark, to_css

WANTED = 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_every_set_has_the_same_names_and_well_formed_colours(theme: str) -> None:
    assert list(THEMES[theme]) == list(LIGHT)
    for name, value in THEMES[theme].items():
        assert re.fullmatch(r"#[0-9a-f]{6}|rgba\([\d., ]+\)", value), name


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ink", INK)
def test_text_reads_on_every_ground(theme: str, ink: str) -> None:
    tokens = THEMES[theme]
    weak = {ground: contrast(tokens[ink], tokens[ground]) for ground in GROUNDS}
    assert min(weak.values()) >= WANTED, weak


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("on-accent", "accent"),
        ("on-accent", "accent-hover"),
        ("on-accent", "accent-pressed"),
        ("text", "mark"),
        ("text", "selection"),
        ("text", "hover"),
        ("text", "pressed"),
        ("muted", "hover"),
        ("text", "done-soft"),
        ("done", "done-soft"),
        ("warn", "warn-soft"),
        ("danger", "danger-soft"),
    ],
)
def test_pairs_read(theme: str, ink: str, ground: str) -> None:
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= WANTED


@pytest.mark.parametrize("theme", ["high-contrast-light", "high-contrast-dark"])
def test_high_contrast_is_stronger_still(theme: str) -> None:
    tokens = THEMES[theme]
    for ink in ("text", "muted", "faint", "accent", "danger", "done", "warn"):
        assert contrast(tokens[ink], tokens["canvas"]) >= 7
    assert contrast(tokens["border"], tokens["canvas"]) >= 3


def test_css_holds_every_token_and_the_scheme() -> None:
    css = to_css("dark")
    assert "color-scheme: dark" in css
    assert all(f"--{name}: {value};" in css for name, value in THEMES["dark"].items())
    assert to_css("no such theme") == to_css("light")
    assert is_dark("high-contrast-dark")
    assert not is_dark("light")


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
