"""Years that are not counted as most of the world counts them, and numbers that are not in digits.

Japan counts the years of an emperor, Taiwan those of the republic, Thailand those since the Buddha. All
are written beside signs or months that leave no doubt, so nothing is guessed.
"""

from __future__ import annotations

_ERAS = {
    "民國": 1911,
    "民国": 1911,
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
}
"""The year before the first one of each era."""
ERA = f"(?P<era>{'|'.join(_ERAS)})"
_DIGITS = {
    sign: value for value, signs in enumerate(("〇零○", *"一二三四五六七八九")) for sign in signs
}
NUMERALS = "".join(_DIGITS)
TEN = "十"
_SINCE_BUDDHA = 543
_FIRST_OF_BUDDHA = 2300
_ROMAN = dict(zip("i ii iii iv v vi vii viii ix x xi xii".split(), range(1, 13), strict=True))


def year_of(text: str, era: str | None, month: str | None) -> int:
    """The year that digits or numerals mean, after the name of an era or beside that of a month."""
    number = 1 if text == "元" else number_of(text)
    if era:
        return number + _ERAS[era]
    is_thai = bool(month) and "\u0e00" <= str(month)[0] <= "\u0e7f"
    return number - _SINCE_BUDDHA if is_thai and number > _FIRST_OF_BUDDHA else number


def number_of(text: str) -> int:
    """The number that digits or Chinese numerals mean, such as 十四 or 二〇二一."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition(TEN)
    if not ten:
        return int("".join(str(_DIGITS[sign]) for sign in text))
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def roman_month(text: str) -> int:
    """The number of a month in Roman numerals; 0 for others."""
    return _ROMAN.get(text.lower(), 0)
