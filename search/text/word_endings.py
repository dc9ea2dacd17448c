"""What the stemmers of Snowball leave apart, by language: endings, and plurals that follow no rule.

Words are folded before they are stemmed, so that what is typed without accents is found. Some stemmers
know endings by their accents only; here are these endings without them.
"""

from __future__ import annotations

import re

_NORDIC = {"aa": "a", "oe(?![nrts]?$|n?e$|rne$)": "o"}
"""How å and ø are written without them, but not skoen."""
_BEFORE = {
    "ca": {
        "(?<=..)ons$": "o",  # cançons
        "(?<=..)ans$": "a",  # germans
        "(?<=..)ies$": "ia",  # noies
        "(?<=[ao])is$": "i",  # nois
        "gu[ea]s?$": "ga",  # amigues, llengua
        "ques$": "ca",  # boques
        "(?<=..)tges$": "tja",  # platges
        "(?<=..u)s$": "",  # preus
    },
    "da": {**_NORDIC, "^(..)(?:erne|ene|er|en|et)$": r"\1"},  # byerne
    "de": {
        "(?<![aeq])([aou])e": r"\1",  # ue for ü
        "(?<=..[oy])s$": "",  # Autos
    },
    "es": {"^(?!dios)(...?[ao])s$": r"\1"},  # ríos
    "fi": {"mie(?:s|hen)$": "miehe", "(?<=[aeiouy]{2})[tn]$": ""},  # palomies; maat, työn
    "fr": {
        "(?<=...)eres?$": "er",  # première
        "^(?!mois|fois)(..?(?:oi(?=s)|[aeo]u))[sx]$": r"\1",  # lois, jeux
    },
    "hu": {"(?<=..)([brt])ol$": r"\1ól", "(?<=..)n([ae])l$": r"n\1l"},  # házból
    "nl": {"eeen$": "ee"},  # zeeën
    "no": {
        **_NORDIC,
        **{"^(..)(?:ene|er|en|et)$": r"\1", "^(vei)(?:ene|er|en)$": r"\1"},  # byene
    },
    "pl": {"(?<=...el)[ei]$": "", "ster$": "str"},  # nauczyciele, minister
    "pt": {
        "(?<!^m)[ao]es$": "ao",  # eleições, pães, but mães
        "(?<=...)ais$": "al",  # animais
        "(?<=...)eis$": "el",  # papéis
        "(?<=[hcr])ois$": "ol",  # espanhóis
        "(?<=..)uis$": "ul",  # azuis
        "(?<=[aeiou])ns$": "m",  # homens
        "^(?!pais)(...?[aio])s$": r"\1",  # mãos, reis
    },
    "sv": {"^(..)(?:arna|erna|orna|ar|er|en|et)$": r"\1"},  # byarna
}
_AFTER = {
    "cs": {
        "(?<=...)ach$": "",  # školách
        "(?<=...)ek$": "k",  # člověka
        "(?<=..)z$": "h",  # Praze
        "(?<=..)ic$": "ik",  # hasič, hasiči
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
        "(?<=...)iv$": "if",  # active
    },
    "ga": {"(?<=[aou])i(?=[^aeiou]+$)": "", "(?<=...)[ei]$": ""},  # leabhair, páistí
    "it": {
        "(?<=..[cg])h$": "",  # laghi
        "tric$": "tor",  # attrice
        "entess$": "ent",  # studentessa
        "oress$": "or",  # professoressa
    },
    "no": {"(?<=...)ern?$": "", "(?<=...[^aeiou])r$": ""},
    "pl": {
        "(?<=...)ow$": "",  # wyborów
        "(?<=...)ek$": "k",  # książek
        "dz$": "g",  # drodze
        "(?<=..)c?[ck]$": "k",  # rzece, dzieci
        "(?<=...)i?ek$": "k",  # bibliotece, mieszkaniec
    },
    "pt": {
        "(?<=...)il$": "el",  # fácil, fáceis
        "(?<=...)es$": "",  # franceses
    },
    "ro": {
        "oa(?=[^aeiou]+$)": "o",  # frumoasă
        "ea(?=[^aeiou]+$)": "e",  # cetățean
        "(?<=..)z$": "d",  # străzi
        "(?<=....)u$|(?<=....)er$|(?<=...)ur$": "",  # ministru, alegeri, poduri
    },
    "sv": {"(?<=...[^aeiou])r$": "", "(?<=....)an$": ""},  # skolan
}
_PLURALS = {
    "cs": "deti dite,detem dite,detmi dite,detech dite,lide clovek,dum domu,stul stolu,den dnu,psi pes,"
    "psa pes",
    "da": "born barn,bornene barn,maend mand,maendene mand,boger bog,bogerne bog,haender hand,"
    "haenderne hand,naetter nat,naetterne nat,fodder fod,fodderne fod,koer ko,koerne ko,broen bro,"
    "broer bro,broerne bro",
    "de": "firmen firma,themen thema,museen museum,zentren zentrum,dramen drama,konten konto,"
    "risiken risiko,villen villa",
    "es": "gobiernos gobierno,infiernos infierno,inviernos invierno",
    "et": "inimesed inimene,inimese inimene,inimeste inimene,naised naine,naise naine,naiste naine,"
    "mehed mees,mehe mees,sillad sild,silla sild,joed jogi,joe jogi",
    "fi": "vesi vede,lapset lapsi,lapsen lapsi,lapsia lapsi,lasten lapsi,kasi kade,uusi uude,"
    "vuosi vuode,tosi tode,susi sude,poliisi poliisin",
    "fr": "yeux oeil,messieurs monsieur,mesdames madame,travaux travail,vitraux vitrail,cieux ciel,"
    "vieille vieux,vieilles vieux,vieil vieux,belle beau,belles beau,bel beau,nouvelle nouveau,"
    "nouvelles nouveau,nouvel nouveau,blanche blanc,blanches blanc,elus elu,elue elu,elues elu,"
    "neuve neuf,neuves neuf",
    "ga": "scoileanna scoil,tithe teach,fir fear,mna bean,cathracha cathair",
    "it": "uomini uomo",
    "nl": "kinderen kind,steden stad,leden lid,schepen schip,eieren ei,goederen goed,politici politicus,"
    "dagen dag,wegen weg,goden god,loten lot,paden pad,daken dak,glazen glas,gaten gat,spelen spel,"
    "sloten slot,schoten schot,verdragen verdrag,bedragen bedrag,verslagen verslag,oorlogen oorlog,"
    "hertogen hertog,bevelen bevel,gebeden gebed,musea museum",
    "no": "boker bok,bokene bok,menn mann,mennene mann,fotter fot,fottene fot,hender hand,hendene hand,"
    "netter natt,nettene natt,brua bru,bruer bru,bruene bru,oya oy,oyene oy",
    "pl": "miescie miasto,ludzie czlowiek,ludzi czlowiek,ludziom czlowiek,dni dzien,dnia dzien,"
    "dniu dzien",
    "ro": "scoli scoala,scolile scoala,copii copil,copiii copil,fete fata,fetele fata,fetelor fata,"
    "mese masa,mesele masa,meselor masa,orase oras,orasele oras,oraselor oras,orasul oras,"
    "orasului oras,oameni om,oamenii om,oamenilor om",
    "sv": "bocker bok,bockerna bok,stader stad,staderna stad,mannen man,fotter fot,fotterna fot,"
    "hander hand,handerna hand,natter natt,natterna natt,lander land,landerna land,"
    "landet land,ogon oga,ogonen oga,gatan gata,sjon sjo,"
    "sjoar sjo,sjoarna sjo,bron bro,broar bro,broarna bro",
    "tr": "sehri sehir,sehre sehir,sehrin sehir",
}
_RULES = {
    step: {
        language: [(re.compile(ending), common) for ending, common in endings.items()]
        for language, endings in languages.items()
    }
    for step, languages in (("before", _BEFORE), ("after", _AFTER))
}
_SINGULARS = {
    language: dict(pair.split() for pair in pairs.split(","))
    for language, pairs in _PLURALS.items()
}
"""The singular of each plural that follows no rule, by language; those of English are in
`english_forms`."""


def before_stemming(word: str, language: str) -> str:
    """What is stemmed instead of a folded word of a language other than English."""
    word = _SINGULARS.get(language, {}).get(word, word)
    return _with_rules(word, "before", language)


def after_stemming(stem: str, language: str) -> str:
    """A stem without what still tells forms of a word apart."""
    return _with_rules(stem, "after", language)


def _with_rules(word: str, step: str, language: str) -> str:
    for ending, common in _RULES[step].get(language, ()):
        word = ending.sub(common, word)
    return word
