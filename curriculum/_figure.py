"""Shared by the figure scripts: one look, colours that follow the theme of the page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib

matplotlib.use("svg")

from matplotlib import pyplot as plt

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: placeholder colour drawn by matplotlib → CSS variable of the page
TOKENS = {
    "#010101": "var(--text)",
    "#020202": "var(--muted)",
    "#030303": "var(--border)",
    "#040404": "var(--surface)",
    "#050501": "var(--c1)",
    "#050502": "var(--c2)",
    "#050503": "var(--c3)",
    "#050504": "var(--c4)",
    "#050505": "var(--c5)",
}
TEXT, MUTED, BORDER, SURFACE, C1, C2, C3, C4, C5 = TOKENS

plt.rcParams.update(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "studydesk",
        "font.family": "sans-serif",
        "font.sans-serif": ["Inter", "DejaVu Sans"],
        "font.size": 9.5,
        "text.color": TEXT,
        "axes.labelcolor": MUTED,
        "axes.edgecolor": BORDER,
        "axes.titlecolor": TEXT,
        "axes.titlesize": 10,
        "axes.titlelocation": "left",
        "axes.facecolor": "none",
        "axes.grid": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.prop_cycle": matplotlib.cycler(color=[C1, C2, C3, C4, C5]),
        "figure.facecolor": "none",
        "figure.figsize": (7.2, 3.2),
        "figure.constrained_layout.use": True,
        "grid.color": BORDER,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelcolor": MUTED,
        "ytick.labelcolor": MUTED,
        "legend.frameon": False,
        "legend.labelcolor": TEXT,
    }
)


def save(fig: Figure, script: str) -> Path:
    """Write `fig` as the SVG beside `script`, placeholders replaced by theme variables; the same input gives the same bytes."""
    target = Path(script).with_suffix(".svg")
    fig.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(fig)
    svg = target.read_text(encoding="utf-8")
    for colour, variable in TOKENS.items():
        svg = svg.replace(colour, variable)
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    # Inlined in a page: fluid width, ids of its own.
    stem = re.sub(r"[^a-z0-9]+", "-", target.stem)
    svg = re.sub(r'id="([^"]+)"', rf'id="{stem}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{stem}-\1)", svg)
    svg = re.sub(r'xlink:href="#([^"]+)"', rf'xlink:href="#{stem}-\1"', svg)
    svg = "\n".join(line.rstrip() for line in svg.splitlines())
    target.write_text(svg + "\n", encoding="utf-8")
    return target
