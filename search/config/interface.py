"""The languages that the pages can be in."""

from __future__ import annotations

LANGUAGES = ("en", "fr", "es", "de", "ar")
"""Tags; the first one is the language of the source, and of readers who speak none of the others."""
