"""Measures of what a reader waits for."""
