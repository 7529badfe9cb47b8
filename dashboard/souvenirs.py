"""What was already worked out on a release, kept for the next reader: a release never changes, so neither does it.

Takes a key and how to build its value, gives the value. Holds the latest used only, and keeps no refusal.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

PLACES = 512
"""Values kept at once: the sections of every filter a few dozen readers turn, some twenty megabytes at most."""

T = TypeVar("T")


class Souvenirs:
    """Values of a frozen release by key; two readers may build the same one at once, both get the first."""

    def __init__(self, places: int = PLACES) -> None:
        self._places = places
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: Hashable, build: Callable[[], T]) -> T:
        """The value of this key; built outside the lock, so that a slow one stops no other page."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]  # type: ignore[no-any-return]
        value = build()
        with self._lock:
            kept: T = self._values.setdefault(key, value)
            while len(self._values) > self._places:
                self._values.popitem(last=False)
        return kept
