"""Interviews read from the files that people keep them in."""
