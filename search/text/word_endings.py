"""What the stemmers of Snowball leave apart, by language: endings, and plurals that follow no rule.

Words are folded before they are stemmed, so that what is typed without accents is found. Some stemmers
know endings by their accents only; here are these endings without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEFORE = {
    "ca": {"(?<=..)ons$": "o"},  # cançons
    "de": {"(?<![aeq])([aou])e": r"\1"},  # ue for ü
    "fr": {"(?<=...)eres?$": "er"},  # première
    "pt": {
        "(?<!^m)[ao]es$": "ao",  # eleições, pães, but mães
        "(?<=...)ais$": "al",  # animais
        "(?<=...)eis$": "el",  # papéis
        "(?<=[hc])ois$": "ol",  # espanhóis
        "(?<=[aeiou])ns$": "m",  # homens
    },
}
_AFTER = {
    "cs": {"(?<=...)ach$": ""},  # školách
    "de": {"(?<=..)inn$": "in"},  # Ärztinnen
    "es": {"z$": "c"},  # juez, jueces
    "fr": {"(?<=.....)ent$": ""},  # traversent
    "pl": {"(?<=...)ow$": ""},  # wyborów
}
_PLURALS = {
    "": "men man,women woman,children child,feet foot,teeth tooth,geese goose,mice mouse,lice louse,"
    "oxen ox,wolves wolf,knives knife,wives wife,thieves thief,shelves shelf,halves half,calves calf,"
    "loaves loaf,hooves hoof,scarves scarf,elves elf,dwarves dwarf,sheaves sheaf,crises crisis,"
    "theses thesis,hypotheses hypothesis,syntheses synthesis,oases oasis,criteria criterion,"
    "phenomena phenomenon,referenda referendum,memoranda memorandum,bacteria bacterium,cacti cactus,"
    "fungi fungus,alumni alumnus,nuclei nucleus,stimuli stimulus,larvae larva,antennae antenna,"
    "vertebrae vertebra,indices index,appendices appendix,matrices matrix,vertices vertex",
    "da": "born barn,bornene barn,maend mand,boger bog",
    "fr": "yeux oeil,messieurs monsieur,mesdames madame",
    "it": "uomini uomo",
    "nl": "kinderen kind,steden stad,leden lid,schepen schip,eieren ei,goederen goed,politici politicus",
    "no": "boker bok,menn mann",
    "ro": "scoli scoala,scolile scoala,copii copil,copiii copil",
    "sv": "bocker bok,stader stad",
}
_OF_COMPOUNDS = {"wives": "wife", "children": "child", "men": "man"}
"""Ends of longer words: housewives, grandchildren, policemen."""
_NO_PLURALS = frozenset(  # of five letters and more: shorter words are not taken for compounds
    "specimen regimen abdomen acumen dolmen foramen examen cyclamen bitumen stamen hymen lumen carmen"
    " bremen yemen turkmen tiananmen semen ramen albumen cerumen rumen numen nomen".split()
)
_RULES = {
    step: {
        language: [(re.compile(ending), common) for ending, common in endings.items()]
        for language, endings in languages.items()
    }
    for step, languages in (("before", _BEFORE), ("after", _AFTER))
}
SINGULARS = {
    language: dict(pair.split() for pair in pairs.split(","))
    for language, pairs in _PLURALS.items()
}
"""The singular of each plural that follows no rule, by language; "" is English."""


def plurals_beside(stem: str) -> Iterator[str]:
    """The plurals that have an English stem, though they do not begin as it does."""
    for plural, singular in SINGULARS[""].items():
        if singular.startswith(stem):
            yield plural
    for plural, singular in _OF_COMPOUNDS.items():
        if stem.endswith(singular):
            yield stem.removesuffix(singular) + plural


def english_singular(word: str) -> str:
    """The singular of a folded English word whose plural follows no rule; "" for all others."""
    if word.endswith("'s"):
        word = word[:-2]
    if singular := SINGULARS[""].get(word):
        return singular
    if word not in _NO_PLURALS:
        for plural, singular in _OF_COMPOUNDS.items():
            if word.endswith(plural) and len(word) > len(plural) + 1:
                return word.removesuffix(plural) + singular
    return ""


def before_stemming(word: str, language: str) -> str:
    """What is stemmed instead of a folded word of a language other than English."""
    word = SINGULARS.get(language, {}).get(word, word)
    return _with_rules(word, "before", language)


def after_stemming(stem: str, language: str) -> str:
    """A stem without what still tells forms of a word apart."""
    return _with_rules(stem, "after", language)


def _with_rules(word: str, step: str, language: str) -> str:
    for ending, common in _RULES[step].get(language, ()):
        word = ending.sub(common, word)
    return word
