"""A digest of what an index consists of, by which a test sees that a version was not raised.

A version is a number that somebody has to raise. The digest changes by itself, so it is recorded next
to the version: if both no longer belong together, `tests/test_versions.py` fails.
"""

from __future__ import annotations

import json
from hashlib import blake2b

from search.model.request import FACETS
from search.model.schema import INDEXED, STEMMED


def fingerprint(*layout: object) -> str:
    """16 hexadecimal digits for the fields and facets of all indexes and the `layout` of one engine's,
    which is anything that JSON can hold."""
    fields = {name: "stems" if name in STEMMED else "words" for name in INDEXED}
    text = json.dumps({"fields": fields, "facets": FACETS, "layout": layout}, sort_keys=True)
    return blake2b(text.encode(), digest_size=8).hexdigest()
