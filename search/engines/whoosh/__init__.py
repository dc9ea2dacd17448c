"""The embedded engine: a Whoosh index whose segments are flat arrays, searched in NumPy."""
