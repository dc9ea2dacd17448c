"""A digest of what an index consists of, by which a test sees that a version was not raised.

A version is a number that somebody has to raise. The digest changes by itself, so it is recorded next
to the version: if both no longer belong together, `tests/test_versions.py` fails.
"""

from __future__ import annotations

import json
from hashlib import blake2b

from search.model.facets import DEFAULT_NAMES
from search.model.schema import STEMMED, indexed_fields


def fingerprint(*layout: object) -> str:
    """16 hexadecimal digits for the fields of an archive with the usual facets, and for the `layout` of
    an engine's index, which is anything that JSON can hold."""
    every = indexed_fields(DEFAULT_NAMES)
    fields = {name: "stems" if name in STEMMED else "words" for name in every}
    text = json.dumps({"fields": fields, "layout": layout}, sort_keys=True)
    return blake2b(text.encode(), digest_size=8).hexdigest()
