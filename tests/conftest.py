"""What every test shares: a property is judged by what it finds, not by how long a loaded machine takes to try it."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("observatoire", deadline=None)
settings.load_profile("observatoire")
