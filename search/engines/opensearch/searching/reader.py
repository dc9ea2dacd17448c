"""Asking the published index: calls by its alias, several searches at once, deep pages, and walks
through all hits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote
from zlib import crc32

from search.engines.opensearch.client import Client, Patience, Refused
from search.engines.opensearch.index_names import Names
from search.engines.opensearch.indices import exists
from search.engines.opensearch.mapping import VERSION
from search.engines.opensearch.state import other_version
from search.errors import BackissueError, IndexMissing, IndexOfOtherVersion

Json = dict[str, Any]

_DFS = {"search_type": "dfs_query_then_fetch"}
_KEPT = "2m"
"""How long a walk may take between two of its calls."""
_FAILING = 500
"""The least status that says that the cluster has failed, not refused."""
_SKIPPED = 10_000
"""Hits that are passed over at a time, as many as the cluster gives."""
_WALKING = Patience(attempt=30.0, whole=60.0)


class IndexReader:
    """The index that is published at the time of a call; `languages` are those that its words were last
    known to be stemmed in, see `search.text.languages`.

    Every method may raise `IndexMissing`, `IndexOfOtherVersion` and `IndexUnreachable`.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self.languages: tuple[str, ...] = ("",)
        self.names = Names(client.address.prefix)
        self._alias = self.names.mapping_alias(VERSION)

    def search(self, body: Json, text: str = "") -> Json:
        """One search. Equal queries `text` are sent to the same copies of the shards, whose
        statistics may differ a little, so that pages of one search join."""
        params = {**_DFS, "preference": _preference(text)}
        return self._call("POST", f"/{self._alias}/_search", body, params)

    def searches(self, bodies: Sequence[Json], text: str = "") -> list[Json]:
        """Several searches in one call. One that a node did not finish, such as one that was just
        stopped, is asked again alone."""
        header = {"preference": _preference(text), **_DFS}
        lines = [line for body in bodies for line in (header, body)]
        data = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
        answers: list[Json] = self._call("POST", f"/{self._alias}/_msearch", data)["responses"]
        return [
            self._finished(answer, body, text) for answer, body in zip(answers, bodies, strict=True)
        ]

    def document(self, id: str, routing: str) -> Json | None:
        """The source of a published document."""
        path = f"/{self._alias}/_doc/{quote(id, safe='')}"
        try:
            found = self._call("GET", path, params={"routing": routing, "realtime": "false"})
        except Refused as error:
            if error.status == 404:
                return None
            raise
        source: Json = found["_source"]
        return source

    def documents(self, keys: Sequence[tuple[str, str]]) -> list[Json | None]:
        """The sources of published documents, each by its id and its routing; None for one that is not
        there."""
        if not keys:
            return []  # to ask for none is an error there
        wanted = [{"_id": id, "routing": routing} for id, routing in keys]
        params = {"realtime": "false"}
        found = self._call("POST", f"/{self._alias}/_mget", {"docs": wanted}, params, _WALKING)
        return [each.get("_source") for each in found["docs"]]

    def walk(self, body: Json, skip: int = 0) -> Iterator[list[Json]]:
        """All hits in the order of `body` but the first `skip`, `size` at a time, from the index as it is
        when the first are asked for."""
        path = f"/{self._alias}/_search/point_in_time"
        point = self._call("POST", path, params={"keep_alive": _KEPT})["pit_id"]
        try:
            while True:
                page = {**body, **(_passing_over(skip) if skip else {})}
                page["pit"] = {"id": point, "keep_alive": _KEPT}
                answer = self._call("POST", "/_search", page, _DFS, _WALKING)
                hits: list[Json] = answer["hits"]["hits"]
                if hits and not skip:
                    yield hits
                if len(hits) < page["size"]:
                    return
                skip = max(0, skip - len(hits))
                point = answer["pit_id"]
                body = {**body, "search_after": hits[-1]["sort"]}
        finally:
            with suppress(BackissueError):  # it ends by itself
                self._call("DELETE", "/_search/point_in_time", {"pit_id": [point]})

    def unavailable(self) -> IndexMissing | IndexOfOtherVersion:
        """The error if no index with this version of the mapping is published."""
        if exists(self._client, self.names.alias):
            return other_version(self.names)
        return IndexMissing(
            f"Nothing is published as {self.names.alias} in the cluster: run `backissue reindex`."
        )

    def _call(
        self,
        method: str,
        path: str,
        body: Json | bytes | None = None,
        params: Mapping[str, str] | None = None,
        patience: Patience | None = None,
    ) -> Json:
        try:
            found: Json = self._client.call(method, path, body, params, patience)
        except Refused as error:
            if error.kind == "index_not_found_exception":
                raise self.unavailable() from None
            raise
        return found

    def _finished(self, answer: Json, body: Json, text: str) -> Json:
        if "error" not in answer:
            return answer
        if answer["status"] >= _FAILING:
            return self.search(body, text)
        raise self._failed(answer)

    def _failed(self, answer: Json) -> Exception:
        error = answer["error"]
        kind, reason = str(error.get("type", "")), str(error.get("reason", ""))
        if kind == "index_not_found_exception":
            return self.unavailable()
        return Refused(f"The cluster refused a search: {reason[:300]}.", answer["status"], kind)


def _passing_over(skip: int) -> Json:
    """What a request has instead, of whose hits only the sort keys are needed."""
    return {"size": min(skip, _SKIPPED), "_source": False}


def _preference(text: str) -> str:
    return f"{crc32(text.encode('utf-8', 'replace')):08x}"
