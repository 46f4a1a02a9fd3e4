"""Figures: SVG files of the path, held to a list of elements and attributes, so that they can stand inside a page and follow its theme."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from xml.etree import ElementTree

LONGEST = 2_000_000  # characters of one SVG
_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_TAG_NAMES = (
    "svg g defs path rect circle ellipse line polyline polygon text tspan use clipPath linearGradient radialGradient stop marker mask "
    "pattern symbol title desc"
)
_TAGS = frozenset(_TAG_NAMES.split())
_ATTRIBUTE_NAMES = (
    "id class style transform d x y x1 y1 x2 y2 cx cy r rx ry dx dy width height points viewBox preserveAspectRatio offset fx fy "
    "gradientUnits gradientTransform patternUnits patternContentUnits patternTransform clipPathUnits clip-path clip-rule fill fill-opacity "
    "fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray stroke-dashoffset stroke-miterlimit "
    "opacity stop-color stop-opacity marker-start marker-mid marker-end markerWidth markerHeight refX refY orient mask text-anchor "
    "dominant-baseline font-size font-family font-weight font-style textLength lengthAdjust letter-spacing"
)
_ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())
_UNSAFE = re.compile(r"url\s*\(\s*(?!['\"]?#[\w.:-]+['\"]?\s*\))|expression|javascript|@|\\|image-set", re.IGNORECASE)
_INSIDE = re.compile(r"#[\w.:-]+\Z")


class FigureError(ValueError):
    """A sentence about an SVG that cannot be shown."""


@lru_cache(maxsize=64)
def inline_svg(source: str, alt: str) -> str:
    """`source` as an inline SVG that is a picture called `alt`. FigureError when it is no SVG that can be shown."""
    if len(source) > LONGEST:
        raise FigureError("it is too large")
    start = source.find("<svg")
    if start < 0 or "<!ENTITY" in source or "<!DOCTYPE" in source[start:]:
        raise FigureError("it is no plain SVG")
    try:
        root = ElementTree.fromstring(source[start:])
    except ElementTree.ParseError as problem:
        raise FigureError(f"its XML is broken ({problem})") from problem
    if root.tag != f"{_SVG}svg":
        raise FigureError("it is no SVG")
    box = root.get("viewBox") or f"0 0 {_number(root.get('width'))} {_number(root.get('height'))}"
    width = box.split()[2] if len(box.split()) == 4 else "720"
    inner = "".join(_element(child, 0) for child in root)
    # Points of the file become pixels of the page at most; narrower columns shrink it.
    style = f"max-width:{min(1200, round(float(_number(width)) * 4 / 3))}px"
    return f'<svg viewBox="{escape(box)}" style="{style}" role="img" aria-label="{escape(alt)}">{inner}</svg>'


def _number(text: str | None) -> str:
    found = re.match(r"\d+(?:\.\d+)?", text or "")
    return found[0] if found else "0"


def _element(element: ElementTree.Element, depth: int) -> str:
    tag = element.tag.removeprefix(_SVG) if isinstance(element.tag, str) else ""
    if tag not in _TAGS or depth > 60:
        return ""
    attributes = "".join(_attribute(name, value) for name, value in element.attrib.items())
    inner = escape(element.text or "", quote=False) if tag in {"text", "tspan", "title", "desc"} else ""
    for child in element:
        inner += _element(child, depth + 1)
        if tag in {"text", "tspan"}:
            inner += escape(child.tail or "", quote=False)
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _attribute(name: str, value: str) -> str:
    if name in {_LINK, "href"}:
        return f' href="{value}"' if _INSIDE.match(value) else ""
    if name not in _ATTRIBUTES or _UNSAFE.search(value):
        return ""
    return f' {name}="{escape(" ".join(value.split()))}"'
