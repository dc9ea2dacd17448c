"""Where a query matches in a text, and which passages show it best."""
