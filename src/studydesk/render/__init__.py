"""Markdown to safe HTML: code, mathematics, links, sanitiser."""
