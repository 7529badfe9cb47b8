"""The single door to who is reading: the profile of this visitor and the release opened for them.

Takes the session and the server's configuration, gives a `Lecteur`. Without a configured identity every visitor is
the bureau and no private file opens.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard.configuration import read_configuration
from dashboard.millesime import Millesime, open_release
from dashboard.profils import Profil


@dataclass(frozen=True)
class Lecteur:
    """A visitor before an open release."""

    profil: Profil
    millesime: Millesime


def open_reader() -> Lecteur:
    """The visitor's profile, and the release the link names or the current one; `RefusedInput` when there is none."""
    settings = read_configuration()
    wanted = st.query_params.get("millesime") or None
    return Lecteur(settings.profil, open_release(settings.publications, wanted, exemple=settings.exemple))
