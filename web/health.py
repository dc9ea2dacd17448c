"""For machines: whether the process is alive, whether it can serve, and metrics."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, current_app, jsonify
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from search.errors import IndexDamaged, IndexMissing, IndexUnreachable
from search.model.preparation import Reindexing
from web.errors import RETRY_AFTER
from web.metrics import exposition
from web.site import site
from web.views.unready import unready

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """200 as long as the process answers, with or without an index."""
    return _uncached(Response("ok\n", mimetype="text/plain"))


@blueprint.get("/readyz")
def ready() -> Response:
    """200 with the generation that is served and, if it is not well with the published one, a word of
    that; or 503 with the reason why none is served."""
    try:
        status = site().engine.status()
    except (IndexMissing, IndexDamaged) as error:
        if isinstance(error, IndexDamaged):
            current_app.logger.error("%s", error)
        preparation = site().preparation()
        return _unready(unready(preparation, error).reason, preparation.reindexing)
    except IndexUnreachable as error:
        current_app.logger.error("%s", error)
        return _unready(str(error))
    known = {"status": "ready", "generation": status.generation, "articles": status.articles}
    if fault := site().engine.fault():
        known["fault"] = (
            f"What is published is missing or damaged. Generation {fault.generation}, published"
            f" {fault.published_at}, is served as far as it can be; the log of this server says more."
        )
    return _uncached(jsonify(known))


@blueprint.get("/metrics")
def metrics() -> Response:
    """Counts since the start of the server, for Prometheus."""
    body = exposition(site().metrics, site().engine)
    return _uncached(Response(body, content_type=CONTENT_TYPE_PLAIN_0_0_4))


def _unready(reason: str, running: Reindexing | None = None) -> Response:
    response = jsonify(status="not ready", reason=reason, indexing=_progress(running))
    response.status_code = 503
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return _uncached(response)


def _progress(running: Reindexing | None) -> dict[str, object] | None:
    """How far a reindex is; None if none is running."""
    if running is None:
        return None
    return {**asdict(running), "percent": running.percent}


def _uncached(response: Response) -> Response:
    response.cache_control.no_store = True
    return response
