"""The look in one place: widgets, pages, figures, code colours and chart pens take their values from these sets.

Grounds are `canvas`, `surface`, `sunken`, `code`, `accent-soft`, `mark` and the three `…-soft`; everything in `INK` reads at 4.5:1 or
better on the first five (a test holds that), `text` on all of them. `faint` is for small print, never for what must be seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Tokens = Mapping[str, str]

#: the grounds that text lies on
GROUNDS = ("canvas", "surface", "sunken", "code", "accent-soft")
#: what is written on them
INK = ("text", "muted", "faint", "accent", "done", "doing", "skipped", "warn", "danger", "c1", "c2", "c3", "c4", "c5")

LIGHT: Tokens = MappingProxyType(
    {
        "canvas": "#fafaf8",
        "surface": "#ffffff",
        "sunken": "#f3f3f0",
        "border": "#e4e3de",
        "border-strong": "#cfcdc6",
        "text": "#1b1c1e",
        "muted": "#5c6066",
        "faint": "#676b72",
        "accent": "#3b5bdb",
        "accent-hover": "#3451c7",
        "accent-pressed": "#2c46b0",
        "accent-soft": "#e9eeff",
        "on-accent": "#ffffff",
        "hover": "#eeeeea",
        "pressed": "#e6e5e0",
        "focus": "#3b5bdb",
        "selection": "#cdd8ff",
        "done": "#267a37",
        "done-soft": "#e6f4e8",
        "doing": "#3b5bdb",
        "skipped": "#676b72",
        "todo": "#a3a7ad",
        "warn": "#a05408",
        "warn-soft": "#fdf1e2",
        "danger": "#c92a2a",
        "danger-soft": "#fdeaea",
        "mark": "#fff1b8",
        "code": "#f5f5f1",
        "c1": "#3b5bdb",
        "c2": "#bd4009",
        "c3": "#0b7285",
        "c4": "#862e9c",
        "c5": "#7d6300",
        "h0": "#ecebe6",
        "h1": "#cfd9ff",
        "h2": "#94abf7",
        "h3": "#5f7df0",
        "h4": "#364fc7",
        "shadow": "rgba(20, 21, 23, 0.14)",
    }
)

DARK: Tokens = MappingProxyType(
    {
        "canvas": "#141517",
        "surface": "#1a1c1f",
        "sunken": "#101113",
        "border": "#2a2d32",
        "border-strong": "#3a3e45",
        "text": "#e7e8ea",
        "muted": "#a3a9b2",
        "faint": "#9097a1",
        "accent": "#8ea6ff",
        "accent-hover": "#a2b6ff",
        "accent-pressed": "#b6c6ff",
        "accent-soft": "#232c4d",
        "on-accent": "#0e1116",
        "hover": "#202327",
        "pressed": "#282b30",
        "focus": "#8ea6ff",
        "selection": "#34427a",
        "done": "#69c37b",
        "done-soft": "#17281b",
        "doing": "#8ea6ff",
        "skipped": "#9097a1",
        "todo": "#5f666f",
        "warn": "#e0a04a",
        "warn-soft": "#2d2213",
        "danger": "#ff8787",
        "danger-soft": "#331a1c",
        "mark": "#54480f",
        "code": "#121416",
        "c1": "#8ea6ff",
        "c2": "#ff9466",
        "c3": "#5cc5d6",
        "c4": "#d29be0",
        "c5": "#d8bd58",
        "h0": "#202226",
        "h1": "#26335f",
        "h2": "#3a4f9c",
        "h3": "#5a75d6",
        "h4": "#9db2ff",
        "shadow": "rgba(0, 0, 0, 0.5)",
    }
)

HC_LIGHT: Tokens = MappingProxyType(
    {
        "canvas": "#ffffff",
        "surface": "#ffffff",
        "sunken": "#f5f5f5",
        "border": "#595959",
        "border-strong": "#000000",
        "text": "#000000",
        "muted": "#2b2d30",
        "faint": "#3d4045",
        "accent": "#1c36a8",
        "accent-hover": "#142a8a",
        "accent-pressed": "#0d1f6b",
        "accent-soft": "#dde5ff",
        "on-accent": "#ffffff",
        "hover": "#e6e6e6",
        "pressed": "#d4d4d4",
        "focus": "#000000",
        "selection": "#b3c4ff",
        "done": "#0f5720",
        "done-soft": "#e0f5e4",
        "doing": "#1c36a8",
        "skipped": "#3d4045",
        "todo": "#595959",
        "warn": "#6f3800",
        "warn-soft": "#fff0da",
        "danger": "#9b1111",
        "danger-soft": "#ffe6e6",
        "mark": "#ffe97a",
        "code": "#f5f5f5",
        "c1": "#1c36a8",
        "c2": "#8a2c00",
        "c3": "#004f5e",
        "c4": "#641a78",
        "c5": "#574400",
        "h0": "#e3e3e3",
        "h1": "#b5c4ff",
        "h2": "#7a95f2",
        "h3": "#3f5fd6",
        "h4": "#1c36a8",
        "shadow": "rgba(0, 0, 0, 0.35)",
    }
)

HC_DARK: Tokens = MappingProxyType(
    {
        "canvas": "#000000",
        "surface": "#000000",
        "sunken": "#0c0c0c",
        "border": "#a6a6a6",
        "border-strong": "#ffffff",
        "text": "#ffffff",
        "muted": "#dcdfe3",
        "faint": "#c6cad0",
        "accent": "#b3c3ff",
        "accent-hover": "#ccd7ff",
        "accent-pressed": "#e0e7ff",
        "accent-soft": "#1c2966",
        "on-accent": "#000000",
        "hover": "#242424",
        "pressed": "#333333",
        "focus": "#ffffff",
        "selection": "#3448a0",
        "done": "#8ff0a2",
        "done-soft": "#06260d",
        "doing": "#b3c3ff",
        "skipped": "#c6cad0",
        "todo": "#a6a6a6",
        "warn": "#ffc978",
        "warn-soft": "#2e1d00",
        "danger": "#ffb0b0",
        "danger-soft": "#380a0a",
        "mark": "#665500",
        "code": "#0c0c0c",
        "c1": "#b3c3ff",
        "c2": "#ffb08c",
        "c3": "#84e4f2",
        "c4": "#e7baf2",
        "c5": "#f2dc85",
        "h0": "#1f1f1f",
        "h1": "#2b3c8c",
        "h2": "#5068c9",
        "h3": "#8aa0f5",
        "h4": "#d0dbff",
        "shadow": "rgba(255, 255, 255, 0.25)",
    }
)

#: by the name that pages and settings use
THEMES: Mapping[str, Tokens] = MappingProxyType(
    {"light": LIGHT, "dark": DARK, "high-contrast-light": HC_LIGHT, "high-contrast-dark": HC_DARK}
)


def is_dark(theme: str) -> bool:
    """Whether a theme of `THEMES` is light text on a dark ground."""
    return theme.endswith("dark")


def is_high_contrast(theme: str) -> bool:
    """Whether a theme of `THEMES` is one of the two with strong contrast."""
    return theme.startswith("high-contrast")


def to_css(theme: str) -> str:
    """A `:root` rule with every token as a custom property. An unknown theme is light."""
    tokens = THEMES.get(theme, LIGHT)
    scheme = "dark" if is_dark(theme) else "light"
    lines = [f"  --{name}: {value};" for name, value in tokens.items()]
    return ":root {\n  color-scheme: " + scheme + ";\n" + "\n".join(lines) + "\n}\n"


def contrast(first: str, second: str) -> float:
    """Contrast ratio 1..21 of two `#rrggbb` colours (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
