"""The description of the addresses for programs says what they take."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from search.model import part, request
from search.result_formats import RESULT_FORMATS
from search.result_formats.article_formats import ARTICLE_FORMATS
from tests.support import FACETS
from tests.web.conftest import Page


def test_every_format_and_parameter_is_described(page: Page) -> None:
    found = page("/openapi.json")
    assert found["openapi"].startswith("3.1")
    assert found["servers"] == [{"url": "http://localhost"}]
    paths = found["paths"]
    assert len(paths) == len(RESULT_FORMATS) + len(ARTICLE_FORMATS)
    names = {each["name"] for path in paths.values() for each in path["get"]["parameters"]}
    facets = {f"{sign}{name}" for name in FACETS for sign in ("", "-")}
    assert names == {*request.PARAMETERS, *part.PARAMETERS, *facets, "id"}
    ids = [path["get"]["operationId"] for path in paths.values()]
    assert len(set(ids)) == len(ids)


def test_answers_are_as_described(client: FlaskClient, page: Page) -> None:
    for path, described in page("/openapi.json")["paths"].items():
        operation = described["get"]
        (media_type,) = operation["responses"]["200"]["content"]
        response = client.get(path.format(id="kinds"))
        assert (response.status_code, response.mimetype) == (200, media_type)
        for each in operation["parameters"]:
            for value, status in _tried(each["schema"]):
                answer = client.get(path.format(id="kinds"), query_string={each["name"]: value})
                assert answer.status_code == status, (path, each["name"], value)
                if status == 400:
                    assert answer.json is not None
                    assert answer.json["parameter"] == each["name"]


def _tried(schema: dict[str, Any]) -> list[tuple[object, int]]:
    """Values, with the status of the answer: bounds and choices that hold, and what is beyond."""
    if schema["type"] == "integer":
        usable = [schema["minimum"], schema["default"]]
        return [
            *((each, 200) for each in usable),
            (schema["minimum"] - 1, 400),
            (schema["maximum"] + 1, 400),
        ]
    if "enum" in schema:
        return [*((each, 200) for each in schema["enum"]), ("other", 400)]
    return [("2019", 200), ("soon", 400)] if "pattern" in schema else []
