"""Tests that share one local stack, and so one worker of the test run."""
