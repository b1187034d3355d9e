"""Interviews read from the files that people keep them in; ``docs/how-to/importing.md`` tells users."""
