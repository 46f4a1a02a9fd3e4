"""Reads, lints and compiles curriculum/ into content.db, and reads content.db at run time."""
