"""A digest of the form of an index, which shows a test that a version must be raised.

A version is a number that developers have to raise. The digest changes by itself; it is recorded next
to the version, and `tests/test_versions.py` fails if it is no longer the recorded one.
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
