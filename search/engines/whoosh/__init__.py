"""The embedded engine: a Whoosh index of memory-mapped arrays, searched in NumPy."""
