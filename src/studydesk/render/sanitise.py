"""The last gate: only elements and attributes on these lists leave the room."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import nh3

_TAG_NAMES = (
    "a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark "
    "ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th thead tr u ul var wbr"
)
_TAGS = frozenset(_TAG_NAMES.split())
_ATTRIBUTES = {
    "*": {"class", "id", "title", "lang", "dir", "role"},
    "a": {"href", "aria-label", "aria-describedby"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start", "reversed", "type"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "details": {"open"},
}
#: what goes together with what is in it
_GONE = {
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "embed",
    "textarea",
    "select",
    "title",
    "svg",
    "math",
    "xmp",
    "noembed",
}
_SCHEMES = {"http", "https", "mailto", "studydesk"}
_OURS = re.compile(r"studydesk://(?:page|resource|note|attachment|copy|term)/[\w.:/%?=&~+,-]*(?:#[^\s\"<>]*)?\Z")
_PICTURE = re.compile(r"studydesk://attachment/[0-9a-f]{64}\Z")
_ID = re.compile(r"[\w.:-]{1,200}\Z")
_CLASS = re.compile(r"[\w -]{1,200}\Z")
_NUMBER = re.compile(r"\d{1,4}\Z")
_ROLES = {"note", "doc-noteref", "doc-backlink", "doc-endnotes", "doc-endnote"}

_MATH_TAG_NAMES = (
    "math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup "
    "mtable mtd mtext mtr munder munderover none semantics"
)
_MATH_TAGS = frozenset(_MATH_TAG_NAMES.split())
_MATH_ATTRIBUTE_NAMES = (
    "accent accentunder align class columnalign columnlines columnspacing columnspan depth dir display displaystyle fence form frame height "
    "largeop linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation "
    "rowalign rowlines rowspacing rowspan rspace scriptlevel separator stretchy style symmetric voffset width xmlns"
)
_MATH_ATTRIBUTES = frozenset(_MATH_ATTRIBUTE_NAMES.split())
#: properties that Temml sets, with values that are lengths, words and colours
_STYLE = re.compile(
    r"(?:background-color|border(?:-(?:top|right|bottom|left|color|style|width))?|color|display|font-(?:style|weight|size)|height|margin(?:-left|-right)?"
    r"|math-depth|math-style|padding(?:-(?:top|right|bottom|left))?|text-align|vertical-align|white-space|width)\Z"
)
_STYLE_VALUE = re.compile(r"[-+\w .%#]{1,60}\Z")
_MATH_TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>[A-Za-z]+)(?P<rest>(?:\s+[A-Za-z-]+=(?:"[^"<]*"|'[^'<]*'))*)\s*(?P<empty>/?)>"""
)
_ATTRIBUTE = re.compile(r"""([A-Za-z-]+)=(?:"([^"]*)"|'([^']*)')""")


def clean(html: str) -> str:
    """`html` with everything taken out that is not on the lists. Never raises."""
    return _cleaner().clean(html)


@cache
def _cleaner() -> nh3.Cleaner:
    import nh3

    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=_GONE,
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_attribute,
        url_schemes=_SCHEMES,
        strip_comments=True,
        link_rel=None,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    match name:
        case "href":
            return value if is_safe_address(value) else None
        case "src":
            return value if _PICTURE.match(value) else None
        case "id":
            return value if _ID.match(value) else None
        case "class":
            return value if _CLASS.match(value) else None
        case "role":
            return value if value in _ROLES else None
        case "width" | "height" | "start" | "colspan" | "rowspan":
            return value if _NUMBER.match(value) else None
        case _:
            return value


def is_safe_address(address: str) -> bool:
    """Whether a link may lead there: a place in this page, a page of ours, the web, or a mail address."""
    if address.startswith("studydesk:"):
        return _OURS.match(address) is not None
    return address.startswith(("#", "http://", "https://", "mailto:"))


def clean_math(html: str) -> str:
    """Temml's output, held to a list of elements, attributes and style properties.

    Temml escapes all text; this does not trust it to: what is no well-formed tag of the list is shown as text.
    """
    pieces: list[str] = []
    done = 0
    for match in _MATH_TAG.finditer(html):
        pieces.append(_text(html[done : match.start()]))
        done = match.end()
        name = match["name"]
        if name in _MATH_TAGS:
            attributes = (
                ""
                if match["close"]
                else "".join(_math_attribute(*found.groups()) for found in _ATTRIBUTE.finditer(match["rest"]))
            )
            end = f"></{name}>" if match["empty"] else ">"
            pieces.append(f"<{match['close']}{name}{attributes}{end}")
    pieces.append(_text(html[done:]))
    return "".join(pieces)


def _text(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _math_attribute(name: str, double: str | None, single: str | None) -> str:
    value = (double if double is not None else single or "").replace('"', "&quot;")
    if name not in _MATH_ATTRIBUTES:
        return ""
    if name == "style":
        value = _style(value)
        return f' style="{value}"' if value else ""
    if name == "class" and not _CLASS.match(value):
        return ""
    return f' {name}="{value}"'


def _style(value: str) -> str:
    kept = []
    for rule in value.split(";"):
        name, colon, setting = rule.partition(":")
        name, setting = name.strip(), setting.strip()
        if colon and _STYLE.match(name) and _STYLE_VALUE.match(setting) and setting != "undefined":
            kept.append(f"{name}:{setting};")
    return "".join(kept)
