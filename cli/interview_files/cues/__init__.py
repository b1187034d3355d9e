"""Captions turned back into the conversation they were cut from."""

from cli.interview_files.cues.cue import has_cues
from cli.interview_files.cues.read import read_captions

__all__ = ["has_cues", "read_captions"]
