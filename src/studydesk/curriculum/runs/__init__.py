"""Runs the code of a path, each piece in a process of its own with the network off, and holds it to what the path says."""
