"""Publication, on small synthetic bases."""
