"""The English strings of Streamlit's bundle that a reader can meet, and the French ones served in their place.

Takes the name of a file of the bundle and its bytes, gives the bytes to serve. Widgets offer no label for these
strings. A test fails when one of them is no longer in the bundle: an upgrade then says what to look for.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatch

REMPLACEMENTS: Mapping[str, Mapping[str, str]] = {
    "index.*.js": {
        "`Connection error`": "`Connexion interrompue`",
        "`Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:`": (
            "`L’observatoire ne répond plus. S’il a été arrêté, relancez-le dans un terminal\u202f:`"
        ),
        "`streamlit run yourscript.py`": "`observatoire ouvrir`",
        "`Streamlit server is not responding. Are you connected to the internet?`": (
            "`L’observatoire ne répond pas. Votre réseau bloque peut-être les connexions WebSocket.`"
        ),
        "Cannot connect to Streamlit (HTTP status: ": "L’observatoire refuse la connexion (code HTTP\u202f: ",
        "`Page not found`": "`Page introuvable`",
        "`You have requested page /${e}, but no corresponding file was found in the app's pages/ directory`": (
            "`La page /${e} n’existe pas`"
        ),
        "`The page that you have requested does not seem to exist`": "`Cette page n’existe pas`",
        "`${t}. Running the app's main page.`": "`${t}. La page Réseau est affichée.`",
        "`Skip to main content`": "`Aller au contenu`",
        "_O=`Connecting`": "_O=`Connexion`",
        "`Connecting to Streamlit server`": "`Connexion à l’observatoire`",
        "`Connecting to static app`": "`Connexion`",
        "bO=`Error`": "bO=`Erreur`",
        "`Unable to connect to Streamlit server`": "`L’observatoire ne répond pas`",
        "`Please wait...`": "`Un instant…`",
        "`App pages`": "`Pages`",
        "`Main menu`": "`Menu`",
        "`Expand sidebar`": "`Ouvrir le menu`",
        "`Collapse sidebar`": "`Fermer le menu`",
        "`Scroll tabs left`": "`Onglets précédents`",
        "`Scroll tabs right`": "`Onglets suivants`",
        "`Navigate to home page`": "`Aller à la première page`",
        "`App Logo`": "`Logo`",
        "e?`Stopping...`:`Stop`": "e?`Arrêt…`:`Arrêter`",
        "`Running...`": "`Calcul en cours`",
        "`Script execution error`": "`Un incident est survenu`",
        "`No message`": "`Rechargez la page.`",
        "children:`Close`": "children:`Fermer`",
        '"aria-label":`Close`': '"aria-label":`Fermer`',
        "`${i.flat().length} more`": "`${i.flat().length} autres`",
    },
    "Selectbox.*.js": {
        "`No results`": "`Aucun résultat`",
        "`Clear value`": "`Effacer`",
        '"aria-label":`Open`': '"aria-label":`Ouvrir la liste`',
        "`Selectbox options`": "`Choix`",
    },
    "utils.*.js": {
        "`Choose an option`": "`Choisir`",
        "`No options to select`": "`Aucun choix`",
        "`File must be ${$(n,`b`)} or smaller.`": ("`Ce fichier dépasse ${$(n,`b`)}\u202f: il n’a pas été envoyé.`"),
        "`${t.type} files are not allowed.`": "`Les fichiers ${t.type} ne sont pas acceptés.`",
        "`${e.toFixed(n)}${t.toUpperCase()}`": (
            "`${e.toFixed(n).replace('.',',').replace(/,0+$/,'')}\u00a0${t.toUpperCase().replace('B','o')}`"
        ),
        "children:[`Error: `,h]": "children:[`Refusé. `,h]",
        "`File size is too small.`": "`Ce fichier est trop petit.`",
        "`Only one file is allowed.`": "`Un seul fichier à la fois.`",
        "`Unexpected error. Please try again.`": "`L’envoi a échoué\u202f: recommencez.`",
        "`Cancel upload of ${e.name}`": "`Arrêter l’envoi de ${e.name}`",
        "`Click to retry upload`": "`Recommencer l’envoi`",
        "`Upload failed`": "`L’envoi a échoué`",
        "role:typeof t==`string`&&t!==``?t:`presentation`": "role:typeof t==`string`&&t!==``?t:`group`",
        "`Remove ${e.name}`": "`Retirer ${e.name}`",
    },
    "FileUploader.*.js": {
        "`Drag and drop a file here`": "`Déposez un fichier ici`",
        "`Drag and drop files here`": "`Déposez des fichiers ici`",
        "`Drag and drop directories here`": "`Déposez des dossiers ici`",
        "`Upload directories`:`Upload`": "`Choisir des dossiers`:`Choisir un fichier`",
        '"aria-label":`Add files`': '"aria-label":`Ajouter un fichier`',
        "`${T(t,D.Byte,0)} per file`": '`${T(t,D.Byte,0).replace("MB","\u00a0Mo")} par fichier`',
        "`${e.type} files are not allowed.`": "`Les fichiers ${e.type} ne sont pas acceptés.`",
    },
    "DynamicIcon.*.js": {"`${n} icon`": "`icône`", "return`Loading`": "return`Chargement`"},
    "InputInstructions.*.js": {
        "`submit form`:`apply`": "`envoyer`:`valider`",
        "+Enter to ${e}`": "+Entrée pour ${e}`",
        "`Press ${r()?": "`${r()?",
        "`Press Enter to ${e}`": "`Entrée pour ${e}`",
    },
    "Toolbar.*.js": {
        "label:`Fullscreen`": "label:`Plein écran`",
        "label:`Close fullscreen`": "label:`Quitter le plein écran`",
    },
    "StreamlitMarkdown.*.js": {
        "`Help for ${t.replaceAll(/\\s+/g,` `)}`": "`Aide\u202f: ${t.replaceAll(/\\s+/g,` `)}`",
        "?`Help`:": "?`Aide`:",
        "ariaLabel:c=`Help`": "ariaLabel:c=`Aide`",
        "`Link to heading`": "`Lien vers ce titre`",
        "`Network issue`": "`Réseau`",
        "`Cannot load Streamlit frontend code. This can happen when you update Streamlit while a Streamlit app is running.`": (
            "`La page a changé de version pendant que vous la lisiez.`"
        ),
        "`To fix this, simply reload this app by pressing`": "`Rechargez-la avec`",
    },
}
"""By pattern of file name: each English literal, quotes included so that nothing else matches, and its French.

One is no text: the zone where a file is dropped has a name, so that it cannot be told as mere presentation.
"""


def translate(nom: str, content: bytes) -> bytes:
    """The file with its English strings replaced."""
    found = [table for pattern, table in REMPLACEMENTS.items() if fnmatch(nom, pattern)]
    if not found:
        return content
    text = content.decode("utf-8")
    for table in found:
        for english, french in table.items():
            text = text.replace(english, french)
    return text.encode("utf-8")


def missing(files: Mapping[str, str]) -> list[str]:
    """The English strings no file of the bundle holds any more; `files` gives the text of each by name."""
    return [
        f"{pattern}\u00a0: {english}"
        for pattern, table in REMPLACEMENTS.items()
        for english in table
        if not any(english in text for nom, text in files.items() if fnmatch(nom, pattern))
    ]
