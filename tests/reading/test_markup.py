"""reStructuredText and Org: fields, structure, and nothing of what is no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.reading.inspection import Inspection
from tests.reading.inspected import inspected, texts

RST = """
===========
The *ferry*
===========

:date: 2019-05-04
:author: Ada Quill
:tags: sea, wind
:region: Skye

First **bold** with `a link <https://x.example/>`_ and :doc:`the manual <m>`.

.. include:: /etc/hostname
.. raw:: html

   <script>alert(1)</script>

.. pullout:: left
   :width: 3

   Words in a directive.

.. image:: p.jpg
   :alt: The old pier

Section
-------

3. One

   - nested

::

   code <x>

.. no text
"""

ORG = """#+TITLE: The ferry
#+AUTHOR: Ada Quill
#+DATE: <2019-05-04 Sat>
#+FILETAGS: :sea:wind:
#+REGION: Skye

First *bold* with [[https://x.example/][a link]] and =the manual=.
# no text
Words in a
directive.
#+CAPTION: The old pier
[[file:p.jpg]]
* TODO Section :tag:
:PROPERTIES:
:ID: no text
:END:
3. One
   - nested
#+BEGIN_SRC python
code <x>
#+END_SRC
"""


@pytest.fixture(params=[("a.rst", RST), ("a.org", ORG)], ids=["rst", "org"])
def found(request: pytest.FixtureRequest, tmp_path: Path) -> Inspection:
    return inspected(tmp_path, *request.param)


def test_fields(found: Inspection) -> None:
    article = found.readings[0].article
    assert (article.title, article.authors, str(article.published)) == (
        "The ferry", ("Ada Quill",), "2019-05-04",
    )  # fmt: skip
    assert (article.values("theme"), article.values("region")) == (("sea", "wind"), ("Skye",))
    assert (found.failures, found.warnings) == ((), ())


def test_structure(found: Inspection) -> None:
    article = found.readings[0].article
    assert [(each.kind, each.text) for each in article.paragraphs] == [
        ("text", "First bold with a link and the manual."),
        ("text", "Words in a directive."),
        ("heading", "Section"),
        ("item", "One"),
        ("item", "nested"),
        ("preformatted", "code <x>"),
    ]
    kinds = [(span.kind, span.target) for span in article.paragraphs[0].form.spans]
    assert kinds[:2] == [("strong", ""), ("link", "https://x.example/")]
    assert [each.form.number for each in article.paragraphs if each.kind == "item"] == [3, 1]
    assert [each.text for each in article.captions] == ["The old pier"]


def test_a_title_beside_a_field(tmp_path: Path) -> None:
    found = inspected(
        tmp_path, "a.rst", ".. title: Pears\n.. date: 2019-05-04\n\nApples\n======\n\nText.\n"
    )
    assert (found.readings[0].article.title, texts(found)) == ("Pears", ["Apples", "Text."])


def test_org_without_keywords(tmp_path: Path) -> None:
    found = inspected(
        tmp_path,
        "a.org",
        "* Pears\nText with a/b/c, 2 * 3 * 4 and\n: fixed\n| A | B |\n|--\n| 1 | 2 |\n",
    )
    assert (found.readings[0].article.title, texts(found)) == (
        "Pears", ["Text with a/b/c, 2 * 3 * 4 and", "fixed", "A | B\n1 | 2"],
    )  # fmt: skip
