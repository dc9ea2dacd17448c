"""From an archive to a published generation of its index: what changed, read, indexed, checked."""
