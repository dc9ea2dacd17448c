"""Lines that say whose a picture is: a part of its caption, whatever element they stand in.

They are known by their wording: a word for a picture, a colon and a name, or a name and that of an
agency.
"""

from __future__ import annotations

import re

from search.reading.formats.html.text_lines import Line

_LONGEST = 120
_PICTURE = (
    r"photos?|fotos?|images?|pictures?|illustrations?|graphics?|grafik|bild(?:er|rechte|quelle|nachweis)?"
    r"|credits?|copyright|crédits?|fot|zdjęcie|kuva|ljósmynd|foto(?:grafia|grafía)|фото|写真|사진"
)
_AGENCY = (
    r"getty(?: images)?|ap|afp|reuters|dpa|epa|efe|ansa|imago|shutterstock|alamy|keystone|apa|tass|xinhua"
    r"|picture[ -]alliance|unsplash|pixabay|istock(?:photo)?|wikimedia(?: commons)?|bloomberg|scanpix"
)
_SIGN = re.compile(r"[:：/|©]|\(c\)", re.IGNORECASE)
"""Each credit has one of these."""
_CREDIT = re.compile(
    rf"\W*(?:(?:{_PICTURE})(?:\W? ?(?:credits?|by|courtesy of|von|de|di))?\W? ?[:：/©|] ?\S[^.!?]*"
    r"|(?:©|\(c\)) ?\S[^.!?]*"
    rf"|[^.!?:/]{{2,60}} ?[/|] ?(?:{_AGENCY})\b[^.!?]*)\W*",
    re.IGNORECASE,
)


def is_credit(line: Line) -> bool:
    """Whether a line says whose a picture is."""
    may_be = line.kind == "text" and len(line.text) <= _LONGEST and _SIGN.search(line.text)
    return bool(may_be) and _CREDIT.fullmatch(line.text) is not None
