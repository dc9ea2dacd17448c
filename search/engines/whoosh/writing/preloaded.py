"""What every process of a reindex into a folder needs: it is imported and made once, and they are forked
afterwards. Of the parsers that is the one for pages, which takes longest to import."""

from __future__ import annotations

import search.engines.whoosh.writing.segment_sink
import search.indexing.worker
import search.reading.formats.html.html_page  # noqa: F401
from search.text.word_runs import prepare

prepare()
