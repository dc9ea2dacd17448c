"""Writing generations into a folder: segments, their merging, publication."""
