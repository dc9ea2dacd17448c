"""The scores of readers are those of the projects that the pages are of."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from pathlib import Path

import pytest

from benchmarks.reading.pages import KINDS, Page, of_kinds
from benchmarks.reading.readers import Found
from benchmarks.reading.scores import scores, word_f1


def test_f1_is_that_of_the_mean_precision_and_the_mean_recall() -> None:
    found = [
        ("a b c d e", "a b c d"),  # one 4-gram of two is right, and it is all that is expected
        ("a b c d", "a b c d e f g"),  # one of four that are expected
        ("", "a b c d"),  # nothing found: no precision
        ("a b c d", ""),  # nothing expected: no recall
    ]
    precision, recall, f1 = scores(found)
    assert precision == pytest.approx((1 / 2 + 1 + 0) / 3)
    assert recall == pytest.approx((1 + 1 / 4 + 0) / 3)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))


def test_words_of_each_page_count_the_same() -> None:
    pages = [Page(b"A b, c", "a b"), Page(b"", "a b")]
    assert word_f1(lambda page: Found(page.decode()), pages) == pytest.approx((4 / 5 + 0) / 2)


def test_pages_of_the_test_set_by_kind(tmp_path: Path) -> None:
    assert of_kinds(tmp_path) == {}
    truth = {
        "_internal": {"page_type": {"primary": "forum"}},
        "ground_truth": {"main_content": "a b"},
    }
    empty = {
        "_internal": {"page_type": {"primary": "forum"}},
        "ground_truth": {"main_content": None},
    }
    members = {
        "x/dev/ground-truth/0001.json": json.dumps(truth).encode(),
        "x/dev/html/0001.html.gz": gzip.compress(b"<p>dev</p>"),
        "x/test/ground-truth/0002.json": json.dumps(truth).encode(),
        "x/test/html/0002.html.gz": gzip.compress(b"<p>test</p>"),
        "x/test/ground-truth/0003.json": json.dumps(empty).encode(),
        "x/test/html/0003.html.gz": gzip.compress(b""),
    }
    with tarfile.open(tmp_path / KINDS, "w:gz") as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    assert of_kinds(tmp_path) == {"forum": [Page(b"<p>test</p>", "a b")]}
