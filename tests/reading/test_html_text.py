"""The text of HTML pages: what is in comments and scripts, and what repeats the summary."""

from __future__ import annotations

from search.reading import Record, read


def _texts(body: str, head: str = "") -> list[str]:
    page = f"<!doctype html><html><head><title>T</title>{head}</head><body>{body}</body></html>"
    return [each.text for each in read(Record("a.html", 0, page.encode())).article.paragraphs]


_FIRST = "The river rose in the night, and nobody on the bank had expected it to."
_SECOND = "By morning the water stood at the second step of the church, as in 1953."


def test_a_script_that_begins_in_a_comment_ends_there() -> None:
    body = f"<p>{_FIRST}</p><!-- <script> --><p>{_SECOND}</p><script>let a = 1</script>"
    assert _texts(body) == [_FIRST, _SECOND]


def test_what_looks_like_a_comment_in_a_script_is_none() -> None:
    assert _texts(f"<script>let a = '<!--'</script><p>{_FIRST}</p>") == [_FIRST]
