"""Comparison of the base with truths given beside the exports."""
