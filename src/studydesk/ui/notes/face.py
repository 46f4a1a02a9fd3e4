"""The editor's face: the code face with air between the lines.

A plain text editor has no line spacing of its own: the height of a line is what the font file says. So the shipped code face
is loaded a second time under a name of its own, with its line gap set to what 13/20 type needs.
"""

from __future__ import annotations

import struct
from functools import lru_cache

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

from studydesk.domain.places import assets_dir
from studydesk.ui.theme.fonts import CODE_FACE
from studydesk.ui.theme.manager import Theme

# As long as the name it replaces, so that the table keeps its layout.
_FACE = "StudyDesk Mono"
_FILES = ("JetBrainsMono_400Regular", "JetBrainsMono_700Bold")
#: thousandths of the size between two lines
_GAP = 210


def with_line_gap(font: bytes, *, old: str, new: str, gap: int) -> bytes:
    """A TrueType file under another name of the same length, with `gap` font units between lines.

    Raises ValueError when the names differ in length and struct.error when `font` is no TrueType file.
    """
    if len(old) != len(new):
        raise ValueError("the names must be of one length")
    for code in ("utf-16-be", "ascii"):
        font = font.replace(old.encode(code), new.encode(code))
    data = bytearray(font)
    (tables,) = struct.unpack_from(">H", data, 4)
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        if tag == b"hhea":
            struct.pack_into(">h", data, offset + 8, gap)
        elif tag == b"OS/2":
            struct.pack_into(">h", data, offset + 72, gap)
    return bytes(data)


@lru_cache(maxsize=1)
def _load() -> bool:
    """Whether the face is there."""
    found = False
    for name in _FILES:
        file = assets_dir() / "fonts" / f"{name}.ttf"
        try:
            made = with_line_gap(file.read_bytes(), old=CODE_FACE, new=_FACE, gap=_GAP)
        except (OSError, struct.error):
            continue
        found = QFontDatabase.addApplicationFontFromData(QByteArray(made)) >= 0 or found
    return found


def note_font(theme: Theme, size: float = 13) -> QFont:
    """The face of the editor at `size` design pixels."""
    font = theme.code(size)
    if _load():
        font.setFamilies([_FACE])
    return font
