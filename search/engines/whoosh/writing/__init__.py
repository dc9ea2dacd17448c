"""Writing a generation: where a reindex into a folder ends."""
