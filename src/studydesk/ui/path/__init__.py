"""The tree of the learning path."""
