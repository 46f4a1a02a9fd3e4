"""Identifiers of the learner's rows: UUID version 7 (RFC 9562), so that they sort by time of making."""

from __future__ import annotations

import os
from datetime import datetime


def new_id(now: datetime) -> str:
    """A UUIDv7 as 36 characters; the first 48 bits are `now` in milliseconds since 1970 UTC."""
    millis = int(now.timestamp() * 1000)
    value = bytearray(millis.to_bytes(6, "big") + os.urandom(10))
    value[6] = 0x70 | (value[6] & 0x0F)
    value[8] = 0x80 | (value[8] & 0x3F)
    text = value.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
