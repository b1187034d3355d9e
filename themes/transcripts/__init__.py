"""Transcripts: who said what, and when."""
