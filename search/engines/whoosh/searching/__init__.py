"""Searching a generation: from a query tree to hits, over flat arrays."""
