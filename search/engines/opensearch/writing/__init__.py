"""Writing to the cluster: where a reindex into it ends."""
