"""Importing interviews: where documents go, what is stored, and what became of each."""
