"""Tests of the readers: any file, nothing lost."""
