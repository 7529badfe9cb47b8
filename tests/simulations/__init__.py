"""Simulated networks: what the statistics say when nothing is there, and when something is."""
