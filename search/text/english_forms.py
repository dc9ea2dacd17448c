"""What the stemmer of English leaves apart: plurals and verbs that follow no rule, the spellings of
Britain and America, and those of names that newspapers write in several ways.

Left out are forms that are mostly other words: saw, left, rose, wound, fed; tyre, cheque, storey. Where
both spellings are followed by other words, the one counts whose stem is no other word's: litre, as the
stem of liter is that of literal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import Stemmer

_PLURALS = (
    "men man,women woman,children child,feet foot,teeth tooth,geese goose,mice mouse,lice louse,"
    "oxen ox,wolves wolf,knives knife,wives wife,thieves thief,shelves shelf,halves half,calves calf,"
    "loaves loaf,hooves hoof,scarves scarf,elves elf,dwarves dwarf,sheaves sheaf,crises crisis,"
    "theses thesis,hypotheses hypothesis,syntheses synthesis,oases oasis,criteria criterion,"
    "phenomena phenomenon,referenda referendum,memoranda memorandum,bacteria bacterium,cacti cactus,"
    "fungi fungus,alumni alumnus,nuclei nucleus,stimuli stimulus,larvae larva,antennae antenna,"
    "vertebrae vertebra,indices index,appendices appendix,matrices matrix,vertices vertex,radii radius"
)
_VERBS = (
    "arise arose arisen,awake awoke awoken,beat beaten,become became,befall befell befallen,"
    "begin began begun,behold beheld,bite bitten,bleed bled,blow blew blown,break broke broken,"
    "breed bred,bring brought,build built,burn burnt,buy bought,catch caught,choose chose chosen,"
    "cling clung,come came,creep crept,deal dealt,dig dug,draw drawn,dream dreamt,drink drank drunk,"
    "drive drove driven,eat ate eaten,fall fell fallen,feel felt,fight fought,find found,flee fled,"
    "fling flung,fly flew flown,forbid forbade forbidden,foresee foresaw foreseen,"
    "forget forgot forgotten,forgive forgave forgiven,forsake forsook forsaken,freeze froze frozen,"
    "get got gotten,give gave given,go went gone,grow grew grown,hang hung,hear heard,hide hid hidden,"
    "hold held,keep kept,kneel knelt,know knew known,lay laid,lead led,lean leant,leap leapt,"
    "learn learnt,lose lost,make made,mean meant,mislead misled,mistake mistook mistaken,mow mown,"
    "outgrow outgrew outgrown,overcome overcame,overhear overheard,overrun overran,"
    "oversee oversaw overseen,overtake overtook overtaken,overthrow overthrew overthrown,pay paid,"
    "prove proven,rebuild rebuilt,repay repaid,resell resold,retell retold,rewrite rewrote rewritten,"
    "ride rode ridden,ring rang,rise risen,run ran,say said,see seen,seek sought,sell sold,send sent,"
    "sew sewn,shake shook shaken,shine shone,show shown,shrink shrank shrunk,sing sang sung,"
    "sink sank sunk,slay slain,sleep slept,slide slid,sow sown,speak spoke spoken,spend spent,"
    "spin spun,spoil spoilt,spring sprang sprung,stand stood,steal stole stolen,stick stuck,"
    "sting stung,stink stank stunk,stride strode,strike struck,string strung,strive strove striven,"
    "swear swore sworn,sweep swept,swell swollen,swim swam swum,swing swung,take took taken,"
    "teach taught,tear tore torn,tell told,throw threw thrown,tread trod trodden,"
    "undergo underwent undergone,understand understood,undertake undertook undertaken,uphold upheld,"
    "wake woken,wear wore worn,weave wove woven,weep wept,win won,withdraw withdrew withdrawn,"
    "withhold withheld,withstand withstood,write wrote written"
)
_WORDS = "liter litre,liters litre,offense offence,offenses offence"
"""Words that are stemmed as others are."""
_SPELLINGS = (
    "theatre theater,amphitheatre amphitheater,centre center,epicentre epicenter,metre meter,"
    "kilometre kilometer,centimetre centimeter,millimetre millimeter,fibre fiber,calibre caliber,"
    "sabre saber,spectre specter,sombre somber,meagre meager,lustre luster,sceptre scepter,mitre miter,"
    "ochre ocher,maneuvre maneuver,sulphur sulfur,sulphate sulfate,sulphide sulfide,sulphuric sulfuric,"
    "defence defense,pretence pretense,licence license,practise practice,analyse analyze,"
    "analysis analyze,paralyse paralyze,paralysis paralyze,catalyse catalyze,catalogue catalog,"
    "dialogue dialog,analogue analog,grey gray,plough plow,programme program,sceptic skeptic,"
    "moustache mustache,pyjama pajama,aluminium aluminum,doughnut donut,jewellery jewelry,"
    "whisky whiskey,cosy cozy,axe ax,artefact artifact,chequered checkered,fulfil fulfill,"
    "fulfilment fulfillment,instalment installment,enrol enroll,enrolment enrollment,skilful skillful,"
    "wilful willful,woollen woolen,fuelled fueled,trialled trialed,dialled dialed,duelled dueled,"
    "gaol jail,gipsy gypsy,judgement judgment,acknowledgement acknowledgment,ageing aging,"
    "likeable likable,sizeable sizable,omelette omelet,phoney phony,pedlar peddler,tsar czar,"
    "waggon wagon,yoghurt yogurt,enquiry inquiry,enquire inquire,despatch dispatch,mum mom,"
    "aeroplane airplane,counsellor counselor,councillor councilor,marvellous marvelous,"
    "tranquillity tranquility,cypher cipher,distil distill,instil instill,annexe annex,mollusc mollusk,"
    "disc disk,snorkelling snorkeling,worshipped worshiped,focussed focused,benefitted benefited,"
    "kerosine kerosene,carburettor carburetor,connexion connection"
)
_NAMES = (
    "kiev kyiv,kharkov kharkiv,odessa odesa,lvov lviv,chernobyl chornobyl,lukashenka lukashenko,"
    "gorbachov gorbachev,khruschev khrushchev,tchaikovsky chaikovsky,dostoyevsky dostoevsky,"
    "tolstoi tolstoy,peking beijing,macau macao,mohammed muhammad,mohamed muhammad,mohammad muhammad,"
    "muhammed muhammad,gaddafi qaddafi,gadhafi qaddafi,gadafi qaddafi,kadhafi qaddafi,qaeda qaida,"
    "alqaeda alqaida,hezbollah hizbullah,hizbollah hizbullah,koran quran,moslem muslim,taleban taliban,"
    "mecca makkah,teheran tehran,marrakech marrakesh,falluja fallujah,shariah sharia,burka burqa,"
    "sheik sheikh,netanjahu netanyahu"
)
"""Names, and words that came with them, by their stems as other spellings are."""
_OF_COMPOUNDS = {"wives": "wife", "children": "child", "men": "man"}
"""Ends of longer words: housewives, grandchildren, policemen."""
_NO_PLURALS = frozenset(  # of five letters and more: shorter words are not taken for compounds
    "specimen regimen abdomen acumen dolmen foramen examen cyclamen bitumen stamen hymen lumen carmen"
    " bremen yemen turkmen tiananmen semen ramen albumen cerumen rumen numen nomen".split()
)
_LEFT_OUT = (
    "armo u r,arbo u r,ardo u r,behavio u r,cando u r,clamo u r,colo u r,demeano u r,enamo u r,"
    "endeavo u r,favo u r,fervo u r,flavo u r,glamo u r,harbo u r,hono u r,humo u r,labo u r,"
    "neighbo u r,^odo u r,parlo u r,ranco u r,rigo u r,rumo u r,savio u r,savo u r,splendo u r,"
    "succo u r,tumo u r,valo u r,vapo u r,vigo u r,mo u ld,^h a em, a emi[ac],arch a eo,pal a eo,"
    "p a ed,gyn a ec,^f a ec,medi a ev,prim a ev,^c a esarean,^ a esthe,an a esthe,^f o et[ua],"
    "^ o edem,^ o estr,^ o esoph,hom o eo,rrh o ea,^c o eliac,pn o ea,man o euv"
)
"""Letters that America leaves out, with what stands before and after each: colour, mould, anaemia."""
_IZE = re.compile(
    "is(?<=[bcdfghjklmnprstz]is)(?=(?:e[ds]?|ers?|ing|able|ations?|ational|ements?)(?:ly|'s)?$)"
)
_NOT_IZE = re.compile(
    "^.{,2}$|(?:prom|prem|surm|[dm]em|exerc|prec|conc|exc|inc|cumc|franch|chand|parad|advert|expert|chast"
    "|treat|p[ru]+|^up?r|^a[rn]|mort|pract|morr|harr|parr|ferr|norr|^cru|^den|^mar|^el|^cer|^ter|^val)$"
)
"""What stands before -ise where no spelling has a z: promise, exercise, surprise; and names."""
_SKY = re.compile("(?<=..sk)(?:yy|iy|ij|ii|yi)(?='s$|$)")
"""The end of Slavic names: Zelensky, Zelenskyy."""
_PLACES = [each.split(" ") for each in _LEFT_OUT.split(",")]
_LEFT_OUT_LETTER = re.compile(
    "|".join(f"(?<={before}){letter}(?={after})" for before, letter, after in _PLACES)
)
_PLACE = re.compile("|".join(f"(?<={before})(?={after})" for before, _, after in _PLACES))
_OF_VERBS = (each.split() for each in _VERBS.split(","))
BASES = {
    **dict(pair.split() for pair in (*_PLURALS.split(","), *_WORDS.split(","))),
    **{form: base for base, *forms in _OF_VERBS for form in forms},
}
"""What is stemmed instead of a folded word: the singular of a plural, the verb of a form."""
_ENGLISH = Stemmer.Stemmer("english", 0)
_SAME = {
    other: counting
    for pair in (*_SPELLINGS.split(","), *_NAMES.split(","))
    for other, counting in [_ENGLISH.stemWords(pair.split())]
}
"""The stem that counts by another of the same word."""


def english_stems(words: Sequence[str]) -> list[str]:
    """The stems of folded words as words of English."""
    found = _ENGLISH.stemWords([_base(word) or _respelt(word) for word in words])
    return [_SAME.get(stem, stem) for stem in found]


def beginnings_beside(stem: str) -> Iterator[str]:
    """What words begin with that have an English stem, though they need not begin as it does."""
    if place := _PLACE.search(stem):
        yield stem[: place.start()]
    yield from _BESIDE.get(stem, ())
    for plural, singular in _OF_COMPOUNDS.items():
        if stem.endswith(singular):
            yield stem.removesuffix(singular) + plural


def _base(word: str) -> str:
    """The singular or the verb of a folded word that follows no rule; "" for all others."""
    if word.endswith("'s"):
        word = word[:-2]
    if base := BASES.get(word):
        return base
    if word not in _NO_PLURALS:
        for plural, singular in _OF_COMPOUNDS.items():
            if word.endswith(plural) and len(word) > len(plural) + 1:
                return word.removesuffix(plural) + singular
    return ""


def _respelt(word: str) -> str:
    """A folded word as America spells it, where a rule tells it."""
    if "is" in word:
        ending = _IZE.search(word)
        if ending and not _NOT_IZE.search(word[: ending.start()]):
            word = f"{word[: ending.start()]}iz{word[ending.end() :]}"
    elif "sk" in word:
        word = _SKY.sub("y", word)
    if "our" in word or "oul" in word or "ae" in word or "oe" in word:
        word = _LEFT_OUT_LETTER.sub("", word)
    return word


def _beside() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form, base in BASES.items():
        found.setdefault(english_stems([base])[0], []).append(form)
    for other, counting in _SAME.items():
        found.setdefault(counting, []).append(other[:-1])
    return found


_BESIDE = _beside()
