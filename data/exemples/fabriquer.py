"""Writes the example network beside this script: `python data/exemples/fabriquer.py [--sortie DOSSIER] [--echelle N]`.

Synthetic and seeded: the same call gives the same bytes (of archives, the same members). `--echelle` makes the cases
denser over the same offices and periods.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fabrique.ensemble import build_folder


def main() -> None:
    """Write every generated file and say how much."""
    analyse = argparse.ArgumentParser(description="Écrit le réseau d’exemple (données synthétiques).")
    analyse.add_argument("--sortie", type=Path, default=Path(__file__).resolve().parent, help="dossier où écrire")
    analyse.add_argument("--echelle", type=float, default=1.0, help="densité des saisines, 1 par défaut")
    options = analyse.parse_args()
    options.sortie.mkdir(parents=True, exist_ok=True)
    for nom, octets in build_folder(options.echelle).items():
        (options.sortie / nom).write_bytes(octets)
        print(f"{len(octets):>9} octets  {nom}")


if __name__ == "__main__":
    main()
