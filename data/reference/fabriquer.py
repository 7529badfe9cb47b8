"""Build the territorial reference from the npm package `@etalab/decoupage-administratif` (Licence Ouverte).

Takes nothing (the `npm` client fetches the package) or the path of the package's archive already at hand; gives five
Parquet files beside this script, the same bytes for the same package. Never accepts another content than the one whose
fingerprint is written here.

    python data/reference/fabriquer.py [etalab-decoupage-administratif-6.0.0.tgz]
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tables_territoriales import PAQUET, Lignes, build_tables

DOSSIER = Path(__file__).resolve().parent
EMPREINTE = "sha512-XavYsFlbcM/prKr8hNHPKER94IHw/dsxNM4nxjWMYk6PLFACpEedvn/7wK8Baozm0dCYhWWcf+7bcWpA5pmCaQ=="
"""Fingerprint of the archive read for the committed files: another content must be a decision, not an accident."""


def main(arguments: Sequence[str]) -> None:
    """Write the five files and print what each holds."""
    with tempfile.TemporaryDirectory() as temporaire:
        archive = Path(arguments[0]) if arguments else fetch_package(Path(temporaire))
        check_archive(archive)
        contenu = read_package(archive)
    for nom, table in build_tables(contenu).items():
        chemin = DOSSIER / f"{nom}.parquet"
        write_table(table, chemin)
        print(f"{chemin.name} : {table.num_rows} lignes, {chemin.stat().st_size} octets")


def fetch_package(folder: Path) -> Path:
    """The archive of the package, fetched by the npm client as it is configured."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("La commande npm est absente : installez Node.js, ou donnez le chemin de l’archive du paquet.")
    subprocess.run([npm, "pack", PAQUET, "--silent"], cwd=folder, check=True)  # noqa: S603 (fixed command, no shell)
    return next(folder.glob("*.tgz"))


def check_archive(archive: Path) -> None:
    """Stop when the archive is not the one the reference was built from."""
    empreinte = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode("ascii")
    if empreinte != EMPREINTE:
        sys.exit(f"L’archive {archive.name} n’est pas celle de {PAQUET} : empreinte {empreinte}.")


def read_package(archive: Path) -> dict[str, Lignes]:
    """The JSON lists of the package, by name."""
    contenu: dict[str, Lignes] = {}
    with tarfile.open(archive) as tar:
        for nom in ("communes", "epci", "departements", "regions"):
            membre = tar.extractfile(f"package/data/{nom}.json")
            if membre is None:
                sys.exit(f"Le paquet ne contient pas {nom}.json.")
            contenu[nom] = json.load(membre)
    return contenu


def write_table(table: pa.Table, chemin: Path) -> None:
    """Write compactly; no date nor machine enters the file."""
    pq.write_table(table, chemin, compression="zstd", compression_level=19, version="2.6")


if __name__ == "__main__":
    main(sys.argv[1:])
