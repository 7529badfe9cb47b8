"""The registry of figures."""
