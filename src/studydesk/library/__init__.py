"""Offline resources: one source per format behind one interface."""
