"""The ways of finding theme mentions in an interview."""
