"""The style sheet of every widget, made from the tokens of a theme."""

from __future__ import annotations

import re
from collections.abc import Mapping

from studydesk.domain.places import resources_dir


def style_sheet(tokens: Mapping[str, str], scale: float) -> str:
    """`resources/theme/widgets.qss` with `@token` replaced by its colour and `N~px` by N scaled and rounded."""
    source = (resources_dir() / "theme" / "widgets.qss").read_text(encoding="utf-8")
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.S)

    def colour(match: re.Match[str]) -> str:
        return tokens[match[1]]

    def length(match: re.Match[str]) -> str:
        return f"{round(float(match[1]) * scale)}px"

    return re.sub(r"([\d.]+)~px", length, re.sub(r"@([a-z][a-z0-9-]*)", colour, source))
