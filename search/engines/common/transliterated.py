"""A name from other letters as another language writes it: Tschaikowski, Dostojewski, Poutine.

Each language writes the sounds of Russian or Arabic in its own way. A word that occurs nowhere is also
looked for as others would write it, so nothing is compared with the words of an archive.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LEAST, _MOST = 5, 64
"""Letters of such a word, and the ways to write it that are looked for."""
_WAYS = {
    **{"schtsch": ("shch",), "chtch": ("shch",), "tsch": ("ch", "tch"), "tch": ("ch",)},
    **{"sch": ("sh",), "ch": ("kh", "sh"), "kh": ("h", "ch"), "gh": ("g",), "dh": ("d", "dd")},
    **{"ph": ("f",), "ou": ("u",), "w": ("v",), "j": ("y", ""), "z": ("ts",), "q": ("k",)},
    **{"ine": ("in",), "ow": ("ov", "ev"), "ew": ("ev",), "off": ("ov",), "eff": ("ev",)},
}
"""How others write what one language writes."""
_SOUND = re.compile("schtsch|chtch|tsch|tch|sch|[ckgdp]h|ou|(?:ine|o[wf]f?|e[wf]f?)$|ew|[wjzq]|.")


@lru_cache(maxsize=1_024)
def otherwise_written(word: str) -> tuple[str, ...]:
    """The other ways to write a folded word, at most _MOST."""
    if len(word) < _LEAST or not (word.isascii() and word.isalpha()):
        return ()
    found = [""]
    for sound in _SOUND.findall(word):
        ways = (sound, *_WAYS.get(sound, ()))
        found = [each + way for way in ways for each in found][:_MOST]
    return tuple(each for each in found if each != word)
