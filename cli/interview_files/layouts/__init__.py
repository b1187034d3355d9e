"""The layouts of transcripts as text: labels, stamps, headers and footers, read by what recurs."""

from cli.interview_files.layouts.read import read_layout

__all__ = ["read_layout"]
