"""The limits of the readers, each with its reason.

Takes nothing, gives constants. A file beyond a limit is refused, a line beyond one is set aside; both are said.
"""

from __future__ import annotations

OCTETS_CELLULE = 128 * 1024
"""Longest cell. The limit of Python's own csv reader; a longer one is a quote left open or a document pasted in a cell."""

LIGNES_CELLULE = 2_000
"""Most physical lines one quoted cell may span: bounds what is looked at before a quote is declared left open."""

COLONNES = 4_096
"""Most columns. No case software has a tenth of it; more is a transposed table or an attack on memory."""

OCTETS_BLOC = 8 * 1024 * 1024
"""Bytes of text handled at once: large enough for vectorised work, small enough to keep memory flat."""

OCTETS_LIGNE = 32 * 1024 * 1024
"""Longest physical line looked at; beyond, the file is not a table."""

OCTETS_TEXTE = 4 * 1024**3
"""Largest delimited text: ten million lines of a wide export take about 2 GiB."""

OCTETS_ECHANTILLON = 256 * 1024
"""Bytes from which separator and titles are found: several hundred lines of a wide export."""

LIGNES_ECHANTILLON = 300
"""Lines from which separator, titles and shape of the columns are found."""

LIGNES_PREAMBULE = 60
"""Lines above which titles are no longer looked for: the longest preamble met is under twenty lines."""

OCTETS_ARCHIVE = 400 * 1024 * 1024
"""Largest sum of unpacked parts of a workbook: about 350,000 rows of 28 columns; a bomb announces or gives more."""

TAUX_ARCHIVE = 200
"""Largest ratio of unpacked to packed size, for parts over `OCTETS_TAUX`: real sheets stay under 60."""

OCTETS_TAUX = 16 * 1024 * 1024
"""Unpacked size under which the ratio of a part is not judged: it could not harm."""

ENTREES_ARCHIVE = 10_000
"""Most entries in a workbook: a few sheets and their parts; more is not an export."""

OCTETS_CLASSEUR_OLE = 128 * 1024 * 1024
"""Largest old-format workbook (.xls): it holds 65,536 rows a sheet at most."""

LIGNES_LOT = 16_384
"""Rows of a workbook or of a JSON file turned into one Arrow batch: bounds the Python objects alive at once."""

OCTETS_JSON = 256 * 1024 * 1024
"""Largest JSON text: it is held in memory as a whole."""

PROFONDEUR_JSON = 32
"""Deepest nesting flattened in one record: exports stay under five."""

PROFONDEUR_CHEMIN = 4
"""Deepest place where an undeclared array of records is looked for."""
