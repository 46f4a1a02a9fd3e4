"""Markdown to safe HTML: code, mathematics, figures, links. Loaded only when something has to be rendered."""
