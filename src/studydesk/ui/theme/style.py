"""The style sheet of every widget, made from the tokens of a theme."""

from __future__ import annotations

import re
from collections.abc import Mapping

from studydesk.domain.places import resources_dir


def style_sheet(tokens: Mapping[str, str], scale: float) -> str:
    """`resources/theme/widgets.qss` with its marks filled in.

    `@token` becomes its colour, `N~px` N scaled and rounded, `url(name)` the file beside the style sheet.
    """
    folder = resources_dir() / "theme"
    source = (folder / "widgets.qss").read_text(encoding="utf-8")
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.S)

    def colour(match: re.Match[str]) -> str:
        return tokens[match[1]]

    def length(match: re.Match[str]) -> str:
        return f"{round(float(match[1]) * scale)}px"

    styled = re.sub(r"([\d.]+)~px", length, re.sub(r"@([a-z][a-z0-9-]*)", colour, source))
    # Last: a path may hold signs that mean something above.
    return re.sub(r"url\(([\w.-]+)\)", lambda found: f'url("{(folder / found[1]).as_posix()}")', styled)
