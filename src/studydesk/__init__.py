"""StudyDesk: a desktop study companion for an AI-engineering learning path."""

from __future__ import annotations

__version__ = "0.1.0"
