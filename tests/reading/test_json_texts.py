"""Texts of JSON that are no strings: trees of editors and services."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.reading.inspected import inspected, texts


def _doc(**node: object) -> dict[str, object]:
    lines = [
        [{"type": "text", "text": "One "}, {"type": "text", "text": "line."}],
        [{"text": "Two."}],
    ]
    return {**node, "content": [{"type": "paragraph", "content": line} for line in lines]}


@pytest.mark.parametrize(
    "fields",
    [
        {"content": _doc(type="doc")},
        {
            "body": {
                "time": 1,
                "blocks": [{"data": {"text": "One line."}}, {"data": {"text": "Two."}}],
            }
        },
        {
            "body": [
                {"_type": "block", "children": [{"_type": "span", "text": text}]}
                for text in ("One line.", "Two.")
            ]
        },
        {
            "body": {
                "root": {
                    "children": [
                        {
                            "type": "p",
                            "children": [
                                {"type": "link", "children": [{"text": "One"}]},
                                {"text": " line."},
                            ],
                        },
                        {"type": "p", "children": [{"text": "Two."}]},
                    ]
                }
            }
        },
        {"content_elements": [{"type": "text", "content": text} for text in ("One line.", "Two.")]},
        {"text": {"en-GB": "One line.\nTwo."}},
        {"text": "One line.\\n\\nTwo."},
    ],
)
def test_a_text_that_is_a_tree(tmp_path: Path, fields: dict[str, Any]) -> None:
    found = inspected(tmp_path, "a.json", json.dumps({"title": "T", **fields}))
    assert len(found.readings) == 1
    assert texts(found) == ["One line.", "Two."]


def test_an_answer_about_one_article(tmp_path: Path) -> None:
    attributes = {"title": "T", "body": {"value": "<p>Text.</p>", "format": "html"}}
    answer = {"data": {"id": "x", "attributes": attributes}}
    found = inspected(tmp_path, "a.json", json.dumps(answer))
    assert found.readings[0].article.title == "T"
    assert texts(found) == ["Text."]
