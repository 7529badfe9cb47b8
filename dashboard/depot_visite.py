"""One depositor's visit: the file in hand, what is known of it, what was answered, what was done.

Takes the acts of the page, calls the commands of `depot`, keeps the state the page draws. A refusal becomes part of
the state; the file is forgotten as soon as it is refused, deposited or given up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from dashboard import depot
from dashboard.depot import Demandes, Depose, Fichier
from dashboard.depot_garde import Coffre, clean_name
from dashboard.depot_json import typeset
from dashboard.depot_lu import EnPlace, Essai, Office, Vu
from pipelines.errors import NothingToDo, ObservatoireError, RefusedInput

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Refus:
    """Why something was not done. `rien` when the same content is already there."""

    code: str
    phrase: str
    conseil: str
    rien: bool = False


@dataclass
class Visite:
    """The state of one visit. `office` is the only office it may deposit for, None for all."""

    office: str | None
    coffre: Coffre = field(default_factory=Coffre)
    rang: int = 0
    """Counts the files received: the page's widgets are new for each."""

    fichier: Fichier | None = None
    vu: Vu | None = None
    essai: Essai | None = None
    demandes: Demandes = field(default_factory=Demandes)
    choix: Mapping[str, object] | None = None
    """The choices applied; None while the proposal stands as it came."""

    offices: tuple[Office, ...] = ()
    refus: Refus | None = None
    fait: Depose | None = None
    retire: Depose | None = None

    def receive(self, nom: str, content: bytes, progress: Progress) -> None:
        """Keeps a file, sees it and tries it."""
        self.forget()
        self._act(lambda: self._open(nom, content, progress), keep=False)

    def answer(self, progress: Progress, office: str, arrete_au: str) -> None:
        """Tries again with the office and the date the depositor gave; an empty one leaves what the file says."""

        def act() -> None:
            day = read_day(arrete_au).isoformat() if arrete_au.strip() else ""
            self._try(replace(self.demandes, office=office, arrete_au=day), progress)

        self._act(act)

    def choose(self, choix: Mapping[str, object], progress: Progress) -> None:
        """Tries again under another correspondence, written as a source."""
        self._act(lambda: self._choose(choix, progress))

    def confirm(self, progress: Progress, *, loss: bool) -> None:
        """Makes the deposit; the file is forgotten once it is in the base."""
        self._act(lambda: self._deposit(replace(self.demandes, confirmer=loss), progress))

    def withdraw(self, identifier: str, progress: Progress) -> None:
        """Withdraws a deposit this visit may withdraw."""
        self._act(lambda: self._withdraw(identifier, progress))

    def look(self) -> None:
        """Reads the register again."""
        self._act(self._look)

    def forget(self) -> None:
        """Gives up the file and all that was said of it."""
        self.coffre.clear()
        self.rang += 1
        self.fichier = self.vu = self.essai = self.refus = self.fait = self.retire = None
        self.demandes, self.choix = Demandes(office=self.office or ""), None

    def list_withdrawable(self) -> tuple[EnPlace, ...]:
        """The standing deposits this visit may withdraw, the latest extract first: for one office, its own alone."""
        if self.office is None:
            found = {each.id: each for office in self.offices for each in office.depots}
        else:
            own = next((office.depots for office in self.offices if office.cle == self.office), ())
            found = {each.id: each for each in own if each.offices == 1}
        return tuple(sorted(found.values(), key=lambda each: (-each.arrete.toordinal(), each.fichier)))

    def awaits(self, choix: Mapping[str, object]) -> bool:
        """Whether these choices are not those of the trial shown: depositing now would leave them out."""
        if self.vu is None:
            return False
        reading = {} if self.vu.source else {"portee": self.vu.portee, "ordre_dates": self.vu.ordre}
        return choix != (self.choix or {"colonnes": {}, "libelles": {}, **reading})

    def _act(self, act: Callable[[], None], *, keep: bool = True) -> None:
        self.refus = None
        try:
            act()
        except ObservatoireError as error:
            if not keep or isinstance(error, NothingToDo):
                self.forget()
            self.refus = Refus(
                error.code, typeset(error.message), typeset(error.conseil), isinstance(error, NothingToDo)
            )

    def _open(self, nom: str, content: bytes, progress: Progress) -> None:
        progress(0.1, "Lecture du fichier")
        self.fichier = Fichier(self.coffre.keep(content), clean_name(nom), len(content))
        self.vu = depot.see_file(self.coffre, self.fichier)
        self._try(Demandes(office=self.office or "", toml="" if self.vu.source else self.vu.toml), progress)

    def _choose(self, choix: Mapping[str, object], progress: Progress) -> None:
        progress(0.2, "Écriture de la correspondance")
        toml = depot.write_source(self.coffre, self._held(), dict(choix))
        self._try(replace(self.demandes, toml=toml), progress)
        self.choix = choix

    def _try(self, demandes: Demandes, progress: Progress) -> None:
        progress(0.5, "Contrôle de chaque ligne, comparaison avec la base")
        essai = depot.try_deposit(self.coffre, self._held(), replace(demandes, confirmer=False))
        if self.office is not None and set(essai.offices) - {self.office}:
            raise RefusedInput(
                "AUTRE_OFFICE",
                "Ce fichier contient les saisines d’un autre office que le vôtre\u202f: il ne peut pas être déposé ici.",
                "Demandez au bureau de le déposer.",
            )
        self.essai, self.demandes = essai, demandes
        if essai.asks("OFFICE_A_DECLARER") and not self.offices:
            progress(0.8, "Lecture du registre des offices")
            self._look()

    def _deposit(self, demandes: Demandes, progress: Progress) -> None:
        progress(0.3, "Écriture dans la base")
        done = depot.make_deposit(self.coffre, self._held(), demandes)
        self.forget()
        self.fait, self.offices = done, ()

    def _withdraw(self, identifier: str, progress: Progress) -> None:
        progress(0.3, "Retrait du dépôt")
        self._look()
        if identifier not in {each.id for each in self.list_withdrawable()}:
            raise RefusedInput("AUTRE_OFFICE", "Ce dépôt n’est pas le vôtre\u202f: il ne peut pas être retiré ici.")
        done = depot.withdraw_deposit(identifier)
        self.forget()
        self.retire, self.offices = done, ()

    def _look(self) -> None:
        self.offices = depot.list_offices()

    def _held(self) -> Fichier:
        if self.fichier is None:
            raise RefusedInput("SANS_FICHIER", "Aucun fichier n’est déposé.", "Déposez-en un.")
        return self.fichier


def read_day(text: str) -> date:
    """The day of « 15/01/2026 » or « 2026-01-15 »; `RefusedInput` otherwise."""
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), pattern).date()
        except ValueError:
            continue
    raise RefusedInput(
        "DATE", f"«\u202f{text}\u202f» n’est pas une date.", "Écrivez-la JJ/MM/AAAA, par exemple 15/01/2026."
    )
