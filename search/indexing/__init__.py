"""From an archive to a published index: scan, read what changed, compare manifests, write, publish."""
