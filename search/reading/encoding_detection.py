"""The encoding of bytes that are not UTF-8 and do not say what they are.

Each candidate has a small model of the text that is written in it: a few frequent characters, the other
characters of its script, and what hardly occurs. A candidate costs the number of bits that its model
needs for the characters that the bytes would be; the cheapest wins. Six characters are usually enough.
charset-normalizer was tried: for a title or a line of JSON it was mostly wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from unicodedata import category

_RUN = re.compile(rb"[\0-\x7f]?[\x80-\xff](?:[\0-\x7f]{0,3}[\x80-\xff]){0,4000}[\0-\x7f]?")
_SAMPLE = 4_096
_BAD, _ODD, _RARE, _RARE_IDEOGRAPH = 20.0, 18.0, 9.5, 13.0
_MIXED, _CAPITAL, _DOUBLED, _SIGN = 7.0, 8.0, 3.0, 5.0

_LATIN = {
    4.0: "éèàäöüáíóñç’",
    5.5: "êâôîåøæãõßúëï“”–—‘ÉÄÖÜ«»…",
    7.5: "„ùìòœûþðýÿ©®°·£§€¿¡ªº•ÅØÀÇÁÍÓÚÑŸ\xa0¥",
}
_CENTRAL = {
    5.0: "ąćęłńóśźżáčéěířšůýž",
    6.5: "ďňťúőűöüşţăâäŁŚŻČŘŠŽ„”",
    8.0: "\xa0–—“’ÁÉÍÓÚ«»…",
}
_HUNGARIAN = {3.0: "ő", 4.0: "éáóöűü", 5.5: "íúŐ„”–", 8.0: "ÉÁÓÖÜÚŰ\xa0»«…’"}
_ROMANIAN = {4.0: "ăşţîâ", 7.5: "ŞŢÎÂĂ„”–", 8.5: "\xa0»«…’"}
_LITHUANIAN = {3.5: "ė", 4.0: "šž", 4.5: "įąč", 5.0: "ū", 5.5: "ų", 6.0: "ę", 8.0: "ŠŽČĖĮŪ„“–\xa0"}
_CZECH = {4.0: "šžáíéý", 4.5: "čř", 5.0: "ě", 5.5: "úňďťó", 6.0: "ů", 8.0: "ŠŽČŘÁÍÚ„“”–\xa0"}
_ICELANDIC = {4.0: "áíóæöé", 5.0: "ðþ", 5.5: "úýÞÍÁÓ„“–", 8.0: "ÆÖÉÚ\xa0”’"}
_CYRILLIC = {
    3.6: "оеаинт",
    4.8: "срвлкмдпу",
    6.5: "яыьгзбчйхжшюі",
    8.0: "цщэфёъїєґ\xa0—«»–…№",
}
_GREEK = {4.0: "αοιετσνηυρπκλμ", 6.0: "ςόίάέήώωγδθχφβξζύψ", 9.0: "’«»–\xa0"}
_TURKISH = {4.5: "ıüşğçöİ", 7.5: "ÇÖÜŞâî’“”"}
_HEBREW = {3.6: "יוהלאתרבמש", 5.5: "נדעקחפסגכםןצטזךףץ\xa0"}
_ARABIC = {3.6: "اليمنوتربة", 5.5: "عدسفهكقحجشطصخىذزءأإضغئثظؤآ،؟"}
_THAI = {
    4.4: "านรอก่เ้ง",
    5.2: "ยมัลีวดทตสะิปบคหแ",
    6.5: "ขจไพืชุูโใ์ำ็ถ",
    8.0: "ผึศธญณษภซฟฐฎฆฉฝฬฮๆฯ\xa0“”",
}
_JAPANESE = {
    6.0: "のいなにとたるはをしがで、。",
    7.0: "てれさもうかこくりらすんきつおまアインスルトリラーッ・「」",
    9.0: (
        "あえけせそちぬねのひふへほみむめやゆよろわだどばびべぼぎぐげごじずぜぞっょゃ"
        "ゅカキクコサシタテドナニハバフブプマミムメモレロワグジデビボ一人日大年国出中"
    ),
}
_CHINESE = {
    7.0: "的一是了不在有人这，。",
    8.3: "上大中国我他来个们到说地为子和你出也时年得就那要下生会着自可后里家学对多过年月日、",
    9.5: (
        "天小么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些"
        "所同手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲"
        "其进此话常与活正感新"
    ),
}
_TRADITIONAL = {
    7.0: "的一是了不在有人這，。",
    8.3: "上大中國我他來個們到說地為子和你出也時年得就那要下生會著自可後裡家學對多過月日、",
    9.5: (
        "天小麼之都好看起發當沒成只如事把還用第樣道想作種開美總從無情己面最女但現前些"
        "所同手又行意動方期它頭經長兒回位分愛老因很給名法間斯知世什兩次使身者被高已親"
        "其進此話常與活正感新"
    ),
}
_KOREAN = {
    6.5: "이다는에의을가고하지",
    8.0: "로사도기한은서대리어자인스나해아일시그라부정수장",
    9.5: "보제원전주구소유조있동만마들었했으과를면안비여성게오신위상개국미우모경공",
}


@dataclass(frozen=True, slots=True)
class _Candidate:
    codec: str
    name: str
    costs: Mapping[str, float]
    prior: float
    """Bits, more for encodings that are rarer on the web."""
    script: str
    """The name of the range in which other characters are rare instead of odd."""


_RANGES = {
    "latin": re.compile("[À-ÿŒœŠšŽžŸ]"),
    "central": re.compile("[À-ž]"),
    "cyrillic": re.compile("[А-яЁЄІЇҐЎў]"),
    "greek": re.compile("[Ά-ώ]"),
    "turkish": re.compile("[À-ž]"),
    "hebrew": re.compile("[א-ת]"),
    "arabic": re.compile("[ء-ي]"),
    "thai": re.compile("[ก-๛]"),
    "hanzi": re.compile("[一-鿿]"),
    "kana": re.compile("[一-鿿ぁ-ヿ]"),
    "hangul": re.compile("[가-힣]"),
}


_IDEOGRAPHS = ("hanzi", "kana", "hangul")
_LATIN_SCRIPTS = ("latin", "central", "turkish")


def _candidate(
    codec: str, name: str, tiers: Mapping[float, str], prior: float, script: str
) -> _Candidate:
    costs = {each: cost for cost in sorted(tiers, reverse=True) for each in tiers[cost]}
    return _Candidate(codec, name, costs, prior, script)


_CANDIDATES = (
    _candidate("cp1252", "windows-1252", _LATIN, 0, "latin"),
    _candidate("cp1251", "windows-1251", _CYRILLIC, 2, "cyrillic"),
    _candidate("koi8-u", "koi8-u", _CYRILLIC, 4, "cyrillic"),
    _candidate("cp866", "ibm866", _CYRILLIC, 12, "cyrillic"),
    _candidate("iso-8859-5", "iso-8859-5", _CYRILLIC, 8, "cyrillic"),
    _candidate("gb18030", "gb18030", _CHINESE, 2, "hanzi"),
    _candidate("cp932", "shift_jis", _JAPANESE, 2, "kana"),
    _candidate("euc_jp", "euc-jp", _JAPANESE, 4, "kana"),
    _candidate("big5hkscs", "big5", _TRADITIONAL, 4, "hanzi"),
    _candidate("cp949", "euc-kr", _KOREAN, 4, "hangul"),
    _candidate("cp1250", "windows-1250", _CENTRAL, 8, "central"),
    _candidate("iso-8859-2", "iso-8859-2", _CENTRAL, 9, "central"),
    _candidate("cp1250", "windows-1250", _HUNGARIAN, 6, "central"),
    _candidate("cp1250", "windows-1250", _ROMANIAN, 9, "central"),
    _candidate("cp1257", "windows-1257", _LITHUANIAN, 6, "central"),
    _candidate("cp1250", "windows-1250", _CZECH, 11, "central"),
    _candidate("iso-8859-2", "iso-8859-2", _CZECH, 12, "central"),
    _candidate("cp1252", "windows-1252", _ICELANDIC, 9, "latin"),
    _candidate("mac_roman", "macintosh", _LATIN, 18, "latin"),
    _candidate("cp850", "ibm850", _LATIN, 18, "latin"),
    _candidate("cp1253", "windows-1253", _GREEK, 8, "greek"),
    _candidate("cp1254", "windows-1254", _TURKISH, 10, "turkish"),
    _candidate("cp1255", "windows-1255", _HEBREW, 8, "hebrew"),
    _candidate("cp1256", "windows-1256", _ARABIC, 8, "arabic"),
    _candidate("cp874", "cp874", _THAI, 10, "thai"),
)


def detected_encoding(data: bytes) -> str:
    """The name of the most likely encoding of bytes that are neither ASCII nor UTF-8."""
    sample = _sample(data)
    best, least = _CANDIDATES[0].name, inf
    for each in _CANDIDATES:
        if (cost := each.prior + _cost(sample, each, least - each.prior)) < least:
            best, least = each.name, cost
    return best


def _sample(data: bytes) -> bytes:
    """The first few thousand bytes around those that are not ASCII, wherever in the file they are."""
    runs = bytearray()
    for found in _RUN.finditer(data):
        runs += found[0][:_SAMPLE] + b" "
        if len(runs) >= _SAMPLE:
            break
    return bytes(runs)


def _cost(sample: bytes, candidate: _Candidate, most: float) -> float:
    """The bits that the model of a candidate needs for the bytes; or some number over `most`."""
    script, costs = _RANGES[candidate.script], candidate.costs
    is_alphabet = candidate.script not in _IDEOGRAPHS
    total = 0.0
    text = f" {sample.decode(candidate.codec, errors='replace')} "
    for before, each, after in zip(text, text[1:], text[2:], strict=False):
        if each.isascii():
            continue
        if total > most:
            break
        total += costs.get(each) or _cost_of_other(each, script, is_alphabet)
        if is_alphabet:
            total += _cost_of_place(before, each, after, candidate.script in _LATIN_SCRIPTS)
    return total


def _cost_of_other(character: str, script: re.Pattern[str], is_alphabet: bool) -> float:
    """The bits of a character that is not in the table of its candidate."""
    if character == "\ufffd" or not (character.isprintable() or character.isspace()):
        return _BAD
    if script.match(character):
        return _RARE if is_alphabet else _RARE_IDEOGRAPH
    return _ODD


def _cost_of_place(before: str, each: str, after: str, is_latin: bool) -> float:
    """The bits of a character where writers would not use it: a capital after a small letter, a sign
    inside a word, a letter of another alphabet beside an ASCII letter."""
    if not each.isalpha() and not category(each).startswith("M"):
        is_inside = before.isalpha() and after.isalpha() and each not in "’–—·"
        return _SIGN if is_inside else 0.0
    total = 0.0
    if each.isupper() and before.islower():
        total += _CAPITAL
    if is_latin:
        return total + (_DOUBLED if before.isalpha() and not before.isascii() else 0.0)
    for beside in (before, after):
        total += _MIXED if beside.isascii() and beside.isalpha() else 0.0
    return total
