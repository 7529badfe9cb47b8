"""The write side: an office's export becomes a published millésime."""
