"""The cluster that a reindex writes to, the names of our indices in it, and a folder for manifests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from search.engines.opensearch import state
from search.engines.opensearch.client import Client
from search.engines.opensearch.index_names import Names
from search.engines.opensearch.state import Published, State
from search.indexing.manifest import Manifest, load, save


@dataclass(frozen=True, slots=True)
class Workspace:
    """Reads and writes the state and the manifests of our indices."""

    client: Client
    names: Names
    folder: Path

    def state(self) -> State:
        """Raises `IndexOfOtherVersion`."""
        return state.read(self.client, self.names)

    def write(self, new: State) -> None:
        state.write(self.client, self.names, new)

    def manifest(self, published: Published) -> Manifest:
        """The manifest of an index; raises `IndexDamaged`."""
        file = self._new_file()
        state.load_manifest(self.client, self.names, published, file)
        return load(file)

    def _new_file(self) -> Path:
        return self.folder / token_hex(8)

    def save_manifest(self, published: Published, manifest: Manifest) -> Published:
        """Store the manifest of an index; returns its description, which says where."""
        file = self._new_file()
        save(manifest, file)
        return state.save_manifest(self.client, self.names, published, file)
