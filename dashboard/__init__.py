"""The read side: a published millésime becomes figures, pages and files."""
