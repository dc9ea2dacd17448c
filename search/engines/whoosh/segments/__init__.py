"""The files of a segment: how they are written, and how they are read."""
