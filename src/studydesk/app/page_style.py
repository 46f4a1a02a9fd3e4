"""What our own pages look like: the style sheet, the tokens of a theme, the faces. Served at studydesk://asset/…"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from studydesk.app.reply import NO_SNIFF, Reply
from studydesk.domain.places import assets_dir, resources_dir
from studydesk.domain.tokens import THEMES, to_css

#: family → weight, style, file
_FACES = {
    "Inter": (
        ("400", "normal", "Inter_400Regular"),
        ("400", "italic", "Inter_400Regular_Italic"),
        ("500", "normal", "Inter_500Medium"),
        ("600", "normal", "Inter_600SemiBold"),
        ("600", "italic", "Inter_600SemiBold_Italic"),
        ("700", "normal", "Inter_700Bold"),
    ),
    "JetBrains Mono": (
        ("400", "normal", "JetBrainsMono_400Regular"),
        ("400", "italic", "JetBrainsMono_400Regular_Italic"),
        ("700", "normal", "JetBrainsMono_700Bold"),
    ),
    "Formulas": (("400", "normal", "STIXTwoMath-Regular"),),
}
#: file → full name. ui/theme/fonts.py has registered the files with the system: where Chromium finds a face by name, as on
#: Linux, it need not wait for the file and check it (70 ms, and a jump of the text); elsewhere the file follows.
_NAMES = {
    "Inter_400Regular": "Inter Regular",
    "Inter_500Medium": "Inter Medium",
    "Inter_600SemiBold": "Inter SemiBold",
    "Inter_700Bold": "Inter Bold",
    "Inter_400Regular_Italic": "Inter Italic",
    "Inter_600SemiBold_Italic": "Inter SemiBold Italic",
    "JetBrainsMono_400Regular": "JetBrains Mono Regular",
    "JetBrainsMono_400Regular_Italic": "JetBrains Mono Italic",
    "JetBrainsMono_700Bold": "JetBrains Mono Bold",
    "STIXTwoMath-Regular": "STIX Two Math Regular",
}
_FACE_RULE = re.compile(r"@font-face\s*\{[^}]*\}")


def asset(name: str) -> Reply:
    """`page.css`, `tokens-<theme>.css` or `<face>.ttf`; nothing else is there, so no name can lead anywhere."""
    kept = ("Cache-Control", "max-age=86400")
    if name == "page.css":
        return Reply(200, "text/css", style_sheet(), (kept, NO_SNIFF))
    theme = name.removeprefix("tokens-").removesuffix(".css")
    if name == f"tokens-{theme}.css" and theme in THEMES:
        return Reply(200, "text/css", to_css(theme).encode(), (kept, NO_SNIFF))
    if name in {f"{file}.ttf" for faces in _FACES.values() for _, _, file in faces}:
        file = assets_dir() / "fonts" / name
        if file.is_file():
            return Reply(200, "font/ttf", file.read_bytes(), (kept, NO_SNIFF))
    return Reply(404, "text/plain", b"no such asset", (NO_SNIFF,))


@lru_cache(maxsize=1)
def style_sheet() -> bytes:
    """Faces, the rules that formulas need, then our own sheets in the order of their names."""
    faces = "\n".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; font-style: {style}; "
        f"src: local('{_NAMES[file]}'), url('studydesk://asset/{file}.ttf') format('truetype'); font-display: block; }}"
        for family, rows in _FACES.items()
        for weight, style, file in rows
    )
    formulas = assets_dir() / "temml" / "Temml-STIX2.css"
    # Its faces are named as files beside it; ours are served by name.
    theirs = _FACE_RULE.sub("", formulas.read_text(encoding="utf-8")) if formulas.is_file() else ""
    sheets = [file.read_text(encoding="utf-8") for file in sorted((resources_dir() / "page").glob("*.css"))]
    return "\n".join([faces, theirs, *sheets]).encode()


@lru_cache(maxsize=1)
def style_version() -> str:
    """Changes when the style sheet does."""
    return hashlib.sha256(style_sheet()).hexdigest()[:12]
