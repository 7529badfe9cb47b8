"""Publishing: the base at one version becomes a millésime, whole or not at all, and never changes afterwards.

Takes a `Vue` and the folder of publications, gives the `Manifeste` of what was written. Until the last rename,
readers see the previous millésime; the same inputs are never published twice.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import count
from pathlib import Path

from pipelines.errors import NothingToDo
from pipelines.indicateurs.registry import Registry, load_registry
from pipelines.publication.contenu import Contenu, Progress, write_content
from pipelines.publication.couverture import main_period
from pipelines.publication.disclosure import METHODE, TEXTE
from pipelines.publication.manifest import MANIFESTE, Manifeste, Statut, list_manifests, point_to, write_manifest
from pipelines.publication.plan import Plan, load_plan
from pipelines.publication.stockage import draft_folder, lock_folder, write_file
from pipelines.recommandations import DOSSIER as RECOMMANDATIONS
from pipelines.recommandations import Recommandation, load_recommendations
from pipelines.vue import Vue

DISTRIBUTION = "observatoire-mediation"


def publish(
    vue: Vue,
    publications: Path,
    *,
    consolide: bool = False,
    journal_tete: str = "",
    progress: Progress | None = None,
) -> Manifeste:
    """The new current millésime of the folder; `NothingToDo` names the one these inputs already gave.

    Recommendations come from `data/recommandations` and from the folder of that name beside the publications.
    `progress` receives the French name of each step. If anything fails, the folder is as it was.
    """
    tell = progress or _say_nothing
    registry, plan = load_registry(), load_plan()
    advice = load_recommendations(vue.offices, (RECOMMANDATIONS, publications.parent / RECOMMANDATIONS.name))
    statut: Statut = "consolide" if consolide else "provisoire"
    identite = identify(vue, registry, plan, statut, advice)
    with lock_folder(publications):
        published = list_manifests(publications)
        _refuse_same(published, identite)
        nom = _name(vue, {manifeste.millesime for manifeste in published})
        with draft_folder(publications, nom) as draft:
            contenu = write_content(vue, draft, registry, plan, tell, advice)
            manifeste = _describe(vue, contenu, nom, statut, registry, identite, journal_tete)
            write_file(draft, MANIFESTE, write_manifest(manifeste))
            tell(f"Mise en place du millésime {nom}")
        point_to(publications, nom)
    return manifeste


def identify(
    vue: Vue, registry: Registry, plan: Plan, statut: Statut, recommandations: Sequence[Recommandation] = ()
) -> str:
    """Fingerprint of all that decides a millésime's content: base, deposits, registers, rules, software."""
    inputs = {
        "versions": dict(vue.versions),
        "depots": sorted((asdict(depot) for depot in vue.depots), key=lambda depot: depot["id"]),
        "offices": [asdict(vue.offices[cle]) for cle in sorted(vue.offices)],
        "recommandations": [asdict(one) for one in recommandations],
        "exemple": vue.exemple,
        "regles": [registry.sha256, plan.sha256, METHODE, statut, _software()],
    }
    return hashlib.sha256(json.dumps(inputs, sort_keys=True, default=str).encode()).hexdigest()


def _describe(
    vue: Vue, contenu: Contenu, nom: str, statut: Statut, registry: Registry, identite: str, journal_tete: str
) -> Manifeste:
    couverture = contenu.couverture
    return Manifeste(
        millesime=nom,
        statut=statut,
        exemple=vue.exemple,
        arrete_au=couverture.arrete_au,
        arretes=dict(Counter(day.isoformat() for day in couverture.arretes.values())),
        publie_le=datetime.now(UTC).isoformat(timespec="seconds"),
        base={**vue.versions, "depots": sorted(depot.id for depot in vue.depots)},
        registre={"version": registry.version, "sha256": registry.sha256},
        logiciel=_software(),
        identite=identite,
        empreinte=contenu.empreinte,
        confidentialite={"methode": METHODE, "texte": TEXTE},
        croisements=contenu.croisements,
        fichiers=contenu.fichiers,
        offices_total=len(vue.offices),
        annees=tuple(periode.debut.year for periode in couverture.periodes["annee"]),
        periode_principale=main_period(couverture),
        journal_tete=journal_tete,
        reserves=contenu.reserves,
    )


def _refuse_same(published: tuple[Manifeste, ...], identite: str) -> None:
    for manifeste in published:
        if manifeste.identite == identite:
            raise NothingToDo(
                "DEJA_PUBLIE",
                f"Cette base est déjà publiée\u202f: millésime {manifeste.millesime}.",
                "Intégrer un nouvel export avant de publier à nouveau.",
            )


def _name(vue: Vue, taken: set[str]) -> str:
    """Year and month of the latest extract date, then `-r2`, `-r3`… for further publications of that month."""
    latest = max((depot.date_arrete for depot in vue.depots), default=date.min)
    month = f"{latest:%Y-%m}"
    candidates = (month if rank == 1 else f"{month}-r{rank}" for rank in count(1))
    return next(nom for nom in candidates if nom not in taken)


def _software() -> str:
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "inconnue"


def _say_nothing(_: str) -> None:
    """No narration."""
