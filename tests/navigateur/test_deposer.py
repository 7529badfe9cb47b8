"""In a browser: a file goes through the four steps, comes back « rien à faire », is withdrawn; what is no export is refused."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.depot_garde import TAILLE_MAXIMUM
from pipelines.settings import EXEMPLES
from tests.dashboard.fabrique import Recette, write_release
from tests.dashboard.prive import private_cells
from tests.dashboard.serveur import Serveur, running
from tests.navigateur.conftest import ECRANS, Onglet
from tests.navigateur.test_pages import ANGLAIS

pytestmark = pytest.mark.navigateur

ESSAI = EXEMPLES / "essai-de-depot.csv"
OFFICE = "COM-EX22"
DELAI = 60_000


@pytest.fixture(scope="module")
def serveur(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveur]:
    """An example server with a base to deposit in."""
    folder = tmp_path_factory.mktemp("deposer")
    write_release(folder / "publications", Recette(prives={OFFICE: list(private_cells())}))
    (folder / "nature.json").write_text(json.dumps({"exemple": True}), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OBSERVATOIRE_CLES", str(folder / "cles"))
        with running(folder) as found:
            yield found


def drop(onglet: Onglet, path: Path) -> None:
    """Drops a file and waits for what the page makes of it."""
    onglet.page.locator('input[type="file"]').set_input_files(path)
    onglet.page.wait_for_selector(".om-compte, .om-refus, .om-rien", timeout=DELAI)
    onglet.settle()


def choose(onglet: Onglet, nom: str, text: str) -> None:
    """Picks an option of a list by what is typed in it."""
    box = onglet.page.get_by_role("combobox", name=nom)
    box.click()
    box.fill(text)
    onglet.page.get_by_role("option", name=re.compile(text)).first.click()
    onglet.settle()


def press(onglet: Onglet, nom: str) -> None:
    """Presses a button once it can be."""
    button = onglet.page.get_by_role("button", name=nom, exact=True)
    expect(button).to_be_enabled(timeout=DELAI)
    button.click()


def test_a_file_goes_through_the_four_steps_and_back(onglet: Onglet, tmp_path: Path) -> None:
    page = onglet.open("/deposer")
    drop(onglet, ESSAI)
    expect(page.locator(".om-tete h1")).to_contain_text("38\u00a0saisines à prendre sur 43\u00a0lignes lues")
    expect(page.locator(".om-vue-fichier")).to_contain_text("texte délimité, séparateur point-virgule")
    choose(onglet, "Code du libellé Arrangement amiable", "Partiel")
    expect(page.get_by_role("button", name="Déposer", exact=True)).to_be_disabled()
    press(onglet, "Appliquer ces choix")
    expect(page.get_by_text("Vos choix sont appliqués")).to_be_visible(timeout=DELAI)
    onglet.settle()
    with page.expect_download() as asked:
        press(onglet, "Télécharger la source (TOML)")
    asked.value.save_as(tmp_path / "source.toml")
    assert '"Arrangement amiable" = "PARTIEL"' in (tmp_path / "source.toml").read_text(encoding="utf-8")
    choose(onglet, "Office du fichier", "Ville de Tréboulin")
    page.get_by_label("Date d’extraction").fill("01/02/2026")
    page.get_by_label("Date d’extraction").blur()
    press(onglet, "Répondre")
    expect(page.locator(".om-ecart")).to_contain_text("+38", timeout=DELAI)
    expect(page.locator(".om-compte")).to_contain_text("2 écartées")
    expect(page.locator(".om-face").first).to_contain_text("31/02/2025")
    with page.expect_download() as asked:
        press(onglet, "Télécharger les constats (XLSX)")
    asked.value.save_as(tmp_path / "constats.xlsx")
    assert (tmp_path / "constats.xlsx").read_bytes().startswith(b"PK")
    press(onglet, "Déposer")
    expect(page.locator(".om-tete h1")).to_contain_text("est intégré\u202f: 38\u00a0saisines de plus", timeout=DELAI)
    expect(page.get_by_text("à la prochaine publication")).to_be_visible()
    onglet.settle()
    press(onglet, "Déposer un autre fichier")
    expect(page.locator('input[type="file"]')).to_have_count(1, timeout=DELAI)
    onglet.settle()
    drop(onglet, ESSAI)
    expect(page.locator(".om-rien")).to_contain_text("le même contenu est déjà intégré")
    press(onglet, "Voir les dépôts en place")
    expect(page.get_by_role("combobox", name="Dépôt à annuler")).to_be_visible(timeout=DELAI)
    choose(onglet, "Dépôt à annuler", "D-")
    page.get_by_role("button", name=re.compile("Annuler le dépôt D-")).click()
    expect(page.locator(".om-tete h1")).to_contain_text("est retiré\u202f: 38\u00a0saisines de moins", timeout=DELAI)
    assert onglet.console == []
    assert onglet.dehors == []


def test_the_field_of_a_column_and_the_order_of_dates_are_the_depositors_and_the_check_follows(
    onglet: Onglet, tmp_path: Path
) -> None:
    page = onglet.open("/deposer")
    rows = [f"{rank};{1 + rank % 12:02d}/{rank:02d}/2025;Dupont {rank};Logement" for rank in range(1, 13)]
    (tmp_path / "a.csv").write_text("\n".join(["N° dossier;Reçu le;Interlocuteur;Thème", *rows]), encoding="utf-8")
    drop(onglet, tmp_path / "a.csv")
    before = page.locator(".om-vue-fichier").inner_text()
    choose(onglet, "Champ de la colonne 3", "nom ou contact")
    page.locator("summary", has_text="reconnue").click()
    page.wait_for_timeout(800)
    choose(onglet, "Champ de la colonne 4", "Ignorée")
    choose(onglet, "Ordre des dates", "mois")
    press(onglet, "Appliquer ces choix")
    expect(page.get_by_text("Vos choix sont appliqués")).to_be_visible(timeout=DELAI)
    onglet.settle()
    expect(page.locator(".om-vue-fichier")).not_to_have_text(before)
    with page.expect_download() as asked:
        press(onglet, "Télécharger la source (TOML)")
    asked.value.save_as(tmp_path / "source.toml")
    source = tomllib.loads((tmp_path / "source.toml").read_text(encoding="utf-8"))
    assert source["colonnes"]["Interlocuteur"] == "identite"
    assert set(source["colonnes"]["Thème"]) == {"ecartee"}
    assert source["dates"]["ordre"] == "mja"


def test_a_picture_named_csv_is_refused_in_a_sentence(onglet: Onglet, tmp_path: Path) -> None:
    onglet.open("/deposer")
    (tmp_path / "saisines.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    drop(onglet, tmp_path / "saisines.csv")
    expect(onglet.page.locator(".om-refus")).to_contain_text("image PNG")
    assert ANGLAIS.findall(onglet.page.locator("[data-testid=stMain]").inner_text()) == []


def test_a_file_over_the_limit_is_refused_in_a_sentence(onglet: Onglet, tmp_path: Path) -> None:
    page = onglet.open("/deposer")
    with (tmp_path / "gros.csv").open("wb") as stream:
        stream.truncate(TAILLE_MAXIMUM + 2_000_000)
    page.locator('input[type="file"]').set_input_files(tmp_path / "gros.csv")
    said = page.locator("[data-testid=stFileUploader] [role=alert]")
    expect(said).to_have_text("Refusé. Ce fichier dépasse 20\u00a0Mo\u202f: il n’a pas été envoyé.", timeout=DELAI)
    assert said.bounding_box()["width"] > 100  # type: ignore[index]
    assert page.locator(".om-compte").count() == 0


@pytest.mark.parametrize("onglet", ECRANS, indirect=True)
def test_a_hostile_file_is_shown_literally_and_fits_the_screen(onglet: Onglet, tmp_path: Path) -> None:
    page = onglet.open("/deposer")
    title, label = (
        "<img src=x onerror=alert(1)> ![a](http://exemple.invalid/a.png)",
        "<script>alert(1)</script> **gras**",
    )
    rows = [f"{rank};{rank:02d}/03/2025;{label};" for rank in range(1, 25)]
    text = "\n".join([f"N° dossier;Reçu le;Domaine;{title}", *rows])
    (tmp_path / "<b>x.csv").write_text(text, encoding="utf-8")
    drop(onglet, tmp_path / "<b>x.csv")
    expect(page.locator(".om-colonne b", has_text="<img src=x")).to_have_count(1)
    expect(page.locator(".om-colonne b", has_text="<script>alert(1)</script> **gras**")).to_have_count(1)
    assert page.locator("[data-testid=stMain] :is(img, script)").count() == 0
    assert (onglet.console, onglet.dehors) == ([], [])
    assert ANGLAIS.findall(re.sub(r"<.*?>|alert", "", page.locator("[data-testid=stMain]").inner_text())) == []
    assert (
        page.evaluate(
            "(() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth })()"
        )
        == 0
    )


def test_a_mediateur_deposits_for_one_office_and_the_public_for_none(onglet: Onglet) -> None:
    page = onglet.open(f"/deposer?profil=office:{OFFICE}")
    expect(page.locator(".om-precision")).to_contain_text("pour cet office seul")
    drop(onglet, ESSAI)
    expect(page.get_by_role("combobox", name="Office du fichier")).to_have_count(0)
    for profil in ("liaison", "public"):
        page = onglet.open(f"/deposer?profil={profil}")
        expect(page.locator(".om-etat")).to_contain_text("réservé aux offices et au bureau")
        assert page.locator('input[type="file"]').count() == 0


def test_a_real_server_keeps_the_page_closed_until_its_operator_opens_it(onglet: Onglet, vide: Serveur) -> None:
    onglet.page.goto(f"{vide.adresse}/deposer")
    expect(onglet.page.locator(".om-etat")).to_contain_text("OBSERVATOIRE_DEPOT=1", timeout=DELAI)
    assert onglet.page.locator('input[type="file"]').count() == 0
