"""Streamlit's own files, in French and compressed once: kept in memory, served with a fingerprint.

Takes a path under `static/`, gives a `Fichier` ready to send in the encoding the browser accepts. It serves nothing
outside the bundle's folder.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa

from dashboard.traductions import translate

BUNDLE = Path(str(find_spec("streamlit").origin)).parent / "static"  # type: ignore[union-attr]
NOTRES = ("style.css", "icone.svg", "amorce.js")
"""Our own files, served beside the bundle."""

TITRE = "Observatoire de la médiation territoriale"

_TEXTES = frozenset({".js", ".css", ".html", ".json", ".svg", ".map", ".txt"})
_NIVEAU = 5
"""Brotli and gzip level: beyond, seconds are spent for a few percents."""

_SANS_SCRIPT = (
    '<p>Cette page a besoin de JavaScript. <a href="./tableaux">Les mêmes chiffres se lisent sans lui.</a></p>'
)


@dataclass(frozen=True)
class Fichier:
    """A file ready to send, in the three encodings a browser may ask for."""

    type: str
    empreinte: str
    brut: bytes
    gzip: bytes | None
    brotli: bytes | None

    def choose(self, accepted: str) -> tuple[bytes, str | None]:
        """The body for this Accept-Encoding, and the encoding to declare."""
        if self.brotli is not None and "br" in re.split(r"[\s,;]+", accepted):
            return self.brotli, "br"
        if self.gzip is not None and "gzip" in accepted:
            return self.gzip, "gzip"
        return self.brut, None


@cache
def read_asset(chemin: str) -> Fichier | None:
    """The file of the bundle at this path, or None when it is not one of its files."""
    path = (BUNDLE / chemin).resolve()
    if not path.is_file() or not path.is_relative_to(BUNDLE.resolve()):
        return None
    return _pack(translate(path.name, path.read_bytes()), path.suffix)


@cache
def read_index() -> Fichier:
    """The page every address starts with: in French, with our title, icon and style, and no inline script."""
    text = (BUNDLE / "index.html").read_text(encoding="utf-8")
    text = text.replace('<html lang="en">', '<html lang="fr">').replace(
        "<title>Streamlit</title>", f"<title>{TITRE}</title>"
    )
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r'<link rel="service-desc"[^>]*/>', "", text)
    text = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    text = re.sub(r"<noscript>.*?</noscript>", f"<noscript>{_SANS_SCRIPT}</noscript>", text, flags=re.DOTALL)
    text = text.replace('href="./favicon.png"', 'type="image/svg+xml" href="./icone.svg"')
    style, script = (f"./{nom}?{read_own(nom).empreinte[:8]}" for nom in ("style.css", "amorce.js"))
    own = f'<link rel="stylesheet" href="{style}"></head>'
    text = text.replace("<head>", f'<head><script src="{script}"></script>', 1).replace("</head>", own)
    return _pack(text.encode(), ".html")


@cache
def read_own(nom: str) -> Fichier:
    """One of our own files, by its public name."""
    path = Path(__file__).resolve().parent / nom
    return _pack(path.read_bytes(), path.suffix)


def warm() -> None:
    """Compresses what the first page asks for, so that nobody waits for it."""
    index = read_index().brut.decode()
    wanted = re.findall(r'(?:src|href)="\./(static/[^"]+)"', index)
    names = ("PlotlyChart", "Selectbox", "ButtonGroup", "Html", "utils", "Tooltip", "DynamicIcon", "CustomTheme")
    wanted += [f"static/js/{path.name}" for name in names for path in (BUNDLE / "static/js").glob(f"{name}.*.js")]
    for chemin in wanted:
        read_asset(chemin)


def _pack(content: bytes, suffix: str) -> Fichier:
    kind = mimetypes.types_map.get(suffix, "application/octet-stream")
    kind = "text/javascript" if suffix == ".js" else kind
    text = suffix in _TEXTES
    return Fichier(
        type=f"{kind}; charset=utf-8" if text else kind,
        empreinte=hashlib.sha256(content).hexdigest(),
        brut=content,
        gzip=gzip.compress(content, _NIVEAU, mtime=0) if text else None,
        brotli=pa.Codec("brotli", compression_level=_NIVEAU).compress(content, asbytes=True) if text else None,
    )
