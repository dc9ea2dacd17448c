"""What indices a cluster keeps for us, and whether they are as they were written."""

from __future__ import annotations

from dataclasses import replace

from search.engines.common.rebuild import Counts
from search.engines.opensearch import indices
from search.engines.opensearch.client import Refused
from search.engines.opensearch.mapping import VERSION
from search.engines.opensearch.state import Published, State, other_version
from search.engines.opensearch.writing import cleanup
from search.engines.opensearch.writing.workspace import Workspace
from search.errors import IndexDamaged, IndexMissing, IndexOfOtherVersion
from search.indexing.target import Condition


def every(workspace: Workspace) -> list[Condition]:
    """All complete indices, the newest first. Raises `IndexMissing` if there is none, and
    `IndexOfOtherVersion` if the state cannot be read."""
    known = workspace.state()
    found = [_condition(workspace, known, each) for each in known.complete()]
    if not found:
        raise _missing(workspace)
    return sorted(found, key=lambda each: each.number, reverse=True)


def examined(workspace: Workspace, found: Condition) -> Condition:
    """An index with all its faults: that which is published is compared article by article with its
    manifest, another one by its counts."""
    (published,) = (each for each in workspace.state().complete() if each.name == found.name)
    faults = faults_of_index(workspace, published)
    if not faults:
        faults = _faults_of_documents(workspace, published, found.is_published)
    return replace(found, faults=tuple(faults))


def published(workspace: Workspace) -> Condition:
    """The published index with all its faults; raises `IndexMissing` if there is none."""
    try:
        known = workspace.state()
    except IndexOfOtherVersion as error:
        return Condition(0, "", is_published=True, faults=(error.fault,))
    if known.published is not None:
        return examined(workspace, _condition(workspace, known, known.published))
    if indices.every(workspace.client, workspace.names):
        fault = f"{workspace.names.state} does not say which index is published."
        return Condition(0, "", is_published=True, faults=(fault,))
    raise _missing(workspace)


def faults_of_index(workspace: Workspace, published: Published) -> list[str]:
    """Why an index cannot be used at all."""
    client, index = workspace.client, published.index
    if published.mapping != VERSION:
        return [other_version(workspace.names).fault]
    try:
        if not indices.exists(client, index):
            return [f"The index {index} is missing."]
        if indices.is_closed(client, index):
            return [f"The index {index} is closed."]
        if (version := indices.version(client, index)) != VERSION:
            return [f"The mapping of {index} has version {version}, not {VERSION}."]
        indices.counts(client, index)
    except Refused as error:
        return [f"The index {index} cannot be read: {error}"]
    return []


def faults_of_whole(workspace: Workspace, published: Published) -> list[str]:
    """What is wrong with a published index that can be used, as far as aliases and counts show it."""
    return [*_faults_of_aliases(workspace, published), *_faults_of_counts(workspace, published)]


def _faults_of_documents(
    workspace: Workspace, published: Published, is_published: bool
) -> list[str]:
    if not is_published:
        return _faults_of_counts(workspace, published)
    aliases = _faults_of_aliases(workspace, published)
    try:
        manifest = workspace.manifest(published)
    except IndexDamaged as error:
        return [*aliases, error.fault]
    return [*aliases, *cleanup.differing(workspace.client, published, manifest)]


def _faults_of_aliases(workspace: Workspace, published: Published) -> list[str]:
    names, index = workspace.names, published.index
    return [
        f"The alias {alias} does not point to {index} alone."
        for alias in (names.alias, names.mapping_alias(published.mapping))
        if indices.aliased(workspace.client, alias) != [index]
    ]


def _faults_of_counts(workspace: Workspace, published: Published) -> list[str]:
    found = indices.counts(workspace.client, published.index)
    expected = Counts(published.articles, published.paragraphs)
    if found == expected:
        return []
    return [
        f"{published.index} holds {found.articles} articles and {found.paragraphs} paragraphs instead of"
        f" {expected.articles} and {expected.paragraphs}."
    ]


def _condition(workspace: Workspace, known: State, found: Published) -> Condition:
    is_published = found is known.published
    return Condition(
        workspace.names.number(found.index),
        found.name,
        found.published_at,
        found.articles,
        found.paragraphs,
        is_published=is_published,
        is_rolled_back=is_published and found.name == known.rolled_back,
    )


def _missing(workspace: Workspace) -> IndexMissing:
    address = workspace.client.address
    return IndexMissing(f"There is no index at {address} yet: run `backissue reindex`.")
