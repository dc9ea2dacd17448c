"""What the stemmers of Snowball leave apart, by language: endings, and plurals that follow no rule.

Words are folded before they are stemmed, so that what is typed without accents is found. Some stemmers
know endings by their accents only; here are these endings without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEFORE = {
    "ca": {
        "(?<=..)ons$": "o",  # cançons
        "(?<=..)ans$": "a",  # germans
        "(?<=..)ies$": "ia",  # noies
        "(?<=[ao])is$": "i",  # nois
        "gues$": "ga",  # amigues
    },
    "da": {"^(..)(?:erne|ene|er|en|et)$": r"\1"},  # byerne
    "de": {"(?<![aeq])([aou])e": r"\1"},  # ue for ü
    "fi": {"mie(?:s|hen)$": "miehe", "(?<=[aeiouy]{2})[tn]$": ""},  # palomies; maat, työn
    "fr": {"(?<=...)eres?$": "er"},  # première
    "hu": {"(?<=..)([brt])ol$": r"\1ól", "(?<=..)n([ae])l$": r"n\1l"},  # házból
    "no": {"^(..)(?:ene|er|en|et)$": r"\1", "^(vei)(?:ene|er|en)$": r"\1"},  # byene
    "pt": {
        "(?<!^m)[ao]es$": "ao",  # eleições, pães, but mães
        "(?<=...)ais$": "al",  # animais
        "(?<=...)eis$": "el",  # papéis
        "(?<=[hcr])ois$": "ol",  # espanhóis
        "(?<=..)uis$": "ul",  # azuis
        "(?<=[aeiou])ns$": "m",  # homens
    },
    "sv": {"^(..)(?:arna|erna|orna|ar|er|en|et)$": r"\1"},  # byarna
}
_AFTER = {
    "cs": {
        "(?<=...)ach$": "",  # školách
        "(?<=...)ek$": "k",  # člověka
        "(?<=..)z$": "h",  # Praze
    },
    "da": {"(?<=...)ern?$": "", "(?<=...[^aeiou])r$": ""},  # fiskerne, ministre
    "de": {"(?<=..)inn$": "in"},  # Ärztinnen
    "es": {"z$": "c", "tric$": "tor"},  # juez, jueces; actriz
    "et": {"(?<=...)[aeiou]$": ""},  # koolides
    "fi": {
        "(?<=..)[aeiouyj]+$": "",  # kukat
        "ks$": "s",  # hallitukset
        "(?<=..)in$": "is",  # ihminen
        "[dt]t?$": "t",  # kadulla
        "(?:pp|v)$": "p",  # leivät
        "kk$": "k",  # lakkeja
        "(?<=n)[gkn]$|(?<=[ln])t$|(?<=l)l$|(?<=r)[rt]$|(?<=m)[mp]$": "",  # kaupungin, sillan
    },
    "fr": {
        "(?<=.....)ent$": "",  # traversent
        "(?<=....)e$": "",  # fermées
        "tric$": "teur",  # sénatrice
    },
    "ga": {"(?<=[aou])i(?=[^aeiou]+$)": "", "(?<=...)[ei]$": ""},  # leabhair, páistí
    "no": {"(?<=...)ern?$": "", "(?<=...[^aeiou])r$": ""},
    "pl": {
        "(?<=...)ow$": "",  # wyborów
        "(?<=...)ek$": "k",  # książek
        "dz$": "g",  # drodze
        "(?<=..)c?[ck]$": "k",  # rzece, dzieci
    },
    "pt": {"(?<=...)il$": "el"},  # fácil, fáceis
    "ro": {
        "oa(?=[^aeiou]+$)": "o",  # frumoasă
        "ea(?=[^aeiou]+$)": "e",  # cetățean
        "(?<=..)z$": "d",  # străzi
    },
    "sv": {"(?<=...[^aeiou])r$": ""},
}
_PLURALS = {
    "": "men man,women woman,children child,feet foot,teeth tooth,geese goose,mice mouse,lice louse,"
    "oxen ox,wolves wolf,knives knife,wives wife,thieves thief,shelves shelf,halves half,calves calf,"
    "loaves loaf,hooves hoof,scarves scarf,elves elf,dwarves dwarf,sheaves sheaf,crises crisis,"
    "theses thesis,hypotheses hypothesis,syntheses synthesis,oases oasis,criteria criterion,"
    "phenomena phenomenon,referenda referendum,memoranda memorandum,bacteria bacterium,cacti cactus,"
    "fungi fungus,alumni alumnus,nuclei nucleus,stimuli stimulus,larvae larva,antennae antenna,"
    "vertebrae vertebra,indices index,appendices appendix,matrices matrix,vertices vertex,radii radius",
    "cs": "deti dite,detem dite,detmi dite,detech dite,lide clovek",
    "da": "born barn,bornene barn,maend mand,maendene mand,boger bog,bogerne bog,haender hand,"
    "haenderne hand,naetter nat,naetterne nat,fodder fod,fodderne fod,koer ko,koerne ko",
    "fi": "vesi vede,kasi kade,uusi uude,vuosi vuode,tosi tode,susi sude,poliisi poliisin",
    "fr": "yeux oeil,messieurs monsieur,mesdames madame,travaux travail,vitraux vitrail,cieux ciel,"
    "vieille vieux,vieilles vieux,vieil vieux,belle beau,belles beau,bel beau,nouvelle nouveau,"
    "nouvelles nouveau,nouvel nouveau,blanche blanc,blanches blanc",
    "it": "uomini uomo",
    "nl": "kinderen kind,steden stad,leden lid,schepen schip,eieren ei,goederen goed,politici politicus,"
    "dagen dag,wegen weg,goden god,loten lot,paden pad,daken dak,glazen glas,gaten gat,spelen spel,"
    "sloten slot,schoten schot,verdragen verdrag,bedragen bedrag,verslagen verslag,oorlogen oorlog,"
    "hertogen hertog,bevelen bevel,gebeden gebed,musea museum",
    "no": "boker bok,bokene bok,menn mann,mennene mann,fotter fot,fottene fot,hender hand,hendene hand,"
    "netter natt,nettene natt",
    "pl": "miescie miasto",
    "ro": "scoli scoala,scolile scoala,copii copil,copiii copil,fete fata,fetele fata,fetelor fata,"
    "mese masa,mesele masa,meselor masa,orase oras,orasele oras,oraselor oras,orasul oras,"
    "orasului oras,oameni om,oamenii om,oamenilor om",
    "sv": "bocker bok,bockerna bok,stader stad,staderna stad,mannen man,fotter fot,fotterna fot,"
    "hander hand,handerna hand,natter natt,natterna natt,lander land,landerna land,ogon oga,ogonen oga",
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
