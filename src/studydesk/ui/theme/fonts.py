"""The two faces that the program ships: Inter for text, JetBrains Mono for code."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from studydesk.domain.places import assets_dir

TEXT_FACE = "Inter"
CODE_FACE = "JetBrains Mono"
_PATTERNS = ("Inter_400Regular", "Inter_500Medium", "Inter_600SemiBold", "Inter_700Bold", "JetBrainsMono_400Regular")


#: what only pages use
_FOR_PAGES = (
    "Inter_400Regular_Italic",
    "Inter_600SemiBold_Italic",
    "JetBrainsMono_400Regular_Italic",
    "JetBrainsMono_700Bold",
    "STIXTwoMath-Regular",
)


def load_fonts() -> None:
    """Register the shipped faces; without them (no set-up yet) the system's own are used."""
    _register(_PATTERNS)


def load_page_fonts() -> None:
    """Register the other faces that pages use, before the first one is shown: `app.page_style` asks for them by name."""
    _register(_FOR_PAGES)


def _register(names: tuple[str, ...]) -> None:
    folder = assets_dir() / "fonts"
    for name in names:
        file = folder / f"{name}.ttf"
        if file.is_file():
            QFontDatabase.addApplicationFont(str(file))


def _face(family: str, fallback: QFontDatabase.SystemFont) -> QFont:
    if family in QFontDatabase.families():
        return QFont(family)
    return QFontDatabase.systemFont(fallback)


def text_font(pixels: float, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The text face at `pixels` device-independent pixels."""
    font = _face(TEXT_FACE, QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(max(6, round(pixels)))
    font.setWeight(weight)
    return font


def code_font(pixels: float) -> QFont:
    """The code face at `pixels` device-independent pixels."""
    font = _face(CODE_FACE, QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(max(6, round(pixels)))
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font
