"""Pictures that are pasted or dropped, as bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageReader

from studydesk.domain.errors import ExpectedError

MEDIA_TYPES = {
    b"png": "image/png",
    b"jpeg": "image/jpeg",
    b"jpg": "image/jpeg",
    b"gif": "image/gif",
    b"webp": "image/webp",
}
PATTERNS = "*.png *.jpg *.jpeg *.gif *.webp"
_LARGEST = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Picture:
    data: bytes
    media_type: str
    name: str


def has_pictures(source: QMimeData) -> bool:
    """Whether pasting `source` means pictures; words beside a picture (a spreadsheet's cells) win over it."""
    if source.hasText() and source.text().strip() and not source.hasUrls():
        return False
    return source.hasImage() or bool(_files(source))


def pictures(source: QMimeData) -> list[Picture]:
    """The pictures in `source`. Raises ExpectedError for a file that cannot be read, is no picture or is larger than 25 MB."""
    files = _files(source)
    if files:
        return [from_file(file) for file in files]
    image = source.imageData()
    return [_from_image(image)] if isinstance(image, QImage) and not image.isNull() else []


def from_file(file: Path) -> Picture:
    """A picture file as it is. Raises ExpectedError like `pictures`."""
    tell = QCoreApplication.translate
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= _LARGEST else b""
    except OSError as error:
        raise ExpectedError(
            tell("Pictures", "{name} could not be read.").format(name=file.name), todo=str(error.strerror or "")
        ) from error
    if not data:
        raise ExpectedError(tell("Pictures", "{name} is larger than 25 MB.").format(name=file.name))
    # By what is in it, not by what it is called.
    kind = bytes(QImageReader.imageFormat(str(file)).data())
    if kind not in MEDIA_TYPES:
        raise ExpectedError(
            tell("Pictures", "{name} is no picture that a note can hold.").format(name=file.name),
            todo=tell("Pictures", "PNG, JPEG, GIF and WebP files can be inserted."),
        )
    return Picture(data, MEDIA_TYPES[kind], file.name)


def _from_image(image: QImage) -> Picture:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return Picture(bytes(data.data()), "image/png", QCoreApplication.translate("Pictures", "picture.png"))


def _files(source: QMimeData) -> list[Path]:
    urls = source.urls() if source.hasUrls() else []
    if not urls or not all(url.isLocalFile() for url in urls):
        return []
    files = [Path(url.toLocalFile()) for url in urls]
    endings = tuple(pattern[1:] for pattern in PATTERNS.split())
    return files if all(file.suffix.lower() in endings for file in files) else []
