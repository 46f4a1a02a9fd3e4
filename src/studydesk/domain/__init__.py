"""The rules of the desk: frozen dataclasses, enums and pure functions on the standard library alone."""
