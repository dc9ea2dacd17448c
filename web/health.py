"""For machines: whether the process is alive, whether it can serve, and metrics."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from search.errors import IndexDamaged, IndexMissing, IndexUnreachable
from web.errors import RETRY_AFTER
from web.metrics import exposition
from web.site import site

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """200 as long as the process answers, with or without an index."""
    return _uncached(Response("ok\n", mimetype="text/plain"))


@blueprint.get("/readyz")
def ready() -> Response:
    """200 with the generation that is served, or 503 with the reason why none is."""
    try:
        status = site().engine.status()
    except IndexMissing:
        return _unready("No index has been published yet: run `backissue reindex`.")
    except IndexDamaged as error:
        current_app.logger.error("%s", error)
        return _unready("The published index cannot be opened; the log of this server says why.")
    except IndexUnreachable as error:
        current_app.logger.error("%s", error)
        return _unready(str(error))
    return _uncached(
        jsonify(status="ready", generation=status.generation, articles=status.articles)
    )


@blueprint.get("/metrics")
def metrics() -> Response:
    """Counts since the start of the server, for Prometheus."""
    body = exposition(site().metrics, site().engine)
    return _uncached(Response(body, content_type=CONTENT_TYPE_PLAIN_0_0_4))


def _unready(reason: str) -> Response:
    response = jsonify(status="not ready", reason=reason)
    response.status_code = 503
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return _uncached(response)


def _uncached(response: Response) -> Response:
    response.cache_control.no_store = True
    return response
