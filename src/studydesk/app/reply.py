"""An answer to a request for one of our addresses."""

from __future__ import annotations

from dataclasses import dataclass

HTML = "text/html"
NO_SNIFF = ("X-Content-Type-Options", "nosniff")


@dataclass(frozen=True, slots=True)
class Reply:
    """`status` follows HTTP; `headers` come on top of the media type."""

    status: int
    media_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


def policy(rules: str) -> tuple[str, str]:
    """The header that says what a page may load."""
    return ("Content-Security-Policy", rules)
