"""Everything the folder holds, from the seed: files, register, manifest, notice.

Takes a density, gives the bytes by file name. Writes nothing.
"""

from __future__ import annotations

from fabrique.bureautique import ARRETES, render_office
from fabrique.fichier import Fichier
from fabrique.lisezmoi import render_notice
from fabrique.manifeste import render_manifest
from fabrique.plateforme import DERNIER_JOUR, render_empty_file, render_platform_file
from fabrique.production import produce
from fabrique.reseau import OfficeFictif, load_reseau, render_registre


def build_files(offices: tuple[OfficeFictif, ...], echelle: float = 1.0) -> list[Fichier]:
    """The example files in the order of integration."""
    plateforme = [office for office in offices if office.fichier == "plateforme"]
    dossiers = {office.cle: produce(office, DERNIER_JOUR, facteur=echelle) for office in plateforme}
    fichiers = [render_platform_file(plateforme, dossiers)]
    fichiers += [render_empty_file(office) for office in offices if office.fichier == "zero-saisine"]
    seuls = sorted((o for o in offices if o.fichier in ARRETES), key=lambda office: list(ARRETES).index(office.fichier))
    return fichiers + [render_office(o, produce(o, ARRETES[o.fichier], facteur=echelle)) for o in seuls]


def build_folder(echelle: float = 1.0) -> dict[str, bytes]:
    """Bytes of every generated file, by name."""
    offices = load_reseau()
    fichiers = build_files(offices, echelle)
    textes = {
        "offices.toml": render_registre(offices),
        "manifeste.json": render_manifest(fichiers, offices, echelle),
        "LISEZMOI.md": render_notice(fichiers, offices),
    }
    return {fichier.nom: fichier.octets for fichier in fichiers} | {
        nom: texte.encode() for nom, texte in textes.items()
    }
