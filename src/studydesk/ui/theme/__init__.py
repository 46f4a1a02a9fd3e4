"""Tokens, style sheet, icons and faces of the widgets."""
