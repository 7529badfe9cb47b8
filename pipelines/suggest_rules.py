"""A label read by declared word rules: the one code they lead to, when nothing in the label says otherwise.

Takes a field and a label, gives a code with the number of words no rule explains, or nothing. Refuses a negation no
rule names, words of two codes, a first word it does not know, the other party's name, and more unknown words than the
field bears.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.suggest_lexique import ADMINISTRATION, USAGER, is_negation, is_neutral, opens_a_label
from pipelines.suggest_words import Regle, find_label_rules, load_label_rules, split_label
from pipelines.vocabulary import fold

MOTS_EN_PLUS = 3
"""Words a rule may leave unexplained: beyond, the label is a sentence and says more than the rule read."""

MOTS_INCONNUS = 1
"""Words left that are neither empty nor of the code's own: one more may turn the label into another one."""

STRICTS = frozenset({"origine", "statut", "type_requerant"})
"""Fields where one unknown word is one too many: « Conjoint d’agent » is no agent, « Réponse reçue » no reception."""

CONTRE: Mapping[str, tuple[str, ...]] = {
    "FAVORABLE_USAGER": ADMINISTRATION, "DESISTEMENT": ADMINISTRATION, "ABANDON": ADMINISTRATION,
    "CONTACT_REQUERANT": ADMINISTRATION, "ATTENTE_REQUERANT": ADMINISTRATION,
    "CONTACT_ADMINISTRATION": USAGER, "ATTENTE_ADMINISTRATION": USAGER,
}  # fmt: skip
"""Codes that say what one party does → words of the other one: « Attente de pièces du service » waits for no usager."""

_DEUX_IDEES = re.compile(r"[/+&,;(]|\s-\s|\b(?:et|puis)\b")
"""What joins two ideas in one label."""

_A_FAIRE = re.compile(r"\ba ([a-z]+(?:er|ir|re))\b")
"""What is still to be done, once folded: « à transmettre » is not « transmis »."""


@dataclass(frozen=True)
class Regles:
    """The code the rules lead to, and how many words they leave unexplained."""

    code: str
    restants: int


def read_by_rules(champ: str, text: str) -> Regles | None:
    """The one code every fitting rule leads to; a rule that explains more words beats one it contains."""
    tokens = split_label(text)
    denied = {rank for rank, token in enumerate(tokens) if is_negation(token)}
    tasks = _A_FAIRE.findall(fold(text))
    rules = [rule for rule in find_label_rules(champ, tokens) if not _overlooks_a_task(rule, tasks)]
    matches = [(rule.find(tokens), rule.cible) for rule in rules]
    fitting = [(places, code) for places, code in matches if places and denied <= places]
    best = [(places, code) for places, code in fitting if not any(places < other for other, _ in fitting)]
    codes = {code for _, code in best}
    explained = frozenset[int]().union(*(places for places, _ in best))
    apart = any(places and code not in codes and not places & explained for places, code in matches)
    if len(codes) != 1 or len(tokens) - len(explained) > MOTS_EN_PLUS or apart:
        return None
    code = codes.pop()
    return Regles(code, len(tokens) - len(explained)) if _bears_the_rest(champ, code, text, explained) else None


def _bears_the_rest(champ: str, code: str, text: str, explained: frozenset[int]) -> bool:
    """Whether the words no rule explains leave the label its code."""
    tokens, proper = split_label(text), _proper_nouns(text)
    rest = [rank for rank in range(len(tokens)) if rank not in explained]
    unknown = [rank for rank in rest if tokens[rank] not in proper and _says_more(champ, code, tokens[rank])]
    allowed = 0 if champ in STRICTS or _DEUX_IDEES.search(fold(text)) else MOTS_INCONNUS
    unheard = 0 in unknown and not opens_a_label(tokens[0])
    return len(unknown) <= allowed and not unheard and not _names_the_other(code, tokens, rest)


def _names_the_other(code: str, tokens: Sequence[str], rest: Sequence[int]) -> bool:
    """Whether an unexplained word is the party the code is not about, unless it is the one who acts (« par »)."""
    other = CONTRE.get(code, ())
    return any(tokens[rank].startswith(other) and (rank == 0 or tokens[rank - 1] != "par") for rank in rest)


def _overlooks_a_task(rule: Regle, tasks: Sequence[str]) -> bool:
    """Whether the rule reads one of these verbs, still to be done, from its beginning, as done."""
    words = [word.rstrip("$") for part in rule.mots for word in part.split("|")] if tasks else []
    return any(task.startswith(word) and len(word) < len(task) - 1 for task in tasks for word in words)


def _says_more(champ: str, code: str, token: str) -> bool:
    """Whether a word no rule explains may change what the label says: none of the code's own, no empty word."""
    own = any(token.startswith(part[:6]) for part in champ.split("_") if len(part) > 4)
    return not own and not is_neutral(token) and not token.startswith(_words_of(champ, code))


@lru_cache(maxsize=4096)
def _proper_nouns(text: str) -> frozenset[str]:
    """The words written with a capital inside a label that is not in capitals: a town names which, not what."""
    if text.isupper() or text.istitle():
        return frozenset()
    return frozenset(fold(word) for word in re.split(r"[\s’'-]+", text)[1:] if word[:1].isupper())


@cache
def _words_of(champ: str, code: str) -> tuple[str, ...]:
    """Beginnings of the words the rules of one code know, long enough to mean something alone."""
    words = (word.rstrip("$") for rule in load_label_rules(champ) if rule.cible == code for word in rule.mots)
    return tuple({one for word in words for part in word.split("|") if len(one := part.rstrip("$")) >= 4})
