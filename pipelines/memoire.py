"""Memory given back to the system between two stages of a large file.

Takes nothing, gives nothing; on a system whose C library cannot do it, nothing happens. Never changes a value.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

import pyarrow as pa

ARENES = (-8, 1)
"""The C library's setting (`M_ARENA_MAX`) that keeps one pool of memory for all threads: with one each, what a thread
freed stays its own, and reading a large file on several of them takes a fifth more memory."""


def use_system_memory() -> None:
    """Let Arrow take its memory from the system: its own pool keeps what it frees, beside Delta's memory."""
    pa.set_memory_pool(pa.system_memory_pool())
    tune = _find("mallopt")
    if tune is not None:
        tune(*ARENES)


def release_memory() -> None:
    """Give the system back what earlier stages freed: the C library keeps it, and the next stage takes more beside."""
    pa.default_memory_pool().release_unused()
    trim = _find("malloc_trim")
    if trim is not None:
        trim(0)


@cache
def _find(name: str) -> Any:
    try:
        return getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return None
