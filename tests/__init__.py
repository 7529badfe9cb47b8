"""Tests mirror the code; each is named after the sentence it proves."""
