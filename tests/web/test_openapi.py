"""The description of the addresses for programs says what they take and give."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import negative_data_rejection

from search.config.environment import Settings
from search.engines import Engine
from search.model import part, request, trends
from search.result_formats import RESULT_FORMATS, facet_values
from search.result_formats.article_formats import ARTICLE_FORMATS
from tests.support import FACETS
from tests.web.conftest import Page, parsed
from web import create_app
from web.problem_details import MEDIA_TYPE
from web.problems import PROBLEMS

PLAIN = {"Accept-Encoding": "identity"}
"""The client of schemathesis decompresses nothing."""
EXAMPLES = 2
DATES = {request.SINCE, request.UNTIL}
"""No schema can say that one is not before the other, nor how many days a month has."""


def test_every_format_and_parameter_is_described(page: Page) -> None:
    found = page("/openapi.json")
    assert found["openapi"].startswith("3.1")
    assert found["servers"] == [{"url": "http://localhost"}]
    paths = found["paths"]
    offered = [name for name in FACETS if name != "language"]
    assert len(paths) == len(RESULT_FORMATS) + len(ARTICLE_FORMATS) + len(offered) + 5
    names = {each["name"] for path in paths.values() for each in path["get"]["parameters"]}
    facets = {f"{sign}{name}" for name in offered for sign in ("", "-")}
    others = {"id", "name", facet_values.FIND, trends.ROWS, trends.COLUMNS}
    assert names == {*request.PARAMETERS, *part.PARAMETERS, *facets, *others}
    ids = [path["get"]["operationId"] for path in paths.values()]
    assert len(set(ids)) == len(ids)


def test_answers_are_as_described(client: FlaskClient, page: Page) -> None:
    for path, described in page("/openapi.json")["paths"].items():
        operation = described["get"]
        (media_type,) = operation["responses"]["200"]["content"]
        address = path.format(id="kinds", name="theme")
        response = client.get(address)
        assert (response.status_code, response.mimetype) == (200, media_type)
        for each in operation["parameters"] if path != "/suggest" else ():
            for value, status in _tried(each["schema"]):
                answer = client.get(address, query_string={each["name"]: value})
                assert answer.status_code == status, (path, each["name"], value)
                if status == 400:
                    assert parsed(answer)["parameter"] == each["name"]
            if "example" in each and each["in"] == "query":
                answer = client.get(address, query_string={each["name"]: each["example"]})
                assert answer.status_code == 200


def test_examples_find_something(client: FlaskClient, page: Page) -> None:
    paths = page("/openapi.json")["paths"]
    taken = {each["name"]: each for each in paths["/search.json"]["get"]["parameters"]}
    assert page(f"/search.json?q={taken['q']['example']}")["total"]
    (id,) = paths["/articles/{id}.json"]["get"]["parameters"]
    assert client.get(f"/articles/{id['example']}.json").status_code == 200


def test_every_kind_of_error_has_its_place_on_the_page_for_programs(page: Page) -> None:
    soup = page("/api")
    for each in PROBLEMS:
        assert str(each.status.value) in soup.find(id=each.name).text


def _tried(schema: dict[str, Any]) -> list[tuple[object, int]]:
    """Values, with the status of the answer: bounds and choices that hold, and what is beyond."""
    if schema["type"] == "integer":
        usable = [schema["minimum"], schema["default"]]
        return [
            *((each, 200) for each in usable),
            (schema["minimum"] - 1, 400),
            (schema["maximum"] + 1, 400),
        ]
    if "default" in schema:
        return [*((each, 200) for each in schema["enum"]), ("other", 400)]
    return [("2019", 200), ("soon", 400)] if "pattern" in schema else []


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: str(mode.name).lower())
def test_what_a_program_makes_of_the_description_is_answered_as_it_says(
    engine: Engine, mode: GenerationMode
) -> None:
    """Schemathesis asks for all that the description allows, and for what it does not allow."""
    app = create_app(engine, Settings(time_limit=60))
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app)
    schema.validate()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        if mode.is_negative and not operation.query:
            continue  # no path is wrong: it is missing

        @settings(
            max_examples=EXAMPLES,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=[*HealthCheck],
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Case[Any]) -> None:
            response = case.call(headers=PLAIN)
            assert response.status_code in (200, 400, 404)
            if response.status_code == 400:
                assert response.headers["content-type"] == [MEDIA_TYPE]
                if response.json()["parameter"] in DATES:
                    return
            # Empty values are ignored everywhere, and wrong filters where words are completed.
            case.validate_response(response, excluded_checks=[negative_data_rejection])

        ask()
