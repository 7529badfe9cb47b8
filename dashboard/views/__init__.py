"""One file per page: which blocks, in which order. No arithmetic."""
